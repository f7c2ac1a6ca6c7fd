"""A thin ARI client: events over one WebSocket that reconnects, commands over others, else over HTTP.

Ids are chosen by the caller, so a command whose answer was lost is simply sent again. The answers
404, 409 and 422 tell a state; they are returned, not raised.
"""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlencode

import aiohttp
import msgspec
from yarl import URL

from callfloor.kit.errors import UnavailableError
from callfloor.kit.log import get
from callfloor.telephony.asterisk.commands import Answer, CommandSockets, SocketLostError
from callfloor.telephony.asterisk.wire import Event, decode_event

_CONNECTIONS = 32
_LIMIT_S = 8
_TIMEOUT = aiohttp.ClientTimeout(total=_LIMIT_S, connect=3)
_BACK_OFF_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
_HEARTBEAT_S = 5

log = get("ari")


def path_of(*parts: str) -> str:
    """A path below /ari of parts that may hold any character."""
    return "/" + "/".join(quote(part, safe="") for part in parts)


class AriClient:
    """`url` holds user and password. One client serves the two applications of this product."""

    def __init__(self, url: str, apps: tuple[str, ...]) -> None:
        told = URL(url)
        self._base = f"{told.scheme}://{told.host}:{told.port}{told.path.rstrip('/')}/ari"
        account = f"{told.user or ''}:{told.password or ''}".encode()
        self._headers = {"Authorization": f"Basic {b64encode(account).decode()}"}
        self._apps = apps
        self._session: aiohttp.ClientSession | None = None
        self._stopping = False
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._commands = CommandSockets(f"{self._base}/events", self._open)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=40),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers=self._headers,
                skip_auto_headers=("User-Agent", "Accept-Encoding", "Accept"),
                timeout=_TIMEOUT,
            )
        return self._session

    async def call(
        self, method: str, path: str, body: object = None, /, **query: str | int
    ) -> Answer:
        """One command. A dropped connection is tried once more; UnavailableError when that fails."""
        target = f"{path}?{urlencode(query)}" if query else path
        data = None if body is None else msgspec.json.encode(body)
        for attempt in (1, 2):
            try:
                if self._commands.up:
                    return await self._commands.call(method, target[1:], data, _LIMIT_S)
                return await self._by_http(method, target, data)
            except SocketLostError:
                continue
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                if attempt == 2:
                    msg = f"Asterisk does not answer ({type(error).__name__}); it is tried again."
                    raise UnavailableError(msg) from error
        return await self._by_http(method, target, data)

    async def _by_http(self, method: str, target: str, data: bytes | None) -> Answer:
        url = URL(f"{self._base}{target}", encoded=True)
        headers = {"Content-Type": "application/json"} if data else None
        async with self._open().request(method, url, data=data, headers=headers) as response:
            return Answer(response.status, await response.read())

    async def get(self, path: str, **query: str | int) -> Answer:
        return await self.call("GET", path, **query)

    async def post(self, path: str, body: object = None, /, **query: str | int) -> Answer:
        return await self.call("POST", path, body, **query)

    async def delete(self, path: str, **query: str | int) -> Answer:
        return await self.call("DELETE", path, **query)

    async def put(self, path: str, body: object = None, /, **query: str | int) -> Answer:
        return await self.call("PUT", path, body, **query)

    async def listen(
        self,
        on_event: Callable[[Event], None],
        on_up: Callable[[], Awaitable[None]],
        on_down: Callable[[str], None],
    ) -> None:
        """Keep the event socket up until `close`. `on_up` runs beside the reader, which never waits."""
        failures = 0
        while not self._stopping:
            try:
                query = urlencode({"app": ",".join(self._apps)})
                url = URL(f"{self._base}/events?{query}", encoded=True)
                async with self._open().ws_connect(
                    url, heartbeat=_HEARTBEAT_S, max_msg_size=0, compress=0
                ) as socket:
                    failures = 0
                    self._socket = socket
                    self._commands.start()
                    await self._read(socket, on_event, on_up)
                detail = "the event socket was closed"
            except (aiohttp.ClientError, TimeoutError, OSError, UnavailableError) as error:
                detail = f"{type(error).__name__}: {error}"
            if self._stopping:
                return
            on_down(detail)
            await asyncio.sleep(_BACK_OFF_S[min(failures, len(_BACK_OFF_S) - 1)])
            failures += 1

    async def _read(
        self,
        socket: aiohttp.ClientWebSocketResponse,
        on_event: Callable[[Event], None],
        on_up: Callable[[], Awaitable[None]],
    ) -> None:
        up = asyncio.ensure_future(on_up())
        # A failed synchronisation is as good as no connection: close and begin again.
        up.add_done_callback(lambda done: self._close_if_failed(done, socket))
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    try:
                        event = decode_event(message.data)
                    except msgspec.MsgspecError as error:
                        log.warning("an event could not be read", error=str(error))
                        continue
                    on_event(event)
        finally:
            up.cancel()

    def _close_if_failed(
        self, done: "asyncio.Future[None]", socket: aiohttp.ClientWebSocketResponse
    ) -> None:
        if done.cancelled() or done.exception() is None:
            return
        log.warning("synchronising with Asterisk failed", error=str(done.exception()))
        self._closing = asyncio.ensure_future(socket.close())

    async def close(self) -> None:
        self._stopping = True
        await self._commands.stop()
        if self._session is not None:
            await self._session.close()
