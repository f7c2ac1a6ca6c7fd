"""The people beside the agent of a live contact, folded for the board; `state` adds these to its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from callfloor.events import parties as p
from callfloor.events.fact import Fact

if TYPE_CHECKING:
    from callfloor.board.state import Board, LiveContact, Touched


class LiveParty(msgspec.Struct, kw_only=True):
    """As `acd.entities.Party`; `reason` is set once out of the call."""

    party_id: str
    agent_id: str = ""
    number: str = ""
    supervisor: str = ""
    queue_id: str = ""
    place: str = "waiting"
    since_ms: int = 0
    reason: str = ""


class LiveMonitor(msgspec.Struct, kw_only=True):
    """A supervisor who hears the call of `agent_id`."""

    monitor_id: str
    by: str
    agent_id: str
    mode: str
    announced: bool
    is_answered: bool = False


def _consult(_: Board, contact: LiveContact, fact: p.ConsultStarted) -> Touched:
    contact.last_party = None
    contact.parties[fact.party_id] = LiveParty(
        party_id=fact.party_id,
        agent_id=fact.to_agent_id,
        number=fact.to_number,
        queue_id=fact.to_queue_id,
        since_ms=fact.at_ms,
    )
    return set()


_PLACES: dict[type[Fact], str] = {
    p.PartyOffered: "ringing",
    p.PartyRingEnded: "waiting",
    p.PartyHeld: "held",
    p.PartyResumed: "consulting",
    p.PartyJoined: "joined",
}


def _moved(_: Board, contact: LiveContact, fact: Any) -> Touched:
    party = contact.parties.get(fact.party_id)
    if party is None:
        return set()
    if isinstance(fact, p.PartyOffered):
        party.agent_id = fact.agent_id or party.agent_id
    elif isinstance(fact, p.PartyRingEnded) and party.queue_id:
        party.agent_id = ""
    party.place, party.since_ms = _PLACES[type(fact)], fact.at_ms
    return set()


def _answered(_: Board, contact: LiveContact, fact: p.PartyAnswered) -> Touched:
    party = contact.parties.get(fact.party_id)
    if party is not None:
        party.place, party.since_ms = "held" if fact.is_held else "consulting", fact.at_ms
    return set()


def _left(_: Board, contact: LiveContact, fact: p.PartyLeft) -> Touched:
    party = contact.parties.pop(fact.party_id, None)
    if party is not None:
        party.place, party.since_ms, party.reason = "gone", fact.at_ms, fact.reason
        contact.last_party = party
    return set()


def _handed_over(_: Board, contact: LiveContact, fact: p.ContactHandedOver) -> Touched:
    contact.since_ms = fact.at_ms
    if not fact.agent_id:
        contact.phase = "outside"
        return set()
    contact.parties.pop(fact.party_id, None)
    contact.phase, contact.agent_id = "talking", fact.agent_id
    contact.segment_id, contact.ring_id = fact.segment_id, fact.ring_id
    return set()


def _monitor_started(_: Board, contact: LiveContact, fact: p.MonitorStarted) -> Touched:
    contact.monitors[fact.monitor_id] = LiveMonitor(
        monitor_id=fact.monitor_id,
        by=fact.by,
        agent_id=fact.agent_id,
        mode=fact.mode,
        announced=fact.announced,
    )
    return set()


def _monitor_moved(_: Board, contact: LiveContact, fact: Any) -> Touched:
    monitor = contact.monitors.get(fact.monitor_id)
    if monitor is not None and isinstance(fact, p.MonitorModeChanged):
        monitor.mode = fact.mode
    elif monitor is not None:
        monitor.is_answered = True
    return set()


def _monitor_ended(_: Board, contact: LiveContact, fact: p.MonitorEnded) -> Touched:
    contact.monitors.pop(fact.monitor_id, None)
    return set()


def _supervisor_joined(_: Board, contact: LiveContact, fact: p.SupervisorJoined) -> Touched:
    contact.monitors.pop(fact.monitor_id, None)
    contact.parties[fact.party_id] = LiveParty(
        party_id=fact.party_id, supervisor=fact.by, place="joined", since_ms=fact.at_ms
    )
    return set()


PARTY_PLACES: dict[type[Fact], Callable[[Board, LiveContact, Any], Touched]] = {
    p.ConsultStarted: _consult,
    **dict.fromkeys(_PLACES, _moved),
    p.PartyAnswered: _answered,
    p.PartyLeft: _left,
    p.ContactHandedOver: _handed_over,
    p.MonitorStarted: _monitor_started,
    p.MonitorAnswered: _monitor_moved,
    p.MonitorModeChanged: _monitor_moved,
    p.MonitorEnded: _monitor_ended,
    p.SupervisorJoined: _supervisor_joined,
}
