"""The embedded PostgreSQL with the real server of the wheel: made, kept, recovered, fenced."""

import asyncio
import os
import signal
import socket
import stat
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import asyncpg
import psutil
import pytest

from callfloor.kit.secret_files import secret
from callfloor.kit.settings import Settings
from callfloor.machine.postgres import EmbeddedPostgres, connected, database_url
from callfloor.machine.processes import Supervisor
from callfloor.machine.up import postgres_program


def free_tcp_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def until(check: Callable[[], Awaitable[bool]], limit_s: float = 30) -> None:
    end = time.monotonic() + limit_s
    while not await check():
        assert time.monotonic() < end, "PostgreSQL did not answer in time"
        await asyncio.sleep(0.02)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", postgres_port=free_tcp_port(), database_url=None)


@pytest.fixture
async def running(
    settings: Settings,
) -> AsyncIterator[tuple[EmbeddedPostgres, Supervisor]]:
    server = EmbeddedPostgres(settings)
    await asyncio.to_thread(server.prepare)
    supervisor = Supervisor(settings.log_folder, settings.run_folder)
    await supervisor.start(postgres_program(server))
    await until(server.answers)
    await server.create_role_and_database()
    yield server, supervisor
    await supervisor.stop()


def test_a_secret_is_made_once_and_only_its_owner_reads_it(settings: Settings) -> None:
    made = secret(settings, "x")
    assert secret(settings, "x") == made
    assert len(made) > 30
    file = settings.secrets_folder / "x"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.secrets_folder.stat().st_mode) == 0o700


def test_a_server_of_the_users_own_is_taken_as_it_is(tmp_path: Path) -> None:
    told = Settings.model_validate({"home": tmp_path, "database_url": "postgresql://me:x@db/y"})
    assert database_url(told) == "postgresql://me:x@db/y"
    assert not (tmp_path / "secrets").exists()


def test_the_process_file_of_a_dead_server_is_removed(settings: Settings) -> None:
    server = EmbeddedPostgres(settings)
    server.cluster.mkdir(parents=True)
    file = server.cluster / "postmaster.pid"
    # Our own number: alive, but no PostgreSQL on this folder, as after a container's restart.
    file.write_text(f"{os.getpid()}\n{server.cluster}\n")
    server.forget_stale_process()
    assert not file.exists()
    file.write_text("what is this")
    server.forget_stale_process()
    assert not file.exists()


@pytest.mark.real
async def test_the_products_role_is_no_superuser_and_bound_by_row_security(
    settings: Settings, running: tuple[EmbeddedPostgres, Supervisor]
) -> None:
    server, _ = running
    await server.create_role_and_database()
    connection = await asyncpg.connect(connected(settings).database_url.get_secret_value())  # type: ignore[union-attr]
    rights = await connection.fetchrow(
        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = $1",
        "callfloor",
    )
    assert rights is not None
    assert not any(rights.values())
    listening = await connection.fetchval("SHOW listen_addresses")
    assert listening == "127.0.0.1"
    await connection.close()


@pytest.mark.real
async def test_a_wrong_password_is_refused(
    settings: Settings, running: tuple[EmbeddedPostgres, Supervisor]
) -> None:
    del running
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(
            host="127.0.0.1", port=settings.postgres_port, user="postgres", password="guess"
        )


@pytest.mark.real
async def test_what_was_committed_is_there_after_a_kill_in_the_middle(
    settings: Settings, running: tuple[EmbeddedPostgres, Supervisor]
) -> None:
    server, supervisor = running
    connection = await asyncpg.connect(database_url(settings))
    await connection.execute("CREATE TABLE kept (n int)")
    await connection.execute("INSERT INTO kept VALUES (1)")
    first = supervisor.pid("postgres")
    assert first is not None
    os.kill(first, signal.SIGKILL)

    async def back() -> bool:
        return supervisor.pid("postgres") not in {None, first} and await server.answers()

    await until(back)
    again = await asyncpg.connect(database_url(settings))
    assert await again.fetchval("SELECT n FROM kept") == 1
    await again.close()


@pytest.mark.real
async def test_a_part_that_is_busy_when_the_server_is_killed_does_not_keep_it_away(
    settings: Settings, running: tuple[EmbeddedPostgres, Supervisor]
) -> None:
    server, supervisor = running
    connection = await asyncpg.connect(database_url(settings))
    busy = await connection.fetchval("SELECT pg_backend_pid()")
    endless = asyncio.create_task(connection.execute("DO $$ BEGIN LOOP END LOOP; END $$"))
    other = await asyncpg.connect(database_url(settings))

    async def is_running() -> bool:
        state = "SELECT state FROM pg_stat_activity WHERE pid = $1"
        return bool(await other.fetchval(state, busy) == "active")

    await until(is_running)
    first = supervisor.pid("postgres")
    assert first is not None
    os.kill(first, signal.SIGKILL)

    async def back() -> bool:
        return supervisor.pid("postgres") not in {None, first} and await server.answers()

    await until(back)
    assert not is_at_work(busy)
    with pytest.raises((asyncpg.PostgresError, OSError)):
        await endless


def is_at_work(pid: int) -> bool:
    """Whether a process still runs; one that has ended may wait to be buried."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.real
async def test_a_server_that_lives_is_left_alone(
    settings: Settings, running: tuple[EmbeddedPostgres, Supervisor]
) -> None:
    server, supervisor = running
    connection = await asyncpg.connect(database_url(settings))
    server.clear_the_way()
    assert await connection.fetchval("SELECT 1") == 1
    assert supervisor.starts("postgres") == 1
    assert (server.cluster / "postmaster.pid").exists()
    await connection.close()
