"""The one who judges: in one process of the installation, every company's periods as they end.

Half hours are judged as far as they are over, days (and what ends with them) behind their last half
hour. A step is one transaction behind a cursor: after a crash or a week without power the next one
begins where the last one ended, and nothing is judged twice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Literal, NamedTuple

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts import measuring, values
from callfloor.alerts.evidence import gather_missing
from callfloor.alerts.judging import Bench
from callfloor.alerts.measuring import Asked, Measured
from callfloor.alerts.models import Cursor
from callfloor.alerts.periods import LONG, Period, period_at, periods
from callfloor.centre.loaded import CentreSettings
from callfloor.identity.tenants import all_tenants
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.errors import UnavailableError
from callfloor.metrics.kpis import Cadence
from callfloor.metrics.rules import rules_of

HALF_HOUR_MS: Final = 1_800_000
SETTLE_MS: Final = 120_000
"""So long after its end a period is looked at: the last facts are folded by then …"""
PATIENCE_MS: Final = 2 * 3_600_000
"""… and so long it is waited for, where somebody of it waits still."""
BACKFILL_DAYS: Final = 63
"""So far back values are kept at first, to compare with; alerts open from yesterday on."""
AHEAD_MS: Final = 14 * values.DAY_MS
_BEHIND_MAX = 1_000
FIRST_AFTER_S = 20.0
_TICK_S = 20.0
_STEP_LIMIT_S = 1800.0
_logger = log.get("alerts")

LoadCentre = Callable[[str], Awaitable[CentreSettings]]
_FIRST = text(
    "select min(arrived_ms) from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true) and arrived_ms > 0"
)


class Part(NamedTuple):
    """What is judged in one step: the half hours of a day as far as they are over, or a day."""

    kind: Literal["half_hours", "day"]
    from_ms: int
    to_ms: int


class Judge:
    """`behind` tells how many facts are not folded yet into what the reports read."""

    def __init__(
        self, database: Database, load_centre: LoadCentre, behind: Callable[[], Awaitable[int]]
    ) -> None:
        self._database, self._load, self._behind = database, load_centre, behind
        self._ahead: dict[tuple[str, str], Asked] = {}

    async def run(self) -> None:
        """Judge whenever no other process does, until cancelled."""
        await asyncio.sleep(FIRST_AFTER_S)
        while True:
            try:
                async with self._database.lead("alerts") as lost:
                    while not lost.is_set():
                        await self._look_at_all()
                        await asyncio.sleep(_TICK_S)
            except UnavailableError as error:
                _logger.warning("alerts wait", error=error.message)
            except Exception:
                _logger.exception("alerts begin anew")
            await asyncio.sleep(_TICK_S)

    async def _look_at_all(self) -> None:
        if await self._behind() > _BEHIND_MAX:
            return  # as after a long rest: what has happened is not in the reports yet
        for tenant in await all_tenants(self._database):
            try:
                async with asyncio.timeout(_STEP_LIMIT_S):
                    await self.catch_up(tenant.tenant_id, now_ms())
            except TimeoutError:
                _logger.warning("judging takes long; it goes on later", tenant=tenant.tenant_id)

    async def catch_up(self, tenant: str, at_ms: int, *, judged_from_ms: int | None = None) -> None:
        """Judge all that is over at the moment. `judged_from_ms` counts for a first time only."""
        centre = await self._load(tenant)
        self._ahead.clear()
        while await self.step(centre, at_ms, judged_from_ms):
            pass
        self._ahead.clear()
        await gather_missing(self._database, centre)

    async def step(
        self, centre: CentreSettings, at_ms: int, judged_from_ms: int | None = None
    ) -> bool:
        """One transaction's worth; False where nothing is due."""
        cursor = await self._cursor(centre, at_ms, judged_from_ms)
        part = due(cursor.half_hours_ms, cursor.days_ms, centre.zone, at_ms)
        if part is None:
            return False
        asked = await self._ask(centre, part, at_ms)
        waited_for = _waited_for(part, asked, at_ms)
        if waited_for == part.from_ms:
            return False
        part = part._replace(to_ms=waited_for)
        ending = [
            one
            for one in _ending(part, centre.zone)
            if part.kind == "day" and one.start_ms >= cursor.kept_from_ms
        ]
        wholes = [(one, await self._whole(centre, one, at_ms)) for one in ending]
        async with self._database.session(centre.tenant) as session:
            kept = await session.get(Cursor, centre.tenant, with_for_update=True)
            if kept is None or (kept.half_hours_ms, kept.days_ms) != (
                cursor.half_hours_ms,
                cursor.days_ms,
            ):
                return True  # somebody else was quicker
            bench = Bench(
                session,
                centre.tenant,
                centre.zone,
                measuring.scopes(centre),
                rules_of(centre),
                cursor.judged_from_ms,
            )
            if part.kind == "half_hours":
                await _judge_halves(bench, part, asked)
                kept.half_hours_ms = part.to_ms
            else:
                await _judge_day(bench, part, asked, wholes)
                kept.days_ms = part.to_ms
                await values.forget_old(session, centre.tenant, at_ms)
                await bench.close_what_is_gone(part.to_ms)
        return True

    async def _ask(self, centre: CentreSettings, part: Part, at_ms: int) -> Asked:
        """What the part is judged by. While catching up some days are asked for at once."""
        ahead = self._ahead.get((centre.tenant, part.kind))
        if ahead is not None and ahead.from_ms <= part.from_ms and part.to_ms <= ahead.to_ms:
            return ahead
        today_ms = period_at("day", at_ms, centre.zone).start_ms
        further_ms = period_at("day", part.from_ms + AHEAD_MS, centre.zone).start_ms
        to_ms = max(part.to_ms, min(further_ms, today_ms - values.DAY_MS))
        is_half = part.kind == "half_hours"
        asked = await measuring.asked(
            self._database,
            centre,
            measuring.summed_keys(("half_hour", "hour") if is_half else ()),
            ("centre", "queue") if is_half else measuring.GRAINS,
            "half_hour" if is_half else "day",
            part.from_ms,
            to_ms,
            at_ms,
        )
        if to_ms > part.to_ms:
            self._ahead[centre.tenant, part.kind] = asked
        return asked

    async def _whole(self, centre: CentreSettings, period: Period, at_ms: int) -> list[Measured]:
        """What of a period cannot be added up from its days."""
        asked = await measuring.asked(
            self._database,
            centre,
            measuring.whole_keys(period.cadence),
            measuring.JUDGED[period.cadence],
            "total",
            period.start_ms,
            period.end_ms,
            at_ms,
        )
        return [one for found in asked.by_start.values() for one in found]

    async def _cursor(
        self, centre: CentreSettings, at_ms: int, judged_from_ms: int | None
    ) -> Cursor:
        async with self._database.session(centre.tenant) as session:
            kept = await session.get(Cursor, centre.tenant)
            if kept is not None:
                return kept
            first_ms = (await session.execute(_FIRST)).scalar_one() or at_ms
            oldest_ms = at_ms - BACKFILL_DAYS * values.DAY_MS
            start_ms = period_at("day", max(first_ms, oldest_ms), centre.zone).start_ms
            if judged_from_ms is None:
                today_ms = period_at("day", at_ms, centre.zone).start_ms
                judged_from_ms = period_at("day", today_ms - 1, centre.zone).start_ms
            await begin(session, centre.tenant, start_ms, judged_from_ms)
            query = select(Cursor).where(Cursor.tenant_id == centre.tenant)
            return (await session.execute(query)).scalar_one()


async def begin(session: AsyncSession, tenant: str, from_ms: int, judged_from_ms: int) -> None:
    """Where judging begins, by whoever knows it first."""
    row = {
        "tenant_id": tenant,
        "kept_from_ms": from_ms,
        "half_hours_ms": from_ms,
        "days_ms": from_ms,
        "judged_from_ms": judged_from_ms,
    }
    await session.execute(insert(Cursor).values(row).on_conflict_do_nothing())


def due(half_hours_ms: int, days_ms: int, zone: str, at_ms: int) -> Part | None:
    """The next step at the moment. A day comes behind its half hours."""
    day = period_at("day", days_ms, zone)
    if half_hours_ms >= day.end_ms:
        return Part("day", *day[1:]) if day.end_ms + SETTLE_MS <= at_ms else None
    last = period_at("half_hour", max(0, at_ms - SETTLE_MS), zone)
    to_ms = min(period_at("day", half_hours_ms, zone).end_ms, last.start_ms)
    return Part("half_hours", half_hours_ms, to_ms) if to_ms > half_hours_ms else None


def _waited_for(part: Part, asked: Asked, at_ms: int) -> int:
    """How far the part can be judged: up to its first bucket that may change and is young."""
    length_ms = HALF_HOUR_MS if part.kind == "half_hours" else part.to_ms - part.from_ms
    young_ms = at_ms - PATIENCE_MS - length_ms
    starts = (one for one in asked.open_starts if max(part.from_ms, young_ms + 1) <= one)
    return min((one for one in starts if one < part.to_ms), default=part.to_ms)


def _ending(part: Part, zone: str) -> list[Period]:
    """The weeks, months and so on whose last day this is."""
    around = [period_at(cadence, part.from_ms, zone) for cadence in LONG]
    return [one for one in around if one.end_ms == part.to_ms]


async def _judge_halves(bench: Bench, part: Part, asked: Asked) -> None:
    for period in periods("half_hour", part.from_ms, part.to_ms, bench.zone):
        await bench.judge(period, asked.by_start.get(period.start_ms, ()))
        hour = period_at("hour", period.start_ms, bench.zone)
        if hour.end_ms == period.end_ms:
            await _judge_sum(bench, hour, "half_hour")


async def _judge_day(
    bench: Bench, part: Part, asked: Asked, wholes: Sequence[tuple[Period, list[Measured]]]
) -> None:
    day = Period("day", part.from_ms, part.to_ms)
    await bench.judge(day, asked.by_start.get(part.from_ms, ()))
    for period, more in wholes:
        await _judge_sum(bench, period, "day", more)


async def _judge_sum(
    bench: Bench, period: Period, of: Cadence, more: Sequence[Measured] = ()
) -> None:
    parts = await values.within(bench.session, bench.tenant, of, period.start_ms, period.end_ms)
    summed = measuring.for_period(measuring.added(parts), period)
    await bench.judge(period, [*summed, *measuring.for_period(more, period)])
