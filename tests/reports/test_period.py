"""The time of a report lies on the site's calendar, and it is due once a period."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callfloor.centre.reports import Report
from callfloor.reports.period import before, due_ms, time_of

MADRID = "Europe/Madrid"


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


NOW_MS = ms("2026-03-30T10:00")
"""A Monday, the day after clocks went forward in Madrid."""


@pytest.mark.parametrize(
    ("period", "begin", "end", "earlier"),
    [
        ("today", "2026-03-29T22:00", "2026-03-30T22:00", "2026-03-28T23:00"),
        ("yesterday", "2026-03-28T23:00", "2026-03-29T22:00", "2026-03-27T23:00"),
        ("last_week", "2026-03-22T23:00", "2026-03-29T22:00", "2026-03-15T23:00"),
        ("this_month", "2026-02-28T23:00", "2026-03-31T22:00", "2026-01-31T23:00"),
        ("last_month", "2026-01-31T23:00", "2026-02-28T23:00", "2025-12-31T23:00"),
        ("last_quarter", "2025-09-30T22:00", "2025-12-31T23:00", "2025-06-30T22:00"),
        ("last_year", "2024-12-31T23:00", "2025-12-31T23:00", "2023-12-31T23:00"),
    ],
)
def test_a_time_and_the_same_before(period: str, begin: str, end: str, earlier: str) -> None:
    found = time_of(period, NOW_MS, MADRID)  # type: ignore[arg-type]
    assert found == (ms(begin), ms(end))
    assert before(period, NOW_MS, MADRID) == (ms(earlier), ms(begin))  # type: ignore[arg-type]


def report(**fields: str) -> Report:
    return Report.model_validate({"name": "R", "indicators": ["service_level"], **fields})


def test_it_is_due_at_its_hour_on_the_first_day_of_its_period() -> None:
    assert due_ms(report(), NOW_MS, MADRID) is None
    assert due_ms(report(cadence="day"), NOW_MS, MADRID) == ms("2026-03-30T05:00")
    assert due_ms(report(cadence="day", at="23:00"), NOW_MS, MADRID) == ms("2026-03-29T21:00")
    assert due_ms(report(cadence="week"), NOW_MS, MADRID) == ms("2026-03-30T05:00")
    assert due_ms(report(cadence="month"), NOW_MS, MADRID) == ms("2026-03-01T06:00")


@given(
    st.integers(1_700_000_000_000, 1_800_000_000_000),
    st.sampled_from(["day", "week", "month"]),
    st.sampled_from([MADRID, "Asia/Shanghai", "America/New_York"]),
)
def test_it_was_due_not_long_ago_and_never_later_than_now(at: int, cadence: str, zone: str) -> None:
    due = due_ms(report(cadence=cadence), at, zone)
    longest_days = {"day": 1.1, "week": 7.1, "month": 31.1}[cadence]
    assert due is not None
    assert 0 <= at - due <= longest_days * 86_400_000
    assert due_ms(report(cadence=cadence), due, zone) == due
