"""Which days have changed: one row for each UTC day and kind of rows made from facts, marked anew with
every change, in the transaction that changes them.

Whoever keeps something made from a day (the flat tables) keeps the marks that it was made under; other
marks mean that it is out of date. A mark is a moment in microseconds and only grows, so that neither a
day that changed twice nor a database that was put back to an earlier state can look unchanged.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

DAY_MS = 86_400_000
STAMP = "(extract(epoch from clock_timestamp()) * 1000000)::bigint"
RENEWED = (
    "on conflict (tenant_id, what, day)"
    f" do update set mark = greatest(journal_marks.mark + 1, {STAMP})"
)
"""The end of every statement that inserts marks: those that are there are renewed."""
_MARK = text(
    "insert into journal_marks (tenant_id, what, day, mark)"  # noqa: S608 - nothing from outside
    f" select tenant_id, :what, day, {STAMP}"
    " from unnest(cast(:tenants as text[]), cast(:days as bigint[])) as changed (tenant_id, day)"
    f" {RENEWED}"
)
_ALL = text(
    "select what, day, mark from journal_marks"
    " where tenant_id = current_setting('callfloor.tenant', true) and day >= :first and day < :end"
)
Marks = Mapping[tuple[str, int], int]
"""Kind of rows and number of the UTC day since 1970 → its mark; what never changed has none."""


def day_of(at_ms: int) -> int:
    """The number of the UTC day since 1970."""
    return at_ms // DAY_MS


async def mark(session: AsyncSession, what: str, days: Iterable[tuple[str, int]]) -> None:
    """The days (company, number) have changed; in one order, so that two writers do not block another."""
    found = sorted(set(days))
    if found:
        tenants, numbers = zip(*found, strict=True)
        given = {"what": what, "tenants": list(tenants), "days": list(numbers)}
        await session.execute(_MARK, given)


async def marks_within(
    session: AsyncSession, first: int = -(2**31), end: int = 2**31
) -> dict[tuple[str, int], int]:
    """Those of the session's company, from one day to before another."""
    rows = await session.execute(_ALL, {"first": first, "end": end})
    return {(row[0], row[1]): row[2] for row in rows}


def mark_of(marks: Marks, day_ms: int, *kinds: str) -> int:
    """One number for what of some kinds has changed on a day: marks only grow, and so does their sum."""
    return sum(marks.get((kind, day_of(day_ms)), 0) for kind in kinds)
