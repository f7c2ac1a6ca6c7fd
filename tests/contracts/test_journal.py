"""One suite for every journal: memory and PostgreSQL keep the same promises."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from callfloor.events.agents import AgentStateChanged
from callfloor.events.contacts import ContactArrived, ContactEnded
from callfloor.events.installation import FloorStarted
from callfloor.journal.memory import MemoryJournal
from callfloor.journal.port import Entry, Journal, Recorded
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.kit.ids import new_id


@pytest.fixture(params=["memory", "postgres"])
def journal(request: pytest.FixtureRequest, database: Database) -> Journal:
    return MemoryJournal() if request.param == "memory" else PostgresJournal(database)


def arrived(number: int, tenant: str = "a") -> Entry:
    fact = ContactArrived(
        tenant=tenant,
        at_ms=1000 + number,
        contact_id=f"c{number}",
        channel="voice",
        direction="in",
        line=f"line{number}",
        caller="+34600000000",
        called="1000",
    )
    return Entry(id=new_id(), fact=fact)


def facts(recorded: Sequence[Recorded]) -> list[object]:
    return [item.fact for item in recorded]


async def test_what_was_appended_is_read_in_order(journal: Journal) -> None:
    entries = [
        arrived(1),
        Entry(id=new_id(), fact=FloorStarted(tenant="*", at_ms=5, epoch=1)),
        Entry(
            id=new_id(), fact=AgentStateChanged(tenant="a", at_ms=6, agent_id="m", state="ready")
        ),
    ]
    await journal.append(entries)
    read = await journal.read()
    assert facts(read) == [entry.fact for entry in entries]
    assert [item.id for item in read] == [entry.id for entry in entries]
    positions = [item.position for item in read]
    assert positions == sorted(set(positions))
    assert await journal.last_position() == positions[-1]


async def test_an_empty_journal_has_no_last_position(journal: Journal) -> None:
    assert await journal.last_position() == 0
    assert await journal.read() == []
    await journal.append([])
    assert await journal.read() == []


async def test_the_same_id_twice_is_one_fact(journal: Journal) -> None:
    entry, other = arrived(1), arrived(2)
    await journal.append([entry])
    await journal.append([entry, other, other])
    assert facts(await journal.read()) == [entry.fact, other.fact]


async def test_reading_goes_on_behind_a_position(journal: Journal) -> None:
    entries = [arrived(number) for number in range(10)]
    await journal.append(entries)
    first = await journal.read(limit=4)
    rest = await journal.read(after=first[-1].position)
    assert facts(first) + facts(rest) == [entry.fact for entry in entries]


async def test_reading_of_one_tenant_leaves_the_others_out(journal: Journal) -> None:
    entries = [arrived(number, tenant="ab"[number % 2]) for number in range(6)]
    await journal.append(entries)
    read = await journal.read(tenant="b", limit=2)
    assert facts(read) == [entries[1].fact, entries[3].fact]
    assert facts(await journal.read(tenant="nobody")) == []


async def test_a_name_with_control_characters_stops_nothing(journal: Journal) -> None:
    odd = ContactArrived(
        tenant="a",
        at_ms=1,
        contact_id="c",
        channel="voice",
        direction="in",
        line="l",
        caller="x",
        caller_name="A\0B \ud800 literal \\u0000 王",
        called="1",
    )
    await journal.append([Entry(id=new_id(), fact=odd), arrived(2)])
    read = await journal.read()
    assert isinstance(read[0].fact, ContactArrived)
    assert read[0].fact.caller_name == "AB ? literal \\u0000 王"
    assert len(read) == 2


async def follow(journal: Journal, count: int, tenant: str | None = None) -> list[Recorded]:
    seen: list[Recorded] = []
    async for batch in journal.follow(after=0, tenant=tenant):
        seen.extend(batch)
        if len(seen) >= count:
            break
    return seen


async def test_a_reader_sees_no_gap_under_concurrent_appends(journal: Journal) -> None:
    """A position seen late, behind a greater one, would be missing from what is followed."""
    writers, batches = 8, 12

    async def writer(number: int) -> list[Entry]:
        mine = [arrived(number * 1000 + place) for place in range(batches * 3)]
        for place in range(batches):
            await journal.append(mine[place * 3 : place * 3 + 3])
        return mine

    following = asyncio.create_task(follow(journal, writers * batches * 3))
    written = await asyncio.gather(*(writer(number) for number in range(writers)))
    seen = await asyncio.wait_for(following, 60)
    positions = [item.position for item in seen]
    assert positions == sorted(set(positions))
    assert facts(seen) == facts(await journal.read(limit=10_000))
    for mine in written:
        ids = {entry.id for entry in mine}
        assert [item.id for item in seen if item.id in ids] == [entry.id for entry in mine]


async def test_a_follower_hears_of_its_tenant_only(journal: Journal) -> None:
    following = asyncio.create_task(follow(journal, 2, tenant="b"))
    for number in range(4):
        await journal.append([arrived(number, tenant="ab"[number % 2])])
    seen = await asyncio.wait_for(following, 60)
    assert {item.fact.tenant for item in seen} == {"b"}


async def test_an_ended_follower_leaves_nothing_behind(journal: Journal) -> None:
    stream: AsyncIterator[list[Recorded]] = journal.follow(after=0)
    waiting = asyncio.ensure_future(anext(stream))
    await journal.append([Entry(id=new_id(), fact=_ended())])
    assert len(await asyncio.wait_for(waiting, 60)) == 1
    await stream.aclose()  # type: ignore[attr-defined]  # the port promises an iterator only
    assert not [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


def _ended() -> ContactEnded:
    return ContactEnded(
        tenant="a", at_ms=1, contact_id="c", disposition="queue", ended_by="customer"
    )
