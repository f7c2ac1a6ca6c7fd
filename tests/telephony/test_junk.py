"""What a broken Asterisk, or something else at its address, sends is passed over; nothing is lost."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
import pytest
from aiohttp import WSMsgType, web
from tests.running.ports import free_tcp_port

from callfloor.telephony.asterisk.client import AriClient
from callfloor.telephony.asterisk.wire import Event

JUNK = ("", "no JSON", "[]", "{}", '{"type": 5}', '{"type":', '{"channel": "x"}', "null", "1e999")
SOCKETS = 4
KEY = '{"type": "ChannelDtmfReceived", "digit": "7", "channel": {"id": "1.1"}}'


class BrokenAsterisk:
    """Answers each request amid junk, and tells one event amid junk on each event socket."""

    def __init__(self) -> None:
        self.listeners = 0
        self.answered = 0
        """By the sockets for commands; each is asked once before it counts."""

    async def events(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if request.query["app"].startswith("callfloor-commands"):
            await self._answer(socket)
            return socket
        self.listeners += 1
        await socket.send_bytes(b"\\xff\\x00")
        for text in (*JUNK, KEY, *JUNK, KEY):
            await socket.send_str(text)
        async for _ in socket:
            pass
        return socket

    async def ping(self, _request: web.Request) -> web.Response:
        return web.json_response({})

    async def _answer(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            self.answered += 1
            asked = msgspec.json.decode(message.data)
            for text in JUNK:
                await socket.send_str(text)
            for request_id in ("somebody else's", asked["request_id"], asked["request_id"]):
                answer = {"type": "RESTResponse", "request_id": request_id, "status_code": 200}
                await socket.send_str(msgspec.json.encode(answer).decode())


@pytest.fixture
async def asterisk() -> AsyncIterator[tuple[BrokenAsterisk, str]]:
    broken = BrokenAsterisk()
    application = web.Application()
    application.router.add_get("/ari/events", broken.events)
    application.router.add_get("/ari/asterisk/ping", broken.ping)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    port = free_tcp_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield broken, f"http://user:secret@127.0.0.1:{port}"
    await runner.cleanup()


async def test_junk_from_asterisk_is_passed_over(asterisk: tuple[BrokenAsterisk, str]) -> None:
    broken, url = asterisk
    heard: list[Event] = []
    both = asyncio.Event()

    def on_event(event: Event) -> None:
        heard.append(event)
        if [one.digit for one in heard].count("7") == 2:
            both.set()

    async def on_up() -> None:
        return

    client = AriClient(url, ("callfloor",))
    listening = asyncio.create_task(client.listen(on_event, on_up, lambda _why: None))
    try:
        async with asyncio.timeout(20):
            await both.wait()
            while broken.answered < SOCKETS + 3:
                assert (await client.get("/asterisk/ping")).ok
    finally:
        await client.close()
        listening.cancel()
    assert broken.listeners == 1, "the socket was not given up for what it sent"
