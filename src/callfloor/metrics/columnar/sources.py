"""The tables as Ibis sees them, and what every part of the definitions needs: buckets, sums, cuts."""

from typing import Any, NamedTuple

import ibis
import ibis.expr.types as ir

from callfloor.facts.tables import SCHEMAS
from callfloor.metrics.columnar.asking import FROM_MS, NOW_MS, QUARTER_MS, TO_MS, Kind
from callfloor.metrics.view import ALL, Grain

VISITS = "visits"
"""The contacts once more, those of the days after the question too: who came again."""
Sums = dict[str, ir.IntegerScalar]
"""Component → what is added up for it."""
KEYS: dict[Grain, str] = {
    "queue": "queue_id",
    "agent": "agent_id",
    "team": "team_id",
    "call_type": "call_type",
    "dnis": "dnis",
    "channel": "channel",
    "trunk_group": "trunk_group",
}


def source(name: str, columns: str) -> ir.Table:
    """A flat table with those of its columns that are needed: every other one costs compiling time."""
    schema = ibis.Schema.from_pyarrow(SCHEMAS["contacts" if name == VISITS else name])
    return ibis.table({column: schema[column] for column in columns.split()}, name=name)


def owner(grain: Grain) -> str:
    """The column of the key; none at the grain of the centre."""
    return KEYS.get(grain, "")


QUARTERS = ibis.table(
    {"quarter_ms": "int64", "ordinal": "int64", "bucket_ms": "int64"}, name="quarters"
)
BUCKETS = ibis.table({"ordinal": "int64", "start_ms": "int64", "end_ms": "int64"}, name="buckets")
LIMITS = ibis.table(
    {"limit_queue": "string", "level_ms": "int64", "short_ms": "int64"}, name="limits"
)


class Stream(NamedTuple):
    """Rows that add `sums` to their key, in the bucket of their moment `at_ms` or, cut, `bucket_ms`."""

    table: ir.Table
    sums: Sums


def keyed(table: ir.Table, grain: Grain) -> ir.Table:
    """With the key of the grain; rows that have none there are left out."""
    if grain == "centre":
        return table.mutate(key=ibis.literal(ALL))
    found = table.mutate(key=table[KEYS[grain]])
    return found.filter(found.key != "") if grain in ("queue", "team") else found


def count(condition: Any = None) -> ir.IntegerScalar:
    """How many rows fulfil it; a condition over what is null is not fulfilled."""
    if condition is None:
        return ibis._.count()
    return condition.ifelse(1, ibis.null("int8")).count()


def total(value: Any, condition: Any = None) -> ir.IntegerScalar:
    if condition is None:
        return value.sum()
    return value.sum(where=condition)


def bucketed(stream: Stream, kind: Kind) -> ir.Table:
    """`bucket_ms`, `key` and the sums of those that lie in the time."""
    table = stream.table
    if "bucket_ms" in table.columns:
        return table.group_by("bucket_ms", "key").agg(**stream.sums)
    inside = table.filter(table.at_ms >= FROM_MS, table.at_ms < TO_MS)
    inside = inside.mutate(quarter_of=inside.at_ms - inside.at_ms % QUARTER_MS)
    placed = inside.inner_join(QUARTERS, inside.quarter_of == QUARTERS.quarter_ms)
    return placed.group_by("bucket_ms", "key").agg(**stream.sums)


def or_now(end: Any) -> Any:
    """Now in the place of an end that has not come yet."""
    return (end - NOW_MS).coalesce(0) + NOW_MS


_KEPT = ("key", "kind", "source", "state", "outcome", "queued", "wait_ms", "short_ms")


def cut(table: ir.Table, start: Any, end: Any, kind: Kind) -> ir.Table:
    """Each row once for every bucket that it touches, with `bucket_ms` and how long it is in it."""
    # Compared as differences: ClickHouse takes a great number for unsigned, and finds no common type.
    began = ibis.greatest(start - FROM_MS, 0) + FROM_MS
    ended = ibis.least(end - TO_MS, 0) + TO_MS
    kept = {name: table[name] for name in table.columns if name in _KEPT}
    inside = table.select(**kept, began_ms=began, until_of=ended)
    inside = inside.filter(inside.began_ms < inside.until_of)
    last_ms = inside.until_of - 1
    inside = inside.mutate(
        first_of=inside.began_ms - inside.began_ms % QUARTER_MS,
        last_of=last_ms - last_ms % QUARTER_MS,
    )
    first = QUARTERS.select(first_quarter="quarter_ms", first="ordinal")
    last = QUARTERS.select(last_quarter="quarter_ms", last="ordinal")
    found = inside.inner_join(first, inside.first_of == first.first_quarter)
    found = found.inner_join(last, found.last_of == last.last_quarter)
    within = ibis.range(found["first"], found["last"] + 1).unnest()
    found = found.mutate(within=within).select(*kept, "began_ms", "until_of", "within")
    edges = BUCKETS.select(bucket="ordinal", bucket_ms="start_ms", until_ms="end_ms")
    found = found.inner_join(edges, found.within == edges.bucket)
    long_ms = ibis.least(found.until_of, found.until_ms) - ibis.greatest(
        found.began_ms, found.bucket_ms
    )
    return found.mutate(long_ms=long_ms)
