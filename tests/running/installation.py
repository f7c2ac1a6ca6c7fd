"""A complete installation with folders and ports of its own, started as a person starts it.

PostgreSQL is prepared first, so that the centre of the tests is there before the first start and no
demo is seeded. Then `callfloor up` runs as a child, with all that it supervises.
"""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
from tests.running.foreign import as_the_page_says, trunk_as_the_page_says
from tests.running.ports import free_sip_port, free_span, free_tcp_port, free_udp_port
from tests.running.waiting import until

from callfloor.centre import file as centre_file
from callfloor.identity import service
from callfloor.identity.passwords import Passwords
from callfloor.identity.service import UserDraft
from callfloor.kit.db import Database
from callfloor.kit.settings import Settings
from callfloor.machine.postgres import DATABASE, ROLE, EmbeddedPostgres
from callfloor.migrations import migrate

CENTRE = Path(__file__).with_name("centre.yaml")
TENANT = "shop"
PASSWORD = "a password for tests"
PHONES = ("rejects", "busy", "fails", "silent", "answers", "crowd", "customer")
"""The SIP phones that SIPp plays, each at a port of its own; `customer` is whom the trunk reaches."""
USERS = {
    "ann": ("agent", "ann"),
    "ben": ("agent", "ben"),
    "wendy": ("agent", "wendy"),
    "lead": ("supervisor", ""),
    "quality": ("quality", ""),
    "manager": ("manager", ""),
}
_READY_S = 180.0


class Installation:
    """Everything of one `callfloor up`."""

    def __init__(
        self, *, is_database_foreign: bool = False, is_asterisk_foreign: bool = False
    ) -> None:
        """What is foreign is started by hand and named by its address only."""
        self.home = Path(tempfile.mkdtemp(prefix="cf-"))
        self.home.chmod(0o755)
        first, last = free_span(400)
        self.port, self.sip_port = free_tcp_port(), free_sip_port()
        self.phone_ports = {name: free_udp_port() for name in PHONES}
        self.environment = {
            "CALLFLOOR_HOME": str(self.home),
            "CALLFLOOR_PORT": str(self.port),
            "CALLFLOOR_SIP_PORT": str(self.sip_port),
            "CALLFLOOR_ASTERISK_HTTP_PORT": str(free_tcp_port()),
            "CALLFLOOR_POSTGRES_PORT": str(free_tcp_port()),
            "CALLFLOOR_RTP_PORT_FIRST": str(first),
            "CALLFLOOR_RTP_PORT_LAST": str(last),
        }
        self.settings = Settings(
            home=self.home,
            port=self.port,
            sip_port=self.sip_port,
            postgres_port=int(self.environment["CALLFLOOR_POSTGRES_PORT"]),
        )
        self.url = f"http://127.0.0.1:{self.port}"
        self._is_foreign = is_database_foreign
        self._is_asterisk_foreign = is_asterisk_foreign
        self._asterisk: subprocess.Popen[bytes] | None = None
        folder = self.home / "foreign" if is_database_foreign else self.home
        self._server = EmbeddedPostgres(self.settings.model_copy(update={"home": folder}))
        self._postgres: subprocess.Popen[bytes] | None = None
        self._up: subprocess.Popen[bytes] | None = None
        self._clients: list[httpx.Client] = []
        self._floor = httpx.Client(
            transport=httpx.HTTPTransport(uds=str(self.settings.floor_socket)),
            base_url="http://floor",
            timeout=5,
        )

    # -- starting and stopping ------------------------------------------------------------------

    def start(self) -> None:
        self._start_postgres()
        # In a thread of its own: Playwright keeps a loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, self._seed()).result()
        if not self._is_foreign:
            self._stop_postgres()
        if self._is_asterisk_foreign:
            self._start_asterisk()
        with (self.home / "up.log").open("wb") as log:
            self._up = subprocess.Popen(
                [sys.executable, "-m", "callfloor", "up"],
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.until_ready(_READY_S)

    def until_ready(self, limit_s: float) -> None:
        def ready() -> bool:
            if self._up is not None and self._up.poll() is not None:
                raise AssertionError(f"callfloor up ended:\n{self.logs()}")
            with contextlib.suppress(httpx.HTTPError):
                said = httpx.get(f"{self.url}/health/ready", timeout=2).json()
                return bool(said["status"] == "up")
            return False

        try:
            until(ready, limit_s, "the installation is ready")
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.logs()}") from None

    def _start_asterisk(self) -> None:
        etc = self.settings.asterisk_folder / "etc"
        etc.mkdir(parents=True)
        trunk = trunk_as_the_page_says(f"{TENANT}.trunk.street", "127.0.0.1")
        (etc / "pjsip_trunks.conf").write_text(trunk, encoding="utf-8")
        with (self.home / "asterisk-own.log").open("wb") as log:
            self._asterisk = subprocess.Popen(
                [sys.executable, "-m", "callfloor", "asterisk"],
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        user = until(lambda: _ari_user(etc / "ari.conf"), 60, "Asterisk has its configuration")
        port = self.environment["CALLFLOOR_ASTERISK_HTTP_PORT"]
        self.environment["CALLFLOOR_ASTERISK_URL"] = f"http://{user}@127.0.0.1:{port}"

    def _start_postgres(self) -> None:
        self._server.prepare()
        self._server.forget_stale_process()
        account = self._server.account
        with (self.home / "postgres-own.log").open("ab") as log:
            self._postgres = subprocess.Popen(
                self._server.argv,
                stdout=log,
                stderr=log,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
                cwd=self._server.cluster,
            )

    def _stop_postgres(self) -> None:
        if self._postgres is not None:
            self._postgres.send_signal(signal.SIGINT)
            self._postgres.wait(20)
            self._postgres = None

    def restart_foreign_database(self) -> None:
        """As its owner does at an upgrade: stopped with its connections, and started again."""
        self._stop_postgres()
        self._start_postgres()

    async def _seed(self) -> None:
        end_s = time.monotonic() + 30
        while not await self._server.answers():
            assert time.monotonic() < end_s, "PostgreSQL does not answer"
            await asyncio.sleep(0.05)
        if self._is_foreign:
            url = await as_the_page_says(self._server)
            self.environment["CALLFLOOR_DATABASE_URL"] = url
        else:
            await self._server.create_role_and_database()
            url = self._server.url(ROLE, DATABASE)
        await migrate(url)
        database = Database(url, connections_max=2)
        passwords = Passwords()
        text = CENTRE.read_text(encoding="utf-8")
        for name, port in self.phone_ports.items():
            text = text.replace(f"{{port:{name}}}", str(port))
        try:
            async with database.session(TENANT) as session:
                await centre_file.apply(session, text, tenant_id=TENANT)
                for login, (role, agent_id) in USERS.items():
                    draft = UserDraft(
                        login=login,
                        name=login.title(),
                        roles=(role,),
                        password=PASSWORD,
                        agent_id=agent_id,
                    )
                    await service.create_user(session, TENANT, draft, passwords, None)
        finally:
            await database.close()

    def stop(self) -> None:
        for client in [*self._clients, self._floor]:
            client.close()
        if self._up is not None and self._up.poll() is None:
            self._up.send_signal(signal.SIGTERM)
            try:
                self._up.wait(40)
            except subprocess.TimeoutExpired:
                # Its children get their stop signal from the kernel when it is gone.
                self._up.kill()
                self._up.wait(5)
        if self._asterisk is not None:
            self._asterisk.terminate()
            self._asterisk.wait(10)
        self._stop_postgres()
        shutil.rmtree(self.home, ignore_errors=True)

    # -- what can be seen and done ----------------------------------------------------------------

    @property
    def database_url(self) -> str:
        """Of the product's own role."""
        given = self.environment.get("CALLFLOOR_DATABASE_URL")
        return given or self._server.url(ROLE, DATABASE)

    def pid(self, part: str) -> int:
        """The process of `floor`, `api`, `asterisk` or `postgres` that runs now."""
        return int((self.settings.run_folder / f"{part}.pid").read_text(encoding="utf-8"))

    def kill(self, part: str) -> int:
        """kill -9; the pid that died. `up` starts the part again."""
        pid = self.pid(part)
        os.kill(pid, signal.SIGKILL)
        return pid

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Nothing that dies is started again meanwhile: the supervisor itself stands still."""
        assert self._up is not None
        self._up.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._up.send_signal(signal.SIGCONT)

    def until_restarted(self, part: str, dead: int, limit_s: float = 10) -> None:
        until(lambda: self.pid(part) != dead, limit_s, f"{part} runs again")

    def logs(self, lines: int = 40) -> str:
        """The ends of all logs, for the message of a failure."""
        files = [self.home / "up.log", *sorted(self.settings.log_folder.glob("*.log"))]
        files.append(self.home / "asterisk" / "log" / "messages")
        texts = []
        for file in files:
            if file.is_file():
                tail = file.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
                texts.append("\n".join([f"--- {file.name}", *tail]))
        return "\n".join(texts)

    def client(self, login: str) -> httpx.Client:
        """An API client, logged in."""
        client = httpx.Client(base_url=f"{self.url}/api", timeout=15)
        self._clients.append(client)
        body = {"tenant": TENANT, "login": login, "password": PASSWORD}
        answer = client.post("/session", json=body)
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
        return client

    def act(self, agent_id: str, action: str, **body: Any) -> dict[str, Any]:
        """An action for an agent, at the floor's own door."""
        answer = self._floor.post(f"/v1/{TENANT}/agents/{agent_id}/{action}", json=body)
        assert answer.status_code == 200, f"{agent_id} {action}: {answer.text}"
        agent: dict[str, Any] = answer.json()["agent"]
        return agent

    def make_ready(self, *agent_ids: str) -> None:
        """Log agents in and ready, whatever they were before."""
        for agent_id in agent_ids:
            state = self.agent(agent_id)["state"]
            if state == "logged_out":
                state = self.act(agent_id, "login")["state"]
            if state == "not_ready":
                self.act(agent_id, "ready")

    def send_home(self, agent_id: str) -> None:
        """End whatever the agent is in, and log out; for the end of a test."""
        if self.agent(agent_id)["state"] in ("talking", "holding"):
            with contextlib.suppress(AssertionError):  # the customer may hang up at this moment
                self.act(agent_id, "hang_up")
        if self.agent(agent_id)["state"] == "wrap_up":
            self.act(agent_id, "wrap_up", code="other", note="", resolved="n/a")
        if self.agent(agent_id)["state"] != "logged_out":
            self.act(agent_id, "logout")

    def state(self) -> dict[str, Any]:
        """The floor's own account of everything alive in this tenant."""
        found = self._floor.get("/v1/state").json()
        return {**found["tenants"][TENANT], "telephony_up": found["telephony_up"]}

    def health(self) -> dict[str, Any]:
        """How the floor says it is, its journal and its spool among it."""
        found: dict[str, Any] = self._floor.get("/health").json()
        return found

    def agent(self, agent_id: str) -> dict[str, Any]:
        return next(one for one in self.state()["agents"] if one["id"] == agent_id)

    def contacts(self, **criteria: str) -> list[dict[str, Any]]:
        """Live contacts whose fields are as given."""
        return [
            one
            for one in self.state()["contacts"]
            if all(one[key] == value for key, value in criteria.items())
        ]

    def until_recorded(self, number: str) -> dict[str, Any]:
        """The ended contact of this caller, once its recording is there."""
        client = self.client("quality")

        def found() -> list[dict[str, Any]]:
            answer = client.get("/contacts", params={"q": number})
            rows = answer.json()["items"] if answer.status_code == 200 else []
            return [row for row in rows if row["ended_at"] and row["recording_id"]]

        return until(found, 60, "the contact is told, with its recording")[0]

    def floor_answers(self) -> bool:
        """Whether the floor is back at its door with Asterisk behind it."""
        try:
            return bool(self.state()["telephony_up"])
        except (httpx.HTTPError, KeyError):
            return False


def _ari_user(file: Path) -> str:
    """`user:password` of its only user, or nothing yet."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = re.search(r"\[(\w+)\]\ntype = user.*?\npassword = (\S+)\n", text, re.DOTALL)
    return f"{found[1]}:{found[2]}" if found else ""
