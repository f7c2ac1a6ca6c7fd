"""Written contacts that agents have at hand, folded for the board, and how one looks outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from callfloor.board.state import Board, LiveAgent, LiveContact, Touched


def follow_works(board: Board, contact: LiveContact) -> Touched:
    """Whoever has the contact now, and has it no longer."""
    now = frozenset({contact.agent_id, *contact.rings.values(), *contact.wrap_ups} - {""})
    contact_id = contact.record.contact_id
    for agent_id in contact.workers - now:
        board.agent(agent_id).works.pop(contact_id, None)
    for agent_id in now:
        board.agent(agent_id).works.setdefault(contact_id, None)
    moved = contact.workers | now
    contact.workers = now
    return {("agents", agent_id) for agent_id in moved}


def works_shown(board: Board, live: LiveAgent | None) -> list[dict[str, Any]]:
    """`stage`: offered, open, or wrap_up (until `limit_ms` after `since_ms`, null for no limit)."""
    found = []
    for contact_id in live.works if live else ():
        contact = board.contacts.get(contact_id)
        if live is None or contact is None:
            continue
        wrap_up = contact.wrap_ups.get(live.agent_id)
        is_open = bool(contact.segment_id) and contact.agent_id == live.agent_id
        is_offered = live.agent_id in contact.rings.values()
        stage = "open" if is_open else "offered" if is_offered or wrap_up is None else "wrap_up"
        in_wrap_up = wrap_up if stage == "wrap_up" else None
        record = contact.record
        found.append(
            {
                "contact_id": contact_id,
                "medium": record.channel,
                "stage": stage,
                "segment_id": in_wrap_up.segment_id if in_wrap_up else contact.segment_id,
                "queue_id": contact.queue_id,
                "sender": record.caller,
                "sender_name": record.caller_name,
                "since_ms": in_wrap_up.started_ms if in_wrap_up else contact.since_ms,
                "limit_ms": in_wrap_up.limit_ms if in_wrap_up else None,
            }
        )
    return found
