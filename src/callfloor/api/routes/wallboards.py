"""Wallboards: composed by whoever has the right, shown to whoever sees the floor, and their links."""

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.routes.centre import tell_floor
from callfloor.api.security import Asking
from callfloor.api.times import at_text, at_text_or_none
from callfloor.centre import service
from callfloor.centre.wallboards import Wallboard
from callfloor.identity import screens
from callfloor.identity.models import Screen
from callfloor.identity.permissions import Permission
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import NotFoundError
from callfloor.metrics.days import day_start_ms
from callfloor.metrics.query import Question, ask
from callfloor.metrics.rules import rules_of
from callfloor.metrics.trend import INDICATOR_OF, trend

router = APIRouter(prefix="/wallboards", tags=["wallboards"])

_VIEW: tuple[Permission, ...] = ("floor.view", "wallboards.compose")
_COMPOSE: tuple[Permission, ...] = ("wallboards.compose",)


class WallboardShown(Answer):
    """`version` counts the changes; `tiles` stand on a grid of 12 columns and 8 rows."""

    id: str
    version: int
    name: str
    theme: str
    language: str
    tiles: list[dict[str, Any]]


class Wallboards(Answer):
    items: list[WallboardShown]


class WallboardDraft(Shape):
    """`expected_version` is the version that was looked at, 0 for a new one."""

    name: str
    theme: str = "dark"
    language: str = ""
    tiles: list[dict[str, Any]] = Field(max_length=100)
    expected_version: int | None = Field(None, ge=0, le=2**31 - 1)


class TrendPoint(Answer):
    """`at` is the begin of a half hour; `value` is in percent, contacts or seconds."""

    at: str
    value: float | None


class TrendLine(Answer):
    tile_id: str
    points: list[TrendPoint]


class Trends(Answer):
    items: list[TrendLine]


class ScreenShown(Answer):
    id: str
    name: str
    created_by: str
    created_at: str
    last_used_at: str | None


class ScreenMade(ScreenShown):
    """`token` is shown this once only; the link is `/screen#<token>`."""

    token: str


class Screens(Answer):
    items: list[ScreenShown]


class NewScreen(Shape):
    name: str = Field(max_length=200)


_TILE = {
    "id": "waiting", "kind": "figure", "x": 0, "y": 0, "w": 3, "h": 2, "title": "",
    "figure": "waiting", "trend": "service_level", "queues": [], "teams": [], "text": "",
    "zone": "",
}  # fmt: skip
_BOARD = {
    "id": "main", "version": 1, "name": "Main hall", "theme": "dark", "language": "",
    "tiles": [_TILE],
}  # fmt: skip
_SCREEN = {
    "id": "01M80QQ0PY2FNE64D484KSENYX",
    "name": "Screen by the door",
    "created_by": "Laura Sanz",
    "created_at": "2026-11-25T09:00:00.000Z",
    "last_used_at": None,
}


@router.get("", **described("All wallboards", needs=_VIEW, answer={"items": [_BOARD]}))
async def listed(principal: Asking, parts: PartsDep) -> Wallboards:
    async with parts.database.session(principal.tenant) as session:
        loaded = await service.load(session, principal.tenant)
    versions = loaded.versions["wallboards"]
    return Wallboards(
        items=[shown(key, one, versions[key]) for key, one in loaded.of(Wallboard).items()]
    )


@router.put(
    "/{wallboard_id}",
    **described(
        "Make or change a wallboard",
        needs=_COMPOSE,
        body={"name": "Main hall", "theme": "dark", "tiles": [_TILE]},
        answer=_BOARD,
    ),
)
async def put(
    wallboard_id: str, body: WallboardDraft, principal: Asking, parts: PartsDep
) -> WallboardShown:
    async with parts.database.session(principal.tenant) as session:
        change = await service.put(
            session,
            principal.tenant,
            "wallboards",
            wallboard_id,
            body.model_dump(exclude={"expected_version"}),
            principal,
            expected_version=body.expected_version,
        )
        board, version = await find(session, principal.tenant, wallboard_id)
    if change is not None:
        await tell_floor(parts, principal)
    return shown(wallboard_id, board, version)


@router.delete(
    "/{wallboard_id}",
    **described("Remove a wallboard, and its links with it", needs=_COMPOSE, status=204),
)
async def remove(wallboard_id: str, principal: Asking, parts: PartsDep) -> None:
    async with parts.database.session(principal.tenant) as session:
        await service.remove(session, principal.tenant, "wallboards", wallboard_id, principal)
        await screens.take_all_back(session, principal, wallboard_id)
    await tell_floor(parts, principal)


@router.get(
    "/{wallboard_id}/trends",
    **described(
        "The lines of a wallboard's trends",
        needs=_VIEW,
        answer={
            "items": [
                {
                    "tile_id": "level",
                    "points": [{"at": "2026-11-25T09:00:00.000Z", "value": 82.5}],
                }
            ]
        },
    ),
)
async def trends(wallboard_id: str, principal: Asking, parts: PartsDep) -> Trends:
    return await trends_of(parts, principal.tenant, wallboard_id)


@router.get(
    "/{wallboard_id}/screens",
    **described("The links of a wallboard", needs=_COMPOSE, answer={"items": [_SCREEN]}),
)
async def links(wallboard_id: str, principal: Asking, parts: PartsDep) -> Screens:
    async with parts.database.session(principal.tenant) as session:
        found = await screens.listed(session, principal.tenant, wallboard_id)
    return Screens(items=[ScreenShown(**_link(one)) for one in found])


@router.post(
    "/{wallboard_id}/screens",
    **described(
        "Make a link for a screen without a person",
        needs=_COMPOSE,
        status=201,
        body={"name": "Screen by the door"},
        answer={**_SCREEN, "token": "callfloor_screen_demo.…"},
    ),
)
async def make_link(
    wallboard_id: str, body: NewScreen, principal: Asking, parts: PartsDep
) -> ScreenMade:
    async with parts.database.session(principal.tenant) as session:
        await find(session, principal.tenant, wallboard_id)
        secret, screen = await screens.make(session, principal, wallboard_id, body.name)
        return ScreenMade(token=secret, **_link(screen))


@router.delete("/screens/{screen_id}", **described("Take a link back", needs=_COMPOSE, status=204))
async def take_back(screen_id: str, principal: Asking, parts: PartsDep) -> None:
    async with parts.database.session(principal.tenant) as session:
        await screens.take_back(session, principal, screen_id)


async def find(session: Any, tenant: str, wallboard_id: str) -> tuple[Wallboard, int]:
    """The wallboard and its version; NotFoundError where there is none."""
    loaded = await service.load(session, tenant)
    board = loaded.of(Wallboard).get(wallboard_id)
    if board is None:
        msg = f"There is no wallboard {wallboard_id!r}, or not any more."
        raise NotFoundError(msg, id=wallboard_id)
    return board, loaded.versions["wallboards"][wallboard_id]


def shown(wallboard_id: str, board: Wallboard, version: int) -> WallboardShown:
    return WallboardShown(id=wallboard_id, version=version, **board.model_dump(mode="json"))


async def trends_of(parts: Parts, tenant: str, wallboard_id: str) -> Trends:
    async with parts.database.session(tenant) as session:
        board, _ = await find(session, tenant, wallboard_id)
    tiles = [tile for tile in board.tiles if tile.kind == "trend"]
    if not tiles:
        return Trends(items=[])
    live, at_ms = parts.live.board(tenant), now_ms()
    rows = await ask(
        parts.database,
        Question(
            tenant=tenant,
            zone=live.zone,
            from_ms=day_start_ms(at_ms, live.zone),
            to_ms=at_ms + 1,
            now_ms=at_ms,
            grain="queue",
            step="half_hour",
            keys=tuple(sorted({INDICATOR_OF[tile.trend] for tile in tiles})),
            rules=rules_of(await parts.given.centre(tenant)),
        ),
    )
    return Trends(
        items=[
            TrendLine(
                tile_id=tile.id,
                points=[
                    TrendPoint(at=at_text(begin_ms), value=value)
                    for begin_ms, value in trend(rows, tile.trend, tile.queues)
                ],
            )
            for tile in tiles
        ]
    )


def _link(screen: Screen) -> dict[str, Any]:
    return {
        "id": screen.id,
        "name": screen.name,
        "created_by": screen.created_by,
        "created_at": at_text(screen.created_at_ms),
        "last_used_at": at_text_or_none(screen.last_used_at_ms),
    }
