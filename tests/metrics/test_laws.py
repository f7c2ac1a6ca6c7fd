"""The twelve properties of the specification, over contacts and agents' time of any shape."""

import random
from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import cases

from callfloor.contacts.record import Leg, Record, Segment
from callfloor.facts.cutting import merged
from callfloor.metrics.components import ALL, contributions
from callfloor.metrics.formulas import FORMULAS, evaluate
from callfloor.metrics.outside import Activity, State, adherence
from callfloor.metrics.tally import Tally
from callfloor.metrics.view import ANY_QUEUE, GRAINS, Attribution, Grain, Thresholds, View

HALF = 1_800_000
START = 1_774_170_000_000 // HALF * HALF
FEW = settings(max_examples=cases(60, quick=10), deadline=None)
_S = st.integers(0, 4_000).map(lambda s: s * 1000)
_OUTCOMES = ("answered", "abandoned", "overflow", "timeout", "callback_requested", "")


@st.composite
def _contact(draw: st.DrawFn) -> Record:
    """Up to three queues, a segment behind each answer, the last one perhaps still running."""
    at_ms = START + draw(_S)
    record = Record(tenant="t", contact_id="", arrived_ms=at_ms, caller=draw(st.sampled_from("ab")))
    record.disposition = draw(
        st.sampled_from(("queue", "self_service", "ivr_abandoned", "closed_hours"))
    )
    has_talked = False
    for number in range(draw(st.integers(0, 3))):
        outcome = draw(st.sampled_from(_OUTCOMES))
        entered_ms, at_ms = at_ms, at_ms + draw(_S)
        record.legs.append(
            Leg(leg_id=f"q{number}", queue_id=draw(st.sampled_from("xy")), entered_ms=entered_ms,
                offered_ms=entered_ms if draw(st.booleans()) else None,
                exited_ms=at_ms if outcome else None, outcome=outcome,
                is_post_transfer=has_talked)
        )  # fmt: skip
        if outcome == "answered":
            record.segments.append(_segment(draw, f"q{number}", at_ms))
            at_ms = record.segments[-1].closed_ms or at_ms
            has_talked = True
        elif outcome not in ("overflow", "timeout"):
            break
    if all(leg.outcome for leg in record.legs):
        record.ended_ms = at_ms
    return record


def _segment(draw: st.DrawFn, leg_id: str, at_ms: int) -> Segment:
    first, second, talk, wrap_up = (draw(_S) for _ in range(4))
    holds = merged([(at_ms + first, at_ms + first + second)])
    ended_ms = at_ms + first + second + talk
    return Segment(
        segment_id=f"{leg_id}.s", leg_id=leg_id, queue_id="x", agent_id=draw(st.sampled_from("mn")),
        team_id="north", answered_ms=at_ms, ended_ms=ended_ms, holds=holds,
        hold_ms=sum(end - start for start, end in holds), hold_count=len(holds),
        wrap_up_started_ms=ended_ms, wrap_up_ended_ms=ended_ms + wrap_up,
        end_reason=draw(st.sampled_from(("customer_hangup", "blind_transfer"))),
        resolved=draw(st.sampled_from(("yes", "no", "n/a"))),
    )  # fmt: skip


def _named(records: list[Record]) -> list[Record]:
    for number, record in enumerate(records):
        record.contact_id = f"c{number}"
    return records


CONTACTS = st.lists(_contact(), max_size=8).map(_named)
LIMITS = Thresholds()
Sums = dict[tuple[int, Grain, str], Counter[str]]


def _sums(
    records: Sequence[Record],
    attribution: Attribution = "default",
    limits: Thresholds = LIMITS,
    bucket_ms: int = HALF,
) -> Sums:
    view = View(
        attribution=attribution,
        grains=frozenset(GRAINS),
        next_bucket=lambda at_ms: at_ms // bucket_ms * bucket_ms + bucket_ms,
    )
    found: Sums = {}
    for record in records:
        for one in contributions(record, {ANY_QUEUE: limits}, view):
            place = (one.at_ms // bucket_ms * bucket_ms, one.grain, one.key)
            found.setdefault(place, Counter())[one.component] += one.value
    return found


def _whole(records: Sequence[Record], attribution: Attribution = "default") -> Sums:
    return _sums(records, attribution, bucket_ms=2**60)


@given(CONTACTS)
@FEW
def test_1_identities_hold_in_every_bucket_of_the_cohort(records: list[Record]) -> None:
    fates = ("answered", "abandoned", "flow_out", "callback_requested", "open")
    menu = ("self_service", "ivr_abandoned", "closed_hours", "system_dropped")
    for (_, grain, _), sums in _sums(records, "cohort").items():
        if grain == "queue":
            assert sums["offered"] == sum(sums[fate] for fate in fates)
        elif grain in ("centre", "call_type", "dnis", "channel", "trunk_group"):
            assert sums["received"] == sum(sums[fate] for fate in (*fates, *menu))


@given(CONTACTS)
@FEW
def test_2_shares_stay_within_0_and_100_and_6_7_9_order_as_defined(records: list[Record]) -> None:
    for (_, grain, _), sums in _sums(records, "cohort").items():
        value = {name: evaluate(name, sums).value for name in FORMULAS}
        for name, formula in FORMULAS.items():
            found = value[name]
            if formula.unit == "percent" and "long_over_answered" not in name and found is not None:
                assert 0 <= found <= 100, (name, grain)
        order = [f"service_level.{kind}" for kind in ("answered_only", "offered_less_short_abandons",
                                                     "offered", "attempts")]  # fmt: skip
        shown = [found for name in order if (found := value[name]) is not None]
        if grain in ("queue", "centre"):
            assert shown == sorted(shown, reverse=True)
        early, offered = value["service_level.early_abandons_met"], value["service_level.offered"]
        assert offered is None or (early is not None and early >= offered)
        parts = [value[name] for name in ("avg_talk_time.talk", "avg_hold_time.per_handled",
                                          "avg_after_call_work.per_handled")]  # fmt: skip
        handle = value["avg_handle_time.segment"]
        assert (handle is None) == (parts[0] is None)
        if handle is not None:
            assert abs(handle - sum(part or 0 for part in parts)) < 1e-6
            assert (value["avg_handle_time.talk_acw"] or 0) <= handle
        every = value["avg_speed_of_answer.all_waits_over_answered"]
        speed = value["avg_speed_of_answer.answered_waits"]
        if every is not None and speed is not None and grain != "agent":
            assert every >= speed
            if sums["queued_answered"] == sums["closed"]:
                assert value["avg_queue_time.queued_all_outcomes"] == speed


@given(CONTACTS, st.sampled_from(("default", "cohort", "event", "close", "clip")))
@FEW
def test_3_parts_of_a_period_add_up_to_it(records: list[Record], attribution: Attribution) -> None:
    added: dict[tuple[Grain, str], Counter[str]] = {}
    for (_, grain, key), sums in _sums(records, attribution).items():
        added.setdefault((grain, key), Counter()).update(sums)
    whole = {place[1:]: sums for place, sums in _whole(records, attribution).items()}
    assert {k: +v for k, v in added.items()} == {k: +v for k, v in whole.items()}


@given(CONTACTS, st.integers(0, 99))
@FEW
def test_4_order_and_repetition_of_what_comes_in_change_nothing(
    records: list[Record], seed: int
) -> None:
    once, often = Tally(lambda _at_ms: 0), Tally(lambda _at_ms: 0)
    for record in records:
        once.put(record, {})
    again = [*records, *records]
    random.Random(seed).shuffle(again)
    for record in again:
        often.put(record, {})
    for place in once.places():
        assert {k: v for k, v in often.totals(*place).items() if v} == {
            k: v for k, v in once.totals(*place).items() if v
        }


@given(CONTACTS, st.sampled_from(("cohort", "event", "close", "clip")))
@FEW
def test_5_all_events_an_interval_later_are_all_values_an_interval_later(
    records: list[Record], attribution: Attribution
) -> None:
    before = _sums(records, attribution)
    for record in records:
        _later(record)
    after = _sums(records, attribution)
    assert after == {(at + HALF, *place): sums for (at, *place), sums in before.items()}


def _later(record: Record) -> None:
    record.arrived_ms += HALF
    record.ended_ms = None if record.ended_ms is None else record.ended_ms + HALF
    for leg in record.legs:
        leg.entered_ms += HALF
        leg.offered_ms = None if leg.offered_ms is None else leg.offered_ms + HALF
        leg.exited_ms = None if leg.exited_ms is None else leg.exited_ms + HALF
    for one in record.segments:
        one.answered_ms += HALF
        one.holds = [(start + HALF, end + HALF) for start, end in one.holds]
        one.ended_ms = (one.ended_ms or 0) + HALF
        one.wrap_up_started_ms = (one.wrap_up_started_ms or 0) + HALF
        one.wrap_up_ended_ms = (one.wrap_up_ended_ms or 0) + HALF


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(("ready", "talking", "not_ready", "logged_out")), st.integers(1, 900)
    ),
    max_size=12,
)
_PLAN = st.lists(st.tuples(st.booleans(), st.integers(1, 900)), max_size=8)


@given(_STEPS, _PLAN)
@FEW
def test_8_adherence_is_at_most_100_and_at_most_conformance(
    steps: list[tuple[str, int]], plan: list[tuple[bool, int]]
) -> None:
    states, activities, at_ms = [], [], 0
    for state, long in steps:
        states.append(State(start_ms=at_ms, end_ms=at_ms + long, state=state))
        at_ms += long
    at_ms = 0
    for is_productive, long in plan:
        activities.append(
            Activity(start_ms=at_ms, end_ms=at_ms + long, is_productive=is_productive)
        )
        at_ms += long
    sums = adherence(states, activities, (0, 2**40))
    overlap = evaluate("schedule_adherence.overlap", sums).value
    conformance = evaluate("schedule_adherence.conformance", sums).value
    assert overlap is None or (conformance is not None and overlap <= min(100, conformance))
    every = evaluate("schedule_adherence.all_activities", sums).value
    assert every is None or every <= 100
    half = at_ms // 2
    parts = [adherence(states, activities, span) for span in ((0, half), (half, 2**40))]
    assert {key: parts[0][key] + parts[1][key] for key in sums} == sums


def test_10_nothing_gives_null_for_every_ratio_and_0_for_every_count() -> None:
    for name, formula in FORMULAS.items():
        assert evaluate(name, {}).value == (None if formula.base else 0)


@given(CONTACTS, st.integers(0, 3_000), st.integers(0, 3_000))
@FEW
def test_11_a_longer_s_has_fewer_long_abandons_and_a_longer_t_no_lower_level(
    records: list[Record], one_s: int, other_s: int
) -> None:
    low, high = (Thresholds(limit * 1000, limit * 1000) for limit in sorted((one_s, other_s)))
    before, after = (_sums(records, "cohort", limits) for limits in (low, high))
    for place, sums in before.items():
        more = after[place]
        assert more["abandoned"] - more["abandoned_short"] <= (
            sums["abandoned"] - sums["abandoned_short"]
        )
        levels = [evaluate("service_level.offered", one).value for one in (sums, more)]
        assert levels[0] is None or levels[1] is None or levels[0] <= levels[1]


@given(CONTACTS)
@FEW
def test_12_what_is_cut_adds_up_to_what_is_closed_over_whole_segments(
    records: list[Record],
) -> None:
    cut, closed = _whole(records, "clip"), _whole(records, "close")
    assert {k: +v for k, v in cut.items()} == {k: +v for k, v in closed.items()}
    buckets = {bucket for bucket, grain, _ in _sums(records, "clip") if grain == "centre"}
    talk = sum(_sums(records, "clip")[bucket, "centre", ALL]["talk_ms"] for bucket in buckets)
    assert talk == sum(
        sums["talk_ms"] for (_, grain, _), sums in closed.items() if grain == "centre"
    )
