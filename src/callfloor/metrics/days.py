"""Where a local day begins, as UTC milliseconds. Pure: the moment is given."""

from datetime import datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

_QUARTER_S = 900
"""Every zone in use is off UTC by a multiple of this, so a quarter lies in one local day."""


def day_start_ms(at_ms: int, zone: str) -> int:
    """Local midnight at or before the moment."""
    return _of_quarter(at_ms // 1000 // _QUARTER_S, zone)


@lru_cache(maxsize=4096)
def _of_quarter(quarter: int, zone: str) -> int:
    there = ZoneInfo(zone)
    day = datetime.fromtimestamp(quarter * _QUARTER_S, there).date()
    return round(datetime.combine(day, time(), there).timestamp() * 1000)
