"""Decisions about supervisors who hear a call: listen, whisper, barge in, take over.

A monitor hears one agent's side of one contact and ends with it (`Turn.record` sees to that). It is
never a part of routing: the supervisor's phone is nobody's who takes contacts.
"""

from callfloor.acd import inputs as i
from callfloor.acd import parties
from callfloor.acd.entities import Contact, Monitor
from callfloor.acd.errors import Refused
from callfloor.acd.turn import Turn
from callfloor.events import parties as p
from callfloor.events.parties import MonitorEnd

MONITORS_MAX = 3


def _contact_of(turn: Turn, agent_id: str) -> Contact:
    run = turn.agent(agent_id)
    contact = turn.contact(run.contact_id)
    if contact is None or run.state not in ("talking", "holding"):
        raise Refused("no_call", "This agent is in no call now.", agent_id=agent_id)
    return contact


def _own(contact: Contact, agent_id: str, by: str) -> Monitor | None:
    return next(
        (one for one in contact.monitors if one.by == by and one.agent_id == agent_id), None
    )


def monitor(turn: Turn, given: i.MonitorCall) -> None:
    """Begin to hear the agent's call, or change how."""
    contact = _contact_of(turn, given.agent_id)
    own = _own(contact, given.agent_id, given.by)
    if own is not None:
        if own.mode != given.mode:
            turn.record(
                p.MonitorModeChanged,
                contact_id=contact.contact_id,
                monitor_id=own.monitor_id,
                mode=given.mode,
            )
        return
    if contact.phase not in ("talking", "holding"):
        raise Refused("not_connected", "This call is being connected; try again in a moment.")
    if not given.phone_id or given.phone_id == given.agent_id:
        raise Refused("no_phone", "Open the console's phone first; the call is heard there.")
    busy = turn.state.agents.get(given.phone_id)
    if busy is not None and busy.state not in ("logged_out", "not_ready"):
        raise Refused("phone_taken", "You take contacts with this phone; go not ready first.")
    if len(contact.monitors) >= MONITORS_MAX:
        raise Refused("too_many", f"{MONITORS_MAX} people hear this call already.")
    if any(one.by == given.by for other in turn.state.contacts.values() for one in other.monitors):
        raise Refused("other_call", "You hear another call; stop that first.")
    turn.record(
        p.MonitorStarted,
        contact_id=contact.contact_id,
        monitor_id=f"{contact.contact_id}.m{contact.monitor_count + 1}",
        ring_id=f"{contact.contact_id}.r{contact.rings + 1}",
        by=given.by,
        phone_id=given.phone_id,
        agent_id=given.agent_id,
        mode=given.mode,
        announced=turn.state.centre.monitor_announced,
    )


def stop(turn: Turn, given: i.StopMonitor) -> None:
    contact = _contact_of(turn, given.agent_id)
    own = _own(contact, given.agent_id, given.by)
    if own is None:
        raise Refused("not_monitored", "You do not hear this call.")
    end(turn, contact, own, "stopped")


def take_over(turn: Turn, given: i.TakeOver) -> None:
    """The supervisor has the customer now and the agent is out; the agent's wrap-up follows."""
    contact = _contact_of(turn, given.agent_id)
    own = _own(contact, given.agent_id, given.by)
    segment = contact.segment
    if own is None or not own.is_answered:
        raise Refused("not_monitored", "Listen to the call first; then take it over.")
    if segment is None or segment.agent_id != given.agent_id or segment.lost_ms is not None:
        raise Refused("not_yours", "Take the call over from the agent who has the customer.")
    party = contact.consult
    if party is not None:
        parties.depart(turn, contact, party, "withdrawn")
    turn.record(
        p.SupervisorJoined,
        contact_id=contact.contact_id,
        party_id=f"{contact.contact_id}.p{contact.party_count + 1}",
        monitor_id=own.monitor_id,
        ring_id=own.ring_id,
        by=given.by,
    )
    parties.step_out(turn, contact, "taken_over")


def end(turn: Turn, contact: Contact, own: Monitor, reason: MonitorEnd) -> None:
    turn.record(
        p.MonitorEnded,
        contact_id=contact.contact_id,
        monitor_id=own.monitor_id,
        ring_id=own.ring_id,
        by=own.by,
        reason=reason,
    )


def answered(turn: Turn, contact: Contact, own: Monitor) -> None:
    if not own.is_answered:
        turn.record(
            p.MonitorAnswered,
            contact_id=contact.contact_id,
            monitor_id=own.monitor_id,
            ring_id=own.ring_id,
        )


def compare(turn: Turn, contact: Contact, rings: dict[str, bool]) -> None:
    """After telephony was away."""
    for own in list(contact.monitors):
        if own.ring_id not in rings:
            end(turn, contact, own, "phone_lost")
        elif rings[own.ring_id]:
            answered(turn, contact, own)
