"""A long day in small: does anything stay stuck, get lost, or grow?

    .venv/bin/python -m bench.soak [--minutes 60] [--rate 50] [--agents 250] [--json]

Customers call at the rate; a fifth give up while they are rung for, a tenth of the rings are refused,
agents hold and transfer at random, and the floor is killed every five minutes. At the end nothing
may be left over, the journal must account for every call, and memory must be flat. A call that the
journal does not know is named with what the customer heard of it: one that Asterisk turned away before
anybody of ours could hear of it is explained; any other is lost, and that is a failure.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from contextlib import AsyncExitStack, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil
from bench.accounting import account
from bench.calls import AGENT_PORT, CUSTOMER_PORT, log_in, settings_of, start_ours
from bench.queue_peer import agent_names
from bench.sip_load import Load, Shape
from sqlalchemy import Row, text

from callfloor.api.floor_client import FloorClient
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.errors import CallfloorError
from callfloor.kit.settings import Settings
from callfloor.machine.processes import Supervisor
from callfloor.telephony.asterisk.client import AriClient
from callfloor.telephony.asterisk.config import ari_url
from callfloor.telephony.asterisk.install import find_or_install

TENANT = "bench"
SETTLE_S = 60
ABANDONS, REJECTS = 0.2, 0.1
TALK_MS, RING_MS, PATIENCE_MS = 2_000, 600, 250
"""Those who abandon hang up while a phone is being rung for them."""
WEIGHED_FROM_S = 600
"""A shorter run is still warming up when it ends."""
GROWTH_MAX = 1.15
"""Of Asterisk's memory from the first third to the end."""

_UNEVEN = """
select
  (select count(*) from journal_facts where type = 'contact_arrived') as arrived,
  (select count(*) from journal_facts where type = 'contact_ended') as ended,
  (select count(*) from journal_facts where type = 'contact_refused') as refused,
  (select count(*) from (select contact_id from journal_facts where type = 'contact_ended'
     group by contact_id having count(*) > 1) d) as ended_twice,
  (select count(*) from journal_facts where type = 'contact_queued') as queued,
  (select count(*) from journal_facts where type = 'contact_left_queue') as left_queue,
  (select count(*) from journal_facts where type = 'contact_answered') as answered,
  (select count(*) from journal_facts where type = 'segment_ended') as segments_ended,
  (select count(*) from journal_facts where type = 'contact_offered') as offered,
  (select count(*) from journal_facts where type = 'ring_ended') as rings_ended,
  (select count(*) from journal_facts where type = 'contact_left_queue'
     and data ->> 'outcome' = 'abandoned') as abandoned,
  (select count(*) from journal_facts where type = 'contact_ended'
     and (data ->> 'disposition' = 'voicemail' or data ->> 'cause' = 'floor_away')) as left_alone
"""


_CALLERS = """
select data ->> 'caller' from journal_facts where type in ('contact_arrived', 'contact_refused')
"""


@dataclass
class Found:
    """What the soak saw. `wrong` is empty when all is well."""

    placed: int = 0
    explained: dict[str, int] = field(default_factory=dict)
    """Calls that are rightly not in the journal, by why."""
    counts: dict[str, int] = field(default_factory=dict)
    holds: int = 0
    transfers: int = 0
    restarts: int = 0
    back_after_s: list[float] = field(default_factory=list)
    """For each kill of the floor: until it answered again, its state rebuilt."""
    memory_mb: dict[str, list[int]] = field(default_factory=lambda: {"asterisk": [], "floor": []})
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    seconds: float
    rate: float
    agents: int
    restart_every_s: float
    seed: int = 1


class Soak:
    """One run on an installation of its own."""

    def __init__(
        self, plan: Plan, settings: Settings, supervisor: Supervisor, folder: Path
    ) -> None:
        self._plan = plan
        self._settings = settings
        self._supervisor = supervisor
        self._floor = FloorClient(settings)
        self._load = Load(folder / "load", settings.sip_port, AGENT_PORT, CUSTOMER_PORT)
        self._shape = Shape(
            "soak", plan.rate, round(plan.rate * plan.seconds), TALK_MS, varied=True,
            abandons=ABANDONS, patience_ms=PATIENCE_MS, rejects=REJECTS, ring_ms=RING_MS,
        )  # fmt: skip
        self._chance = random.Random(plan.seed)
        self._kills: list[float] = []
        self.found = Found()

    async def run(self) -> Found:
        names = agent_names(self._plan.agents)
        await log_in(self._settings, names, len(names))
        with self._load.agents(self._shape):
            await self._through()
        await self._settled()
        await self._compare()
        await self._floor.close()
        return self.found

    async def _through(self) -> None:
        """All calls, with everything that is done to them."""
        calling = self._load.begin(self._shape)
        beside = [asyncio.create_task(work()) for work in (self._meddle, self._kill, self._weigh)]
        try:
            end = time.monotonic() + self._plan.seconds + SETTLE_S
            while calling.poll() is None and time.monotonic() < end:  # noqa: ASYNC110
                await asyncio.sleep(0.5)
            if calling.poll() is None:
                self.found.wrong.append("customers are still in calls that should be over")
        finally:
            calling.kill()
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def _state(self) -> dict[str, Any]:
        return dict((await self._floor.state())["tenants"][TENANT])

    async def _meddle(self) -> None:
        """Leads and agents at work: back to ready after a refusal, holds, transfers."""
        while True:
            await asyncio.sleep(0.4)
            with suppress(CallfloorError):
                state = await self._state()
                for agent in state["agents"]:
                    await self._meddle_with(agent)

    async def _meddle_with(self, agent: dict[str, Any]) -> None:
        name, now = agent["id"], agent["state"]
        if now == "not_ready":
            await self._act(name, "ready", {})
        elif now == "holding":
            await self._act(name, "resume", {})
        elif now == "talking" and self._chance.random() < 0.03:
            self.found.holds += await self._act(name, "hold", {})
        elif now == "talking" and self._chance.random() < 0.03:
            self.found.transfers += await self._act(name, "transfer", {"to_queue_id": "bench"})

    async def _act(self, agent_id: str, action: str, body: dict[str, Any]) -> bool:
        with suppress(CallfloorError):
            await self._floor.act(TENANT, agent_id, action, body, actor="bench")
            return True
        return False

    async def _kill(self) -> None:
        while True:
            await asyncio.sleep(self._plan.restart_every_s)
            pid = self._supervisor.pid("floor")
            if pid is not None:
                os.kill(pid, signal.SIGKILL)
                self._kills.append(time.time())
                self.found.restarts += 1
                killed = time.monotonic()
                while not await self._is_back():  # noqa: ASYNC110
                    await asyncio.sleep(0.1)
                self.found.back_after_s.append(round(time.monotonic() - killed, 1))

    async def _is_back(self) -> bool:
        with suppress(CallfloorError):
            return bool(await self._state())
        return False

    async def _weigh(self) -> None:
        while True:
            await asyncio.sleep(max(2.0, self._plan.seconds / 120))
            for name, weights in self.found.memory_mb.items():
                pid = self._supervisor.pid(name)
                with suppress(psutil.Error):
                    weights.append(psutil.Process(pid).memory_info().rss // 1_000_000)

    async def _settled(self) -> None:
        """Everybody has hung up: soon nothing may be left, all facts shipped, and whoever came while no
        floor was there told (a note lies there until that is durable).
        """
        raw = self._settings.raw_recordings_folder
        end = time.monotonic() + SETTLE_S
        while time.monotonic() < end:
            with suppress(CallfloorError):
                state, health = await self._state(), await self._floor.health()
                left = [*state["contacts"], *raw.glob("*.call")]
                if not left and not health["spool_waiting"]:
                    return
            await asyncio.sleep(0.5)

    async def _compare(self) -> None:
        found, state = self.found, await self._state()
        times = self._load.times()
        found.placed = len(times.called)
        self._claim(
            not state["contacts"], f"contacts are left on the floor: {state['contacts'][:3]}"
        )
        busy = [a for a in state["agents"] if a["state"] not in ("ready", "not_ready")]
        self._claim(not busy, f"agents are stuck: {busy[:3]}")
        await self._compare_asterisk()
        found.counts = counts = await self._counted()
        pairs = (
            ("arrived", "ended"), ("queued", "left_queue"), ("answered", "segments_ended"),
        )  # fmt: skip
        for first, second in pairs:
            self._claim(
                counts[first] == counts[second],
                f"{first} {counts[first]} but {second} {counts[second]}",
            )
        self._claim(not counts["ended_twice"], f"{counts['ended_twice']} contacts ended twice")
        rings = counts["offered"] - counts["rings_ended"] - counts["answered"]
        self._claim(rings == 0, f"{rings} rings have no end")
        explained, wrong = account(times, await self._callers(), self._kills)
        found.explained = explained
        found.wrong += wrong
        weights = found.memory_mb["asterisk"]
        if self._plan.seconds >= WEIGHED_FROM_S:
            before, after = max(weights[: len(weights) // 3]), weights[-1]
            grown = f"Asterisk grew from {before} to {after} MB"
            self._claim(after <= before * GROWTH_MAX, grown)

    async def _compare_asterisk(self) -> None:
        client = AriClient(ari_url(self._settings), ())
        try:
            channels = json.loads((await client.get("/channels")).body)
            bridges = json.loads((await client.get("/bridges")).body)
        finally:
            await client.close()
        self._claim(not channels, f"channels are left in Asterisk: {[c['name'] for c in channels]}")
        full = [b["id"] for b in bridges if b["channels"]]
        self._claim(not full, f"bridges are not empty: {full}")

    def _claim(self, holds: bool, sentence: str) -> None:
        if not holds:
            self.found.wrong.append(sentence)

    async def _counted(self) -> dict[str, int]:
        (row,) = await self._read(_UNEVEN)
        return {key: int(value) for key, value in row._mapping.items()}  # noqa: SLF001

    async def _callers(self) -> list[str]:
        return [str(row[0]) for row in await self._read(_CALLERS)]

    async def _read(self, query: str) -> list[Row[Any]]:
        assert self._settings.database_url is not None
        database = Database(self._settings.database_url.get_secret_value())
        try:
            async with database.session(EVERY_TENANT) as session:
                return list(await session.execute(text(query)))
        finally:
            await database.close()


async def soak(plan: Plan) -> Found:
    """An installation of its own, the load, and what was found."""
    install = find_or_install()
    folder = Path(tempfile.mkdtemp(prefix="callfloor-soak-"))
    try:
        async with AsyncExitStack() as stack:
            settings, supervisor = await start_ours(
                settings_of("ours", folder / "home"), install, stack, plan.agents
            )
            return await Soak(plan, settings, supervisor, folder).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=50, help="new calls a second")
    parser.add_argument("--agents", type=int, default=250)
    parser.add_argument("--restart-every-s", type=float, default=300)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    plan = Plan(told.minutes * 60, told.rate, told.agents, told.restart_every_s)
    found = asyncio.run(soak(plan))
    if told.json:
        print(json.dumps(asdict(found), indent=2))
    else:
        for key, value in asdict(found).items():
            print(f"{key:10} {value}")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
