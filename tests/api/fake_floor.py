"""A floor for tests of the API: it answers at the control socket, and writes down what it was asked.

It only knows agents' states; routing is the real floor's matter and is tested there.
"""

from pathlib import Path
from typing import Any

from aiohttp import web

from callfloor.events.agents import AgentState, AgentStateChanged, PhoneReachabilityChanged
from callfloor.journal.port import Entry
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.clock import now_ms
from callfloor.kit.ids import new_id

_STATES: dict[str, AgentState] = {
    "login": "not_ready",
    "logout": "logged_out",
    "ready": "ready",
    "not_ready": "not_ready",
    "wrap_up": "ready",
}


class FakeFloor:
    def __init__(self, socket: Path, journal: PostgresJournal | None = None) -> None:
        self.asked: list[tuple[str, dict[str, Any], str]] = []
        self.refusal: dict[str, Any] | None = None
        self.telephony = "up"
        self.take: dict[str, Any] = {
            "id": "01M80QQ0PY2FNE64D484KSENYX", "prompt": "welcome", "language": "es",
            "phase": "ringing", "result": "", "error": "", "sound": "", "version": 0,
        }  # fmt: skip
        self.journal_away_since_ms: int | None = None
        self._socket, self._journal = socket, journal
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/health", self._health)
        app.router.add_post("/v1/{tenant}/agents/{agent_id}/{action}", self._act)
        app.router.add_post("/v1/{tenant}/agents", self._noted)
        app.router.add_post("/v1/{tenant}/supervisors/{agent_id}/{action}", self._act)
        app.router.add_post("/v1/{tenant}/contacts/{contact_id}/{action}", self._noted)
        app.router.add_post("/v1/{tenant}/web_calls", self._web_call)
        app.router.add_post("/v1/{tenant}/written", self._written)
        app.router.add_post("/v1/{tenant}/centre_changed", self._noted)
        app.router.add_post("/v1/{tenant}/takes", self._take)
        app.router.add_get("/v1/{tenant}/takes/{take_id}", self._take)
        app.router.add_post("/v1/{tenant}/takes/{take_id}", self._take)
        app.router.add_get("/v1/{tenant}/{name:callbacks|abandoned}", self._noted)
        app.router.add_post("/v1/{tenant}/{name:callbacks|abandoned}{rest:.*}", self._noted)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        self._socket.parent.mkdir(parents=True, exist_ok=True)
        self._socket.unlink(missing_ok=True)
        await web.UnixSite(self._runner, str(self._socket)).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, _request: web.Request) -> web.Response:
        told = {"telephony": self.telephony, "journal_away_since_ms": self.journal_away_since_ms}
        return web.json_response(told)

    async def _noted(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else {}
        self.asked.append((request.path, body, request.headers.get("X-Actor", "")))
        return web.json_response({})

    async def _take(self, request: web.Request) -> web.Response:
        """A prompt recorded by phone, where `take` says it stands."""
        body = await request.json() if request.can_read_body else {}
        self.asked.append((request.path, body, request.headers.get("X-Actor", "")))
        if self.refusal is not None:
            return web.json_response(self.refusal, status=self.refusal["status"])
        about = {name: body[name] for name in ("prompt", "language") if name in body}
        self.take = {**self.take, **about}
        return web.json_response(self.take)

    async def _written(self, request: web.Request) -> web.Response:
        self.asked.append((request.path, await request.json(), request.headers["X-Actor"]))
        return web.json_response({"id": "w1", "phase": "ringing", "agent_id": "maria"})

    async def _web_call(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.asked.append((request.path, body, ""))
        if body["number"] != "100":
            problem = {"code": "not_found", "message": "Nobody has that number.", "status": 404}
            return web.json_response(problem, status=404)
        return web.json_response(
            {
                "user": "web.1",
                "secret": "s3cret",
                "expires_at_ms": now_ms() + 60_000,
                "sip_uri": "sip:web.1@callfloor",
                "target": "sip:100@callfloor",
                "realm": "callfloor",
                "ws_path": "/ws",
            }
        )

    async def _act(self, request: web.Request) -> web.Response:
        tenant, agent_id = request.match_info["tenant"], request.match_info["agent_id"]
        action, body = request.match_info["action"], await request.json()
        self.asked.append((request.path, body, request.headers.get("X-Actor", "")))
        if self.refusal is not None:
            return web.json_response(self.refusal, status=self.refusal["status"])
        if action == "phone":
            await self._note(
                PhoneReachabilityChanged(
                    tenant=tenant, at_ms=now_ms(), agent_id=agent_id, reachable=True
                )
            )
            return web.json_response(
                {
                    "user": f"{tenant}.{agent_id}",
                    "secret": "s3cret",
                    "expires_at_ms": now_ms() + 3_600_000,
                    "sip_uri": f"sip:{tenant}.{agent_id}@callfloor",
                    "realm": "callfloor",
                    "ws_path": "/ws",
                    "target": "",
                }
            )
        state = _STATES.get(action)
        if state is not None:
            reason = str(body.get("reason", "login")) if state == "not_ready" else ""
            await self._note(
                AgentStateChanged(
                    tenant=tenant, at_ms=now_ms(), agent_id=agent_id, state=state, reason=reason
                )
            )
        agent = {"id": agent_id, "state": state} if state else {"id": agent_id}
        return web.json_response({"agent": agent})

    async def _note(self, fact: AgentStateChanged | PhoneReachabilityChanged) -> None:
        if self._journal is not None:
            await self._journal.append([Entry(id=new_id(), fact=fact)])
