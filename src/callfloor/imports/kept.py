"""Imported facts that are current, for whoever counts them."""

import json
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.imports.kinds import NAMES, Name

_WITHIN = text(
    "select source_id, subject, team_id, start_ms, end_ms, ingested_at_ms, data::text"
    " from imports_facts where tenant_id = current_setting('callfloor.tenant', true)"
    " and kind = :kind and is_current and start_ms < :to_ms and end_ms >= :from_ms"
    " order by start_ms, source_id"
)
_HAS = text(
    "select kind from unnest(cast(:kinds as text[])) as one (kind) where exists (select 1"
    " from imports_facts f where f.tenant_id = current_setting('callfloor.tenant', true)"
    " and f.kind = one.kind and f.is_current)"
)

_SESSIONS = text(
    "select subject, team_id, data->'spans' from imports_facts"
    " where tenant_id = current_setting('callfloor.tenant', true) and kind = 'queue_log'"
    " and is_current and data ? 'spans' and start_ms < :to_ms and end_ms > :from_ms"
    " order by start_ms, source, source_id"
)


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """`team_id` is the team of the subject when it was brought in, or as the file says."""

    source_id: str
    subject: str
    team_id: str
    start_ms: int
    end_ms: int
    ingested_at_ms: int
    data: dict[str, Any]


async def within(session: AsyncSession, kind: Name, *, from_ms: int, to_ms: int) -> list[Kept]:
    """Those of the session's tenant that touch the time, in order."""
    rows = await session.execute(_WITHIN, {"kind": kind, "from_ms": from_ms, "to_ms": to_ms})
    return [
        Kept(
            source_id=row[0],
            subject=row[1],
            team_id=row[2],
            start_ms=row[3],
            end_ms=row[4],
            ingested_at_ms=row[5],
            data=json.loads(row[6]),
        )
        for row in rows
    ]


async def kinds_there(session: AsyncSession) -> set[str]:
    """Of which kinds there is anything at all."""
    return {str(row[0]) for row in await session.execute(_HAS, {"kinds": list(NAMES)})}


async def sessions(
    session: AsyncSession, *, from_ms: int, to_ms: int
) -> list[tuple[str, str, list[tuple[int, int, str]]]]:
    """Agents' time out of other systems' logs that touches the time: agent, team and spans."""
    rows = await session.execute(_SESSIONS, {"from_ms": from_ms, "to_ms": to_ms})
    return [(row[0], row[1], [(one[0], one[1], one[2]) for one in row[2]]) for row in rows]
