"""The live floor over a WebSocket: `snapshot`, then `delta` and `ping` (see `api/live.py`)."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from callfloor.api.live import Page, opened
from callfloor.api.parts import Parts, parts_of
from callfloor.api.security import is_same_origin, principal_of
from callfloor.board.views import Viewer
from callfloor.identity.principal import Principal
from callfloor.kit.errors import UnavailableError

router = APIRouter()

LOGGED_OUT = 4401
FORBIDDEN = 4403
TOO_SLOW = 4408
NOT_READY = 4503
_SESSION_CHECK_S = 15.0


@router.websocket("/live")
async def live(socket: WebSocket) -> None:
    """Close codes: 4401 logged out, 4403 not allowed, 4408 too slow, 4503 not ready yet."""
    parts = parts_of(socket)
    await socket.accept()
    try:
        principal = await _admitted(socket, parts)
        if principal is None:
            return
        viewer = Viewer(sees_all=principal.may("floor.view"), agent_id=principal.agent_id)
        async with opened(parts.live, principal.tenant, viewer) as page:
            await serve(socket, page, lambda: principal_of(socket, parts))
    except UnavailableError:
        await socket.close(NOT_READY, "not ready yet")


async def _admitted(socket: WebSocket, parts: Parts) -> Principal | None:
    if not is_same_origin(socket):
        await socket.close(FORBIDDEN, "another site's page")
        return None
    principal = await principal_of(socket, parts)
    if principal is None or principal.via == "screen":
        await socket.close(LOGGED_OUT, "log in first")
        return None
    if not (principal.may("floor.view") or principal.may("desk.use")):
        await socket.close(FORBIDDEN, "needs floor.view or desk.use")
        return None
    return principal


async def serve(
    socket: WebSocket, page: Page, still: Callable[[], Awaitable[Principal | None]]
) -> None:
    """Until the page goes, reads too slowly, or `still` finds nobody behind it any more."""
    ways = [
        asyncio.create_task(_send(socket, page)),
        asyncio.create_task(_listen(socket)),
        asyncio.create_task(_watch_session(still)),
    ]
    try:
        done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        code = next((way.result() for way in done if not way.exception()), None)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
    if code is not None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await socket.close(code)


async def _send(socket: WebSocket, page: Page) -> int:
    while True:
        message = await page.messages.get()
        if message is None:
            return TOO_SLOW
        await socket.send_text(message)


async def _listen(socket: WebSocket) -> None:
    """Nothing is awaited from the page but its going."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass


async def _watch_session(still: Callable[[], Awaitable[Principal | None]]) -> int:
    while True:
        await asyncio.sleep(_SESSION_CHECK_S)
        with contextlib.suppress(UnavailableError):
            if await still() is None:
                return LOGGED_OUT
