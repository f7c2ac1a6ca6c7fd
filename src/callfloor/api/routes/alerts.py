"""Alerts: the daily review, one alert with its diagnosis, and what people do about it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Concatenate, Literal, ParamSpec

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts import deeds, service, values
from callfloor.alerts.checks import CHECKS
from callfloor.alerts.models import Alert
from callfloor.alerts.playbooks import PLAYBOOKS
from callfloor.api import alerts_shown
from callfloor.api.alerts_examples import EXAMPLE, PERSON, PLAYBOOK, WHOLE
from callfloor.api.alerts_shown import AlertPage, AlertWhole
from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import ms_of
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.kit.clock import now_ms
from callfloor.metrics.kpis import Cadence

router = APIRouter(prefix="/alerts", tags=["alerts"])

_VIEW: tuple[Permission, ...] = ("indicators.view",)
_ACT: tuple[Permission, ...] = ("alerts.act",)
_MINI = 14
Grain = Literal["centre", "queue", "team", "agent"]


def _deed(summary: str, body: dict[str, str] | None = None) -> dict[str, Any]:
    return described(summary, needs=_ACT, body=body, answer=WHOLE)


class Owner(Shape):
    """Empty: the one who asks."""

    user_id: str = Field("", max_length=40)


class Words(Shape):
    text: str = Field(min_length=1, max_length=deeds.TEXT_MAX)


class Action(Words):
    """`check` names the check of the diagnosis that it follows from, if one."""

    check: str = Field("", max_length=40)


class Due(Shape):
    due: datetime
    reason: str = Field("", max_length=deeds.TEXT_MAX)


class Person(Answer):
    id: str
    name: str
    roles: list[str]


class PlaybookCheck(Answer):
    id: str
    question: dict[str, str]
    measure: dict[str, str]
    evidence: list[str]


class Playbook(Answer):
    indicator: str
    checks: list[PlaybookCheck]


@router.get(
    "",
    **described(
        "Alerts, the newest first", needs=_VIEW, answer={"items": [EXAMPLE], "next_cursor": None}
    ),
)
async def listed(
    principal: Asking,
    parts: PartsDep,
    is_open: Annotated[bool | None, Query(alias="open", description="Default: both")] = None,
    owner_role: Annotated[str, Query(max_length=40)] = "",
    owner: Annotated[str, Query(max_length=40, description="A user's id")] = "",
    indicator: Annotated[str, Query(max_length=40)] = "",
    grain: Annotated[Grain | Literal[""], Query()] = "",
    key: Annotated[str, Query(max_length=100, description="One queue, team or agent")] = "",
    cadence: Annotated[Cadence | Literal[""], Query()] = "",
    cursor: Annotated[str, Query(max_length=40)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> AlertPage:
    sought = service.Sought(is_open, owner_role, owner, indicator, grain, key, cadence)
    async with parts.database.session(principal.tenant) as session:
        rows = await service.page(session, principal.tenant, sought, before=cursor, limit=limit + 1)
        items = rows[:limit]
        trends = await values.trends(session, items, _MINI)
    at_ms = now_ms()
    return AlertPage(
        items=[alerts_shown.shown(one, trends.get(one.id, []), at_ms) for one in items],
        next_cursor=items[-1].id if len(rows) > limit else None,
    )


@router.get("/people", **described("Who may own an alert", needs=_VIEW, answer=[PERSON]))
async def people(principal: Asking, parts: PartsDep) -> list[Person]:
    async with parts.database.session(principal.tenant) as session:
        found = await deeds.people(session, principal.tenant)
    return [Person(id=one.id, name=one.name, roles=list(one.roles)) for one in found]


@router.get(
    "/playbooks",
    **described("The checks of every indicator, as data", needs=_VIEW, answer=[PLAYBOOK]),
)
async def playbooks() -> list[Playbook]:
    return [
        Playbook(
            indicator=indicator,
            checks=[
                PlaybookCheck(
                    **CHECKS[step.check]._asdict(),
                    evidence=[f"{one.kind}:{one.what}".rstrip(":") for one in step.evidence],
                )
                for step in steps
            ],
        )
        for indicator, steps in PLAYBOOKS.items()
    ]


@router.get("/{alert_id}", **described("One alert, all of it", needs=_VIEW, answer=WHOLE))
async def one(alert_id: str, principal: Asking, parts: PartsDep) -> AlertWhole:
    async with parts.database.session(principal.tenant) as session:
        alert = await service.one(session, principal.tenant, alert_id)
        return await alerts_shown.whole_of(session, alert)


@router.post("/{alert_id}/owner", **_deed("Take an alert, or hand it to somebody", {}))
async def owner(alert_id: str, body: Owner, principal: Asking, parts: PartsDep) -> AlertWhole:
    return await _done(parts, principal, deeds.take, alert_id, body.user_id)


@router.post(
    "/{alert_id}/comments",
    **_deed("Comment on an alert", {"text": "It began with the new price list"}),
)
async def comment(alert_id: str, body: Words, principal: Asking, parts: PartsDep) -> AlertWhole:
    return await _done(parts, principal, deeds.comment, alert_id, body.text)


@router.post(
    "/{alert_id}/actions",
    **_deed(
        "Record what was done; closes it where its figures are good again",
        {"text": "Two breaks moved out of the hour from nine to ten", "check": "peak"},
    ),
)
async def act(alert_id: str, body: Action, principal: Asking, parts: PartsDep) -> AlertWhole:
    return await _done(parts, principal, deeds.act, alert_id, body.text, body.check)


@router.post(
    "/{alert_id}/due",
    **_deed(
        "Move the date by which an action is due",
        {"due": "2026-12-04T17:00:00Z", "reason": "The supplier answers on Thursday"},
    ),
)
async def due(alert_id: str, body: Due, principal: Asking, parts: PartsDep) -> AlertWhole:
    due_ms = ms_of(body.due, "due") or 0
    return await _done(parts, principal, deeds.move_due, alert_id, due_ms, body.reason)


@router.post(
    "/{alert_id}/close",
    **_deed("Close an alert: refused without an action, and while its figures are not good again"),
)
async def close(alert_id: str, principal: Asking, parts: PartsDep) -> AlertWhole:
    return await _done(parts, principal, deeds.close_by_hand, alert_id)


@router.post(
    "/{alert_id}/reopen",
    **_deed("Open a closed alert again", {"text": "It came back on the next Monday"}),
)
async def reopen(alert_id: str, body: Words, principal: Asking, parts: PartsDep) -> AlertWhole:
    return await _done(parts, principal, deeds.reopen, alert_id, body.text)


_Given = ParamSpec("_Given")
_Deed = Callable[Concatenate[AsyncSession, Principal, _Given], Awaitable[Alert]]


async def _done(
    parts: Parts,
    principal: Principal,
    deed: _Deed[_Given],
    *given: _Given.args,
    **named: _Given.kwargs,
) -> AlertWhole:
    """Do it and show what the alert is then, in one transaction."""
    async with parts.database.session(principal.tenant) as session:
        return await alerts_shown.whole_of(session, await deed(session, principal, *given, **named))
