"""What one value over a long time hides: its middle and its edge, its worst hour, its good half hours.

The specification asks for these beside some indicators (5.3, 5.5, 5.8, 5.16, 5.21). None of them can be
added up from parts, so they are read off the contacts of the time itself.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.record import Record
from callfloor.imports import kept
from callfloor.kit.db import Database
from callfloor.metrics import imported, outside, pages
from callfloor.metrics.components import contributions
from callfloor.metrics.estimates import rank
from callfloor.metrics.query import Question, ask, check
from callfloor.metrics.view import ALL, CONTACT_GRAINS, Rules, View

DAY_MS = 86_400_000
HOURS_LONGEST_MS, HALVES_LONGEST_MS = 70 * DAY_MS, 35 * DAY_MS
_WAITS: Final = {
    "wait_abandoned_long_ms": "avg_abandon_time",
    "wait_queued_ms": "avg_queue_time",
    "wait_answered_ms": "avg_speed_of_answer",
    "contact_handle_ms": "avg_handle_time",
}
"""Components that come once for each wait, or contact, to the indicator that averages them."""
_PARTS: Final = {
    "talk_ms": "avg_talk_time",
    "hold_ms": "avg_hold_time",
    "wrap_up_ms": "avg_after_call_work",
}
"""The same of segments, in the order in which one segment gives them."""
SPREAD: Final = frozenset({*_WAITS.values(), *_PARTS.values()})
_REFUSED = text(
    "select arrived_ms, caller, called, record->>'trunk' from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true) and refused <> ''"
    " and arrived_ms >= :from_ms and arrived_ms < :to_ms"
    " and not coalesce((record->>'is_test')::boolean, false)"
)
_decode = msgspec.json.Decoder(Record).decode
Lasted = tuple[int, str, str, int]
"""When it counts, key, indicator and milliseconds."""


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """Of one key and indicator; times in seconds, rates in percent, None where it has no such thing.

    `median` and `p90` are nearest ranks over `count` waits, segments or contacts. `peak` is the worst
    hour's value and when it began. Of `periods` half hours with a value `met` were on target. `callers`
    counts attempts of one caller within a minute as one.
    """

    grain_key: str
    indicator: str
    name: str = ""
    count: int | None = None
    median: float | None = None
    p90: float | None = None
    longest: float | None = None
    peak: float | None = None
    peak_ms: int | None = None
    periods: int | None = None
    met: int | None = None
    callers: int | None = None


async def details(database: Database, question: Question) -> list[Detail]:
    """By key and indicator. TooManyContactsError where it is too much to read."""
    check(question)
    asked = {one.key for one in question.indicators}
    found = await _spreads(database, question) if asked & SPREAD else []
    long_ms = question.to_ms - question.from_ms
    if "blocked_rate" in asked and long_ms <= HOURS_LONGEST_MS:
        found += await _blocked(database, question)
    if "service_level" in asked and long_ms <= HALVES_LONGEST_MS:
        found += await _on_target(database, question)
    entity = question.entity
    own = [one for one in found if not entity or one.grain_key == entity]
    return [
        msgspec.structs.replace(one, name=question.name_of(one.grain_key))
        for one in sorted(own, key=lambda one: (one.grain_key, one.indicator))
    ]


def lasted(record: Record, rules: Rules, view: View) -> Iterator[Lasted]:
    """How long each wait and segment of a contact lasted, at the one grain of the view. Pure.

    The same contributions that make the averages, one by one before they are added up.
    """
    is_told = not record.source
    segment_ms = 0
    for one in contributions(record, rules, view):
        name = _WAITS.get(one.component)
        if name and (is_told or name != "avg_handle_time"):
            yield one.at_ms, one.key, name, one.value
        if one.component == "segments":
            segment_ms = 0
        part = _PARTS.get(one.component)
        if part is None:
            continue
        segment_ms += one.value
        if is_told or part == "avg_talk_time":
            yield one.at_ms, one.key, part, one.value
        if is_told and part == "avg_after_call_work" and one.grain not in CONTACT_GRAINS:
            yield one.at_ms, one.key, "avg_handle_time", segment_ms


async def _spreads(database: Database, question: Question) -> list[Detail]:
    view = View(
        attribution=question.attribution if question.attribution != "clip" else "default",
        grains=frozenset({question.grain}),
        configuration=question.rules.configuration,
        now_ms=question.now_ms,
    )
    times: dict[tuple[str, str], list[int]] = defaultdict(list)
    async with database.session(question.tenant) as session:
        async for bodies in pages.some(session, question):
            await asyncio.to_thread(_take, times, bodies, question, view)
    return [_spread(key, indicator, sorted(own)) for (key, indicator), own in times.items()]


def _take(
    times: dict[tuple[str, str], list[int]], bodies: Sequence[str], question: Question, view: View
) -> None:
    asked = {one.key for one in question.indicators}
    for body in bodies:
        for at_ms, key, indicator, ms in lasted(_decode(body), question.rules.thresholds, view):
            if indicator in asked and question.from_ms <= at_ms < question.to_ms:
                times[key, indicator].append(ms)


def _spread(key: str, indicator: str, ordered: Sequence[int]) -> Detail:
    return Detail(
        grain_key=key,
        indicator=indicator,
        count=len(ordered),
        median=rank(ordered, 50) / 1000,
        p90=rank(ordered, 90) / 1000,
        longest=ordered[-1] / 1000,
    )


async def _blocked(database: Database, question: Question) -> list[Detail]:
    """The worst hour of each key, which the value of a day hides, and callers in place of attempts."""
    if question.grain not in ("centre", "dnis", "trunk_group"):
        return []
    hours = msgspec.structs.replace(
        question, step="hour", keys=("blocked_rate",), variant="", variants=False
    )
    worst: dict[str, tuple[float, int]] = {}
    for row in await ask(database, hours):
        before = worst.get(row.grain_key)
        if row.value and (before is None or row.value > before[0]):
            worst[row.grain_key] = row.value, row.bucket_ms
    async with database.session(question.tenant) as session:
        attempts = await _attempts(session, question)
    return [
        Detail(
            grain_key=key,
            indicator="blocked_rate",
            peak=value,
            peak_ms=at_ms,
            callers=outside.blocked_callers(_at(attempts, question, key)),
        )
        for key, (value, at_ms) in worst.items()
    ]


async def _attempts(session: AsyncSession, question: Question) -> list[outside.Blocked]:
    times = {"from_ms": question.from_ms, "to_ms": question.to_ms}
    rows = await kept.within(session, "attempts", **times)
    told = [imported.attempt_of(row) for row in rows]
    inside = [one for one in told if question.from_ms <= one.at_ms < question.to_ms]
    found = outside.blocked(inside, question.rules.configuration)
    for row in await session.execute(_REFUSED, times):
        found.append(
            outside.Blocked(
                at_ms=row[0], source="acd", cause="", caller=row[1], dnis=row[2], trunk_group=row[3]
            )
        )
    return found


def _at(
    attempts: Iterable[outside.Blocked], question: Question, key: str
) -> Iterator[outside.Blocked]:
    for one in attempts:
        own = {"centre": ALL, "dnis": one.dnis, "trunk_group": one.trunk_group}[question.grain]
        if own == key:
            yield one


async def _on_target(database: Database, question: Question) -> list[Detail]:
    """A good month can hide bad peaks: how many half hours had a value, and of these met the target."""
    halves = msgspec.structs.replace(
        question, step="half_hour", keys=("service_level",), variant="", variants=False
    )
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in await ask(database, halves):
        target = question.rules.target_at("service_level", question.grain, row.grain_key)
        if row.value is not None and target.direction != "none":
            counts[row.grain_key][0] += 1
            counts[row.grain_key][1] += target.holds(row.value)
    return [
        Detail(grain_key=key, indicator="service_level", periods=periods, met=met)
        for key, (periods, met) in counts.items()
    ]
