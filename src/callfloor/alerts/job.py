"""The one who judges every company's periods as they end, in one process at a time.

Half hours are judged as far as they are over, days (and what ends with them) behind their last half
hour; weeks of a past by one question a grain and step. A step is one transaction behind a cursor:
after a crash or a week without power the next one begins where the last one ended, and nothing is
judged twice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
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
from callfloor.centre import schemas
from callfloor.centre.loaded import CentreSettings
from callfloor.identity.tenants import all_tenants
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.metrics.components import Grain
from callfloor.metrics.kpis import Cadence
from callfloor.metrics.periods import Step
from callfloor.metrics.rules import rules_of

HALF_HOUR_MS: Final = 1_800_000
SETTLE_MS: Final = 120_000
"""So long after its end a period is looked at: the last facts are folded by then …"""
PATIENCE_MS: Final = 2 * 3_600_000
"""… and so long it is waited for, where somebody of it waits still."""
BACKFILL_DAYS: Final = 63
"""So far back values are kept at first, to compare with; alerts open from yesterday on."""
_DAYS_MAX: Final = 35
_BUCKETS_MAX: Final = 30_000
"""So many days, and half hours of queues, are asked for at once while a past is judged."""
_BEHIND_MAX = 1_000
_STEP_LIMIT_S = 1800.0
_logger = log.get("alerts")

LoadCentre = Callable[[str], Awaitable[CentreSettings]]
_FIRST = text(
    "select min(arrived_ms) from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true) and arrived_ms > 0"
)


class Part(NamedTuple):
    """What is judged in one step: the half hours of a day as far as they are over, a day behind its
    half hours, or whole days of the past with theirs.
    """

    kind: Literal["half_hours", "day", "past"]
    from_ms: int
    to_ms: int


class Given(NamedTuple):
    """What a part is judged by; `wholes` of longer periods what cannot be added up from days."""

    halves: Asked
    days: Asked
    wholes: Mapping[Period, Sequence[Measured]]


class Judge:
    """`behind` tells how many facts are not folded yet into what the reports read."""

    def __init__(
        self, database: Database, load_centre: LoadCentre, behind: Callable[[], Awaitable[int]]
    ) -> None:
        self._database, self._load, self._behind = database, load_centre, behind

    async def look(self) -> None:
        """Judge what is over by now, of every company."""
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
        while await self.step(centre, at_ms, judged_from_ms):
            pass
        await gather_missing(self._database, centre)

    async def step(
        self, centre: CentreSettings, at_ms: int, judged_from_ms: int | None = None
    ) -> bool:
        """One transaction's worth; False where nothing is due."""
        cursor = await self._cursor(centre, at_ms, judged_from_ms)
        days_max = _days_at_once(len(centre.of(schemas.Queue)))
        part = due(cursor.half_hours_ms, cursor.days_ms, centre.zone, at_ms, days_max)
        if part is None:
            return False
        given = await self._given(centre, part, cursor.kept_from_ms, at_ms)
        waited_for = _waited_for(part, given, at_ms)
        if waited_for == part.from_ms:
            return False
        part = part._replace(to_ms=waited_for)
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
            await _look_back(bench, part, given)
            if part.kind == "half_hours":
                await _judge_halves(bench, part.from_ms, part.to_ms, given)
                kept.half_hours_ms = part.to_ms
            else:
                await _judge_days(bench, part, given)
                kept.half_hours_ms, kept.days_ms = part.to_ms, part.to_ms
                await values.forget_old(session, centre.tenant, at_ms)
            await bench.ledger.write()
        return True

    async def _given(
        self, centre: CentreSettings, part: Part, kept_from_ms: int, at_ms: int
    ) -> Given:
        async def asked(keys: tuple[str, ...], grains: Sequence[Grain], step: Step) -> Asked:
            return await measuring.asked(
                self._database, centre, keys, grains, step, part.from_ms, part.to_ms, at_ms
            )

        halves = days = Asked(part.from_ms, part.to_ms, {}, frozenset())
        if part.kind != "day":
            keys = measuring.summed_keys(measuring.HALVES)
            halves = await asked(keys, measuring.JUDGED["half_hour"], "half_hour")
        if part.kind == "half_hours":
            return Given(halves, days, {})
        days = await asked(measuring.summed_keys(), measuring.GRAINS, "day")
        ending = [one for one in _ending(part, centre.zone) if one.start_ms >= kept_from_ms]
        return Given(halves, days, await self._wholes(centre, ending, at_ms))

    async def _wholes(
        self, centre: CentreSettings, ending: Sequence[Period], at_ms: int
    ) -> dict[Period, list[Measured]]:
        """Of each period what cannot be added up from its days; one question a cadence and grain."""
        wholes: dict[Period, list[Measured]] = {one: [] for one in ending}
        for cadence in LONG:
            of = [one for one in ending if one.cadence == cadence]
            if of:
                asked = await measuring.asked(
                    self._database,
                    centre,
                    measuring.whole_keys(cadence),
                    measuring.JUDGED[cadence],
                    cadence,
                    of[0].start_ms,
                    of[-1].end_ms,
                    at_ms,
                )
                wholes |= {one: list(asked.by_start.get(one.start_ms, ())) for one in of}
        return wholes

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


def due(
    half_hours_ms: int, days_ms: int, zone: str, at_ms: int, days_max: int = _DAYS_MAX
) -> Part | None:
    """The next step at the moment. A day comes behind its half hours; days of which nothing can
    change any more are judged at once, `days_max` of them.
    """
    day = period_at("day", days_ms, zone)
    if half_hours_ms >= day.end_ms:
        return Part("day", *day[1:]) if day.end_ms + SETTLE_MS <= at_ms else None
    over_ms = period_at("day", max(0, at_ms - PATIENCE_MS), zone).start_ms
    if half_hours_ms == days_ms and day.end_ms <= over_ms:
        further_ms = period_at("day", days_ms + days_max * values.DAY_MS, zone).start_ms
        return Part("past", days_ms, max(day.end_ms, min(further_ms, over_ms)))
    last = period_at("half_hour", max(0, at_ms - SETTLE_MS), zone)
    to_ms = min(period_at("day", half_hours_ms, zone).end_ms, last.start_ms)
    return Part("half_hours", half_hours_ms, to_ms) if to_ms > half_hours_ms else None


def _days_at_once(queues: int) -> int:
    return max(1, min(_DAYS_MAX, _BUCKETS_MAX // (48 * (queues + 1))))


def _waited_for(part: Part, given: Given, at_ms: int) -> int:
    """How far the part can be judged: up to its first bucket that may change and is young."""
    if part.kind == "past":
        return part.to_ms
    is_half = part.kind == "half_hours"
    length_ms = HALF_HOUR_MS if is_half else part.to_ms - part.from_ms
    open_starts = (given.halves if is_half else given.days).open_starts
    young_ms = at_ms - PATIENCE_MS - length_ms
    starts = (one for one in open_starts if max(part.from_ms, young_ms + 1) <= one)
    return min((one for one in starts if one < part.to_ms), default=part.to_ms)


def _ending(part: Part, zone: str) -> list[Period]:
    """The weeks, months and so on of which the last day is in the part, in order."""
    days = periods("day", part.from_ms, part.to_ms, zone)
    around = [period_at(cadence, day.start_ms, zone) for day in days for cadence in LONG]
    return [one for one in dict.fromkeys(around) if one.end_ms <= part.to_ms]


async def _look_back(bench: Bench, part: Part, given: Given) -> None:
    """Read once what all of the part is compared with and added up from."""
    zone = bench.zone
    if part.kind != "day":
        hours = list(periods("hour", period_at("hour", part.from_ms, zone)[1], part.to_ms, zone))
        halves = list(periods("half_hour", part.from_ms, part.to_ms, zone))
        await bench.look_back("half_hour", halves)
        await bench.look_back("hour", hours)
        await bench.ledger.read_between("half_hour", hours[0].start_ms, part.from_ms)
    if part.kind != "half_hours":
        await bench.look_back("day", list(periods("day", part.from_ms, part.to_ms, zone)))
        for cadence in LONG:
            await bench.look_back(cadence, [one for one in given.wholes if one.cadence == cadence])
        first_ms = min((one.start_ms for one in given.wholes), default=part.from_ms)
        await bench.ledger.read_between("day", first_ms, part.from_ms)


async def _judge_halves(bench: Bench, from_ms: int, to_ms: int, given: Given) -> None:
    for period in periods("half_hour", from_ms, to_ms, bench.zone):
        await bench.judge(period, given.halves.by_start.get(period.start_ms, ()))
        hour = period_at("hour", period.start_ms, bench.zone)
        if hour.end_ms == period.end_ms:
            await _judge_sum(bench, hour, "half_hour")


async def _judge_days(bench: Bench, part: Part, given: Given) -> None:
    for day in periods("day", part.from_ms, part.to_ms, bench.zone):
        if part.kind == "past":
            await _judge_halves(bench, day.start_ms, day.end_ms, given)
        await bench.judge(day, given.days.by_start.get(day.start_ms, ()))
        for period, more in given.wholes.items():
            if period.end_ms == day.end_ms:
                await _judge_sum(bench, period, "day", more)
        await bench.close_what_is_gone(day.end_ms)


async def _judge_sum(
    bench: Bench, period: Period, of: Cadence, more: Sequence[Measured] = ()
) -> None:
    parts = bench.ledger.within(of, period.start_ms, period.end_ms)
    summed = measuring.for_period(measuring.added(parts), period)
    await bench.judge(period, [*summed, *measuring.for_period(more, period)])
