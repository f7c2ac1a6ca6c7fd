"""The contacts behind a figure: those that add to what stands above or below its fraction.

The same stream of contributions that makes the figure is read once more and asked whose each one is,
so that a figure and the list behind it cannot differ.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, Literal

import msgspec
from sqlalchemy import text

from callfloor.contacts.record import Record
from callfloor.facts.contents import REACH_MS
from callfloor.kit.db import Database
from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong
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
RECORDS_MAX: Final = 200_000
_PAGE = 2_000
_NARROWED: Final = {
    "queue": " and queue_ids @> array[cast(:key as text)]",
    "agent": " and agent_ids @> array[cast(:key as text)]",
    "channel": " and channel = :key",
    "dnis": " and called = :key",
}
_RECORDS = (
    "select arrived_ms, id, record::text from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true) and arrived_ms >= :since_ms"
    " and arrived_ms < :to_ms and (closed_ms is null or closed_ms >= :from_ms){more}"
    " and (arrived_ms, id) > (:after_ms, :after_id) order by arrived_ms, id limit :limit"
)
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
    values: dict[str, Any] = {
        "since_ms": question.from_ms - REACH_MS, "from_ms": question.from_ms, "key": question.entity,
        "to_ms": question.to_ms, "limit": _PAGE, "after_ms": -1, "after_id": "",
    }  # fmt: skip
    query = text(_RECORDS.format(more=_NARROWED.get(question.grain, "")))
    if question.grain not in _NARROWED:
        del values["key"]
    read = 0
    async with database.session(question.tenant) as session:
        view = await view_of(session, question)
        while True:
            page = [tuple(row) for row in await session.execute(query, values)]
            await asyncio.to_thread(sums.count, [row[2] for row in page], view)
            read += len(page)
            if len(page) < _PAGE:
                break
            if read >= RECORDS_MAX:
                msg = "Too many contacts are behind this figure; choose a shorter time."
                raise InvalidError(msg, [wrong("to", "too_many_behind", msg, most=RECORDS_MAX)])
            values["after_ms"], values["after_id"] = page[-1][0], page[-1][1]
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
