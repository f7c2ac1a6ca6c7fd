"""What a report says: its figures, those of the time before, and what its charts are drawn from.

Made once and kept as it is: every rendering (page, HTML, PDF, XLSX, CSV) reads this.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from callfloor.centre.loaded import CentreSettings
from callfloor.centre.reports import Report
from callfloor.kit.db import Database
from callfloor.metrics.details import Detail, details
from callfloor.metrics.formulas import SCALE, Unit
from callfloor.metrics.kpis import BY_KEY
from callfloor.metrics.names import named
from callfloor.metrics.pages import TooManyContactsError
from callfloor.metrics.periods import Bucket, Step
from callfloor.metrics.query import Question, Row, ask
from callfloor.metrics.rules import FigureRules, rules_of
from callfloor.metrics.view import ALL, Grain
from callfloor.reports.period import before, time_of
from callfloor.reports.waits import Waits, waits_of

LINES_MAX = 5_000
"""More than that nobody reads; whoever needs them asks the indicators themselves."""
REASONS_MAX = 12
HALF_HOURS = 48


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One figure; `before` is that of the time before, `is_met` None where nothing is wanted."""

    value: float | None
    before: float | None = None
    numerator: float
    denominator: float | None
    sample_size: int
    variant: str
    status: str
    flags: tuple[str, ...] = ()
    is_met: bool | None = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Of one queue, team or agent in one bucket; `cells` in the order of the report's figures."""

    key: str
    name: str
    bucket_ms: int
    cells: tuple[Cell | None, ...]


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """Points are (begin of the bucket, value); `low` and `high` are the band that is wanted."""

    indicator: str
    points: tuple[tuple[int, float | None], ...]
    before: tuple[tuple[int, float | None], ...]
    low: float | None
    high: float | None


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One type of call with its share of all, those of the ones above included."""

    name: str
    count: int
    share_so_far: float


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """`week` is a map of weekdays (Monday first) by half hours of the first figure.

    `details` are of the whole time, None where nobody asked; `is_too_much`: there were too many contacts.
    """

    report_id: str
    name: str
    language: str
    zone: str
    currency: str
    grain: str
    step: str
    from_ms: int
    to_ms: int
    before: Bucket | None
    made_ms: int
    definition_version: str
    profile: str
    indicators: tuple[str, ...]
    lines: tuple[Line, ...]
    is_cut: bool = False
    trends: tuple[Trend, ...] = ()
    reasons: tuple[Reason, ...] = ()
    week: tuple[tuple[float | None, ...], ...] = ()
    waits: Waits | None = None
    details: tuple[Detail, ...] | None = None
    is_too_much: bool = False


class Maker:
    """Makes the content of one report at one moment."""

    def __init__(
        self, database: Database, centre: CentreSettings, report_id: str, report: Report, at_ms: int
    ) -> None:
        self._database, self._centre, self._rules = database, centre, rules_of(centre)
        self._id, self._report, self._at_ms = report_id, report, at_ms
        self._time = time_of(report.period, at_ms, centre.zone)
        self._before = before(report.period, at_ms, centre.zone) if report.compare else None

    async def make(self, now_ms: int) -> Content:
        """`now_ms` is the moment of making; the time that it is about follows from `at_ms`."""
        report, centre = self._report, self._centre
        rows = await self._ask(self._time, report.grain, report.step, now_ms)
        earlier: dict[tuple[str, str], float | None] = {}
        if self._before and report.step == "total":
            for row in await self._ask(self._before, report.grain, "total", now_ms):
                earlier[row.grain_key, row.indicator] = row.value
        lines = self._lines(rows, earlier)
        hidden, is_too_much = await self._details(now_ms)
        return Content(
            report_id=self._id,
            name=report.name,
            language=report.language,
            zone=centre.zone,
            currency=self._rules.currency,
            grain=report.grain,
            step=report.step,
            from_ms=self._time[0],
            to_ms=self._time[1],
            before=self._before,
            made_ms=now_ms,
            definition_version=self._rules.version,
            profile=self._rules.profile,
            indicators=tuple(report.indicators),
            lines=tuple(lines[:LINES_MAX]),
            is_cut=len(lines) > LINES_MAX,
            trends=await self._trends(now_ms) if "trend" in report.charts else (),
            reasons=await self._reasons(now_ms) if "reasons" in report.charts else (),
            week=await self._week(now_ms) if "week" in report.charts else (),
            waits=await self._waits() if "waits" in report.charts else None,
            details=hidden,
            is_too_much=is_too_much,
        )

    async def _ask(
        self, time: Bucket, grain: str, step: Step, now_ms: int, keys: Sequence[str] = ()
    ) -> list[Row]:
        rows = await ask(self._database, await self._question(time, grain, step, now_ms, keys))
        only = self._only(grain)
        return [row for row in rows if not only or row.grain_key in only]

    def _only(self, grain: str) -> set[str]:
        """Those alone that the report is about; empty: all."""
        return set(self._report.only) if grain == self._report.grain else set()

    async def _details(self, now_ms: int) -> tuple[tuple[Detail, ...] | None, bool]:
        """A report with too many contacts is made all the same, without them."""
        grain, only = self._report.grain, self._only(self._report.grain)
        if not self._report.details:
            return None, False
        question = await self._question(self._time, grain, "total", now_ms)
        try:
            found = await details(self._database, question)
        except TooManyContactsError:
            return (), True
        return tuple(one for one in found if not only or one.grain_key in only), False

    async def _question(
        self, time: Bucket, grain: str, step: Step, now_ms: int, keys: Sequence[str] = ()
    ) -> Question:
        at: Grain = grain  # type: ignore[assignment]
        who = await named(self._database, self._centre, at, self._report.language)
        return Question(
            tenant=self._centre.tenant,
            zone=self._centre.zone,
            from_ms=time[0],
            to_ms=time[1],
            now_ms=now_ms,
            grain=at,
            step=step,
            keys=tuple(keys or self._report.indicators),
            names=who.names,
            others=who.others,
            rules=self._rules,
        )

    def _lines(
        self, rows: Sequence[Row], earlier: Mapping[tuple[str, str], float | None]
    ) -> list[Line]:
        found: dict[tuple[int, str], dict[str, Row]] = {}
        for row in rows:
            found.setdefault((row.bucket_ms, row.grain_key), {})[row.indicator] = row
        return [
            Line(
                key="" if key == ALL else key,
                name=next(iter(by.values())).name,
                bucket_ms=bucket_ms,
                cells=tuple(
                    _cell(by[one], earlier.get((key, one)), self._rules, self._report.grain)
                    if one in by
                    else None
                    for one in self._report.indicators
                ),
            )
            for (bucket_ms, key), by in found.items()
        ]

    async def _trends(self, now_ms: int) -> tuple[Trend, ...]:
        """Of the whole centre, or of the one queue, team or agent that the report is about."""
        grain = self._report.grain if len(self._report.only) == 1 else "centre"
        step: Step = "half_hour" if _days(self._time) <= 2 else "day"
        step = "week" if _days(self._time) > 120 else step
        now = await self._ask(self._time, grain, step, now_ms)
        past = await self._ask(self._before, grain, step, now_ms) if self._before else []
        return tuple(
            Trend(
                indicator=one,
                points=_points(now, one),
                before=_points(past, one),
                low=target.low,
                high=target.high,
            )
            for one in self._report.indicators
            if _points(now, one)
            for target in (self._rules.target(one),)
        )

    async def _reasons(self, now_ms: int) -> tuple[Reason, ...]:
        rows = await self._ask(self._time, "call_type", "total", now_ms, ["total_contacts"])
        counts = Counter({row.name: int(row.numerator) for row in rows if row.numerator})
        total, so_far, found = counts.total(), 0, []
        for name, count in counts.most_common(REASONS_MAX):
            so_far += count
            found.append(Reason(name=name, count=count, share_so_far=so_far / total))
        return tuple(found)

    async def _week(self, now_ms: int) -> tuple[tuple[float | None, ...], ...]:
        """Sums first: all Mondays at nine together, then one division."""
        if _days(self._time) > 35:
            return ()
        first = self._report.indicators[0]
        rows = await self._ask(self._time, "centre", "half_hour", now_ms, [first])
        sums: dict[tuple[int, int], tuple[float, float]] = {}
        for row in rows:
            local = datetime.fromtimestamp(row.bucket_ms / 1000, ZoneInfo(self._centre.zone))
            at = (local.weekday(), local.hour * 2 + local.minute // 30)
            top, base = sums.get(at, (0.0, 0.0))
            sums[at] = (top + row.numerator, base + (row.denominator or 0))
        unit = BY_KEY[first].unit
        return tuple(
            tuple(_value(sums.get((day, half)), unit) for half in range(HALF_HOURS))
            for day in range(7)
        )

    async def _waits(self) -> Waits:
        queues = self._report.only if self._report.grain == "queue" else []
        return await waits_of(self._database, self._centre.tenant, self._time, queues)


def _value(sums: tuple[float, float] | None, unit: Unit) -> float | None:
    """A count is what it is; all else is a quotient, None where there is no base."""
    if sums is None:
        return None
    top, base = sums
    if base <= 0:
        return top if unit == "count" else None
    return top / base * float(SCALE[unit])


def _cell(row: Row, earlier: float | None, rules: FigureRules, grain: str) -> Cell:
    target = rules.target_at(row.indicator, grain, row.grain_key)  # type: ignore[arg-type]
    is_wanted = target.low is not None or target.high is not None
    return Cell(
        value=row.value,
        before=earlier,
        numerator=row.numerator,
        denominator=row.denominator,
        sample_size=row.sample_size,
        variant=row.variant,
        status=row.status,
        flags=row.flags,
        is_met=target.holds(row.value) if is_wanted and row.value is not None else None,
    )


def _points(rows: Sequence[Row], indicator: str) -> tuple[tuple[int, float | None], ...]:
    return tuple((row.bucket_ms, row.value) for row in rows if row.indicator == indicator)


def _days(time: Bucket) -> float:
    return (time[1] - time[0]) / 86_400_000
