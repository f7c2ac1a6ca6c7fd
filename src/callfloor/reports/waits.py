"""How waits are spread: how many waited how long, by what became of them, and the middle of them."""

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import text

from callfloor.kit.db import Database
from callfloor.metrics.periods import Bucket
from callfloor.metrics.waits import CLASSES_S

_COUNT = text(
    "select least(width_bucket(wait_ms - 1, cast(:edges as bigint[])), :classes),"
    " outcome = 'answered', count(*) from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true) and arrived_ms >= :from_ms"
    " and arrived_ms < :to_ms and wait_ms is not null and outcome in ('answered', 'abandoned')"
    " and direction = 'in' and (cardinality(cast(:queues as text[])) = 0 or queue_ids && :queues)"
    " group by 1, 2"
)
_MIDDLE = text(
    "select percentile_cont(array[0.5, 0.9]) within group (order by wait_ms), max(wait_ms)"
    " from contacts where tenant_id = current_setting('callfloor.tenant', true)"
    " and arrived_ms >= :from_ms and arrived_ms < :to_ms and wait_ms is not null"
    " and outcome in ('answered', 'abandoned') and direction = 'in'"
    " and (cardinality(cast(:queues as text[])) = 0 or queue_ids && :queues)"
)
EDGES_S: Final = CLASSES_S
"""The upper edges of the classes, included; behind the last stands one without an edge."""


class Waits(msgspec.Struct, frozen=True, kw_only=True):
    """Counts by class; times in milliseconds, None where nobody waited."""

    answered: tuple[int, ...]
    abandoned: tuple[int, ...]
    median_ms: float | None
    p90_ms: float | None
    longest_ms: int | None


async def waits_of(
    database: Database, tenant: str, time: Bucket, queues: Sequence[str] = ()
) -> Waits:
    asked = {"from_ms": time[0], "to_ms": time[1], "queues": list(queues)}
    classes = len(EDGES_S)
    counts = {True: [0] * (classes + 1), False: [0] * (classes + 1)}
    edges = [one * 1000 for one in EDGES_S]
    async with database.session(tenant) as session:
        rows = await session.execute(_COUNT, {**asked, "edges": edges, "classes": classes})
        for at, is_answered, count in rows:
            counts[is_answered][at] += count
        middle = (await session.execute(_MIDDLE, asked)).one()
    shares = middle[0] or [None, None]
    return Waits(
        answered=tuple(counts[True]),
        abandoned=tuple(counts[False]),
        median_ms=shares[0],
        p90_ms=shares[1],
        longest_ms=middle[1],
    )
