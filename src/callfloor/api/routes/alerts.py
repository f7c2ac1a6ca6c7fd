"""Alerts: the daily review, one alert with its diagnosis, and what people do about it."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts import deeds, effect, service, values
from callfloor.alerts.checks import CHECKS
from callfloor.alerts.measuring import Key
from callfloor.alerts.models import Alert
from callfloor.alerts.playbooks import PLAYBOOKS
from callfloor.api import alerts_shown
from callfloor.api.alerts_examples import EXAMPLE, PERSON, PLAYBOOK, WHOLE
from callfloor.api.alerts_shown import AlertPage, AlertWhole
from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import ms_of
from callfloor.identity.permissions import Permission
from callfloor.kit.clock import now_ms
from callfloor.metrics.kpis import Cadence

router = APIRouter(prefix="/alerts", tags=["alerts"])

_VIEW: tuple[Permission, ...] = ("indicators.view",)
_ACT: tuple[Permission, ...] = ("alerts.act",)
_MINI = 14
_LONG = 60
Grain = Literal["centre", "queue", "team", "agent"]


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
        return await _whole(session, alert)


@router.post(
    "/{alert_id}/owner",
    **described("Take an alert, or hand it to somebody", needs=_ACT, body={}, answer=WHOLE),
)
async def owner(alert_id: str, body: Owner, principal: Asking, parts: PartsDep) -> AlertWhole:
    async with parts.database.session(principal.tenant) as session:
        alert = await deeds.take(session, principal, alert_id, body.user_id)
        return await _whole(session, alert)


@router.post(
    "/{alert_id}/comments",
    **described(
        "Comment on an alert",
        needs=_ACT,
        body={"text": "It began with the new price list"},
        answer=WHOLE,
    ),
)
async def comment(alert_id: str, body: Words, principal: Asking, parts: PartsDep) -> AlertWhole:
    async with parts.database.session(principal.tenant) as session:
        alert = await deeds.comment(session, principal, alert_id, body.text)
        return await _whole(session, alert)


@router.post(
    "/{alert_id}/actions",
    **described(
        "Record what was done; closes it where its figures are good again",
        needs=_ACT,
        body={"text": "Two breaks moved out of the hour from nine to ten", "check": "peak"},
        answer=WHOLE,
    ),
)
async def act(alert_id: str, body: Action, principal: Asking, parts: PartsDep) -> AlertWhole:
    async with parts.database.session(principal.tenant) as session:
        alert = await deeds.act(session, principal, alert_id, body.text, body.check)
        return await _whole(session, alert)


@router.post(
    "/{alert_id}/due",
    **described(
        "Move the date by which an action is due",
        needs=_ACT,
        body={"due": "2026-12-04T17:00:00Z", "reason": "The supplier answers on Thursday"},
        answer=WHOLE,
    ),
)
async def due(alert_id: str, body: Due, principal: Asking, parts: PartsDep) -> AlertWhole:
    due_ms = ms_of(body.due, "due") or 0
    async with parts.database.session(principal.tenant) as session:
        alert = await deeds.move_due(session, principal, alert_id, due_ms, body.reason)
        return await _whole(session, alert)


@router.post(
    "/{alert_id}/close",
    **described(
        "Close an alert: refused without an action, and while its figures are not good again",
        needs=_ACT,
        answer=WHOLE,
    ),
)
async def close(alert_id: str, principal: Asking, parts: PartsDep) -> AlertWhole:
    async with parts.database.session(principal.tenant) as session:
        alert = await deeds.close_by_hand(session, principal, alert_id)
        return await _whole(session, alert)


@router.post(
    "/{alert_id}/reopen",
    **described(
        "Open a closed alert again",
        needs=_ACT,
        body={"text": "It came back on the next Monday"},
        answer=WHOLE,
    ),
)
async def reopen(alert_id: str, body: Words, principal: Asking, parts: PartsDep) -> AlertWhole:
    async with parts.database.session(principal.tenant) as session:
        alert = await deeds.reopen(session, principal, alert_id, body.text)
        return await _whole(session, alert)


async def _whole(session: AsyncSession, alert: Alert) -> AlertWhole:
    at_ms = now_ms()
    key = Key(alert.indicator, alert.grain, alert.scope_id)
    return alerts_shown.whole(
        alert,
        await values.trend(session, alert.tenant_id, key, alert.cadence, at_ms, _LONG),
        await service.history(session, alert.tenant_id, alert.id),
        await effect.of(session, alert, at_ms),
        at_ms,
    )
