"""Written contacts (chat, e-mail, SMS) that another program brings in, and takes back.

What is written stays with that program; here the contact waits in its queue, is offered and taken
at the desk, and counted. The floor alone decides; what it refuses comes back with its sentence.
"""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking
from callfloor.identity.permissions import Permission

router = APIRouter(prefix="/written_contacts", tags=["written_contacts"])

_NEEDS: tuple[Permission, ...] = ("contacts.bring",)
_ID = "01M80QQ0PY2FNE64D484KSENYX"


class WrittenContact(Shape):
    """`sender`: address or number of the customer; `to`: which of the centre's it was sent to.

    `priority` left out: the queue's. `needs`: further skills, each with its least proficiency.
    """

    medium: Literal["chat", "email", "sms"]
    queue_id: str = Field(min_length=1, max_length=100)
    sender: str = Field(min_length=1, max_length=200)
    sender_name: str = Field("", max_length=100)
    to: str = Field("", max_length=200)
    language: Literal["", "en", "es", "zh"] = ""
    priority: int | None = Field(None, ge=0, le=10)
    needs: dict[str, Annotated[int, Field(ge=1, le=5)]] = Field({}, max_length=10)


class Brought(Answer):
    """`phase`: `ringing` (offered to `agent_id`), `queued`, or `ended` where the queue is closed."""

    id: str
    phase: str
    agent_id: str


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
        },
        answer={"id": _ID, "phase": "ringing", "agent_id": "maria"},
    ),
)
async def bring(body: WrittenContact, principal: Asking, parts: PartsDep) -> Brought:
    told = await parts.given.floor.write(
        principal.tenant, body.model_dump(exclude_defaults=True), actor=principal.actor
    )
    return Brought(**told)


@router.post(
    "/{contact_id}/end",
    **described("The customer has ended a written contact", needs=_NEEDS, answer={"id": _ID}),
)
async def end(contact_id: str, principal: Asking, parts: PartsDep) -> Left:
    await parts.given.floor.act_on(
        principal.tenant, "contacts", contact_id, "customer_left", {}, actor=principal.actor
    )
    return Left(id=contact_id)
