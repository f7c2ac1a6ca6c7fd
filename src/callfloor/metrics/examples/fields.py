"""Times, lengths and lists out of an example file; what is wrong with one is said with its place."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from callfloor.kit.errors import InvalidError

Row = Mapping[str, Any]


def rows(given: Row, *names: str) -> list[Row]:
    """The list under the first of the names that is there; an error where it is no list of objects."""
    for name in names:
        if name in given and given[name] is not None:
            found = given[name]
            if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
                msg = f"{name} must be a list of objects."
                raise InvalidError(msg)
            return found
    return []


def first(row: Row, *names: str, default: Any = None) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), default)


def moment(value: Any, zone: str) -> int:
    """Milliseconds of an ISO 8601 time; a day alone means its local midnight."""
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError as error:
        msg = f"{value!r} is not a time; write it as 2026-03-02T09:00:00+08:00."
        raise InvalidError(msg) from error
    if at.tzinfo is None:
        at = at.replace(tzinfo=ZoneInfo(zone))
    return round(at.timestamp() * 1000)


def moment_of(row: Row, zone: str, *names: str) -> int | None:
    value = first(row, *names)
    return None if value is None else moment(value, zone)


def needed(row: Row, zone: str, *names: str) -> int:
    found = moment_of(row, zone, *names)
    if found is None:
        msg = f"{names[0]} is missing in {dict(row)!r}."
        raise InvalidError(msg)
    return found


def day(value: Any) -> date:
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError as error:
        msg = f"{value!r} is not a day; write it as 2026-03-02."
        raise InvalidError(msg) from error


def midnight(on: date, zone: str) -> int:
    return round(datetime.combine(on, time(), ZoneInfo(zone)).timestamp() * 1000)


def local_day(at_ms: int, zone: str) -> date:
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)).date()


def long_ms(row: Row, name: str) -> int | None:
    """A length given as `NAME_ms` or, in seconds, as `NAME_s`."""
    if row.get(f"{name}_ms") is not None:
        return int(row[f"{name}_ms"])
    value = row.get(f"{name}_s")
    return None if value is None else round(float(value) * 1000)


def decimal(value: Any) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        msg = f"{value!r} is not a number."
        raise InvalidError(msg) from error


def spans(value: Any, zone: str) -> list[tuple[int, int]]:
    found = []
    for one in value or []:
        if isinstance(one, dict):
            found.append((needed(one, zone, "start"), needed(one, zone, "end")))
        else:
            found.append((moment(one[0], zone), moment(one[1], zone)))
    return found
