"""Makes the files anew from the database, a day at a time; what was there stays until all is done."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.record import Record
from callfloor.contacts.row import read_record
from callfloor.facts.contents import CONTACTS, OWN, day_name, days_of
from callfloor.facts.flatten import DAY_MS, Row, Rows, SpanLike, flatten, flatten_spans
from callfloor.facts.store import Rebuilt, Store, Writer, table_of
from callfloor.facts.tables import BROUGHT, SCHEMAS
from callfloor.journal.marks import mark_of, marks_within
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
Progress = Callable[[str, int, int], None]
"""The day that is done, how many are done, and of how many."""


class Sources(NamedTuple):
    """What lies in rooms above, as rows of the session's company from one moment to before another."""

    spans: Callable[[AsyncSession, int, int], Awaitable[Sequence[SpanLike]]]
    """Agents' spans that touch the time."""
    surveys: Callable[[AsyncSession, int, int], Awaitable[Sequence[Row]]]
    """Of contacts that arrived in the time."""
    brought: Callable[[AsyncSession, int, int], Awaitable[Rows]]
    """What from outside begins in the time, by kind."""
    brought_days: Callable[[AsyncSession, int, int], Awaitable[Sequence[int]]]
    """The beginnings of the UTC days in which there is any of it."""


async def rebuild(
    store: Store,
    database: Database,
    tenant: str,
    sources: Sources,
    *,
    from_ms: int | None,
    to_ms: int,
    now_ms: int,
    progress: Progress = lambda _day, _done, _of: None,
) -> Rebuilt:
    """Every UTC day that the time touches, whole; `from_ms` None begins with the first fact.

    ConflictError while another rebuild of this company runs. Broken off, nothing has changed.
    """
    async with database.session(tenant) as session:
        first_ms = from_ms if from_ms is not None else await _first_ms(session, sources, now_ms)
        begin_ms = 0 if from_ms is None else first_ms
        end_ms = 2**62 if from_ms is None else to_ms
        brought = list(await sources.brought_days(session, begin_ms, end_ms))
    days = list(days_of(first_ms, min(to_ms, now_ms + 1)))
    with store.writing() as writer:
        if from_ms is None:
            writer.forget_all()
        return await write(
            writer, database, tenant, sources, days, brought, now_ms=now_ms, progress=progress
        )


async def write(
    writer: Writer,
    database: Database,
    tenant: str,
    sources: Sources,
    days: Sequence[int],
    brought: Sequence[int],
    *,
    now_ms: int,
    progress: Progress = lambda _day, _done, _of: None,
) -> Rebuilt:
    """The tables of some days, and what was brought in of some; each given by its begin.

    The marks are read before the rows: a change between the two makes the day out of date again.
    """
    total = dict.fromkeys((*SCHEMAS, *BROUGHT), 0)
    for day_ms in brought:
        async with database.session(tenant) as session:
            marks = await marks_within(session, day_ms // DAY_MS, day_ms // DAY_MS + 1)
        async with database.session(tenant) as session:
            rows = await sources.brought(session, day_ms, day_ms + DAY_MS)
        tables = {name: table_of(name, some) for name, some in rows.items()}
        mark = mark_of(marks, day_ms, *BROUGHT)
        await asyncio.to_thread(writer.bring, day_ms, tables, mark=mark)
        _add(total, rows)
    for done, day_ms in enumerate(days, 1):
        async with database.session(tenant) as session:
            marks = await marks_within(session, day_ms // DAY_MS, day_ms // DAY_MS + 1)
        async with database.session(tenant) as session:
            rows = await _day(session, sources, day_ms, now_ms)
        tables = {name: table_of(name, some) for name, some in rows.items()}
        await asyncio.to_thread(
            writer.put,
            day_ms,
            tables,
            read_ms=now_ms,
            mark=mark_of(marks, day_ms, *OWN),
            contacts_mark=mark_of(marks, day_ms, *CONTACTS),
        )
        _add(total, rows)
        progress(day_name(day_ms), done, len(days))
    names = [day_name(day_ms) for day_ms in days]
    return Rebuilt(
        days=len(days),
        first_day=names[0] if names else "",
        last_day=names[-1] if names else "",
        rows=total,
    )


def _add(total: dict[str, int], rows: Rows) -> None:
    for name, some in rows.items():
        total[name] += len(some)


async def _first_ms(session: AsyncSession, sources: Sources, now_ms: int) -> int:
    arrived_ms = (await session.execute(_FIRST)).scalar_one()
    first_ms = now_ms if arrived_ms is None else int(arrived_ms)
    earlier = await sources.spans(session, 0, first_ms)
    return min([first_ms, *(one.start_ms for one in earlier)])


async def _day(session: AsyncSession, sources: Sources, day_ms: int, now_ms: int) -> Rows:
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
    touching = await sources.spans(session, day_ms, to_ms)
    rows["spans"] = flatten_spans(touching, from_ms=day_ms, to_ms=to_ms, now_ms=now_ms)
    rows["surveys"] = list(await sources.surveys(session, day_ms, to_ms))
    return rows


def _flat(bodies: Sequence[str]) -> Rows:
    records: list[Record] = [read_record(body) for body in bodies]
    return flatten(records)
