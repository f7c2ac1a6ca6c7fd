"""Phones that vanish and come back: the customer is never dropped."""

from tests.acd.floor import Bench

from callfloor.acd import inputs as i
from callfloor.events import contacts as c


def talking() -> tuple[Bench, str]:
    bench = Bench()
    bench.ready("maria", "li")
    contact_id = bench.call()
    bench.talk(contact_id)
    return bench, contact_id


def test_a_reloaded_page_gets_its_call_back() -> None:
    bench, contact_id = talking()
    names = bench.say(
        i.PhoneChanged("maria", reachable=True, registration="maria-2"), after_ms=1_000
    )
    assert names == ["phone_reachability", "agent_leg_lost", "agent_rejoining"]
    assert bench.contact(contact_id).phase == "rejoining"
    assert bench.say(i.RingAnswered(contact_id, f"{contact_id}.r2")) == ["agent_rejoined"]
    assert bench.contact(contact_id).phase == "talking"
    assert bench.agent("maria") == "talking"
    bench.check_replay()


def test_the_old_leg_of_a_reloaded_page_ends_without_effect() -> None:
    bench, contact_id = talking()
    bench.say(i.AgentLegEnded(contact_id, f"{contact_id}.r1", by_phone=True))
    assert bench.contact(contact_id).phase == "rejoining"
    bench.say(i.PhoneChanged("maria", reachable=False))
    bench.say(i.PhoneChanged("maria", reachable=True, registration="maria-2"))
    assert bench.say(i.AgentLegEnded(contact_id, f"{contact_id}.r1", by_phone=False)) == []
    assert bench.say(i.RingAnswered(contact_id, f"{contact_id}.r2")) == ["agent_rejoined"]
    assert bench.contact(contact_id).phase == "talking"


def test_a_call_on_hold_is_connected_when_its_agent_is_back() -> None:
    bench, contact_id = talking()
    bench.say(i.HoldCall("maria"))
    bench.say(i.PhoneChanged("maria", reachable=True, registration="maria-2"))
    names = bench.say(i.RingAnswered(contact_id, f"{contact_id}.r2"))
    assert names == ["agent_rejoined", "contact_resumed", "agent_state_changed"]


def test_an_agent_who_stays_away_gives_the_customer_back_as_the_first_in_line() -> None:
    bench, contact_id = talking()
    urgent = bench.call(priority=10)
    bench.say(i.PhoneChanged("maria", reachable=False))
    bench.wait(30_000)
    queued = [f for f in bench.facts if isinstance(f, c.ContactQueued)][-1]
    assert (queued.contact_id, queued.returned) == (contact_id, True)
    assert [x.contact_id for x in bench.state.waiting_in("sales")] == [contact_id, urgent]
    assert bench.state.agents["maria"].reason == "phone_lost"
    bench.ready("omar")
    assert bench.ringing(contact_id) == "omar"
    bench.check_replay()


def test_a_sip_phone_that_hangs_up_ends_the_call_and_a_lost_one_does_not() -> None:
    bench = Bench()
    bench.ready("li")
    first = bench.call("support")
    bench.talk(first)
    bench.say(i.AgentLegEnded(first, f"{first}.r1", by_phone=True))
    assert bench.last(c.ContactEnded).ended_by == "agent"
    bench.say(i.CompleteWrapUp("li", "x"))
    second = bench.call("support")
    bench.talk(second)
    names = bench.say(i.AgentLegEnded(second, f"{second}.r1", by_phone=False))
    assert names == ["agent_leg_lost", "agent_rejoining"]
    assert bench.contact(second).phase == "rejoining"


def test_a_sip_phone_that_registers_again_in_a_call_changes_nothing_of_it() -> None:
    bench = Bench()
    bench.ready("li")
    contact_id = bench.call("support")
    bench.talk(contact_id)
    assert bench.say(i.PhoneChanged("li", reachable=True, registration="li-2")) == [
        "phone_reachability"
    ]
    assert bench.contact(contact_id).phase == "talking"


def test_a_phone_that_vanishes_while_it_rings_sends_the_caller_to_the_next() -> None:
    bench = Bench()
    bench.ready("maria", "omar")
    contact_id = bench.call()
    bench.say(i.PhoneChanged("maria", reachable=False))
    assert bench.ringing(contact_id) == "omar"
    assert bench.state.agents["maria"].reason == "phone_lost"


def test_the_customer_may_hang_up_while_the_agent_is_away() -> None:
    bench, contact_id = talking()
    bench.say(i.PhoneChanged("maria", reachable=False))
    bench.say(i.CustomerGone(contact_id))
    assert bench.agent("maria") == "wrap_up"
    bench.wait(60_000)
    assert bench.state.agents["maria"].reason == "phone_lost"


def test_reconciling_adopts_what_is_alive_and_rings_again_what_is_not() -> None:
    bench, contact_id = talking()
    bench.ready("omar")
    ringing = bench.call()
    waiting = bench.call()
    alive: dict[str, dict[str, bool]] = {contact_id: {f"{contact_id}.r1": True}, ringing: {}}
    bench.say(i.Reconcile({**alive, waiting: {}}, {contact_id: f"{contact_id}.r1"}))
    assert bench.contact(contact_id).phase == "talking"
    assert bench.ringing(ringing) == "omar"
    assert bench.contact(ringing).ring.ring_id == f"{ringing}.r2"  # type: ignore[union-attr]
    bench.say(i.Reconcile({contact_id: {}, ringing: {f"{ringing}.r2": True}}))
    assert bench.contact(contact_id).phase == "rejoining"
    assert bench.contact(ringing).phase == "talking"
    assert waiting not in bench.state.contacts
    bench.check_replay()


def test_pain_2_a_customer_who_hung_up_unheard_is_not_kept_by_the_agents_leg() -> None:
    bench, contact_id = talking()
    ring_id = f"{contact_id}.r1"
    alive, line = {contact_id: {ring_id: True}}, bench.contact(contact_id).line
    assert bench.say(i.Reconcile(alive, customers={contact_id: (line, True)})) == []
    names = bench.say(i.Reconcile(alive, customers={contact_id: ("", False)}))
    assert "segment_ended" in names
    assert "contact_ended" in names
    assert bench.agent("maria") == "wrap_up"
    bench.check_replay()
