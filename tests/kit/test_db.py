"""The way to PostgreSQL: transactions by tenant, locks that die with their holder, notifications."""

import asyncio

import pytest
from sqlalchemy import text
from tests.running.ports import free_tcp_port

from callfloor import migrations
from callfloor.kit.db import EVERY_TENANT, Database, is_away, lock_key, plain_url
from callfloor.kit.errors import InvalidError, UnavailableError

from ..conftest import PostgresProcess


async def count(database: Database, tenant: str) -> int:
    async with database.session(tenant) as session:
        return int((await session.execute(text("select count(*) from notes"))).scalar_one())


@pytest.fixture
async def notes(database: Database) -> Database:
    async with database.session(EVERY_TENANT) as session:
        await session.execute(text("create table notes (tenant_id text, body text)"))
        await session.execute(text("alter table notes enable row level security"))
        await session.execute(text("alter table notes force row level security"))
        rule = "tenant_id = current_setting('callfloor.tenant', true)"
        await session.execute(text(f"create policy own on notes using ({rule})"))
    return database


async def test_a_transaction_sees_its_tenant_and_the_next_one_not_any_more(notes: Database) -> None:
    async with notes.session("a") as session:
        await session.execute(text("insert into notes values ('a', 'x')"))
    assert await count(notes, "a") == 1
    assert await count(notes, "b") == 0
    # The setting went with the transaction: a connection given back carries no tenant.
    seen = await asyncio.gather(*(count(notes, "ab"[number % 2]) for number in range(20)))
    assert list(seen) == [1, 0] * 10


async def test_a_failed_block_leaves_nothing_behind(notes: Database) -> None:
    async def fail() -> None:
        async with notes.session("a") as session:
            await session.execute(text("insert into notes values ('a', 'x')"))
            raise KeyError

    with pytest.raises(KeyError):
        await fail()
    assert await count(notes, "a") == 0


async def test_no_server_is_unavailable_and_said_so() -> None:
    database = Database(f"postgresql://nobody:nothing@127.0.0.1:{free_tcp_port()}/none")
    with pytest.raises(UnavailableError, match="cannot be reached"):
        async with database.session("a"):
            pass
    assert not await database.is_up()
    with pytest.raises(UnavailableError, match="address is right"):
        await migrations.migrate(f"postgresql://nobody@127.0.0.1:{free_tcp_port()}/none")
    await database.close()


@pytest.mark.parametrize("error", [FileNotFoundError("x"), TimeoutError()])
async def test_another_failure_within_the_block_is_no_outage(
    database: Database, error: Exception
) -> None:
    async def fail() -> None:
        async with database.session("a"):
            raise error

    with pytest.raises(type(error)):
        await fail()


@pytest.mark.parametrize("value", ["a\0b", "\ud800", "x' or '1'='1"])
async def test_a_text_that_cannot_be_kept_is_said_to_be_invalid(
    notes: Database, value: str
) -> None:
    async def ask() -> int:
        async with notes.session("a") as session:
            query = text("select count(*) from notes where body = :body")
            return int((await session.execute(query, {"body": value})).scalar_one())

    if value.isprintable():
        assert await ask() == 0
        return
    with pytest.raises(InvalidError, match="cannot be kept"):
        await ask()


async def test_a_number_without_measure_is_said_to_be_invalid(database: Database) -> None:
    async def ask() -> None:
        async with database.session("a") as session:
            query = text("select 1 from journal_facts where position = :at")
            await session.execute(query, {"at": 2**80})

    with pytest.raises(InvalidError, match="out of range"):
        await ask()


async def test_a_statement_that_is_refused_is_no_outage(database: Database) -> None:
    with pytest.raises(Exception, match="does not exist") as refused:
        async with database.session("a") as session:
            await session.execute(text("select * from nowhere"))
    assert not is_away(refused.value)
    assert await database.is_up()


async def test_one_leads_and_the_next_follows_when_it_is_gone(database: Database) -> None:
    order: list[str] = []
    leading, leave = asyncio.Event(), asyncio.Event()

    async def lead(name: str) -> None:
        async with database.lead("floor"):
            order.append(name)
            leading.set()
            await leave.wait()

    first = asyncio.create_task(lead("first"))
    await asyncio.wait_for(leading.wait(), 60)
    second = asyncio.create_task(lead("second"))
    async with asyncio.timeout(60):
        async with database.lead("something else") as lost:
            assert not lost.is_set()
    assert order == ["first"]
    leading.clear()
    first.cancel()
    await asyncio.wait_for(leading.wait(), 60)
    assert order == ["first", "second"]
    leave.set()
    await second


async def test_a_leader_hears_of_the_loss_of_its_lock(database: Database) -> None:
    async with database.lead("floor") as lost:
        async with database.session(EVERY_TENANT) as session:
            await session.execute(
                text(
                    "select pg_terminate_backend(pid) from pg_locks"
                    " where locktype = 'advisory' and pid <> pg_backend_pid()"
                )
            )
        await asyncio.wait_for(lost.wait(), 60)


async def test_listening_hears_and_goes_on_after_a_cut(database: Database) -> None:
    async def notify() -> None:
        async with database.session(EVERY_TENANT) as session:
            await session.execute(text("select pg_notify('tests', '')"))

    async with database.listen("tests") as wake:
        await asyncio.wait_for(wake(20), 60)  # the first connection
        await notify()
        await asyncio.wait_for(wake(20), 60)
        begun = asyncio.get_running_loop().time()
        await wake(0.05)
        assert asyncio.get_running_loop().time() - begun < 5, "time is up without a notification"
        async with database.session(EVERY_TENANT) as session:
            await session.execute(
                text(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where query ilike 'listen%' and pid <> pg_backend_pid()"
                )
            )
        await asyncio.wait_for(wake(20), 60)  # the reconnection
        await notify()
        await asyncio.wait_for(wake(20), 60)


async def test_migrating_again_or_at_once_changes_nothing(
    postgres: PostgresProcess, database_url: str
) -> None:
    assert await migrations.migrate(database_url) == ()
    fresh = await postgres.create_database("migrated_twice")
    applied = await asyncio.gather(migrations.migrate(fresh), migrations.migrate(fresh))
    assert sorted(map(bool, applied)) == [False, True], "one made the tables, one waited"
    await postgres.drop_database("migrated_twice")


def test_addresses_and_keys() -> None:
    assert plain_url("postgresql+asyncpg://a@b/c?x=y") == "postgresql://a@b/c?x=y"
    assert plain_url("postgresql://a@b/c") == "postgresql://a@b/c"
    assert lock_key("journal") != lock_key("migrate")
    assert -(2**63) <= lock_key("x") < 2**63
