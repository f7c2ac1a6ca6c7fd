"""Calls through the real Asterisk: our floor beside Asterisk's own `app_queue`, same load, same run.

    .venv/bin/python -m bench.calls [--quick] [--json]

Both record every call (MixMonitor), both ring SIPp agents, both are loaded by SIPp customers, one
after the other on this machine. Five shapes; a time is the needless part of each first ring, in ms:
from the customer's INVITE, or from when the agent who is rung was free if that was later, to the
agent's INVITE.

- idle: agents are free.
- saturated: more customers than agents; and how many were rung before somebody who had called earlier.
- poisson: arrivals at random, exponential talk times, agents 85 % occupied.
- rough: as saturated, but a fifth of the customers give up and a tenth of the rings are refused.
- ramp: new calls per second, up to the knee: the last rate at which all calls went through.

Processor time is that of Asterisk and of the floor, per call.
"""

import argparse
import asyncio
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from bench.queue_peer import agent_names, centre_file, peer_command
from bench.sip_load import Load, Shape

from callfloor.api.floor_client import FloorClient
from callfloor.centre import file
from callfloor.kit.db import Database
from callfloor.kit.errors import CallfloorError, UnavailableError
from callfloor.kit.settings import Settings
from callfloor.machine import up
from callfloor.machine.postgres import EmbeddedPostgres, connected
from callfloor.machine.processes import Program, Supervisor
from callfloor.migrations import migrate
from callfloor.telephony.asterisk.install import AsteriskInstall, find_or_install

AGENTS = 250
SATURATED_AGENTS = 20
RATES = (20, 40, 60, 80, 100, 120, 140, 160, 200, 240)
TALK_MS = 500
WARM = Shape("warm", 10, 30)
IDLE = Shape("idle", 10, 150)
CROWDED = (
    Shape("saturated", 40, 400, talk_ms=1000),
    Shape("poisson", 17, 510, talk_ms=1000, varied=True, agents_end=True, poisson_s=30),
    Shape("rough", 40, 400, talk_ms=1000, abandons=0.2, rejects=0.1),
)
"""With SATURATED_AGENTS; 17 calls a second of one second each make 20 agents 85 % occupied."""
PORTS = {"ours": (25060, 25088, 25432), "app_queue": (26060, 26088, 26432)}
AGENT_PORT, CUSTOMER_PORT = 27060, 27160


@dataclass
class Row:
    """One measured run; percentiles in ms, None where nothing was measured."""

    system: str
    shape: str
    rate: float
    offered: int
    completed: int
    p50: float | None
    p95: float | None
    p99: float | None
    out_of_order: int | None
    cpu_asterisk_ms: float
    cpu_floor_ms: float


def percentiles(values: list[float]) -> tuple[float | None, float | None, float | None]:
    if len(values) < 3:
        return None, None, None
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return round(cuts[49], 1), round(cuts[94], 1), round(cuts[98], 1)


def settings_of(name: str, home: Path) -> Settings:
    sip, http, database = PORTS[name]
    return Settings(
        home=home,
        sip_port=sip,
        asterisk_http_port=http,
        postgres_port=database,
        rtp_port_first=44000,
        rtp_port_last=59999,
        calls_max=5000,
        calls_per_second_max=5000,
    )


def busy_s(pids: list[int]) -> float:
    """Processor seconds used so far by these processes."""
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids)


class System:
    """One of the two, running."""

    def __init__(self, name: str, settings: Settings, supervisor: Supervisor, load: Load) -> None:
        self.name = name
        self.settings = settings
        self.supervisor = supervisor
        self.load = load

    def pids(self, program: str) -> list[int]:
        if program == "floor" and self.name == "app_queue":
            return []  # it has no controller beside it
        found = self.supervisor.pid(program)
        return [] if found is None else [found]

    async def measure(self, shape: Shape) -> Row:
        asterisk, floor = self.pids("asterisk"), self.pids("floor")
        before = busy_s(asterisk), busy_s(floor)
        with self.load.agents(shape):
            await asyncio.to_thread(self.load.customers, shape)
            await asyncio.sleep(1)
        times = self.load.times()
        after = busy_s(asterisk), busy_s(floor)
        p50, p95, p99 = percentiles(times.lags_ms())
        return Row(
            self.name, shape.name, shape.rate, shape.count, times.settled(), p50, p95, p99,
            times.out_of_order() if shape in CROWDED else None,
            round(1000 * (after[0] - before[0]) / shape.count, 2),
            round(1000 * (after[1] - before[1]) / shape.count, 2),
        )  # fmt: skip


async def start_ours(
    settings: Settings, install: AsteriskInstall, stack: AsyncExitStack, agents: int
) -> tuple[Settings, Supervisor]:
    supervisor = Supervisor(settings.log_folder, settings.run_folder)
    stack.push_async_callback(supervisor.stop)
    postgres = EmbeddedPostgres(settings)
    postgres.prepare()
    await supervisor.start(up.postgres_program(postgres))
    while not await postgres.answers():  # noqa: ASYNC110  (a program is asked, no event tells)
        await asyncio.sleep(0.1)
    await postgres.create_role_and_database()
    settings = connected(settings)
    assert settings.database_url is not None
    url = settings.database_url.get_secret_value()
    await migrate(url)
    database = Database(url)
    async with database.session("bench") as session:
        await file.apply(session, centre_file(agents, AGENT_PORT), tenant_id="bench")
    await database.close()
    await supervisor.start(up.asterisk_program(settings, install))
    environment = {
        **up.child_environment(settings),
        **{
            f"CALLFLOOR_{name.upper()}": str(getattr(settings, name))
            for name in ("sip_port", "asterisk_http_port", "calls_max", "calls_per_second_max")
        },
    }
    argv = (sys.executable, "-m", "callfloor", "floor")
    await supervisor.start(Program(name="floor", argv=argv, environment=environment))
    return settings, supervisor


async def log_in(settings: Settings, names: list[str], wanted: int) -> None:
    """The first `wanted` agents ready, the others logged out."""
    floor = FloorClient(settings)
    try:
        while True:
            try:
                if (await floor.health()).get("telephony") == "up":
                    break
            except UnavailableError:
                pass  # it is starting
            await asyncio.sleep(0.3)
        state = await floor.state()
        now = {a["id"]: a["state"] for a in state["tenants"]["bench"]["agents"]}
        for at, name in enumerate(names):
            if at < wanted and now[name] == "logged_out":
                await floor.act("bench", name, "login", {}, actor="bench")
            if at < wanted and now[name] in {"logged_out", "not_ready"}:
                await floor.act("bench", name, "ready", {}, actor="bench")
            if at >= wanted and now[name] != "logged_out":
                await floor.act("bench", name, "logout", {}, actor="bench")
    finally:
        await floor.close()


async def keep_ready(settings: Settings, names: list[str]) -> None:
    """Whoever refused a ring is not ready with us; app_queue goes on ringing such a phone."""
    floor = FloorClient(settings)
    try:
        while True:
            await asyncio.sleep(0.1)
            with suppress(CallfloorError):
                state = await floor.state()
                for agent in state["tenants"]["bench"]["agents"]:
                    if agent["id"] in names and agent["state"] == "not_ready":
                        await floor.act("bench", agent["id"], "ready", {}, actor="bench")
    finally:
        await floor.close()


async def ours(install: AsteriskInstall, folder: Path, rates: tuple[int, ...]) -> list[Row]:
    settings = settings_of("ours", folder / "ours")
    load = Load(folder / "load-ours", settings.sip_port, AGENT_PORT, CUSTOMER_PORT)
    rows: list[Row] = []
    async with AsyncExitStack() as stack:
        settings, supervisor = await start_ours(settings, install, stack, AGENTS)
        system = System("callfloor", settings, supervisor, load)
        names = agent_names(AGENTS)
        await log_in(settings, names, AGENTS)
        await system.measure(WARM)
        rows.append(await system.measure(IDLE))
        for shape in CROWDED:
            await log_in(settings, names, SATURATED_AGENTS)
            keeping = asyncio.create_task(keep_ready(settings, names[:SATURATED_AGENTS]))
            try:
                rows.append(await system.measure(shape))
            finally:
                keeping.cancel()
                await asyncio.gather(keeping, return_exceptions=True)
        rows += await ramp(system, rates, lambda: log_in(settings, names, AGENTS))
    return rows


async def theirs(install: AsteriskInstall, folder: Path, rates: tuple[int, ...]) -> list[Row]:
    rows: list[Row] = []
    for name, agents in (("crowded", SATURATED_AGENTS), ("free", AGENTS)):
        settings = settings_of("app_queue", folder / f"queue-{name}")
        load = Load(folder / f"load-{name}", settings.sip_port, AGENT_PORT, CUSTOMER_PORT)
        async with AsyncExitStack() as stack:
            supervisor = Supervisor(settings.log_folder, settings.run_folder)
            stack.push_async_callback(supervisor.stop)
            argv = peer_command(settings, install, agents, AGENT_PORT)
            program = Program(
                name="asterisk",
                argv=argv,
                environment=install.environment(),
                folder=settings.asterisk_folder,
                on_screen=False,
            )
            await supervisor.start(program)
            await asyncio.sleep(3)
            system = System("app_queue", settings, supervisor, load)
            await system.measure(WARM)
            if name == "crowded":
                rows += [await system.measure(shape) for shape in CROWDED]
                continue
            rows.append(await system.measure(IDLE))
            rows += await ramp(system, rates, None)
    return rows


async def ramp(
    system: System, rates: tuple[int, ...], before: Callable[[], Awaitable[None]] | None
) -> list[Row]:
    """Until fewer than 99.9 % go through."""
    rows = []
    for rate in rates:
        if before is not None:
            await before()
        row = await system.measure(Shape("ramp", rate, rate * 8, TALK_MS))
        rows.append(row)
        print(row)
        if row.completed < 0.999 * row.offered:
            break
    return rows


def show(rows: list[Row]) -> None:
    print(
        f"{'system':<10} {'shape':<10} {'rate/s':>6} {'offered':>8} {'done':>6} {'p50':>8} "
        f"{'p95':>8} {'p99':>8} {'order':>6} {'cpu ast.':>9} {'cpu floor':>9}"
    )
    for r in rows:
        cells = ["–" if v is None else str(v) for v in (r.p50, r.p95, r.p99, r.out_of_order)]
        print(
            f"{r.system:<10} {r.shape:<10} {r.rate:>6} {r.offered:>8} {r.completed:>6} "
            f"{cells[0]:>8} {cells[1]:>8} {cells[2]:>8} {cells[3]:>6} {r.cpu_asterisk_ms:>9} "
            f"{r.cpu_floor_ms:>9}"
        )
    for name in ("callfloor", "app_queue"):
        good = [
            r.rate for r in rows
            if r.system == name and r.shape == "ramp" and r.completed >= 0.999 * r.offered
        ]  # fmt: skip
        print(f"knee of {name}: {max(good, default=0)} calls per second, none lost")


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="two rates only")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    parser.add_argument("--only", choices=("ours", "app_queue"), help="one system alone")
    words = parser.parse_args()
    rates = (20, 60) if words.quick else RATES
    install = find_or_install()
    folder = Path(tempfile.mkdtemp(prefix="callfloor-bench-"))
    rows: list[Row] = []
    try:
        if words.only != "app_queue":
            rows += await ours(install, folder, rates)
        if words.only != "ours":
            rows += await theirs(install, folder, rates)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if words.json:
        print(json.dumps([asdict(row) for row in rows], indent=2))
    else:
        show(rows)


if __name__ == "__main__":
    asyncio.run(main())
