"""Alarms as a pure fold: one at most for each rule and scope, never a flood, and each one ends."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.board.random_facts import CENTRE, START_MS, ZONE, streams
from tests.effort import cases

from callfloor.alarms.figures import Key, Reading, readings
from callfloor.alarms.watch import End, Raise, Watch, is_back, is_beyond
from callfloor.board.state import Board
from callfloor.centre.alarms import Alarm
from callfloor.centre.indicators import IndicatorRules
from callfloor.events import agents, contacts
from callfloor.events.recordings import RecordingPauseFailed
from callfloor.events.trunks import TrunkStateChanged
from callfloor.metrics.formulas import evaluate

T = START_MS + 36_000_000
S = 1_000


def rule(**given: Any) -> Alarm:
    return Alarm.model_validate(
        {"name": "A", "figure": "waiting", "limit": 3, "ends_after_ms": 0, **given}
    )


def _run(alarm: Alarm, values: list[float | None], step_ms: int = S) -> list[tuple[int, str]]:
    """(second, raise or end) for one value each second."""
    watch, told = Watch(), []
    for second, value in enumerate(values):
        changes = watch.step({"a": alarm}, {("a", ""): Reading(value)}, T + second * step_ms)
        told += [(second, "raise" if isinstance(one, Raise) else "end") for one in changes]
    return told


def test_an_alarm_begins_beyond_the_limit_and_ends_at_it() -> None:
    assert _run(rule(), [3, 4, 9, 3, 2]) == [(1, "raise"), (3, "end")]


def test_what_falls_is_beyond_below_its_limit() -> None:
    low = rule(figure="agents_ready", limit=2)
    assert _run(low, [2, 1, 0, 2, 3]) == [(1, "raise"), (3, "end")]


def test_it_has_to_last_before_it_is_raised_and_before_it_ends() -> None:
    slow = rule(lasts_ms=2 * S, ends_after_ms=2 * S)
    assert _run(slow, [4, 4, 0, 4, 4, 4]) == [(5, "raise")]
    assert _run(slow, [4, 4, 4, 0, 4, 0, 0, 0]) == [(2, "raise"), (7, "end")]


def test_between_its_two_limits_an_alarm_stays_as_it_is() -> None:
    wide = rule(limit=5, end_limit=2)
    assert _run(wide, [4, 6, 4, 3, 6, 3, 2, 4]) == [(1, "raise"), (6, "end")]


def test_nothing_to_judge_raises_nothing_and_lets_an_open_one_end() -> None:
    rate = rule(figure="service_level", limit=80)
    assert _run(rate, [None, None]) == []
    assert _run(rate, [50, None]) == [(0, "raise"), (1, "end")]


def test_outside_its_hours_and_without_its_rule_an_alarm_ends() -> None:
    watch, key = Watch(), ("a", "")
    watch.step({"a": rule()}, {key: Reading(9)}, T)
    assert watch.step({"a": rule()}, {key: Reading(9)}, T + S, frozenset({"a"})) == [
        End(key, "hours")
    ]
    assert watch.step({"a": rule()}, {key: Reading(9)}, T + S, frozenset({"a"})) == []
    watch.step({"a": rule()}, {key: Reading(9)}, T + 2 * S)
    assert watch.step({}, {}, T + 3 * S) == [End(key, "removed")]


def test_what_is_adopted_is_not_raised_again_and_ends() -> None:
    watch = Watch()
    watch.adopt([("a", "")])
    assert watch.step({"a": rule()}, {("a", ""): Reading(9)}, T) == []
    assert watch.step({"a": rule()}, {("a", ""): Reading(0)}, T) == [End(("a", ""), "limit")]


_RULES = st.fixed_dictionaries(
    {
        "figure": st.sampled_from(["waiting", "agents_ready", "service_level", "longest_wait"]),
        "limit": st.integers(0, 10),
        "lasts_ms": st.sampled_from([0, 3_000]),
        "ends_after_ms": st.sampled_from([0, 2_000]),
    }
)
_VALUES = st.lists(st.one_of(st.none(), st.integers(0, 12)), max_size=60)


@settings(max_examples=cases(500, quick=80), deadline=None)
@given(_RULES, _VALUES, st.integers(0, 10))
def test_one_open_alarm_at_most_that_never_floods_and_ends(
    given: dict[str, Any], values: list[int | None], better: int
) -> None:
    falls = given["figure"] in ("service_level", "agents_ready")
    end_limit = given["limit"] + better if falls else max(0, given["limit"] - better)
    alarm = rule(**given, end_limit=end_limit)
    told = _run(alarm, [None if value is None else float(value) for value in values])
    kinds = [kind for _, kind in told]
    assert kinds == [("raise", "end")[place % 2] for place in range(len(kinds))]
    pace_s = (given["lasts_ms"] + given["ends_after_ms"]) / S
    raised = [second for second, kind in told if kind == "raise"]
    assert all(later - earlier > pace_s for earlier, later in pairwise(raised))
    # However it stood, once the figure is well it is over.
    rest: list[float | None] = [float(end_limit)] * (3 + int(pace_s))
    after = _run(alarm, [None if value is None else float(value) for value in values] + rest)
    assert len(after) % 2 == 0


@given(_RULES, st.one_of(st.none(), st.integers(0, 12)))
def test_no_value_is_beyond_and_back_at_once(given: dict[str, Any], value: int | None) -> None:
    alarm = rule(**given)
    seen = None if value is None else float(value)
    assert is_beyond(alarm, seen) != is_back(alarm, seen)


def _board() -> Board:
    return Board("demo", ZONE, CENTRE, T)


def _value(board: Board, alarm: Alarm, scope_id: str = "", *, up: bool = True) -> float | None:
    found: dict[Key, Reading] = dict(readings(board, {"a": alarm}, is_telephony_up=up))
    return found["a", scope_id].value


def _waits(board: Board, contact_id: str, at_ms: int, queue_id: str = "sales") -> None:
    common: dict[str, Any] = {"tenant": "demo", "contact_id": contact_id}
    board.apply(
        contacts.ContactArrived(
            **common, at_ms=at_ms, channel="voice", direction="in", line="l", caller="+34600",
            called="100",
        )
    )  # fmt: skip
    board.apply(
        contacts.ContactQueued(
            **common, at_ms=at_ms, leg_id=f"{contact_id}.q1", queue_id=queue_id, priority=5,
            rank_ms=at_ms,
        )
    )  # fmt: skip


def _abandons(board: Board, contact_id: str, at_ms: int, queue_id: str = "sales") -> None:
    board.apply(
        contacts.ContactLeftQueue(
            tenant="demo", at_ms=at_ms, contact_id=contact_id, leg_id=f"{contact_id}.q1",
            queue_id=queue_id, outcome="abandoned",
        )
    )  # fmt: skip


def test_waits_are_counted_by_queue_and_for_the_whole_centre() -> None:
    board = _board()
    _waits(board, "c1", T)
    _waits(board, "c2", T + 5 * S, "support")
    board.advance(T + 30 * S)
    assert _value(board, rule()) == 2
    assert _value(board, rule(scope="queue"), "sales") == 1
    assert _value(board, rule(figure="longest_wait")) == 30
    assert _value(board, rule(figure="longest_wait", scope="queue"), "support") == 25


def test_a_rate_of_the_last_minutes_forgets_what_is_older() -> None:
    board = _board()
    late = rule(figure="abandonment", limit=5, window_ms=600_000, contacts_min=1)
    today = rule(figure="abandonment", limit=5, contacts_min=1)
    for number in range(4):
        _waits(board, f"old{number}", T + number)
        _abandons(board, f"old{number}", T + 60 * S)
    assert _value(board, late) == _value(board, today) == 100
    board.advance(T + 1_200 * S)
    assert _value(board, late) is None
    assert _value(board, today) == 100
    assert _value(board, rule(figure="abandonment", limit=5, contacts_min=5)) is None


def test_agents_are_counted_by_team_and_too_long_in_one_state() -> None:
    board = _board()
    states: dict[str, Any] = {"maria": "ready", "liwei": "not_ready", "anna": "not_ready"}
    for agent_id, state in states.items():
        board.apply(
            agents.AgentStateChanged(
                tenant="demo", at_ms=T, agent_id=agent_id, state=state, contact_id="",
                team_id=CENTRE.agents[agent_id].team_id,
            )
        )  # fmt: skip
    ready = rule(figure="agents_ready", scope="team", limit=1)
    assert (_value(board, ready, "north"), _value(board, ready, "south")) == (1, 0)
    long = rule(figure="agents_in_state", state_for_ms=600_000, limit=0)
    board.advance(T + 600 * S)
    assert _value(board, long) == 0
    board.advance(T + 601 * S)
    found = dict(readings(board, {"a": long}, is_telephony_up=True))["a", ""]
    assert found == Reading(2, ("anna", "liwei"))


def test_failed_recordings_and_lost_telephony_are_figures_of_the_centre() -> None:
    board = _board()
    _waits(board, "c1", T)
    fact = RecordingPauseFailed(tenant="demo", at_ms=T, contact_id="c1", recording_id="r")
    board.apply(fact)
    assert _value(board, rule(figure="recordings_failed", limit=0)) == 1
    down = rule(figure="telephony", limit=0)
    assert (_value(board, down), _value(board, down, up=False)) == (0, 1)


@settings(max_examples=cases(150, quick=20), deadline=None)
@given(streams())
def test_the_last_minutes_are_what_counting_them_from_the_records_gives(facts: list[Any]) -> None:
    """The running window equals one that is counted anew, in whatever order facts came."""
    board = _board()
    for fact in facts:
        board.apply(fact)
    again = _board()
    again.now_ms = board.now_ms
    for fact in facts:
        again.apply(fact)
    again.configure(CENTRE, ZONE, IndicatorRules())
    for queue_id in CENTRE.queues:
        for window_ms in (60_000, 14_400_000):
            one = board.recent.totals(queue_id, window_ms, board.now_ms)
            two = again.recent.totals(queue_id, window_ms, board.now_ms)
            for name in ("service_level.offered", "abandonment_rate.offered_net_short"):
                assert evaluate(name, one) == evaluate(name, two)


@pytest.mark.parametrize(
    "wrong",
    [
        {"figure": "telephony", "scope": "queue"},
        {"scope": "team"},
        {"figure": "service_level", "limit": 101},
        {"end_limit": 4},
        {"figure": "agents_ready", "end_limit": 2},
        {"emails": ["nobody"]},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        rule(**wrong)


def test_a_trunk_that_does_not_answer_is_counted_and_watched_by_itself() -> None:
    board = Board("t", ZONE, CENTRE, T)
    states = {"street": "away", "lane": "reachable", "path": "refused", "old": "away"}
    for trunk_id, state in states.items():
        board.apply(TrunkStateChanged(tenant="t", at_ms=T, trunk_id=trunk_id, state=state))  # type: ignore[arg-type]
    board.apply(TrunkStateChanged(tenant="t", at_ms=T, trunk_id="old", state="unwatched"))
    whole = rule(figure="trunks_away", limit=0)
    each = rule(figure="trunks_away", scope="trunk", limit=0)
    found = dict(readings(board, {"w": whole, "e": each}, is_telephony_up=True))
    assert {key: one.value for key, one in found.items()} == {
        ("w", ""): 2.0, ("e", "lane"): 0.0, ("e", "path"): 1.0, ("e", "street"): 1.0,
    }  # fmt: skip
    watch, rules = Watch(), {"e": each}
    keys = [one.key for one in watch.step(rules, found, T)]
    assert keys == [("e", "path"), ("e", "street")]
    board.apply(TrunkStateChanged(tenant="t", at_ms=T, trunk_id="street", state="unwatched"))
    after = dict(readings(board, rules, is_telephony_up=True))
    assert watch.step(rules, after, T + S) == [End(("e", "street"), "removed")]


@pytest.mark.parametrize(
    "wrong", [{"figure": "trunks_away", "scope": "queue"}, {"figure": "waiting", "scope": "trunk"}]
)
def test_trunks_are_no_scope_of_other_figures(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="trunk"):
        rule(**wrong)
