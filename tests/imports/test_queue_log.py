"""Asterisk's `queue_log` read: each event as the specification maps it, and what is wrong with a line."""

import random
from collections import Counter
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import cases
from tests.imports.queue_logs import AT, MORNING, line, log

from callfloor.contacts.record import Record
from callfloor.imports.queue_log import EXAMPLE, read
from callfloor.imports.reading import Fact, Finding, Place, Reading
from callfloor.imports.service import renames
from callfloor.kit.errors import InvalidError
from callfloor.metrics.components import contributions
from callfloor.metrics.view import ANY_QUEUE, Thresholds, View

NOW_MS = 1_790_000_000_000
AT_MS = AT * 1000
PLACE = Place(
    zone="UTC",
    teams={"maria": "north", "wang": "south"},
    queues={"sales": "sales", "support": "support"},
    agents={"maria": "maria", "wang": "wang"},
)


def taken(content: bytes, callback_key: str = "5") -> Reading:
    return read(
        content,
        PLACE,
        source="old",
        renamed=renames(["600=sales, 201=wang"]),
        callback_key=callback_key,
        now_ms=NOW_MS,
    )


def records(found: Reading) -> dict[str, Record]:
    """By Asterisk's id of the call."""
    return {
        fact.source_id.removeprefix("call|"): msgspec.convert({**fact.data, "tenant": "t"}, Record)
        for fact in found.facts
        if fact.source_id.startswith("call|")
    }


def codes(findings: list[Finding]) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in findings]


def sums(found: Reading, grain: str, key: str) -> Counter[str]:
    view = View(grains=frozenset({grain}))  # type: ignore[arg-type]
    total: Counter[str] = Counter()
    for record in records(found).values():
        for one in contributions(record, {}, view):
            if one.key == key:
                total[one.component] += one.value
    return total


MORNINGS = taken(log(*MORNING))


def test_the_morning_is_read_whole_and_nothing_of_it_is_wrong_or_odd() -> None:
    assert (codes(MORNINGS.wrong.listed), codes(MORNINGS.warnings.listed)) == ([], [])
    assert sorted(records(MORNINGS)) == ["c1", "c2", "c3", "c4", "c5", "c6"]


def test_waits_are_those_that_asterisk_tells_and_rings_are_a_part_of_them() -> None:
    found = records(MORNINGS)
    leg = found["c1"].legs[0]
    assert (leg.queue_id, leg.wait_ms, leg.outcome, leg.queued) == (
        "sales",
        3_000,
        "answered",
        False,
    )
    assert found["c2"].legs[0].queued, "nobody could be rung in the first 5 seconds"
    assert [(one.agent_id, one.result) for one in found["c2"].rings] == [
        ("wang", "missed"),
        ("maria", "answered"),
    ]
    assert found["c2"].rings[0].offered_ms == AT_MS + 305_000, "15000 of that line are milliseconds"
    assert found["c3"].rings[0].result == "caller_hung_up"


@pytest.mark.parametrize(
    ("call", "outcomes", "ended_by", "caller"),
    [
        ("c1", ["answered"], "agent", "+34600000001"),
        ("c2", ["answered", "abandoned"], "customer", "+34600000002"),
        ("c3", ["abandoned"], "customer", ""),
        ("c4", ["timeout"], "system", "+34600000004"),
        ("c5", ["callback_requested"], "system", "+34600000005"),
        ("c6", ["overflow", "answered"], "agent", "+34600000006"),
    ],
)
def test_each_call_ends_as_the_log_says(
    call: str, outcomes: list[str], ended_by: str, caller: str
) -> None:
    record = records(MORNINGS)[call]
    assert [leg.outcome for leg in record.legs] == outcomes
    assert (record.ended_by, record.caller, record.source) == (ended_by, caller, "queue_log")
    assert record.closed_ms is not None


def test_a_key_that_asks_for_no_callback_is_a_way_out() -> None:
    found = records(taken(log(*MORNING), callback_key=""))
    assert [leg.outcome for leg in found["c5"].legs] == ["key_exit"]


def test_transfers_are_charged_to_the_sender_and_the_next_queue_has_a_leg_of_its_own() -> None:
    found = records(MORNINGS)
    first, second = found["c2"].segments[0], found["c6"].segments[0]
    assert (first.end_reason, first.talk_ms, first.transfer_to) == ("blind_transfer", 30_000, "700")
    assert (second.end_reason, second.talk_ms) == ("attended_transfer", 64_000)
    assert [leg.is_post_transfer for leg in found["c2"].legs] == [False, True]
    assert [leg.is_post_transfer for leg in found["c6"].legs] == [False, False]


def test_the_components_of_the_morning_are_those_one_counts_by_hand() -> None:
    sales = sums(MORNINGS, "queue", "sales")
    assert (sales["offered"], sales["answered"], sales["abandoned_short"]) == (6, 2, 1)
    assert (sales["flow_out"], sales["callback_requested"]) == (2, 1)
    assert sales["wait_answered_ms"] == 33_000
    centre = sums(MORNINGS, "centre", "*")
    assert (centre["received"], centre["answered"], centre["abandoned"]) == (6, 3, 1)
    assert centre["contacts_transferred"] == 2
    maria = sums(MORNINGS, "agent", "maria")
    assert (maria["segments"], maria["talk_ms"], maria["transfers"]) == (3, 214_000, 2)


def spans(found: Reading, agent: str) -> list[tuple[int, int, str]]:
    """In seconds after the beginning."""
    return [
        ((start - AT_MS) // 1000, (end - AT_MS) // 1000, state)
        for fact in found.facts
        if fact.subject == agent
        for start, end, state in fact.data.get("spans", ())
    ]


def test_an_agent_is_paused_where_paused_in_every_queue_and_works_where_the_calls_say() -> None:
    assert spans(MORNINGS, "maria") == [
        (1, 100, "ready"), (100, 103, "ringing"), (103, 223, "talking"), (223, 325, "ready"),
        (325, 330, "ringing"), (330, 360, "talking"), (360, 422, "ready"), (422, 432, "ringing"),
        (432, 632, "ready"), (632, 636, "ringing"), (636, 700, "talking"), (700, 900, "ready"),
        (900, 1_500, "not_ready"),
    ]  # fmt: skip
    assert spans(MORNINGS, "wang") == [
        (2, 60, "not_ready"), (60, 305, "ready"), (305, 320, "ringing"), (320, 1_800, "ready"),
    ]  # fmt: skip


def test_time_before_the_log_and_behind_it_is_not_made_up() -> None:
    found = taken(
        log(
            line(10, "c", "sales", "NONE", "ENTERQUEUE", "", "1", 1),
            line(20, "c", "sales", "PJSIP/wang", "CONNECT", 10, "b", 2),
            line(30, "c", "sales", "PJSIP/wang", "COMPLETECALLER", 10, 10, 1),
            line(50, "M", "sales", "PJSIP/maria", "UNPAUSE", ""),
            line(60, "M", "sales", "PJSIP/maria", "PAUSE", ""),
            line(90, "M", "sales", "PJSIP/maria", "REMOVEMEMBER", ""),
        )
    )
    assert spans(found, "maria") == [
        (10, 50, "not_ready"),
        (50, 60, "ready"),
        (60, 90, "not_ready"),
    ]
    assert spans(found, "wang") == [], "a member of queues.conf comes and goes without a word"
    assert codes(found.warnings.listed) == [(1, "no_session")]


def test_a_talk_that_outlasts_the_login_is_work_until_its_end() -> None:
    found = taken(
        log(
            line(0, "M", "sales", "PJSIP/maria", "ADDMEMBER", ""),
            line(10, "c", "sales", "NONE", "ENTERQUEUE", "", "1", 1),
            line(12, "c", "sales", "PJSIP/maria", "CONNECT", 2, "b", 2),
            line(20, "M", "sales", "PJSIP/maria", "REMOVEMEMBER", ""),
            line(42, "c", "sales", "PJSIP/maria", "COMPLETECALLER", 2, 30, 1),
        )
    )
    assert spans(found, "maria") == [(0, 10, "ready"), (10, 12, "ringing"), (12, 42, "talking")]


WRONG = (
    ("hello", "not_a_log_line"),
    ("soon|c|sales|NONE|ABANDON|1|1|4", "not_a_log_time"),
    (line(3 * 10**9, "c", "sales", "NONE", "ENTERQUEUE", "", "1", 1), "not_a_log_time"),
    (line(10**8, "c", "sales", "NONE", "ENTERQUEUE", "", "1", 1), "in_future"),
    (line(1, "c", "sales", "NONE", "ABANDON", 1, 1, -4), "negative_time"),
    (line(1, "c", "sales", "NONE", "ABANDON", 1, 1), "not_a_number"),
    (line(1, "c", "sales", "PJSIP/maria", "COMPLETEAGENT", 3, "long", 1), "not_a_number"),
    (line(1, "c" * 300, "sales", "NONE", "ENTERQUEUE"), "too_long"),
)


def test_everything_wrong_is_listed_by_its_line() -> None:
    found = taken(log(*MORNING, *(text for text, _ in WRONG)))
    first = len(MORNING) + 1
    assert codes(found.wrong.listed) == [(first + at, code) for at, (_, code) in enumerate(WRONG)]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((MORNING[6], MORNING[7], MORNING[8], MORNING[8]), "line_twice"),
        ((MORNING[6], MORNING[8], MORNING[7]), "out_of_order"),
        ((line(0, "x", "600", "NONE", "FLOATED"),), "unknown_event"),
        ((line(0, "x", "900", "NONE", "ENTERQUEUE"), line(1, "x", "9", "NONE", "EXITEMPTY")),
         "unknown_queue"),
        ((MORNING[6], line(101, "c1", "600", "PJSIP/joe", "RINGNOANSWER", 0), MORNING[7], MORNING[8]),
         "unknown_agent"),
        ((MORNING[6], MORNING[7]), "still_open"),
        ((MORNING[7], MORNING[8]), "begins_before"),
        ((MORNING[6], MORNING[7], line(150, "NONE", "NONE", "NONE", "QUEUESTART")), "cut_by_restart"),
        ((MORNING[6], MORNING[8], MORNING[7], line(224, "c1", "600", "NONE", "ABANDON", 1, 1, 1)),
         "unexpected_event"),
    ],
)  # fmt: skip
def test_what_is_odd_is_told_and_does_not_stop_the_rest(lines: tuple[str, ...], told: str) -> None:
    found = taken(log(*lines))
    assert not found.wrong.count
    assert told in [code for _, code in codes(found.warnings.listed)]
    for record in records(found).values():
        assert record.closed_ms is not None


def test_what_is_no_log_at_all_is_refused_in_a_sentence() -> None:
    with pytest.raises(InvalidError, match="queue_log"):
        taken(b"\n \n")
    with pytest.raises(InvalidError, match="600=sales"):
        renames(["600"])


def test_the_example_can_be_brought_in_and_controls_in_it_do_no_harm() -> None:
    for text in (EXAMPLE, EXAMPLE.replace("|+34600123456", "|+346\x00\x1b\x850012")):
        found = taken(text.encode())
        assert (found.wrong.count, len(found.facts)) == (0, 2)


def _known(facts: list[Fact]) -> set[tuple[str, str]]:
    return {(one.source_id, one.mark) for one in facts}


@given(seed=st.integers(0, 10**6), upto=st.integers(1, len(MORNING)))
@settings(max_examples=cases(40, quick=8), deadline=None)
def test_a_longer_log_keeps_what_a_shorter_one_brought_and_order_does_not_matter(
    seed: int, upto: int
) -> None:
    """Lines of one second keep their order, as Asterisk wrote them; all others may come anyhow."""
    groups: dict[str, list[str]] = {}
    for one in MORNING:
        groups.setdefault(one.partition("|")[0], []).append(one)
    mixed = list(groups.values())
    random.Random(seed).shuffle(mixed)
    again = taken(log(*(one for group in mixed for one in group)))
    assert _known(again.facts) == _known(MORNINGS.facts)
    short = taken(log(*MORNING[:upto]))
    calls = {one for one in _known(short.facts) if one[0].startswith("call|")}
    whole = {one for one in _known(MORNINGS.facts) if one[0].startswith("call|")}
    cut = {"call|c2", "call|c6"}  # over in the first queue, and then again in the second
    assert {one for one in calls if one[0] not in cut} <= whole


@given(st.lists(st.sampled_from(MORNING), max_size=40))
@settings(max_examples=cases(60, quick=10), deadline=None)
def test_any_lines_give_whole_calls_and_time_without_gap_or_overlap(lines: list[str]) -> None:
    found = taken(log(*lines) if lines else log(MORNING[0]))
    for record in records(found).values():
        assert record.closed_ms is not None
        assert all(leg.outcome and leg.wait_ms is not None for leg in record.legs)
        view = View(attribution="cohort", grains=frozenset({"centre"}))
        total = Counter[str]()
        for one in contributions(record, {ANY_QUEUE: Thresholds()}, view):
            total[one.component] += one.value
        fates = ("answered", "abandoned", "flow_out", "callback_requested")
        assert total["received"] == sum(total[one] for one in fates) == 1
    for agent in ("maria", "wang"):
        own = spans(found, agent)
        assert all(before[1] <= after[0] for before, after in pairwise(own))
        assert all(start < end for start, end, _ in own)
