"""After telephony was away: what it says is alive against what the state holds."""

from callfloor.acd import inputs as i
from callfloor.acd import monitors, parties
from callfloor.acd.calls import TELEPHONY_LOST, end_ring
from callfloor.acd.entities import Contact
from callfloor.acd.outbound import answered, connected, lose_customer, not_reached, ring_answered
from callfloor.acd.phones import lose_leg, rejoin
from callfloor.acd.returns import fail_transfer, is_transferred_out
from callfloor.acd.turn import Turn


def reconcile(turn: Turn, given: i.Reconcile) -> None:
    """Contacts not alive have ended; rings and agent legs not alive have too; the rest goes on.

    A customer whom the centre has to dial is not missed; one that it was dialling may be.
    """
    for contact in list(turn.state.contacts.values()):
        if contact.phase == "ended" or contact.is_written:  # telephony knows nothing of it
            continue
        rings = given.alive.get(contact.contact_id)
        if contact.customer != "here":
            line, is_answered = given.customers.get(contact.contact_id, ("", False))
            _compare_dialled(turn, contact, rings or {}, line, is_answered=is_answered)
        elif rings is None or not _is_customer_there(contact, given):
            cause = TELEPHONY_LOST if given.restarted else "reconciled"
            parties.dismiss_all(turn, contact, "contact_over")
            lose_customer(turn, contact, cause)
        elif is_transferred_out(contact) and contact.contact_id not in given.outside:
            fail_transfer(turn, contact, "lost")
        else:
            _compare(turn, contact, rings, given.connected.get(contact.contact_id, ""))


def _is_customer_there(contact: Contact, given: i.Reconcile) -> bool:
    """An agent's leg may outlive the customer: the call is over all the same."""
    line, _ = given.customers.get(contact.contact_id, (contact.line, True))
    return line == contact.line


def _compare_dialled(
    turn: Turn, contact: Contact, rings: dict[str, bool], line: str, *, is_answered: bool
) -> None:
    """The agent's leg and the line that was being dialled, each there or not."""
    contact_id, segment = contact.contact_id, contact.segment
    if contact.ringing:
        _compare_rings(turn, contact, rings)
    elif segment is not None and contact.phase == "dialling":
        if not rings.get(segment.ring_id, False):
            not_reached(turn, contact, "agent_gone")
        elif line != contact.line:
            not_reached(turn, contact, "telephony_lost")
        elif is_answered:
            answered(turn, i.CustomerAnswered(contact_id, line))


def _compare(turn: Turn, contact: Contact, rings: dict[str, bool], bridged_ring_id: str) -> None:
    contact_id, segment = contact.contact_id, contact.segment
    if contact.ringing:
        _compare_rings(turn, contact, rings)
    elif segment is not None and segment.lost_ms is None:
        if not rings.get(segment.ring_id, False):
            lose_leg(turn, contact)
            if turn.state.is_reachable(segment.agent_id):
                rejoin(turn, contact)
    elif segment is not None and segment.rejoin_ring_id:
        if segment.rejoin_ring_id not in rings:
            rejoin(turn, contact)
        elif rings[segment.rejoin_ring_id]:
            ring_answered(turn, i.RingAnswered(contact_id, segment.rejoin_ring_id))
    parties.compare(turn, contact, rings)
    monitors.compare(turn, contact, rings)
    segment = contact.segment
    if segment is not None and bridged_ring_id and bridged_ring_id == segment.ring_id:
        connected(turn, i.Connected(contact_id, bridged_ring_id))


def _compare_rings(turn: Turn, contact: Contact, rings: dict[str, bool]) -> None:
    for ring in list(contact.ringing):
        if ring.ring_id not in rings:
            end_ring(turn, contact, ring, "withdrawn")
    for ring in list(contact.ringing):
        if rings[ring.ring_id]:
            ring_answered(turn, i.RingAnswered(contact.contact_id, ring.ring_id))
