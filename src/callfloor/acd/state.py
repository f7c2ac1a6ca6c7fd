"""The live state of one tenant, and `apply`, the only thing that changes it.

The state is a fold of facts: whoever applies the same facts to a new `State` with the same settings
has an equal state. Decisions are made in `step`, never here; the clock is read from facts only.
Nothing that happened long ago stays: a contact is forgotten when it ended and its wrap-ups closed.
"""

from typing import Any

from callfloor.acd.centre import Agent, Centre, Queue
from callfloor.acd.entities import Abandoned, AgentRun, Contact, MovedSkills, QueueRun
from callfloor.acd.index import Demand, Index
from callfloor.acd.transitions import APPLY
from callfloor.events.fact import Fact

__all__ = ["State", "apply"]


class State:
    """Everything the core knows. Read freely; write through `apply` (or `configure`) only."""

    __slots__ = (
        "abandoned",
        "agents",
        "brought",
        "called_back",
        "contacts",
        "ignored",
        "index",
        "latest_ms",
        "moved",
        "queues",
        "sequence",
        "served_by",
    )

    def __init__(self, centre: Centre) -> None:
        self.contacts: dict[str, Contact] = {}
        self.agents: dict[str, AgentRun] = {}
        self.queues: dict[str, QueueRun] = {}
        self.served_by: dict[str, str] = {}
        """Caller → who spoke with that caller last, the latest at the end."""
        self.abandoned: dict[str, Abandoned] = {}
        """Who hung up waiting and was not called back yet."""
        self.called_back: dict[str, int] = {}
        """Number → when the rule called it back last."""
        self.brought: dict[str, str] = {}
        """The bringer's own id of a written contact → that contact, the latest at the end."""
        self.moved: dict[str, MovedSkills] = {}
        """Agents whose skills a lead has moved for a while."""
        self.sequence = 0
        """Counts entries into queues: who entered first in one millisecond."""
        self.latest_ms = 0
        self.ignored = 0
        """Facts that did not fit (of a contact that is not known, or out of its order)."""
        self.index = Index(centre)
        self.configure(centre)

    @property
    def centre(self) -> Centre:
        return self.index.centre

    @property
    def next_deadline_ms(self) -> int | None:
        """When `Tick` is due; None where nothing waits for the clock."""
        line = self.index.deadlines.line
        return line[0][0] if line else None

    def configure(self, centre: Centre) -> None:
        """Take new settings; entities stay, everything derived is made anew."""
        for agent_id in centre.agents:
            self.agents.setdefault(agent_id, AgentRun(agent_id))
        for agent_id, run in list(self.agents.items()):
            if agent_id not in centre.agents and run == AgentRun(agent_id):
                del self.agents[agent_id]
        self.index.centre = centre
        self.index.rebuild(
            self.contacts.values(),
            self.agents.values(),
            self.abandoned.values(),
            self.moved.values(),
        )

    def queue(self, queue_id: str) -> Queue:
        return self.index.queue(queue_id)

    def settings_of(self, agent_id: str) -> Agent | None:
        return self.centre.agents.get(agent_id)

    def is_reachable(self, agent_id: str) -> bool:
        """A fixed address counts as reachable, since nothing registers there."""
        agent, run = self.settings_of(agent_id), self.agents.get(agent_id)
        if agent is None or run is None:
            return False
        return agent.phone == "fixed" or run.is_reachable

    def waiting_in(self, queue_id: str) -> list[Contact]:
        """A queue's contacts in order, the ones being offered included."""
        return [self.contacts[place[2]] for place in self.index.queues.get(queue_id, ())]

    def _parts(self) -> tuple[Any, ...]:
        index = self.index
        return (
            self.contacts,
            self.agents,
            self.queues,
            list(self.served_by.items()),
            list(self.brought.items()),
            self.abandoned,
            self.called_back,
            self.moved,
            self.sequence,
            self.latest_ms,
            (index.promised, index.abandoned, index.closed),
            {key: _lines(demand) for key, demand in index.demands.items()},
            (index.waiting, index.ordered, index.queues, index.ready, index.busy, index.asking),
            index.deadlines,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, State) and self._parts() == other._parts()

    __hash__ = None  # type: ignore[assignment]


def _lines(demand: Demand) -> tuple[Any, ...]:
    return (demand.eligible, demand.waiters, demand.ready, demand.staffed, demand.impatient)


def apply(state: State, fact: Fact) -> None:
    """The only mutation. Total: a fact that does not fit is passed over and counted."""
    if fact.at_ms > state.latest_ms:
        state.latest_ms = fact.at_ms
    change = APPLY.get(type(fact))
    if change is not None and not change(state, fact):
        state.ignored += 1
