"""What every test may ask for: a real PostgreSQL and a fresh, migrated database in it."""

import asyncio
import contextlib
import gc
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest
from tests.effort import IS_QUICK, left_out
from tests.running.mailbox import Mailbox
from tests.running.ports import free_tcp_port

from callfloor.kit.db import Database
from callfloor.kit.ids import new_id
from callfloor.kit.settings import Settings
from callfloor.machine.postgres import ROLE, SUPERUSER, EmbeddedPostgres
from callfloor.migrations import migrate

gc.set_threshold(100_000, 20, 20)
"""Tests make much and keep little of it: a tenth of their time went into looking for garbage."""


_MEMORY = Path("/dev/shm")
_MEMORY_FREE_BYTES = 2_000_000_000


def _in_memory() -> Path | None:
    """Where files of tests need no disk; None (the usual place) where there is none or too little."""
    try:
        is_roomy = shutil.disk_usage(_MEMORY).free > _MEMORY_FREE_BYTES
    except OSError:
        return None
    return _MEMORY if is_roomy and os.access(_MEMORY, os.W_OK) else None


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """The folders of tests lie in memory, and none is left: making and removing them took a fifth."""
    memory = _in_memory()
    if memory is not None and config.option.basetemp is None and not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="cf-", dir=memory)
        config.option.basetemp = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In the inner loop only the first tests of a file that ask for much; `-k` means what it says."""
    if not IS_QUICK or config.option.keyword:
        return
    asked = [(str(item.path), frozenset(getattr(item, "fixturenames", ()))) for item in items]
    out = left_out(asked)
    config.hook.pytest_deselected(
        items=[item for item, is_out in zip(items, out, strict=True) if is_out]
    )
    items[:] = [item for item, is_out in zip(items, out, strict=True) if not is_out]


class PostgresProcess:
    """The product's own embedded server in a folder of its own; it can be killed and started again."""

    options: tuple[str, ...] = ("-c", "shared_buffers=64MB")

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home=home, postgres_port=free_tcp_port())
        self._server = EmbeddedPostgres(self.settings)
        self._process: subprocess.Popen[bytes] | None = None
        self._log = (home / "postgres.log").open("wb")

    def start(self) -> None:
        self._server.prepare()
        self._server.forget_stale_process()
        account = self._server.account
        self._process = subprocess.Popen(
            # Tests build many databases and never need one after a power cut.
            [*self._server.argv, "-c", "fsync=off", *self.options],
            stdout=self._log,
            stderr=self._log,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            cwd=self._server.cluster,
        )

    async def until_ready(self, limit_s: float = 30) -> None:
        end = time.monotonic() + limit_s
        while not await self._server.answers():
            if time.monotonic() > end or self._process is None or self._process.poll() is not None:
                raise RuntimeError(Path(self._log.name).read_text()[-2000:])
            await asyncio.sleep(0.05)

    async def create_role_and_database(self) -> None:
        await self._server.create_role_and_database()

    async def create_database(self, name: str, template: str = "template1") -> str:
        """Its address for the product's role, which is no superuser."""
        connection = await asyncpg.connect(self._server.url(SUPERUSER, "postgres"))
        try:
            # Copying the files is twenty times quicker here than writing them through the log.
            await connection.execute(
                f"create database {name} owner {ROLE} template {template} strategy file_copy"
            )
        finally:
            await connection.close()
        return self._server.url(ROLE, name)

    async def drop_database(self, name: str) -> None:
        connection = await asyncpg.connect(self._server.url(SUPERUSER, "postgres"))
        try:
            await connection.execute(f"drop database if exists {name} with (force)")
        finally:
            await connection.close()

    def kill(self) -> None:
        """As a crash: every part of the server dies at once, without a word."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, signal.SIGQUIT)
            self._process.wait(10)
            self._process = None

    def stop(self) -> None:
        self.kill()
        self._log.close()


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="callfloor-test-", dir=_in_memory()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresProcess]:
    """One server for all tests of this process; not to be killed."""
    with _folder() as folder:
        process = PostgresProcess(folder)
        process.start()
        try:
            yield process
        finally:
            process.stop()


@pytest.fixture
def own_postgres() -> Iterator[PostgresProcess]:
    """A server for one test alone, which may kill it."""
    with _folder() as folder:
        process = PostgresProcess(folder)
        process.start()
        try:
            yield process
        finally:
            process.stop()


_TEMPLATE = "migrated"
_templates: set[int] = set()


@pytest.fixture
async def migrated(postgres: PostgresProcess) -> str:
    """The name of a migrated database, to be copied."""
    if id(postgres) not in _templates:
        await postgres.until_ready()
        await postgres.create_role_and_database()
        await migrate(await postgres.create_database(_TEMPLATE))
        _templates.add(id(postgres))
    return _TEMPLATE


@pytest.fixture
async def database_url(postgres: PostgresProcess, migrated: str) -> AsyncIterator[str]:
    """The address of a fresh, migrated database that this test has to itself."""
    name = f"t{new_id().lower()}"
    yield await postgres.create_database(name, migrated)
    await postgres.drop_database(name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The product's way to that fresh database."""
    database = Database(database_url, connections_max=5)
    yield database
    await database.close()


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    """A mail server that takes everything, for one test."""
    box = Mailbox()
    server = await asyncio.start_server(box.serve, "127.0.0.1", 0, limit=10_000_000)
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box
