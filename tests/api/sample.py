"""A small centre with a day of facts, for tests of the API and for looking at pages.

The facts are built from `events` by hand, contact by contact, and are consistent: what an agent did
in the contacts is what its states say.
"""

from random import Random
from typing import Any

from callfloor.acd.centre import Agent, Centre, Queue
from callfloor.events import agents, contacts, installation
from callfloor.events.fact import Fact
from callfloor.journal.port import Entry
from callfloor.kit.ids import new_id

TENANT = "demo"
ZONE = "Europe/Madrid"
MINUTE_MS = 60_000

QUEUES = {
    "sales": Queue(queue_id="sales", name="Sales", needs={"sales": 1}),
    "support": Queue(queue_id="support", name="Support", needs={"support": 1}),
    "complaints": Queue(queue_id="complaints", name="Complaints", needs={"complaints": 1}),
}
_PEOPLE = [
    ("maria", "María García", "north", ("sales", "support")),
    ("liwei", "Li Wei", "north", ("sales",)),
    ("james", "James Miller", "north", ("support", "complaints")),
    ("sofia", "Sofía Romero", "north", ("sales", "support")),
    ("chen", "Chen Jing", "south", ("support",)),
    ("emma", "Emma Clark", "south", ("complaints", "support")),
    ("pablo", "Pablo Núñez", "south", ("sales", "complaints")),
    ("wang", "Wang Fang", "south", ("sales", "support")),
]


def centre(tenant: str = TENANT) -> Centre:
    people = {
        agent_id: Agent(
            agent_id=agent_id,
            name=name,
            team_id=team,
            skills=dict.fromkeys(skills, 3),
            phone="browser" if agent_id == "maria" else "sip",
            is_demo=agent_id != "maria",
        )
        for agent_id, name, team, skills in _PEOPLE
    }
    return Centre(tenant=tenant, version=1, queues=QUEUES, agents=people)


class Story:
    """Writes the facts of one tenant's contacts and agents, in the order in which they happen."""

    def __init__(self, tenant: str, seed: int = 1) -> None:
        self.tenant = tenant
        self.facts: list[Fact] = []
        self._random = Random(seed)

    def entries(self) -> list[Entry]:
        ordered = sorted(self.facts, key=lambda fact: fact.at_ms)
        return [Entry(id=new_id(), fact=fact) for fact in ordered]

    def add(self, kind: type[Fact], at_ms: int, /, **values: Any) -> None:
        self.facts.append(kind(tenant=self.tenant, at_ms=at_ms, **values))

    def state(self, agent_id: str, state: str, at_ms: int, **values: Any) -> None:
        team_id = centre().agents[agent_id].team_id
        self.add(
            agents.AgentStateChanged, at_ms, agent_id=agent_id, state=state, team_id=team_id,
            **values,
        )  # fmt: skip

    def log_in(self, agent_id: str, at_ms: int) -> None:
        self.add(
            agents.PhoneReachabilityChanged, at_ms, agent_id=agent_id, reachable=True,
            registration="r1",
        )  # fmt: skip
        self.state(agent_id, "ready", at_ms + 1)

    def arrive(self, at_ms: int, queue_id: str, **values: Any) -> str:
        """In the menu for some seconds, then in the queue; returns the contact's id."""
        contact_id = values.pop("contact_id", "") or new_id()
        given = {
            "channel": "voice",
            "caller": f"+3460012{self._random.randint(1000, 9999)}",
            "caller_name": self._random.choice(["", "Ana Ruiz", "Luis Gil", "王芳", "Tom Hill"]),
            "called": "+34911000100",
            "language": self._random.choice(["en", "es", "zh"]),
            **values,
        }
        self.add(
            contacts.ContactArrived, at_ms, contact_id=contact_id, direction="in",
            line=f"line-{contact_id}", is_demo=True, **given,
        )  # fmt: skip
        self.add(
            contacts.IvrStarted, at_ms + 50, contact_id=contact_id, flow="main", flow_version=1
        )
        queued_ms = at_ms + 6_000
        self.add(
            contacts.IvrEnded, queued_ms, contact_id=contact_id, exit="to_queue", call_type=queue_id
        )
        self.queue(contact_id, queued_ms, queue_id, 1)
        return contact_id

    def queue(self, contact_id: str, at_ms: int, queue_id: str, number: int, **values: Any) -> None:
        self.add(
            contacts.ContactQueued, at_ms, contact_id=contact_id, leg_id=f"{contact_id}.q{number}",
            queue_id=queue_id, priority=5, rank_ms=at_ms - 150_000, **values,
        )  # fmt: skip

    def ring(
        self, contact_id: str, at_ms: int, queue_id: str, agent_id: str, number: int = 1
    ) -> None:
        self.add(
            contacts.ContactOffered, at_ms, contact_id=contact_id, leg_id=f"{contact_id}.q{number}",
            queue_id=queue_id, ring_id=f"{contact_id}.r{number}", agent_id=agent_id,
        )  # fmt: skip
        self.state(agent_id, "ringing", at_ms, contact_id=contact_id)

    def answer(
        self, contact_id: str, at_ms: int, queue_id: str, agent_id: str, number: int = 1
    ) -> None:
        leg_id, ring_id = f"{contact_id}.q{number}", f"{contact_id}.r{number}"
        self.add(
            contacts.ContactLeftQueue, at_ms, contact_id=contact_id, leg_id=leg_id,
            queue_id=queue_id, outcome="answered",
        )  # fmt: skip
        self.add(
            contacts.ContactAnswered, at_ms, contact_id=contact_id,
            segment_id=f"{contact_id}.s{number}", leg_id=leg_id, queue_id=queue_id, ring_id=ring_id,
            agent_id=agent_id, team_id=centre().agents[agent_id].team_id,
        )  # fmt: skip
        self.state(agent_id, "talking", at_ms, contact_id=contact_id)

    def leave(self, contact_id: str, at_ms: int, queue_id: str, outcome: str) -> None:
        self.add(
            contacts.ContactLeftQueue, at_ms, contact_id=contact_id, leg_id=f"{contact_id}.q1",
            queue_id=queue_id, outcome=outcome,
        )  # fmt: skip
        self.add(
            contacts.ContactEnded, at_ms, contact_id=contact_id, disposition="queue",
            ended_by="customer",
        )  # fmt: skip

    def end(
        self, contact_id: str, at_ms: int, agent_id: str, number: int = 1, *, last: bool = True
    ) -> None:
        segment_id = f"{contact_id}.s{number}"
        reason = "customer_hangup" if last else "blind_transfer"
        self.add(
            contacts.SegmentEnded, at_ms, contact_id=contact_id, segment_id=segment_id,
            agent_id=agent_id, reason=reason,
        )  # fmt: skip
        self.add(
            contacts.WrapUpStarted, at_ms, contact_id=contact_id, segment_id=segment_id,
            agent_id=agent_id, limit_ms=60_000,
        )  # fmt: skip
        self.state(agent_id, "wrap_up", at_ms, contact_id=contact_id)
        if last:
            self.add(
                contacts.ContactEnded, at_ms, contact_id=contact_id, disposition="queue",
                ended_by="customer",
            )  # fmt: skip

    def wrap_up(self, contact_id: str, at_ms: int, agent_id: str, number: int = 1) -> None:
        self.add(
            contacts.WrapUpCompleted, at_ms, contact_id=contact_id,
            segment_id=f"{contact_id}.s{number}", agent_id=agent_id, code="solved",
            note="Wants delivery on Friday.", resolved=self._random.choice(["yes", "yes", "no"]),
        )  # fmt: skip
        self.state(agent_id, "ready", at_ms)

    def whole(
        self, at_ms: int, queue_id: str, agent_id: str, wait_ms: int, talk_ms: int, **values: Any
    ) -> int:
        """A contact from arrival to wrap-up; when it was over."""
        contact_id = self.arrive(at_ms, queue_id, **values)
        queued_ms = at_ms + 6_000
        self.ring(contact_id, queued_ms + max(0, wait_ms - 3_000), queue_id, agent_id)
        self.answer(contact_id, queued_ms + wait_ms, queue_id, agent_id)
        ended_ms = queued_ms + wait_ms + talk_ms
        if talk_ms > 2 * MINUTE_MS:
            held_ms = queued_ms + wait_ms + 60_000
            named = {"segment_id": f"{contact_id}.s1", "agent_id": agent_id}
            self.add(contacts.ContactHeld, held_ms, contact_id=contact_id, **named)
            self.add(contacts.ContactResumed, held_ms + 15_000, contact_id=contact_id, **named)
        self.end(contact_id, ended_ms, agent_id)
        self.wrap_up(contact_id, ended_ms + 25_000, agent_id)
        return ended_ms + 25_000


def day(tenant: str, now_ms: int, *, hours: float = 6, seed: int = 1) -> Story:
    """Facts of the last hours: agents at work and contacts that are over."""
    story, random = Story(tenant, seed), Random(seed)
    began_ms = now_ms - round(hours * 60) * MINUTE_MS
    story.add(installation.CentreChanged, began_ms - 1_000, version=1)
    for number, (agent_id, _, _, skills) in enumerate(_PEOPLE):
        at_ms = began_ms + number * 1_000
        story.log_in(agent_id, at_ms)
        at_ms += 30_000
        while at_ms < now_ms - 10 * MINUTE_MS:
            queue_id = random.choice(skills)
            wait_ms = random.choice([3_000, 8_000, 12_000, 19_000, 34_000, 75_000])
            talk_ms = random.randint(60_000, 7 * MINUTE_MS)
            at_ms = story.whole(at_ms, queue_id, agent_id, wait_ms, talk_ms)
            at_ms += random.randint(5_000, 6 * MINUTE_MS)
            if random.random() < 0.2:
                given_up = story.arrive(at_ms, queue_id)
                story.leave(given_up, at_ms + 6_000 + random.randint(2, 90) * 1000, queue_id,
                            "abandoned")  # fmt: skip
    return story


def now_living(story: Story, now_ms: int) -> dict[str, str]:
    """Contacts in every phase just now; returns their ids by phase."""
    ids: dict[str, str] = {}
    ids["talking"] = story.arrive(now_ms - 200_000, "sales")
    story.ring(ids["talking"], now_ms - 190_000, "sales", "liwei")
    story.answer(ids["talking"], now_ms - 186_000, "sales", "liwei")
    ids["holding"] = story.arrive(now_ms - 150_000, "support", channel="web_call")
    story.ring(ids["holding"], now_ms - 140_000, "support", "chen")
    story.answer(ids["holding"], now_ms - 137_000, "support", "chen")
    story.add(
        contacts.ContactHeld, now_ms - 40_000, contact_id=ids["holding"],
        segment_id=f"{ids['holding']}.s1", agent_id="chen",
    )  # fmt: skip
    story.state("chen", "holding", now_ms - 40_000, contact_id=ids["holding"])
    ids["wrap_up"] = story.arrive(now_ms - 120_000, "complaints")
    story.ring(ids["wrap_up"], now_ms - 110_000, "complaints", "emma")
    story.answer(ids["wrap_up"], now_ms - 108_000, "complaints", "emma")
    story.end(ids["wrap_up"], now_ms - 20_000, "emma")
    ids["ringing"] = story.arrive(now_ms - 14_000, "sales")
    story.ring(ids["ringing"], now_ms - 6_000, "sales", "sofia")
    for number, queue_id in enumerate(("sales", "support", "complaints", "complaints")):
        ids[f"queued_{number}"] = story.arrive(now_ms - 95_000 + number * 20_000, queue_id)
    story.state("james", "not_ready", now_ms - 300_000, reason="break")
    story.state("wang", "logged_out", now_ms - 600_000)
    return ids
