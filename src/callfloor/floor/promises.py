"""Callbacks still to be made and abandoned calls still to be seen to, in plain values."""

from typing import Any

from callfloor.acd.state import State


def callbacks(state: State) -> list[dict[str, Any]]:
    """In the order in which they are due: those in line first, by their place."""
    found = [
        (contact.phase == "postponed", contact.due_ms if contact.phase == "postponed" else 0,
         contact.place(), contact)
        for contact in state.contacts.values()
        if contact.direction == "callback" and not contact.is_reached and contact.phase != "ended"
    ]  # fmt: skip
    return [
        {
            "id": contact.contact_id,
            "parent_id": contact.parent_id,
            "queue_id": contact.leg.queue_id if contact.leg else "",
            "number": contact.caller,
            "name": contact.caller_name,
            "language": contact.language,
            "asked_ms": contact.arrived_ms,
            "due_ms": contact.due_ms,
            "state": contact.phase,
            "attempts": contact.attempts,
            "agent_id": contact.ring.agent_id if contact.ring else "",
        }
        for *_, contact in sorted(found, key=lambda one: one[:3])
    ]


def abandoned(state: State) -> list[dict[str, Any]]:
    """The latest first."""
    entries = sorted(state.abandoned.values(), key=lambda one: (-one.at_ms, one.contact_id))
    return [
        {
            "id": entry.contact_id,
            "queue_id": entry.queue_id,
            "number": entry.number,
            "name": entry.caller_name,
            "language": entry.language,
            "abandoned_ms": entry.at_ms,
            "due_ms": entry.due_ms,
            "claimed_by": entry.claimed_by,
        }
        for entry in entries
    ]
