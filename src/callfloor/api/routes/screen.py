"""A screen without a person: its wallboard, the trends on it, and the live figures, by its link alone.

The link's secret comes as a bearer token, on the live line as the first message: an address would
stand in logs.
"""

import asyncio
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from callfloor.api.described import Answer, described
from callfloor.api.live import opened
from callfloor.api.parts import Parts, PartsDep, parts_of
from callfloor.api.routes.live import FORBIDDEN, LOGGED_OUT, NOT_READY, serve
from callfloor.api.routes.wallboards import Trends, WallboardShown, shown, trends_of
from callfloor.api.security import Asking, is_same_origin
from callfloor.board.views import Viewer
from callfloor.centre import service
from callfloor.centre.wallboards import Wallboard
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.kit.errors import NotFoundError, UnavailableError

router = APIRouter(prefix="/screen", tags=["wallboards"])

_SHOW: tuple[Permission, ...] = ("wallboards.show",)
_FIRST_MESSAGE_S = 5.0
_TOKEN_MAX = 300


class ScreenCentre(Answer):
    name: str
    zone: str
    language: str


class ScreenBoard(Answer):
    """All that a screen needs to show its wallboard; names by id."""

    wallboard: WallboardShown
    tenant: ScreenCentre
    queues: dict[str, str]
    teams: dict[str, str]


@router.get(
    "",
    **described(
        "The wallboard of this screen",
        needs=_SHOW,
        answer={
            "wallboard": {
                "id": "main", "version": 1, "name": "Main hall", "theme": "dark", "language": "",
                "tiles": [],
            },
            "tenant": {"name": "Shop", "zone": "Europe/Madrid", "language": "es"},
            "queues": {"sales": "Sales"},
            "teams": {"north": "North"},
        },
    ),
)  # fmt: skip
async def read(principal: Asking, parts: PartsDep) -> ScreenBoard:
    async with parts.database.session(principal.tenant) as session:
        loaded = await service.load(session, principal.tenant)
    board = loaded.of(Wallboard).get(principal.wallboard_id)
    if board is None:
        msg = "This wallboard is not there any more; ask for a new link."
        raise NotFoundError(msg, id=principal.wallboard_id)
    names: dict[str, dict[str, str]] = {"queues": {}, "teams": {}}
    for key, name in loaded.names.items():
        kind, _, item_id = key.partition(".")
        if kind in names:
            names[kind][item_id] = name
    version = loaded.versions["wallboards"][principal.wallboard_id]
    return ScreenBoard(
        wallboard=shown(principal.wallboard_id, board, version),
        tenant=ScreenCentre(name=loaded.name, zone=loaded.zone, language=loaded.language),
        **names,
    )


@router.get(
    "/trends",
    **described(
        "The lines of this screen's trends",
        needs=_SHOW,
        answer={"items": [{"tile_id": "level", "points": []}]},
    ),
)
async def trends(principal: Asking, parts: PartsDep) -> Trends:
    return await trends_of(parts, principal.tenant, principal.wallboard_id)


@router.websocket("/live")
async def live(socket: WebSocket) -> None:
    """First `{"token": "…"}` from the screen, then as the live line of the floor, close codes too."""
    parts = parts_of(socket)
    await socket.accept()
    try:
        if not is_same_origin(socket):
            await socket.close(FORBIDDEN, "another site's page")
            return
        secret = await _secret(socket)
        principal = await _screen(parts, secret)
        if principal is None:
            await socket.close(LOGGED_OUT, "the link was taken back")
            return
        viewer = Viewer(sees_all=False, is_screen=True)
        async with opened(parts.live, principal.tenant, viewer) as page:
            await serve(socket, page, lambda: _screen(parts, secret))
    except UnavailableError:
        await socket.close(NOT_READY, "not ready yet")
    except WebSocketDisconnect:
        return


async def _secret(socket: WebSocket) -> str:
    """What the screen says first; empty where that is nothing of use."""
    try:
        async with asyncio.timeout(_FIRST_MESSAGE_S):
            said: Any = await socket.receive_json()
    except (TimeoutError, ValueError, KeyError):
        return ""
    token = said.get("token") if isinstance(said, dict) else None
    return token[:_TOKEN_MAX] if isinstance(token, str) else ""


async def _screen(parts: Parts, secret: str) -> Principal | None:
    return await parts.door.resolve_screen(secret)
