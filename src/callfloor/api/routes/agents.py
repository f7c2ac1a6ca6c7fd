"""What a lead or a program does for an agent: the same actions as at the desk, with `floor.act`."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.routes.desk import ACTIONS, EXAMPLE_AGENT, Done, act
from callfloor.api.security import Asking
from callfloor.board.entities import value_of
from callfloor.kit.errors import NotFoundError

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


def _endpoint(action: str, shape: type[Shape]) -> Callable[..., Awaitable[Done]]:
    async def perform(agent_id: str, body: Any, principal: Asking, parts: PartsDep) -> Done:
        if parts.live.board(principal.tenant).setting(agent_id) is None:
            msg = f"There is no agent {agent_id}."
            raise NotFoundError(msg, agent_id=agent_id)
        given = body.model_dump(exclude_defaults=action == "transfer")
        return await act(parts, principal, agent_id, action, given)

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
