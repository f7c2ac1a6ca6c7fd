"""The periods that alerts judge, on the site's clock: where each begins and what it compares with. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from callfloor.metrics.days import HALF_HOUR_MS, day_start_ms
from callfloor.metrics.kpis import Cadence

_MONTHS: Final[dict[Cadence, int]] = {"month": 1, "quarter": 3, "year": 12}
LONG: Final[tuple[Cadence, ...]] = ("week", "month", "quarter", "year")
"""Made of days, and judged with the last of them."""


class Period(NamedTuple):
    cadence: Cadence
    start_ms: int
    end_ms: int


def period_at(cadence: Cadence, at_ms: int, zone: str) -> Period:
    """The one that holds the moment. Parts of a day are counted from local midnight."""
    midnight_ms = day_start_ms(at_ms, zone)
    day = _day_of(midnight_ms, zone)
    if cadence in ("half_hour", "hour"):
        part_ms = HALF_HOUR_MS if cadence == "half_hour" else 2 * HALF_HOUR_MS
        start_ms = at_ms - (at_ms - midnight_ms) % part_ms
        end_ms = min(start_ms + part_ms, _midnight_ms(day + timedelta(days=1), zone))
        return Period(cadence, start_ms, end_ms)
    first, after = _span(cadence, day)
    return Period(cadence, _midnight_ms(first, zone), _midnight_ms(after, zone))


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
    day = _day_of(period.start_ms, zone)
    offset_ms = period.start_ms - day_start_ms(period.start_ms, zone)
    if period.cadence in _MONTHS:
        months = _MONTHS[period.cadence]
        return [_midnight_ms(_month(day, -months * back), zone) for back in range(1, count + 1)]
    return [
        _midnight_ms(day - timedelta(days=7 * back), zone) + offset_ms
        for back in range(1, count + 1)
    ]


def _day_of(at_ms: int, zone: str) -> date:
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)).date()


def _midnight_ms(day: date, zone: str) -> int:
    return round(datetime.combine(day, time(), ZoneInfo(zone)).timestamp() * 1000)


def _month(day: date, more: int) -> date:
    months = day.year * 12 + day.month - 1 + more
    return date(months // 12, months % 12 + 1, 1)


def _span(cadence: Cadence, day: date) -> tuple[date, date]:
    if cadence == "day":
        return day, day + timedelta(days=1)
    if cadence == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=7)
    length = _MONTHS[cadence]
    first = _month(day, -((day.month - 1) % length))
    return first, _month(first, length)
