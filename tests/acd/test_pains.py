"""What users of other systems suffer from, each as a test that bears its name."""

from typing import Any

import pytest
from tests.acd.floor import Bench, small_centre, with_queue

from callfloor.acd import inputs as i
from callfloor.acd.errors import Refused
from callfloor.events import contacts as c
from callfloor.events.agents import AgentStateChanged


def test_pain_1_an_overload_leaves_nobody_stuck() -> None:
    bench = Bench(with_queue(small_centre(), "sales", wrap_up_limit_ms=0))
    bench.ready("maria", "omar")
    names = [bench.call() for _ in range(60)]
    for contact_id in names[::3]:
        bench.say(i.CustomerGone(contact_id))
    bench.wait(1)
    while bench.state.contacts:
        for contact_id in list(bench.state.contacts):
            if contact_id in bench.state.contacts and bench.ringing(contact_id):
                agent_id = bench.talk(contact_id)
                bench.say(i.HangUp(agent_id))
    assert bench.agent("maria") == bench.agent("omar") == "ready"
    bench.check_replay()


def test_pain_2_no_agent_stays_reserved_when_no_word_of_the_ring_ever_comes() -> None:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    bench.wait(20_000)
    assert bench.agent("maria") == "not_ready"
    assert bench.state.agents["maria"].reason == "missed"
    assert bench.contact(contact_id).phase == "queued"


def test_pain_2_after_a_restart_what_is_not_alive_is_closed() -> None:
    bench = Bench()
    bench.ready("maria", "omar", "li")
    talking, ringing, waiting = bench.call(), bench.call(), bench.call()
    bench.talk(talking)
    bench.say(i.Reconcile({}, restarted=True))
    assert set(bench.state.contacts) == {talking}
    assert bench.contact(talking).phase == "ended"
    ends = {f.contact_id: f for f in bench.facts if isinstance(f, c.ContactEnded)}
    assert {ends[id_].cause for id_ in (talking, ringing, waiting)} == {"telephony_lost"}
    assert bench.agent("maria") == "wrap_up"
    assert bench.agent("omar") == "ready"
    bench.check_replay()


def test_pain_3_the_phone_stops_ringing_when_the_caller_hangs_up() -> None:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    ring_id = f"{contact_id}.r1"
    bench.say(i.RingProgressed(contact_id, ring_id))
    idle_ms = bench.state.agents["maria"].idle_ms
    names = bench.say(i.CustomerGone(contact_id), after_ms=2_000)
    assert names == ["ring_ended", "agent_state_changed", "contact_left_queue", "contact_ended"]
    assert bench.last(c.RingEnded).result == "caller_hung_up"
    assert bench.agent("maria") == "ready"
    assert bench.state.agents["maria"].idle_ms == idle_ms
    assert bench.say(i.RingAnswered(contact_id, ring_id)) == []


def test_pain_4_an_agent_who_does_not_answer_does_not_block_the_queue() -> None:
    bench = Bench()
    bench.ready("maria", "omar")
    first = bench.call()
    bench.wait(10)
    assert bench.ringing(first) == "maria"
    bench.wait(20_000)
    assert bench.ringing(first) == "omar"
    assert bench.agent("maria") == "not_ready"


def test_pain_4_a_missed_ring_keeps_the_place() -> None:
    bench = Bench()
    bench.ready("maria")
    first = bench.call()
    bench.wait(1)
    second = bench.call()
    bench.wait(20_000)
    bench.ready("omar")
    assert bench.ringing(first) == "omar"
    assert bench.contact(second).phase == "queued"


def test_pain_4_a_state_change_in_mid_offer_makes_no_ring_loop() -> None:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    names = bench.say(i.GoNotReady("maria", "lunch"))
    assert names == ["ring_ended", "agent_state_changed"]
    assert bench.last(c.RingEnded).result == "withdrawn"
    assert bench.wait(60_000) == []
    assert bench.contact(contact_id).phase == "queued"


def test_pain_5_an_agent_whose_phone_vanished_is_not_ready() -> None:
    bench = Bench()
    bench.ready("maria")
    bench.say(i.PhoneChanged("maria", reachable=False))
    assert bench.agent("maria") == "not_ready"
    assert bench.state.agents["maria"].reason == "phone_lost"
    assert bench.ringing(bench.call()) == ""


def test_pain_5_a_phone_that_is_soon_back_makes_its_agent_ready_without_hands() -> None:
    bench = Bench()
    bench.ready("maria", "omar")
    bench.say(i.PhoneChanged("maria", reachable=False))
    bench.say(i.PhoneChanged("omar", reachable=False))
    bench.say(i.GoNotReady("omar", "lunch"))
    bench.say(i.PhoneChanged("maria", reachable=True, registration="maria-2"), after_ms=10_000)
    bench.say(i.PhoneChanged("omar", reachable=True, registration="omar-2"))
    assert bench.agent("maria") == "ready"
    assert bench.agent("omar") == "not_ready"


def test_pain_5_a_phone_that_is_back_after_long_waits_for_its_agent() -> None:
    bench = Bench()
    bench.ready("maria")
    bench.say(i.PhoneChanged("maria", reachable=False))
    bench.say(i.PhoneChanged("maria", reachable=True, registration="maria-2"), after_ms=3_600_000)
    assert bench.agent("maria") == "not_ready"


def test_pain_6_a_transferred_call_is_one_contact_with_two_segments() -> None:
    bench = Bench()
    bench.ready("maria", "li")
    contact_id = bench.call()
    bench.talk(contact_id)
    bench.wait(60_000)
    names = bench.say(i.Transfer("maria", to_queue_id="support"))
    assert names[0] == "segment_ended"
    assert bench.talk(contact_id) == "li"
    bench.wait(3_600_000)
    bench.say(i.CustomerGone(contact_id))
    answers = [f for f in bench.facts if isinstance(f, c.ContactAnswered)]
    ends = [f for f in bench.facts if isinstance(f, c.SegmentEnded)]
    assert [(f.agent_id, f.segment_id) for f in answers] == [
        ("maria", f"{contact_id}.s1"),
        ("li", f"{contact_id}.s2"),
    ]
    assert [f.reason for f in ends] == ["blind_transfer", "customer_hangup"]
    assert sum(isinstance(f, c.ContactEnded) for f in bench.facts) == 1
    left = [f.outcome for f in bench.facts if isinstance(f, c.ContactLeftQueue)]
    assert left == ["answered", "answered"]


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        ("missed", "missed"),
        ("rejected", "rejected"),
        ("busy", "phone_busy"),
        ("failed", "phone_failed"),
    ],
)
def test_pain_10_missed_rejected_busy_and_failed_are_four_things(result: str, reason: str) -> None:
    bench = Bench()
    bench.ready("maria", "omar")
    contact_id = bench.call()
    failed = i.RingFailed(contact_id, f"{contact_id}.r1", result, 17, 486)  # type: ignore[arg-type]
    bench.say(failed)
    ended = next(f for f in bench.facts if isinstance(f, c.RingEnded))
    assert (ended.result, ended.cause, ended.sip_code) == (result, 17, 486)
    assert bench.state.agents["maria"].reason == reason
    assert bench.ringing(contact_id) == "omar"


def test_pain_10_a_person_on_break_never_becomes_ready_by_itself() -> None:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    bench.talk(contact_id)
    bench.say(i.GoNotReady("maria", "lunch"))
    bench.say(i.CustomerGone(contact_id))
    bench.wait(600_000)
    assert (bench.agent("maria"), bench.state.agents["maria"].reason) == ("not_ready", "lunch")
    bench.say(i.PhoneChanged("maria", reachable=False))
    bench.say(i.PhoneChanged("maria", reachable=True, registration="maria-9"))
    assert bench.agent("maria") == "not_ready"


def test_pain_7_nothing_of_a_state_is_lost_over_a_replay() -> None:
    bench = Bench()
    bench.ready("maria", "omar", "li")
    for contact_id in [bench.call() for _ in range(4)]:
        if bench.ringing(contact_id):
            bench.talk(contact_id)
    bench.say(i.HoldCall("maria"))
    bench.say(i.HangUp("omar"))
    bench.say(i.ExtendWrapUp("omar", 30_000))
    bench.say(i.LogOut("maria"))
    bench.check_replay()
    states = [f for f in bench.facts if isinstance(f, AgentStateChanged)]
    assert {f.state for f in states} >= {"reserved", "ringing", "talking", "holding", "wrap_up"}


@pytest.mark.parametrize("result", ["missed", "rejected", "busy", "failed"])
def test_pain_4_three_phones_that_fail_one_after_the_other_never_block_the_queue(
    result: Any,
) -> None:
    bench = Bench(with_queue(small_centre(), "sales", needs={}))
    bench.ready("maria", "omar", "li")
    contact_id, behind = bench.call(), bench.call("sales")
    rung = []
    while bench.contact(contact_id).ring is not None:
        ring = bench.contact(contact_id).ring
        assert ring is not None
        rung.append(ring.agent_id)
        bench.say(i.RingFailed(contact_id, ring.ring_id, result))
        if bench.ringing(behind):
            bench.say(i.RingFailed(behind, f"{behind}.r1", result))
    assert {bench.agent(agent_id) for agent_id in ("maria", "omar", "li")} == {"not_ready"}
    assert bench.contact(contact_id).phase == "queued"
    bench.say(i.GoReady("li"))
    assert bench.ringing(contact_id) == "li", "the first of the queue is rung first again"


def test_pain_5_whoever_has_no_registered_phone_can_never_be_made_ready() -> None:
    bench = Bench()
    bench.say(i.LogIn("maria"))
    with pytest.raises(Refused, match="not connected"):
        bench.say(i.GoReady("maria", by="user:lead"))
    bench.ready("omar")
    bench.say(i.PhoneChanged("omar", reachable=False))
    with pytest.raises(Refused, match="not connected"):
        bench.say(i.GoReady("omar"))
    assert bench.contact(bench.call()).phase == "queued"
