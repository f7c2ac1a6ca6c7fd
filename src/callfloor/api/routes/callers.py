"""What would happen to this caller: the lists and rules of the settings, tried on a number."""

from typing import Literal

from fastapi import APIRouter
from pydantic import Field

from callfloor.acd.callers import About, CallerRule, Listed, plain_number, treat
from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking
from callfloor.centre import service
from callfloor.identity.permissions import Permission
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import InvalidError

router = APIRouter(prefix="/callers", tags=["callers"])

_VIEW: tuple[Permission, ...] = ("settings.view",)


class CallerTried(Shape):
    """`queue` empty: at the door, before any menu."""

    number: str = Field(max_length=40)
    called: str = Field("", max_length=40)
    language: Literal["", "en", "es", "zh"] = ""
    queue: str = Field("", max_length=40)


class ListedShown(Answer):
    list: str
    list_name: str
    kind: str
    name: str
    owner: str
    note: str


class RuleShown(Answer):
    id: str
    name: str


class CallerTreated(Answer):
    """`refused` with its `message`, else what the rules have set; empty where they set nothing."""

    listed: list[ListedShown]
    rules: list[RuleShown]
    refused: bool
    message: dict[str, str]
    priority: int | None
    queue: str
    prefer: str
    agent: str
    prefer_wait_ms: int
    language: str


_TREATED = {
    "listed": [
        {
            "list": "complaints",
            "list_name": "Open complaints",
            "kind": "complaint",
            "name": "Rosa Gil",
            "owner": "maria",
            "note": "Order 4711",
        }
    ],
    "rules": [{"id": "to-owner", "name": "Complaints to their owner"}],
    "refused": False,
    "message": {},
    "priority": 8,
    "queue": "",
    "prefer": "owner",
    "agent": "maria",
    "prefer_wait_ms": 30_000,
    "language": "",
}


@router.post(
    "/try",
    **described(
        "What would happen to this caller",
        needs=_VIEW,
        answer=_TREATED,
        body={"number": "+34911222333", "called": "", "language": "es", "queue": "support"},
    ),
)
async def try_caller(body: CallerTried, principal: Asking, parts: PartsDep) -> CallerTreated:
    """By the settings that hold now; nothing is called, and nothing is written."""
    if not plain_number(body.number):
        msg = "Write the number that calls, with digits."
        raise InvalidError(msg, field="number")
    async with parts.database.session(principal.tenant) as session:
        centre = (await service.load(session, principal.tenant)).acd
    about = About(
        caller=body.number, called=body.called, language=body.language, queue_id=body.queue
    )
    found = treat(centre.listed, centre.caller_rules, about, now_ms())
    return CallerTreated(
        listed=[_listed(one) for one in found.listed],
        rules=[_rule(rule) for rule in found.rules],
        refused=found.refused is not None,
        message=found.refused.message if found.refused else {},
        priority=found.priority,
        queue=found.queue_id,
        prefer=found.prefer,
        agent=found.agent_id,
        prefer_wait_ms=found.prefer_wait_ms,
        language=found.language,
    )


def _listed(one: Listed) -> ListedShown:
    return ListedShown(
        list=one.list_id,
        list_name=one.list_name,
        kind=one.kind,
        name=one.name,
        owner=one.owner,
        note=one.note,
    )


def _rule(rule: CallerRule) -> RuleShown:
    return RuleShown(id=rule.rule_id, name=rule.name)
