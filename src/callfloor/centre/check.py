"""Whether the settings fit together: every reference leads to something that exists. Pure.

Looked at as a whole, as it would be after a change, so that a removal is checked like an addition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from callfloor.centre.alarms import Alarm
from callfloor.centre.callers import CallerList, CallerRule
from callfloor.centre.indicators import IndicatorRules, Target
from callfloor.centre.prompts import PREFIX, RecordedPrompt, named_in
from callfloor.centre.recordings import RecordingRule, RetentionRule
from callfloor.centre.reports import Report
from callfloor.centre.schemas import (
    Agent,
    Closing,
    FlowSetting,
    Number,
    Queue,
    Script,
    Setting,
    WrapUpCode,
)
from callfloor.centre.wallboards import Wallboard
from callfloor.ivr import check as flow_check
from callfloor.ivr.flow import Flow, read_flow

Items = Mapping[str, Mapping[str, Setting]]
"""kind → id → setting."""


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` leads to the field: kind, id, field, …; `code` is stable for programs."""

    path: tuple[str | int, ...]
    message: str
    code: str = "unknown_reference"
    params: dict[str, object] = field(default_factory=dict)
    """What the console's words for the code need."""


def flow_of(flow_id: str, setting: FlowSetting, version: int) -> Flow:
    """The flow as `ivr` knows it."""
    return read_flow({"id": flow_id, "version": version, **setting.model_dump()})


def check(items: Items) -> list[Problem]:
    """All problems, in the order of the kinds."""
    found: list[Problem] = []
    found += _queues(items)
    found += _closings(items)
    found += _callers(items)
    found += _agents(items)
    found += _sites(items)
    found += _wrap_up_codes(items)
    found += _scripts(items)
    found += _flows(items)
    found += _numbers(items)
    found += _recording_rules(items)
    found += _messages(items)
    found += _music(items)
    found += _targets(items)
    found += _figures(items)
    found += _reports(items)
    found += _alarms(items)
    found += _wallboards(items)
    return found


def _of(items: Items, kind: str) -> Mapping[str, Setting]:
    return items.get(kind, {})


def _missing(
    items: Items, kind: str, item_id: str, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    if item_id not in _of(items, kind):
        noun = kind.removesuffix("s").replace("_", " ")
        message = f"there is no {noun} {item_id!r} among the {kind}"
        yield Problem(path, message, params={"kind": kind, "id": item_id})


def _queues(items: Items) -> Iterator[Problem]:
    queues = cast("Mapping[str, Queue]", _of(items, "queues"))
    codes = cast("Mapping[str, WrapUpCode]", _of(items, "wrap_up_codes"))
    headings = {code.parent for code in codes.values()}
    for queue_id, queue in queues.items():
        for skill in queue.needs:
            yield from _missing(items, "skills", skill, ("queues", queue_id, "needs", skill))
        for place, step in enumerate(queue.widen):
            for skill in step.needs:
                where = ("queues", queue_id, "widen", place, "needs", skill)
                yield from _missing(items, "skills", skill, where)
        if queue.callback_calendar:
            path = ("queues", queue_id, "callback_calendar")
            yield from _missing(items, "calendars", queue.callback_calendar, path)
        if queue.survey_flow:
            path = ("queues", queue_id, "survey_flow")
            yield from _missing(items, "flows", queue.survey_flow, path)
        if queue.overflow_queue:
            path = ("queues", queue_id, "overflow_queue")
            yield from _missing(items, "queues", queue.overflow_queue, path)
            if _turns_round(queues, queue_id):
                message = "contacts would overflow in a circle back to this queue"
                yield Problem(path, message, "overflow_circle")
        has_code = any(
            code_id not in headings and (not code.queues or queue_id in code.queues)
            for code_id, code in codes.items()
        )
        if queue.wrap_up_code_required and queue.wrap_up_limit_ms != 0 and not has_code:
            path = ("queues", queue_id, "wrap_up_code_required")
            message = "a wrap-up code is required, but no wrap-up code can be chosen in this queue"
            yield Problem(path, message, "no_wrap_up_code")


def _turns_round(queues: Mapping[str, Queue], queue_id: str) -> bool:
    seen, next_id = {queue_id}, queues[queue_id].overflow_queue
    while next_id in queues and next_id not in seen:
        seen.add(next_id)
        next_id = queues[next_id].overflow_queue
    return next_id == queue_id


def _closings(items: Items) -> Iterator[Problem]:
    for closing_id, closing in cast("Mapping[str, Closing]", _of(items, "closings")).items():
        for place, queue_id in enumerate(closing.queues):
            yield from _missing(
                items, "queues", queue_id, ("closings", closing_id, "queues", place)
            )


def _callers(items: Items) -> Iterator[Problem]:
    for list_id, one in cast("Mapping[str, CallerList]", _of(items, "caller_lists")).items():
        for place, entry in enumerate(one.entries):
            if entry.owner:
                where = ("caller_lists", list_id, "entries", place, "owner")
                yield from _missing(items, "agents", entry.owner, where)
    for rule_id, rule in cast("Mapping[str, CallerRule]", _of(items, "caller_rules")).items():
        for kind, name, named in (
            ("caller_lists", "lists", rule.lists),
            ("queues", "queues", rule.queues),
        ):
            for place, item_id in enumerate(named):
                yield from _missing(items, kind, item_id, ("caller_rules", rule_id, name, place))
        if rule.queue:
            path = ("caller_rules", rule_id, "queue")
            yield from _missing(items, "queues", rule.queue, path)
        if rule.agent:
            path = ("caller_rules", rule_id, "agent")
            yield from _missing(items, "agents", rule.agent, path)


def _sites(items: Items) -> Iterator[Problem]:
    for kind in ("teams", "calendars"):
        for item_id, item in _of(items, kind).items():
            site = getattr(item, "site", "")
            if site:
                yield from _missing(items, "sites", site, (kind, item_id, "site"))


def _agents(items: Items) -> Iterator[Problem]:
    logins: dict[str, str] = {}
    for agent_id, agent in cast("Mapping[str, Agent]", _of(items, "agents")).items():
        yield from _missing(items, "teams", agent.team, ("agents", agent_id, "team"))
        for skill in agent.skills:
            yield from _missing(items, "skills", skill, ("agents", agent_id, "skills", skill))
        if agent.login:
            other = logins.setdefault(agent.login, agent_id)
            if other != agent_id:
                path = ("agents", agent_id, "login")
                message = f"{agent.login!r} works as the agent {other!r} already"
                params: dict[str, object] = {"login": agent.login, "agent": other}
                yield Problem(path, message, "login_taken", params)


def _wrap_up_codes(items: Items) -> Iterator[Problem]:
    codes = cast("Mapping[str, WrapUpCode]", _of(items, "wrap_up_codes"))
    for code_id, code in codes.items():
        for place, queue_id in enumerate(code.queues):
            path = ("wrap_up_codes", code_id, "queues", place)
            yield from _missing(items, "queues", queue_id, path)
        if code.parent:
            own = ("wrap_up_codes", code_id, "parent")
            yield from _missing(items, "wrap_up_codes", code.parent, own)
            if _is_below_itself(codes, code_id):
                message = "a code cannot stand below itself"
                yield Problem(own, message, "parent_circle")


def _is_below_itself(codes: Mapping[str, WrapUpCode], code_id: str) -> bool:
    seen, next_id = {code_id}, codes[code_id].parent
    while next_id in codes and next_id not in seen:
        seen.add(next_id)
        next_id = codes[next_id].parent
    return next_id == code_id


def _scripts(items: Items) -> Iterator[Problem]:
    for script_id, script in cast("Mapping[str, Script]", _of(items, "scripts")).items():
        for place, queue_id in enumerate(script.queues):
            yield from _missing(items, "queues", queue_id, ("scripts", script_id, "queues", place))


def known_of(items: Items) -> flow_check.Known:
    """What flows can name."""
    return flow_check.Known(
        queues=_of(items, "queues"),
        calendars=_of(items, "calendars"),
        services=_of(items, "web_services"),
        skills=_of(items, "skills"),
        prompts={key: one.sounds for key, one in _recorded(items).items()},
    )


def _recorded(items: Items) -> Mapping[str, RecordedPrompt]:
    return cast("Mapping[str, RecordedPrompt]", _of(items, "prompts"))


_WITH_MESSAGE = (
    ("queues", "overflow_message"),
    ("closings", "message"),
    ("caller_rules", "message"),
    ("recording", "announcement"),
)


def _messages(items: Items) -> Iterator[Problem]:
    """Messages that name prompts: each is there, and recorded in the language it is named for."""
    prompts = _recorded(items)
    for kind, field_name in _WITH_MESSAGE:
        for item_id, item in _of(items, kind).items():
            words = getattr(item, field_name, None)
            for language, prompt in named_in(words.model_dump()) if words else ():
                path = (kind, item_id, field_name, language)
                if prompt not in prompts:
                    yield from _missing(items, "prompts", prompt, path)
                elif language not in dict(prompts[prompt].sounds):
                    message = f"the prompt {prompt!r} is not recorded in {language!r}"
                    params: dict[str, object] = {"prompt": prompt, "language": language}
                    yield Problem(path, message, "prompt_language", params)


def _music(items: Items) -> Iterator[Problem]:
    """Prompts that queues play while one waits: each is there and has a sound."""
    prompts = _recorded(items)
    for item_id, queue in cast("Mapping[str, Queue]", _of(items, "queues")).items():
        prompt = queue.music.removeprefix(PREFIX)
        path = ("queues", item_id, "music")
        if not queue.music.startswith(PREFIX):
            continue
        if prompt not in prompts:
            yield from _missing(items, "prompts", prompt, path)
        elif not prompts[prompt].sounds:
            message = f"the prompt {prompt!r} is not recorded yet"
            yield Problem(path, message, "prompt_empty", {"prompt": prompt})


def _flows(items: Items) -> Iterator[Problem]:
    known = known_of(items)
    for flow_id, setting in cast("Mapping[str, FlowSetting]", _of(items, "flows")).items():
        for problem in flow_check.check(flow_of(flow_id, setting, 1), known):
            if problem.is_warning:
                continue
            path: tuple[str | int, ...] = ("flows", flow_id)
            if problem.node:
                path = (*path, "nodes", problem.node)
            elif problem.code in {"no_fallback", "unknown_queue"}:
                path = (*path, "fallback_queue")
            elif problem.code == "unknown_start":
                path = (*path, "start")
            yield Problem(path, problem.message, problem.code, {"node": problem.node})


def _numbers(items: Items) -> Iterator[Problem]:
    for number_id, number in cast("Mapping[str, Number]", _of(items, "numbers")).items():
        yield from _missing(items, "flows", number.flow, ("numbers", number_id, "flow"))


def _recording_rules(items: Items) -> Iterator[Problem]:
    for kind in ("recording_rules", "retention_rules"):
        rules = cast("Mapping[str, RecordingRule | RetentionRule]", _of(items, kind))
        for rule_id, rule in rules.items():
            for place, queue_id in enumerate(rule.queues):
                yield from _missing(items, "queues", queue_id, (kind, rule_id, "queues", place))


def _targets(items: Items) -> Iterator[Problem]:
    for target_id, target in cast("Mapping[str, Target]", _of(items, "targets")).items():
        for field_name, kind in (("queue", "queues"), ("team", "teams")):
            item_id = getattr(target, field_name)
            if item_id:
                yield from _missing(items, kind, item_id, ("targets", target_id, field_name))


def _figures(items: Items) -> Iterator[Problem]:
    for rules_id, rules in cast("Mapping[str, IndicatorRules]", _of(items, "indicators")).items():
        if rules.alert_web_service:
            path = ("indicators", rules_id, "alert_web_service")
            yield from _missing(items, "web_services", rules.alert_web_service, path)


def _reports(items: Items) -> Iterator[Problem]:
    kinds = {"queue": "queues", "team": "teams", "agent": "agents"}
    for report_id, report in cast("Mapping[str, Report]", _of(items, "reports")).items():
        for place, item_id in enumerate(report.only):
            if report.grain in kinds:
                where = ("reports", report_id, "only", place)
                yield from _missing(items, kinds[report.grain], item_id, where)
        if report.web_service:
            path = ("reports", report_id, "web_service")
            yield from _missing(items, "web_services", report.web_service, path)


def _alarms(items: Items) -> Iterator[Problem]:
    for alarm_id, alarm in cast("Mapping[str, Alarm]", _of(items, "alarms")).items():
        for kind, named in (("queues", alarm.queues), ("teams", alarm.teams)):
            for place, item_id in enumerate(named):
                yield from _missing(items, kind, item_id, ("alarms", alarm_id, kind, place))
        for field_name, kind, item_id in (
            ("calendar", "calendars", alarm.calendar),
            ("web_service", "web_services", alarm.web_service),
        ):
            if item_id:
                yield from _missing(items, kind, item_id, ("alarms", alarm_id, field_name))


def _wallboards(items: Items) -> Iterator[Problem]:
    for board_id, board in cast("Mapping[str, Wallboard]", _of(items, "wallboards")).items():
        for place, tile in enumerate(board.tiles):
            for kind, named in (("queues", tile.queues), ("teams", tile.teams)):
                for index, item_id in enumerate(named):
                    path = ("wallboards", board_id, "tiles", place, kind, index)
                    yield from _missing(items, kind, item_id, path)
