"""A lead acts on the floor: on callers who wait, on stuck calls, on many agents at once.

The floor alone decides. Each deed is in the audit, and with its author and reason in the facts.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.api.deeds import note_deed, require_agent, require_live
from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.routes.desk import EXAMPLE_AGENT, Done, act
from callfloor.api.security import Asking
from callfloor.identity.permissions import Permission

router = APIRouter(tags=["supervisor"])

_NEEDS: tuple[Permission, ...] = ("floor.act",)
MANY_MAX = 500
"""Agents of one bulk action."""
_Name = Annotated[str, Field(min_length=1, max_length=100)]
_Level = Annotated[int, Field(ge=0, le=5)]


class Why(Shape):
    """`reason` in own words; it stands in the fact."""

    reason: str = Field(min_length=1, max_length=200)


class MovedUp(Why):
    """First in line, or where a priority (0 to 10) puts the caller."""

    priority: int | None = Field(None, ge=0, le=10)


class ToQueue(Why):
    """The caller's age goes along."""

    queue_id: _Name


class ToAgent(Why):
    """The caller is next for this agent; after a while it goes to anyone of its queue."""

    agent_id: _Name


class Lent(Why):
    """For so many minutes the agent has what the queues need, and the changes; 0 takes a skill away."""

    queue_ids: list[_Name] = Field([], max_length=50)
    changes: dict[_Name, _Level] = Field({}, max_length=50)
    minutes: int = Field(60, ge=1, le=1440)


class Nothing(Shape):
    pass


_ON_CONTACTS: dict[str, tuple[str, type[Why], dict[str, Any]]] = {
    "move_up": ("Move a waiting caller up", MovedUp, {"reason": "Third call today"}),
    "move_to_queue": (
        "Move a waiting caller to another queue",
        ToQueue,
        {"queue_id": "support", "reason": "Chose the wrong key"},
    ),
    "give_to_agent": (
        "Hand a waiting caller to one agent",
        ToAgent,
        {"agent_id": "liwei", "reason": "Knows the case"},
    ),
    "cut": ("Hang up a call that is stuck", Why, {"reason": "Nobody is on the line"}),
}


def _on_contact(action: str, shape: type[Why]) -> Callable[..., Awaitable[None]]:
    async def perform(contact_id: str, body: Any, principal: Asking, parts: PartsDep) -> None:
        require_live(parts, principal, contact_id)
        given = body.model_dump()
        told = {**given, "by_name": principal.name}
        await parts.given.floor.act_on(
            principal.tenant, "contacts", contact_id, action, told, actor=principal.actor
        )
        await note_deed(parts, principal, action, [f"contact:{contact_id}"], given)

    perform.__annotations__["body"] = shape
    return perform


for _action, (_summary, _shape, _body) in _ON_CONTACTS.items():
    router.add_api_route(
        f"/contacts/{{contact_id}}/{_action}",
        _on_contact(_action, _shape),
        methods=["POST"],
        name=f"contacts_{_action}",
        **described(_summary, needs=_NEEDS, body=_body, status=204),
    )


def _skills_body(given: dict[str, Any]) -> dict[str, Any]:
    """As the floor takes it."""
    return {
        "queue_ids": given["queue_ids"],
        "changes": given["changes"],
        "for_ms": (given["minutes"] or 0) * 60_000,
    }


_ON_AGENTS: dict[str, tuple[str, type[Shape], dict[str, Any]]] = {
    "move_skills": (
        "Lend an agent to other queues, or move skills, for a while",
        Lent,
        {"queue_ids": ["support"], "minutes": 60, "reason": "Two are ill"},
    ),
    "return_skills": ("Give an agent the own skills back now", Nothing, {}),
    "end_wrap_up": (
        "Close a wrap-up that an agent left open",
        Why,
        {"reason": "Gone home"},
    ),
}


def _on_agent(action: str, shape: type[Shape]) -> Callable[..., Awaitable[Done]]:
    async def perform(agent_id: str, body: Any, principal: Asking, parts: PartsDep) -> Done:
        require_agent(parts, principal, agent_id)
        given = body.model_dump()
        told = {"by_name": principal.name, "reason": given.get("reason", "")}
        if action == "move_skills":
            told |= _skills_body(given)
        done = await act(parts, principal, agent_id, action, told)
        await note_deed(parts, principal, action, [f"agent:{agent_id}"], given)
        return done

    perform.__annotations__["body"] = shape
    return perform


for _action, (_summary, _shape_of_agent, _body) in _ON_AGENTS.items():
    router.add_api_route(
        f"/agents/{{agent_id}}/{_action}",
        _on_agent(_action, _shape_of_agent),
        methods=["POST"],
        name=f"agents_{_action}",
        **described(_summary, needs=_NEEDS, body=_body, answer={"agent": EXAMPLE_AGENT}),
    )


class ForMany(Shape):
    """`reason`: the not-ready reason's id, else why in own words."""

    action: Literal[
        "login", "logout", "ready", "not_ready", "end_wrap_up", "move_skills", "return_skills"
    ]
    agent_ids: list[_Name] = Field(min_length=1, max_length=MANY_MAX)
    reason: str = Field("", max_length=200)
    queue_ids: list[_Name] = Field([], max_length=50)
    changes: dict[_Name, _Level] = Field({}, max_length=50)
    minutes: int = Field(60, ge=1, le=1440)

    @model_validator(mode="after")
    def _says_why(self) -> "ForMany":
        if self.action in ("not_ready", "end_wrap_up", "move_skills") and not self.reason:
            raise PydanticCustomError("reason", "give a reason for this action")
        return self

    def for_floor(self, by_name: str) -> dict[str, Any]:
        if self.action in ("login", "logout", "ready"):
            return {}
        if self.action == "not_ready":
            return {"reason": self.reason}
        told = {"reason": self.reason, "by_name": by_name}
        if self.action == "move_skills":
            told |= _skills_body(self.model_dump())
        return told


class DoneForMany(Answer):
    """`refused`: agent → the code of the reason, as a problem would have it."""

    done: int
    refused: dict[str, str]


@router.post(
    "/agents",
    **described(
        "The same for many agents at once",
        needs=_NEEDS,
        body={"action": "not_ready", "agent_ids": ["maria", "liwei"], "reason": "training"},
        answer={"done": 1, "refused": {"liwei": "logged_out"}},
    ),
)
async def act_on_many(body: ForMany, principal: Asking, parts: PartsDep) -> DoneForMany:
    agent_ids = list(dict.fromkeys(body.agent_ids))
    refused = await parts.given.floor.act_on_many(
        principal.tenant,
        agent_ids,
        body.action,
        body.for_floor(principal.name),
        actor=principal.actor,
    )
    after = body.model_dump(exclude={"action", "agent_ids"}, exclude_defaults=True)
    done = [agent_id for agent_id in agent_ids if agent_id not in refused]
    subjects = [f"agent:{agent_id}" for agent_id in done]
    await note_deed(parts, principal, body.action, subjects, after)
    return DoneForMany(done=len(done), refused=refused)
