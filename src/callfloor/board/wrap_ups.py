"""After-call work, folded for the board; `state` adds these to its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from callfloor.events import contacts as facts
from callfloor.events.fact import Fact

if TYPE_CHECKING:
    from callfloor.board.state import Board, LiveContact, Touched


class WrapUp(msgspec.Struct, kw_only=True):
    segment_id: str
    contact_id: str
    started_ms: int
    limit_ms: int | None


def _wrap_up_started(board: Board, contact: LiveContact, fact: facts.WrapUpStarted) -> Touched:
    wrap_up = WrapUp(
        segment_id=fact.segment_id,
        contact_id=fact.contact_id,
        started_ms=fact.at_ms,
        limit_ms=fact.limit_ms,
    )
    contact.wrap_ups[fact.agent_id] = wrap_up
    if contact.record.channel not in facts.WRITTEN:
        board.agent(fact.agent_id).wrap_up = wrap_up
    return {("agents", fact.agent_id)}


def _wrap_up_extended(board: Board, contact: LiveContact, fact: facts.WrapUpExtended) -> Touched:
    running = contact.wrap_ups.get(fact.agent_id)
    if running is None or running.segment_id != fact.segment_id:
        return set()
    # The agent holds the same one.
    running.limit_ms = fact.limit_ms
    return {("agents", fact.agent_id)}


def _wrap_up_completed(board: Board, contact: LiveContact, fact: facts.WrapUpCompleted) -> Touched:
    running = contact.wrap_ups.get(fact.agent_id)
    if running is not None and running.segment_id == fact.segment_id:
        del contact.wrap_ups[fact.agent_id]
    agent = board.agent(fact.agent_id)
    if agent.wrap_up is not None and agent.wrap_up.segment_id == fact.segment_id:
        agent.wrap_up = None
    return {("agents", fact.agent_id)}


WRAP_UP_PLACES: dict[type[Fact], Callable[[Board, LiveContact, Any], Touched]] = {
    facts.WrapUpStarted: _wrap_up_started,
    facts.WrapUpExtended: _wrap_up_extended,
    facts.WrapUpCompleted: _wrap_up_completed,
}
