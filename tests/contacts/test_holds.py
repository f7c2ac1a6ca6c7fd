"""Retention and legal hold over a real database and a real store: what goes, and what never does."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.api.sample import Story
from tests.effort import cases

from callfloor.contacts import holds, projector, retention, service
from callfloor.contacts.filters import Filters
from callfloor.contacts.holds import Hold
from callfloor.events import contacts, keeping
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.kit.errors import ConflictError, InvalidError, NotFoundError, UnavailableError
from callfloor.recording.keys import Keys
from callfloor.recording.retention import DAY_MS, RetentionRule
from callfloor.recording.store import RecordingStore

T = 1_774_170_000_000
SOUND = b"RIFF" + bytes(2_000)
RULES = (
    RetentionRule(rule_id="short", queues=("sales",), days=10),
    RetentionRule(rule_id="rest", days=30),
)
COUNT = 6


class Shelf:
    """Six stored recordings a day apart: even ones of support, odd ones of sales."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.journal = PostgresJournal(database)
        self.store = RecordingStore(folder / "sealed", Keys(folder / "keys"))

    async def fill(self, tenant: str = "demo") -> None:
        story = Story(tenant)
        for number in range(COUNT):
            queue_id, agent_id = ("sales", "maria") if number % 2 else ("support", "chen")
            at_ms = T + number * DAY_MS
            story.whole(at_ms, queue_id, agent_id, 9_000, 60_000, contact_id=f"c{number}")
            story.add(contacts.RecordingStarted, at_ms, contact_id=f"c{number}",
                      recording_id=f"r{number}")  # fmt: skip
            story.add(contacts.RecordingStored, at_ms + 200_000, contact_id=f"c{number}",
                      recording_id=f"r{number}", duration_ms=60_000 + number,
                      size_bytes=len(SOUND), sha256="")  # fmt: skip
            self.store.seal(tenant, f"r{number}", len(SOUND), [SOUND])
        await self.journal.append(story.entries())
        await self.project()

    async def project(self) -> None:
        await projector.projection(self.database).catch_up()

    async def hold(self, tenant: str = "demo", now_ms: int = T, **given: Any) -> Hold:
        async with self.database.session(tenant) as session:
            return await holds.place(session, tenant, None, now_ms, **given)

    async def release(self, hold_id: str, now_ms: int = T) -> Hold:
        async with self.database.session("demo") as session:
            return await holds.release(session, "demo", None, now_ms, hold_id, reason="closed")

    async def remove(self, now_ms: int, tenant: str = "demo") -> int:
        return await retention.remove(self.database, tenant, self.store, RULES, now_ms)

    async def preview(self, now_ms: int) -> retention.Preview:
        async with self.database.session("demo") as session:
            return await retention.preview(session, RULES, now_ms)

    def there(self, tenant: str = "demo") -> set[str]:
        return {f"r{n}" for n in range(COUNT) if self.store.has(tenant, f"r{n}")}

    async def told_removed(self) -> list[str]:
        facts = [one.fact for one in await self.journal.read(limit=10_000, tenant="demo")]
        return [one.recording_id for one in facts if isinstance(one, keeping.RecordingRemoved)]


@pytest.fixture
async def shelf(database: Database, tmp_path: Path) -> Shelf:
    found = Shelf(database, tmp_path)
    await found.fill()
    await found.fill("other")
    return found


async def test_what_is_over_goes_and_is_told_with_its_rule(shelf: Shelf) -> None:
    now_ms = T + 14 * DAY_MS
    told = await shelf.preview(now_ms)
    assert told.by_rule == {"short": 2}
    assert [one.stored.recording_id for one in told.items] == ["r1", "r3"]
    assert shelf.there() == {f"r{n}" for n in range(COUNT)}, "a dry run removes nothing"
    assert await shelf.remove(now_ms) == 2
    assert shelf.there() == {"r0", "r2", "r4", "r5"}
    assert shelf.there("other") == {f"r{n}" for n in range(COUNT)}, "another company's own"
    await shelf.project()
    async with shelf.database.session("demo") as session:
        row, record = await service.one(session, "c1")
    assert (row["recording_state"], row["recording_id"]) == ("removed", None)
    assert record.recordings[0].removed_by_rule == "short"
    assert await shelf.told_removed() == ["r1", "r3"]
    assert await shelf.remove(now_ms) == 0, "done once"


async def test_a_hold_by_contact_and_by_search_keeps_until_it_is_taken_off(shelf: Shelf) -> None:
    now_ms = T + 50 * DAY_MS
    case = await shelf.hold(contact_ids=("c1", "c2"), reason="Case 17")
    sales = await shelf.hold(search=Filters(queue_id="sales"), reason="Audit of sales")
    assert (case.contacts, sales.contacts) == (2, 3)
    assert (await shelf.preview(now_ms)).held == 4
    assert await shelf.remove(now_ms) == 2
    assert shelf.there() == {"r1", "r2", "r3", "r5"}
    await shelf.release(sales.id)
    with pytest.raises(ConflictError):
        await shelf.release(sales.id)
    assert await shelf.remove(now_ms) == 2
    assert shelf.there() == {"r1", "r2"}, "c1 is still held by the other one"
    async with shelf.database.session("demo") as session:
        listed = await holds.listed(session, contact_id="c1")
    assert {(one.reason, one.release_reason) for one in listed} == {
        ("Case 17", ""), ("Audit of sales", "closed"),
    }  # fmt: skip


async def test_a_hold_ends_by_itself_on_its_day(shelf: Shelf) -> None:
    await shelf.hold(contact_ids=("c0",), reason="Case 17", until_ms=T + 60 * DAY_MS)
    await shelf.remove(T + 59 * DAY_MS)
    assert shelf.there() == {"r0"}
    await shelf.remove(T + 60 * DAY_MS)
    assert shelf.there() == set()


async def test_what_cannot_be_held_is_said(shelf: Shelf) -> None:
    for wrong, error in (
        ({"contact_ids": ("c1",), "reason": " "}, InvalidError),
        ({"contact_ids": (), "reason": "Case"}, InvalidError),
        ({"contact_ids": ("c1",), "reason": "Case", "until_ms": T}, InvalidError),
        ({"contact_ids": ("c1", "nobody"), "reason": "Case"}, NotFoundError),
        ({"search": Filters(queue_id="none"), "reason": "Case"}, ConflictError),
    ):
        with pytest.raises(error):
            await shelf.hold(**wrong)
    async with shelf.database.session("other") as session:
        assert await holds.listed(session) == []


async def test_a_round_that_died_is_told_by_the_next(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the sound went and before it was told."""
    real = retention._tell

    async def dies(*_: object) -> None:
        raise UnavailableError("the database died")

    monkeypatch.setattr(retention, "_tell", dies)
    with pytest.raises(UnavailableError):
        await shelf.remove(T + 14 * DAY_MS)
    assert shelf.there() == {"r0", "r2", "r3", "r4", "r5"}
    assert await shelf.told_removed() == []
    monkeypatch.setattr(retention, "_tell", real)
    await shelf.hold(contact_ids=("c3",), reason="Case 17")
    await shelf.remove(T + 14 * DAY_MS)
    assert await shelf.told_removed() == ["r1"]
    assert "r3" in shelf.there()


async def test_while_the_storage_is_away_all_stays_and_a_hold_still_counts(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise UnavailableError("the storage is away")

    with monkeypatch.context() as patch:
        patch.setattr(shelf.store, "delete", away)
        with pytest.raises(UnavailableError):
            await shelf.remove(T + 14 * DAY_MS)
    assert shelf.there() == {f"r{n}" for n in range(COUNT)}
    await shelf.hold(contact_ids=("c1",), reason="Case 17")
    assert await shelf.remove(T + 14 * DAY_MS) == 1
    assert await shelf.told_removed() == ["r3"]
    assert "r1" in shelf.there()


async def test_the_list_finds_what_is_held_removed_paused_and_long(shelf: Shelf) -> None:
    await shelf.hold(contact_ids=("c2", "c4"), reason="Case 17", now_ms=T)
    await shelf.remove(T + 14 * DAY_MS)
    await shelf.project()

    async def found(**given: Any) -> list[str]:
        async with shelf.database.session("demo") as session:
            return [one["id"] for one in (await service.listed(session, Filters(**given))).rows]

    assert await found(is_held=True) == ["c4", "c2"]
    assert await found(is_held=False) == ["c5", "c3", "c1", "c0"]
    assert await found(recording="removed") == ["c3", "c1"]
    assert await found(recording="stored", recording_min_ms=60_003) == ["c5", "c4"]
    assert await found(recording_max_ms=60_001) == ["c1", "c0"]
    assert await found(was_paused=True) == []


_steps = st.lists(
    st.one_of(
        st.tuples(st.just("hold"), st.integers(0, COUNT - 1), st.none() | st.integers(1, 40)),
        st.tuples(st.just("release"), st.integers(0, 3), st.none()),
        st.tuples(st.just("pass"), st.integers(1, 25), st.none()),
        st.tuples(st.just("remove"), st.just(0), st.none()),
    ),
    min_size=3,
    max_size=14,
)


@settings(
    max_examples=cases(15, quick=4),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=_steps)
def test_nothing_under_hold_is_ever_removed(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
) -> None:
    """Holds, releases, days and rounds in any order, two rounds of removal at once."""

    async def play() -> None:
        database = Database(database_url)
        shelf = Shelf(database, tmp_path_factory.mktemp("shelf"))
        await _wipe(database)
        await shelf.fill()
        now_ms, placed = T, list[Hold]()
        for kind, number, days in steps:
            if kind == "pass":
                now_ms += number * DAY_MS
            elif kind == "hold":
                until_ms = None if days is None else now_ms + days * DAY_MS
                placed.append(
                    await shelf.hold(
                        now_ms=now_ms, contact_ids=(f"c{number}",), reason="x", until_ms=until_ms
                    )
                )
            elif kind == "release" and number < len(placed):
                if placed[number].released_ms is None:
                    placed[number] = await shelf.release(placed[number].id, now_ms)
            elif kind == "remove":
                before, held = shelf.there(), await _held(database, now_ms)
                await asyncio.gather(shelf.remove(now_ms), shelf.remove(now_ms))
                assert held & before <= shelf.there()
                due = {f"r{n}" for n in range(COUNT) if now_ms >= T + (n + _days(n)) * DAY_MS}
                assert before - shelf.there() == (due & before) - held
        assert sorted(await shelf.told_removed()) == sorted(
            {f"r{n}" for n in range(COUNT)} - shelf.there()
        )
        await database.close()

    asyncio.run(play())


def _days(number: int) -> int:
    return 10 if number % 2 else 30


async def _held(database: Database, now_ms: int) -> set[str]:
    """By the holds themselves, without the code that is tested."""
    async with database.session("demo") as session:
        listed = await holds.listed(session)
        rows = list(await session.execute(text("select contact_id, hold_id from contacts_held")))
    alive = {one.id for one in listed if one.is_in_force(now_ms)}
    return {contact_id.replace("c", "r") for contact_id, hold_id in rows if hold_id in alive}


async def _wipe(database: Database) -> None:
    async with database.session("*") as session:
        for table in ("contacts_holds", "contacts_held", "contacts_removals"):
            await session.execute(text(f"delete from {table}"))
        await session.execute(text("alter table journal_facts disable trigger user"))
        await session.execute(text("delete from journal_facts"))
        await session.execute(text("alter table journal_facts enable trigger user"))
        await projector.clear(session)
