"""Keeps the files as the database has it: writes days that are over, makes anew what changed, adds up.

The clerk does it, a company after the other. A step writes some days and no more, so that
what is done stays done; each day is one file for each table, however often it is made anew.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from callfloor.centre.loaded import CentreSettings
from callfloor.facts.contents import BROUGHT_IN, OWN, Contents, Day, Shelf, day_name
from callfloor.identity.tenants import all_tenants
from callfloor.journal.marks import DAY_MS, Marks, mark_of, marks_within
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.errors import ConflictError, UnavailableError
from callfloor.metrics.columnar import filed
from callfloor.metrics.columnar.marked import fingerprint, followed_in, seen_in
from callfloor.metrics.rules import FigureRules, rules_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callfloor.facts.rebuild import Progress
    from callfloor.metrics.view import Grain

OVER_AFTER_MS: Final = 3_600_000
"""So long after its end a day is written: most calls of its last hour are over then."""
SETTLED_AFTER_MS: Final = 120_000
"""A day that is changing is not written while it does."""
_DAYS_A_STEP = 14
_MEMORY = "512MB"
_logger = log.get("facts")
LoadCentre = Callable[[str], Awaitable[CentreSettings]]


class Due(NamedTuple):
    """Days by their begin, the newest first: to be written, to be forgotten, and to be added up."""

    days: list[int]
    brought: list[int]
    gone: list[str]
    gone_brought: list[str]


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """`reaches_to` is the day before which every figure can be had from sums; empty for none.

    `out_of_date` are the days after whose end something changed, or which were never written.
    """

    tenant: str
    version: int
    generation: int
    days: int
    first_day: str
    last_day: str
    days_with_sums: int
    reaches_to: str
    out_of_date: list[str]
    rows: dict[str, int]
    files: int
    size_bytes: int


class Filing:
    """`files` is the folder of the flat tables."""

    def __init__(self, database: Database, files: Path, load_centre: LoadCentre) -> None:
        self._database, self._files, self._load = database, files, load_centre

    async def look(self) -> None:
        """Write all that is due."""
        for tenant in await all_tenants(self._database):
            await self._look_at(tenant.tenant_id)

    async def _look_at(self, tenant: str) -> None:
        """One company's trouble is not the others'."""
        try:
            centre = await self._load(tenant)
            rules = rules_of(centre)
            while await step(self._database, self._files, tenant, rules, now_ms()):
                pass
        except ConflictError:
            return  # a person rebuilds it just now
        except UnavailableError:
            raise
        except Exception:
            _logger.exception("facts of a company are not written", tenant=tenant)


async def step(
    database: Database,
    files: Path,
    tenant: str,
    rules: FigureRules,
    at_ms: int,
    *,
    settled_after_ms: int = SETTLED_AFTER_MS,
) -> bool:
    """Write or add up some days; False where nothing is due."""
    async with database.session(tenant) as session:
        marks = await marks_within(session)
    contents = await asyncio.to_thread(Shelf(files, tenant).contents)
    found = due(contents, marks, at_ms, settled_after_ms=settled_after_ms)
    if any(found):
        await _write(database, files, tenant, found, at_ms)
        return True
    return await add_up(files, tenant, rules, at_ms, count=_DAYS_A_STEP)


def due(contents: Contents, marks: Marks, at_ms: int, *, settled_after_ms: int) -> Due:
    """What is over, has settled, and is not in the files as it is in the database."""
    newest: dict[int, int] = {}
    for (_, number), mark in marks.items():
        day_ms = number * DAY_MS
        newest[day_ms] = max(newest.get(day_ms, 0), mark // 1000)
    days, brought = [], []
    for day_ms in sorted(newest, reverse=True):
        if newest[day_ms] > at_ms - settled_after_ms:
            continue
        name = day_name(day_ms)
        own, other = mark_of(marks, day_ms, *OWN), mark_of(marks, day_ms, *BROUGHT_IN)
        day, there = contents.days.get(name), contents.brought.get(name)
        if own and is_over(day_ms, at_ms) and (day is None or day.mark != own):
            days.append(day_ms)
        if other and (there is None or there.mark != other):
            brought.append(day_ms)
    known = {day_name(day_ms) for day_ms in newest}
    return Due(
        days[:_DAYS_A_STEP],
        brought[: 4 * _DAYS_A_STEP],
        [name for name in contents.days if name not in known],
        [name for name in contents.brought if name not in known],
    )


def is_over(day_ms: int, at_ms: int) -> bool:
    return day_ms + DAY_MS + OVER_AFTER_MS <= at_ms


async def _write(database: Database, files: Path, tenant: str, found: Due, at_ms: int) -> None:
    # What writes Parquet takes its time and memory; only who writes loads it.
    from callfloor.facts.rebuild import write
    from callfloor.facts.store import Store
    from callfloor.metrics.columnar.outside import SOURCES

    with Store(files, tenant).writing() as writer:
        for name in found.gone:
            del writer.days[name]
        for name in found.gone_brought:
            del writer.brought[name]
        done = await write(
            writer, database, tenant, SOURCES, found.days, found.brought, now_ms=at_ms
        )
    _logger.info("facts written", tenant=tenant, days=done.days, newest=done.first_day)


async def add_up(
    files: Path,
    tenant: str,
    rules: FigureRules,
    at_ms: int,
    *,
    count: int | None = None,
    progress: "Progress" = lambda _day, _done, _of: None,
) -> bool:
    """The sums of days that have none, or those of other rules; False where none is due."""
    contents = await asyncio.to_thread(Shelf(files, tenant).contents)
    days = unsummed(contents, rules, at_ms)[:count]
    if days:
        await asyncio.to_thread(sum_days, files, tenant, days, rules, progress)
    return bool(days)


def unsummed(contents: Contents, rules: FigureRules, at_ms: int) -> list[int]:
    """The days that are over and whose sums are out of date, the newest first."""
    print_ = fingerprint(rules)
    found = []
    for name in sorted(contents.days, reverse=True):
        day_ms = begin_of(name)
        summed = contents.days[name].summed
        is_current = (
            summed is not None
            and summed.rules == print_
            and summed.seen == seen_in(contents, day_ms)
            and summed.followed == followed_in(contents, rules, day_ms)
        )
        if not is_current and is_over(day_ms, at_ms):
            found.append(day_ms)
    return found


def sum_days(
    files: Path,
    tenant: str,
    days: list[int],
    rules: FigureRules,
    progress: "Progress" = lambda _day, _done, _of: None,
    grains: "Sequence[Grain] | None" = None,
) -> None:
    from callfloor.facts.store import Store
    from callfloor.metrics.columnar.duck import Duck
    from callfloor.metrics.columnar.summing import sum_day

    store, duck = Store(files, tenant), Duck(files, tenant, memory=_MEMORY)
    try:
        with store.writing() as writer:
            for done, day_ms in enumerate(days, 1):
                found = sum_day(duck, store, writer.contents(), day_ms, rules, grains)
                writer.sum_up(day_ms, found.tables, found.summed)
                progress(day_name(day_ms), done, len(days))
    finally:
        duck.close()


def begin_of(name: str) -> int:
    """Of a day by its name."""
    return round(datetime.fromisoformat(name).replace(tzinfo=UTC).timestamp() * 1000)


async def status(
    database: Database, files: Path, tenant: str, rules: FigureRules, at_ms: int
) -> Status:
    """What there is, and how far figures can be had from it."""
    shelf = Shelf(files, tenant)
    contents = await asyncio.to_thread(shelf.contents)
    async with database.session(tenant) as session:
        marks = await marks_within(session)
    marked = sorted({day * DAY_MS for (what, day), mark in marks.items() if what in OWN and mark})
    over = [day_ms for day_ms in marked if is_over(day_ms, at_ms)]
    serving: set[int] = set()
    if over:
        wanted = filed.Wanted(over[0], over[-1] + DAY_MS, at_ms, rules, follows=False)
        serving = set(filed.serving(contents, marks, wanted))
    away = [day_ms for day_ms in over if day_ms not in serving]
    before = [day_ms for day_ms in over if not away or day_ms < away[0]]
    sizes = [(shelf.folder / name) for name in contents.named()]
    return Status(
        tenant=tenant,
        version=contents.version,
        generation=contents.generation,
        days=len(contents.days),
        first_day=min(contents.days, default=""),
        last_day=max(contents.days, default=""),
        days_with_sums=sum(1 for one in contents.days.values() if one.summed),
        reaches_to=day_name(before[-1] + DAY_MS) if before else "",
        out_of_date=[day_name(day_ms) for day_ms in away],
        rows=_rows(list(contents.days.values())),
        files=len(sizes),
        size_bytes=sum(one.stat().st_size for one in sizes if one.exists()),
    )


def told(found: Status) -> str:
    """In one sentence, how far figures come from sums."""
    if not found.days:
        return "There are no files yet; figures are folded from the contacts themselves."
    if not found.reaches_to:
        return f"{found.days} days are written, none of them can be read yet."
    return f"Figures before {found.reaches_to} come from the files, all else from the contacts."


def _rows(days: list[Day]) -> dict[str, int]:
    total: dict[str, int] = {}
    for day in days:
        for name, count in day.rows.items():
            total[name] = total.get(name, 0) + count
    return total
