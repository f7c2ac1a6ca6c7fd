"""The buckets of a report: where each begins and ends on the site's clock, as UTC milliseconds. Pure.

Parts of a day are counted from local midnight, so a day on which clocks change has 46 or 50 half
hours, and the hour that comes twice is two buckets (section 1.1 of the specification). Weeks are
those of ISO 8601, Monday first.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from callfloor.metrics.days import day_start_ms

Step = Literal[
    "quarter_hour", "half_hour", "hour", "day", "week", "month", "quarter", "year", "total"
]
STEPS: Final[tuple[Step, ...]] = get_args(Step)
_PART_MS: Final[dict[str, int]] = {
    "quarter_hour": 900_000,
    "half_hour": 1_800_000,
    "hour": 3_600_000,
}
Bucket = tuple[int, int]
"""Begin and end, half-open."""
Bucketing = Callable[[int], Bucket]


def bucketing(step: Step, zone: str, whole: Bucket) -> Bucketing:
    """`bucket(at_ms)` is the bucket around a moment; `whole` is the one of `total`."""
    if step == "total":
        return lambda _at_ms: whole
    if step in _PART_MS:
        return lambda at_ms: _part(at_ms, zone, _PART_MS[step])
    return lambda at_ms: _span(step, _day_of(day_start_ms(at_ms, zone), zone), zone)


def _part(at_ms: int, zone: str, part_ms: int) -> Bucket:
    day_ms = day_start_ms(at_ms, zone)
    start_ms = at_ms - (at_ms - day_ms) % part_ms
    _, midnight_ms = _span("day", _day_of(day_ms, zone), zone)
    return start_ms, min(start_ms + part_ms, midnight_ms)


@lru_cache(maxsize=4096)
def _day_of(day_ms: int, zone: str) -> date:
    return datetime.fromtimestamp(day_ms / 1000, ZoneInfo(zone)).date()


@lru_cache(maxsize=4096)
def _span(step: Step, day: date, zone: str) -> Bucket:
    first = first_day(step, day)
    return midnight_ms(first, zone), midnight_ms(_next_first(step, first), zone)


def first_day(step: Step, day: date) -> date:
    """The first day of the week, month, quarter or year that the day is in."""
    if step == "week":
        return day - timedelta(days=day.weekday())
    if step == "month":
        return day.replace(day=1)
    if step == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return date(day.year, 1, 1) if step == "year" else day


_LONGER_THAN_DAYS = {"week": 7, "month": 32, "quarter": 93, "year": 367}


def _next_first(step: Step, first: date) -> date:
    if step == "day":
        return first + timedelta(days=1)
    if step == "week":
        return first + timedelta(days=7)
    return first_day(step, first + timedelta(days=_LONGER_THAN_DAYS[step]))


def midnight_ms(day: date, zone: str) -> int:
    """Where the local day begins; of a midnight that clocks leap over, the moment after the leap."""
    return round(datetime.combine(day, time(), ZoneInfo(zone)).timestamp() * 1000)
