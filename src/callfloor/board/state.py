"""The live floor of one tenant as a fold of facts: agents, queues, contacts, and today's figures.

Pure: the hour is told (`advance`), never read. `apply` is total and says which entities it has
touched; what an entity looks like to the outside is in `board/entities.py`. Today's figures are
the totals of `metrics.components`, the same code that reports use. Facts older than today are
folded too, so that a board built from the whole journal stands where a running one does.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

import msgspec

from callfloor.acd.centre import Agent, Centre
from callfloor.board.alarms import LiveAlarm, fold_alarm
from callfloor.board.calls import CALL_PLACES
from callfloor.board.day import Times, spend
from callfloor.board.leads import LEAD_PLACES, LiveMoved, follow_skills, serves, skills_of
from callfloor.board.parties import PARTY_PLACES, LiveMonitor, LiveParty
from callfloor.board.recent import Recent
from callfloor.board.rings import RING_PLACES
from callfloor.board.trunks import LiveTrunk, fold_trunk
from callfloor.board.waiting import WaitingLine
from callfloor.board.works import follow_works
from callfloor.board.wrap_ups import WRAP_UP_PLACES, WrapUp
from callfloor.centre.indicators import IndicatorRules
from callfloor.contacts.record import Record
from callfloor.contacts.record import apply as fold_record
from callfloor.events import agents as agent_facts
from callfloor.events import contacts as facts
from callfloor.events.alarms import AlarmFact
from callfloor.events.fact import ContactFact, Fact
from callfloor.events.leads import SkillsMoved, SkillsReturned
from callfloor.events.trunks import TrunkStateChanged
from callfloor.metrics.days import day_start_ms
from callfloor.metrics.formulas import Amount
from callfloor.metrics.presence import state_counted
from callfloor.metrics.rules import figure_rules
from callfloor.metrics.tally import Tally
from callfloor.metrics.view import Grain, View

Kind = Literal["agents", "queues", "contacts", "alarms", "trunks"]
Touched = set[tuple[Kind, str]]
TALKING = frozenset({"talking", "holding"})
LIVE_GRAINS: frozenset[Grain] = frozenset({"queue", "agent"})
"""What is shown live; the centre is the sum of its queues there."""
BUSY = frozenset({"reserved", "ringing", "talking", "holding", "wrap_up", "working"})
ENDED_KEPT = 500
"""Ended contacts kept a while, for a fact that comes behind the end (after-call work, recording)."""


class LiveAgent(msgspec.Struct, kw_only=True):
    agent_id: str
    team_id: str = ""
    state: str = "logged_out"
    since_ms: int = 0
    reason: str = ""
    next_state: str = ""
    """What the agent becomes once the contact at hand is over, where that was asked for."""
    next_reason: str = ""
    contact_id: str = ""
    queue_id: str = ""
    reachable: bool = False
    wrap_up: WrapUp | None = None
    counted: str = "logged_out"
    """The state as the indicators count it: calls out have one of their own."""
    times: Times = {}
    """Of today, without the state that lasts."""
    moved: LiveMoved | None = None
    works: dict[str, None] = {}
    """Written contacts at hand: offered, open or in wrap-up, the first the longest."""


class LiveContact(msgspec.Struct, kw_only=True):
    """A contact with its place on the floor; `record` is the whole of it."""

    record: Record
    phase: str = "ivr"
    since_ms: int = 0
    queue_id: str = ""
    agent_id: str = ""
    segment_id: str = ""
    ring_id: str = ""
    rings: dict[str, str] = {}
    """Phones that ring for it: ring → agent."""
    queued_ms: int | None = None
    wrap_ups: dict[str, WrapUp] = {}
    workers: frozenset[str] = frozenset()
    """Of a written contact: the agents who have it at hand."""
    parties: dict[str, LiveParty] = {}
    monitors: dict[str, LiveMonitor] = {}
    last_party: LiveParty | None = None
    """Who was asked last and did not come, or left: the desk says why."""


class Board:
    """Facts go in by `apply`, settings by `configure`, the hour by `advance`; each tells what moved."""

    def __init__(
        self,
        tenant: str,
        zone: str,
        centre: Centre,
        now_ms: int,
        indicators: IndicatorRules | None = None,
    ) -> None:
        self.tenant, self.zone = tenant, zone
        self.day_ms = day_start_ms(now_ms, zone)
        self.now_ms = now_ms
        self.agents: dict[str, LiveAgent] = {}
        self.contacts: dict[str, LiveContact] = {}
        self.alarms: dict[str, LiveAlarm] = {}
        self.trunks: dict[str, LiveTrunk] = {}
        self.recent = Recent()
        self.lines: dict[str, WaitingLine] = {}
        self.staffing: dict[str, Counter[str]] = {}
        """How many agents that serve a queue are in each state, those never seen left out."""
        self.talking: Counter[str] = Counter()
        """Agents in a conversation, by the queue it came from."""
        self._ended: OrderedDict[str, LiveContact] = OrderedDict()
        self._today: dict[str, Record] = {}
        self._is_counting = True
        self._tally = Tally(self._bucket)
        self.centre = Centre(tenant=tenant)
        self.configure(centre, zone, indicators or IndicatorRules())

    def configure(self, centre: Centre, zone: str, indicators: IndicatorRules) -> Touched:
        """Take new settings over; thresholds may have moved, so the day is counted again."""
        before = self._everything()
        self.centre, self.zone = centre, zone
        self._begin_day(day_start_ms(self.now_ms, zone))
        self.serving = {
            queue_id: frozenset(
                agent_id
                for agent_id in centre.agents
                if serves(skills_of(self, agent_id), queue.needs)
            )
            for queue_id, queue in centre.queues.items()
        }
        self.queues_of: dict[str, list[str]] = {}
        for queue_id, served in self.serving.items():
            for agent_id in served:
                self.queues_of.setdefault(agent_id, []).append(queue_id)
        self.staffing = {
            queue_id: Counter(a.state for key, a in self.agents.items() if key in served)
            for queue_id, served in self.serving.items()
        }
        self.figures = figure_rules(indicators, centre)
        self._view = View(grains=LIVE_GRAINS, configuration=self.figures.configuration)
        self._count_again()
        return before | self._everything()

    def advance(self, now_ms: int) -> Touched:
        """Tell the hour; at local midnight today's figures begin anew."""
        self.now_ms = max(self.now_ms, now_ms)
        day_ms = day_start_ms(self.now_ms, self.zone)
        if day_ms == self.day_ms:
            return set()
        self._begin_day(day_ms)
        self._count_again()
        return self._everything()

    def _begin_day(self, day_ms: int) -> None:
        if day_ms != self.day_ms:
            self.day_ms = day_ms
            for agent in self.agents.values():
                agent.times = {}

    def build(self, facts: Iterable[Fact], over: Sequence[Record] = ()) -> None:
        """Apply all that has happened so far; each contact is counted once, when all is known.

        `over` are contacts of today that ended before, the last to end last: of these no facts are
        needed. The latest stay at hand, as `ENDED_KEPT` says.
        """
        self._is_counting = False
        self._today |= {one.contact_id: one for one in over}
        for one in over[-ENDED_KEPT:]:
            kept = LiveContact(record=one, phase="ended", since_ms=one.ended_ms or one.arrived_ms)
            self._ended[one.contact_id] = kept
        for fact in facts:
            self.apply(fact)
        self._is_counting = True
        self._count_again()

    def apply(self, fact: Fact) -> Touched:
        touched = self.advance(fact.at_ms)
        if isinstance(fact, ContactFact):
            touched |= self._contact_fact(fact)
        elif isinstance(fact, agent_facts.AgentStateChanged):
            touched |= self._agent_state(fact)
        elif isinstance(fact, agent_facts.AgentNextStateSet):
            agent = self.agent(fact.agent_id)
            agent.next_state, agent.next_reason = fact.state, fact.reason
            touched.add(("agents", fact.agent_id))
        elif isinstance(fact, agent_facts.PhoneReachabilityChanged):
            self.agent(fact.agent_id).reachable = fact.reachable
            touched.add(("agents", fact.agent_id))
        elif isinstance(fact, AlarmFact):
            fold_alarm(self.alarms, fact)
            touched.add(("alarms", fact.alarm_id))
        elif isinstance(fact, TrunkStateChanged):
            fold_trunk(self.trunks, fact)
            touched.add(("trunks", fact.trunk_id))
        elif isinstance(fact, SkillsMoved | SkillsReturned):
            touched |= follow_skills(self, fact)
        return touched

    def agent(self, agent_id: str) -> LiveAgent:
        found = self.agents.get(agent_id)
        if found is None:
            found = self.agents[agent_id] = LiveAgent(agent_id=agent_id)
            for queue_id in self.queues_of.get(agent_id, ()):
                self.staffing[queue_id][found.state] += 1
        return found

    def setting(self, agent_id: str) -> Agent | None:
        return self.centre.agents.get(agent_id)

    def today(self, grain: Literal["queue", "agent"], key: str) -> dict[str, Amount]:
        return self._tally.totals(self.day_ms, grain, key)

    def _bucket(self, at_ms: int) -> int | None:
        return self.day_ms if at_ms >= self.day_ms else None

    def _count_again(self) -> None:
        self._tally = Tally(self._bucket)
        self.recent.forget()
        for contact_id, record in list(self._today.items()):
            if record.closed_ms is not None and record.closed_ms < self.day_ms:
                del self._today[contact_id]
            else:
                is_kept = contact_id in self.contacts or contact_id in self._ended
                count = self._tally.put if is_kept else self._tally.count
                count(record, self.figures.thresholds, self._view)
                self.recent.put(record, self.figures.thresholds, self._view, self.now_ms)

    def _everything(self) -> Touched:
        touched: Touched = {("agents", key) for key in {*self.agents, *self.centre.agents}}
        touched |= {("queues", key) for key in {*self.lines, *self.centre.queues}}
        return touched | {("contacts", key) for key in self.contacts}

    def _agent_state(self, fact: agent_facts.AgentStateChanged) -> Touched:
        agent = self.agent(fact.agent_id)
        contact = self.contacts.get(fact.contact_id)
        touched: Touched = {("agents", fact.agent_id)}
        touched |= {("queues", queue_id) for queue_id in {agent.queue_id} if queue_id}
        if agent.state in TALKING:
            self.talking[agent.queue_id] -= 1
        for queue_id in self.queues_of.get(fact.agent_id, ()):
            self.staffing[queue_id][agent.state] -= 1
            self.staffing[queue_id][fact.state] += 1
            touched.add(("queues", queue_id))
        spend(agent.times, agent.counted, agent.since_ms, fact.at_ms, self.day_ms)
        agent.counted = state_counted(fact)
        agent.state, agent.since_ms, agent.reason = fact.state, fact.at_ms, fact.reason
        if agent.state not in BUSY:
            agent.next_state = agent.next_reason = ""
        agent.contact_id = fact.contact_id
        agent.queue_id = contact.queue_id if contact is not None else ""
        agent.team_id = fact.team_id or agent.team_id
        if agent.state in TALKING:
            self.talking[agent.queue_id] += 1
            touched |= {("queues", queue_id) for queue_id in {agent.queue_id} if queue_id}
        return touched

    def _contact_fact(self, fact: ContactFact) -> Touched:
        self.recent.note(fact)
        contact = self._find(fact)
        if contact is None:
            return set()
        touched: Touched = {("contacts", fact.contact_id)}
        fold_record(contact.record, fact)
        handler = _PLACES.get(type(fact))
        if handler is not None:
            touched |= handler(self, contact, fact)
        if contact.record.channel in facts.WRITTEN:
            touched |= follow_works(self, contact)
        closed_ms = contact.record.closed_ms
        if closed_ms is None or closed_ms >= self.day_ms:
            self._today[fact.contact_id] = contact.record
        else:
            self._today.pop(fact.contact_id, None)
        # A fact of an earlier day moves no figure of today; a long history is folded quickly.
        moved = set()
        if self._is_counting and fact.at_ms >= self.day_ms:
            moved = self._tally.put(contact.record, self.figures.thresholds, self._view)
        for grain, key in moved:
            if grain == "queue":
                touched.add(("queues", key))
            elif grain == "agent":
                touched.add(("agents", key))
        if moved:
            self.recent.put(contact.record, self.figures.thresholds, self._view, self.now_ms)
        self._retire(contact)
        return touched

    def _find(self, fact: ContactFact) -> LiveContact | None:
        known = self.contacts.get(fact.contact_id)
        if known is not None:
            return known
        ended = self._ended.pop(fact.contact_id, None)
        if ended is None:
            if not isinstance(fact, facts.ContactArrived):
                return None
            record = Record(tenant=self.tenant, contact_id=fact.contact_id)
            ended = LiveContact(record=record, since_ms=fact.at_ms)
        self.contacts[fact.contact_id] = ended
        return ended

    def _retire(self, contact: LiveContact) -> None:
        """A contact leaves the board when it has ended and nobody writes after-call work for it."""
        if contact.phase != "ended" or contact.wrap_ups:
            return
        contact_id = contact.record.contact_id
        self.contacts.pop(contact_id, None)
        self._ended[contact_id] = contact
        while len(self._ended) > ENDED_KEPT:
            gone, _ = self._ended.popitem(last=False)
            self._tally.settle(gone)

    def line(self, queue_id: str) -> WaitingLine:
        found = self.lines.get(queue_id)
        if found is None:
            found = self.lines[queue_id] = WaitingLine()
        return found

    def leave_line(self, contact: LiveContact) -> Touched:
        line = self.lines.get(contact.queue_id)
        if line is None or not line.remove(contact.record.contact_id):
            return set()
        return {("queues", contact.queue_id)}


_PLACES: dict[type[Fact], Callable[[Board, LiveContact, Any], Touched]] = {
    **CALL_PLACES,
    **PARTY_PLACES,
    **RING_PLACES,
    **WRAP_UP_PLACES,
    **LEAD_PLACES,
}
