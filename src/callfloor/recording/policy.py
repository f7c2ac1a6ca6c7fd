"""A centre's recording settings in the shapes of `rules` and `retention`, in the order of their places."""

from callfloor.centre.loaded import CentreSettings
from callfloor.centre.recordings import RecordingRule, RecordingSetting
from callfloor.centre.recordings import RetentionRule as RetentionSetting
from callfloor.centre.schemas import ROUTING_ID
from callfloor.recording.retention import RetentionRule
from callfloor.recording.rules import Policy, Rule


def recording_policy(loaded: CentreSettings) -> Policy:
    setting = loaded.of(RecordingSetting).get(ROUTING_ID, RecordingSetting())
    rules = sorted(loaded.of(RecordingRule).items(), key=lambda item: (item[1].place, item[0]))
    announcement = setting.announcement
    return Policy(
        rules=tuple(
            Rule(
                rule_id=rule_id,
                queues=tuple(rule.queues),
                directions=tuple(rule.directions),
                percent=rule.percent,
                screen_percent=rule.screen_percent,
            )
            for rule_id, rule in rules
        ),
        announcement=announcement.model_dump() if announcement else {},
        decline_key=setting.decline_key,
        pause_limit_ms=setting.pause_limit_ms,
    )


def retention_rules(loaded: CentreSettings) -> tuple[RetentionRule, ...]:
    rules = sorted(loaded.of(RetentionSetting).items(), key=lambda item: (item[1].place, item[0]))
    return tuple(
        RetentionRule(
            rule_id=rule_id,
            queues=tuple(rule.queues),
            directions=tuple(rule.directions),
            kinds=tuple(rule.kinds),
            days=rule.days,
        )
        for rule_id, rule in rules
    )
