"""All orders of what may happen around a consultation, to a depth: no state of them is wrong.

States that were reached before are not walked again, so the walk is exhaustive within its depth.
It begins anew at each stage of a consultation: six steps from the first of them were walked once.
"""

from collections.abc import Callable, Iterator

import pytest
from tests.acd.floor import START_MS, Bench, small_centre
from tests.effort import IS_QUICK

from callfloor.acd import inputs as i
from callfloor.acd import snapshot
from callfloor.acd.entities import Contact
from callfloor.acd.errors import Refused
from callfloor.acd.invariants import violations
from callfloor.acd.state import State, apply
from callfloor.acd.step import step

DEPTH = 3
NOW_MS = START_MS + 60_000
CENTRE = small_centre()
CONTACT = "c1"


STAGES = ("talking", "ringing", "consulting", "with the customer", "conference", "handed over")


def begun(stage: str) -> bytes:
    bench = Bench(CENTRE)
    bench.ready("maria")
    bench.talk(bench.call())
    bench.ready("omar", "li")
    at = STAGES.index(stage)
    if at > 0:
        bench.say(i.Consult("maria", to_agent_id="omar"))
    if at > 1:
        bench.say(i.RingAnswered(CONTACT, f"{CONTACT}.r2"))
    if stage == "with the customer":
        bench.say(i.Swap("maria"))
    if at > 3:
        bench.say(i.Conference("maria"))
    if at > 4:
        bench.say(i.Consult("maria", to_number="+34600000000"))
        bench.say(i.RingAnswered(CONTACT, f"{CONTACT}.r3"))
        bench.say(i.CompleteTransfer("maria"))
    return snapshot.write(bench.state)


def _of_phones(contact: Contact) -> Iterator[i.Input]:
    party, segment = contact.consult, contact.segment
    for one in contact.parties:
        if one.place != "waiting":
            yield i.AgentLegEnded(CONTACT, one.ring_id, by_phone=True)
            yield i.AgentLegEnded(CONTACT, one.ring_id, by_phone=False)
    if party and party.place == "ringing":
        yield i.RingProgressed(CONTACT, party.ring_id)
        yield i.RingAnswered(CONTACT, party.ring_id)
        yield i.RingFailed(CONTACT, party.ring_id, "rejected")
    if segment:
        yield i.AgentLegEnded(CONTACT, segment.ring_id, by_phone=False)
        if segment.rejoin_ring_id:
            yield i.RingAnswered(CONTACT, segment.rejoin_ring_id)
    rings = {one.ring_id: True for one in contact.parties if one.ring_id}
    yield i.Reconcile({CONTACT: rings})
    yield i.Reconcile({CONTACT: {segment.ring_id: True}} if segment else {})


def _of_people(contact: Contact) -> Iterator[i.Input]:
    for agent_id in ("maria", "omar"):
        yield i.Swap(agent_id)
        yield i.CompleteTransfer(agent_id)
        yield i.Conference(agent_id)
        yield i.CancelConsult(agent_id)
        yield i.LeaveCall(agent_id)
        yield i.HangUp(agent_id)
        yield i.ResumeCall(agent_id)
    yield i.Consult("maria", to_agent_id="omar")
    yield i.Consult("maria", to_queue_id="support")
    yield i.Consult("maria", to_number="+34600000000")
    yield i.GoNotReady("omar", "lunch")
    for party in contact.parties:
        yield i.RemoveParty("maria", party.party_id)


def everything(state: State) -> Iterator[i.Input]:
    contact = state.contacts.get(CONTACT)
    if contact is not None and contact.phase != "ended":
        yield from _of_phones(contact)
        yield from _of_people(contact)
        yield i.CustomerGone(CONTACT)
    yield i.PhoneChanged("omar", reachable=False)
    yield i.PhoneChanged("maria", reachable=True, registration="again")


def read(body: bytes) -> State:
    state = snapshot.read(CENTRE, body)
    assert state is not None
    return state


def walk(start: bytes, look: Callable[[State, i.Input], None]) -> int:
    seen = {start}
    edge = set(seen)
    for _ in range(DEPTH):
        reached: set[bytes] = set()
        for body in sorted(edge):
            for given in everything(read(body)):
                state, again = read(body), read(body)
                try:
                    decided = step(state, given, NOW_MS)
                except Refused:
                    assert state == again, f"{given} was refused and changed something"
                    continue
                for fact in decided:
                    apply(again, fact)
                assert again == state, f"{given}: its facts give another state"
                look(state, given)
                reached.add(snapshot.write(state))
        edge = reached - seen
        seen |= reached
    return len(seen)


def all_is_well(state: State, given: i.Input) -> None:
    assert violations(state) == [], given


@pytest.mark.parametrize("stage", STAGES[1:3] if IS_QUICK else STAGES)
def test_no_order_of_events_leaves_anybody_stuck(stage: str) -> None:
    """After any of them, once the customer is gone, everybody is free and the contact over."""

    def look(state: State, given: i.Input) -> None:
        all_is_well(state, given)
        end = read(snapshot.write(state))
        step(end, i.CustomerGone(CONTACT), NOW_MS)
        for run in list(end.agents.values()):
            if run.state == "wrap_up":
                step(end, i.CompleteWrapUp(run.agent_id, "x"), NOW_MS)
        assert end.contacts == {}, given
        stuck = [run for run in end.agents.values() if run.is_busy]
        assert stuck == [], given

    assert walk(begun(stage), look) > 30
