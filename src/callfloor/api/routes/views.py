"""A person's saved views of a page: the own ones only, whatever the role."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from callfloor.api.described import LOGGED_IN, Answer, Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.identity import views
from callfloor.identity.principal import Principal

router = APIRouter(prefix="/views", tags=["views"])

_PAGE = r"^[a-z_]{1,40}$"
_VIEW = {"id": "01M80QQ0PY2FNE64D484KSENYX", "name": "North, talking", "query": "team=north"}


class View(Answer):
    """`query` is what the page's address says behind `?`."""

    id: str
    name: str
    query: str


class Views(Answer):
    items: list[View]


class Saved(Shape):
    """A view of this name that is there already gets the new content."""

    page: str = Field(pattern=_PAGE)
    name: str = Field(min_length=1, max_length=60)
    query: str = Field(max_length=2000)


async def _shown(parts: Parts, principal: Principal, page: str) -> Views:
    async with parts.database.session(principal.tenant) as session:
        found = await views.views_of(session, principal.tenant, principal.user_id, page)
        items = [View(id=one.id, name=one.name, query=one.query) for one in found]
    return Views(items=items)


@router.get(
    "", **described("The own saved views of a page", needs=LOGGED_IN, answer={"items": [_VIEW]})
)
async def listed(
    principal: Asking,
    parts: PartsDep,
    page: Annotated[str, Query(pattern=_PAGE)] = "floor",
) -> Views:
    return await _shown(parts, principal, page)


@router.post(
    "",
    **described(
        "Save a view",
        needs=LOGGED_IN,
        body={"page": "floor", "name": "North, talking", "query": "team=north&state=talking"},
        answer={"items": [_VIEW]},
    ),
)
async def save(body: Saved, principal: Asking, parts: PartsDep) -> Views:
    async with parts.database.session(principal.tenant) as session:
        await views.save_view(session, principal.tenant, principal.user_id, **body.model_dump())
    return await _shown(parts, principal, body.page)


@router.delete("/{view_id}", **described("Delete an own saved view", needs=LOGGED_IN, status=204))
async def delete(view_id: str, principal: Asking, parts: PartsDep) -> None:
    async with parts.database.session(principal.tenant) as session:
        await views.delete_view(session, principal.tenant, principal.user_id, view_id)
