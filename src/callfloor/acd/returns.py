"""A customer whom somebody let go of in vain: back into the queue, as the first in line."""

from callfloor.acd import inputs as i
from callfloor.acd.calls import end_contact
from callfloor.acd.entities import Contact
from callfloor.acd.turn import Turn
from callfloor.events import contacts as c
from callfloor.events.returns import TransferFailed, TransferFailure

_REASONS: dict[int, TransferFailure] = {
    1: "unknown_number",
    3: "no_route",
    17: "busy",
    18: "no_answer",
    19: "no_answer",
    21: "rejected",
    28: "unknown_number",
}
"""By the Q.850 cause (ITU-T Q.850, table 1); every other is `failed`."""


def outside_failed(turn: Turn, given: i.OutsideFailed) -> None:
    """A transfer to an outside number came to nothing; nothing for any other way to a number."""
    contact = turn.contact(given.contact_id)
    if contact is not None and is_transferred_out(contact):
        fail_transfer(turn, contact, _REASONS.get(given.q850, "failed"), given.q850, given.sip_code)


def is_transferred_out(contact: Contact) -> bool:
    """With an outside number to which an agent transferred, and with nobody else."""
    return contact.phase == "outside" and bool(contact.returns_to) and not contact.parties


def fail_transfer(
    turn: Turn, contact: Contact, reason: TransferFailure, q850: int = 0, sip_code: int = 0
) -> None:
    queue_id = contact.returns_to
    turn.record(
        TransferFailed,
        contact_id=contact.contact_id,
        queue_id=queue_id,
        reason=reason,
        cause=q850,
        sip_code=sip_code,
    )
    first_in_line(turn, contact, queue_id)


def first_in_line(turn: Turn, contact: Contact, queue_id: str) -> None:
    leg = contact.leg
    if leg is None:  # a call out never stood in a line
        end_contact(turn, contact, "direct", "system", "transfer_failed")
        return
    line = turn.state.index.queues.get(queue_id)
    turn.record(
        c.ContactQueued,
        contact_id=contact.contact_id,
        leg_id=f"{contact.contact_id}.q{contact.legs + 1}",
        queue_id=queue_id,
        priority=leg.priority,
        rank_ms=min(leg.rank_ms, line[0][0] - 1) if line else leg.rank_ms,
        needs=dict(leg.needs),
        returned=True,
    )
