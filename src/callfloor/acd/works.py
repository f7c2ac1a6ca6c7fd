"""How the facts of a written contact change what its agent has at hand.

The same facts as a call's: an offer, a taking, an end, a wrap-up. Only the agent differs, who keeps
a list instead of one contact. And the bringer, whose own id stands for one contact for good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from callfloor.acd.entities import AgentRun, Contact, Work, WrapUp
from callfloor.events import contacts as c
from callfloor.events.written import ContactBrought

if TYPE_CHECKING:
    from callfloor.acd.state import State


BROUGHT_MAX = 100_000


def brought(state: State, fact: ContactBrought) -> bool:
    """The latest only: the oldest is forgotten when there are too many."""
    if fact.external_id in state.brought:
        return False
    state.brought[fact.external_id] = fact.contact_id
    if len(state.brought) > BROUGHT_MAX:
        del state.brought[next(iter(state.brought))]
    return True


def offered(state: State, contact: Contact, fact: c.ContactOffered) -> None:
    run = state.agents.get(fact.agent_id)
    if run is not None and contact.is_written:
        work = Work(contact.contact_id, contact.medium, fact.queue_id, fact.at_ms)
        run.works.append(work)
        state.index.sync_agent(run)


def taken(state: State, contact: Contact, fact: c.ContactAnswered) -> None:
    run = state.agents.get(fact.agent_id)
    work = run.work_on(contact.contact_id) if run else None
    if run is not None and work is not None:
        work.segment_id, work.since_ms = fact.segment_id, fact.at_ms
        state.index.sync_agent(run)


def over(state: State, contact: Contact, agent_id: str) -> None:
    """An offer came to nothing, or the agent's part has ended."""
    run = state.agents.get(agent_id) if contact.is_written else None
    work = run.work_on(contact.contact_id) if run else None
    if run is not None and work is not None:
        run.works.remove(work)
        state.index.sync_agent(run)


def wrapping_up(run: AgentRun, contact: Contact, wrap_up: WrapUp) -> None:
    run.works.append(
        Work(
            contact.contact_id,
            contact.medium,
            wrap_up.queue_id,
            wrap_up.started_ms,
            wrap_up.segment_id,
            wrap_up,
        )
    )


def wrapped_up(state: State, run: AgentRun, segment_id: str) -> None:
    kept = [one for one in run.works if one.wrap_up is None or one.segment_id != segment_id]
    if len(kept) != len(run.works):
        run.works = kept
        state.index.sync_agent(run)
