"""Phones that ring for a contact, folded for the board; `state` adds these to its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from callfloor.events import contacts as facts
from callfloor.events.fact import Fact

if TYPE_CHECKING:
    from callfloor.board.state import Board, LiveContact, Touched


def _offered(_board: Board, contact: LiveContact, fact: facts.ContactOffered) -> Touched:
    contact.phase, contact.since_ms = "ringing", fact.at_ms
    contact.agent_id, contact.ring_id = fact.agent_id, fact.ring_id
    contact.rings[fact.ring_id] = fact.agent_id
    return set()


def _ring_ended(_board: Board, contact: LiveContact, fact: facts.RingEnded) -> Touched:
    if contact.rings.pop(fact.ring_id, None) is None or contact.phase != "ringing":
        return set()
    if contact.rings:
        contact.ring_id, contact.agent_id = next(iter(contact.rings.items()))
    else:
        contact.phase, contact.since_ms = "queued", fact.at_ms
        contact.agent_id = contact.ring_id = ""
    return set()


RING_PLACES: dict[type[Fact], Callable[[Board, LiveContact, Any], Touched]] = {
    facts.ContactOffered: _offered,
    facts.RingEnded: _ring_ended,
}
