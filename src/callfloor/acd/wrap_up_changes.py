"""How the facts of after-call work change the state; `transitions` adds them to its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from callfloor.acd import works
from callfloor.acd.entities import Contact, WrapUp
from callfloor.events import contacts as c
from callfloor.events.fact import ContactFact

if TYPE_CHECKING:
    from callfloor.acd.state import State


def forget(state: State, contact: Contact) -> None:
    """A contact stays until it has ended and no wrap-up of it is open."""
    if contact.phase == "ended" and not contact.wrap_ups:
        del state.contacts[contact.contact_id]


def _started(state: State, contact: Contact, fact: c.WrapUpStarted) -> bool:
    run = state.agents.get(fact.agent_id)
    if run is None:
        return False
    contact.wrap_ups.append(fact.segment_id)
    wrap_up = WrapUp(contact.contact_id, fact.segment_id, fact.queue_id, fact.at_ms, fact.limit_ms)
    if contact.is_written:
        works.wrapping_up(run, contact, wrap_up)
    else:
        run.wrap_up = wrap_up
    state.index.sync_agent(run)
    return True


def _extended(state: State, contact: Contact, fact: c.WrapUpExtended) -> bool:
    run = state.agents.get(fact.agent_id)
    wrap_up = run.wrap_up_of(fact.segment_id) if run else None
    if run is None or wrap_up is None:
        return False
    wrap_up.limit_ms = fact.limit_ms
    state.index.sync_agent(run)
    return True


def _completed(state: State, contact: Contact, fact: c.WrapUpCompleted) -> bool:
    if fact.segment_id not in contact.wrap_ups:
        return False
    contact.wrap_ups.remove(fact.segment_id)
    run = state.agents.get(fact.agent_id)
    if run is not None and run.wrap_up and run.wrap_up.segment_id == fact.segment_id:
        run.wrap_up = None
        state.index.sync_agent(run)
    elif run is not None:
        works.wrapped_up(state, run, fact.segment_id)
    forget(state, contact)
    return True


WRAP_UP_CHANGES: dict[type[ContactFact], Callable[[State, Contact, Any], bool]] = {
    c.WrapUpStarted: _started,
    c.WrapUpExtended: _extended,
    c.WrapUpCompleted: _completed,
}
