"""Local days and half hours, also where clocks change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from callfloor.metrics.days import day_start_ms, half_hour_start_ms


def _ms(*parts: int, zone: str) -> int:
    return round(datetime(*parts, tzinfo=ZoneInfo(zone)).timestamp() * 1000)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("zone", "day", "half_hours"),
    [
        ("Europe/Madrid", (2026, 3, 29), 46),
        ("Europe/Madrid", (2026, 10, 25), 50),
        ("Asia/Shanghai", (2026, 3, 29), 48),
        ("Asia/Kathmandu", (2026, 3, 29), 48),
    ],
)
def test_half_hours_of_a_local_day(zone: str, day: tuple[int, int, int], half_hours: int) -> None:
    begin = _ms(*day, zone=zone)
    found = {
        half_hour_start_ms(at_ms, zone)
        for at_ms in range(begin, begin + 26 * 3_600_000, 60_000)
        if day_start_ms(at_ms, zone) == begin
    }
    assert len(found) == half_hours
    assert min(found) == begin


def test_a_day_begins_at_local_midnight() -> None:
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert day_start_ms(round(at.timestamp() * 1000), "Europe/Madrid") == _ms(
        2026, 3, 2, zone="Europe/Madrid"
    )
