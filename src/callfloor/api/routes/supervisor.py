"""The supervisor's ears: hear an agent's call, whisper, speak to all, take it over.

Each deed is in the audit and, as a fact of the contact, in the journal.
"""

from typing import Any, Literal

from fastapi import APIRouter

from callfloor.api.deeds import note_deed, require_agent
from callfloor.api.described import Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.routes.desk import (
    EXAMPLE_AGENT,
    Credentials,
    Done,
    Nothing,
    act,
    credentials_shown,
)
from callfloor.api.security import Asking
from callfloor.identity.principal import Principal

router = APIRouter(tags=["supervisor"])


class Hearing(Shape):
    """`listen`: unheard; `whisper`: the agent hears you; `barge`: everybody does."""

    mode: Literal["listen", "whisper", "barge"] = "listen"


def phone_of(principal: Principal) -> str:
    """The supervisor's phone: an agent's own, else one that takes no contacts."""
    return principal.agent_id or f"sv-{principal.user_id.lower()}"


@router.post(
    "/supervisor/phone",
    **described(
        "Credentials for a supervisor's browser phone",
        needs=("floor.listen",),
        answer={
            "user": "demo.sv-01kaf5z8j3v2m6t0q4r7y9x1wc",
            "secret": "k3…",
            "expires_at": "2026-11-22T21:00:00.000Z",
            "sip_uri": "sip:demo.sv-01kaf5z8j3v2m6t0q4r7y9x1wc@callfloor",
            "ws_path": "/ws",
            "realm": "callfloor",
            "server": "192.0.2.10:5060",
        },
    ),
)
async def phone(principal: Asking, parts: PartsDep) -> Credentials:
    """Whoever takes contacts has a phone already; a supervisor gets one that takes none."""
    given = await parts.given.floor.supervisor_phone(
        principal.tenant,
        phone_of(principal),
        actor=principal.actor,
        language=principal.language,
    )
    return credentials_shown(given, parts)


async def _do(
    parts: Parts, principal: Principal, agent_id: str, action: str, body: dict[str, Any]
) -> Done:
    require_agent(parts, principal, agent_id)
    done = await act(parts, principal, agent_id, action, body)
    after = {key: value for key, value in body.items() if key != "phone_id"}
    await note_deed(parts, principal, action, [f"agent:{agent_id}"], after)
    return done


@router.post(
    "/agents/{agent_id}/monitor",
    **described(
        "Hear an agent's call, or change how",
        needs=("floor.listen",),
        body={"mode": "whisper"},
        answer={"agent": EXAMPLE_AGENT},
    ),
)
async def monitor(agent_id: str, body: Hearing, principal: Asking, parts: PartsDep) -> Done:
    given = {"mode": body.mode, "phone_id": phone_of(principal)}
    return await _do(parts, principal, agent_id, "monitor", given)


@router.post(
    "/agents/{agent_id}/stop_monitor",
    **described(
        "Hear the call no longer",
        needs=("floor.listen",),
        body={},
        answer={"agent": EXAMPLE_AGENT},
    ),
)
async def stop_monitor(agent_id: str, body: Nothing, principal: Asking, parts: PartsDep) -> Done:
    return await _do(parts, principal, agent_id, "stop_monitor", body.model_dump())


@router.post(
    "/agents/{agent_id}/take_over",
    **described(
        "Take the call over that you hear; the agent is out",
        needs=("floor.listen",),
        body={},
        answer={"agent": EXAMPLE_AGENT},
    ),
)
async def take_over(agent_id: str, body: Nothing, principal: Asking, parts: PartsDep) -> Done:
    return await _do(parts, principal, agent_id, "take_over", body.model_dump())
