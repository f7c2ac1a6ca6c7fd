"""What a lead or a program does for an agent: the same actions as at the desk, with `floor.act`.

Each deed is in the audit, and its author in the facts that follow.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter

from callfloor.api.deeds import note_deed, require_agent
from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.routes.desk import (
    ACTIONS,
    EXAMPLE_AGENT,
    Credentials,
    Done,
    Target,
    act,
    credentials_shown,
)
from callfloor.api.security import Asking
from callfloor.board.entities import value_of
from callfloor.identity import audit
from callfloor.kit.errors import ConflictError, NotFoundError

router = APIRouter(prefix="/agents", tags=["agents"])


class LiveAgents(Answer):
    """Live entities, as the live socket sends them."""

    items: list[dict[str, Any]]


@router.get(
    "",
    **described(
        "All agents with their states", needs=("floor.view",), answer={"items": [EXAMPLE_AGENT]}
    ),
)
async def listed(principal: Asking, parts: PartsDep) -> LiveAgents:
    board = parts.live.board(principal.tenant)
    found = (value_of(board, "agents", key) for key in sorted(board.centre.agents))
    return LiveAgents(items=[value for value in found if value is not None])


@router.post(
    "/{agent_id}/phone",
    **described(
        "Credentials for an agent's SIP phone, to be typed into it",
        needs=("settings.change",),
        answer={
            "user": "demo.maria",
            "secret": "k3…",
            "expires_at": None,
            "sip_uri": "sip:demo.maria@callfloor",
            "ws_path": "/ws",
            "realm": "callfloor",
            "server": "192.0.2.10:5060",
        },
    ),
)
async def phone(agent_id: str, principal: Asking, parts: PartsDep) -> Credentials:
    """Only for phones that register with a lasting secret: a browser's is its person's alone."""
    setting = parts.live.board(principal.tenant).setting(agent_id)
    if setting is None:
        msg = f"There is no agent {agent_id}."
        raise NotFoundError(msg, agent_id=agent_id)
    if setting.phone != "sip":
        msg = f"{agent_id} has no SIP phone; set its kind of phone to sip first."
        raise ConflictError(msg, agent_id=agent_id)
    given = await parts.given.floor.phone(principal.tenant, agent_id, actor=principal.actor)
    async with parts.database.session(principal.tenant) as session:
        audit.record(session, principal.tenant, principal, "phone.shown", f"agent:{agent_id}")
    return credentials_shown(given, parts)


def _endpoint(action: str, shape: type[Shape]) -> Callable[..., Awaitable[Done]]:
    async def perform(agent_id: str, body: Any, principal: Asking, parts: PartsDep) -> Done:
        require_agent(parts, principal, agent_id)
        given = body.model_dump(exclude_defaults=isinstance(body, Target))
        done = await act(parts, principal, agent_id, action, given)
        await note_deed(parts, principal, action, [f"agent:{agent_id}"], given)
        return done

    perform.__annotations__["body"] = shape
    return perform


for _action, (_summary, _shape, _body) in ACTIONS.items():
    router.add_api_route(
        f"/{{agent_id}}/{_action}",
        _endpoint(_action, _shape),
        methods=["POST"],
        name=f"agents_{_action}",
        **described(
            f"{_summary} (for an agent)",
            needs=("floor.act",),
            body=_body,
            answer={"agent": EXAMPLE_AGENT},
        ),
    )
