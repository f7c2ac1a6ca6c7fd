"""The emergency switch: what is closed now, since when and by whom; close, and open again."""

from fastapi import APIRouter

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.routes.centre import tell_floor
from callfloor.api.security import Asking
from callfloor.api.times import at_text
from callfloor.centre import service
from callfloor.centre.schemas import Closing
from callfloor.identity.permissions import Permission
from callfloor.kit.errors import NotFoundError

router = APIRouter(prefix="/closings", tags=["closings"])

_VIEW: tuple[Permission, ...] = ("floor.view",)
_SWITCH: tuple[Permission, ...] = ("floor.act",)


class ClosingShown(Answer):
    """`queues` empty: the whole centre. Who has switched it last, and when."""

    id: str
    name: str
    queues: list[str]
    is_closed: bool
    message: dict[str, str] | None
    ends_with: str
    waiting: str
    changed_at: str
    changed_by: str


class Closings(Answer):
    items: list[ClosingShown]


class Switch(Shape):
    """`waiting`: whether those who wait already stay in line or are told and let go as well."""

    is_closed: bool
    waiting: str = ""


_CLOSING = {
    "id": "outage",
    "name": "Power cut",
    "queues": [],
    "is_closed": True,
    "message": {"en": "We are closed today.", "es": "Hoy cerramos.", "zh": "今日暂停服务。"},
    "ends_with": "hangup",
    "waiting": "stay",
    "changed_at": "2026-11-25T09:00:00.000Z",
    "changed_by": "Laura Sanz",
}


@router.get("", **described("Emergency closings", needs=_VIEW, answer={"items": [_CLOSING]}))
async def read(principal: Asking, parts: PartsDep) -> Closings:
    async with parts.database.session(principal.tenant) as session:
        loaded = await service.load(session, principal.tenant)
        authors = await service.authors_of(session, principal.tenant, "closings")
    items = [
        ClosingShown(
            id=closing_id,
            **closing.model_dump(),
            changed_at=at_text(authors[closing_id][0]),
            changed_by=authors[closing_id][1],
        )
        for closing_id, closing in loaded.of(Closing).items()
    ]
    return Closings(items=items)


@router.post(
    "/{closing_id}/switch",
    **described(
        "Close at once, or open again",
        needs=_SWITCH,
        body={"is_closed": True, "waiting": "stay"},
        answer={"items": [_CLOSING]},
    ),
)
async def switch(closing_id: str, body: Switch, principal: Asking, parts: PartsDep) -> Closings:
    """Its words and queues are settings; this changes only whether it holds."""
    async with parts.database.session(principal.tenant) as session:
        await service.lock(session, principal.tenant)
        loaded = await service.load(session, principal.tenant)
        closing = loaded.of(Closing).get(closing_id)
        if closing is None:
            msg = f"There is no closing {closing_id!r}; it is made in the settings first."
            raise NotFoundError(msg, id=closing_id)
        waiting = body.waiting or closing.waiting
        wanted = {**closing.model_dump(), "is_closed": body.is_closed, "waiting": waiting}
        change = await service.put(
            session, principal.tenant, "closings", closing_id, wanted, principal
        )
    if change is not None:
        await tell_floor(parts, principal)
    return await read(principal, parts)
