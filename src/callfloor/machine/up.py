"""`callfloor up`: prepares the machine, starts every part in order, and keeps them running."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NoReturn

import aiohttp

from callfloor.kit.errors import SetupError
from callfloor.kit.settings import Settings
from callfloor.machine import console, preflight
from callfloor.machine.postgres import EmbeddedPostgres, connected
from callfloor.machine.processes import Program, Supervisor
from callfloor.machine.screen import Screen
from callfloor.telephony.asterisk.install import (
    AsteriskInstall,
    find_or_install,
    host_name_resolves,
)

READY_LIMIT_S = 60.0
POSTGRES_LIMIT_S = 30.0
_POLL_S = 0.05
_STARTS_MAX = 4
"""A part that ends as often as this before all is ready will not get ready."""
_FIRST_START_BYTES = 1_500_000_000
_STATE = ("postgres", "asterisk", "prompts", "recordings", "facts", "spool", "secrets", "log")
"""What we made ourselves in the folder of state; a person's own files beside it stay."""


@dataclass(frozen=True)
class Prepared:
    """What `prepare` found or made; None where a server of the user's serves instead."""

    asterisk: AsteriskInstall | None
    postgres: EmbeddedPostgres | None


def prepare(settings: Settings, screen: Screen) -> Prepared:
    """Fetch and build what is missing. Repeated, it does nothing and takes no time."""
    preflight.check_home(settings)
    asterisk = None
    if settings.asterisk_url is None:
        with screen.fetching("Asterisk") as tell:
            asterisk = find_or_install(tell)
        if not asterisk.private and not host_name_resolves():
            msg = (
                "This machine does not know the address of its own host name, and Asterisk would "
                "not take a call. Add a line `127.0.0.1 NAME` to /etc/hosts."
            )
            raise SetupError(msg)
    folder = console.console_folder()
    if folder is not None and not console.is_built(folder):
        if not (folder / "node_modules").is_dir():
            preflight.check_disk(folder, _FIRST_START_BYTES)
        console.build(lambda text: screen.say(f"Console: {text} ..."))
    postgres = None
    if settings.database_url is None:
        postgres = EmbeddedPostgres(settings)
        postgres.prepare()
    return Prepared(asterisk, postgres)


def remove_data(settings: Settings, screen: Screen, *, confirmed: bool) -> None:
    """`--fresh`: delete what lies in the folder of state, after asking. The caller holds the lock."""
    if settings.database_url is not None:
        msg = (
            "--fresh deletes the folder of state only, not a database of yours. Empty the database "
            "of CALLFLOOR_DATABASE_URL yourself and start without --fresh."
        )
        raise SetupError(msg)
    home = settings.root
    found = [home / name for name in _STATE if (home / name).exists()]
    if not confirmed and found:
        if not sys.stdin.isatty():
            msg = f"--fresh would delete {home}; say --yes as well where nobody can be asked."
            raise SetupError(msg)
        screen.say(f"This deletes {home}: all contacts, recordings and settings in it.")
        if input('Type "delete" to go on: ').strip() != "delete":
            msg = "Nothing was deleted."
            raise SetupError(msg)
    for folder in found:
        shutil.rmtree(folder)


async def run(settings: Settings, screen: Screen, prepared: Prepared) -> None:
    """Start everything, say where it is, and stay until Ctrl-C or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    supervisor = Supervisor(settings.log_folder, settings.run_folder)
    starting = asyncio.create_task(_start(settings, screen, prepared, supervisor))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            await starting
            await stopping
        screen.say("Stopping ...")
    finally:
        for task in (starting, stopping):
            task.cancel()
        await asyncio.gather(starting, stopping, return_exceptions=True)
        await supervisor.stop()
    screen.say("Stopped.")


async def _start(
    settings: Settings, screen: Screen, prepared: Prepared, supervisor: Supervisor
) -> None:
    if prepared.postgres is not None:
        await _start_postgres(prepared.postgres, supervisor)
    settings = connected(settings)
    # Asterisk needs no database: it loads its modules while the tables are brought up to date.
    if prepared.asterisk is not None:
        await supervisor.start(asterisk_program(settings, prepared.asterisk))
    await _migrate(settings)
    for name in ("floor", "api"):
        await supervisor.start(_own_program(settings, name))
    await _until_ready(settings, supervisor)
    # No call and no page waits for it.
    await supervisor.start(_own_program(settings, "clerk"))
    _announce(settings, screen)


async def _start_postgres(postgres: EmbeddedPostgres, supervisor: Supervisor) -> None:
    await supervisor.start(postgres_program(postgres))
    await _until(
        postgres.answers,
        POSTGRES_LIMIT_S,
        lambda: f"PostgreSQL does not answer: {supervisor.tail('postgres')}",
    )
    await postgres.create_role_and_database()


def postgres_program(postgres: EmbeddedPostgres) -> Program:
    return Program(
        name="postgres",
        argv=postgres.argv,
        folder=postgres.cluster,
        # SIGINT is PostgreSQL's fast shutdown: clients are disconnected, nothing is lost.
        stop_signal=signal.SIGINT,
        stop_limit_s=20,
        account=postgres.account,
        on_screen=False,
        before_start=postgres.clear_the_way,
    )


def asterisk_program(settings: Settings, install: AsteriskInstall) -> Program:
    # Written by the telephony room when it is needed: a start without Asterisk imports nothing of it.
    from callfloor.telephony.asterisk.config import write_config

    configuration = write_config(settings, install)
    return Program(
        name="asterisk",
        argv=(*install.argv, "-C", str(configuration), "-f"),
        environment=install.environment(),
        folder=settings.asterisk_folder,
        on_screen=False,
    )


def become_asterisk(settings: Settings) -> NoReturn:
    """Replace this process by Asterisk, for a container that runs nothing else."""
    preflight.check_home(settings)
    program = asterisk_program(settings, find_or_install())
    os.chdir(settings.asterisk_folder)
    environment = {**os.environ, **program.environment}
    os.execve(program.argv[0], program.argv, environment)  # noqa: S606 - nothing of a user's in it


def _own_program(settings: Settings, name: str) -> Program:
    return Program(
        name=name,
        argv=(sys.executable, "-m", "callfloor", name),
        environment=child_environment(settings),
    )


def child_environment(settings: Settings) -> dict[str, str]:
    """What our own processes are told besides what we were told ourselves."""
    assert settings.database_url is not None
    return {
        "CALLFLOOR_HOME": str(settings.root),
        "CALLFLOOR_DATABASE_URL": settings.database_url.get_secret_value(),
    }


async def _migrate(settings: Settings) -> None:
    """In a process of its own: a seed is much work and must not hold up the supervisor."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "callfloor", "migrate", "--demo", "--quiet"),
        env={**os.environ, **child_environment(settings)},
        stdin=asyncio.subprocess.DEVNULL,
    )
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if code:
        msg = "The database could not be prepared; the lines above say why."
        raise SetupError(msg)


async def _until_ready(settings: Settings, supervisor: Supervisor) -> None:
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - compared, not bound
    url = f"http://{host}:{settings.port}/health/ready"
    limit = aiohttp.ClientTimeout(total=2)

    async with aiohttp.ClientSession(timeout=limit) as session:

        async def ready() -> bool:
            if any(supervisor.starts(name) > _STARTS_MAX for name in ("floor", "api")):
                raise SetupError(sentence())
            try:
                async with session.get(url) as answer:
                    return answer.status == 200
            except (aiohttp.ClientError, TimeoutError):
                return False

        def sentence() -> str:
            tails = (f"{name}: {supervisor.tail(name, 3)}" for name in ("floor", "api"))
            return "Callfloor did not get ready. The last it logged:\n" + "\n".join(tails)

        await _until(ready, READY_LIMIT_S, sentence)


async def _until(
    check: Callable[[], Awaitable[bool]], limit_s: float, sentence: Callable[[], str]
) -> None:
    """Ask again and again; SetupError with the sentence when the limit is over."""
    loop = asyncio.get_running_loop()
    end = loop.time() + limit_s
    while not await check():
        if loop.time() > end:
            raise SetupError(sentence())
        await asyncio.sleep(_POLL_S)


def _announce(settings: Settings, screen: Screen) -> None:
    from callfloor.bootstrap.tables import demo_logins

    host = "localhost" if settings.host in {"127.0.0.1", "0.0.0.0"} else settings.host  # noqa: S104 - compared, not bound
    address = settings.public_url or f"http://{host}:{settings.port}"
    screen.say("")
    screen.say(f"Callfloor is ready:  {address}")
    if settings.asterisk_url is None:
        screen.say(f"SIP phones and trunks: {settings.sip_host}:{settings.sip_port}")
    screen.say(f"State and logs: {settings.root}")
    rows = demo_logins(settings)
    if rows:
        screen.say("")
        screen.logins(rows)
    screen.say("")
    screen.say("Ctrl-C stops everything.")
