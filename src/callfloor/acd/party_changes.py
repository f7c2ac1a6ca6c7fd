"""How each fact of a party or a monitor changes the state; `transitions` adds them to its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from callfloor.acd.entities import Contact, Monitor, Party, Phase, Segment
from callfloor.events import parties as p
from callfloor.events.fact import ContactFact, Fact

if TYPE_CHECKING:
    from callfloor.acd.state import State

_IN_CALL: frozenset[Phase] = frozenset({"talking", "holding", "rejoining"})

PARTY_PHASES: dict[type[Fact], frozenset[Phase]] = {
    p.ConsultStarted: frozenset({"talking", "holding"}),
    p.PartyOffered: _IN_CALL,
    p.PartyAnswered: _IN_CALL,
    p.PartyHeld: _IN_CALL,
    p.PartyResumed: frozenset({"holding"}),
    p.PartyJoined: frozenset({"talking", "holding"}),
    p.ContactHandedOver: frozenset({"routing"}),
    p.MonitorStarted: frozenset({"talking", "holding"}),
    p.SupervisorJoined: frozenset({"talking", "holding"}),
}


def party_of(contact: Contact, party_id: str) -> Party | None:
    return next((one for one in contact.parties if one.party_id == party_id), None)


def party_of_ring(contact: Contact, ring_id: str) -> Party | None:
    if not ring_id:
        return None
    return next((one for one in contact.parties if one.ring_id == ring_id), None)


def party_of_agent(contact: Contact, agent_id: str) -> Party | None:
    return next((one for one in contact.parties if agent_id and one.agent_id == agent_id), None)


def monitor_of_ring(contact: Contact, ring_id: str) -> Monitor | None:
    return next((one for one in contact.monitors if one.ring_id == ring_id), None)


def _consult(_: State, contact: Contact, fact: p.ConsultStarted) -> bool:
    contact.party_count += 1
    contact.parties.append(
        Party(
            party_id=fact.party_id,
            asked_by=fact.agent_id,
            asked_ms=fact.at_ms,
            asked_limit_ms=fact.limit_ms,
            number=fact.to_number,
            asked_queue_id=fact.to_queue_id,
        )
    )
    return True


def _offered(_: State, contact: Contact, fact: p.PartyOffered) -> bool:
    party = party_of(contact, fact.party_id)
    if party is None:
        return False
    contact.rings += 1
    party.agent_id, party.ring_id, party.place = fact.agent_id, fact.ring_id, "ringing"
    party.offered_ms, party.limit_ms, party.has_started = fact.at_ms, fact.limit_ms, False
    return True


def _ringing(contact: Contact, ring_id: str) -> Party | None:
    party = party_of_ring(contact, ring_id)
    return party if party and party.place == "ringing" else None


def _ring_started(_: State, contact: Contact, fact: p.PartyRingStarted) -> bool:
    party = _ringing(contact, fact.ring_id)
    if party is None:
        return False
    party.has_started = True
    return True


def _ring_ended(_: State, contact: Contact, fact: p.PartyRingEnded) -> bool:
    party = _ringing(contact, fact.ring_id)
    if party is None:
        return False
    party.agent_id, party.ring_id, party.place = "", "", "waiting"
    return True


def _answered(_: State, contact: Contact, fact: p.PartyAnswered) -> bool:
    party = _ringing(contact, fact.ring_id)
    if party is None:
        return False
    party.place = "held" if fact.is_held else "consulting"
    return True


def _held(_: State, contact: Contact, fact: p.PartyHeld) -> bool:
    party = party_of(contact, fact.party_id)
    if party is None or party.place != "consulting":
        return False
    party.place = "held"
    return True


def _resumed(_: State, contact: Contact, fact: p.PartyResumed) -> bool:
    party = party_of(contact, fact.party_id)
    if party is None or party.place != "held":
        return False
    party.place = "consulting"
    return True


def _joined(_: State, contact: Contact, fact: p.PartyJoined) -> bool:
    party = party_of(contact, fact.party_id)
    if party is None:
        return False
    contact.segments += bool(fact.segment_id)
    party.segment_id, party.queue_id = fact.segment_id, fact.queue_id
    party.joined_ms, party.place = fact.at_ms, "joined"
    return True


def _left(_: State, contact: Contact, fact: p.PartyLeft) -> bool:
    party = party_of(contact, fact.party_id)
    if party is None:
        return False
    contact.parties.remove(party)
    return True


def _handed_over(_: State, contact: Contact, fact: p.ContactHandedOver) -> bool:
    party = party_of(contact, fact.party_id)
    if party is None:
        return False
    contact.since_ms = fact.at_ms
    if not fact.agent_id:
        contact.phase = "outside"
        return True
    contact.parties.remove(party)
    contact.segment = Segment(
        fact.segment_id, fact.agent_id, fact.queue_id, fact.ring_id, party.joined_ms
    )
    contact.phase = "talking"
    return True


def _monitor_started(_: State, contact: Contact, fact: p.MonitorStarted) -> bool:
    contact.rings += 1
    contact.monitor_count += 1
    contact.monitors.append(
        Monitor(
            monitor_id=fact.monitor_id,
            ring_id=fact.ring_id,
            by=fact.by,
            phone_id=fact.phone_id,
            agent_id=fact.agent_id,
            mode=fact.mode,
            started_ms=fact.at_ms,
        )
    )
    return True


def _monitor(contact: Contact, monitor_id: str) -> Monitor | None:
    return next((one for one in contact.monitors if one.monitor_id == monitor_id), None)


def _monitor_answered(_: State, contact: Contact, fact: p.MonitorAnswered) -> bool:
    monitor = _monitor(contact, fact.monitor_id)
    if monitor is None:
        return False
    monitor.is_answered = True
    return True


def _monitor_mode(_: State, contact: Contact, fact: p.MonitorModeChanged) -> bool:
    monitor = _monitor(contact, fact.monitor_id)
    if monitor is None:
        return False
    monitor.mode = fact.mode
    return True


def _supervisor_joined(_: State, contact: Contact, fact: p.SupervisorJoined) -> bool:
    monitor = _monitor(contact, fact.monitor_id)
    if monitor is None:
        return False
    contact.monitors.remove(monitor)
    contact.party_count += 1
    party = Party(
        party_id=fact.party_id,
        asked_by=fact.by,
        asked_ms=fact.at_ms,
        asked_limit_ms=0,
        supervisor=fact.by,
        place="joined",
        ring_id=fact.ring_id,
        joined_ms=fact.at_ms,
    )
    contact.parties.append(party)
    return True


def _monitor_ended(_: State, contact: Contact, fact: p.MonitorEnded) -> bool:
    monitor = _monitor(contact, fact.monitor_id)
    if monitor is None:
        return False
    contact.monitors.remove(monitor)
    return True


PARTY_CHANGES: dict[type[ContactFact], Callable[[State, Contact, Any], bool]] = {
    p.ConsultStarted: _consult,
    p.PartyOffered: _offered,
    p.PartyRingStarted: _ring_started,
    p.PartyRingEnded: _ring_ended,
    p.PartyAnswered: _answered,
    p.PartyHeld: _held,
    p.PartyResumed: _resumed,
    p.PartyJoined: _joined,
    p.PartyLeft: _left,
    p.ContactHandedOver: _handed_over,
    p.MonitorStarted: _monitor_started,
    p.MonitorAnswered: _monitor_answered,
    p.MonitorModeChanged: _monitor_mode,
    p.MonitorEnded: _monitor_ended,
    p.SupervisorJoined: _supervisor_joined,
}
