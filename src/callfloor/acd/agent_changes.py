"""How the facts of people change the state: agents' presence and phones, and whom a caller knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from callfloor.acd.entities import AgentRun
from callfloor.events import agents as a
from callfloor.events import routing as r
from callfloor.events.callers import CallerMatched
from callfloor.events.fact import Fact

if TYPE_CHECKING:
    from callfloor.acd.state import State

SERVED_MAX = 50_000
"""Callers whose last agent is remembered."""

AGENT_NEXT: dict[a.AgentState, frozenset[a.AgentState]] = {
    "logged_out": frozenset({"not_ready"}),
    "not_ready": frozenset({"ready", "reserved", "ringing", "not_ready", "logged_out"}),
    "ready": frozenset({"reserved", "ringing", "working", "not_ready", "logged_out"}),
    "reserved": frozenset({"ringing", "talking", "ready", "not_ready", "logged_out"}),
    "ringing": frozenset({"talking", "ready", "not_ready", "logged_out"}),
    "talking": frozenset({"holding", "wrap_up", "ready", "not_ready", "logged_out"}),
    "holding": frozenset({"talking", "wrap_up", "ready", "not_ready", "logged_out"}),
    "wrap_up": frozenset({"ready", "not_ready", "logged_out"}),
    "working": frozenset({"ready", "not_ready", "logged_out"}),
}
"""Which state of an agent may follow which."""


def _agent_state(state: State, fact: a.AgentStateChanged) -> bool:
    run = state.agents.get(fact.agent_id)
    if run is None:
        run = state.agents[fact.agent_id] = AgentRun(fact.agent_id)
    if fact.state == "ready" and run.state not in ("reserved", "ringing"):
        run.idle_ms = fact.at_ms
        run.occupancy = fact.busy_ms * 10_000 // max(1, fact.at_ms - fact.login_ms)
    run.login_ms, run.busy_ms, run.offered_ms = fact.login_ms, fact.busy_ms, fact.offered_ms
    run.hard_ms, run.recovered_ms = fact.hard_ms, fact.recovered_ms
    run.is_owed = run.is_owed and fact.state in ("talking", "holding", "wrap_up", "working")
    run.state, run.reason, run.since_ms = fact.state, fact.reason, fact.at_ms
    run.contact_id, run.queue_id = fact.contact_id, _queue_of(state, fact.contact_id, run)
    run.is_phone_lost = fact.state == "not_ready" and fact.by == "phone_lost"
    if not run.is_busy or fact.state in ("reserved", "working"):
        run.next_state, run.next_reason = "", ""
    if fact.state == "logged_out":
        run.idle_ms = 0
    state.index.sync_agent(run)
    return True


def _queue_of(state: State, contact_id: str, run: AgentRun) -> str:
    if run.wrap_up:
        return run.wrap_up.queue_id
    contact = state.contacts.get(contact_id)
    if contact is None:
        return ""
    if contact.segment:
        return contact.segment.queue_id
    return contact.leg.queue_id if contact.leg else contact.queue_id


def _served(state: State, fact: r.CustomerServed) -> bool:
    """The latest callers only: the oldest is forgotten when there are too many."""
    state.served_by.pop(fact.caller, None)
    state.served_by[fact.caller] = fact.agent_id
    if len(state.served_by) > SERVED_MAX:
        del state.served_by[next(iter(state.served_by))]
    return True


def _matched(state: State, fact: CallerMatched) -> bool:
    contact = state.contacts.get(fact.contact_id)
    if contact is None:
        return False
    lists = (f"list:{one.list_id}" for one in fact.listed)
    contact.matched = (*lists, *(f"rule:{rule_id}" for rule_id in fact.rules))
    return True


def _hard_marked(state: State, fact: r.HardContactMarked) -> bool:
    run = state.agents.get(fact.agent_id)
    if run is None:
        return False
    run.hard_ms, run.hard_segment_id, run.is_owed = fact.at_ms, fact.segment_id, True
    return True


def _next_state(state: State, fact: a.AgentNextStateSet) -> bool:
    run = state.agents.get(fact.agent_id)
    if run is None:
        return False
    run.next_state, run.next_reason = fact.state, fact.reason
    state.index.sync_agent(run)
    return True


def _reachability(state: State, fact: a.PhoneReachabilityChanged) -> bool:
    run = state.agents.get(fact.agent_id)
    if run is None:  # removed from the settings since then
        run = state.agents[fact.agent_id] = AgentRun(fact.agent_id)
    run.is_reachable, run.registration = fact.reachable, fact.registration
    return True


AGENT_CHANGES: dict[type[Fact], Callable[[State, Any], bool]] = {
    r.CustomerServed: _served,
    CallerMatched: _matched,
    r.HardContactMarked: _hard_marked,
    a.AgentStateChanged: _agent_state,
    a.AgentNextStateSet: _next_state,
    a.PhoneReachabilityChanged: _reachability,
}
