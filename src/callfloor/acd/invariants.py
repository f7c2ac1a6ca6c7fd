"""What must hold of a state after every step. Tests assert it; `doctor` may show it."""

from callfloor.acd.entities import AgentRun, Contact
from callfloor.acd.index import Index
from callfloor.acd.party_changes import party_of_agent
from callfloor.acd.selection import agent_asked, agent_for
from callfloor.acd.state import State

OF_A_CALL = ("reserved", "ringing", "talking", "holding")


def violations(state: State) -> list[str]:
    """Sentences on what is wrong; empty when all is well."""
    found: list[str] = []
    for contact in state.contacts.values():
        found += _of_contact(state, contact)
    for run in state.agents.values():
        found += _of_agent(state, run)
    found += _of_matching(state)
    found += _of_index(state)
    return found


def _of_contact(state: State, contact: Contact) -> list[str]:
    found, phase, name = [], contact.phase, contact.contact_id
    if phase == "routing":
        found.append(f"contact {name} was left between two places")
    if phase == "ended" and not contact.wrap_ups:
        found.append(f"contact {name} ended and was not forgotten")
    if (phase in ("ringing", "calling")) != bool(contact.ringing):
        found.append(f"contact {name} is {phase} with rings {contact.ringing}")
    if (phase in ("talking", "holding", "rejoining", "dialling")) != (contact.segment is not None):
        found.append(f"contact {name} is {phase} with segment {contact.segment}")
    is_open = contact.leg is not None and contact.leg.is_open
    if (phase in ("queued", "ringing")) != is_open:
        found.append(f"contact {name} is {phase}, its queue leg open: {is_open}")
    agent_ids = [ring.agent_id for ring in contact.ringing]
    if contact.segment:
        agent_ids.append(contact.segment.agent_id)
    for agent_id in agent_ids:
        run = state.agents.get(agent_id)
        if contact.is_written:
            if run is None or run.state != "working" or run.work_on(name) is None:
                found.append(f"contact {name} is with agent {agent_id}, who has not got it: {run}")
        elif run is None or run.contact_id != name or run.state not in OF_A_CALL:
            found.append(f"contact {name} is with agent {agent_id}, who is not with it: {run}")
    return found + _of_parties(state, contact)


def _of_parties(state: State, contact: Contact) -> list[str]:
    found, name = [], contact.contact_id
    if sum(party.place != "joined" for party in contact.parties) > 1:
        found.append(f"contact {name} has two consultations")
    if contact.parties and contact.phase not in ("talking", "holding", "rejoining", "outside"):
        found.append(f"contact {name} is {contact.phase} and has parties")
    if contact.parties and contact.phase == "outside" and contact.consult:
        found.append(f"contact {name} is outside and consults")
    if contact.phase == "rejoining" and any(one.place == "joined" for one in contact.parties):
        found.append(f"contact {name} waits for its agent, and others are with it")
    for one in contact.monitors:
        is_segment = contact.segment is not None and contact.segment.agent_id == one.agent_id
        if not is_segment and party_of_agent(contact, one.agent_id) is None:
            found.append(f"contact {name}: {one.by} hears {one.agent_id}, who is not in it")
    for party in contact.parties:
        if (party.place == "consulting" and contact.phase != "holding") or (
            party.place == "held" and contact.phase == "holding"
        ):
            found.append(f"contact {name} is {contact.phase}, party {party.party_id} {party.place}")
        run = state.agents.get(party.agent_id)
        in_ring = party.place == "ringing"
        if party.agent_id and (
            run is None
            or run.contact_id != name
            or run.state not in (("reserved", "ringing") if in_ring else ("talking",))
        ):
            found.append(f"party {party.party_id} is {party.place}, its agent not: {run}")
    return found


def _of_agent(state: State, run: AgentRun) -> list[str]:
    found, name = [], run.agent_id
    contact = state.contacts.get(run.contact_id)
    if (run.is_busy and run.state != "working") != bool(run.contact_id):
        found.append(f"agent {name} is {run.state} with contact {run.contact_id!r}")
    if (run.state == "working") != bool(run.works):
        found.append(f"agent {name} is {run.state} with {run.works} at hand")
    found += _of_works(state, run)
    if run.state in OF_A_CALL:
        in_ring = run.state in ("reserved", "ringing")
        is_rung = contact is not None and contact.ring_of(name) is not None
        segment = contact.segment if contact else None
        party = party_of_agent(contact, name) if contact else None
        with_party = party is not None and (party.place == "ringing") == in_ring
        is_peer = contact is not None and contact.to_agent_id == name
        is_own = is_rung if in_ring else segment is not None and segment.agent_id == name
        if is_own == with_party and not is_peer:
            found.append(f"agent {name} is stuck {run.state} with {run.contact_id}")
    if (run.state == "wrap_up") != (run.wrap_up is not None):
        found.append(f"agent {name} is {run.state} with wrap-up {run.wrap_up}")
    if run.state == "ready" and not state.is_reachable(name):
        found.append(f"agent {name} is ready and the phone cannot be reached")
    if (run.state == "not_ready") != bool(run.reason):
        found.append(f"agent {name} is {run.state} with reason {run.reason!r}")
    return found


def _of_works(state: State, run: AgentRun) -> list[str]:
    """Each is a contact's ring, its running segment, or a wrap-up of it that is open."""
    found = []
    for work in run.works:
        contact = state.contacts.get(work.contact_id)
        is_one = contact is not None and (
            work.segment_id in contact.wrap_ups
            if work.wrap_up is not None
            else contact.segment is not None and contact.segment.segment_id == work.segment_id
            if work.segment_id
            else contact.ring_of(run.agent_id) is not None
        )
        if not is_one:
            found.append(f"agent {run.agent_id} has {work} at hand, which is over")
    return found


def _of_matching(state: State) -> list[str]:
    asked = [
        f"agent {agent_asked(state, state.contacts[id_])} is ready, whom contact {id_} asks for"
        for id_ in state.index.asking
        if agent_asked(state, state.contacts[id_])
    ]
    return asked + [
        f"agent {agent_id} is ready beside those who wait {demand.in_line()}"
        for demand in state.index.demands.values()
        if demand.ready
        for line in demand.waiters.values()
        if (agent_id := agent_for(state, state.contacts[line[0][2]], state.latest_ms))
    ]


def _of_index(state: State) -> list[str]:
    """What was kept up entry by entry equals what a rebuild gives."""
    again = Index(state.centre)
    again.closed = state.index.closed
    again.rebuild(
        state.contacts.values(),
        state.agents.values(),
        state.abandoned.values(),
        state.moved.values(),
    )
    live = state.index
    pairs = {
        "demands": (_lines(live), _lines(again)),
        "skilled": (live.skilled, again.skilled),
        "moved": (live.moved, again.moved),
        "waiting": (live.waiting, again.waiting),
        "ordered": (live.ordered, again.ordered),
        "queues": (live.queues, again.queues),
        "entered": (live.entered, again.entered),
        "ready": (live.ready, again.ready),
        "staff": (live.staff, again.staff),
        "deserted": (sorted(live.deserted), sorted(again.deserted)),
        "busy": (live.busy, again.busy),
        "asking": (live.asking, again.asking),
        "written": (sorted(live.written), sorted(again.written)),
        "promised": (live.promised, again.promised),
        "abandoned": (live.abandoned, again.abandoned),
        "deadlines": (live.deadlines, again.deadlines),
    }
    return [f"index {name}: {a} is not {b}" for name, (a, b) in pairs.items() if a != b]


def _lines(index: Index) -> dict[object, object]:
    return {
        key: (demand.eligible, demand.waiters, demand.ready, demand.staffed, demand.impatient)
        for key, demand in index.demands.items()
    }
