"""Pause, resume and give up the recording of a running call, for programs and for leads.

A CRM whose page for card data is opened hits `pause` with the agent (or the contact), and `resume`
when it is closed. The floor alone decides, and a pause ends by itself in any case.
"""

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import Field, model_validator

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal

router = APIRouter(prefix="/recordings", tags=["recordings"])

_NEEDS: tuple[Permission, ...] = ("recordings.pause",)


class PauseAsked(Shape):
    """`limit_ms` empty is the centre's own limit."""

    reason: Literal["card_data", "private", "other"] = "other"
    limit_ms: int | None = Field(None, ge=1_000, le=3_600_000)


class OfCall(Shape):
    """The call is named by itself, or by the agent who is in it."""

    contact_id: str = Field("", max_length=100)
    agent_id: str = Field("", max_length=100)

    @model_validator(mode="after")
    def _names_one(self) -> "OfCall":
        if bool(self.contact_id) == bool(self.agent_id):
            msg = "name either contact_id or agent_id"
            raise ValueError(msg)
        return self


class PauseOf(OfCall, PauseAsked):
    pass


class Accepted(Answer):
    """The floor has taken it; what follows is in the contact's timeline."""

    ok: bool


async def _ask(parts: Parts, principal: Principal, action: str, given: OfCall) -> Accepted:
    body: dict[str, Any] = given.model_dump(
        exclude={"contact_id", "agent_id"}, exclude_defaults=True
    )
    kind, name = ("agents", given.agent_id) if given.agent_id else ("contacts", given.contact_id)
    await parts.given.floor.act_on(
        principal.tenant, kind, name, action, body, actor=principal.actor
    )
    return Accepted(ok=True)


@router.post(
    "/pause",
    **described(
        "Silence the recording of a running call",
        needs=_NEEDS,
        body={"agent_id": "maria", "reason": "card_data", "limit_ms": 120_000},
        answer={"ok": True},
    ),
)
async def pause(body: PauseOf, principal: Asking, parts: PartsDep) -> Accepted:
    return await _ask(parts, principal, "pause_recording", body)


@router.post(
    "/resume",
    **described(
        "Let the recording of a running call sound again",
        needs=_NEEDS,
        body={"agent_id": "maria"},
        answer={"ok": True},
    ),
)
async def resume(body: OfCall, principal: Asking, parts: PartsDep) -> Accepted:
    return await _ask(parts, principal, "resume_recording", body)


@router.post(
    "/decline",
    **described(
        "The customer of a running call does not want to be recorded",
        needs=_NEEDS,
        body={"contact_id": "01KA9Q0V3M8K6Z2X4C5B7N8M9P"},
        answer={"ok": True},
    ),
)
async def decline(body: OfCall, principal: Asking, parts: PartsDep) -> Accepted:
    return await _ask(parts, principal, "decline_recording", body)
