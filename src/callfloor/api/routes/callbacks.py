"""Callbacks that are still to be made, and the abandoned calls that somebody should see to.

The floor alone decides and keeps both lists; what it refuses comes back with its sentence.
"""

from typing import Literal

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal

router = APIRouter(tags=["callbacks"])

_NEEDS: tuple[Permission, ...] = ("callbacks.use",)
_ID = "01M80QQ0PY2FNE64D484KSENYX"


class Callback(Answer):
    """`state`: `queued` in line, `ringing` an agent, `dialling` the customer, or `postponed`."""

    id: str
    parent_id: str
    queue_id: str
    number: str
    name: str
    language: str
    asked_at: str
    due_at: str | None
    state: str
    attempts: int
    agent_id: str


class Callbacks(Answer):
    """In the order in which they are made."""

    items: list[Callback]


class CallbackAsked(Shape):
    """`due_at` left out: as soon as it is its turn. At most 30 days ahead."""

    number: str = Field(min_length=2, max_length=30)
    queue_id: str = Field(min_length=1, max_length=100)
    caller_name: str = Field("", max_length=100)
    language: Literal["", "en", "es", "zh"] = ""
    due_at: AwareDatetime | None = None


class CallbackMoved(Shape):
    """Another time, or null: it is not made at all."""

    due_at: AwareDatetime | None


class Abandoned(Answer):
    """`claimed_by`: the agent or user who sees to it. `due_at`: when a callback is made by itself."""

    id: str
    queue_id: str
    number: str
    name: str
    language: str
    abandoned_at: str
    due_at: str | None
    claimed_by: str


class AbandonedList(Answer):
    """The latest first."""

    items: list[Abandoned]


_CALLBACK = {
    "id": _ID,
    "parent_id": "01M80QQ0PY2FNE64D484KSENYX",
    "queue_id": "sales",
    "number": "+34911234567",
    "name": "Ana",
    "language": "es",
    "asked_at": "2026-11-25T09:00:00.000Z",
    "due_at": None,
    "state": "queued",
    "attempts": 0,
    "agent_id": "",
}
_ABANDONED = {
    "id": _ID,
    "queue_id": "sales",
    "number": "+34911234567",
    "name": "Ana",
    "language": "es",
    "abandoned_at": "2026-11-25T09:00:00.000Z",
    "due_at": None,
    "claimed_by": "",
}


def _callbacks(told: dict[str, object]) -> Callbacks:
    items = told.get("items")
    found = []
    for one in items if isinstance(items, list) else []:
        asked_ms, due_ms = one.pop("asked_ms"), one.pop("due_ms")
        due_at = at_text(due_ms) if due_ms else None
        found.append(Callback(asked_at=at_text(asked_ms), due_at=due_at, **one))
    return Callbacks(items=found)


def _abandoned(told: dict[str, object]) -> AbandonedList:
    items = told.get("items")
    found = []
    for one in items if isinstance(items, list) else []:
        at_ms, due_ms = one.pop("abandoned_ms"), one.pop("due_ms")
        due_at = at_text(due_ms) if due_ms else None
        found.append(Abandoned(abandoned_at=at_text(at_ms), due_at=due_at, **one))
    return AbandonedList(items=found)


@router.get(
    "/callbacks",
    **described("Callbacks to be made", needs=_NEEDS, answer={"items": [_CALLBACK]}),
)
async def read(principal: Asking, parts: PartsDep) -> Callbacks:
    return _callbacks(await parts.given.floor.read_list(principal.tenant, "callbacks"))


@router.post(
    "/callbacks",
    **described(
        "Arrange a callback",
        needs=_NEEDS,
        body={"number": "+34911234567", "queue_id": "sales"},
        answer={"items": [_CALLBACK]},
    ),
)
async def ask(body: CallbackAsked, principal: Asking, parts: PartsDep) -> Callbacks:
    given = body.model_dump(exclude={"due_at"})
    if body.due_at is not None:
        given["due_ms"] = int(body.due_at.timestamp() * 1000)
    return _callbacks(await _change(parts, principal, "callbacks", given))


@router.post(
    "/callbacks/{contact_id}",
    **described(
        "Set a callback for another time, or cancel it",
        needs=_NEEDS,
        body={"due_at": "2026-11-26T09:00:00Z"},
        answer={"items": [_CALLBACK]},
    ),
)
async def move(
    contact_id: str, body: CallbackMoved, principal: Asking, parts: PartsDep
) -> Callbacks:
    due_ms = int(body.due_at.timestamp() * 1000) if body.due_at is not None else None
    path = f"callbacks/{_plain(contact_id)}"
    return _callbacks(await _change(parts, principal, path, {"due_ms": due_ms}))


@router.get(
    "/abandoned",
    **described("Abandoned calls to see to", needs=_NEEDS, answer={"items": [_ABANDONED]}),
)
async def read_abandoned(principal: Asking, parts: PartsDep) -> AbandonedList:
    return _abandoned(await parts.given.floor.read_list(principal.tenant, "abandoned"))


@router.post(
    "/abandoned/{contact_id}/{what}",
    **described(
        "Claim, release or dismiss an abandoned call",
        needs=_NEEDS,
        body={},
        answer={"items": [_ABANDONED]},
    ),
)
async def see_to(
    contact_id: str,
    what: Literal["claim", "release", "dismiss"],
    principal: Asking,
    parts: PartsDep,
) -> AbandonedList:
    """An agent claims in the own name, so that the own call back is no other one's."""
    by = principal.agent_id or principal.actor
    path = f"abandoned/{_plain(contact_id)}/{what}"
    return _abandoned(await _change(parts, principal, path, {"by": by}))


async def _change(
    parts: Parts, principal: Principal, path: str, body: dict[str, object]
) -> dict[str, object]:
    return await parts.given.floor.change_list(principal.tenant, path, body, actor=principal.actor)


def _plain(contact_id: str) -> str:
    """An id has letters and digits only; nothing else gets into the floor's address."""
    return "".join(char for char in contact_id if char.isalnum())[:40] or "none"
