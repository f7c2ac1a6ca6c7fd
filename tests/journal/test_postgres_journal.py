"""What PostgreSQL's journal promises beyond the contract: immutability, recovery, isolation."""

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from callfloor.events.installation import CentreChanged
from callfloor.journal.port import Entry
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.errors import UnavailableError
from callfloor.kit.ids import new_id
from callfloor.migrations import migrate

if TYPE_CHECKING:
    from tests.conftest import PostgresProcess


def changed(version: int, tenant: str = "a") -> Entry:
    return Entry(id=new_id(), fact=CentreChanged(tenant=tenant, at_ms=1, version=version))


@pytest.mark.parametrize(
    "statement",
    ["update journal_facts set at_ms = 0", "delete from journal_facts", "truncate journal_facts"],
)
async def test_facts_are_never_changed(database: Database, statement: str) -> None:
    journal = PostgresJournal(database)
    await journal.append([changed(1)])
    with pytest.raises(DBAPIError, match="never changed"):
        async with database.session(EVERY_TENANT) as session:
            await session.execute(text(statement))
    assert len(await journal.read()) == 1


async def test_a_malformed_batch_leaves_nothing_behind(database: Database) -> None:
    journal = PostgresJournal(database)
    broken = Entry(id=new_id(), fact=CentreChanged(tenant="a", at_ms=2**70, version=1))
    with pytest.raises(Exception, match=r"out of range"):
        await journal.append([changed(1), broken])
    assert await journal.read() == []


@pytest.mark.real
async def test_following_survives_a_server_that_dies(own_postgres: "PostgresProcess") -> None:
    await own_postgres.until_ready()
    await own_postgres.create_role_and_database()
    url = await own_postgres.create_database("followed")
    await migrate(url)
    database = Database(url)
    journal = PostgresJournal(database)
    seen: list[int] = []
    arrived = asyncio.Condition()

    async def follow() -> None:
        async for batch in journal.follow(after=0):
            async with arrived:
                seen.extend(
                    item.fact.version for item in batch if isinstance(item.fact, CentreChanged)
                )
                arrived.notify_all()

    async def until_seen(count: int) -> None:
        async with arrived:
            await arrived.wait_for(lambda: len(seen) == count)

    following = asyncio.create_task(follow())
    await journal.append([changed(1)])
    await asyncio.wait_for(until_seen(1), 60)
    own_postgres.kill()
    with pytest.raises(UnavailableError):
        await journal.append([changed(99)])
    assert not await database.is_up()
    own_postgres.start()
    await own_postgres.until_ready()
    await journal.append([changed(2), changed(3)])
    await asyncio.wait_for(until_seen(3), 60)
    assert seen == [1, 2, 3]
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    await database.close()
