"""How soon a wallboard shows what has happened, and how long the API's board takes to be built anew.

`python bench/wallboard.py [contacts] [agents]` (50,000 and 2,014 by default) fills a PostgreSQL of its
own with a busy day, builds the board of it as the API does after a restart, and then appends facts at
the rate of a busy hour while pages are open: from the append of a fact to the message at a page.
"""

import asyncio
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from tests.conftest import PostgresProcess

from callfloor.acd.centre import Agent, Centre, Queue
from callfloor.api.live import Live
from callfloor.board.views import Viewer
from callfloor.centre.indicators import IndicatorRules
from callfloor.contacts.projector import projection as contacts_projection
from callfloor.events import agents as a
from callfloor.events import contacts as c
from callfloor.events.fact import Fact
from callfloor.floor.settings import TenantSettings
from callfloor.journal.port import Entry
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.ids import IdSeries, id_at
from callfloor.metrics import presence
from callfloor.metrics.days import day_start_ms
from callfloor.migrations import migrate

QUEUES, PAGES, LIVE_S = 40, 10, 30
PER_SECOND = 40
"""Facts in a busy second of so many agents: each takes a call of some minutes."""
CHUNK = 2_000


def centre(agents: int) -> Centre:
    return Centre(
        tenant="bench",
        queues={f"q{at}": Queue(queue_id=f"q{at}", name=f"Queue {at}", needs={f"s{at % 8}": 1})
                for at in range(QUEUES)},
        agents={name: Agent(agent_id=name, name=name, team_id=f"t{at % 80}",
                            skills={f"s{at % 8}": 3, f"s{(at + 3) % 8}": 2})
                for at, name in enumerate(names(agents))},
    )  # fmt: skip


def names(agents: int) -> list[str]:
    return [f"a{at:04}" for at in range(agents)]


def call(number: int, at_ms: int, agent: str) -> Iterator[Fact]:
    """All facts of one answered call, as the floor writes them."""
    contact = id_at(at_ms, number)
    queue, leg, ring, talk = (
        f"q{number % QUEUES}",
        f"{contact}.q1",
        f"{contact}.r1",
        f"{contact}.s1",
    )
    of: dict[str, Any] = {"tenant": "bench", "contact_id": contact}
    team = f"t{int(agent[1:]) % 80}"

    def state(after_ms: int, word: Any, contact_id: str = contact) -> Fact:
        return a.AgentStateChanged(tenant="bench", at_ms=at_ms + after_ms, agent_id=agent, state=word,
                                   team_id=team, contact_id=contact_id)  # fmt: skip

    yield c.ContactArrived(**of, at_ms=at_ms, channel="voice", direction="in", line=contact,
                           caller=f"+3460{number % 4_000_000:07}", called="900100100")  # fmt: skip
    yield c.IvrStarted(**of, at_ms=at_ms, flow="main", flow_version=1)
    yield c.IvrNodeEntered(**of, at_ms=at_ms + 10, node="menu")
    yield c.IvrEnded(**of, at_ms=at_ms + 8_000, exit="to_queue", call_type=queue)
    yield c.ContactQueued(**of, at_ms=at_ms + 8_000, leg_id=leg, queue_id=queue, priority=5,
                          rank_ms=at_ms + 8_000, needs={})  # fmt: skip
    yield c.ContactOffered(**of, at_ms=at_ms + 15_000, leg_id=leg, queue_id=queue, ring_id=ring,
                           agent_id=agent)  # fmt: skip
    yield state(15_000, "ringing")
    yield c.ContactAnswered(**of, at_ms=at_ms + 19_000, segment_id=talk, leg_id=leg, queue_id=queue,
                            ring_id=ring, agent_id=agent, team_id=team)  # fmt: skip
    yield c.ContactLeftQueue(
        **of, at_ms=at_ms + 19_000, leg_id=leg, queue_id=queue, outcome="answered"
    )
    yield state(19_000, "talking")
    yield c.ContactConnected(**of, at_ms=at_ms + 19_100, segment_id=talk, ring_id=ring)
    yield c.RecordingStarted(**of, at_ms=at_ms + 19_100, recording_id=contact)
    yield c.SegmentEnded(**of, at_ms=at_ms + 200_000, segment_id=talk, agent_id=agent,
                         reason="customer_hangup")  # fmt: skip
    yield c.ContactEnded(**of, at_ms=at_ms + 200_000, disposition="queue", ended_by="customer")
    yield c.WrapUpStarted(**of, at_ms=at_ms + 200_000, segment_id=talk, agent_id=agent, queue_id=queue,
                          limit_ms=60_000)  # fmt: skip
    yield state(200_000, "wrap_up")
    yield c.WrapUpCompleted(**of, at_ms=at_ms + 230_000, segment_id=talk, agent_id=agent, code="sold",
                            resolved="yes")  # fmt: skip
    yield state(230_000, "ready", "")


def past(contacts: int, agents: int, from_ms: int, to_ms: int) -> list[Fact]:
    """A day up to now: everybody logs in, then calls spread over the time, each agent one at a time."""
    people, rng = names(agents), random.Random(7)
    facts: list[Fact] = [
        a.AgentStateChanged(
            tenant="bench", at_ms=from_ms, agent_id=one, state="ready", team_id="t0"
        )
        for one in people
    ]
    span_ms = to_ms - from_ms - 240_000
    for number in range(contacts):
        at_ms = from_ms + span_ms * number // contacts + rng.randrange(1000)
        facts += call(number, at_ms, people[number % agents])
    return sorted(facts, key=lambda one: one.at_ms)


async def fill(journal: PostgresJournal, facts: list[Fact]) -> None:
    ids = IdSeries()
    for at in range(0, len(facts), CHUNK):
        await journal.append([Entry(id=ids.next(), fact=one) for one in facts[at : at + CHUNK]])


class NoFloor:
    async def health(self) -> dict[str, Any]:
        return {"telephony": "up"}


async def built(database: Database, agents: int) -> tuple[Live, asyncio.Task[None], float]:
    settings = TenantSettings(
        tenant="bench", zone="UTC", centre=centre(agents), flows={}, numbers={},
        is_open=lambda _, __: True, indicators=IndicatorRules(),
    )  # fmt: skip

    async def load(_tenant: str | None) -> list[TenantSettings]:
        return [settings]

    live = Live(database, PostgresJournal(database), NoFloor(), load)  # type: ignore[arg-type]
    begun = time.perf_counter()
    task = asyncio.create_task(live.run())
    await live.is_ready.wait()
    took = time.perf_counter() - begun
    return live, task, took


async def latencies(live: Live, journal: PostgresJournal, agents: int, first: int) -> list[float]:
    """From the append of a fact to its message at the last of the pages, in milliseconds."""
    viewer = Viewer(sees_all=True)
    pages = [live.open("bench", viewer) for _ in range(PAGES)]
    for page in pages:
        page.messages.get_nowait()
    sent: list[tuple[int, float]] = []
    heard: list[float] = []
    done = asyncio.Event()

    async def listen() -> None:
        decode = msgspec.json.Decoder(dict).decode
        while not done.is_set() or sent:
            message = await pages[-1].messages.get()
            at = time.perf_counter()
            body = decode(message or "{}")
            if body.get("kind") != "delta":
                continue
            while sent and sent[0][0] <= body["position"]:
                heard.append((at - sent.pop(0)[1]) * 1000)

    async def drain(page: Any) -> None:
        while True:
            await page.messages.get()

    ears = [asyncio.create_task(drain(one)) for one in pages[:-1]]
    ear = asyncio.create_task(listen())
    ids, people, at_ms = IdSeries(), names(agents), now_ms() - 230_000
    facts = [one for at in range(PER_SECOND * LIVE_S // 18 + 1)
             for one in call(first + at, at_ms + at * 450, people[(first + at) % agents])]  # fmt: skip
    random.Random(3).shuffle(facts)
    facts.sort(key=lambda one: one.at_ms // 1000)
    for one in facts[: PER_SECOND * LIVE_S]:
        begun = time.perf_counter()
        await journal.append([Entry(id=ids.next(), fact=one)])
        sent.append((await journal.last_position(), begun))
        await asyncio.sleep(max(0.0, 1 / PER_SECOND - (time.perf_counter() - begun)))
    await asyncio.sleep(1)
    done.set()
    ear.cancel()
    for other in ears:
        other.cancel()
    return heard


def say(what: str, times_ms: list[float]) -> None:
    ordered = sorted(times_ms)
    p50, p95, p99 = (ordered[int(len(ordered) * part)] for part in (0.5, 0.95, 0.99))
    print(f"{what}: {len(ordered)} facts, p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms,"
          f" worst {ordered[-1]:.1f} ms")  # fmt: skip


async def main(contacts: int, agents: int) -> None:
    with tempfile.TemporaryDirectory(prefix="callfloor-bench-") as home:
        server = PostgresProcess(Path(home))
        server.start()
        try:
            await server.until_ready()
            await server.create_role_and_database()
            url = await server.create_database("bench")
            await migrate(url)
            database = Database(url, connections_max=8)
            journal = PostgresJournal(database)
            to_ms = now_ms() - 1_000
            day_ms = day_start_ms(to_ms, "UTC")
            facts = past(contacts, agents, day_ms, max(to_ms, day_ms + 600_000))
            begun = time.perf_counter()
            await fill(journal, facts)
            print(f"{len(facts):,} facts of {contacts:,} contacts written in"
                  f" {time.perf_counter() - begun:.0f} s")  # fmt: skip
            del facts
            begun = time.perf_counter()
            await contacts_projection(database).catch_up()
            await presence.projection(database).catch_up()
            print(f"projections caught up in {time.perf_counter() - begun:.0f} s")
            live, running, took = await built(database, agents)
            used_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"board built in {took:.1f} s, peak {used_mb} MB")
            say("from append to page", await latencies(live, journal, agents, contacts))
            running.cancel()
            await database.close()
        finally:
            server.stop()
    print(f"load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    asyncio.run(main(*(given + [50_000, 2_014][len(given) :])))
