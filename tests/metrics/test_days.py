"""Where a local day begins."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from callfloor.metrics.days import day_start_ms


def _ms(*parts: int, zone: str) -> int:
    return round(datetime(*parts, tzinfo=ZoneInfo(zone)).timestamp() * 1000)  # type: ignore[arg-type, misc]


def test_a_day_begins_at_local_midnight() -> None:
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert day_start_ms(round(at.timestamp() * 1000), "Europe/Madrid") == _ms(
        2026, 3, 2, zone="Europe/Madrid"
    )
