"""Browsers' SIP over WebSocket, passed on to Asterisk's `/ws` and to nothing else of it.

Who may register is Asterisk's matter (short-lived accounts); here only the number of sockets and
the size of a message are limited, so that a stranger cannot exhaust either side.
"""

import asyncio
import contextlib
from collections.abc import Callable

import aiohttp
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

from callfloor.kit import log
from callfloor.kit.settings import Settings

SUBPROTOCOL = "sip"
MESSAGE_BYTES_MAX = 64 * 1024
SOCKETS_MAX = 3000
SOCKETS_OF_ADDRESS_MAX = 400
"""Generous: a whole company may stand behind one address."""

_AWAY = 1013
_REFUSED = 1008
_logger = log.get("phone")


def asterisk_ws_url(settings: Settings) -> str:
    if settings.asterisk_url:
        scheme, _, rest = settings.asterisk_url.partition("://")
        host = rest.rpartition("@")[2].rstrip("/")
        return f"{'wss' if scheme == 'https' else 'ws'}://{host}/ws"
    return f"ws://127.0.0.1:{settings.asterisk_http_port}/ws"


class PhoneProxy:
    def __init__(self, settings: Settings) -> None:
        self._url = asterisk_ws_url(settings)
        self._session: aiohttp.ClientSession | None = None
        self._of_address: dict[str, int] = {}
        self.sockets = 0

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def serve(self, browser: WebSocket) -> None:
        if SUBPROTOCOL not in browser.scope.get("subprotocols", []):
            await browser.close(_REFUSED, "the subprotocol sip is needed")
            return
        address = browser.client.host if browser.client else ""
        if (
            self.sockets >= SOCKETS_MAX
            or self._of_address.get(address, 0) >= SOCKETS_OF_ADDRESS_MAX
        ):
            await browser.close(_AWAY, "too many phones")
            return
        self.sockets += 1
        self._of_address[address] = self._of_address.get(address, 0) + 1
        try:
            await self._pass_on(browser)
        finally:
            self.sockets -= 1
            self._of_address[address] -= 1
            if not self._of_address[address]:
                del self._of_address[address]

    async def _pass_on(self, browser: WebSocket) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        try:
            asterisk = await self._session.ws_connect(
                self._url, protocols=(SUBPROTOCOL,), max_msg_size=MESSAGE_BYTES_MAX
            )
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            _logger.warning("telephony cannot be reached by a browser's phone", error=str(error))
            await browser.close(_AWAY, "telephony is away")
            return
        async with asterisk:
            await browser.accept(subprotocol=SUBPROTOCOL)
            ways = [
                asyncio.create_task(_upwards(browser, asterisk)),
                asyncio.create_task(_downwards(browser, asterisk)),
            ]
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
        if browser.application_state is not WebSocketState.DISCONNECTED:
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await browser.close(1001)


async def _upwards(browser: WebSocket, asterisk: aiohttp.ClientWebSocketResponse) -> None:
    while True:
        message = await browser.receive()
        if message["type"] == "websocket.disconnect":
            return
        text, data = message.get("text"), message.get("bytes")
        if len(text or data or "") > MESSAGE_BYTES_MAX:
            return
        if text is not None:
            await asterisk.send_str(text)
        elif data is not None:
            await asterisk.send_bytes(data)


async def _downwards(browser: WebSocket, asterisk: aiohttp.ClientWebSocketResponse) -> None:
    async for message in asterisk:
        if message.type is aiohttp.WSMsgType.TEXT:
            await browser.send_text(message.data)
        elif message.type is aiohttp.WSMsgType.BINARY:
            await browser.send_bytes(message.data)


def router(proxy_of: Callable[[WebSocket], PhoneProxy]) -> APIRouter:
    routes = APIRouter()

    @routes.websocket("/ws")
    async def phone(socket: WebSocket) -> None:
        await proxy_of(socket).serve(socket)

    return routes
