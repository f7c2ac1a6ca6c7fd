"""Bulletins: written and watched by leads, read at the desk by whom they are for."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, Field

from callfloor.acd.centre import Agent
from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.routes.desk import own_agent
from callfloor.api.security import Asking
from callfloor.api.times import at_text, at_text_or_none
from callfloor.bulletins import service
from callfloor.bulletins.models import Bulletin, Reading
from callfloor.identity.permissions import Permission
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import NotFoundError

router = APIRouter(tags=["bulletins"])

_WRITE: tuple[Permission, ...] = ("bulletins.write",)
_DESK: tuple[Permission, ...] = ("desk.use",)
_ID = "01M80QQ0PY2FNE64D484KSENYX"


class BulletinDraft(Shape):
    """`to_id` is the agent or the team, and empty for all. It ends at `until`, a year at the latest."""

    to: Literal["agent", "team", "all"]
    to_id: str = Field("", max_length=100)
    title: str = Field(min_length=1, max_length=service.TITLE_MAX)
    text: str = Field("", max_length=service.TEXT_MAX)
    must_confirm: bool = False
    until: AwareDatetime


class BulletinShown(Answer):
    """`read_count` of `reader_count` agents have read it. `state`: current, over or taken_back."""

    id: str
    to: str
    to_id: str
    title: str
    text: str
    must_confirm: bool
    written_at: str
    until: str
    author: str
    state: str
    taken_back_at: str | None
    taken_back_by: str
    read_count: int
    reader_count: int


class BulletinPage(Answer):
    items: list[BulletinShown]
    next_cursor: str | None


class Reader(Answer):
    """`read_at` is null for whoever has not read it; `name` is the agent's, `by` who read as it."""

    agent_id: str
    name: str
    team_id: str
    read_at: str | None
    by: str


class Readers(Answer):
    """First those who have not read it."""

    items: list[Reader]


class OwnBulletin(Answer):
    """A bulletin as its reader sees it; `read_at` is null until it was read, or confirmed."""

    id: str
    title: str
    text: str
    must_confirm: bool
    written_at: str
    until: str
    author: str
    to: str
    read_at: str | None


class OwnBulletins(Answer):
    items: list[OwnBulletin]
    next_cursor: str | None


_EXAMPLE = {
    "id": _ID,
    "to": "team",
    "to_id": "north",
    "title": "New return policy",
    "text": "From today customers may return within 60 days.",
    "must_confirm": True,
    "written_at": "2026-11-25T09:00:00.000Z",
    "until": "2026-12-02T09:00:00.000Z",
    "author": "Laura Sanz",
    "state": "current",
    "taken_back_at": None,
    "taken_back_by": "",
    "read_count": 3,
    "reader_count": 4,
}
_OWN = {
    name: _EXAMPLE[name]
    for name in ("id", "title", "text", "must_confirm", "written_at", "until", "author", "to")
} | {"read_at": None}
_Cursor = Annotated[str, Query(max_length=40)]
_Limit = Annotated[int, Query(ge=1, le=200)]


@router.get(
    "/bulletins",
    **described(
        "Bulletins, the newest first",
        needs=_WRITE,
        answer={"items": [_EXAMPLE], "next_cursor": None},
    ),
)
async def listed(
    principal: Asking,
    parts: PartsDep,
    current: Annotated[bool | None, Query(description="Default: both")] = None,
    cursor: _Cursor = "",
    limit: _Limit = 50,
) -> BulletinPage:
    tenant = principal.tenant
    async with parts.database.session(tenant) as session:
        rows = await service.page(
            session, tenant, before=cursor, limit=limit + 1, is_current=current
        )
        shown = rows[:limit]
        counts = await service.counts(session, tenant, [row.id for row in shown])
    items = [_shown(row, parts, counts.get(row.id, 0)) for row in shown]
    return BulletinPage(items=items, next_cursor=shown[-1].id if len(rows) > limit else None)


@router.post(
    "/bulletins",
    **described(
        "Write a bulletin to an agent, a team or all",
        needs=_WRITE,
        body={
            "to": "all",
            "title": "New return policy",
            "text": "From today customers may return within 60 days.",
            "must_confirm": True,
            "until": "2027-01-31T09:00:00Z",
        },
        answer=_EXAMPLE,
    ),
)
async def write(body: BulletinDraft, principal: Asking, parts: PartsDep) -> BulletinShown:
    values = body.model_dump(exclude={"until"})
    values["until_ms"] = int(body.until.timestamp() * 1000)
    agents = parts.live.board(principal.tenant).centre.agents
    async with parts.database.session(principal.tenant) as session:
        row = await service.write(session, principal, agents, **values)
    return _shown(row, parts, 0)


@router.get(
    "/bulletins/{bulletin_id}/readers",
    **described(
        "Who has read a bulletin, and who has not",
        needs=_WRITE,
        answer={
            "items": [
                {
                    "agent_id": "maria",
                    "name": "María García",
                    "team_id": "north",
                    "read_at": "2026-11-25T09:04:00.000Z",
                    "by": "María García",
                }
            ]
        },
    ),
)
async def readers(bulletin_id: str, principal: Asking, parts: PartsDep) -> Readers:
    """Also those who have read it and are not meant any more."""
    tenant = principal.tenant
    async with parts.database.session(tenant) as session:
        row = await service.one(session, tenant, bulletin_id)
        found = {one.agent_id: one for one in await service.readings(session, tenant, [row.id])}
    agents = parts.live.board(tenant).centre.agents
    wanted = sorted({*service.readers_of(row, agents), *found}, key=lambda one: (one in found, one))
    return Readers(items=[_reader(one, agents.get(one), found.get(one)) for one in wanted])


@router.post(
    "/bulletins/{bulletin_id}/take_back",
    **described("Take a bulletin back", needs=_WRITE, body={}, answer=_EXAMPLE),
)
async def take_back(bulletin_id: str, principal: Asking, parts: PartsDep) -> BulletinShown:
    async with parts.database.session(principal.tenant) as session:
        row = await service.take_back(session, principal, bulletin_id)
        counts = await service.counts(session, principal.tenant, [row.id])
    return _shown(row, parts, counts.get(row.id, 0))


@router.get(
    "/desk/bulletins",
    **described(
        "The bulletins that are for the own agent now",
        needs=_DESK,
        answer={"items": [_OWN], "next_cursor": None},
    ),
)
async def own(
    principal: Asking, parts: PartsDep, cursor: _Cursor = "", limit: _Limit = 50
) -> OwnBulletins:
    agent = _agent(parts, principal.tenant, own_agent(principal))
    async with parts.database.session(principal.tenant) as session:
        rows = await service.page(
            session,
            principal.tenant,
            before=cursor,
            limit=limit + 1,
            is_current=True,
            reader=agent,
        )
        shown = rows[:limit]
        found = await service.readings(
            session, principal.tenant, [row.id for row in shown], agent_id=agent.agent_id
        )
    read = {one.bulletin_id: one for one in found}
    items = [_own(row, read.get(row.id)) for row in shown]
    return OwnBulletins(items=items, next_cursor=shown[-1].id if len(rows) > limit else None)


@router.post(
    "/desk/bulletins/{bulletin_id}/read",
    **described(
        "Say that the own agent has read a bulletin",
        needs=_DESK,
        body={},
        answer={**_OWN, "read_at": "2026-11-25T09:04:00.000Z"},
    ),
)
async def read(bulletin_id: str, principal: Asking, parts: PartsDep) -> OwnBulletin:
    own_agent(principal)
    agents = parts.live.board(principal.tenant).centre.agents
    async with parts.database.session(principal.tenant) as session:
        row, reading = await service.read(session, principal, agents, bulletin_id)
    return _own(row, reading)


def _agent(parts: Parts, tenant: str, agent_id: str) -> Agent:
    agent = parts.live.board(tenant).setting(agent_id)
    if agent is None:
        msg = f"The settings have no agent {agent_id}; ask for it to be added to the centre."
        raise NotFoundError(msg, agent_id=agent_id)
    return agent


def _shown(row: Bulletin, parts: Parts, read_count: int) -> BulletinShown:
    state = "current" if row.is_current(now_ms()) else "over"
    agents = parts.live.board(row.tenant_id).centre.agents
    return BulletinShown(
        id=row.id,
        to=row.to,
        to_id=row.to_id,
        title=row.title,
        text=row.text,
        must_confirm=row.must_confirm,
        written_at=at_text(row.written_at_ms),
        until=at_text(row.until_ms),
        author=row.author_name,
        state="taken_back" if row.taken_back_at_ms is not None else state,
        taken_back_at=at_text_or_none(row.taken_back_at_ms),
        taken_back_by=row.taken_back_name,
        read_count=read_count,
        reader_count=max(read_count, len(service.readers_of(row, agents))),
    )


def _own(row: Bulletin, reading: Reading | None) -> OwnBulletin:
    return OwnBulletin(
        id=row.id,
        title=row.title,
        text=row.text,
        must_confirm=row.must_confirm,
        written_at=at_text(row.written_at_ms),
        until=at_text(row.until_ms),
        author=row.author_name,
        to=row.to,
        read_at=at_text(reading.read_at_ms) if reading else None,
    )


def _reader(agent_id: str, agent: Agent | None, reading: Reading | None) -> Reader:
    return Reader(
        agent_id=agent_id,
        name=agent.name if agent else agent_id,
        team_id=agent.team_id if agent else "",
        read_at=at_text(reading.read_at_ms) if reading else None,
        by=reading.reader_name if reading else "",
    )
