"""Where a contact stands in its queue and its talk, folded for the board; `state` adds these to its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from callfloor.board.waiting import Waiter
from callfloor.events import contacts as facts
from callfloor.events.fact import Fact

if TYPE_CHECKING:
    from callfloor.board.state import Board, LiveContact, Touched


def _queued(board: Board, contact: LiveContact, fact: facts.ContactQueued) -> Touched:
    touched = board.leave_line(contact)
    contact.phase, contact.since_ms, contact.queued_ms = "queued", fact.at_ms, fact.at_ms
    contact.queue_id = fact.queue_id
    contact.agent_id = contact.segment_id = contact.ring_id = ""
    record = contact.record
    if record.direction == "callback" and not any(s.connected_ms for s in record.segments):
        return touched  # nobody is on the line: it stands in the list of callbacks
    board.line(fact.queue_id).add(
        Waiter(rank_ms=fact.rank_ms, entered_ms=fact.at_ms, contact_id=fact.contact_id)
    )
    return {*touched, ("queues", fact.queue_id)}


def _left_queue(board: Board, contact: LiveContact, fact: facts.ContactLeftQueue) -> Touched:
    touched = board.leave_line(contact)
    contact.rings = {}
    if fact.outcome != "answered" and contact.phase in ("queued", "ringing"):
        contact.phase, contact.since_ms = "ivr", fact.at_ms
        contact.agent_id = contact.ring_id = ""
    return touched


def _answered(board: Board, contact: LiveContact, fact: facts.ContactAnswered) -> Touched:
    touched = board.leave_line(contact)
    contact.phase, contact.since_ms = "talking", fact.at_ms
    contact.queue_id = fact.queue_id or contact.queue_id
    contact.agent_id, contact.segment_id = fact.agent_id, fact.segment_id
    contact.ring_id = fact.ring_id
    return touched


_DURING: dict[type[Fact], str] = {
    facts.ContactHeld: "holding",
    facts.ContactResumed: "talking",
    facts.AgentLegLost: "rejoining",
    facts.AgentRejoined: "talking",
}


def _during(board: Board, contact: LiveContact, fact: facts.ContactHeld) -> Touched:
    if contact.segment_id == fact.segment_id:
        contact.phase, contact.since_ms = _DURING[type(fact)], fact.at_ms
    return set()


def _segment_ended(board: Board, contact: LiveContact, fact: facts.SegmentEnded) -> Touched:
    if contact.segment_id == fact.segment_id:
        contact.phase, contact.since_ms = "ivr", fact.at_ms
        contact.agent_id = contact.segment_id = contact.ring_id = ""
    return set()


def _ended(board: Board, contact: LiveContact, fact: facts.ContactEnded) -> Touched:
    touched = board.leave_line(contact)
    contact.phase, contact.since_ms = "ended", fact.at_ms
    contact.agent_id = contact.segment_id = contact.ring_id = ""
    return touched


CALL_PLACES: dict[type[Fact], Callable[[Board, LiveContact, Any], Touched]] = {
    facts.ContactQueued: _queued,
    facts.ContactLeftQueue: _left_queue,
    facts.ContactAnswered: _answered,
    facts.ContactHeld: _during,
    facts.ContactResumed: _during,
    facts.AgentLegLost: _during,
    facts.AgentRejoined: _during,
    facts.SegmentEnded: _segment_ended,
    facts.ContactEnded: _ended,
}
