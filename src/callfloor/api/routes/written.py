"""Written contacts (chat, e-mail, SMS) that another program brings in, and takes back.

What is written stays with that program; here the contact waits in its queue, is offered and taken
at the desk, and counted. The floor alone decides; what it refuses comes back with its sentence.
"""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.board.entities import value_of
from callfloor.contacts import service
from callfloor.identity.permissions import Permission

router = APIRouter(prefix="/written_contacts", tags=["written_contacts"])

_NEEDS: tuple[Permission, ...] = ("contacts.bring",)
_ID = "01M80QQ0PY2FNE64D484KSENYX"


class WrittenContact(Shape):
    """`sender`: address or number of the customer; `to`: which of the centre's it was sent to.

    `priority` left out: the queue's. `needs`: further skills, each with its least proficiency.
    `external_id`: your own for this contact, unique in the company. Say it, and the same request can be
    sent again after any failure: the contact is brought in once, and nothing of it is changed.
    """

    medium: Literal["chat", "email", "sms"]
    queue_id: str = Field(min_length=1, max_length=100)
    sender: str = Field(min_length=1, max_length=200)
    sender_name: str = Field("", max_length=100)
    to: str = Field("", max_length=200)
    language: Literal["", "en", "es", "zh"] = ""
    priority: int | None = Field(None, ge=0, le=10)
    needs: dict[str, Annotated[int, Field(ge=1, le=5)]] = Field({}, max_length=10)
    external_id: str = Field("", max_length=100)


class Brought(Answer):
    """`phase`: `ringing` (offered to `agent_id`), `queued`, or `ended` where the queue is closed.

    `repeated`: this `external_id` was brought in before; what is told is how that contact is by now.
    """

    id: str
    phase: str
    agent_id: str
    repeated: bool = False


class Left(Answer):
    id: str


@router.post(
    "",
    **described(
        "Bring a written contact in",
        needs=_NEEDS,
        body={
            "medium": "chat",
            "queue_id": "sales",
            "sender": "ana@example.org",
            "sender_name": "Ana",
            "language": "es",
            "external_id": "shop-chat-20817",
        },
        answer={"id": _ID, "phase": "ringing", "agent_id": "maria", "repeated": False},
    ),
)
async def bring(body: WrittenContact, principal: Asking, parts: PartsDep) -> Brought:
    before = await _brought_before(body.external_id, principal.tenant, parts)
    if before is not None:
        return before
    told = await parts.given.floor.write(
        principal.tenant, body.model_dump(exclude_defaults=True), actor=principal.actor
    )
    return Brought(**told)


async def _brought_before(external_id: str, tenant: str, parts: Parts) -> Brought | None:
    """As the list of contacts knows it, however old; what has just come in the floor knows itself."""
    if not external_id:
        return None
    async with parts.database.session(tenant) as session:
        contact_id = await service.brought_as(session, external_id)
    if not contact_id:
        return None
    live = value_of(parts.live.board(tenant), "contacts", contact_id)
    if live is None:
        return Brought(id=contact_id, phase="ended", agent_id="", repeated=True)
    return Brought(id=contact_id, phase=live["phase"], agent_id=live["agent_id"], repeated=True)


@router.post(
    "/{contact_id}/end",
    **described("The customer has ended a written contact", needs=_NEEDS, answer={"id": _ID}),
)
async def end(contact_id: str, principal: Asking, parts: PartsDep) -> Left:
    await parts.given.floor.act_on(
        principal.tenant, "contacts", contact_id, "customer_left", {}, actor=principal.actor
    )
    return Left(id=contact_id)
