"""Periods on the site's clock, also where clocks change, and what each is compared with."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from callfloor.alerts.job import due
from callfloor.alerts.periods import Period, comparable_before, period_at, periods
from callfloor.metrics.kpis import Cadence

ZONE = "Europe/Madrid"
HOUR = 3_600_000
_CADENCES: list[Cadence] = ["half_hour", "hour", "day", "week", "month", "quarter", "year"]


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)


@given(st.integers(at("2020-01-01"), at("2030-01-01")), st.sampled_from(_CADENCES))
def test_periods_follow_each_other_without_a_gap(moment: int, cadence: Cadence) -> None:
    one = period_at(cadence, moment, ZONE)
    assert one.start_ms <= moment < one.end_ms
    assert period_at(cadence, one.end_ms, ZONE).start_ms == one.end_ms
    assert period_at(cadence, one.start_ms, ZONE) == one


def test_a_day_on_which_clocks_change_has_46_or_50_half_hours() -> None:
    for day, after, count in (("2026-03-29", "2026-03-30", 46), ("2026-10-25", "2026-10-26", 50)):
        found = list(periods("half_hour", at(day), at(after), ZONE))
        assert len(found) == count
        assert found[-1].end_ms == at(after)


def test_weeks_begin_on_monday_and_quarters_in_january() -> None:
    moment = at("2026-11-26T12:00")
    assert period_at("week", moment, ZONE) == Period("week", at("2026-11-23"), at("2026-11-30"))
    assert period_at("quarter", moment, ZONE).start_ms == at("2026-10-01")


def test_days_compare_with_the_same_weekday_and_months_with_months() -> None:
    half = period_at("half_hour", at("2026-11-26T09:40"), ZONE)
    assert comparable_before(half, 5, ZONE)[:2] == [at("2026-11-19T09:30"), at("2026-11-12T09:30")]
    assert comparable_before(half, 5, ZONE)[4] == at("2026-10-22T09:30"), "by the wall clock"
    month = period_at("month", at("2026-03-26"), ZONE)
    assert comparable_before(month, 3, ZONE) == [
        at("2026-02-01"),
        at("2026-01-01"),
        at("2025-12-01"),
    ]


def test_half_hours_are_due_before_their_day() -> None:
    midnight, noon = at("2026-11-26"), at("2026-11-26T12:00")
    assert due(midnight, midnight, ZONE, noon + HOUR // 4) == ("half_hours", midnight, noon)
    assert due(noon, midnight, ZONE, noon + HOUR // 4) is None
    evening = at("2026-11-27")
    assert due(evening, midnight, ZONE, evening + HOUR) == ("day", midnight, evening)
    assert due(evening, midnight, ZONE, evening) is None, "the last facts have to be folded first"
