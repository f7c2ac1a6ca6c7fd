"""The API's only way to the floor: its control address, over a unix socket or HTTP.

A floor that does not answer gives UnavailableError; a floor that refuses gives its own problem
again, with the code and the sentence that it said.
"""

from typing import Any
from urllib.parse import quote

import aiohttp

from callfloor.kit.errors import (
    CallfloorError,
    ConflictError,
    ForbiddenError,
    InvalidError,
    LimitedError,
    NotFoundError,
    UnavailableError,
)
from callfloor.kit.settings import Settings

_LIMIT = aiohttp.ClientTimeout(total=5, connect=1)
_KINDS: dict[int, type[CallfloorError]] = {
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    422: InvalidError,
    429: LimitedError,
    503: UnavailableError,
}
_GONE = "The floor is starting again; calls go on meanwhile. Try again in a few seconds."

Answer = dict[str, Any]


class FloorClient:
    """Opened on first use within a running loop; `close` ends its connections."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.floor_url or "http://floor"
        self._socket = None if settings.floor_url else str(settings.floor_socket)
        self._session: aiohttp.ClientSession | None = None

    async def act(
        self, tenant: str, agent_id: str, action: str, body: Answer, *, actor: str
    ) -> Answer:
        """What a person does at the desk or a lead does for them; answers the agent as it is now."""
        return await self.act_on(tenant, "agents", agent_id, action, body, actor=actor)

    async def act_on(
        self, tenant: str, kind: str, name: str, action: str, body: Answer, *, actor: str
    ) -> Answer:
        """The same for one of the `agents` or of the `contacts`."""
        path = f"/v1/{tenant}/{kind}/{quote(name, safe='')}/{action}"
        return await self._ask("POST", path, body, actor=actor)

    async def act_on_many(
        self, tenant: str, agent_ids: list[str], action: str, body: Answer, *, actor: str
    ) -> dict[str, str]:
        """The same for many agents; agent → the code by which the floor refused it."""
        asked = {"action": action, "agent_ids": agent_ids, "body": body}
        answer = await self._ask("POST", f"/v1/{tenant}/agents", asked, actor=actor)
        refused = answer.get("refused")
        return dict(refused) if isinstance(refused, dict) else {}

    async def phone(self, tenant: str, agent_id: str, *, actor: str, language: str = "") -> Answer:
        """Credentials with which the agent's phone registers; `language` is the agent's."""
        path = f"/v1/{tenant}/agents/{agent_id}/phone"
        return await self._ask("POST", path, {"language": language}, actor=actor)

    async def supervisor_phone(
        self, tenant: str, phone_id: str, *, actor: str, language: str
    ) -> Answer:
        """Credentials for a browser phone that takes no contacts."""
        path = f"/v1/{tenant}/supervisors/{phone_id}/phone"
        return await self._ask("POST", path, {"language": language}, actor=actor)

    async def begin_take(self, tenant: str, body: Answer, *, actor: str) -> Answer:
        """Ring somebody to record a prompt; answers the take as it stands."""
        return await self._ask("POST", f"/v1/{tenant}/takes", body, actor=actor)

    async def take(self, tenant: str, take_id: str) -> Answer:
        return await self._ask("GET", _take_path(tenant, take_id), None, actor="")

    async def press(self, tenant: str, take_id: str, key: str, *, actor: str) -> Answer:
        """A key as if pressed on that phone; none hangs up."""
        return await self._ask("POST", _take_path(tenant, take_id), {"key": key}, actor=actor)

    async def web_call(self, tenant: str, body: Answer) -> Answer:
        """A short-lived account that may call one number and nothing else."""
        return await self._ask("POST", f"/v1/{tenant}/web_calls", body, actor="web")

    async def write(self, tenant: str, body: Answer, *, actor: str) -> Answer:
        """A written contact comes in."""
        return await self._ask("POST", f"/v1/{tenant}/written", body, actor=actor)

    async def read_list(self, tenant: str, name: str) -> Answer:
        """`callbacks` or `abandoned`, as they stand now."""
        return await self._ask("GET", f"/v1/{tenant}/{name}", None, actor="")

    async def change_list(self, tenant: str, path: str, body: Answer, *, actor: str) -> Answer:
        """A change of one of these lists; answers the list as it is then."""
        return await self._ask("POST", f"/v1/{tenant}/{path}", body, actor=actor)

    async def centre_changed(self, tenant: str, *, actor: str) -> Answer:
        return await self._ask("POST", f"/v1/{tenant}/centre_changed", {}, actor=actor)

    async def state(self) -> Answer:
        """Every agent and every live contact, for the command line of this machine."""
        return await self._ask("GET", "/v1/state", None, actor="")

    async def health(self) -> Answer:
        return await self._ask("GET", "/health", None, actor="")

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = (
                aiohttp.UnixConnector(self._socket)
                if self._socket is not None
                else aiohttp.TCPConnector(limit=50)
            )
            self._session = aiohttp.ClientSession(connector=connector, timeout=_LIMIT)
        return self._session

    async def _ask(self, method: str, path: str, body: Answer | None, *, actor: str) -> Answer:
        headers = {"X-Actor": actor} if actor else {}
        try:
            async with self._opened().request(
                method, f"{self._url}{path}", json=body, headers=headers
            ) as response:
                answer = await response.json(content_type=None)
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise UnavailableError(_GONE, part="floor") from error
        except ValueError as error:
            msg = "The floor gave an answer that cannot be read; its log says why."
            raise UnavailableError(msg, part="floor") from error
        if status >= 400:
            raise _refusal(status, answer)
        return answer if isinstance(answer, dict) else {}


def _take_path(tenant: str, take_id: str) -> str:
    return f"/v1/{tenant}/takes/{quote(take_id, safe='')}"


def _refusal(status: int, answer: object) -> CallfloorError:
    said = answer if isinstance(answer, dict) else {}
    kind = _KINDS.get(status, CallfloorError)
    params = said.get("params")
    message = str(said.get("message") or said.get("detail") or "The floor refused without a word.")
    error = kind(message)
    error.params = dict(params) if isinstance(params, dict) else {}
    if isinstance(said.get("code"), str) and kind is not CallfloorError:
        error.code = said["code"]
    return error
