"""Spans in the database: the same whatever the size of the batches, and again after a rebuild."""

from tests.api.sample import day
from tests.effort import IS_QUICK

from callfloor.journal.postgres import PostgresJournal
from callfloor.journal.projection import Projection
from callfloor.kit.db import Database
from callfloor.metrics import presence
from callfloor.metrics.presence import Span

NOW_MS = 1_774_170_000_000


async def _spans(database: Database) -> list[Span]:
    async with database.session("demo") as session:
        found = await presence.within(session, from_ms=0, to_ms=2**60)
    return sorted(found, key=lambda span: (span.agent_id, span.start_ms))


async def test_spans_do_not_depend_on_batches(database: Database) -> None:
    story = day("demo", NOW_MS, hours=1)
    await PostgresJournal(database).append(story.entries())
    await presence.projection(database).catch_up()
    whole = await _spans(database)
    for agent_id in {span.agent_id for span in whole}:
        own = [span for span in whole if span.agent_id == agent_id]
        assert [span.end_ms for span in own[:-1]] == [span.start_ms for span in own[1:]]
        assert own[-1].end_ms is None
    for batch_max in (7,) if IS_QUICK else (1, 7):
        small = Projection(presence.NAME, database, presence.fold, batch_max=batch_max)
        await small.rebuild(presence.clear)
        assert await _spans(database) == []
        await small.catch_up()
        assert await _spans(database) == whole


async def test_another_company_sees_no_span(database: Database) -> None:
    await PostgresJournal(database).append(day("demo", NOW_MS, hours=1).entries())
    await presence.projection(database).catch_up()
    async with database.session("other") as session:
        assert await presence.within(session, from_ms=0, to_ms=2**60) == []
