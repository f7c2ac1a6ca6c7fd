"""What telephony must do for the people beside an agent. Pure, as `perform` is, and a part of it."""

from callfloor.acd.centre import Centre
from callfloor.acd.entities import Contact
from callfloor.acd.state import State
from callfloor.events import parties as p
from callfloor.events.fact import ContactFact, Fact
from callfloor.telephony import port

RING_NET_MS = 10_000
"""Telephony gives up a ring this long after the floor should have: a net below the net."""
SUPERVISOR_RING_MS = 30_000


def party_commands(fact: Fact, state: State, centre: Centre) -> list[port.Command]:
    match fact:
        case p.PartyOffered():
            return [_ring(fact, state, centre)]
        case p.PartyRingEnded():
            return [port.CancelRing(**_about(fact), ring_id=fact.ring_id)]
        case p.PartyAnswered() if not fact.is_held:
            return [port.JoinLeg(**_about(fact), ring_id=fact.ring_id)]
        case p.PartyAnswered() | p.PartyHeld():
            return [port.HoldLeg(**_about(fact), ring_id=fact.ring_id)]
        case p.PartyResumed() | p.PartyJoined():
            return [port.JoinLeg(**_about(fact), ring_id=fact.ring_id)]
        case p.PartyLeft() if fact.ring_id:
            return [port.ReleaseAgent(**_about(fact), ring_id=fact.ring_id)]
        case p.MonitorStarted():
            return [_ring_supervisor(fact, centre)]
        case p.MonitorAnswered() | p.MonitorModeChanged():
            return monitor_commands(state.contacts[fact.contact_id], fact.tenant, fact.monitor_id)
        case p.MonitorEnded():
            return [port.ReleaseAgent(**_about(fact), ring_id=fact.ring_id)]
        case p.SupervisorJoined():
            return [port.JoinLeg(**_about(fact), ring_id=fact.ring_id)]
        case p.ContactHandedOver():
            return [port.Connect(**_about(fact), ring_id=fact.ring_id)]
    return []


def party_restore(contact: Contact, tenant: str) -> list[port.Command]:
    """After a restart: everybody where the facts say, the customer's own place being told before."""
    commands: list[port.Command] = []
    about = {"tenant": tenant, "contact_id": contact.contact_id}
    joined = [party for party in contact.parties if party.place == "joined"]
    if contact.phase == "outside" and joined:
        commands.append(port.Connect(**about, ring_id=joined[0].ring_id))
    for party in contact.parties:
        if party.place in ("joined", "consulting"):
            commands.append(port.JoinLeg(**about, ring_id=party.ring_id))
        elif party.place == "held":
            commands.append(port.HoldLeg(**about, ring_id=party.ring_id))
    return commands + monitor_commands(contact, tenant)


def monitor_commands(contact: Contact, tenant: str, monitor_id: str = "") -> list[port.Command]:
    """Let the supervisors hear whom they hear; all of a contact, or one."""
    commands: list[port.Command] = []
    for one in contact.monitors:
        heard_id = _ring_of(contact, one.agent_id)
        if one.is_answered and heard_id and monitor_id in ("", one.monitor_id):
            commands.append(
                port.Monitor(
                    tenant=tenant,
                    contact_id=contact.contact_id,
                    ring_id=one.ring_id,
                    heard_ring_id=heard_id,
                    mode=one.mode,
                )
            )
    return commands


def _ring_of(contact: Contact, agent_id: str) -> str:
    """The leg of an agent in a contact; empty while it is away."""
    segment = contact.segment
    if segment is not None and segment.agent_id == agent_id:
        return segment.ring_id if segment.lost_ms is None else ""
    return next((one.ring_id for one in contact.parties if one.agent_id == agent_id), "")


def _ring_supervisor(fact: p.MonitorStarted, centre: Centre) -> port.RingPhone:
    """The supervisor has just asked for it: a browser answers by itself."""
    agent = centre.agents.get(fact.phone_id)
    heard = centre.agents.get(fact.agent_id)
    return port.RingPhone(
        tenant=fact.tenant,
        contact_id=fact.contact_id,
        ring_id=fact.ring_id,
        phone_id=f"{fact.tenant}.{fact.phone_id}",
        phone=agent.phone if agent else "browser",
        address=agent.address if agent else "",
        caller_name=heard.name if heard else "",
        limit_ms=SUPERVISOR_RING_MS,
        rejoin=True,
    )


def _ring(fact: p.PartyOffered, state: State, centre: Centre) -> port.RingPhone:
    """A colleague sees who asks, and the customer's number; a number sees the centre's own."""
    contact = state.contacts[fact.contact_id]
    asking = centre.agents.get(contact.segment.agent_id) if contact.segment else None
    agent = centre.agents.get(fact.agent_id)
    return port.RingPhone(
        tenant=fact.tenant,
        contact_id=fact.contact_id,
        ring_id=fact.ring_id,
        phone_id=f"{fact.tenant}.{fact.agent_id}" if agent else fact.ring_id,
        phone=agent.phone if agent else "fixed",
        address=agent.address if agent else fact.number,
        caller=contact.caller if agent else contact.called,
        caller_name=asking.name if agent and asking else "",
        limit_ms=fact.limit_ms + RING_NET_MS,
    )


def _about(fact: ContactFact) -> dict[str, str]:
    return {"tenant": fact.tenant, "contact_id": fact.contact_id}
