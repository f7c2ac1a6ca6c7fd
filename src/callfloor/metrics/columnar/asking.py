"""What is asked of the flat tables, and the small tables that a question brings along.

Buckets are given by their edges, so that every step of the calendar, and a day of 23 or 25 hours, is
one case: an event finds its bucket by the quarter of an hour that it lies in (every zone in use is
off UTC by a multiple of one), a duration by those of its begin and end.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec
import pyarrow as pa

from callfloor.kit.errors import InvalidError
from callfloor.metrics.configuration import STANDARD, Configuration
from callfloor.metrics.periods import Step, bucketing
from callfloor.metrics.view import ANY_QUEUE, Attribution, Grain, Rules, Thresholds

QUARTER_MS = 900_000
FROM_MS, TO_MS, NOW_MS = 9_000_000_000_000_001, 9_000_000_000_000_002, 9_000_000_000_000_003
"""Stand in the expressions for the moments of the question, so that one SQL serves all questions of
a kind: `written` puts the moments in."""


class Kind(NamedTuple):
    """What the expression depends on; `any_queue` has T and S of a queue without its own."""

    grain: Grain
    attribution: Attribution
    configuration: Configuration
    any_queue: Thresholds
    follows: bool = False


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """`edges` are the beginnings of the buckets in order, and the end of the last one.

    `follows`: with what comes after a contact: whether its customer came again, and said of it.
    """

    grain: Grain
    edges: tuple[int, ...]
    now_ms: int
    attribution: Attribution = "default"
    configuration: Configuration = STANDARD
    rules: Rules = {}
    follows: bool = False

    @property
    def kind(self) -> "Kind":
        any_queue = self.rules.get(ANY_QUEUE) or Thresholds()
        return Kind(self.grain, self.attribution, self.configuration, any_queue, self.follows)

    def limits(self) -> list[tuple[str, Thresholds]]:
        return [(name, one) for name, one in sorted(self.rules.items()) if name != ANY_QUEUE]

    @property
    def from_ms(self) -> int:
        return self.edges[0]

    @property
    def to_ms(self) -> int:
        return self.edges[-1]


def written(sql: str, asked: Asked) -> str:
    """The SQL with the moments of the question."""
    moments = {FROM_MS: asked.from_ms, TO_MS: asked.to_ms, NOW_MS: asked.now_ms}
    for name, at_ms in moments.items():
        sql = sql.replace(str(name), str(at_ms))
    return sql


def edges_of(step: Step, zone: str, from_ms: int, to_ms: int) -> tuple[int, ...]:
    """Edges of the buckets of a step on the site's clock; the first and the last may be cut."""
    bucket = bucketing(step, zone, (from_ms, to_ms))
    edges = [from_ms]
    while edges[-1] < to_ms:
        edges.append(min(bucket(edges[-1])[1], to_ms))
    return tuple(edges)


def check(asked: Asked) -> None:
    """InvalidError where the edges are no buckets."""
    inner = asked.edges[1:-1]
    is_rising = all(before < after for before, after in pairwise(asked.edges))
    if len(asked.edges) < 2 or not is_rising or any(edge % QUARTER_MS for edge in inner):
        msg = (
            "Buckets must follow one another and begin at a quarter of an hour; give rising edges."
        )
        raise InvalidError(msg)


def frames(asked: Asked) -> dict[str, pa.Table]:
    """The tables that a question brings along: `quarters`, `buckets` and `limits`."""
    check(asked)
    buckets = list(pairwise(asked.edges))
    quarters = list(_quarters(buckets))
    limits = [(name, one.service_level_ms, one.short_abandon_ms) for name, one in asked.limits()]
    return {
        "quarters": _table(("quarter_ms", "ordinal", "bucket_ms"), quarters),
        "buckets": _table(
            ("ordinal", "start_ms", "end_ms"), [(at, *one) for at, one in enumerate(buckets)]
        ),
        "limits": pa.table(
            {
                "limit_queue": pa.array([one[0] for one in limits], pa.string()),
                "level_ms": pa.array([one[1] for one in limits], pa.int64()),
                "short_ms": pa.array([one[2] for one in limits], pa.int64()),
            }
        ),
    }


def _quarters(buckets: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    for ordinal, (start_ms, end_ms) in enumerate(buckets):
        first_ms = start_ms - start_ms % QUARTER_MS
        for quarter_ms in range(first_ms, end_ms, QUARTER_MS):
            yield quarter_ms, ordinal, start_ms


def _table(names: tuple[str, ...], rows: Sequence[tuple[int, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [() for _ in names]
    return pa.table(
        {name: pa.array(one, pa.int64()) for name, one in zip(names, columns, strict=True)}
    )
