"""Makes the files anew from the database, a day at a time; what was there stays until all is done."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.record import Record
from callfloor.contacts.row import read_record
from callfloor.facts.flatten import DAY_MS, Rows, SpanLike, flatten, flatten_spans
from callfloor.facts.store import Rebuilt, Store, day_name, days_of, table_of
from callfloor.kit.db import Database

_PAGE = 1000
_FIRST = text(
    "select min(arrived_ms) from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true)"
)
_RECORDS = text(
    "select id, arrived_ms, record::text from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true)"
    " and arrived_ms >= :from_ms and arrived_ms < :to_ms and (arrived_ms, id) > (:after_ms, :after_id)"
    " order by arrived_ms, id limit :limit"
)
Spans = Callable[[AsyncSession, int, int], Awaitable[Sequence[SpanLike]]]
"""Agents' spans of the session's company that touch the time."""
Progress = Callable[[str, int, int], None]
"""The day that is done, how many are done, and of how many."""


async def rebuild(
    store: Store,
    database: Database,
    tenant: str,
    spans: Spans,
    *,
    from_ms: int | None,
    to_ms: int,
    now_ms: int,
    progress: Progress = lambda _day, _done, _of: None,
) -> Rebuilt:
    """Every UTC day that the time touches, whole; `from_ms` None begins with the first fact.

    ConflictError while another rebuild of this company runs. Broken off, nothing has changed.
    """
    with store.writing() as writer:
        async with database.session(tenant) as session:
            first_ms = from_ms if from_ms is not None else await _first_ms(session, spans, now_ms)
        days = list(days_of(first_ms, min(to_ms, now_ms + 1)))
        writer.covers(None if from_ms is None else days[0] if days else from_ms, to_ms)
        total = dict.fromkeys(("contacts", "legs", "rings", "segments", "pieces", "spans"), 0)
        for done, day_ms in enumerate(days, 1):
            async with database.session(tenant) as session:
                rows = await _day(session, spans, day_ms, now_ms)
            tables = {name: table_of(name, some) for name, some in rows.items()}
            await asyncio.to_thread(writer.put, day_ms, tables, read_ms=now_ms)
            for name, some in rows.items():
                total[name] += len(some)
            progress(day_name(day_ms), done, len(days))
    names = [day_name(day_ms) for day_ms in days]
    return Rebuilt(
        days=len(days),
        first_day=names[0] if names else "",
        last_day=names[-1] if names else "",
        rows=total,
    )


async def _first_ms(session: AsyncSession, spans: Spans, now_ms: int) -> int:
    arrived_ms = (await session.execute(_FIRST)).scalar_one()
    first_ms = now_ms if arrived_ms is None else int(arrived_ms)
    earlier = await spans(session, 0, first_ms)
    return min([first_ms, *(one.start_ms for one in earlier)])


async def _day(session: AsyncSession, spans: Spans, day_ms: int, now_ms: int) -> Rows:
    to_ms = day_ms + DAY_MS
    after_ms, after_id = day_ms - 1, ""
    rows: Rows = flatten([])
    while True:
        given = {
            "from_ms": day_ms,
            "to_ms": to_ms,
            "after_ms": after_ms,
            "after_id": after_id,
            "limit": _PAGE,
        }
        page = (await session.execute(_RECORDS, given)).all()
        for name, some in (await asyncio.to_thread(_flat, [row[2] for row in page])).items():
            rows[name] += some
        if len(page) < _PAGE:
            break
        after_id, after_ms = str(page[-1][0]), int(page[-1][1])
    touching = await spans(session, day_ms, to_ms)
    rows["spans"] = flatten_spans(touching, from_ms=day_ms, to_ms=to_ms, now_ms=now_ms)
    return rows


def _flat(bodies: Sequence[str]) -> Rows:
    records: list[Record] = [read_record(body) for body in bodies]
    return flatten(records)
