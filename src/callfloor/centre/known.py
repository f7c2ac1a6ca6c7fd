"""The lists of callers and their rules as routing wants them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from callfloor.acd.callers import CallerRule as AcdCallerRule
from callfloor.acd.callers import Listed, plain_number
from callfloor.centre.callers import CallerList, CallerRule


def listed_of(lists: Mapping[str, CallerList], zone: str) -> dict[str, tuple[Listed, ...]]:
    """Number in plain form → what each list says of it, in the order of the lists."""
    found: dict[str, list[Listed]] = {}
    for list_id, one in lists.items():
        for entry in one.entries:
            found.setdefault(plain_number(entry.number), []).append(
                Listed(
                    list_id=list_id,
                    list_name=one.name,
                    kind=one.kind,
                    name=entry.name,
                    owner=entry.owner,
                    until_ms=_end_of(entry.until, zone) if entry.until else None,
                    note=entry.note,
                )
            )
    return {number: tuple(items) for number, items in found.items()}


def _end_of(day: str, zone: str) -> int:
    """Midnight after a day, on the clock of the zone."""
    following = dt.date.fromisoformat(day) + dt.timedelta(days=1)
    midnight = dt.datetime.combine(following, dt.time(), ZoneInfo(zone))
    return round(midnight.timestamp() * 1000)


def rules_of(rules: Mapping[str, CallerRule]) -> tuple[AcdCallerRule, ...]:
    """By `place`, then by id."""
    ordered: Iterable[tuple[str, CallerRule]] = sorted(
        rules.items(), key=lambda item: (item[1].place, item[0])
    )
    return tuple(
        AcdCallerRule(
            rule_id=rule_id,
            name=rule.name,
            lists=tuple(rule.lists),
            prefixes=tuple(rule.prefixes),
            called=tuple(rule.called),
            languages=tuple(rule.languages),
            queues=tuple(rule.queues),
            is_refused=rule.is_refused,
            message=rule.message.model_dump() if rule.message else {},
            priority=rule.priority,
            queue_id=rule.queue,
            prefer=rule.prefer,
            agent_id=rule.agent,
            prefer_wait_ms=rule.prefer_wait_ms,
            language=rule.language,
        )
        for rule_id, rule in ordered
    )
