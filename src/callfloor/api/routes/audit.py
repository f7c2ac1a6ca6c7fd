"""The trail of who changed what, newest first."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from callfloor.api.described import Answer, described
from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text
from callfloor.identity import audit

router = APIRouter(prefix="/audit", tags=["audit"])


class AuditShown(Answer):
    """`subject` names what was changed, as `queue:sales`; secrets show as ***."""

    position: int
    at: str
    actor: str
    actor_name: str
    action: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    address: str


class AuditPage(Answer):
    items: list[AuditShown]
    next_cursor: str | None


_EXAMPLE = {
    "position": 12,
    "at": "2026-11-22T09:00:00.000Z",
    "actor": "user:01JZ3J0Q8ZC5N6W0J5R1T2V3X4",
    "actor_name": "Lucía Pérez",
    "action": "queue.changed",
    "subject": "queue:sales",
    "before": {"service_level_ms": 20000},
    "after": {"service_level_ms": 30000},
    "address": "127.0.0.1",
}


@router.get(
    "",
    **described(
        "The audit trail",
        needs=("audit.view",),
        answer={"items": [_EXAMPLE], "next_cursor": "12"},
    ),
)
async def listed(
    principal: Asking,
    parts: PartsDep,
    cursor: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    subject: Annotated[str, Query(max_length=200)] = "",
    actor: Annotated[str, Query(max_length=200)] = "",
    action: Annotated[str, Query(max_length=100)] = "",
) -> AuditPage:
    async with parts.database.session(principal.tenant) as session:
        entries = await audit.read(
            session,
            principal.tenant,
            before_position=cursor,
            limit=limit + 1,
            subject=subject,
            actor=actor,
            action=action,
        )
    shown = [
        AuditShown(
            position=one.position,
            at=at_text(one.at_ms),
            actor=one.actor,
            actor_name=one.actor_name,
            action=one.action,
            subject=one.subject,
            before=one.before,
            after=one.after,
            address=one.address,
        )
        for one in entries[:limit]
    ]
    more = len(entries) > limit
    return AuditPage(items=shown, next_cursor=str(shown[-1].position) if more else None)
