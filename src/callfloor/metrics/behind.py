"""The contacts behind a figure: those that add to what stands above or below its fraction.

The same stream of contributions that makes the figure is read once more and asked whose each one is,
so that a figure and the list behind it cannot differ.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from callfloor.contacts.record import Record
from callfloor.kit.db import Database
from callfloor.metrics import pages
from callfloor.metrics.components import contributions
from callfloor.metrics.counting import view_of
from callfloor.metrics.formulas import terms_of
from callfloor.metrics.kpis import BY_KEY
from callfloor.metrics.query import Question, check
from callfloor.metrics.view import ALL, View

Part = Literal["all", "cases", "rest"]
"""`cases` add to what is above, `rest` only to what is below: of service level, those not in time."""
NOT_OF_CONTACTS: Final = frozenset(
    {"schedule_adherence", "attendance_rate", "agent_turnover", "occupancy", "quality_score"}
)
"""Made of time, heads and reviews: there are no contacts to list."""
_decode = msgspec.json.Decoder(Record).decode


class Behind(msgspec.Struct, frozen=True):
    """Ids of contacts, oldest first."""

    cases: tuple[str, ...]
    rest: tuple[str, ...]

    def of(self, part: Part) -> tuple[str, ...]:
        if part == "all":
            return (*self.cases, *self.rest)
        return self.cases if part == "cases" else self.rest


async def contacts_behind(database: Database, question: Question) -> Behind:
    """Of a question for one indicator, one key and the total. InvalidError where it is too much."""
    check(question)
    (indicator,) = (BY_KEY[key] for key in question.keys)
    variant = question.variant or question.rules.variant(indicator, question.grain)
    if not variant or indicator.key in NOT_OF_CONTACTS:
        return Behind((), ())
    sums = _Sums(question, f"{indicator.key}.{variant}")
    async with database.session(question.tenant) as session:
        view = await view_of(session, question)
        async for bodies in pages.some(session, question, narrowed=True):
            await asyncio.to_thread(sums.count, bodies, view)
    return sums.found()


class _Sums:
    """What each contact adds above and below, in the order in which they were read."""

    def __init__(self, question: Question, formula: str) -> None:
        self._question = question
        top, base, _ = terms_of(formula)
        self._top, self._base = Counter[str](), Counter[str]()
        for counts, terms in ((self._top, top), (self._base, base)):
            for sign, component in terms:
                counts[component] += sign
        self._above, self._below = Counter[str](), Counter[str]()

    def count(self, bodies: Sequence[str], view: View) -> None:
        asked = self._question
        key = asked.entity or ALL
        for body in bodies:
            record = _decode(body)
            for one in contributions(record, asked.rules.thresholds, view):
                if one.key == key and asked.from_ms <= one.at_ms < asked.to_ms:
                    self._above[record.contact_id] += self._top[one.component] * one.value
                    self._below[record.contact_id] += self._base[one.component] * one.value

    def found(self) -> Behind:
        if not self._base:
            return Behind(tuple(key for key, value in self._above.items() if value), ())
        cases = [key for key in self._above if self._above[key]]
        rest = [key for key in self._below if self._below[key] and not self._above[key]]
        return Behind(tuple(cases), tuple(rest))
