"""Values of the indicators for a time: records and spans into buckets, components into values.

Everything is added up from the contacts themselves, so a value can be taken apart down to its calls
and the same question always has the same answer.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.record import Record
from callfloor.kit.db import Database
from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong
from callfloor.metrics import imported, presence
from callfloor.metrics.components import ALL, Grain
from callfloor.metrics.formulas import Amount, evaluate
from callfloor.metrics.kpis import BY_KEY, INDICATORS, Indicator
from callfloor.metrics.parts import Scope, Worked
from callfloor.metrics.periods import Bucket, Bucketing, Step, bucketing
from callfloor.metrics.resolution import Visit, repeats
from callfloor.metrics.rules import FigureRules
from callfloor.metrics.tally import Tally
from callfloor.metrics.view import Attribution, View

__all__ = ["Question", "Row", "Step", "ask", "check"]

DAY_MS = 86_400_000
_LONGEST_MS: dict[Step, int] = {
    "quarter_hour": 35 * DAY_MS,
    "half_hour": 35 * DAY_MS,
    "hour": 70 * DAY_MS,
}
_LONGEST_OF_ALL_MS = 1100 * DAY_MS
_PAGE = 1000
_decode = msgspec.json.Decoder(Record).decode

_RECORDS = text(
    "select arrived_ms, id, record::text from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true) and arrived_ms < :to_ms"
    " and (closed_ms is null or closed_ms >= :from_ms)"
    " and (arrived_ms, id) > (:after_ms, :after_id) order by arrived_ms, id limit :limit"
)
_VISITS = text(
    "select id, arrived_ms, coalesce(nullif(record ->> 'customer_id', ''), caller),"
    " coalesce(record -> 'segments' -> -1 ->> 'issue_id', ''), wrap_up_code from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true)"
    " and arrived_ms >= :from_ms and arrived_ms < :to_ms and agent_ids <> '{}'"
)
REACH_MS = 2 * DAY_MS
"""No contact lasts longer than this, after-call work included."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """`keys` limits the indicators; `names` says who exists, so that the idle are not left out.

    `variant` empty is what the rules show as *the* value; `variants` asks for all of them.
    """

    tenant: str
    zone: str
    from_ms: int
    to_ms: int
    now_ms: int
    grain: Grain
    step: Step = "total"
    keys: tuple[str, ...] = ()
    entity: str = ""
    variant: str = ""
    variants: bool = False
    attribution: Attribution = "default"
    names: Mapping[str, str] = {}
    others: Mapping[str, str] = {}
    """Names of those who have a row only where facts tell of them."""
    rules: FigureRules = FigureRules()

    @property
    def indicators(self) -> list[Indicator]:
        return [one for one in INDICATORS if not self.keys or one.key in self.keys]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`bucket_ms` is its start. `status` is final once nothing in it can change by itself."""

    grain_key: str
    name: str
    bucket_ms: int
    indicator: str
    variant: str
    value: float | None
    numerator: float
    denominator: float | None
    sample_size: int
    open_count: int
    status: Literal["provisional", "final"]
    flags: tuple[Literal["low_sample", "no_source"], ...] = ()
    definition_version: str = ""
    computed_ms: int = 0


def check(question: Question) -> None:
    """InvalidError where the question makes no sense or would take too long."""
    unknown = [key for key in question.keys if key not in BY_KEY]
    if unknown:
        msg = f"There is no indicator {unknown[0]}; the definitions list them all."
        raise InvalidError(msg, [wrong("key", "unknown_indicator", msg, key=unknown[0])])
    if question.variant and not any(
        question.variant in one.all_variants for one in question.indicators
    ):
        msg = f"There is no variant {question.variant} of it; the definitions list them all."
        raise InvalidError(msg, [wrong("variant", "unknown_variant", msg, key=question.variant)])
    if question.to_ms <= question.from_ms:
        msg = "The end must be later than the beginning."
        raise InvalidError(msg, [wrong("to", "end_before_begin", msg)])
    longest_ms = _LONGEST_MS.get(question.step, _LONGEST_OF_ALL_MS)
    if question.to_ms - question.from_ms > longest_ms:
        days = longest_ms // DAY_MS
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
    bucket = _bucketing(question)
    tally = Tally(lambda at_ms: bucket(at_ms)[0] if _is_inside(at_ms, question) else None)
    async with database.session(question.tenant) as session:
        view = await view_of(session, question)
        after_ms, after_id = question.from_ms - REACH_MS, ""
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
            bodies = [body for _, _, body in page]
            await asyncio.to_thread(_count, tally, bodies, question, view)
            if len(page) < _PAGE:
                break
            after_ms, after_id, _ = page[-1]
        times = {"from_ms": question.from_ms, "to_ms": question.to_ms}
        spans = await presence.within(session, **times)
        facts = await imported.load(session, {one.key for one in question.indicators}, **times)
    await asyncio.to_thread(_count_spans, tally, spans, question)
    await asyncio.to_thread(_count_imported, tally, facts, spans, question, view)
    return tally


def _is_inside(at_ms: int, question: Question) -> bool:
    return question.from_ms <= at_ms < question.to_ms


async def view_of(session: AsyncSession, question: Question) -> View:
    """How this question looks at contacts; who came again is looked up only where it is asked."""
    configuration = question.rules.configuration
    repeated = None
    if any(one.key == "fcr" for one in question.indicators):
        reach = {
            "from_ms": question.from_ms - REACH_MS,
            "to_ms": question.to_ms + configuration.fcr_window_ms,
        }
        handled = [
            Visit(row[0], row[1], row[2], row[3], row[4] not in configuration.fcr_ineligible_codes)
            for row in await session.execute(_VISITS, reach)
        ]
        repeated = await asyncio.to_thread(repeats, handled, configuration)
    bucket = _bucketing(question)
    return View(
        attribution=question.attribution,
        grains=frozenset({question.grain}),
        configuration=configuration,
        next_bucket=lambda at_ms: bucket(at_ms)[1],
        now_ms=question.now_ms,
        repeated=repeated,
    )


def _count(tally: Tally, bodies: Sequence[str], question: Question, view: View) -> None:
    for body in bodies:
        tally.count(_decode(body), question.rules.thresholds, view)


def _count_spans(tally: Tally, spans: Sequence[presence.Span], question: Question) -> None:
    bucket = _bucketing(question)
    for span in spans:
        for one in presence.clipped(
            span,
            from_ms=question.from_ms,
            to_ms=question.to_ms,
            now_ms=question.now_ms,
            next_bucket=lambda at_ms: bucket(at_ms)[1],
        ):
            if one.grain == question.grain:
                tally.add(one.at_ms, one.grain, one.key, one.component, one.value)


def _count_imported(
    tally: Tally,
    facts: imported.Facts,
    spans: Sequence[presence.Span],
    question: Question,
    view: View,
) -> None:
    handled = {
        (max(bucket, question.from_ms), key): tally.totals(bucket, grain, key).get(
            "contact_handle_ms", 0
        )
        for bucket, grain, key in tally.places()
        if grain == "call_type"
    }
    scope = Scope(
        grain=question.grain,
        buckets=_buckets(question),
        zone=question.zone,
        now_ms=question.now_ms,
        configuration=question.rules.configuration,
        handled=handled,
    )
    worked = [
        Worked(
            agent_id=one.agent_id,
            team_id=one.team_id,
            start_ms=one.start_ms,
            end_ms=question.now_ms if one.end_ms is None else one.end_ms,
            state=one.state,
        )
        for one in spans
    ]
    for part in imported.parts(facts, scope, worked, view):
        tally.add(part.at_ms, question.grain, part.key, part.component, part.value)


def _buckets(question: Question) -> list[Bucket]:
    """All of the question, in order, cut at its edges."""
    bucket_of, found = _bucketing(question), []
    at_ms = question.from_ms
    while at_ms < question.to_ms:
        _, end_ms = bucket_of(at_ms)
        found.append((at_ms, min(end_ms, question.to_ms)))
        at_ms = end_ms
    return found


def _bucketing(question: Question) -> Bucketing:
    return bucketing(question.step, question.zone, (question.from_ms, question.to_ms))


def _rows(tally: Tally, question: Question) -> list[Row]:
    places = {(bucket, key) for bucket, grain, key in tally.places() if grain == question.grain}
    if question.step == "total":
        keys = [ALL] if question.grain == "centre" else list(question.names)
        places |= {(question.from_ms, key) for key in keys}
    bucket_of = _bucketing(question)
    rows: list[Row] = []
    for start_ms, key in sorted(places):
        if question.entity and key != question.entity:
            continue
        totals = tally.totals(start_ms, question.grain, key)
        bucket = start_ms, min(bucket_of(start_ms)[1], question.to_ms)
        for indicator in question.indicators:
            rows += _values(indicator, totals, question, bucket, key)
    return rows


def _values(
    indicator: Indicator, totals: Mapping[str, Amount], question: Question, bucket: Bucket, key: str
) -> list[Row]:
    """One row for each variant asked for, *the* value first; none where the grain has no value."""
    shown = question.rules.variant(indicator, question.grain)
    if not shown:
        return []
    variants = indicator.all_variants if question.variants else [question.variant or shown]
    return [
        _value(indicator, variant, totals, question, bucket, key)
        for variant in sorted(variants, key=lambda name: name != shown)
        if variant == shown or variant in indicator.all_variants
    ]


def _value(
    indicator: Indicator,
    variant: str,
    totals: Mapping[str, Amount],
    question: Question,
    bucket: Bucket,
    key: str,
) -> Row:
    formula = f"{indicator.key}.{variant}"
    value = evaluate(formula, totals)
    sample_size = int(sum(totals.get(name, 0) for name in indicator.sample))
    open_count = int(totals.get("open", 0))
    settles_ms = bucket[1]
    if indicator.key == "fcr" and variant in ("no_repeat", "combined"):
        settles_ms += question.rules.configuration.fcr_window_ms
    has_accruals = indicator.key == "cost_per_contact" and totals.get("cost_accrued", 0) > 0
    is_final = settles_ms <= question.now_ms and not open_count and not has_accruals
    target = question.rules.target_at(indicator.key, question.grain, key)
    flags: list[Literal["low_sample", "no_source"]] = []
    if imported.has_no_source(indicator, totals):
        value = msgspec.structs.replace(value, value=None)
        flags.append("no_source")
    elif value.denominator and sample_size < target.min_sample:  # a count is no sample
        flags.append("low_sample")
    return Row(
        grain_key=key,
        name=_name(question, key),
        bucket_ms=bucket[0],
        indicator=indicator.key,
        variant=variant,
        value=value.value,
        numerator=_plain(value.numerator),
        denominator=None if value.denominator is None else _plain(value.denominator),
        sample_size=sample_size,
        open_count=open_count,
        status="final" if is_final else "provisional",
        flags=tuple(flags),
        definition_version=question.rules.version,
        computed_ms=question.now_ms,
    )


def _name(question: Question, key: str) -> str:
    if key == ALL:
        return ""
    return question.names.get(key) or question.others.get(key) or key


def _plain(amount: Amount) -> float:
    """Counts and milliseconds as the whole numbers they are; shares of money and days as they read."""
    return amount if isinstance(amount, int) else float(amount)
