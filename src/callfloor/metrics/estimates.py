"""How far the estimated waits of a past period lay from what then happened, queue by queue.

Told on entry (`ContactQueued.wait_estimate_ms`), kept with the leg, and held against the real wait of
those who had to wait and were answered. Read from the contacts themselves, as the indicators are.
"""

import asyncio
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import text

from callfloor.contacts.record import Record
from callfloor.kit.db import Database
from callfloor.kit.errors import InvalidError
from callfloor.metrics.waits import estimated, is_near

LONGEST_MS = 370 * 86_400_000
_REACH_MS = 2 * 86_400_000
"""No contact lasts longer than this before it enters another queue."""
_PAGE = 1000
_decode = msgspec.json.Decoder(Record).decode
_RECORDS = text(
    "select arrived_ms, id, record::text from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true)"
    " and arrived_ms >= :after_ms and arrived_ms < :to_ms and (arrived_ms, id) > (:after_ms, :after_id)"
    " order by arrived_ms, id limit :limit"
)
Told = tuple[int, int]
"""Estimated and real wait."""


class EstimateError(msgspec.Struct, frozen=True, kw_only=True):
    """Of one queue. `near` is off by at most 30 s or half of the real wait.

    `mean_ms`, `median_ms` and `p90_ms` are of the distance; `bias_ms` is the mean of estimated less
    real wait: above 0 callers were told too long a wait.
    """

    queue_id: str
    estimates: int
    near: int
    mean_ms: int
    median_ms: int
    p90_ms: int
    bias_ms: int


def errors_of(told: Iterable[tuple[str, Told]]) -> list[EstimateError]:
    """By queue, in the order of their ids. Pure."""
    by_queue: dict[str, list[Told]] = {}
    for queue_id, one in told:
        by_queue.setdefault(queue_id, []).append(one)
    return [_error(queue_id, by_queue[queue_id]) for queue_id in sorted(by_queue)]


def _error(queue_id: str, told: Sequence[Told]) -> EstimateError:
    distances = sorted(abs(estimate_ms - wait_ms) for estimate_ms, wait_ms in told)
    count = len(told)
    return EstimateError(
        queue_id=queue_id,
        estimates=count,
        near=sum(is_near(*one) for one in told),
        mean_ms=round(sum(distances) / count),
        median_ms=rank(distances, 50),
        p90_ms=rank(distances, 90),
        bias_ms=round(sum(estimate_ms - wait_ms for estimate_ms, wait_ms in told) / count),
    )


def rank(ordered: Sequence[int], percent: int) -> int:
    """The nearest rank: the least value that so many percent do not exceed."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


async def ask(database: Database, tenant: str, from_ms: int, to_ms: int) -> list[EstimateError]:
    """Of entries at or after `from_ms` and before `to_ms`."""
    if not from_ms < to_ms:
        msg = "The period ends before it begins; give a `to` after `from`."
        raise InvalidError(msg)
    if to_ms - from_ms > LONGEST_MS:
        msg = "The period is longer than 370 days; ask for a shorter one."
        raise InvalidError(msg)
    told: list[tuple[str, Told]] = []
    after_ms, after_id = from_ms - _REACH_MS, ""
    async with database.session(tenant) as session:
        while True:
            named = {"after_ms": after_ms, "after_id": after_id, "to_ms": to_ms, "limit": _PAGE}
            page = [tuple(row) for row in await session.execute(_RECORDS, named)]
            bodies = [str(row[2]) for row in page]
            told += await asyncio.to_thread(_read, bodies, from_ms, to_ms)
            if len(page) < _PAGE:
                break
            after_ms, after_id = int(page[-1][0]), str(page[-1][1])
    return errors_of(told)


def _read(bodies: Sequence[str], from_ms: int, to_ms: int) -> list[tuple[str, Told]]:
    return [
        (leg.queue_id, one)
        for body in bodies
        for leg in _decode(body).legs
        if from_ms <= leg.entered_ms < to_ms and (one := estimated(leg)) is not None
    ]
