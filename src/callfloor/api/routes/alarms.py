"""Alarms: those that are open and those that were, and the word of whoever has seen one."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from callfloor.alarms import service
from callfloor.alarms.models import AlarmRow
from callfloor.api.deliveries_shown import DeliveryShown, delivery_shown, example
from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text, at_text_or_none
from callfloor.deliveries.kept import deliveries_of
from callfloor.deliveries.models import Delivery
from callfloor.identity.permissions import Permission

router = APIRouter(prefix="/alarms", tags=["alarms"])

_VIEW: tuple[Permission, ...] = ("floor.view",)
_ACT: tuple[Permission, ...] = ("floor.act",)


class AlarmShown(Answer):
    """`value` and `limit` are in the figure's unit: contacts, agents, seconds or percent."""

    id: str
    rule_id: str
    name: str
    figure: str
    scope: str
    scope_id: str
    value: float
    limit: float
    severity: str
    agents: list[str]
    raised_at: str
    ended_at: str | None
    end_reason: str
    acknowledged_at: str | None
    acknowledged_by: str
    note: str
    deliveries: list[DeliveryShown]


class AlarmPage(Answer):
    items: list[AlarmShown]
    next_cursor: str | None


class Acknowledgement(Shape):
    note: str = Field("", max_length=service.NOTE_MAX)


_EXAMPLE = {
    "id": "01M80QQ0PY2FNE64D484KSENYX",
    "rule_id": "long-wait",
    "name": "Somebody waits too long",
    "figure": "longest_wait",
    "scope": "queue",
    "scope_id": "sales",
    "value": 125.0,
    "limit": 120.0,
    "severity": "critical",
    "agents": [],
    "raised_at": "2026-11-25T09:00:00.000Z",
    "ended_at": None,
    "end_reason": "",
    "acknowledged_at": "2026-11-25T09:01:00.000Z",
    "acknowledged_by": "Laura Sanz",
    "note": "Two more agents are on their way",
    "deliveries": [example("raised")],
}


@router.get(
    "",
    **described(
        "Alarms, the newest first",
        needs=_VIEW,
        answer={"items": [_EXAMPLE], "next_cursor": "01M80QQ0PY2FNE64D484KSENYX"},
    ),
)
async def listed(
    principal: Asking,
    parts: PartsDep,
    is_open: Annotated[bool | None, Query(alias="open", description="Default: both")] = None,
    rule: Annotated[str, Query(max_length=40)] = "",
    cursor: Annotated[str, Query(max_length=40)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> AlarmPage:
    async with parts.database.session(principal.tenant) as session:
        rows = await service.page(
            session,
            principal.tenant,
            before=cursor,
            limit=limit + 1,
            rule_id=rule,
            is_open=is_open,
        )
        shown = rows[:limit]
        ids = [row.id for row in shown]
        told = await deliveries_of(session, principal.tenant, "alarm", ids)
    return AlarmPage(
        items=[_shown(row, told[row.id]) for row in shown],
        next_cursor=shown[-1].id if len(rows) > limit else None,
    )


@router.post(
    "/{alarm_id}/acknowledge",
    **described(
        "Acknowledge an alarm by name",
        needs=_ACT,
        body={"note": "Two more agents are on their way"},
        answer=_EXAMPLE,
    ),
)
async def acknowledge(
    alarm_id: str, body: Acknowledgement, principal: Asking, parts: PartsDep
) -> AlarmShown:
    async with parts.database.session(principal.tenant) as session:
        row = await service.acknowledge(session, principal, alarm_id, body.note)
        told = await deliveries_of(session, principal.tenant, "alarm", [alarm_id])
    return _shown(row, told[alarm_id])


def _shown(row: AlarmRow, told: Sequence[Delivery]) -> AlarmShown:
    return AlarmShown(
        id=row.id,
        rule_id=row.rule_id,
        name=row.name,
        figure=row.figure,
        scope=row.scope,
        scope_id=row.scope_id,
        value=row.value,
        limit=row.limit,
        severity=row.severity,
        agents=list(row.agents),
        raised_at=at_text(row.raised_at_ms),
        ended_at=at_text_or_none(row.ended_at_ms),
        end_reason=row.end_reason,
        acknowledged_at=at_text_or_none(row.acknowledged_at_ms),
        acknowledged_by=row.acknowledged_name,
        note=row.note,
        deliveries=[delivery_shown(one) for one in told],
    )
