"""What agents' browsers tell of the network: of the own leg only, and of each stretch once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callfloor.acd.errors import Refused
from callfloor.contacts.record import Record, apply
from callfloor.events import contacts as c
from callfloor.events import parties as p
from callfloor.events.fact import ContactFact
from callfloor.events.quality import CallQualityMeasured
from callfloor.floor.measured import CALLS_KEPT, SLACK_MS, MeasureCall, Measured

ABOUT = {"tenant": "demo", "contact_id": "c1"}


def answered(at_ms: int, agent_id: str = "maria", number: int = 1) -> c.ContactAnswered:
    return c.ContactAnswered(
        **ABOUT, at_ms=at_ms, segment_id=f"c1.s{number}", leg_id="c1.q1", queue_id="sales",
        ring_id=f"c1.r{number}", agent_id=agent_id, team_id="north",
    )  # fmt: skip


def ended(at_ms: int) -> c.ContactEnded:
    return c.ContactEnded(**ABOUT, at_ms=at_ms, disposition="queue", ended_by="customer")


def told(over_ms: int = 30_000, agent_id: str = "maria", **values: float) -> MeasureCall:
    given = {
        "received": 1_500, "lost": 0, "jitter_ms": 2.0, "sent": 1_500, "sent_lost": 0,
        "sent_jitter_ms": 1.0, "round_trip_ms": 20.0, "mos": 4.3, **values,
    }  # fmt: skip
    return MeasureCall(agent_id=agent_id, contact_id="c1", over_ms=over_ms, **given)  # type: ignore[arg-type]


def of(*facts: ContactFact) -> Measured:
    measured = Measured()
    for fact in facts:
        measured.follow(fact)
    return measured


def test_what_is_told_becomes_a_fact_of_the_own_segment() -> None:
    fact = of(answered(1_000)).act("demo", told(), 31_000)
    assert isinstance(fact, CallQualityMeasured)
    assert (fact.agent_id, fact.segment_id, fact.at_ms) == ("maria", "c1.s1", 31_000)


@pytest.mark.parametrize(("tenant", "agent_id"), [("demo", "liwei"), ("other", "maria")])
def test_another_ones_call_is_not_measured(tenant: str, agent_id: str) -> None:
    with pytest.raises(Refused) as refused:
        of(answered(1_000)).act(tenant, told(agent_id=agent_id), 31_000)
    assert refused.value.code == "not_own_call"


def test_the_last_stretch_may_come_behind_the_end_but_none_beyond_it() -> None:
    measured = of(answered(1_000), ended(41_000))
    first = measured.act("demo", told(30_000), 42_000)
    measured.follow(first)
    last = measured.act("demo", told(10_000), 43_000)
    measured.follow(last)
    with pytest.raises(Refused) as refused:
        measured.act("demo", told(10_000), 600_000)
    assert refused.value.code == "measured_already"


def test_a_colleague_who_was_asked_measures_the_own_leg_too() -> None:
    asked = p.PartyAnswered(tenant="demo", contact_id="c1", at_ms=5_000, party_id="c1.p1", ring_id="c1.r2",
                            agent_id="liwei")  # fmt: skip
    joined = p.PartyJoined(**ABOUT, at_ms=9_000, party_id="c1.p1", ring_id="c1.r2",
                           agent_id="liwei", segment_id="c1.s2")  # fmt: skip
    measured = of(answered(1_000), asked)
    before = measured.act("demo", told(4_000, "liwei"), 9_000)
    assert isinstance(before, CallQualityMeasured)
    assert before.segment_id == ""
    measured.follow(joined)
    after = measured.act("demo", told(4_000, "liwei"), 13_000)
    assert isinstance(after, CallQualityMeasured)
    assert after.segment_id == "c1.s2"


def test_old_calls_are_forgotten() -> None:
    measured = of(answered(1_000))
    for number in range(CALLS_KEPT):
        measured.follow(
            p.PartyAnswered(
                tenant="demo",
                contact_id=f"x{number}",
                at_ms=2_000,
                party_id="p",
                ring_id="r",
                agent_id="liwei",
            )
        )
    with pytest.raises(Refused):
        measured.act("demo", told(), 31_000)


@given(st.lists(st.tuples(st.integers(0, 60_000), st.integers(1_000, 120_000)), max_size=30))
def test_never_more_is_told_than_the_call_lasted(tries: list[tuple[int, int]]) -> None:
    """However often a browser asks; and a floor that replays the facts decides as the one before."""
    measured, now_ms, covered_ms = of(answered(0)), 0, 0
    facts: list[ContactFact] = [answered(0)]
    for later_ms, over_ms in tries:
        now_ms += later_ms
        try:
            fact = measured.act("demo", told(over_ms), now_ms)
        except Refused:
            with pytest.raises(Refused):
                of(*facts).act("demo", told(over_ms), now_ms)
            continue
        assert isinstance(fact, ContactFact)
        measured.follow(fact)
        facts.append(fact)
        covered_ms += over_ms
        assert covered_ms <= now_ms + SLACK_MS


def _stretch(over_ms: int, agent_id: str = "maria", **values: float) -> CallQualityMeasured:
    fact = of(answered(0, agent_id)).act("demo", told(over_ms, agent_id, **values), 500_000)
    assert isinstance(fact, CallQualityMeasured)
    return fact


def test_the_contact_keeps_one_summary_of_each_leg_weighted_by_time() -> None:
    record = Record(tenant="demo", contact_id="c1", arrived_ms=1)
    apply(record, _stretch(30_000, received=1_490, lost=10, jitter_ms=2.0, mos=4.4))
    apply(record, _stretch(10_000, received=400, lost=100, jitter_ms=30.0, mos=2.4))
    apply(record, _stretch(10_000, "liwei", mos=4.0))
    own, other = record.quality
    assert (own.agent_id, own.measured_ms, own.mos_lowest) == ("maria", 40_000, 2.4)
    assert own.mos == pytest.approx(3.9)
    assert own.jitter_ms == pytest.approx(9.0)
    assert own.loss_pct == pytest.approx(5.5)
    assert (other.agent_id, other.mos) == ("liwei", 4.0)
