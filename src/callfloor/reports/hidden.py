"""What the figures of a report hide (medians, worst hours, half hours on target), as rows. Pure."""

from typing import Final

from callfloor.metrics.details import SPREAD, Detail
from callfloor.metrics.view import ALL
from callfloor.metrics.written import duration, figure, local, name_of
from callfloor.reports.content import Content
from callfloor.reports.words import said

_OF_SPREAD: Final = ("count", "median", "p90", "longest")
_OF: Final = {
    "blocked_rate": ("peak", "peak_ms", "callers"),
    "service_level": ("met", "periods"),
}
_UNITS: Final = {"median": "seconds", "p90": "seconds", "longest": "seconds", "peak": "percent"}
_BESIDE: Final = {"peak_ms": "peak", "periods": "met"}
"""For people these stand in the column of the other."""
FIELDS: Final = (*_OF_SPREAD, "peak", "peak_ms", "met", "periods", "callers")
Raw = str | float | None


def fields_of(indicator: str) -> tuple[str, ...]:
    """What there can be of it, in the order in which it is told."""
    return _OF_SPREAD if indicator in SPREAD else _OF.get(indicator, ())


def heads_of(indicator: str, language: str) -> list[str]:
    """Of the columns beside its figure, for programs."""
    name = name_of(indicator, language)
    return [f"{name}, {_head(field, language)}" for field in fields_of(indicator)]


def values_of(content: Content, key: str, indicator: str) -> list[Raw]:
    """What stands below these, empty where nothing was found."""
    for one in content.details or ():
        if one.grain_key == (key or ALL) and one.indicator == indicator:
            return [_raw(content, one, field) for field in fields_of(indicator)]
    return [None for _ in fields_of(indicator)]


def table(content: Content) -> list[list[Raw]]:
    """A head and a line for each figure of each place, as numbers."""
    language = content.language
    head: list[Raw] = [said("who", language), said("figure", language)]
    return [
        [*head, *(_head(field, language) for field in FIELDS)],
        *(
            [*_place(content, one), *(_raw(content, one, field) for field in FIELDS)]
            for one in content.details or ()
        ),
    ]


def told(content: Content) -> list[list[str]]:
    """The same for people, without columns that stay empty; nothing where there is nothing to tell."""
    found, language = content.details or (), content.language
    fields = [
        field
        for field in FIELDS
        if field not in _BESIDE and any(getattr(one, field) is not None for one in found)
    ]
    if not fields:
        return []
    head = [said("who", language), said("figure", language)]
    return [
        [*head, *(said(field, language) for field in fields)],
        *(
            [*_place(content, one), *(_told(content, one, field) for field in fields)]
            for one in found
        ),
    ]


def _head(field: str, language: str) -> str:
    unit = _UNITS.get(field)
    return f"{said(field, language)} ({unit})" if unit else said(field, language)


def _place(content: Content, one: Detail) -> list[str]:
    who = one.name or said("whole", content.language)
    return [who, name_of(one.indicator, content.language)]


def _raw(content: Content, one: Detail, field: str) -> Raw:
    value: float | None = getattr(one, field)
    if field == "peak_ms":
        return None if value is None else local(int(value), content.zone)
    return value


def _told(content: Content, one: Detail, field: str) -> str:
    value: float | None = getattr(one, field)
    if value is None:
        return ""
    if field in ("median", "p90", "longest"):
        return duration(value)
    if field == "met":
        return f"{one.met} / {one.periods}"
    if field == "peak":
        told_peak = figure(value, "percent", content.language)
        return f"{told_peak} ({local(one.peak_ms or 0, content.zone)})"
    return figure(value, "count", content.language)
