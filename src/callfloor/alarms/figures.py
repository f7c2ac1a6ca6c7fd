"""The figures that rules watch, read off the board. Pure: the hour is told."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from callfloor.board.state import Board
from callfloor.centre.alarms import Alarm
from callfloor.metrics.formulas import evaluate

AGENTS_TOLD = 5
Key = tuple[str, str]
"""Rule and scope: a queue, a team, a trunk, or empty for the whole centre."""


class Reading(NamedTuple):
    """None where there is nothing to judge; `agents` are those who count, at most a few."""

    value: float | None
    agents: tuple[str, ...] = ()


def scopes_of(board: Board, rule: Alarm) -> list[str]:
    """What the rule watches, each by itself; what is named and no longer exists is left out."""
    if rule.scope == "centre":
        return [""]
    if rule.scope == "queue":
        return [key for key in board.centre.queues if not rule.queues or key in rule.queues]
    if rule.scope == "trunk":
        return sorted(board.trunks)
    teams = sorted({agent.team_id for agent in board.centre.agents.values() if agent.team_id})
    return [key for key in teams if not rule.teams or key in rule.teams]


def readings(
    board: Board, rules: Mapping[str, Alarm], *, is_telephony_up: bool
) -> Iterator[tuple[Key, Reading]]:
    """Every figure that a rule watches, as it is at the board's hour."""
    for rule_id, rule in rules.items():
        for scope_id in scopes_of(board, rule):
            if rule.figure == "telephony":
                yield (rule_id, scope_id), Reading(0.0 if is_telephony_up else 1.0)
            else:
                yield (rule_id, scope_id), _FIGURES[rule.figure](board, rule, scope_id)


def _queues(board: Board, scope_id: str) -> list[str]:
    return [scope_id] if scope_id else [*board.centre.queues]


def _waiting(board: Board, _rule: Alarm, scope_id: str) -> Reading:
    lines = (board.lines.get(key) for key in _queues(board, scope_id))
    return Reading(float(sum(len(line) for line in lines if line is not None)))


def _longest_wait(board: Board, _rule: Alarm, scope_id: str) -> Reading:
    """Seconds; 0 while nobody waits."""
    lines = (board.lines.get(key) for key in _queues(board, scope_id))
    entered = [at_ms for line in lines if line and (at_ms := line.oldest_entered_ms()) is not None]
    if not entered:
        return Reading(0.0)
    return Reading(max(0, board.now_ms - min(entered)) / 1000)


def _totals(board: Board, rule: Alarm, scope_id: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for queue_id in _queues(board, scope_id):
        if rule.window_ms is None:
            found.update(board.today("queue", queue_id))
        else:
            found.update(board.recent.totals(queue_id, rule.window_ms, board.now_ms))
    return found


def _rate(indicator: str) -> Callable[[Board, Alarm, str], Reading]:
    def read(board: Board, rule: Alarm, scope_id: str) -> Reading:
        name = board.figures.formula(indicator, "queue")
        found = evaluate(name, _totals(board, rule, scope_id))
        is_enough = (found.denominator or 0) >= rule.contacts_min
        return Reading(found.value if is_enough else None)

    return read


def _agents(board: Board, rule: Alarm, scope_id: str) -> list[str]:
    if rule.scope == "queue":
        return sorted(board.serving.get(scope_id, ()))
    return sorted(
        key
        for key, agent in board.centre.agents.items()
        if rule.scope == "centre" or agent.team_id == scope_id
    )


def _agents_ready(board: Board, rule: Alarm, scope_id: str) -> Reading:
    live = (board.agents.get(key) for key in _agents(board, rule, scope_id))
    return Reading(float(sum(one is not None and one.state == "ready" for one in live)))


def _agents_in_state(board: Board, rule: Alarm, scope_id: str) -> Reading:
    since_ms = board.now_ms - rule.state_for_ms
    found = [
        (live.since_ms, key)
        for key in _agents(board, rule, scope_id)
        if (live := board.agents.get(key)) is not None
        and live.state == rule.state
        and live.since_ms < since_ms
    ]
    return Reading(float(len(found)), tuple(key for _, key in sorted(found)[:AGENTS_TOLD]))


def _trunks_away(board: Board, _rule: Alarm, scope_id: str) -> Reading:
    found = (one for key, one in board.trunks.items() if scope_id in ("", key))
    return Reading(float(sum(not one.reachable for one in found)))


def _recordings_failed(board: Board, rule: Alarm, _scope_id: str) -> Reading:
    since_ms = board.day_ms if rule.window_ms is None else board.now_ms - rule.window_ms
    return Reading(float(board.recent.failures(since_ms)))


_FIGURES: dict[str, Callable[[Board, Alarm, str], Reading]] = {
    "waiting": _waiting,
    "longest_wait": _longest_wait,
    "service_level": _rate("service_level"),
    "abandonment": _rate("abandonment_rate"),
    "agents_ready": _agents_ready,
    "agents_in_state": _agents_in_state,
    "trunks_away": _trunks_away,
    "recordings_failed": _recordings_failed,
}
