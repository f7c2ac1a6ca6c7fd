"""What must hold at every step of a simulated day, checked while it runs."""

from collections import Counter

from callfloor.acd.index import AT_ONCE_MS
from callfloor.acd.invariants import violations
from callfloor.acd.state import State, apply
from callfloor.acd.transitions import AGENT_NEXT
from callfloor.events import contacts as c
from callfloor.events import parties as p
from callfloor.events.agents import AgentStateChanged
from callfloor.events.fact import Fact
from callfloor.floor.engine import Engine

ONE_END = {"answered", "abandoned", "overflow", "voicemail", "system_drop", "callback_requested"}


class Watch:
    """Sink and after-step check in one. `prefix_every` compares a replay each so many facts.

    Counts are checked after every step, the whole state after each `state_every` steps.
    """

    def __init__(self, engine: Engine, *, prefix_every: int = 0, state_every: int = 4) -> None:
        self.engine = engine
        self.facts: list[Fact] = []
        self.again = State(engine.settings.centre)
        self._prefix_every = prefix_every
        self._state_every = state_every
        self._steps = 0
        self._open_legs: dict[str, str] = {}
        self._segments: dict[str, str] = {}
        self._states: dict[str, str] = {}
        self._ended: set[str] = set()
        self._compared = 0
        self.counts: Counter[str] = Counter()

    def sink(self, fact: Fact) -> None:
        self.facts.append(fact)
        apply(self.again, fact)
        match fact:
            case c.ContactArrived():
                self.counts["arrived"] += 1
            case c.ContactQueued():
                assert fact.leg_id not in self._open_legs
                self._open_legs[fact.leg_id] = fact.contact_id
                self.counts["offered"] += 1
            case c.ContactLeftQueue():
                assert self._open_legs.pop(fact.leg_id) == fact.contact_id, "left twice"
                assert fact.outcome in ONE_END
                self.counts[fact.outcome] += 1
            case c.ContactAnswered():
                assert fact.agent_id not in self._segments.values(), "two calls at once"
                self._segments[fact.segment_id] = fact.agent_id
            case p.PartyJoined() if fact.segment_id:
                assert fact.agent_id not in self._segments.values(), "two calls at once"
                self._segments[fact.segment_id] = fact.agent_id
                self.counts["joined"] += 1
            case p.PartyLeft() if fact.segment_id:
                assert self._segments.pop(fact.segment_id) == fact.agent_id
            case p.ContactHandedOver() if fact.agent_id:
                assert self._segments[fact.segment_id] == fact.agent_id
                self.counts["handed_over"] += 1
            case c.SegmentEnded():
                assert self._segments.pop(fact.segment_id) == fact.agent_id
            case c.ContactEnded():
                assert fact.contact_id not in self._ended, "ended twice"
                self._ended.add(fact.contact_id)
                self.counts["ended"] += 1
            case AgentStateChanged():
                before = self._states.get(fact.agent_id, "logged_out")
                assert fact.state in AGENT_NEXT[before], f"{before} → {fact}"  # type: ignore[index]
                self._states[fact.agent_id] = fact.state

    def after_step(self, now_ms: int) -> None:
        state = self.engine.state
        self._steps += 1
        if self._steps % self._state_every == 0:
            assert violations(state) == []
        ends = sum(self.counts[outcome] for outcome in ONE_END)
        waiting = sum(len(line) for line in state.index.queues.values())
        assert self.counts["offered"] == ends + waiting, "a contact was lost in a queue"
        alive = sum(contact.phase != "ended" for contact in state.contacts.values())
        assert self.counts["arrived"] == self.counts["ended"] + alive, "a contact was lost"
        deadline_ms = state.next_deadline_ms
        is_timely = deadline_ms in (None, AT_ONCE_MS) or deadline_ms > now_ms - 3_600_000
        assert is_timely, "a timer was forgotten"
        if self._prefix_every and len(self.facts) - self._compared >= self._prefix_every:
            self._compared = len(self.facts)
            self.compare()

    def compare(self) -> None:
        """What was folded from the facts alone is what the live floor holds."""
        assert self.again.ignored == 0
        assert self.again == self.engine.state
