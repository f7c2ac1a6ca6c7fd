"""Commands over WebSockets of their own: a fraction of what an HTTP request costs on either side.

Asterisk serves the requests of one socket one after the other, so there are several, and a command
takes the one with the fewest under way. They listen to no application of ours and hear no events.
Asterisk before 20.14 and 22.4 answers no request there; then, and while a socket is away, commands go
by HTTP (`client.py`).
"""

import asyncio
from collections.abc import Callable
from itertools import count

import aiohttp
import msgspec

from callfloor.kit.log import get

_SOCKETS = 4
_HEARTBEAT_S = 5
_PROBE_LIMIT_S = 3
_RETRY_S = 1.0
_APP = "callfloor-commands-"

log = get("ari")


class Answer(msgspec.Struct, frozen=True):
    """`status` is that of HTTP; 404, 409 and 422 tell a state."""

    status: int
    body: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


class _Request(msgspec.Struct, frozen=True, tag="RESTRequest", omit_defaults=True):
    request_id: str
    method: str
    uri: str
    content_type: str = ""
    message_body: str = ""


class _Response(msgspec.Struct, frozen=True):
    type: str = ""
    request_id: str = ""
    status_code: int = 0
    message_body: str = ""


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Response).decode


class SocketLostError(Exception):
    """The socket closed before the answer came: the command may have been carried out or not."""


class _Socket:
    """One connection and the requests under way on it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self.waiting: dict[str, asyncio.Future[Answer]] = {}

    async def call(self, method: str, uri: str, body: bytes | None) -> Answer:
        request_id = str(next(self._numbers))
        done: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.waiting[request_id] = done
        request = _Request(
            request_id,
            method,
            uri,
            "application/json" if body else "",
            body.decode() if body else "",
        )
        try:
            await self._socket.send_frame(_encode(request), aiohttp.WSMsgType.TEXT)
            return await done
        except (aiohttp.ClientError, OSError) as error:
            raise SocketLostError from error
        finally:
            self.waiting.pop(request_id, None)

    async def read(self) -> None:
        """Until the connection ends; then whoever still waits is told."""
        try:
            async for message in self._socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take(message.data)
        finally:
            for done in self.waiting.values():
                if not done.done():
                    done.set_exception(SocketLostError())

    def _take(self, data: str) -> None:
        try:
            response = _decode(data)
        except msgspec.MsgspecError as error:
            log.warning("an answer could not be read", error=str(error))
            return
        done = self.waiting.get(response.request_id)
        if response.type == "RESTResponse" and done is not None and not done.done():
            done.set_result(Answer(response.status_code, response.message_body.encode()))


class CommandSockets:
    """`open` gives the session that dials; `url` is that of the events, without its query."""

    def __init__(self, url: str, open_session: Callable[[], aiohttp.ClientSession]) -> None:
        self._url = url
        self._open = open_session
        self._sockets: list[_Socket] = []
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._keep(number)) for number in range(_SOCKETS)]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def up(self) -> bool:
        return bool(self._sockets)

    async def call(self, method: str, uri: str, body: bytes | None, limit_s: float) -> Answer:
        """SocketLostError where the connection breaks, TimeoutError where no answer comes in time."""
        socket = min(self._sockets, key=lambda one: len(one.waiting))
        async with asyncio.timeout(limit_s):
            return await socket.call(method, uri, body)

    async def _keep(self, number: int) -> None:
        while True:
            try:
                async with self._open().ws_connect(
                    f"{self._url}?app={_APP}{number}",
                    heartbeat=_HEARTBEAT_S,
                    max_msg_size=0,
                    compress=0,
                ) as raw:
                    await self._serve(_Socket(raw))
            except (aiohttp.ClientError, TimeoutError, OSError, SocketLostError):
                pass  # HTTP carries the commands meanwhile
            await asyncio.sleep(_RETRY_S)

    async def _serve(self, socket: _Socket) -> None:
        """Counts only once it has answered a first request."""
        reading = asyncio.create_task(socket.read())
        try:
            async with asyncio.timeout(_PROBE_LIMIT_S):
                await socket.call("GET", "asterisk/ping", None)
            self._sockets.append(socket)
            await reading
        finally:
            if socket in self._sockets:
                self._sockets.remove(socket)
            reading.cancel()
