"""Decisions about written contacts that calls do not know: nothing rings, so the agent says it here.

All else (queues, order, offers, what follows an offer that nobody takes, wrap-up, overflow to a queue)
is decided where it is for calls.
"""

from callfloor.acd import inputs as i
from callfloor.acd import written_inputs as w
from callfloor.acd.callbacks import enqueue
from callfloor.acd.calls import (
    connected,
    disposition_of,
    end_contact,
    end_contact_by_loss,
    end_ring,
    end_segment,
)
from callfloor.acd.calls import ring_answered as answered
from callfloor.acd.entities import Contact, Ring, Segment
from callfloor.acd.errors import Refused
from callfloor.acd.greeting import admit
from callfloor.acd.people import check_target, pass_on
from callfloor.acd.turn import Turn
from callfloor.events import contacts as c
from callfloor.events.written import ContactBrought


def _written(turn: Turn, given: w.WrittenAction) -> Contact:
    turn.agent(given.agent_id)
    contact = turn.contact(given.contact_id)
    if contact is None or contact.phase == "ended":
        raise Refused("contact_over", "This contact is over already.")
    if not contact.is_written:
        raise Refused("is_call", "This is a call: it is answered and ended at the phone.")
    return contact


def _offer(turn: Turn, given: w.WrittenAction) -> tuple[Contact, Ring]:
    contact = _written(turn, given)
    ring = contact.ring_of(given.agent_id)
    if ring is None:
        raise Refused("not_offered", "This contact is not offered to you any more.")
    return contact, ring


def _part(turn: Turn, given: w.WrittenAction) -> tuple[Contact, Segment]:
    contact = _written(turn, given)
    segment = contact.segment
    if segment is None or segment.agent_id != given.agent_id:
        raise Refused("not_yours", "You do not have this contact; take it first.")
    return contact, segment


def write(turn: Turn, given: w.Write) -> None:
    """The arrival, the rules at the door, and the way into the queue; once for each id of the bringer."""
    if turn.contact(given.contact_id) is not None or given.external_id in turn.state.brought:
        return
    if given.medium not in c.WRITTEN:
        raise Refused("no_medium", f"Choose a medium: {', '.join(c.WRITTEN)}.")
    if given.queue_id not in turn.state.centre.queues:
        msg = f"There is no queue {given.queue_id!r} in this centre."
        raise Refused("unknown_queue", msg, queue_id=given.queue_id)
    turn.record(
        c.ContactArrived,
        contact_id=given.contact_id,
        channel=given.medium,
        direction="in",
        line="",
        caller=given.sender,
        caller_name=given.sender_name,
        called=given.to,
        language=given.language,
    )
    if given.external_id:
        turn.record(ContactBrought, contact_id=given.contact_id, external_id=given.external_id)
    admit(turn, i.Admit(given.contact_id))
    contact = turn.contact(given.contact_id)
    if contact is not None and contact.phase == "ivr":
        enqueue(
            turn,
            i.Enqueue(given.contact_id, given.queue_id, priority=given.priority, needs=given.needs),
        )


def leave(turn: Turn, given: w.CustomerLeft) -> None:
    contact = turn.contact(given.contact_id)
    if contact is None or contact.phase == "ended":
        raise Refused("contact_over", "This contact is over already.")
    if not contact.is_written:
        raise Refused("is_call", "This is a call: it is answered and ended at the phone.")
    end_contact_by_loss(turn, contact, "normal")


def take(turn: Turn, given: w.TakeContact) -> None:
    contact, ring = _offer(turn, given)
    answered(turn, i.RingAnswered(contact.contact_id, ring.ring_id))
    connected(turn, i.Connected(contact.contact_id, ring.ring_id))


def decline(turn: Turn, given: w.DeclineContact) -> None:
    end_ring(turn, *_offer(turn, given), "rejected")


def close(turn: Turn, given: w.CloseContact) -> None:
    contact, _ = _part(turn, given)
    end_segment(turn, contact, "agent_hangup")
    end_contact(turn, contact, disposition_of(contact), "agent", "normal")


def hand_on(turn: Turn, given: w.HandOn) -> None:
    """Into a queue, the own one again where a person is asked for."""
    contact, segment = _part(turn, given)
    target = i.Transfer(given.agent_id, given.to_queue_id, given.to_agent_id, reason=given.reason)
    check_target(turn, target)
    pass_on(turn, contact, segment, target)
