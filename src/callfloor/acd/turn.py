"""One step in the making: every fact it decides passes `Turn.record`, the one choke point.

`record` applies the fact at once, so that what is decided next sees it, and remembers whom the fact
set free: `match` then offers until no ready agent is left beside a contact that the agent may take.
"""

from collections.abc import Mapping
from heapq import heappop, heappush
from typing import Any

from callfloor.acd.centre import Queue
from callfloor.acd.demands import direct_demand
from callfloor.acd.entities import AgentRun, Contact, Leg, Party, Place
from callfloor.acd.errors import Refused
from callfloor.acd.selection import Worth, agent_asked, agent_for, contact_for
from callfloor.acd.state import State, apply
from callfloor.events.agents import AgentNextStateSet, AgentState, AgentStateChanged
from callfloor.events.contacts import (
    MEDIA,
    ContactEnded,
    ContactLeftQueue,
    ContactOffered,
    ContactQueued,
    RingEnded,
    SegmentEnded,
)
from callfloor.events.fact import Fact
from callfloor.events.leads import CallerAssigned, CallerMovedUp, SkillsMoved, SkillsReturned
from callfloor.events.parties import (
    ConsultStarted,
    MonitorEnded,
    PartyLeft,
    PartyOffered,
    PartyRingEnded,
)
from callfloor.events.routing import ContactWidened

LETS_GO = ContactOffered | ContactLeftQueue | ContactWidened | CallerAssigned | CallerMovedUp
"""After these another one is the longest who waits, for some agents."""


class Turn:
    """The state, the time, and the facts decided so far."""

    __slots__ = (
        "_asking", "_freed", "_gone", "_stranded", "_waiting", "facts", "now_ms", "state",
    )  # fmt: skip

    def __init__(self, state: State, now_ms: int) -> None:
        self.state = state
        self.now_ms = max(now_ms, state.latest_ms)
        """Never behind what is recorded already, should the clock have been set back."""
        self.facts: list[Fact] = []
        self._freed: dict[str, None] = {}
        self._waiting: dict[str, None] = {}
        self._gone: dict[str, None] = {}
        self._asking: dict[str, None] = {}
        self._stranded: dict[str, RingEnded] = {}
        """Calls out whose agent's own phone was not answered: nobody is left in them."""

    def note(self, fact: Fact) -> None:
        apply(self.state, fact)
        self.facts.append(fact)

    def record(self, kind: type[Fact], /, **fields: Any) -> None:
        if kind in (ContactEnded, SegmentEnded, PartyLeft):
            self._end_monitors(kind, fields["contact_id"], fields.get("agent_id", ""))
        fact = kind(tenant=self.state.centre.tenant, at_ms=self.now_ms, **fields)
        self.note(fact)
        if isinstance(fact, AgentStateChanged):
            if fact.state == "ready":
                self._freed[fact.agent_id] = None
            elif fact.state in ("not_ready", "logged_out"):
                self._gone[fact.agent_id] = None
        elif isinstance(fact, AgentNextStateSet):
            self._freed[fact.agent_id] = None
        elif isinstance(fact, ContactQueued | ContactWidened | RingEnded | CallerAssigned):
            self._waiting[fact.contact_id] = None
            contact = self.contact(fact.contact_id)
            if isinstance(fact, RingEnded) and contact and contact.phase == "routing":
                self._stranded[fact.contact_id] = fact
        elif isinstance(fact, SkillsMoved | SkillsReturned):
            self._freed[fact.agent_id] = None
        elif isinstance(fact, ConsultStarted | PartyRingEnded):
            self._asking[fact.contact_id] = None
        if self.state.index.written and isinstance(fact, LETS_GO):
            self._look_at_written()

    def _look_at_written(self) -> None:
        """Somebody who waited longer is gone: nobody need be held back for that one any more."""
        for demand in self.state.index.written.values():
            self._waiting.update((line[0][2], None) for line in demand.waiters.values())

    def _end_monitors(self, kind: type[Fact], contact_id: str, agent_id: str) -> None:
        """Nobody hears an agent's call longer than the agent is in it."""
        is_over = kind is ContactEnded
        contact = self.state.contacts.get(contact_id)
        for one in list(contact.monitors) if contact else ():
            if is_over or one.agent_id == agent_id:
                self.record(
                    MonitorEnded,
                    contact_id=contact_id,
                    monitor_id=one.monitor_id,
                    ring_id=one.ring_id,
                    by=one.by,
                    reason="contact_over" if is_over else "agent_left",
                )

    def set_agent(
        self,
        agent_id: str,
        state: AgentState,
        *,
        by: str,
        reason: str = "",
        contact_id: str = "",
    ) -> None:
        agent, run = self.state.settings_of(agent_id), self.state.agents[agent_id]
        contact = self.contact(contact_id)
        if contact is not None and contact.is_written:
            self.look_at_agent(agent_id)
            if run.state == "working":
                return
            state, contact_id = "working", ""
        is_in = run.state != "logged_out"
        spent_ms = self.now_ms - run.since_ms if run.is_busy else 0
        self.record(
            AgentStateChanged,
            agent_id=agent_id,
            state=state,
            reason=reason,
            contact_id=contact_id,
            purpose=contact.direction if contact and contact.direction != "in" else "",
            team_id=agent.team_id if agent else "",
            by=by,
            login_ms=0 if state == "logged_out" else run.login_ms if is_in else self.now_ms,
            busy_ms=run.busy_ms + spent_ms if is_in and state != "logged_out" else 0,
            offered_ms=self.now_ms if state == "reserved" else run.offered_ms,
            hard_ms=run.hard_ms,
            recovered_ms=self._recovered(run, reason),
        )

    def _recovered(self, run: AgentRun, reason: str) -> tuple[int, ...]:
        """The recovery pauses that still count, the one that begins now included."""
        centre = self.state.centre
        since_ms = self.now_ms - centre.recovery_window_ms
        kept = tuple(at_ms for at_ms in run.recovered_ms if at_ms > since_ms)
        return (*kept, self.now_ms) if reason == centre.recovery_reason else kept

    def contact(self, contact_id: str) -> Contact | None:
        return self.state.contacts.get(contact_id)

    def agent(self, agent_id: str) -> AgentRun:
        """The agent of an action; refuses one that the settings do not know."""
        run = self.state.agents.get(agent_id)
        if run is None or self.state.settings_of(agent_id) is None:
            msg = f"There is no agent {agent_id!r} in this centre."
            raise Refused("unknown_agent", msg, agent_id=agent_id)
        return run

    def look_again(self) -> None:
        """Everyone ready and everyone waiting may match anew (the settings changed)."""
        self._freed.update(dict.fromkeys(sorted(self.state.index.ready)))
        self._waiting.update(dict.fromkeys(sorted(self.state.index.waiting)))
        self._asking.update(dict.fromkeys(sorted(self.state.index.asking)))

    def look_at_agent(self, agent_id: str) -> None:
        """There may be room for one more."""
        self._freed[agent_id] = None

    def look_at_queue(self, queue_id: str) -> None:
        """All who wait in a queue may match anew."""
        waiting = self.state.waiting_in(queue_id)
        self._waiting.update((contact.contact_id, None) for contact in waiting)

    def match(self) -> None:
        """Offer what can be offered; ends because every offer takes an agent out."""
        for contact_id, ring in self._stranded.items():
            self.record(
                ContactEnded,
                contact_id=contact_id,
                disposition="not_reached",
                ended_by="agent",
                cause=ring.result,
            )
        while self._gone or self._freed or self._waiting or self._asking:
            gone, self._gone = self._gone, {}
            for agent_id in gone:
                self._give_up_waiting_for(agent_id)
            freed, self._freed = self._freed, {}
            asking, self._asking = self._asking, {}
            self._offer_asked(asking or freed)
            for agent_id in self._in_idle_order(freed):
                contact_id = contact_for(self.state, agent_id, self.now_ms)
                if contact_id:
                    self._offer(self.state.contacts[contact_id], agent_id)
            self._offer_waiting()

    def _in_idle_order(self, agent_ids: Mapping[str, None]) -> list[str]:
        ready = self.state.index.ready
        found = (id_ for id_ in agent_ids if id_ in ready)
        return sorted(found, key=lambda id_: (ready[id_][:3], id_))

    def _offer_waiting(self) -> None:
        """In one order over all lines: who becomes the first of a line meanwhile has a place in it too."""
        worth = Worth(self.state, self.now_ms)
        line: list[Place] = []
        while line or self._waiting:
            waiting, self._waiting = self._waiting, {}
            for contact_id in waiting:
                if contact_id in self.state.index.waiting:
                    heappush(line, worth.place_of(self.state.contacts[contact_id]))
            if not line:
                return
            contact = self.state.contacts[heappop(line)[2]]
            if contact.contact_id not in self.state.index.waiting:
                continue
            agent_id = agent_for(self.state, contact, self.now_ms)
            if agent_id:
                self._offer(contact, agent_id)

    def _offer_asked(self, moved: Mapping[str, None]) -> None:
        """Whoever asks a queue for somebody has a customer on hold, and goes before the queue."""
        if not moved:
            return
        asking = self.state.index.asking
        for contact_id in sorted(asking, key=lambda id_: (asking[id_], id_)):
            contact = self.state.contacts[contact_id]
            party = contact.consult
            agent_id = agent_asked(self.state, contact)
            if party and agent_id:
                self.offer_party(contact, party, agent_id)

    def offer_party(self, contact: Contact, party: Party, agent_id: str) -> None:
        """Ring an agent for a colleague."""
        self.record(
            PartyOffered,
            contact_id=contact.contact_id,
            party_id=party.party_id,
            ring_id=f"{contact.contact_id}.r{contact.rings + 1}",
            agent_id=agent_id,
            limit_ms=self.state.queue(_queue_of(contact)).ring_limit_ms,
        )
        self.set_agent(agent_id, "reserved", by="rule", contact_id=contact.contact_id)

    def _offer(self, contact: Contact, agent_id: str) -> None:
        leg = contact.leg
        if leg is None:
            return
        queue = self.state.queue(leg.queue_id)
        for one in self._rung_together(leg, queue, agent_id):
            self.record(
                ContactOffered,
                contact_id=contact.contact_id,
                leg_id=leg.leg_id,
                queue_id=leg.queue_id,
                ring_id=f"{contact.contact_id}.r{contact.rings + 1}",
                agent_id=one,
                limit_ms=queue.ring_limit_ms,
            )
            self.set_agent(one, "reserved", by="rule", contact_id=contact.contact_id)

    def _rung_together(self, leg: Leg, queue: Queue, agent_id: str) -> list[str]:
        """The agent alone, or in a queue that rings all as many who are ready as may be rung."""
        demand = self.state.index.demand_of(leg)
        is_one = leg.agent_id or leg.medium != "voice"
        if queue.strategy != "ring_all" or is_one or demand is None:
            return [agent_id]
        heads = [key[-1] for key in demand.ready[: queue.ring_all_limit]]
        return list(dict.fromkeys([agent_id, *heads]))[: max(1, queue.ring_all_limit)]

    def _give_up_waiting_for(self, agent_id: str) -> None:
        """Contacts that waited for this one person go to anyone of their queue, place kept."""
        for medium in MEDIA:
            demand = self.state.index.demands.get(direct_demand(agent_id, medium))
            for place in demand.in_line() if demand else ():
                free_from_agent(self, self.state.contacts[place[2]])


def free_from_agent(turn: Turn, contact: Contact) -> None:
    """A contact waits for one person no longer, whether that one was preferred or asked for."""
    leg = contact.leg
    if leg is None or leg.agent_limit_ms is None:
        give_to_anyone(turn, contact)
    else:
        widen(turn, contact, dict(leg.needs), leg.step)


def widen(turn: Turn, contact: Contact, needs: dict[str, int], step: int) -> None:
    leg = contact.leg
    if leg is not None:
        turn.record(
            ContactWidened,
            contact_id=contact.contact_id,
            leg_id=leg.leg_id,
            queue_id=leg.queue_id,
            needs=needs,
            step=step,
        )


def _queue_of(contact: Contact) -> str:
    return contact.segment.queue_id if contact.segment else ""


def give_to_anyone(turn: Turn, contact: Contact) -> None:
    """Ends a leg that was for one person and opens one for the queue, in the same place."""
    leg = contact.leg
    if leg is None:
        return
    turn.record(
        ContactLeftQueue,
        contact_id=contact.contact_id,
        leg_id=leg.leg_id,
        queue_id=leg.queue_id,
        outcome="overflow",
    )
    turn.record(
        ContactQueued,
        contact_id=contact.contact_id,
        leg_id=f"{contact.contact_id}.q{contact.legs + 1}",
        queue_id=leg.queue_id,
        priority=leg.priority,
        rank_ms=leg.rank_ms,
        needs=dict(leg.needs),
        is_post_transfer=True,
        service_level_ms=turn.state.queue(leg.queue_id).service_level_ms,
    )
