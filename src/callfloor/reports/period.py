"""Which time a report is about, and when the next one is due, on the site's clock. Pure."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from callfloor.centre.reports import Period, Report
from callfloor.metrics.periods import Bucket, Step, first_day, midnight_ms

_OF: Final[dict[Period, tuple[Step, int]]] = {
    "today": ("day", 0),
    "yesterday": ("day", -1),
    "this_week": ("week", 0),
    "last_week": ("week", -1),
    "this_month": ("month", 0),
    "last_month": ("month", -1),
    "last_quarter": ("quarter", -1),
    "last_year": ("year", -1),
}
"""The length of each, and how many of it lie between it and the present one."""
_CADENCE: Final[dict[str, Step]] = {"day": "day", "week": "week", "month": "month"}
_DAYS: Final[dict[Step, int]] = {"day": 1, "week": 7, "month": 32, "quarter": 93, "year": 367}


def time_of(period: Period, now_ms: int, zone: str) -> Bucket:
    """Begin and end; a period that still runs ends at the end of it, not at now."""
    step, offset = _OF[period]
    first = first_day(step, _day(now_ms, zone))
    for _ in range(-offset):
        first = first_day(step, first - timedelta(days=1))
    return midnight_ms(first, zone), midnight_ms(_after(step, first), zone)


def before(period: Period, now_ms: int, zone: str) -> Bucket:
    """The same length right before, by the calendar: February before March."""
    step, _ = _OF[period]
    first = _day(time_of(period, now_ms, zone)[0], zone)
    earlier = first_day(step, first - timedelta(days=1))
    return midnight_ms(earlier, zone), midnight_ms(first, zone)


def due_ms(report: Report, now_ms: int, zone: str) -> int | None:
    """When it was due last, at or before now; None for one that nobody has scheduled."""
    if not report.cadence:
        return None
    step = _CADENCE[report.cadence]
    at = time.fromisoformat(report.at)
    day = first_day(step, _day(now_ms, zone))
    due = _at(day, at, zone)
    if due > now_ms:
        due = _at(first_day(step, day - timedelta(days=1)), at, zone)
    return due


def _at(day: date, at: time, zone: str) -> int:
    return round(datetime.combine(day, at, ZoneInfo(zone)).timestamp() * 1000)


def _day(at_ms: int, zone: str) -> date:
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)).date()


def _after(step: Step, first: date) -> date:
    days = first + timedelta(days=_DAYS[step])
    return days if step in ("day", "week") else first_day(step, days)
