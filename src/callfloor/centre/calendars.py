"""When a centre is open: split hours by weekday, public holidays, exceptions. Pure.

Hours are wall-clock hours of the calendar's zone, so they stay the same over a change of the clocks.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

import holidays

from callfloor.kit.clock import local

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60
Span = tuple[int, int]
"""Minutes since midnight, from inclusive, to exclusive; beyond 24 h where it runs into the next day."""

_SPAN = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)")


def read_span(text: str) -> Span:
    """`09:00-14:00`; `22:00-06:00` runs into the next day. ValueError says how to write it."""
    parts = _SPAN.fullmatch(text.strip())
    if parts is not None:
        begin, end = int(parts[1]) * 60 + int(parts[2]), int(parts[3]) * 60 + int(parts[4])
        if end <= DAY_MINUTES and begin != end:
            return begin, end if end > begin else end + DAY_MINUTES
    msg = f"{text!r} is no span of hours; write it as 09:00-14:00, or 00:00-24:00 for the whole day"
    raise ValueError(msg)


def read_spans(texts: Sequence[str]) -> tuple[Span, ...]:
    """A day's spans in order; ValueError where two overlap."""
    spans = tuple(sorted(read_span(text) for text in texts))
    for earlier, later in itertools.pairwise(spans):
        if later[0] < earlier[1]:
            msg = f"the spans {', '.join(texts)} overlap"
            raise ValueError(msg)
    return spans


def is_country(country: str, subdivision: str = "") -> bool:
    """Whether its public holidays are known."""
    known = holidays.list_supported_countries(include_aliases=False)
    return country in known and (not subdivision or subdivision in known[country])


@lru_cache(maxsize=512)
def public_holidays(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    """Date → name in the country's own words."""
    found = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    return dict(found.items())


class OpeningHours:
    """A calendar made ready to be asked. `weekly` has the spans of Monday first."""

    def __init__(
        self,
        zone: str,
        weekly: Sequence[Sequence[Span]],
        *,
        country: str = "",
        subdivision: str = "",
        exceptions: Mapping[date, Sequence[Span]] | None = None,
    ) -> None:
        self._zone = zone
        self._weekly = weekly
        self._country = country
        self._subdivision = subdivision
        self._exceptions = exceptions or {}

    def spans_of(self, day: date) -> Sequence[Span]:
        """The hours that begin on this day; an exception outweighs a holiday, a holiday the week."""
        if day in self._exceptions:
            return self._exceptions[day]
        if self._country and day in public_holidays(self._country, self._subdivision, day.year):
            return ()
        return self._weekly[day.weekday()]

    def is_open(self, at_ms: int) -> bool:
        now = local(at_ms, self._zone)
        minute = now.hour * 60 + now.minute
        if any(begin <= minute < end for begin, end in self.spans_of(now.date())):
            return True
        yesterday = self.spans_of(now.date() - timedelta(days=1))
        return any(minute < end - DAY_MINUTES for _begin, end in yesterday)
