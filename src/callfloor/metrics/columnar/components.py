"""All components of one grain in one expression: bucket, key, and a column for each of them.

The same names and the same buckets as `metrics.tally.Tally` gives from records, one by one.
"""

from functools import reduce

import ibis
import ibis.expr.types as ir

from callfloor.metrics.columnar import agents, handled, waiting
from callfloor.metrics.columnar.asking import Kind
from callfloor.metrics.columnar.sources import bucketed

PLACE = ("bucket_ms", "key")


def expression(kind: Kind) -> ir.Table:
    """Unbound: over the flat tables and the `frames` of the question by their names."""
    found = [
        bucketed(stream, kind)
        for part in (waiting, handled, agents)
        for stream in part.streams(kind)
    ]
    names = sorted({name for one in found for name in one.columns if name not in PLACE})
    parts = [_filled(one, names) for one in found]
    together = reduce(lambda one, other: one.union(other), parts)
    # Each component comes from one part alone; the others have 0 there, and no sum is below it.
    added = together.group_by(*PLACE).agg(**{name: together[name].max() for name in names})
    return added.order_by(*PLACE)


def _filled(table: ir.Table, names: list[str]) -> ir.Table:
    columns = {
        name: table[name].coalesce(0) if name in table.columns else ibis.literal(0, "int64")
        for name in names
    }
    return table.select(*PLACE, **columns)
