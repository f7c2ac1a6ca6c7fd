"""A small centre and short ways to drive the core, shared by the tests of the acd."""

from typing import Any

import msgspec

from callfloor.acd import inputs as i
from callfloor.acd.centre import Agent, CallsOut, Centre, Queue
from callfloor.acd.entities import Contact
from callfloor.acd.invariants import violations
from callfloor.acd.state import State, apply
from callfloor.acd.step import step
from callfloor.events import contacts as c
from callfloor.events.codec import name_of
from callfloor.events.fact import Fact

START_MS = 1_700_000_000_000


def small_centre(**changes: Any) -> Centre:
    """Two queues, three agents; maria and omar both sell, li does support in Chinese too."""
    return Centre(
        tenant="demo",
        queues={
            "sales": Queue(queue_id="sales", name="Sales", needs={"sales": 1}, announce="none"),
            "support": Queue(
                queue_id="support", name="Support", needs={"support": 1}, match_language=True
            ),
        },
        agents={
            "maria": Agent(
                agent_id="maria", name="Maria", team_id="a", skills={"sales": 5, "en": 3}
            ),
            "omar": Agent(
                agent_id="omar",
                name="Omar",
                team_id="a",
                skills={"sales": 2, "support": 3, "en": 5},
            ),
            "li": Agent(
                agent_id="li",
                name="Li",
                team_id="b",
                skills={"support": 4, "zh": 5, "en": 2},
                phone="sip",
            ),
        },
        **{"calls_out": CallsOut(prefixes=("+34",)), **changes},
    )


class Bench:
    """A state under test: remembers all facts, and holds the invariants after every step."""

    def __init__(self, centre: Centre | None = None) -> None:
        self.state = State(centre or small_centre())
        self.now_ms = START_MS
        self.facts: list[Fact] = []
        self._calls = 0

    def say(self, given: i.Input, after_ms: int = 0) -> list[str]:
        """The names of the facts an input led to."""
        self.now_ms += after_ms
        decided = step(self.state, given, self.now_ms)
        self.facts += decided
        assert violations(self.state) == []
        return [name_of(fact) for fact in decided]

    def wait(self, ms: int) -> list[str]:
        """Time passes; every deadline on the way is met when it is due."""
        end_ms, names = self.now_ms + ms, []
        while (due_ms := self.state.next_deadline_ms) is not None and due_ms <= end_ms:
            self.now_ms = max(self.now_ms, due_ms)
            names += self.say(i.Tick())
        self.now_ms = end_ms
        return names

    def ready(self, *agent_ids: str) -> None:
        for agent_id in agent_ids:
            self.say(
                i.PhoneChanged(agent_id, reachable=True, registration=f"{agent_id}-1"), after_ms=1
            )
            self.say(i.LogIn(agent_id))
            self.say(i.GoReady(agent_id))

    def call(
        self, queue_id: str = "sales", language: str = "", caller: str = "+34911", **more: Any
    ) -> str:
        """A contact that arrived and went straight into a queue."""
        self._calls += 1
        contact_id = f"c{self._calls}"
        arrived = c.ContactArrived(
            tenant="demo", at_ms=self.now_ms, contact_id=contact_id, channel="voice",
            direction="in", line=f"line-{contact_id}", caller=caller, called="900",
            language=language,
        )  # fmt: skip
        self.say(i.Note(arrived))
        self.say(i.Enqueue(contact_id, queue_id, **more))
        return contact_id

    def write(self, medium: Any = "chat", queue_id: str = "sales", **more: Any) -> str:
        """A written contact that went straight into a queue."""
        self._calls += 1
        contact_id = f"w{self._calls}"
        arrived = c.ContactArrived(
            tenant="demo", at_ms=self.now_ms, contact_id=contact_id, channel=medium,
            direction="in", line="", caller="ana@example.org", called="help",
        )  # fmt: skip
        self.say(i.Note(arrived))
        self.say(i.Enqueue(contact_id, queue_id, **more))
        return contact_id

    def talk(self, contact_id: str) -> str:
        """Answer the ring of a contact; returns the agent."""
        ring = self.contact(contact_id).ring
        assert ring is not None, f"{contact_id} is not ringing"
        self.say(i.RingProgressed(contact_id, ring.ring_id), after_ms=200)
        self.say(i.RingAnswered(contact_id, ring.ring_id), after_ms=3_000)
        self.say(i.Connected(contact_id, ring.ring_id), after_ms=5)
        return ring.agent_id

    def contact(self, contact_id: str) -> Contact:
        return self.state.contacts[contact_id]

    def ringing(self, contact_id: str) -> str:
        """The agent whose phone rings for a contact, or empty."""
        ring = self.contact(contact_id).ring
        return ring.agent_id if ring else ""

    def agent(self, agent_id: str) -> str:
        return self.state.agents[agent_id].state

    def last(self, kind: type[Any]) -> Any:
        return next(fact for fact in reversed(self.facts) if isinstance(fact, kind))

    def check_replay(self) -> None:
        """Whoever applies the same facts has an equal state."""
        again = State(self.state.centre)
        for fact in self.facts:
            apply(again, fact)
        assert again.ignored == 0
        assert again == self.state


def with_queue(centre: Centre, queue_id: str, **changes: Any) -> Centre:
    queue = msgspec.structs.replace(centre.queues[queue_id], **changes)
    return msgspec.structs.replace(
        centre, version=centre.version + 1, queues={**centre.queues, queue_id: queue}
    )
