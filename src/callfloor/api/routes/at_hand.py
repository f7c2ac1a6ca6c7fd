"""What an agent does with the written contacts at hand: the agent's `works` of the live state.

Their wrap-up is completed at the desk as a call's, with the `segment_id` that it is for.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.api.described import Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.routes.desk import EXAMPLE_AGENT, Done, act, own_agent
from callfloor.api.security import Asking
from callfloor.identity.permissions import Permission

router = APIRouter(prefix="/desk", tags=["desk"])

_NEEDS: tuple[Permission, ...] = ("desk.use",)
_ID = "01KAF5Z8J3V2M6T0Q4R7Y9X1WC"


class AtHand(Shape):
    """A written contact of the agent's `works`."""

    contact_id: str = Field(min_length=1, max_length=40)


class HandOn(AtHand):
    """Exactly one of `to_queue_id` and `to_agent_id`."""

    to_queue_id: str = Field("", max_length=100)
    to_agent_id: str = Field("", max_length=100)
    reason: str = Field("", max_length=100)

    @model_validator(mode="after")
    def _one_target(self) -> "HandOn":
        if bool(self.to_queue_id) == bool(self.to_agent_id):
            raise PydanticCustomError("one_of_two", "give one of to_queue_id and to_agent_id")
        return self


ACTIONS: dict[str, tuple[str, type[Shape], dict[str, Any]]] = {
    "take": ("Take a written contact that is offered", AtHand, {"contact_id": _ID}),
    "decline": ("Do not take a written contact; not ready follows", AtHand, {"contact_id": _ID}),
    "close": ("End a written contact; wrap-up follows", AtHand, {"contact_id": _ID}),
    "hand_on": (
        "Hand a written contact to a queue or an agent",
        HandOn,
        {"contact_id": _ID, "to_queue_id": "support"},
    ),
}


def _endpoint(action: str, shape: type[Shape]) -> Callable[..., Awaitable[Done]]:
    async def perform(body: Any, principal: Asking, parts: PartsDep) -> Done:
        given = body.model_dump(exclude_defaults=True)
        return await act(parts, principal, own_agent(principal), action, given)

    perform.__annotations__["body"] = shape
    return perform


for _action, (_summary, _shape, _body) in ACTIONS.items():
    router.add_api_route(
        f"/{_action}",
        _endpoint(_action, _shape),
        methods=["POST"],
        name=f"desk_{_action}",
        **described(_summary, needs=_NEEDS, body=_body, answer={"agent": EXAMPLE_AGENT}),
    )
