"""Times as the API writes and reads them: RFC 3339 in UTC with milliseconds."""

from datetime import UTC, datetime

from callfloor.kit.clock import to_datetime, to_ms
from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong


def at_text(at_ms: int) -> str:
    return to_datetime(at_ms).astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def at_text_or_none(at_ms: int | None) -> str | None:
    return None if at_ms is None else at_text(at_ms)


def ms_of(at: datetime | None, field: str) -> int | None:
    """Milliseconds of a given time; InvalidError where its zone is missing."""
    if at is None:
        return None
    try:
        return to_ms(at)
    except (ValueError, OverflowError) as error:
        msg = "Give the zone too, as in 2026-11-22T09:00:00+01:00 or with a Z for UTC."
        raise InvalidError(msg, [wrong(field, "zone_missing", msg)]) from error
