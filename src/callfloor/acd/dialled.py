"""How the facts of dialled customers, callbacks and abandoned calls change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from callfloor.acd.entities import Abandoned, Contact, Leg, Phase, Ring
from callfloor.events import abandoned as x
from callfloor.events import callbacks as k
from callfloor.events import outbound as o
from callfloor.events.fact import ContactFact, Fact

if TYPE_CHECKING:
    from callfloor.acd.state import State

CALLED_BACK_KEPT_MS = 24 * 3_600_000

PHASES: dict[type[Fact], frozenset[Phase]] = {
    o.CallOutPlaced: frozenset({"ivr"}),
    o.CustomerDialled: frozenset({"talking"}),
    o.CustomerRinging: frozenset({"dialling"}),
    o.CustomerAnswered: frozenset({"dialling"}),
    o.CustomerNotReached: frozenset({"dialling", "talking", "holding", "rejoining"}),
    k.CallbackOffered: frozenset({"queued"}),
    k.CallbackRequested: frozenset({"ivr"}),
    k.CallbackAttempted: frozenset({"routing"}),
    k.CallbackMoved: frozenset({"postponed", "routing"}),
    k.CallbackGivenUp: frozenset({"postponed"}),
    k.CallbackCancelled: frozenset({"postponed", "routing"}),
}


def _set_phase(contact: Contact, phase: Phase, fact: Fact) -> None:
    contact.phase, contact.since_ms = phase, fact.at_ms


def _placed(_: State, contact: Contact, fact: o.CallOutPlaced) -> bool:
    contact.rings += 1
    contact.ringing = [Ring(fact.ring_id, fact.agent_id, fact.at_ms, fact.limit_ms)]
    contact.queue_id, contact.to_agent_id = fact.queue_id, fact.to_agent_id
    _set_phase(contact, "calling", fact)
    return True


def _dialled(_: State, contact: Contact, fact: o.CustomerDialled) -> bool:
    contact.customer, contact.line = "dialling", fact.line
    contact.attempts = fact.attempt
    contact.dialled_ms, contact.dial_limit_ms = fact.at_ms, fact.limit_ms
    _set_phase(contact, "dialling", fact)
    return True


def _progress(_: State, contact: Contact, fact: o.CustomerRinging) -> bool:
    return contact.line == fact.line


def _answered(_: State, contact: Contact, fact: o.CustomerAnswered) -> bool:
    if contact.line != fact.line:
        return False
    contact.customer = "here"
    _set_phase(contact, "talking", fact)
    return True


def _not_reached(_: State, contact: Contact, fact: o.CustomerNotReached) -> bool:
    contact.customer = "away"
    return True


def _offered(_: State, contact: Contact, fact: k.CallbackOffered) -> bool:
    if contact.leg is None or contact.leg.leg_id != fact.leg_id:
        return False
    contact.leg.is_callback_offered = True
    return True


def _requested(state: State, contact: Contact, fact: k.CallbackRequested) -> bool:
    contact.due_ms = fact.due_ms
    contact.leg = Leg(
        leg_id=f"{contact.contact_id}.q0",
        queue_id=fact.queue_id,
        priority=fact.priority,
        rank_ms=fact.rank_ms,
        sequence=fact.sequence,
        needs=tuple(sorted(fact.needs.items())),
        agent_id="",
        entered_ms=fact.at_ms,
        is_open=False,
    )
    _set_phase(contact, "postponed", fact)
    return True


def _attempted(_: State, contact: Contact, fact: k.CallbackAttempted) -> bool:
    contact.counted += fact.counted
    contact.due_ms = fact.due_ms
    _set_phase(contact, "postponed", fact)
    return True


def _reached(_: State, contact: Contact, fact: k.CallbackReached) -> bool:
    contact.is_reached = True
    return True


def _moved(_: State, contact: Contact, fact: k.CallbackMoved) -> bool:
    contact.due_ms = fact.due_ms
    if contact.leg is not None:
        contact.leg.is_open = False
    _set_phase(contact, "postponed", fact)
    return True


def _over(_: State, contact: Contact, fact: ContactFact) -> bool:
    if contact.leg is not None:
        contact.leg.is_open = False
    _set_phase(contact, "routing", fact)
    return True


OF_CONTACT: dict[type[ContactFact], Callable[[State, Contact, Any], bool]] = {
    o.CallOutPlaced: _placed,
    o.CustomerDialled: _dialled,
    o.CustomerRinging: _progress,
    o.CustomerAnswered: _answered,
    o.CustomerNotReached: _not_reached,
    k.CallbackOffered: _offered,
    k.CallbackRequested: _requested,
    k.CallbackAttempted: _attempted,
    k.CallbackReached: _reached,
    k.CallbackMoved: _moved,
    k.CallbackGivenUp: _over,
    k.CallbackCancelled: _over,
}


def _hours(state: State, fact: k.CallbackHoursChanged) -> bool:
    closed = state.index.closed
    state.index.closed = closed - {fact.queue_id} if fact.is_open else closed | {fact.queue_id}
    for contact in state.waiting_in(fact.queue_id):
        state.index.sync_contact(contact)
    return True


def _listed(state: State, fact: x.AbandonedListed) -> bool:
    state.abandoned[fact.contact_id] = entry = Abandoned(
        fact.contact_id,
        fact.queue_id,
        fact.number,
        fact.caller_name,
        fact.language,
        fact.at_ms,
        fact.due_ms,
    )
    state.index.sync_abandoned(fact.contact_id, entry, fact.number)
    return True


def _claimed(state: State, fact: x.AbandonedClaimed | x.AbandonedReleased) -> bool:
    entry = state.abandoned.get(fact.contact_id)
    if entry is None:
        return False
    entry.claimed_by = fact.by if isinstance(fact, x.AbandonedClaimed) else ""
    entry.due_ms = None  # once a person has seen to it, or the rule may not, no rule does
    state.index.sync_abandoned(fact.contact_id, entry, entry.number)
    return True


def _settled(state: State, fact: x.AbandonedSettled) -> bool:
    entry = state.abandoned.pop(fact.contact_id, None)
    if entry is None:
        return False
    if fact.reason == "callback":
        since_ms = fact.at_ms - CALLED_BACK_KEPT_MS
        kept = {number: at for number, at in state.called_back.items() if at > since_ms}
        state.called_back = {**kept, entry.number: fact.at_ms}
    state.index.sync_abandoned(fact.contact_id, None, entry.number)
    return True


OF_STATE: dict[type[Fact], Callable[[State, Any], bool]] = {
    k.CallbackHoursChanged: _hours,
    x.AbandonedListed: _listed,
    x.AbandonedClaimed: _claimed,
    x.AbandonedReleased: _claimed,
    x.AbandonedSettled: _settled,
}
