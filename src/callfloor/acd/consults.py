"""What agents ask with several people in a call: consult, swap, hand over, conference, leave.

The customer and the one who is consulted never hear each other: one of the two waits with music, as
long as the consultation is open. The agent of the running segment alone decides; a colleague who
was called in may leave. Whatever does not fit is refused with what to do instead.
"""

from typing import Any

from callfloor.acd import calls, monitors, outbound, parties, people, phones
from callfloor.acd import inputs as i
from callfloor.acd.entities import Contact, Monitor, Party, Segment
from callfloor.acd.errors import Refused
from callfloor.acd.party_changes import monitor_of_ring, party_of, party_of_agent
from callfloor.acd.turn import Turn
from callfloor.events import contacts as c
from callfloor.events import parties as p
from callfloor.events.fact import ContactFact

PARTIES_MAX = 4
"""Beside the customer and the agent: six people in one call."""


def consult(turn: Turn, given: i.Consult) -> None:
    run, contact, segment = _call_of(turn, given.agent_id)
    _refuse_if_open(contact)
    if contact.direction == "internal":
        raise Refused("internal", "An internal call is between two; end it, then call the others.")
    if len(contact.parties) >= PARTIES_MAX:
        msg = f"There are {PARTIES_MAX + 2} people in this call; let one go first."
        raise Refused("too_many", msg)
    people.check_target(turn, i.Transfer(**_target_of(given), agent_id=given.agent_id))
    _check_free(turn, given.to_agent_id)
    if not segment.is_held:
        _hold_customer(turn, contact, given.by)
    turn.record(
        p.ConsultStarted,
        contact_id=contact.contact_id,
        party_id=f"{contact.contact_id}.p{contact.party_count + 1}",
        segment_id=segment.segment_id,
        agent_id=run.agent_id,
        limit_ms=turn.state.centre.direct_wait_limit_ms,
        **_target_of(given),
    )
    party = contact.consult
    if party is None:
        return
    if given.to_agent_id:
        turn.offer_party(contact, party, given.to_agent_id)
    elif given.to_number:
        parties.offer_number(turn, contact, party)


def _target_of(given: i.Consult) -> dict[str, Any]:
    return {
        "to_agent_id": given.to_agent_id,
        "to_queue_id": given.to_queue_id,
        "to_number": given.to_number,
    }


def _check_free(turn: Turn, agent_id: str) -> None:
    """A phone that is in a call cannot ring; a break is a break."""
    run = turn.state.agents.get(agent_id)
    if agent_id and (run is None or run.state != "ready"):
        raise Refused(
            "agent_unavailable",
            "This agent is not ready now; ask another, or a queue.",
            agent_id=agent_id,
        )


def _call_of(turn: Turn, agent_id: str) -> tuple[Any, Contact, Segment]:
    run, contact, segment = people.call_of(turn, agent_id)
    if segment.lost_ms is not None:
        raise Refused("leg_lost", "Your phone is not in the call just now; it will be called back.")
    return run, contact, segment


def _refuse_if_open(contact: Contact) -> None:
    if contact.consult is not None:
        raise Refused(
            "consult_open",
            "You are consulting somebody: hand the customer over, join the two, or go back first.",
        )


def _answered(contact: Contact) -> Party:
    party = contact.consult
    if party is None:
        raise Refused("no_consult", "You are consulting nobody now.")
    if party.place not in ("consulting", "held"):
        raise Refused("not_answered", "Nobody has answered yet. Wait, or go back to the customer.")
    return party


def _hold_customer(turn: Turn, contact: Contact, by: str) -> None:
    _switch_customer(turn, contact, by, c.ContactHeld, "holding")


def _resume_customer(turn: Turn, contact: Contact, by: str) -> None:
    if contact.phase == "holding":
        _switch_customer(turn, contact, by, c.ContactResumed, "talking")


def _switch_customer(
    turn: Turn, contact: Contact, by: str, kind: type[ContactFact], state: Any
) -> None:
    segment = contact.segment
    if segment is None:
        return
    fields = {"contact_id": contact.contact_id, "segment_id": segment.segment_id}
    turn.record(kind, agent_id=segment.agent_id, **fields)
    turn.set_agent(segment.agent_id, state, by=by, contact_id=contact.contact_id)


def swap(turn: Turn, given: i.Swap) -> None:
    _, contact, _ = _call_of(turn, given.agent_id)
    _swap(turn, contact, _answered(contact), given.by)


def _swap(turn: Turn, contact: Contact, party: Party, by: str) -> None:
    """The one who is to wait first: the two never hear each other."""
    if party.place == "consulting":
        parties.hold(turn, contact, party)
        _resume_customer(turn, contact, by)
    else:
        _hold_customer(turn, contact, by)
        parties.resume(turn, contact, party)


def hold(turn: Turn, given: i.HoldCall) -> None:
    _refuse_party(turn, given.agent_id)
    _, contact, _ = people.call_of(turn, given.agent_id)
    party = contact.consult
    if party is not None and party.place == "held" and contact.phase == "talking":
        _swap(turn, contact, party, given.by)
    else:
        people.hold(turn, given)


def resume(turn: Turn, given: i.ResumeCall) -> None:
    _refuse_party(turn, given.agent_id)
    _, contact, _ = people.call_of(turn, given.agent_id)
    party = contact.consult
    if party is not None and party.place == "consulting" and contact.phase == "holding":
        _swap(turn, contact, party, given.by)
    else:
        people.resume(turn, given)


def complete(turn: Turn, given: i.CompleteTransfer) -> None:
    run, contact, segment = _call_of(turn, given.agent_id)
    party = _answered(contact)
    segment_id, target = segment.segment_id, {"to_agent_id": party.agent_id}
    if party.number:
        target = {"to_number": party.number}
    parties.join(turn, contact, party)
    calls.end_segment(turn, contact, "attended_transfer")
    turn.record(
        c.ContactTransferred,
        contact_id=contact.contact_id,
        segment_id=segment_id,
        agent_id=run.agent_id,
        kind="attended",
        **target,
    )
    parties.hand_over(turn, contact)


def conference(turn: Turn, given: i.Conference) -> None:
    _, contact, _ = _call_of(turn, given.agent_id)
    parties.join(turn, contact, _answered(contact))
    _resume_customer(turn, contact, given.by)


def cancel(turn: Turn, given: i.CancelConsult) -> None:
    _, contact, _ = _call_of(turn, given.agent_id)
    party = contact.consult
    if party is None:
        raise Refused("no_consult", "You are consulting nobody now.")
    parties.depart(turn, contact, party, "cancelled")
    _resume_customer(turn, contact, given.by)


def leave(turn: Turn, given: i.LeaveCall) -> None:
    if _leave_as_party(turn, given.agent_id, "left"):
        return
    _, contact, _ = _call_of(turn, given.agent_id)
    _refuse_if_open(contact)
    if not parties.has_joined(contact):
        raise Refused("alone", "Nobody else is with the customer; end the call or hand it over.")
    parties.step_out(turn, contact, "left")


def remove(turn: Turn, given: i.RemoveParty) -> None:
    _, contact, _ = _call_of(turn, given.agent_id)
    party = party_of(contact, given.party_id)
    if party is None:
        raise Refused("no_party", "This person is not in the call any more.")
    if party.place == "joined":
        parties.leave(turn, contact, party, "removed")
    else:
        cancel(turn, i.CancelConsult(given.agent_id, by=given.by))


def _own_party(turn: Turn, agent_id: str) -> tuple[Contact, Party] | None:
    """Where an agent is a party in a colleague's call."""
    contact = turn.contact(turn.agent(agent_id).contact_id)
    party = party_of_agent(contact, agent_id) if contact else None
    return (contact, party) if contact and party else None


def _refuse_party(turn: Turn, agent_id: str) -> None:
    if _own_party(turn, agent_id):
        msg = "A colleague has this call; you may leave it, but not put the customer on hold."
        raise Refused("not_yours", msg)


def _leave_as_party(turn: Turn, agent_id: str, reason: p.PartyEnd) -> bool:
    own = _own_party(turn, agent_id)
    if own is None or own[1].place == "ringing":
        return False
    parties.leave(turn, *own, reason)
    return True


def hang_up(turn: Turn, given: i.HangUp) -> None:
    """Ends the call for all; for a colleague who was called in, the own part alone."""
    if _leave_as_party(turn, given.agent_id, "left") or outbound.hang_up(turn, given.agent_id):
        return
    _, contact, _ = people.call_of(turn, given.agent_id)
    _refuse_if_open(contact)
    parties.dismiss_all(turn, contact, "contact_over")
    people.hang_up(turn, given)


def transfer(turn: Turn, given: i.Transfer) -> None:
    _, contact, _ = people.call_of(turn, given.agent_id)
    _refuse_if_open(contact)
    if contact.parties:
        msg = "Others are in the call: leave it to them, or let them go before you hand it over."
        raise Refused("conference", msg)
    people.transfer(turn, given)


# -- what telephony reports ---------------------------------------------------------------------


def customer_gone(turn: Turn, given: i.CustomerGone) -> None:
    contact = turn.contact(given.contact_id)
    if contact is None or (given.line and contact.line != given.line):
        return
    if contact.phase != "ended":
        parties.dismiss_all(turn, contact, "customer_gone")
    outbound.customer_gone(turn, given)


def finish(turn: Turn, given: i.Finish) -> None:
    contact = turn.contact(given.contact_id)
    if contact is not None and contact.phase != "ended":
        parties.dismiss_all(turn, contact, "contact_over")
    calls.finish(turn, given)


def ring_progressed(turn: Turn, given: i.RingProgressed) -> None:
    found = parties.find(turn, given.contact_id, given.ring_id)
    if found:
        parties.ring_progressed(turn, *found)
    else:
        calls.ring_progressed(turn, given)


def _monitor(turn: Turn, contact_id: str, ring_id: str) -> tuple[Contact, Monitor] | None:
    contact = turn.contact(contact_id)
    own = monitor_of_ring(contact, ring_id) if contact else None
    return (contact, own) if contact and own else None


def ring_answered(turn: Turn, given: i.RingAnswered) -> None:
    found = parties.find(turn, given.contact_id, given.ring_id)
    heard = _monitor(turn, given.contact_id, given.ring_id)
    if heard:
        monitors.answered(turn, *heard)
    elif found:
        parties.answered(turn, *found)
    else:
        outbound.ring_answered(turn, given)


def ring_failed(turn: Turn, given: i.RingFailed) -> None:
    found = parties.find(turn, given.contact_id, given.ring_id)
    heard = _monitor(turn, given.contact_id, given.ring_id)
    if heard:
        monitors.end(turn, *heard, "not_answered")
    elif found is None:
        calls.ring_failed(turn, given)
    elif found[1].place == "ringing":
        result = "failed" if given.result == "cancelled" else given.result
        parties.end_ring(turn, *found, result, given.q850, given.sip_code)


def agent_leg_ended(turn: Turn, given: i.AgentLegEnded) -> None:
    """An agent who puts a SIP phone down on an answered consultation hands the customer over."""
    heard = _monitor(turn, given.contact_id, given.ring_id)
    if heard:
        monitors.end(turn, *heard, "hung_up")
        return
    found = parties.find(turn, given.contact_id, given.ring_id)
    if found:
        parties.leg_ended(turn, *found, by_phone=given.by_phone)
        return
    contact = turn.contact(given.contact_id)
    segment = contact.segment if contact else None
    is_own = segment is not None and segment.ring_id == given.ring_id and segment.lost_ms is None
    if contact is None or segment is None or not is_own or not contact.parties:
        phones.agent_leg_ended(turn, given)
        return
    agent = turn.state.settings_of(segment.agent_id)
    party = contact.consult
    hung_up = given.by_phone and (agent is None or agent.phone != "browser")
    if hung_up and party is not None and party.place in ("consulting", "held"):
        complete(turn, i.CompleteTransfer(segment.agent_id))
    elif hung_up and parties.has_joined(contact):
        if party is not None:
            parties.depart(turn, contact, party, "cancelled")
        parties.step_out(turn, contact, "left")
    else:
        phones.lose_leg(turn, contact)
        if turn.state.is_reachable(segment.agent_id):
            phones.rejoin(turn, contact)
