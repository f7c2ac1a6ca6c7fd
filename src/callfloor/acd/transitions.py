"""How each fact changes the state: one small function a fact, and the tables of what may follow.

A function returns False, and changes nothing, where the fact does not fit: a contact that is not
known, a ring that is not the present one, a phase the table does not allow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from callfloor.acd import dialled, estimate, survey_changes, works
from callfloor.acd.agent_changes import AGENT_CHANGES, AGENT_NEXT
from callfloor.acd.entities import Contact, Leg, Phase, QueueRun, Ring, Segment
from callfloor.acd.lead_changes import LEAD_CHANGES, LEAD_PHASES, SKILL_CHANGES
from callfloor.acd.party_changes import PARTY_CHANGES, PARTY_PHASES
from callfloor.acd.urgency import level_after
from callfloor.acd.wrap_up_changes import WRAP_UP_CHANGES, forget
from callfloor.events import contacts as c
from callfloor.events import returns as back
from callfloor.events import routing as r
from callfloor.events.fact import ContactFact, Fact
from callfloor.events.written import ContactBrought

__all__ = ["AGENT_NEXT", "APPLY", "PHASES"]

if TYPE_CHECKING:
    from callfloor.acd.state import State

PHASES: dict[type[Fact], frozenset[Phase]] = {
    c.ContactQueued: frozenset({"ivr", "routing", "postponed"}),
    c.WaitAnnounced: frozenset({"queued"}),
    r.ContactWidened: frozenset({"queued"}),
    c.ContactOffered: frozenset({"queued", "ringing"}),
    c.RingStarted: frozenset({"ringing", "calling"}),
    c.RingEnded: frozenset({"ringing", "rejoining", "calling"}),
    c.ContactLeftQueue: frozenset({"queued", "ringing"}),
    c.ContactAnswered: frozenset({"routing", "calling"}),
    c.ContactConnected: frozenset({"talking", "holding"}),
    c.ContactHeld: frozenset({"talking"}),
    c.ContactResumed: frozenset({"holding"}),
    c.AgentLegLost: frozenset({"talking", "holding"}),
    c.AgentRejoining: frozenset({"rejoining"}),
    c.AgentRejoined: frozenset({"rejoining"}),
    c.SegmentEnded: frozenset({"talking", "holding", "rejoining", "dialling"}),
    c.ContactTransferred: frozenset({"routing"}),
    back.TransferFailed: frozenset({"outside"}),
    r.ContactDismissed: frozenset({"ivr", "routing"}),
    r.ContactSentOut: frozenset({"routing"}),
    c.ContactEnded: frozenset({"ivr", "routing", "voicemail", "outside", "dismissed", "postponed"}),
    **PARTY_PHASES,
    **dialled.PHASES,
    **survey_changes.PHASES,
    **LEAD_PHASES,
}
"""In which phases of a contact a fact may come. Facts not named here may always come."""


def _set_phase(contact: Contact, phase: Phase, fact: Fact) -> None:
    contact.phase = phase
    contact.since_ms = fact.at_ms


def _arrived(state: State, fact: c.ContactArrived) -> bool:
    if fact.contact_id in state.contacts:
        return False
    state.contacts[fact.contact_id] = Contact(
        contact_id=fact.contact_id,
        line=fact.line,
        channel=fact.channel,
        direction=fact.direction,
        caller=fact.caller,
        caller_name=fact.caller_name,
        called=fact.called,
        trunk=fact.trunk,
        language=fact.language,
        is_demo=fact.is_demo,
        is_test=fact.is_test,
        arrived_ms=fact.at_ms,
        since_ms=fact.at_ms,
        customer="here" if fact.direction == "in" else "away",
        parent_id=fact.parent_id,
    )
    return True


def _ivr_started(_: State, contact: Contact, __: c.IvrStarted) -> bool:
    contact.in_ivr = True
    return True


def _ivr_ended(_: State, contact: Contact, fact: c.IvrEnded) -> bool:
    contact.in_ivr = False
    if fact.exit in ("voicemail", "transfer_out") and contact.phase == "ivr":
        _set_phase(contact, "voicemail" if fact.exit == "voicemail" else "outside", fact)
    return True


def _language(_: State, contact: Contact, fact: c.LanguageChosen) -> bool:
    contact.language = fact.language
    return True


def _queued(state: State, contact: Contact, fact: c.ContactQueued) -> bool:
    state.sequence += 1
    contact.legs += 1
    contact.returns_to = ""
    contact.leg = Leg(
        leg_id=fact.leg_id,
        queue_id=fact.queue_id,
        priority=fact.priority,
        rank_ms=fact.rank_ms,
        sequence=fact.sequence or state.sequence,
        needs=tuple(sorted(fact.needs.items())),
        agent_id=fact.agent_id,
        entered_ms=fact.at_ms,
        agent_limit_ms=fact.agent_limit_ms,
        service_level_ms=fact.service_level_ms,
        medium=contact.medium,
    )
    _set_phase(contact, "queued", fact)
    return True


def _announced(_: State, contact: Contact, fact: c.WaitAnnounced) -> bool:
    if contact.leg is None:
        return False
    contact.leg.announced_ms = fact.at_ms
    return True


def _widened(_: State, contact: Contact, fact: r.ContactWidened) -> bool:
    leg = contact.leg
    if leg is None or leg.leg_id != fact.leg_id:
        return False
    leg.needs, leg.step, leg.agent_id = tuple(sorted(fact.needs.items())), fact.step, ""
    return True


def _offered(state: State, contact: Contact, fact: c.ContactOffered) -> bool:
    works.offered(state, contact, fact)
    estimate.offered(state, contact, fact.at_ms)
    contact.rings += 1
    contact.ringing.append(Ring(fact.ring_id, fact.agent_id, fact.at_ms, fact.limit_ms))
    _set_phase(contact, "ringing", fact)
    return True


def _ring_started(_: State, contact: Contact, fact: c.RingStarted) -> bool:
    ring = contact.ring_with(fact.ring_id)
    if ring is None:
        return False
    ring.has_started = True
    return True


def _ring_ended(state: State, contact: Contact, fact: c.RingEnded) -> bool:
    segment = contact.segment
    if contact.phase == "rejoining" and segment and segment.rejoin_ring_id == fact.ring_id:
        segment.rejoin_ring_id = ""
        return True
    ring = contact.ring_with(fact.ring_id)
    if ring is None:
        return False
    contact.ringing.remove(ring)
    works.over(state, contact, fact.agent_id)
    if not contact.ringing:
        estimate.back(state, contact)
        _set_phase(contact, "routing" if contact.phase == "calling" else "queued", fact)
    return True


def _left_queue(state: State, contact: Contact, fact: c.ContactLeftQueue) -> bool:
    leg = contact.leg
    if leg is None or leg.leg_id != fact.leg_id:
        return False
    leg.is_open = False
    estimate.left(state, contact, fact.at_ms, is_answered=fact.outcome == "answered")
    contact.ringing = []
    _count_level(state, leg, fact)
    after: dict[c.LegOutcome, Phase] = {"voicemail": "voicemail", "callback_requested": "dismissed"}
    if fact.outcome == "callback_requested":
        contact.dismissal = "callback"
    _set_phase(contact, after.get(fact.outcome, "routing"), fact)
    return True


def _count_level(state: State, leg: Leg, fact: c.ContactLeftQueue) -> None:
    """Answered in time or not; who gave up in time, or went another way, does not count."""
    is_in_time = fact.at_ms - leg.entered_ms <= leg.service_level_ms
    if not leg.service_level_ms or fact.outcome not in ("answered", "abandoned"):
        return
    if fact.outcome == "answered" or not is_in_time:
        run = state.queues.setdefault(leg.queue_id, QueueRun(leg.queue_id))
        run.level = level_after(run.level, is_in_time=is_in_time)


def _answered(state: State, contact: Contact, fact: c.ContactAnswered) -> bool:
    works.taken(state, contact, fact)
    contact.ringing = []
    contact.segments += 1
    contact.segment = Segment(
        fact.segment_id, fact.agent_id, fact.queue_id, fact.ring_id, fact.at_ms
    )
    _set_phase(contact, "talking", fact)
    return True


def _of_segment(contact: Contact, segment_id: str) -> Segment | None:
    segment = contact.segment
    return segment if segment and segment.segment_id == segment_id else None


def _connected(_: State, contact: Contact, fact: c.ContactConnected) -> bool:
    segment = _of_segment(contact, fact.segment_id)
    if segment is None:
        return False
    segment.is_connected = contact.is_reached = True
    return True


def _held(_: State, contact: Contact, fact: c.ContactHeld) -> bool:
    segment = _of_segment(contact, fact.segment_id)
    if segment is None:
        return False
    segment.is_held = True
    _set_phase(contact, "holding", fact)
    return True


def _resumed(_: State, contact: Contact, fact: c.ContactResumed) -> bool:
    segment = _of_segment(contact, fact.segment_id)
    if segment is None:
        return False
    segment.is_held = False
    _set_phase(contact, "talking", fact)
    return True


def _leg_lost(_: State, contact: Contact, fact: c.AgentLegLost) -> bool:
    segment = _of_segment(contact, fact.segment_id)
    if segment is None:
        return False
    segment.lost_ms = fact.at_ms
    segment.is_connected = False
    _set_phase(contact, "rejoining", fact)
    return True


def _rejoining(_: State, contact: Contact, fact: c.AgentRejoining) -> bool:
    segment = _of_segment(contact, fact.segment_id)
    if segment is None:
        return False
    contact.rings += 1
    segment.rejoin_ring_id = fact.ring_id
    return True


def _rejoined(_: State, contact: Contact, fact: c.AgentRejoined) -> bool:
    segment = _of_segment(contact, fact.segment_id)
    if segment is None:
        return False
    segment.ring_id, segment.rejoin_ring_id, segment.lost_ms = fact.ring_id, "", None
    _set_phase(contact, "holding" if segment.is_held else "talking", fact)
    return True


def _segment_ended(state: State, contact: Contact, fact: c.SegmentEnded) -> bool:
    segment = _of_segment(contact, fact.segment_id)
    if segment is None:
        return False
    is_call = contact.direction in ("in", "callback") and not contact.is_written
    if is_call and fact.reason != "not_reached":
        run = state.queues.setdefault(segment.queue_id, QueueRun(segment.queue_id))
        handle_ms = fact.at_ms - segment.answered_ms
        run.handle_ms = (run.handle_ms * 7 + handle_ms) // 8 if run.handle_ms else handle_ms
    contact.segment = None
    works.over(state, contact, fact.agent_id)
    _set_phase(contact, "routing", fact)
    return True


def _transferred(_: State, contact: Contact, fact: c.ContactTransferred) -> bool:
    if fact.to_number and fact.kind == "blind":
        contact.returns_to = contact.leg.queue_id if contact.leg else ""
        _set_phase(contact, "outside", fact)
    return True


def _transfer_failed(_: State, contact: Contact, fact: back.TransferFailed) -> bool:
    _set_phase(contact, "routing", fact)
    return True


def _dismissed(_: State, contact: Contact, fact: r.ContactDismissed) -> bool:
    contact.in_ivr = False
    contact.dismissal = fact.reason
    _set_phase(contact, "voicemail" if fact.ends_with == "voicemail" else "dismissed", fact)
    return True


def _sent_out(_: State, contact: Contact, fact: r.ContactSentOut) -> bool:
    _set_phase(contact, "outside", fact)
    return True


def _contact_ended(state: State, contact: Contact, fact: c.ContactEnded) -> bool:
    contact.in_ivr = False
    _set_phase(contact, "ended", fact)
    forget(state, contact)
    return True


_CONTACT: dict[type[ContactFact], Callable[[State, Contact, Any], bool]] = {
    c.IvrStarted: _ivr_started,
    c.IvrEnded: _ivr_ended,
    c.LanguageChosen: _language,
    c.ContactQueued: _queued,
    c.WaitAnnounced: _announced,
    r.ContactWidened: _widened,
    c.ContactOffered: _offered,
    c.RingStarted: _ring_started,
    c.RingEnded: _ring_ended,
    c.ContactLeftQueue: _left_queue,
    c.ContactAnswered: _answered,
    c.ContactConnected: _connected,
    c.ContactHeld: _held,
    c.ContactResumed: _resumed,
    c.AgentLegLost: _leg_lost,
    c.AgentRejoining: _rejoining,
    c.AgentRejoined: _rejoined,
    c.ContactTransferred: _transferred,
    back.TransferFailed: _transfer_failed,
    c.SegmentEnded: _segment_ended,
    r.ContactDismissed: _dismissed,
    r.ContactSentOut: _sent_out,
    c.ContactEnded: _contact_ended,
    **WRAP_UP_CHANGES,
    **PARTY_CHANGES,
    **dialled.OF_CONTACT,
    **survey_changes.OF_CONTACT,
    **LEAD_CHANGES,
}


def _of_contact(change: Callable[[State, Contact, Any], bool]) -> Callable[[State, Any], bool]:
    def changed(state: State, fact: ContactFact) -> bool:
        contact = state.contacts.get(fact.contact_id)
        if contact is None:
            return False
        allowed = PHASES.get(type(fact))
        if allowed is not None and contact.phase not in allowed:
            return False
        if not change(state, contact, fact):
            return False
        state.index.sync_contact(contact)
        return True

    return changed


APPLY: dict[type[Fact], Callable[[State, Any], bool]] = {
    c.ContactArrived: _arrived,
    **AGENT_CHANGES,
    **{kind: _of_contact(change) for kind, change in _CONTACT.items()},
    **dialled.OF_STATE,
    **SKILL_CHANGES,
    ContactBrought: works.brought,
}
"""Every fact that changes the state. The others (recordings, refusals, …) pass it by."""
