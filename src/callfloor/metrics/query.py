"""Values of the indicators for a time: components in buckets (`counting`) into values.

Everything is added up from the contacts themselves, now or when their day was over, so a value can be
taken apart down to its calls and the same question always has the same answer.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec

from callfloor.kit.db import Database
from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong
from callfloor.metrics import imported
from callfloor.metrics.components import ALL
from callfloor.metrics.counting import Source, bucketing_of, counted
from callfloor.metrics.formulas import Amount, evaluate
from callfloor.metrics.kpis import BY_KEY, Indicator
from callfloor.metrics.periods import Bucket, Step
from callfloor.metrics.question import Question
from callfloor.metrics.tally import Tally

__all__ = ["Answer", "Flag", "Question", "Row", "Step", "answer", "ask", "check"]

DAY_MS = 86_400_000
_LONGEST_MS: dict[Step, int] = {
    "quarter_hour": 35 * DAY_MS,
    "half_hour": 35 * DAY_MS,
    "hour": 70 * DAY_MS,
}
_LONGEST_OF_ALL_MS = 1100 * DAY_MS


Flag = Literal[
    "low_sample", "no_source", "ledger_gap_labour", "ledger_gap_telecom", "ledger_gap_technology",
    "ledger_gap_facilities", "ledger_gap_training", "ledger_gap_other",
]  # fmt: skip
_GAPS: dict[imported.CostCategory, Flag] = {
    "labour": "ledger_gap_labour",
    "telecom": "ledger_gap_telecom",
    "technology": "ledger_gap_technology",
    "facilities": "ledger_gap_facilities",
    "training": "ledger_gap_training",
    "other": "ledger_gap_other",
}
"""A ledger gap is a category without an entry in the time that had one in the time before."""


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
    flags: tuple[Flag, ...] = ()
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


class Answer(NamedTuple):
    """`sources` tells of each part of the time whether its days' sums were read or its contacts folded."""

    rows: list[Row]
    sources: list[Source]


async def answer(database: Database, question: Question) -> Answer:
    """The rows in the order of bucket, key and indicator, and where they came from."""
    check(question)
    found = await counted(database, question)
    return Answer(_rows(found.tally, question), found.sources)


async def ask(database: Database, question: Question) -> list[Row]:
    return (await answer(database, question)).rows


def _rows(tally: Tally, question: Question) -> list[Row]:
    places = {(bucket, key) for bucket, grain, key in tally.places() if grain == question.grain}
    if question.step == "total":
        keys = [ALL] if question.grain == "centre" else list(question.names)
        places |= {(question.from_ms, key) for key in keys}
    bucket_of = bucketing_of(question)
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
    return [
        _value(indicator, variant, totals, question, bucket, key)
        for variant in question.variants_of(indicator)
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
    flags: list[Flag] = []
    if imported.has_no_source(indicator, totals):
        value = msgspec.structs.replace(value, value=None)
        flags.append("no_source")
    elif value.denominator and sample_size < target.min_sample:  # a count is no sample
        flags.append("low_sample")
    if indicator.key == "cost_per_contact":
        flags += [_GAPS[one] for one in imported.gaps_of(totals)]
    return Row(
        grain_key=key,
        name=question.name_of(key),
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


def _plain(amount: Amount) -> float:
    """Counts and milliseconds as the whole numbers they are; shares of money and days as they read."""
    return amount if isinstance(amount, int) else float(amount)
