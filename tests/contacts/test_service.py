"""The list over a real database: kept by the projection, filtered, searched, paged, by tenant."""

import pytest
from sqlalchemy import text
from tests.api.sample import Story

from callfloor.contacts import projector, service
from callfloor.contacts.filters import Filters, conditions
from callfloor.events.written import ContactBrought
from callfloor.journal.port import Entry
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.errors import InvalidError, NotFoundError

T = 1_774_170_000_000
MINUTE_MS = 60_000


def _stories() -> list[Story]:
    demo, other = Story("demo"), Story("other", seed=2)
    for number in range(7):
        queue_id, agent_id = ("sales", "maria") if number % 2 else ("support", "chen")
        demo.whole(
            T + number * 10 * MINUTE_MS, queue_id, agent_id, 9_000, 60_000,
            contact_id=f"c{number}", caller=f"+3460000000{number}", caller_name="Ana Ruiz",
        )  # fmt: skip
    demo.arrive(T + 90 * MINUTE_MS, "sales", contact_id="gone", caller="+34600000001")
    demo.leave("gone", T + 91 * MINUTE_MS, "sales", "abandoned")
    other.whole(T, "sales", "maria", 9_000, 60_000, contact_id="theirs")
    return [demo, other]


@pytest.fixture
async def filled(database: Database) -> Database:
    journal = PostgresJournal(database)
    for story in _stories():
        await journal.append(story.entries())
    await projector.projection(database).catch_up()
    return database


async def test_a_contact_is_found_by_the_id_of_the_program_that_brought_it(
    database: Database,
) -> None:
    story, journal = Story("demo"), PostgresJournal(database)
    story.arrive(T, "sales", contact_id="w1", caller="ana@example.org")
    brought = ContactBrought(tenant="demo", at_ms=T, contact_id="w1", external_id="shop-20817")
    await journal.append([*story.entries(), Entry(id="b1", fact=brought)])
    await projector.projection(database).catch_up()
    async with database.session("demo") as session:
        assert await service.brought_as(session, "shop-20817") == "w1"
        assert await service.brought_as(session, "shop-2") == ""
        assert await service.brought_as(session, "") == ""
    async with database.session("other") as session:
        assert await service.brought_as(session, "shop-20817") == ""
    assert await _ids(database, Filters(search="20817")) == ["w1"]


async def _ids(database: Database, filters: Filters, tenant: str = "demo") -> list[str]:
    async with database.session(tenant) as session:
        return [row["id"] for row in (await service.listed(session, filters)).rows]


async def test_the_list_is_newest_first_and_of_one_tenant(filled: Database) -> None:
    assert await _ids(filled, Filters()) == ["gone", "c6", "c5", "c4", "c3", "c2", "c1", "c0"]
    assert await _ids(filled, Filters(), "other") == ["theirs"]
    async with filled.session("demo") as session:
        with pytest.raises(NotFoundError):
            await service.one(session, "theirs")


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(queue_id="support"), ["c6", "c4", "c2", "c0"]),
        (Filters(agent_id="maria"), ["c5", "c3", "c1"]),
        (Filters(only_agent_id="maria", queue_id="support"), []),
        (Filters(only_agent_id="-"), []),
        (Filters(outcome="abandoned"), ["gone"]),
        (Filters(from_ms=T + 50 * MINUTE_MS), ["gone", "c6", "c5"]),
        (Filters(to_ms=T + 1), ["c0"]),
        (Filters(search="600 000 003"), ["c3"]),
        (Filters(search="+34 600-000-003"), ["c3"]),
        (Filters(search="000003"), ["c3"]),
        (Filters(search="3"), ["gone", "c6", "c5", "c4", "c3", "c2", "c1", "c0"]),
        (Filters(search="+000003"), []),
        (Filters(search="ana 000003"), ["c3"]),
        (Filters(search="%"), []),
        (Filters(search=" "), ["gone", "c6", "c5", "c4", "c3", "c2", "c1", "c0"]),
        (Filters(search="ANA friday", queue_id="sales"), ["c5", "c3", "c1"]),
        (Filters(search="100%"), []),
        (Filters(search="nobody", agents_named=("maria",)), ["c5", "c3", "c1"]),
        (Filters(has_recording=True), []),
        (Filters(wrap_up_code="solved", to_ms=T + 1), ["c0"]),
    ],
)
async def test_filters_and_search(filled: Database, filters: Filters, ids: list[str]) -> None:
    assert await _ids(filled, filters) == ids


async def test_pages_follow_each_other_without_gap_or_repetition(filled: Database) -> None:
    seen: list[str] = []
    cursor = ""
    async with filled.session("demo") as session:
        while True:
            page = await service.listed(session, Filters(), cursor=cursor, limit=3)
            seen += [row["id"] for row in page.rows]
            assert page.total == 8
            if page.next_cursor is None:
                break
            cursor = page.next_cursor
        assert seen == await _ids(filled, Filters())
        with pytest.raises(InvalidError):
            await service.listed(session, Filters(), cursor="no cursor")


async def test_the_caller_s_earlier_contacts(filled: Database) -> None:
    async with filled.session("demo") as session:
        found = await service.history_of(session, "+34600000001", except_id="gone")
        assert [row["id"] for row in found] == ["c1"]
        assert await service.history_of(session, "") == []


_BIG = 20_000
_FILL = """
insert into contacts (tenant_id, id, channel, direction, caller, caller_name, called, language,
    queue_id, agent_id, queue_ids, agent_ids, arrived_ms, disposition, outcome, wrap_up_code,
    transfers, refused, is_demo, record)
  select tenant, 'b' || n, 'voice', 'in', '+34' || 600000000 + n, '', '1', 'en', 'sales', '', '{}',
    '{}', n, 'queue', 'answered', '', 0, '', false, '{}'
  from generate_series(1, :big) as n, unnest(array['demo', 'other']) as tenant;
"""
_WORDS = """
insert into contacts_words (tenant_id, word, contact_id)
  select tenant_id, word, id from contacts,
    unnest(array[ltrim(caller, '+'), '<' || reverse(ltrim(caller, '+'))]) as word
"""


@pytest.mark.parametrize("sought", ["019999", "+34600019999", "34600019999"])
async def test_pain_15_a_contact_is_found_among_many_by_an_index(
    database: Database, sought: str
) -> None:
    async with database.session(EVERY_TENANT) as session:
        await session.execute(text(_FILL), {"big": _BIG})
        await session.execute(text(_WORDS))
        await session.execute(text("analyze contacts, contacts_words"))
    async with database.session("demo") as session:
        found = await service.listed(session, Filters(search=sought))
        where, values = conditions(Filters(search=sought), T)
        query = f"explain select id from contacts where {where} order by arrived_ms desc limit 50"
        plan = "\n".join(row[0] for row in await session.execute(text(query), values))
    assert [row["id"] for row in found.rows] == ["b19999"]
    assert "Seq Scan" not in plan, plan
    assert "contacts_words_pkey" in plan, plan


async def test_small_batches_a_second_reading_and_a_rebuild_give_the_same(
    filled: Database,
) -> None:
    async def rows() -> list[dict[str, object]]:
        async with filled.session("demo") as session:
            return (await service.listed(session, Filters())).rows

    before = await rows()
    projection = projector.projection(filled)
    await projection.rebuild(projector.clear)
    assert await rows() == []
    slow = type(projection)(projector.NAME, filled, projector.fold, batch_max=3)
    await slow.catch_up()
    assert await rows() == before
    await slow.catch_up()
    assert await rows() == before
