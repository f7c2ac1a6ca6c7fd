"""What must hold for every stream of facts: identities, ranges, sums, and live = batch."""

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.board.random_facts import CENTRE, START_MS, ZONE, streams
from tests.effort import cases

from callfloor.board.state import Board
from callfloor.contacts.record import Record, apply
from callfloor.events.agents import AgentState, AgentStateChanged
from callfloor.events.fact import ContactFact, Fact
from callfloor.metrics.components import ALL, Thresholds
from callfloor.metrics.days import day_start_ms
from callfloor.metrics.formulas import FORMULAS, Amount, evaluate
from callfloor.metrics.periods import bucketing
from callfloor.metrics.presence import Span, Spans, clipped
from callfloor.metrics.tally import Tally
from callfloor.metrics.view import View

RULES = {
    key: Thresholds(queue.service_level_ms, queue.short_abandon_ms)
    for key, queue in CENTRE.queues.items()
}
_SUBSETS = [
    name
    for name, formula in FORMULAS.items()
    if formula.unit == "percent" and "long_over_answered" not in name
]


def _records(facts: list[Fact]) -> list[Record]:
    found: dict[str, Record] = {}
    for fact in facts:
        if isinstance(fact, ContactFact):
            record = found.setdefault(
                fact.contact_id, Record(tenant="demo", contact_id=fact.contact_id)
            )
            apply(record, fact)
    return list(found.values())


def _tally(facts: list[Fact], bucket_of: Any) -> Tally:
    tally = Tally(bucket_of)
    for record in _records(facts):
        tally.put(record, RULES)
    return tally


HALF_HOURS = bucketing("half_hour", ZONE, (0, 0))


@given(streams(most=60))
@settings(max_examples=cases(80, quick=12), deadline=None)
def test_every_leg_and_every_contact_has_exactly_one_fate(facts: list[Fact]) -> None:
    tally = _tally(facts, lambda _at_ms: 0)
    for queue_id in ("sales", "support", "closed"):
        of = tally.totals(0, "queue", queue_id).get
        fates = ("answered", "abandoned", "flow_out", "callback_requested", "open")
        assert of("offered", 0) == sum(of(fate, 0) for fate in fates)
    of = tally.totals(0, "centre", ALL).get
    all_fates = ("self_service", "ivr_abandoned", "closed_hours", "system_dropped", "answered",
             "abandoned", "flow_out", "callback_requested", "open")  # fmt: skip
    assert of("received", 0) == sum(of(fate, 0) for fate in all_fates)


@given(streams(most=60))
@settings(max_examples=cases(80, quick=12), deadline=None)
def test_ratios_stay_within_bounds_and_relate_as_defined(facts: list[Fact]) -> None:
    tally = _tally(facts, lambda at_ms: HALF_HOURS(at_ms)[0])
    for place in tally.places():
        totals = tally.totals(*place)
        for name in _SUBSETS:
            value = evaluate(name, totals).value
            assert value is None or 0 <= value <= 100, (name, place)
        waits = [
            evaluate(f"avg_speed_of_answer.{kind}", totals).value
            for kind in ("all_waits_over_answered", "answered_waits")
        ]
        assert waits[0] is None or waits[1] is None or waits[0] >= waits[1]
        assert all(value >= 0 for value in totals.values())


@given(streams(most=60))
@settings(max_examples=cases(60, quick=10), deadline=None)
def test_half_hours_add_up_to_the_whole(facts: list[Fact]) -> None:
    parts = _tally(facts, lambda at_ms: HALF_HOURS(at_ms)[0])
    whole = _tally(facts, lambda _at_ms: 0)
    counted = Tally(lambda _at_ms: 0)
    for record in _records(facts):
        counted.count(record, RULES, View(grains=frozenset({"queue"})))
    for _, grain, key in whole.places():
        if grain == "queue":
            assert counted.totals(0, grain, key) == whole.totals(0, grain, key)
        added: dict[str, Amount] = {}
        for bucket, other_grain, other_key in parts.places():
            if (grain, key) == (other_grain, other_key):
                for name, value in parts.totals(bucket, grain, key).items():
                    added[name] = added.get(name, 0) + value
        assert added == whole.totals(0, grain, key)


@given(streams(most=60))
@settings(max_examples=cases(60, quick=10), deadline=None)
def test_the_board_shows_what_a_report_of_today_says(facts: list[Fact]) -> None:
    board = Board("demo", ZONE, CENTRE, START_MS)
    for fact in facts:
        board.apply(fact)
    today_ms = day_start_ms(board.now_ms, ZONE)
    report = _tally(facts, lambda at_ms: 0 if at_ms >= today_ms else None)
    for queue_id in CENTRE.queues:
        counted = report.totals(0, "queue", queue_id)
        shown = board.today("queue", queue_id)
        assert {k: v for k, v in shown.items() if v} == {k: v for k, v in counted.items() if v}
    for agent_id in CENTRE.agents:
        counted = report.totals(0, "agent", agent_id)
        shown = board.today("agent", agent_id)
        assert {k: v for k, v in shown.items() if v} == {k: v for k, v in counted.items() if v}


_STATES: list[AgentState] = ["logged_out", "ready", "talking", "wrap_up", "not_ready"]


@given(
    st.lists(st.tuples(st.sampled_from(_STATES), st.integers(-500, 4_000_000)), max_size=30),
)
@settings(max_examples=cases(100, quick=15), deadline=None)
def test_an_agent_s_spans_are_contiguous_and_their_parts_add_up(
    steps: list[tuple[AgentState, int]],
) -> None:
    spans, at_ms = Spans(), START_MS
    for state, later_ms in steps:
        at_ms += later_ms
        spans.apply(
            AgentStateChanged(
                tenant="demo",
                at_ms=at_ms,
                agent_id="maria",
                state=state,
                team_id="north",
            )
        )
    kept = sorted(spans.written.values(), key=lambda span: span.start_ms)
    for before, after in itertools.pairwise(kept):
        assert before.end_ms is not None
        assert before.start_ms < before.end_ms <= after.start_ms
    end_ms = at_ms + 10_000
    whole = sum((span.end_ms or end_ms) - span.start_ms for span in kept)
    parts = sum(
        one.value
        for span in kept
        for one in clipped(
            span, from_ms=0, to_ms=2**60, now_ms=end_ms,
            next_bucket=lambda at: HALF_HOURS(at)[1],
        )
        if one.grain == "agent" and one.component == "logged_in_ms"
    )  # fmt: skip
    assert parts == max(0, whole)


def test_a_span_is_cut_at_the_edges_of_the_question_and_of_its_buckets() -> None:
    span = Span(tenant_id="demo", agent_id="maria", start_ms=900, end_ms=None, state="ready",
                team_id="north")  # fmt: skip
    found = clipped(span, from_ms=1_000, to_ms=5_000, now_ms=2_600,
                    next_bucket=lambda at: at // 1_000 * 1_000 + 1_000)  # fmt: skip
    mine = [
        (one.at_ms, one.value) for one in found if one[1:4] == ("agent", "maria", "state_ready")
    ]
    assert mine == [(1_000, 1_000), (2_000, 600)]
