"""Values of the indicators for a time: records and spans into buckets, components into values.

Everything is added up from the contacts themselves, so a value can be taken apart down to its calls
and the same question always has the same answer.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec
from sqlalchemy import text

from callfloor.contacts.record import Record
from callfloor.kit.db import Database
from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong
from callfloor.metrics import presence
from callfloor.metrics.components import ALL, Grain, Rules
from callfloor.metrics.days import HALF_HOUR_MS, day_start_ms, half_hour_start_ms
from callfloor.metrics.formulas import evaluate
from callfloor.metrics.kpis import BY_KEY, INDICATORS, Indicator
from callfloor.metrics.tally import Tally

Step = Literal["half_hour", "day", "total"]

DAY_MS = 86_400_000
_LONGEST_MS: dict[Step, int] = {
    "half_hour": 35 * DAY_MS,
    "day": 400 * DAY_MS,
    "total": 400 * DAY_MS,
}
_PAGE = 1000
_decode = msgspec.json.Decoder(Record).decode

_RECORDS = text(
    "select arrived_ms, id, record::text from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true) and arrived_ms < :to_ms"
    " and (closed_ms is null or closed_ms >= :from_ms)"
    " and (arrived_ms, id) > (:after_ms, :after_id) order by arrived_ms, id limit :limit"
)
_REACH_MS = 2 * DAY_MS
"""No contact lasts longer than this, after-call work included."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """`keys` limits the indicators; `names` says who exists, so that the idle are not left out."""

    tenant: str
    zone: str
    from_ms: int
    to_ms: int
    now_ms: int
    grain: Grain
    step: Step = "total"
    keys: tuple[str, ...] = ()
    entity: str = ""
    variants: bool = False
    names: Mapping[str, str] = {}
    rules: Rules = {}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`bucket_ms` is its start. `status` is final once nothing in it can change by itself."""

    grain_key: str
    name: str
    bucket_ms: int
    indicator: str
    variant: str
    value: float | None
    numerator: int
    denominator: int | None
    sample_size: int
    open_count: int
    status: Literal["provisional", "final"]


def check(question: Question) -> None:
    """InvalidError where the question makes no sense or would take too long."""
    unknown = [key for key in question.keys if key not in BY_KEY]
    if unknown:
        msg = f"There is no indicator {unknown[0]}; the definitions list them all."
        raise InvalidError(msg, [wrong("key", "unknown_indicator", msg, key=unknown[0])])
    if question.to_ms <= question.from_ms:
        msg = "The end must be later than the beginning."
        raise InvalidError(msg, [wrong("to", "end_before_begin", msg)])
    if question.to_ms - question.from_ms > _LONGEST_MS[question.step]:
        days = _LONGEST_MS[question.step] // DAY_MS
        msg = (
            f"By {question.step} at most {days} days can be asked for; choose less or another step."
        )
        raise InvalidError(msg, [wrong("to", "range_too_long", msg, days=days)])


async def ask(database: Database, question: Question) -> list[Row]:
    """The rows in the order of bucket, key and indicator."""
    check(question)
    tally = await _counted(database, question)
    return _rows(tally, question)


async def _counted(database: Database, question: Question) -> Tally:
    tally = Tally(_bucketing(question))
    after_ms, after_id = question.from_ms - _REACH_MS, ""
    async with database.session(question.tenant) as session:
        while True:
            found = await session.execute(
                _RECORDS,
                {
                    "from_ms": question.from_ms,
                    "to_ms": question.to_ms,
                    "after_ms": after_ms,
                    "after_id": after_id,
                    "limit": _PAGE,
                },
            )
            page = [(int(row[0]), str(row[1]), str(row[2])) for row in found]
            # In a thread and page by page, so that the live floor goes on beside a long report.
            await asyncio.to_thread(_count, tally, [body for _, _, body in page], question)
            if len(page) < _PAGE:
                break
            after_ms, after_id, _ = page[-1]
        spans = await presence.within(session, from_ms=question.from_ms, to_ms=question.to_ms)
    await asyncio.to_thread(_count_spans, tally, spans, question)
    return tally


def _count(tally: Tally, bodies: Sequence[str], question: Question) -> None:
    for body in bodies:
        tally.count(_decode(body), question.rules, question.grain)


def _count_spans(tally: Tally, spans: Sequence[presence.Span], question: Question) -> None:
    edge = _next_bucket(question)
    for span in spans:
        for one in presence.clipped(
            span,
            from_ms=question.from_ms,
            to_ms=question.to_ms,
            now_ms=question.now_ms,
            next_bucket=edge,
        ):
            tally.add(one.at_ms, one.grain, one.key, one.component, one.value)


def _bucketing(question: Question) -> Callable[[int], int | None]:
    starts: dict[Step, Callable[[int], int]] = {
        "total": lambda _at_ms: question.from_ms,
        "day": lambda at_ms: day_start_ms(at_ms, question.zone),
        "half_hour": lambda at_ms: half_hour_start_ms(at_ms, question.zone),
    }
    start = starts[question.step]
    return lambda at_ms: start(at_ms) if question.from_ms <= at_ms < question.to_ms else None


def _next_bucket(question: Question) -> Callable[[int], int]:
    """Where the bucket of a moment ends; a local day has 23, 24 or 25 hours."""
    if question.step == "total":
        return lambda _at_ms: question.to_ms
    if question.step == "half_hour":
        return lambda at_ms: half_hour_start_ms(at_ms, question.zone) + HALF_HOUR_MS
    return lambda at_ms: day_start_ms(
        day_start_ms(at_ms, question.zone) + 30 * HALF_HOUR_MS * 2, question.zone
    )


def _rows(tally: Tally, question: Question) -> list[Row]:
    places = {(bucket, key) for bucket, grain, key in tally.places() if grain == question.grain}
    if question.step == "total":
        keys = [ALL] if question.grain == "centre" else list(question.names)
        places |= {(question.from_ms, key) for key in keys}
    wanted = [one for one in INDICATORS if not question.keys or one.key in question.keys]
    rows: list[Row] = []
    for bucket, key in sorted(places):
        if question.entity and key != question.entity:
            continue
        totals = tally.totals(bucket, question.grain, key)
        for indicator in wanted:
            rows += _values(indicator, totals, question, bucket, key)
    return rows


def _values(
    indicator: Indicator, totals: Mapping[str, int], question: Question, bucket: int, key: str
) -> list[Row]:
    standard = indicator.variants.get(question.grain)
    if standard is None:
        return []
    variants = indicator.all_variants if question.variants else [standard]
    ends_ms = min(_next_bucket(question)(bucket), question.to_ms)
    open_count = totals.get("open", 0)
    final = ends_ms <= question.now_ms and not open_count
    found = []
    for variant in sorted(variants, key=lambda name: name != standard):
        value = evaluate(f"{indicator.key}.{variant}", totals)
        found.append(
            Row(
                grain_key=key,
                name=question.names.get(key, "" if key == ALL else key),
                bucket_ms=bucket,
                indicator=indicator.key,
                variant=variant,
                value=value.value,
                numerator=int(value.numerator),
                denominator=None if value.denominator is None else int(value.denominator),
                sample_size=sum(totals.get(name, 0) for name in indicator.sample),
                open_count=open_count,
                status="final" if final else "provisional",
            )
        )
    return found
