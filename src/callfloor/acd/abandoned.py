"""Decisions about the list of abandoned calls: who is on it, who sees to it, and when it is settled."""

from callfloor.acd import inputs as i
from callfloor.acd.entities import Abandoned, Contact
from callfloor.acd.errors import Refused
from callfloor.acd.turn import Turn
from callfloor.events import abandoned as x


def list_it(turn: Turn, contact: Contact) -> None:
    """One who hung up waiting, after more than a moment and with a number to call."""
    leg = contact.leg
    is_call = contact.direction == "in" and not contact.is_written
    if leg is None or not contact.caller or contact.is_test or not is_call:
        return
    queue, waited_ms = turn.state.queue(leg.queue_id), turn.now_ms - leg.entered_ms
    if waited_ms <= queue.short_abandon_ms:
        return
    after_ms = queue.callback_after_abandon_ms
    turn.record(
        x.AbandonedListed,
        contact_id=contact.contact_id,
        queue_id=leg.queue_id,
        number=contact.caller,
        caller_name=contact.caller_name,
        language=contact.language,
        waited_ms=waited_ms,
        due_ms=None if after_ms is None else turn.now_ms + after_ms,
    )


def settle_for(turn: Turn, number: str, reason: x.SettledBy, other_id: str, by: str = "") -> None:
    """All entries of one number are over."""
    for contact_id in turn.state.index.abandoned.get(number, ()):
        if contact_id != other_id:
            turn.record(
                x.AbandonedSettled, contact_id=contact_id, reason=reason, by=by, other_id=other_id
            )


def called_back(turn: Turn, contact: Contact) -> None:
    agent_id = contact.segment.agent_id if contact.segment else ""
    settle_for(turn, contact.caller, "called_back", contact.contact_id, agent_id)


def _entry(turn: Turn, contact_id: str) -> Abandoned:
    entry = turn.state.abandoned.get(contact_id)
    if entry is None:
        msg = "This call is not on the list any more: somebody called, or the customer did."
        raise Refused("not_listed", msg, contact_id=contact_id)
    return entry


def check_claim(turn: Turn, contact_id: str, by: str) -> None:
    """Refuses what is not on the list, and what another one sees to."""
    entry = _entry(turn, contact_id)
    if entry.claimed_by not in ("", by):
        msg = f"{entry.claimed_by} sees to this call already."
        raise Refused("claimed", msg, by=entry.claimed_by)


def claim(turn: Turn, contact_id: str, by: str) -> None:
    if _entry(turn, contact_id).claimed_by != by:
        turn.record(x.AbandonedClaimed, contact_id=contact_id, by=by)


def see_to(turn: Turn, given: i.SeeToAbandoned) -> None:
    entry = _entry(turn, given.contact_id)
    if given.what == "claim":
        check_claim(turn, given.contact_id, given.by)
        claim(turn, given.contact_id, given.by)
    elif given.what == "release":
        if entry.claimed_by:
            turn.record(x.AbandonedReleased, contact_id=entry.contact_id, by=given.by)
    else:
        turn.record(
            x.AbandonedSettled, contact_id=entry.contact_id, reason="dismissed", by=given.by
        )


def expire(turn: Turn, entry: Abandoned) -> None:
    turn.record(x.AbandonedSettled, contact_id=entry.contact_id, reason="expired", by="rule")
