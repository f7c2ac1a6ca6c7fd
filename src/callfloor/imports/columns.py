"""The cells of a file: what a column may hold, and how a person's way of writing it is read. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

import msgspec

Type = Literal["text", "moment", "date", "decimal", "integer", "flag", "choice", "zone", "items"]
Locale = Literal["en", "es", "zh"]
LOCALES: tuple[Locale, ...] = get_args(Locale)
TEXT_MAX = 200
YEARS = (2000, 2100)
ITEMS_MAX = 200

_YES = frozenset({"yes", "y", "true", "1", "si", "sí", "是"})
_NO = frozenset({"no", "n", "false", "0", "否"})
_DECIMALS = {
    "es": re.compile(r"[-+]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?"),
    "en": re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?"),
}
_DIGITS_MAX = 30


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """`choices` are the words of a choice; `default` stands for an empty cell of an optional one."""

    name: str
    type: Type = "text"
    is_required: bool = False
    choices: tuple[str, ...] = ()
    default: Any = None
    example: str = ""
    is_past: bool = False
    """Tells of something that has happened, and so cannot lie in the future."""


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of an evaluation form; `points` None where it did not apply."""

    id: str = ""
    weight: Decimal = Decimal(1)
    points: Decimal | None = None
    max: Decimal = Decimal(1)
    criticality: Literal["customer", "business", "compliance", "none"] = "none"
    error: bool = False


class CellError(Exception):
    """What is wrong with one cell; `code` and `params` are worded by the console."""

    def __init__(self, code: str, message: str, **params: object) -> None:
        super().__init__(message)
        self.code, self.message, self.params = code, message, params


class Cells(msgspec.Struct, frozen=True, kw_only=True):
    """How the cells of one row are to be read: the clock of its place, and its way of writing numbers."""

    zone: str
    locale: Locale = "en"
    now_ms: int


AMBIGUOUS = "ambiguous_time"


def parse(column: Column, raw: Any, cells: Cells, warnings: list[str]) -> Any:
    """The value as it is kept (JSON: times in ms, dates and decimals as text); None for an empty cell.

    CellError says what is wrong. A local time that clocks show twice is read as the first one and
    noted in `warnings`.
    """
    if isinstance(raw, str):
        raw = raw.strip()
    if raw is None or raw == "":
        if column.is_required:
            raise CellError("missing", "This cell is empty, and is needed.")
        return column.default
    if column.type == "moment":
        return _moment_ms(column, raw, cells, warnings)
    if column.type == "date":
        return _day(raw).isoformat()
    if column.type == "decimal":
        return plain(_decimal(raw, cells.locale))
    if column.type == "integer":
        return _integer(raw, cells.locale)
    if column.type == "flag":
        return _flag(raw)
    if column.type == "items":
        return _items(raw)
    text = _text(raw)
    if column.type == "zone":
        zone_of(text)
    if column.type == "choice" and text not in column.choices:
        allowed = ", ".join(column.choices)
        msg = f"{text!r} is none of: {allowed}."
        raise CellError("not_a_choice", msg, given=text, allowed=allowed)
    return text


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        msg = f"There is no time zone {name!r}; write one like Europe/Madrid."
        raise CellError("unknown_zone", msg, zone=name) from error


def _text(raw: Any) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise CellError("not_text", "A word or a number belongs here.")
    text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw).strip()
    if len(text) > TEXT_MAX:
        msg = f"At most {TEXT_MAX} characters fit here."
        raise CellError("too_long", msg, max=TEXT_MAX)
    if any(ord(one) < 32 or 0xD800 <= ord(one) < 0xE000 for one in text):
        raise CellError("not_plain", "There is a control character in it; type it again.")
    return text


def _moment_ms(column: Column, raw: Any, cells: Cells, warnings: list[str]) -> int:
    at = raw if isinstance(raw, datetime) else None
    if at is None and isinstance(raw, date):
        at = datetime(raw.year, raw.month, raw.day)  # noqa: DTZ001 - the zone comes below
    if at is None:
        try:
            at = datetime.fromisoformat(str(raw))
        except ValueError as error:
            msg = f"{str(raw)[:40]!r} is no time; write 2026-03-02 08:30, or with +01:00 behind it."
            raise CellError("not_a_time", msg) from error
    _check_year(at.year)
    if at.tzinfo is None:
        at = _local(at, zone_of(cells.zone), warnings)
    # A spreadsheet keeps times as fractions of a day, a little off the second that was typed.
    at_ms = round(at.timestamp() * 1000)
    if isinstance(raw, datetime) and raw.tzinfo is None:
        at_ms = round(at_ms / 1000) * 1000
    if column.is_past and at_ms > cells.now_ms + 300_000:
        raise CellError(
            "in_future", "This lies in the future; only what has happened belongs here."
        )
    return at_ms


def _local(at: datetime, zone: ZoneInfo, warnings: list[str]) -> datetime:
    first, second = at.replace(tzinfo=zone, fold=0), at.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) != at.replace(fold=0):
        msg = f"{at:%Y-%m-%d %H:%M} does not exist in {zone.key}: clocks leap over it."
        raise CellError("no_such_time", msg, zone=zone.key)
    warnings.append(AMBIGUOUS)
    return first


def _day(raw: Any) -> date:
    if isinstance(raw, datetime):
        found = raw.date()
    elif isinstance(raw, date):
        found = raw
    else:
        try:
            found = date.fromisoformat(str(raw))
        except ValueError as error:
            msg = f"{str(raw)[:40]!r} is no day; write 2026-03-02."
            raise CellError("not_a_day", msg) from error
    _check_year(found.year)
    return found


def _check_year(year: int) -> None:
    if not YEARS[0] <= year < YEARS[1]:
        msg = f"The year {year} cannot be right."
        raise CellError("odd_year", msg, year=year)


def _decimal(raw: Any, locale: Locale) -> Decimal:
    if isinstance(raw, bool):
        raise CellError("not_a_number", "A number belongs here.")
    if isinstance(raw, int | float | Decimal):
        found = Decimal(str(raw))
        if not found.is_finite():
            raise CellError("not_a_number", "A number belongs here.")
    else:
        found = _written(str(raw), locale)
    if len(found.as_tuple().digits) > _DIGITS_MAX or abs(found.adjusted()) > _DIGITS_MAX:
        raise CellError("too_long", f"At most {_DIGITS_MAX} digits fit here.", max=_DIGITS_MAX)
    return found


def _written(text: str, locale: Locale) -> Decimal:
    style = "es" if locale == "es" else "en"
    if not _DECIMALS[style].fullmatch(text):
        other = "en" if style == "es" else "es"
        if _DECIMALS[other].fullmatch(text):
            way = "1.234,56" if style == "es" else "1,234.56"
            msg = (
                f"{text!r} is not written as numbers are in this file ({way});"
                " name the other way by the column locale (es or en)."
            )
            raise CellError("other_decimals", msg, given=text, way=way)
        raise CellError("not_a_number", f"{text[:40]!r} is no number.")
    if style == "es":
        text = text.replace(".", "").replace(",", ".")
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise CellError("not_a_number", f"{text[:40]!r} is no number.") from error


def plain(value: Decimal) -> str:
    """The one way in which an amount is kept: no exponent, no zeros behind."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def _integer(raw: Any, locale: Locale) -> int:
    found = _decimal(raw, locale)
    if found != found.to_integral_value():
        raise CellError("not_whole", "A whole number belongs here.")
    if not -(10**9) <= found <= 10**9:
        raise CellError("out_of_range", "This number is too large.")
    return int(found)


def _flag(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError("not_a_flag", f"{str(raw)[:40]!r} is neither yes nor no.")


def _items(raw: Any) -> list[dict[str, Any]]:
    """The items of an evaluation: a list of objects, or the same as JSON in one cell."""
    try:
        if isinstance(raw, str):
            found = msgspec.json.decode(raw, type=list[Item])
        else:
            found = msgspec.convert(raw, list[Item], strict=False)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        msg = f"These are no items of an evaluation: {error}."
        raise CellError("not_items", msg) from error
    if len(found) > ITEMS_MAX:
        raise CellError("too_long", f"At most {ITEMS_MAX} items fit here.", max=ITEMS_MAX)
    for one in found:
        numbers = [one.weight, one.max, *([] if one.points is None else [one.points])]
        if not all(number.is_finite() and 0 <= number <= 10**6 for number in numbers):
            raise CellError("out_of_range", "Weights, points and maxima lie between 0 and 1000000.")
        if one.points is not None and one.points > one.max:
            raise CellError("out_of_range", "An item has more points than its maximum.")
    return [
        {
            "id": one.id,
            "weight": plain(one.weight),
            "points": None if one.points is None else plain(one.points),
            "max": plain(one.max),
            "criticality": one.criticality,
            "error": one.error,
        }
        for one in found
    ]


def day_ms(text: str) -> int:
    """A kept day as UTC milliseconds, for ordering; not where it begins on any clock."""
    day = date.fromisoformat(text)
    return round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def days_between(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)) // timedelta(days=1)


Values = Mapping[str, Any]
