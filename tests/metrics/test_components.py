"""What a contact adds to which component, when, and for whom: cases counted by hand."""

from typing import Any

from callfloor.contacts.record import Leg, Record, Ring, Segment
from callfloor.metrics.components import ALL, Thresholds, contributions
from callfloor.metrics.formulas import evaluate
from callfloor.metrics.tally import Tally

T = 1_774_170_000_000
RULES = {"sales": Thresholds(20_000, 20_000), "support": Thresholds(10_000, 5_000)}


def _leg(number: int, queue_id: str, entered_ms: int, wait_ms: int | None, outcome: str = "",
         **more: Any) -> Leg:  # fmt: skip
    exited_ms = None if wait_ms is None else entered_ms + wait_ms
    return Leg(
        leg_id=f"c.q{number}", queue_id=queue_id, entered_ms=entered_ms, exited_ms=exited_ms,
        outcome=outcome, **more,
    )  # fmt: skip


def _segment(agent_id: str, answered_ms: int, **more: Any) -> Segment:
    return Segment(
        segment_id=f"c.{agent_id}", leg_id="c.q1", queue_id="sales", agent_id=agent_id,
        team_id="north", answered_ms=answered_ms, **more,
    )  # fmt: skip


def _record(**parts: Any) -> Record:
    return Record(tenant="demo", contact_id="c", arrived_ms=T, **parts)


def _totals(*records: Record, grain: str = "queue", key: str = "sales") -> dict[str, int]:
    tally = Tally(lambda _at_ms: 0)
    for number, record in enumerate(records):
        record.contact_id = f"c{number}"
        tally.put(record, RULES)
    return dict(tally.totals(0, grain, key))  # type: ignore[arg-type]


def test_one_half_hour_of_ten_calls() -> None:
    """Answered after 4, 12, 20, 21, 75, 3 s; given up after 8, 20, 50, 110 s; two at once."""
    waits = [(4, "answered"), (12, "answered"), (20, "answered"), (21, "answered"),
             (75, "answered"), (8, "abandoned"), (20, "abandoned"), (50, "abandoned"),
             (110, "abandoned"), (3, "answered")]  # fmt: skip
    records = [
        _record(
            legs=[
                _leg(
                    1, "sales", T, wait_s * 1000, outcome,
                    offered_ms=T if wait_s in (3, 4) else None,
                )
            ]
        )
        for wait_s, outcome in waits
    ]  # fmt: skip
    totals = _totals(*records)
    expected = {
        "service_level.offered": 40.0,
        "service_level.answered_only": 400 / 6,
        "service_level.early_abandons_met": 60.0,
        "abandonment_rate.offered_net_short": 25.0,
        "avg_abandon_time.exclude_short": 80.0,
        "avg_abandon_time.include_short": 47.0,
        "avg_speed_of_answer.answered_waits": 22.5,
        "avg_queue_time.queued_all_outcomes": 39.5,
        "avg_queue_time.all_offered": 32.3,
        "queued_rate.received": 80.0,
        "answer_rate.offered": 60.0,
    }
    for name, value in expected.items():
        assert evaluate(name, totals).value == value, name


def test_a_wait_at_the_threshold_is_within_it_by_the_queue_s_own_threshold() -> None:
    at = _record(legs=[_leg(1, "support", T, 10_000, "answered")])
    late = _record(legs=[_leg(1, "support", T, 10_001, "answered")])
    totals = _totals(at, late, key="support")
    assert (totals["answered"], totals["answered_in_target"]) == (2, 1)


def test_a_transfer_is_one_contact_two_legs_two_segments() -> None:
    first = _segment("maria", T + 15_000, ended_ms=T + 195_000, end_reason="blind_transfer",
                     wrap_up_started_ms=T + 195_000, wrap_up_ended_ms=T + 225_000)  # fmt: skip
    second = _segment("liwei", T + 240_000, ended_ms=T + 600_000, end_reason="customer_hangup",
                      wrap_up_started_ms=T + 600_000, wrap_up_ended_ms=T + 660_000)  # fmt: skip
    record = _record(
        legs=[
            _leg(1, "sales", T, 15_000, "answered"),
            _leg(2, "support", T + 195_000, 45_000, "answered", is_post_transfer=True),
        ],
        segments=[first, second],
        ended_ms=T + 600_000,
        disposition="queue",
    )
    centre = _totals(record, grain="centre", key=ALL)
    assert centre["offered"] == centre["answered"] == centre["contacts_handled"] == 1
    assert centre["wait_answered_ms"] == 15_000
    assert evaluate("transfer_rate.contact", centre).value == 100.0
    assert evaluate("transfer_rate.segment", centre).value == 50.0
    assert evaluate("avg_handle_time.contact", centre).value == 630.0
    assert evaluate("avg_handle_time.segment", centre).value == 315.0
    assert _totals(record, grain="agent", key="maria")["transfers"] == 1
    assert "transfers" not in _totals(record, grain="agent", key="liwei")
    assert _totals(record, key="support")["wait_answered_ms"] == 45_000


def test_an_overflow_is_a_flow_out_of_its_queue_and_an_answer_of_the_centre() -> None:
    record = _record(
        legs=[
            _leg(1, "sales", T, 30_000, "overflow"),
            _leg(2, "support", T + 30_000, 8_000, "answered"),
        ]
    )
    assert _totals(record)["flow_out"] == 1
    assert _totals(record, key="support")["answered_in_target"] == 1
    centre = _totals(record, grain="centre", key=ALL)
    assert centre["answered"] == 1
    assert centre["wait_answered_ms"] == 38_000
    assert "flow_out" not in centre


def test_a_missed_ring_is_the_agent_s_and_leaves_the_leg_alone() -> None:
    record = _record(
        legs=[_leg(1, "sales", T, 31_000, "answered")],
        rings=[
            Ring(ring_id="c.r1", leg_id="c.q1", queue_id="sales", agent_id="maria", offered_ms=T,
                 ended_ms=T + 20_000, result="missed"),
            Ring(ring_id="c.r2", leg_id="c.q1", queue_id="sales", agent_id="liwei",
                 offered_ms=T + 20_000, ended_ms=T + 31_000, result="answered"),
        ],
    )  # fmt: skip
    assert _totals(record)["offered"] == 1
    assert _totals(record, grain="agent", key="maria") == {"rings_missed": 1}
    assert _totals(record, grain="agent", key="liwei")["wait_answered_ms"] == 31_000


def test_talk_hold_and_after_call_work_add_up_to_handle_time() -> None:
    segment = _segment("maria", T, ended_ms=T + 300_000, hold_ms=60_000, hold_count=2,
                       wrap_up_started_ms=T + 300_000, wrap_up_ended_ms=T + 340_000)  # fmt: skip
    totals = _totals(_record(segments=[segment], ended_ms=T + 300_000), grain="agent", key="maria")
    parts = [
        evaluate(f"{name}", totals).value
        for name in ("avg_talk_time.talk", "avg_hold_time.per_handled",
                     "avg_after_call_work.per_handled")
    ]  # fmt: skip
    assert parts == [240.0, 60.0, 40.0]
    assert evaluate("avg_handle_time.segment", totals).value == 340.0
    assert evaluate("avg_handle_time.talk_acw", totals).value == 280.0


def test_a_segment_belongs_to_the_end_of_its_after_call_work() -> None:
    segment = _segment("maria", T, ended_ms=T + 1_000, wrap_up_started_ms=T + 1_000,
                       wrap_up_ended_ms=T + 9_000)  # fmt: skip
    found = list(contributions(_record(segments=[segment], ended_ms=T + 1_000), RULES))
    assert {one.at_ms for one in found if one.component == "talk_ms"} == {T + 9_000}
    assert {one.at_ms for one in found if one.component == "segments_answered"} == {T}
    segment.wrap_up_ended_ms = None
    running = list(contributions(_record(segments=[segment], ended_ms=T + 1_000), RULES))
    assert not [one for one in running if one.component == "talk_ms"]


def test_tests_outbound_and_unknown_arrivals_are_in_no_figure() -> None:
    leg = _leg(1, "sales", T, 5_000, "answered")
    for record in (
        _record(is_test=True, legs=[leg]),
        _record(direction="out", legs=[leg]),
        Record(tenant="demo", contact_id="c", legs=[leg]),
    ):
        assert list(contributions(record, RULES)) == []


def test_a_refused_attempt_is_blocked_and_nothing_else() -> None:
    totals = _totals(_record(refused="admission"), _record(ended_ms=T + 1, disposition="queue",
                     legs=[_leg(1, "sales", T, 1_000, "answered")]), grain="centre", key=ALL)  # fmt: skip
    assert evaluate("blocked_rate.attempts", totals).value == 50.0
    assert evaluate("total_contacts.incl_blocked", totals).value == 2.0


def test_what_became_of_contacts_that_never_queued() -> None:
    def of(**parts: Any) -> dict[str, int]:
        return _totals(_record(**parts), grain="centre", key=ALL)

    assert of(ended_ms=T + 9, disposition="self_service")["self_service"] == 1
    assert (
        of(ended_ms=T + 9, disposition="ivr_abandoned", ended_by="customer")["ivr_abandoned"] == 1
    )
    assert of(ended_ms=T + 9, disposition="closed_hours")["closed_hours"] == 1
    assert of(ended_ms=T + 9, disposition="system_drop", ended_by="system")["system_dropped"] == 1
    assert of()["open"] == 1


def test_an_empty_time_is_null_for_ratios_and_nought_for_counts() -> None:
    assert evaluate("service_level.offered", {}).value is None
    assert evaluate("avg_handle_time.segment", {}).value is None
    assert evaluate("total_contacts.incl_blocked", {}).value == 0
    only_short = _totals(_record(legs=[_leg(1, "sales", T, 7_000, "abandoned")]))
    assert evaluate("abandonment_rate.offered_net_short", only_short).value is None
    assert evaluate("abandonment_rate.offered_all_abandons", only_short).value == 100.0


def test_pooled_figures_are_not_means_of_figures() -> None:
    pooled = {"segments_answered": 22, "logged_in_ms": 9_900_000}
    assert evaluate("contacts_per_hour.logged_in", pooled).value == 8.0
    idle = {"segments_answered": 0, "logged_in_ms": 900_000}
    assert evaluate("contacts_per_hour.logged_in", idle).value == 0.0
    assert evaluate("occupancy.handle", {"state_not_ready": 900_000}).value is None


def test_an_estimated_wait_is_held_against_the_real_one_of_those_who_waited_and_were_answered() -> (
    None
):
    told = [
        _leg(1, "sales", T, 200_000, "answered", estimate_ms=100_000),
        _leg(2, "sales", T, 40_000, "answered", estimate_ms=70_001),
        _leg(3, "sales", T, 90_000, "abandoned", estimate_ms=90_000),
        _leg(4, "sales", T, 4_000, "answered", estimate_ms=4_000, offered_ms=T),
        _leg(5, "sales", T, 40_000, "answered"),
    ]
    totals = _totals(_record(legs=told))
    names = ("estimates", "estimates_near", "estimate_error_ms")
    assert [totals.get(name, 0) for name in names] == [2, 1, 130_001]
