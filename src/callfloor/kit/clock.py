"""Time as the product keeps it: UTC, integer milliseconds since 1970. The only reader of the clock."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def to_datetime(at_ms: int) -> datetime:
    """An aware UTC datetime."""
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def to_ms(at: datetime) -> int:
    """Milliseconds of an aware datetime; a naive one is refused with ValueError."""
    if at.tzinfo is None:
        msg = "a time without a zone was given; say which zone it is in"
        raise ValueError(msg)
    return round(at.timestamp() * 1000)


def local(at_ms: int, zone: str) -> datetime:
    """The wall clock of a zone, as in `Europe/Madrid`; ZoneInfoNotFoundError when unknown."""
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone))
