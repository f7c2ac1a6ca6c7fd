"""The periods that alerts judge, on the site's clock: where each begins and what it compares with. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from callfloor.metrics.days import day_start_ms
from callfloor.metrics.kpis import Cadence
from callfloor.metrics.periods import bucketing, midnight_ms

_MONTHS: Final[dict[Cadence, int]] = {"month": 1, "quarter": 3, "year": 12}
LONG: Final[tuple[Cadence, ...]] = ("week", "month", "quarter", "year")
"""Made of days, and judged with the last of them."""


class Period(NamedTuple):
    cadence: Cadence
    start_ms: int
    end_ms: int


def period_at(cadence: Cadence, at_ms: int, zone: str) -> Period:
    """The one that holds the moment."""
    return Period(cadence, *bucketing(cadence, zone, (at_ms, at_ms))(at_ms))


def periods(cadence: Cadence, from_ms: int, to_ms: int, zone: str) -> Iterator[Period]:
    """All that begin in the time, the first at `from_ms` or behind it."""
    at_ms = from_ms
    while at_ms < to_ms:
        one = period_at(cadence, at_ms, zone)
        if one.start_ms >= from_ms:
            yield one
        at_ms = one.end_ms


def comparable_before(period: Period, count: int, zone: str) -> list[int]:
    """Starts of the periods it compares with, the nearest first.

    For a day and its parts the same weekday (and time) of the weeks before; else the ones before.
    """
    day = datetime.fromtimestamp(period.start_ms / 1000, ZoneInfo(zone)).date()
    offset_ms = period.start_ms - day_start_ms(period.start_ms, zone)
    if period.cadence in _MONTHS:
        months = _MONTHS[period.cadence]
        return [midnight_ms(_month(day, -months * back), zone) for back in range(1, count + 1)]
    return [
        midnight_ms(day - timedelta(days=7 * back), zone) + offset_ms
        for back in range(1, count + 1)
    ]


def _month(day: date, more: int) -> date:
    months = day.year * 12 + day.month - 1 + more
    return date(months // 12, months % 12 + 1, 1)
