"""Browsers' phones pass through to Asterisk's `/ws`, and to nothing else of it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
import uvicorn
from aiohttp import web
from fastapi import FastAPI
from tests.running.ports import free_tcp_port

from callfloor.api import phone_proxy
from callfloor.kit.settings import Settings

_LIMIT_S = 60.0


class Asterisk:
    """Echoes what is said at `/ws`; everything else of it must never be asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.port = free_tcp_port()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        socket = web.WebSocketResponse(protocols=("sip",))
        await socket.prepare(request)
        async for message in socket:
            if message.data == "bye":
                await socket.close()
                break
            await socket.send_str(f"echo {message.data}")
        return socket

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        app = web.Application()
        app.router.add_get("/{path:.*}", self.answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        try:
            yield
        finally:
            await runner.cleanup()


@pytest.fixture
async def asterisk() -> Asterisk:
    return Asterisk()


@pytest.fixture
async def address(asterisk: Asterisk) -> AsyncIterator[str]:
    app, port = FastAPI(), free_tcp_port()
    proxy = phone_proxy.PhoneProxy(Settings(asterisk_http_port=asterisk.port))
    app.include_router(phone_proxy.router(lambda _: proxy))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await task
    assert proxy.sockets == 0
    await proxy.close()


async def test_words_go_both_ways_and_either_side_may_hang_up(
    asterisk: Asterisk, address: str
) -> None:
    async with asterisk.running(), aiohttp.ClientSession() as session:
        async with session.ws_connect(f"{address}/ws", protocols=("sip",)) as phone:
            assert phone.protocol == "sip"
            await phone.send_str("REGISTER")
            assert await phone.receive_str(timeout=_LIMIT_S) == "echo REGISTER"
            await phone.send_str("bye")
            end = await phone.receive(timeout=_LIMIT_S)
            assert end.type is aiohttp.WSMsgType.CLOSE
        async with session.ws_connect(f"{address}/ws", protocols=("sip",)) as phone:
            await phone.send_str("again")
            assert await phone.receive_str(timeout=_LIMIT_S) == "echo again"
        assert asterisk.asked == ["/ws", "/ws"]


async def test_without_asterisk_or_without_sip_the_phone_is_told(
    asterisk: Asterisk, address: str
) -> None:
    async with aiohttp.ClientSession() as session:
        for protocols in (("sip",), ()):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect(f"{address}/ws", protocols=protocols)
            assert refused.value.status == 403
    assert asterisk.asked == []


async def test_nothing_else_of_asterisk_is_reached(asterisk: Asterisk, address: str) -> None:
    async with asterisk.running(), aiohttp.ClientSession() as session:
        for path in ("/ari/channels", "/ws/../ari/channels", "/httpstatus", "/ws/ari"):
            async with session.get(f"{address}{path}") as response:
                assert response.status == 404
    assert asterisk.asked == []


def test_an_asterisk_of_one_s_own_is_reached_by_its_address() -> None:
    settings = Settings(asterisk_url="https://user:pass@pbx.example:8089/")
    assert phone_proxy.asterisk_ws_url(settings) == "wss://pbx.example:8089/ws"
