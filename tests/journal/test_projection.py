"""A projection folds each fact exactly once, whoever runs it and however often it fails."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.events.installation import CentreChanged
from callfloor.journal.port import Entry, Recorded
from callfloor.journal.postgres import PostgresJournal
from callfloor.journal.projection import Projection
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.ids import new_id


@pytest.fixture
async def database(database: Database) -> Database:
    async with database.session(EVERY_TENANT) as session:
        await session.execute(text("create table folded (position bigint primary key)"))
    return database


async def fold(session: AsyncSession, batch: Sequence[Recorded]) -> None:
    for item in batch:
        await session.execute(text("insert into folded values (:at)"), {"at": item.position})


async def folded(database: Database) -> list[int]:
    async with database.session(EVERY_TENANT) as session:
        return list(
            (await session.execute(text("select position from folded order by 1"))).scalars()
        )


async def record(database: Database, count: int) -> list[int]:
    journal = PostgresJournal(database)
    await journal.append(
        [
            Entry(id=new_id(), fact=CentreChanged(tenant="a", at_ms=1, version=number))
            for number in range(count)
        ]
    )
    return [item.position for item in await journal.read(limit=10_000)]


async def test_every_fact_is_folded_once(database: Database) -> None:
    positions = await record(database, 25)
    projection = Projection("p", database, fold, batch_max=10)
    assert await projection.behind() == 25
    await projection.catch_up()
    assert await folded(database) == positions
    assert await projection.step() == 0
    assert await projection.behind() == 0


async def test_a_failing_handler_leaves_tables_and_checkpoint_as_they_were(
    database: Database,
) -> None:
    positions = await record(database, 3)
    failures = [ValueError("no")]

    async def failing(session: AsyncSession, batch: Sequence[Recorded]) -> None:
        await fold(session, batch)
        if failures:
            raise failures.pop()

    projection = Projection("p", database, failing)
    with pytest.raises(ValueError, match="no"):
        await projection.step()
    assert await folded(database) == []
    await projection.catch_up()
    assert await folded(database) == positions


async def test_two_processes_fold_as_one(database: Database) -> None:
    running = [
        asyncio.create_task(Projection("p", database, fold, batch_max=7).run())
        for _each in range(2)
    ]
    for _round in range(5):
        positions = await record(database, 20)
    async with asyncio.timeout(60):
        while await folded(database) != positions:
            await asyncio.sleep(0.02)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


async def test_a_rebuild_folds_all_again(database: Database) -> None:
    positions = await record(database, 5)
    projection = Projection("p", database, fold)
    await projection.catch_up()

    async def clear(session: AsyncSession) -> None:
        await session.execute(text("delete from folded"))

    await projection.rebuild(clear)
    assert await folded(database) == []
    await projection.catch_up()
    assert await folded(database) == positions
