"""Variables of a caller, and the little language over them: templates, conditions, paths. Pure.

Every value is text. Nothing a caller keys in, or a web service answers, is ever executed: a template
puts text in the place of a name, a condition compares, a path picks one value out of JSON.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import msgspec

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PLACE = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
VALUE_MAX = 500
VARIABLES_MAX = 100

Comparison = Literal[
    "equal", "not_equal", "less", "at_most", "more", "at_least", "contains", "begins_with",
    "known", "unknown",
]  # fmt: skip


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`known` and `unknown` look whether the variable has a value, and need none themselves."""

    variable: str
    compare: Comparison = "equal"
    value: str = ""


def filled(template: str, variables: Mapping[str, str], encode: Callable[[str], str] = str) -> str:
    """The template with each `{name}` replaced; one that has no value is left out."""
    return _PLACE.sub(lambda found: encode(variables.get(found[1], "")), template)


def names_in(template: str) -> list[str]:
    """The variables that a template speaks of, in order."""
    return _PLACE.findall(template)


def holds(condition: Condition, variables: Mapping[str, str]) -> bool:
    """Numbers are compared as numbers where both sides are, else as text without regard to case."""
    mine = variables.get(condition.variable, "")
    other = filled(condition.value, variables)
    match condition.compare:
        case "known":
            return mine != ""
        case "unknown":
            return mine == ""
        case "contains":
            return other.casefold() in mine.casefold()
        case "begins_with":
            return mine.casefold().startswith(other.casefold())
    return _compared(condition.compare, mine, other)


def _compared(compare: Comparison, mine: str, other: str) -> bool:
    order = _order(mine, other)
    match compare:
        case "equal":
            return order == 0
        case "not_equal":
            return order != 0
        case "less":
            return order < 0
        case "at_most":
            return order <= 0
        case "more":
            return order > 0
    return order >= 0


def _order(mine: str, other: str) -> int:
    left, right = number_of(mine), number_of(other)
    if left is not None and right is not None:
        return (left > right) - (left < right)
    a, b = mine.casefold(), other.casefold()
    return (a > b) - (a < b)


def number_of(text: str) -> Decimal | None:
    """The number that a text is, if it is one of a sensible size."""
    if len(text) > 30:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= 30 else None


def at_path(value: Any, path: str) -> str | None:
    """The text at a path of names and places, as `orders.0.state`; None where nothing is there."""
    for part in path.split(".") if path else ():
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)[:VALUE_MAX] if isinstance(value, str | int | float) else None


def with_values(variables: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """The variables with more of them; what goes beyond `VARIABLES_MAX` is left out."""
    found = dict(variables)
    for name, value in more.items():
        if name in found or len(found) < VARIABLES_MAX:
            found[name] = value[:VALUE_MAX]
    return found
