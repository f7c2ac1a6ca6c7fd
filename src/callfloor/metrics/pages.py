"""The contacts that may count in a time, read page by page: none of the questions has all in memory."""

from collections.abc import AsyncIterator
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.facts.contents import REACH_MS
from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong
from callfloor.metrics.periods import Bucket
from callfloor.metrics.question import Question

RECORDS_MAX: Final = 200_000
"""So many are read for one question that lists or orders them."""
_PAGE: Final = 1000
_NARROWED: Final = {
    "queue": " and queue_ids @> array[cast(:key as text)]",
    "agent": " and agent_ids @> array[cast(:key as text)]",
    "channel": " and channel = :key",
    "dnis": " and called = :key",
}
_RECORDS = (
    "select arrived_ms, id, record::text from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true) and arrived_ms < :until_ms"
    " and (closed_ms is null or closed_ms >= :from_ms){more}"
    " and (arrived_ms, id) > (:after_ms, :after_id) order by arrived_ms, id limit :limit"
)


class TooManyContactsError(InvalidError):
    """More than can be read one by one."""


async def bodies(
    session: AsyncSession, question: Question, arrived: Bucket, *, more: str = "", **values: Any
) -> AsyncIterator[list[str]]:
    """Records as they are kept, oldest first, of those that arrived then and are not over before the
    question begins."""
    query = text(_RECORDS.format(more=more))
    after_ms, after_id = arrived[0], ""
    while True:
        given = {
            "from_ms": question.from_ms,
            "until_ms": arrived[1],
            "after_ms": after_ms,
            "after_id": after_id,
            "limit": _PAGE,
        }
        page = (await session.execute(query, {**given, **values})).all()
        yield [str(row[2]) for row in page]
        if len(page) < _PAGE:
            return
        after_ms, after_id = int(page[-1][0]), str(page[-1][1])


async def some(
    session: AsyncSession, question: Question, *, narrowed: bool = False
) -> AsyncIterator[list[str]]:
    """The same of all that may count, or of those at the key asked for; TooManyContactsError
    where they are too many to be looked at one by one."""
    arrived = question.from_ms - REACH_MS, question.to_ms
    more = _NARROWED.get(question.grain, "") if narrowed else ""
    values = {"key": question.entity} if more else {}
    read = 0
    async for page in bodies(session, question, arrived, more=more, **values):
        if read >= RECORDS_MAX and page:
            msg = "These are too many contacts to read one by one; choose a shorter time."
            raise TooManyContactsError(msg, [wrong("to", "too_many_behind", msg, most=RECORDS_MAX)])
        read += len(page)
        yield page
