"""People and contacts for a few letters, as the palette asks; each only what the asker may see."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from callfloor.api.described import LOGGED_IN, Answer, described
from callfloor.api.names import names_of
from callfloor.api.parts import PartsDep
from callfloor.api.routes.contacts import own_only
from callfloor.api.security import Asking
from callfloor.contacts import service
from callfloor.contacts.service import Filters

router = APIRouter(prefix="/search", tags=["search"])

_PEOPLE = 5
_CONTACTS = 6


class Found(Answer):
    """`path` is the page of the console that shows it."""

    kind: Literal["person", "contact"]
    id: str
    title: str
    path: str


class Findings(Answer):
    items: list[Found]


@router.get(
    "",
    **described(
        "People and contacts",
        needs=LOGGED_IN,
        answer={
            "items": [
                {
                    "kind": "person",
                    "id": "maria",
                    "title": "María García",
                    "path": "/floor?agent=maria",
                }
            ]
        },
    ),
)
async def find(
    principal: Asking,
    parts: PartsDep,
    q: Annotated[str, Query(min_length=1, max_length=100)],
) -> Findings:
    names = names_of(parts, principal.tenant)
    sought = q.replace("\0", "")
    named = names.agents_named(sought)
    found = []
    if principal.may("floor.view"):
        found = [
            Found(kind="person", id=one, title=names.agent(one), path=f"/floor?agent={one}")
            for one in named[:_PEOPLE]
        ]
    if principal.may("contacts.view_all") or principal.may("contacts.view_own"):
        filters = Filters(search=sought, agents_named=named, only_agent_id=own_only(principal))
        async with parts.database.session(principal.tenant) as session:
            page = await service.listed(session, filters, limit=_CONTACTS)
        for row in page.rows:
            who = row["caller_name"] or row["caller"] or "–"
            found.append(
                Found(
                    kind="contact",
                    id=row["id"],
                    title=f"{who} → {names.queue(row['queue_id']) or row['called']}",
                    path=f"/contacts/{row['id']}",
                )
            )
    return Findings(items=found)
