"""What is derived from entities and settings, kept up to date entry by entry: no scans in a step.

A *demand* is a set of needed skills (or one named agent) and how the agent is chosen. All who wait with
the same demand stand in one sorted line, and all ready agents who meet it in another, so a decision
looks at the heads.
`sync_contact` and `sync_agent` bring every entry in line with the entity; they may be called at any
time, twice too. `rebuild` does it for all, and must give the same: a test holds it to that.
"""

from bisect import insort
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from callfloor.acd import moved as moved_skills
from callfloor.acd.capacity import open_media
from callfloor.acd.centre import Centre, Queue
from callfloor.acd.deadlines import (
    Deadlines,
    abandoned_deadline,
    agent_deadline,
    contact_deadline,
    leave_line,
    take_out,
)
from callfloor.acd.demands import DemandKey, configured_demands, direct_demand, is_direct
from callfloor.acd.entities import Abandoned, AgentRun, Contact, Leg, MovedSkills, Needs, Place
from callfloor.acd.moved import level_in
from callfloor.events.contacts import Medium

AT_ONCE_MS = 0
"""A deadline that is due whatever the time is."""


ReadyKey = tuple[int, int, int, str]
"""How many contacts are at hand, two figures of the strategy, the agent; the smallest is next."""


class Standing(NamedTuple):
    """What orders ready agents, as it stood when the agent became ready; and for what they are."""

    idle_ms: int
    occupancy: int
    offered_ms: int
    load: int
    """Written contacts at hand."""
    media: tuple[Medium, ...]
    """Of which one more may be given."""


def _enter(found: dict[str, list[str]], key: str, item: str, *, is_in: bool) -> None:
    """Keep one item of a small list in or out; a key without any is dropped.

    In order of the items, so that it is the same whatever came and went before.
    """
    known = found.get(key, [])
    if is_in and item not in known:
        found[key] = sorted([*known, item])
    elif not is_in and item in known:
        rest = [one for one in known if one != item]
        if rest:
            found[key] = rest
        else:
            del found[key]


class Demand(msgspec.Struct):
    """All who wait with one demand, and all ready agents who meet it, the next one first."""

    key: DemandKey
    is_configured: bool
    eligible: dict[str, int]
    """Agent → summed proficiency in the needed skills."""
    waiters: dict[str, list[Place]] = {}
    """Queue → who waits in it, in order; a queue without any is left out."""
    ready: list[ReadyKey] = []
    staffed: int = 0
    """How many of the eligible are logged in."""
    impatient: dict[str, Place] = {}
    """Waiters whose queue lets them overflow where nobody is logged in."""

    def in_line(self) -> list[Place]:
        """All who wait, by place."""
        return sorted(place for line in self.waiters.values() for place in line)

    def first_impatient(self) -> str:
        return min(self.impatient.values())[2]

    def _place(self, agent_id: str, standing: Standing) -> ReadyKey:
        load, proficiency, idle_ms = standing.load, -self.eligible[agent_id], standing.idle_ms
        match self.key[0]:
            case "most_skilled":
                return (load, proficiency, idle_ms, agent_id)
            case "least_occupied":
                return (load, standing.occupancy, idle_ms, agent_id)
            case "round_robin":
                return (load, standing.offered_ms, idle_ms, agent_id)
        return (load, idle_ms, proficiency, agent_id)

    def add_ready(self, agent_id: str, standing: Standing) -> None:
        if self.key[2] in standing.media:
            insort(self.ready, self._place(agent_id, standing))

    def remove_ready(self, agent_id: str, standing: Standing) -> None:
        if self.key[2] in standing.media:
            take_out(self.ready, self._place(agent_id, standing))


class Index(msgspec.Struct):
    """See the module. `queues` lists each queue's contacts in order, the ringing ones included."""

    centre: Centre
    moved: dict[str, dict[str, int]] = {}
    """Agent → all skills as they are now, where a lead has moved some."""
    skilled: dict[str, list[str]] = {}
    """Skill → agents who have it, ordered."""
    demands: dict[DemandKey, Demand] = {}
    written: dict[DemandKey, Demand] = {}
    """Those in which written contacts wait."""
    agent_demands: dict[str, list[Demand]] = {}
    waiting: dict[str, tuple[DemandKey, str, Place]] = {}
    """Contact → its demand, its queue and its place."""
    ordered: dict[str, tuple[str, Place, int | None]] = {}
    """Contact → its queue, its place, and when it came, if its customer waits in person."""
    entered: dict[str, list[tuple[int, str]]] = {}
    """Queue → when those came who wait in it in person, the first first."""
    asking: dict[str, int] = {}
    """Contacts whose agent asks a queue for somebody, with the time of asking; few at any time."""
    queues: dict[str, list[Place]] = {}
    ready: dict[str, Standing] = {}
    """Agents who may be given a contact of some medium, `working` ones too."""
    staff: dict[str, None] = {}
    """Agents who are logged in."""
    deserted: dict[str, Demand] = {}
    """Demands (by the key of their deadline) with impatient waiters and nobody logged in."""
    working: dict[str, str] = {}
    busy: dict[str, int] = {}
    """Agents at work on contacts of a queue (talking to wrap-up)."""
    deadlines: Deadlines = msgspec.field(default_factory=Deadlines)
    promised: dict[str, list[str]] = {}
    """Number → callbacks that are still to be made."""
    abandoned: dict[str, list[str]] = {}
    """Number → abandoned calls of the list."""
    closed: frozenset[str] = frozenset()
    """Queues whose callbacks may not be made now; no entity's, so it stays on a rebuild."""

    def rebuild(
        self,
        contacts: Iterable[Contact],
        agents: Iterable[AgentRun],
        abandoned: Iterable[Abandoned] = (),
        moved: Iterable[MovedSkills] = (),
    ) -> None:
        """From nothing, for the settings in `centre`."""
        self.demands, self.agent_demands, self.waiting, self.written = {}, {}, {}, {}
        self.ordered, self.queues, self.ready, self.entered = {}, {}, {}, {}
        self.staff, self.deserted = {}, {}
        self.working, self.busy, self.deadlines = {}, {}, Deadlines()
        self.asking = {}
        self.skilled, self.promised, self.abandoned = {}, {}, {}
        self.moved = {}
        for one in moved:
            moved_skills.take(self, one)
        for agent_id in sorted(self.centre.agents):
            for skill in self.skills_of(agent_id):
                self.skilled.setdefault(skill, []).append(agent_id)
        for key in configured_demands(self.centre):
            self._add_demand(key, is_configured=True)
        for contact in contacts:
            self.sync_contact(contact)
        for run in agents:
            self.sync_agent(run)
        for entry in abandoned:
            self.sync_abandoned(entry.contact_id, entry, entry.number)

    def queue(self, queue_id: str) -> Queue:
        """Its settings; usual ones for a queue that was removed while contacts were in it."""
        return self.centre.queues.get(queue_id) or Queue(queue_id=queue_id, name=queue_id)

    def key_of(self, leg: Leg) -> DemandKey:
        """Whom a waiting contact needs, and how that one is chosen."""
        if leg.agent_id:
            return direct_demand(leg.agent_id, leg.medium)
        return (self.queue(leg.queue_id).strategy, leg.needs, leg.medium)

    def demand_of(self, leg: Leg) -> Demand | None:
        """Where a contact stands (or stood) in line."""
        return self.demands.get(self.key_of(leg))

    def sync_contact(self, contact: Contact) -> None:
        contact_id, leg = contact.contact_id, contact.leg
        is_in_queue = leg is not None and leg.is_open and contact.phase in ("queued", "ringing")
        if leg is not None and is_in_queue:
            place = contact.place()
            is_allowed = contact.customer == "here" or leg.queue_id not in self.closed
            is_waiting = contact.phase == "queued" and is_allowed
            entered_ms = leg.entered_ms if contact.customer == "here" else None
            self._set_ordered(contact_id, (leg.queue_id, place, entered_ms))
            self._set_waiting(
                contact_id,
                (self.key_of(leg), leg.queue_id, place) if is_waiting else None,
                is_patient=contact.customer != "here" or contact.is_written,
            )
        elif contact_id in self.ordered:
            self._set_ordered(contact_id, None)
            self._set_waiting(contact_id, None)
        due = [contact_deadline(contact, self), party_deadline(contact)]
        self.deadlines.set(
            f"c{contact_id}", min((at for at in due if at is not None), default=None)
        )
        self._sync_asking(contact)
        if contact.direction == "callback":
            is_promised = contact.customer == "away" and contact.phase != "ended"
            _enter(self.promised, contact.caller, contact_id, is_in=is_promised)

    def _sync_asking(self, contact: Contact) -> None:
        party = contact.consult
        if party is not None and party.asked_queue_id and party.place == "waiting":
            self.asking[contact.contact_id] = party.asked_ms
        else:
            self.asking.pop(contact.contact_id, None)

    def sync_abandoned(self, contact_id: str, entry: Abandoned | None, number: str) -> None:
        _enter(self.abandoned, number, contact_id, is_in=entry is not None)
        self.deadlines.set(f"x{contact_id}", abandoned_deadline(entry) if entry else None)

    def skills_of(self, agent_id: str) -> dict[str, int]:
        """What an agent can now: the settings' skills, or those a lead has moved for a while."""
        moved = self.moved.get(agent_id)
        return self.centre.agents[agent_id].skills if moved is None else moved

    def sync_skills(self, agent_id: str, moved: MovedSkills | None) -> None:
        """A lead moved skills of an agent, or (None) they are back."""
        demands = [demand for demand in self.demands.values() if not is_direct(demand.key[1])]
        moved_skills.sync(self, agent_id, moved, demands)

    def sync_agent(self, run: AgentRun) -> None:
        agent_id = run.agent_id
        agent = self.centre.agents.get(agent_id)
        media = open_media(run, agent.capacity) if agent else ()
        standing = (
            Standing(run.idle_ms, run.occupancy, run.offered_ms, len(run.works), media)
            if media
            else None
        )
        known = self.ready.get(agent_id)
        if known != standing:
            for demand in self.agent_demands.get(agent_id, ()):
                if known is not None:
                    demand.remove_ready(agent_id, known)
                if standing is not None:
                    demand.add_ready(agent_id, standing)
            if standing is None:
                del self.ready[agent_id]
            else:
                self.ready[agent_id] = standing
        self._set_staffed(agent_id, run.state != "logged_out" and agent_id in self.centre.agents)
        self._set_working(
            agent_id, run.queue_id if run.state in ("talking", "holding", "wrap_up") else ""
        )
        self.deadlines.set(f"a{agent_id}", agent_deadline(run, self.centre))

    def _set_staffed(self, agent_id: str, is_staffed: bool) -> None:
        if (agent_id in self.staff) == is_staffed:
            return
        if is_staffed:
            self.staff[agent_id] = None
        else:
            del self.staff[agent_id]
        for demand in self.agent_demands.get(agent_id, ()):
            demand.staffed += 1 if is_staffed else -1
            self.sync_staffed(demand)

    def sync_staffed(self, demand: Demand) -> None:
        """Where nobody is logged in any more, whoever need not wait for that is let out at once."""
        key = f"d{demand.key}"
        is_deserted = not demand.staffed and bool(demand.impatient)
        if is_deserted:
            self.deserted[key] = demand
        else:
            self.deserted.pop(key, None)
        self.deadlines.set(key, AT_ONCE_MS if is_deserted else None)

    def _set_working(self, agent_id: str, queue_id: str) -> None:
        known = self.working.get(agent_id, "")
        if known == queue_id:
            return
        if known:
            self.busy[known] -= 1
            if not self.busy[known]:
                del self.busy[known]
            del self.working[agent_id]
        if queue_id:
            self.working[agent_id] = queue_id
            self.busy[queue_id] = self.busy.get(queue_id, 0) + 1

    def _set_ordered(self, contact_id: str, entry: tuple[str, Place, int | None] | None) -> None:
        known = self.ordered.get(contact_id)
        if known == entry:
            return
        if known is not None:
            leave_line(self.queues, known[0], known[1])
            if known[2] is not None:
                leave_line(self.entered, known[0], (known[2], contact_id))
            del self.ordered[contact_id]
        if entry is not None:
            self.ordered[contact_id] = entry
            insort(self.queues.setdefault(entry[0], []), entry[1])
            if entry[2] is not None:
                insort(self.entered.setdefault(entry[0], []), (entry[2], contact_id))

    def _set_waiting(
        self,
        contact_id: str,
        entry: tuple[DemandKey, str, Place] | None,
        *,
        is_patient: bool = False,
    ) -> None:
        known = self.waiting.get(contact_id)
        if known == entry:
            return
        if known is not None:
            demand = self.demands[known[0]]
            leave_line(demand.waiters, known[1], known[2])
            if demand.impatient.pop(contact_id, None):
                self.sync_staffed(demand)
            del self.waiting[contact_id]
            if not demand.waiters and not demand.is_configured:
                self._drop_demand(demand)
        if entry is not None:
            self.waiting[contact_id] = entry
            line = self.demands.get(entry[0]) or self._add_demand(entry[0], is_configured=False)
            insort(line.waiters.setdefault(entry[1], []), entry[2])
            queue = self.queue(entry[1])
            if queue.no_agent == "unstaffed" and not is_patient and not is_direct(line.key[1]):
                line.impatient[contact_id] = entry[2]
                self.sync_staffed(line)

    def _add_demand(self, key: DemandKey, *, is_configured: bool) -> Demand:
        demand = Demand(key, is_configured, self._eligible(key[1], key[2]))
        self.demands[key] = demand
        if key[2] != "voice":
            self.written[key] = demand
        for agent_id in demand.eligible:
            self.agent_demands.setdefault(agent_id, []).append(demand)
            demand.staffed += agent_id in self.staff
            standing = self.ready.get(agent_id)
            if standing is not None:
                demand.add_ready(agent_id, standing)
        return demand

    def level_of(self, agent_id: str, needs: Needs, medium: Medium) -> int | None:
        """The summed proficiency of one who meets a demand; None for one who does not."""
        is_able = self.centre.agents[agent_id].capacity.takes(medium)
        return level_in(self.skills_of(agent_id), needs) if is_able else None

    def _eligible(self, needs: Needs, medium: Medium) -> dict[str, int]:
        """Who meets a demand, with the summed proficiency; ordered by agent."""
        agents = self.centre.agents
        if is_direct(needs):
            agent_id = needs[0][0][1:]
            is_able = agent_id in agents and agents[agent_id].capacity.takes(medium)
            return {agent_id: 0} if is_able else {}
        candidates: Iterable[str] = sorted(agents)
        if needs:
            having: list[list[str]] = [self.skilled.get(skill, []) for skill, _ in needs]
            candidates = sorted(having, key=len)[0]
        return {
            agent_id: level
            for agent_id in candidates
            if (level := self.level_of(agent_id, needs, medium)) is not None
        }

    def _drop_demand(self, demand: Demand) -> None:
        """A demand no queue is configured for is forgotten with its last waiter."""
        del self.demands[demand.key]
        self.written.pop(demand.key, None)
        for agent_id in demand.eligible:
            others = [item for item in self.agent_demands[agent_id] if item is not demand]
            self.agent_demands[agent_id] = others


def party_deadline(contact: Contact) -> int | None:
    """When a party's ring, or the asking of a queue, is over."""
    party = contact.consult
    if party is None:
        return None
    asked_ms = party.asked_ms + party.asked_limit_ms
    if party.place == "ringing":
        return party.offered_ms + party.limit_ms
    return asked_ms if party.place == "waiting" else None
