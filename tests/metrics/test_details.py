"""Medians and edges, worst hours, blocked callers, half hours on target: what one value hides."""

from collections import defaultdict

from tests.imports.queue_logs import AT, MORNING, log
from tests.metrics.test_history import brought
from tests.metrics.test_imported import brought as from_outside

from callfloor.contacts.record import Leg, Record, Segment
from callfloor.kit.db import Database
from callfloor.metrics.details import Detail, details, lasted
from callfloor.metrics.outside import Blocked, blocked_callers
from callfloor.metrics.query import Question
from callfloor.metrics.rules import FigureRules
from callfloor.metrics.view import Grain, View

AT_MS = AT * 1000


def contact(number: int, wait_s: int, talk_s: int, hold_s: int, wrap_up_s: int) -> Record:
    at_ms, answered_ms = 1_000_000, 1_000_000 + wait_s * 1000
    ended_ms = answered_ms + (talk_s + hold_s) * 1000
    return Record(
        tenant="t", contact_id=f"c{number}", arrived_ms=at_ms, ended_ms=ended_ms, disposition="queue",
        legs=[Leg(leg_id="q", queue_id="sales", entered_ms=at_ms, exited_ms=answered_ms,
                  outcome="answered")],
        segments=[Segment(segment_id="s", leg_id="q", queue_id="sales", agent_id="maria",
                          team_id="north", answered_ms=answered_ms, ended_ms=ended_ms,
                          hold_ms=hold_s * 1000, hold_count=1, wrap_up_started_ms=ended_ms,
                          wrap_up_ended_ms=ended_ms + wrap_up_s * 1000)],
    )  # fmt: skip


def test_each_wait_and_segment_lasts_as_long_as_it_adds_to_its_average() -> None:
    records = [contact(1, 5, 100, 20, 30), contact(2, 7, 50, 0, 10)]
    seconds: dict[tuple[str, str], list[int]] = defaultdict(list)
    grains: tuple[Grain, ...] = ("queue", "centre", "agent")
    for grain in grains:
        view = View(grains=frozenset({grain}))
        for record in records:
            for _, _, indicator, ms in lasted(record, {}, view):
                seconds[grain, indicator].append(ms // 1000)
    for grain in grains:
        assert seconds[grain, "avg_handle_time"] == [150, 60]
        assert seconds[grain, "avg_talk_time"] == [100, 50]
        assert seconds[grain, "avg_hold_time"] == [20, 0]
    assert seconds["queue", "avg_speed_of_answer"] == [5, 7]
    records[0].source = "queue_log"
    told = {one[2] for one in lasted(records[0], {}, View(grains=frozenset({"queue"})))}
    assert not told & {"avg_handle_time", "avg_hold_time", "avg_after_call_work"}


def test_a_caller_who_tries_again_within_a_minute_is_one() -> None:
    def tried(at_s: int, caller: str, count: int = 1) -> Blocked:
        return Blocked(at_ms=at_s * 1000, source="sbc", cause="", caller=caller, count=count)

    again = [tried(0, "a"), tried(50, "a"), tried(110, "a"), tried(171, "a"), tried(60, "b")]
    assert blocked_callers(reversed(again)) == 3
    assert blocked_callers([*again, tried(5, "", 4)]) == 7, "who is not known counts by attempts"
    assert blocked_callers([tried(5, "", 4)]) is None


async def _found(database: Database, grain: Grain, *keys: str) -> dict[tuple[str, str], Detail]:
    question = Question(
        tenant="demo", zone="UTC", from_ms=AT_MS, to_ms=AT_MS + 4 * 3_600_000, now_ms=AT_MS + 10**9,
        grain=grain, keys=keys, rules=FigureRules(),
    )  # fmt: skip
    return {(one.grain_key, one.indicator): one for one in await details(database, question)}


ATTEMPTS = """at,cause,count,trunk_group,caller_hash
2026-03-02 09:10,q850:34,1,main,x
2026-03-02 09:11,q850:34,1,main,x
2026-03-02 11:05,q850:34,2,main,y
"""


async def test_the_page_says_what_a_value_hides(database: Database) -> None:
    await brought(database, log(*MORNING))
    await from_outside(
        database, "attempts", ATTEMPTS.replace(" 09:", " 10:").replace(" 11:", " 12:")
    )
    queue = await _found(
        database, "queue", "avg_speed_of_answer", "avg_abandon_time", "service_level"
    )
    speed = queue["sales", "avg_speed_of_answer"]
    assert (speed.count, speed.median, speed.p90, speed.longest) == (2, 3, 30, 30)
    assert queue["support", "avg_abandon_time"].median == 40
    level = queue["sales", "service_level"]
    assert (level.periods, level.met) == (1, 0)
    centre = await _found(database, "centre", "blocked_rate", "avg_talk_time")
    blocked = centre["*", "blocked_rate"]
    assert (blocked.peak, blocked.peak_ms) == (100.0, AT_MS + 2 * 3_600_000)
    assert blocked.callers == 2
    assert centre["*", "avg_talk_time"].count == 3
