"""Buckets lie on the site's clock, without a gap and without an overlap, also where clocks change."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callfloor.metrics.periods import STEPS, Step, bucketing

ZONES = ("Europe/Madrid", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC")
MOMENTS = st.integers(1_500_000_000_000, 1_900_000_000_000)
WHOLE = (0, 2_000_000_000_000)


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@given(MOMENTS, st.sampled_from(STEPS), st.sampled_from(ZONES))
def test_every_moment_lies_in_one_bucket_and_the_next_begins_where_it_ends(
    at_ms: int, step: Step, zone: str
) -> None:
    bucket = bucketing(step, zone, WHOLE)
    start_ms, end_ms = bucket(at_ms)
    assert start_ms <= at_ms < end_ms
    assert bucket(start_ms) == bucket(end_ms - 1) == (start_ms, end_ms)
    if step != "total":
        assert bucket(end_ms)[0] == end_ms
        assert bucket(start_ms - 1)[1] == start_ms


@pytest.mark.parametrize(
    ("day", "halves"),
    [("2026-03-28T23:00", 46), ("2026-10-24T22:00", 50), ("2026-06-01T22:00", 48)],
)
def test_a_day_on_which_clocks_change_has_fewer_or_more_half_hours(day: str, halves: int) -> None:
    bucket = bucketing("half_hour", "Europe/Madrid", WHOLE)
    start_ms, end_ms = bucketing("day", "Europe/Madrid", WHOLE)(ms(day))
    found = [bucket(at_ms) for at_ms in range(start_ms, end_ms, 1_800_000)]
    assert len(set(found)) == halves
    assert all(one[1] == other[0] for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("step", "start", "end"),
    [
        ("hour", "2026-11-26T04:00", "2026-11-26T05:00"),
        ("week", "2026-11-22T23:00", "2026-11-29T23:00"),
        ("month", "2026-10-31T23:00", "2026-11-30T23:00"),
        ("quarter", "2026-09-30T22:00", "2026-12-31T23:00"),
        ("year", "2025-12-31T23:00", "2026-12-31T23:00"),
    ],
)
def test_a_moment_in_madrid_and_its_periods(step: Step, start: str, end: str) -> None:
    bucket = bucketing(step, "Europe/Madrid", WHOLE)
    assert bucket(ms("2026-11-26T04:10")) == (ms(start), ms(end))
