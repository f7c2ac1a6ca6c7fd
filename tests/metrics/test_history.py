"""Calls and agents' time out of another system's log: in the figures while their import counts."""

from sqlalchemy import text
from tests.imports.queue_logs import AT, MORNING, log

from callfloor.contacts import projector
from callfloor.contacts.service import Filters, listed
from callfloor.identity.principal import Principal
from callfloor.imports import service
from callfloor.imports.kinds import KINDS
from callfloor.imports.reading import Place
from callfloor.imports.service import Given, Outcome, bring, renames
from callfloor.journal.projection import Projection
from callfloor.kit.db import Database
from callfloor.metrics import presence
from callfloor.metrics.query import Question, Row, ask
from callfloor.metrics.view import Grain

AT_MS = AT * 1000
PLACE = Place(
    zone="UTC",
    teams={"maria": "north", "wang": "south"},
    queues={"sales": "sales", "support": "support"},
    agents={"maria": "maria", "wang": "wang"},
)


async def brought(database: Database, content: bytes, *, dry: bool = False) -> Outcome:
    given = Given(
        kind=KINDS["queue_log"],
        content=content,
        renamed=renames(["600=sales", "201=wang"]),
        callback_key="5",
    )
    mode = "preview" if dry else "import"
    return await bring(database, "demo", PLACE, given, None, mode=mode)  # type: ignore[arg-type]


async def values(database: Database, grain: Grain, *keys: str) -> dict[tuple[str, str], Row]:
    question = Question(
        tenant="demo", zone="UTC", from_ms=AT_MS, to_ms=AT_MS + 3_600_000, now_ms=AT_MS + 10**9,
        grain=grain, keys=keys,
    )  # fmt: skip
    return {(row.grain_key, row.indicator): row for row in await ask(database, question)}


async def contacts(database: Database) -> list[str]:
    async with database.session("demo") as session:
        found = await listed(session, Filters())
    return [row["outcome"] for row in found.rows]


async def test_a_log_feeds_every_figure_that_it_can_and_the_same_again_changes_nothing(
    database: Database,
) -> None:
    tried = await brought(database, log(*MORNING), dry=True)
    assert (tried.new, tried.import_id, await contacts(database)) == (8, "", [])
    made = await brought(database, log(*MORNING))
    assert (made.new, bool(made.import_id), len(await contacts(database))) == (8, True, 6)
    again = await brought(database, log(*MORNING))
    assert (again.new, again.changed, again.same, again.import_id) == (0, 0, 8, "")
    queue = await values(database, "queue", "service_level", "abandonment_rate", "avg_queue_time")
    assert queue["sales", "service_level"].value == 100 * 1 / 5
    assert queue["sales", "abandonment_rate"].value == 0, "12 seconds are a short one"
    assert queue["support", "abandonment_rate"].value == 50
    team = await values(database, "team", "contacts_per_hour", "occupancy", "avg_talk_time")
    assert team["north", "contacts_per_hour"].numerator == 3
    assert team["north", "contacts_per_hour"].denominator == 1_499_000
    assert team["north", "avg_talk_time"].value == 214 / 3
    assert team["north", "occupancy"].numerator == 214_000 + 3_000 + 5_000 + 10_000 + 4_000
    grains: tuple[Grain, ...] = ("centre", "team")
    for grain in grains:
        untold = await values(
            database, grain, "avg_hold_time", "avg_after_call_work", "avg_handle_time"
        )
        assert {(row.value, row.flags) for row in untold.values() if row.sample_size} == {
            (None, ("no_source",))
        }
    whole = await values(database, "centre", "total_contacts", "transfer_rate")
    assert whole["*", "total_contacts"].value == 6
    assert whole["*", "transfer_rate"].value == 100 * 2 / 3


async def test_a_call_that_goes_on_in_the_next_log_is_corrected_and_taken_back_as_it_was(
    database: Database,
) -> None:
    until = next(at for at, one in enumerate(MORNING) if "|support|NONE|ENTERQUEUE" in one)
    first = await brought(database, log(*MORNING[:until]))
    assert first.wrong_count == 0
    before = await contacts(database)
    second = await brought(database, log(*MORNING))
    assert second.changed == 3, "one call, and two sessions that were cut at the end of the log"
    assert len(await contacts(database)) == 6
    by = Principal(
        tenant="demo", user_id="u", login="ana", name="Ana", roles=(), permissions=frozenset()
    )
    async with database.session("demo") as session:
        made = await service.one(session, "demo", second.import_id)
        await service.take_back(session, by, made)
    assert await contacts(database) == before
    async with database.session("demo") as session:
        made = await service.one(session, "demo", first.import_id)
        await service.take_back(session, by, made)
        spans = await presence.within(session, from_ms=0, to_ms=2**60)
    assert (await contacts(database), spans) == ([], [])
    async with database.session("demo") as session:
        words = await session.execute(text("select count(*) from contacts_words"))
        assert words.scalar_one() == 0


async def test_contacts_made_anew_from_the_journal_leave_what_was_brought_in(
    database: Database,
) -> None:
    await brought(database, log(*MORNING))
    await Projection(projector.NAME, database, projector.fold).rebuild(projector.clear)
    assert len(await contacts(database)) == 6
    async with database.session("demo") as session:
        found = await listed(session, Filters(search="600000001"))
        assert found.total == 1
    async with database.session("other") as session:
        assert (await listed(session, Filters())).total == 0


async def test_one_wrong_line_and_nothing_is_there(database: Database) -> None:
    outcome = await brought(database, log(*MORNING, "1|2"))
    assert (outcome.wrong_count, outcome.import_id) == (1, "")
    assert await contacts(database) == []
    async with database.session("demo") as session:
        rows = await session.execute(text("select count(*) from imports_made"))
        assert rows.scalar_one() == 0


def test_time_that_the_floor_itself_knows_is_not_counted_twice() -> None:
    own = [presence.Span(tenant_id="t", agent_id="m", start_ms=50, end_ms=60, state="ready")]
    brought = [
        ("m", "north", [(0, 55, "ready"), (55, 100, "talking")]),
        ("m", "north", [(90, 120, "not_ready")]),
        ("w", "south", [(0, 10, "ready")]),
    ]
    found = [
        (one.agent_id, one.start_ms, one.end_ms, one.state) for one in presence.beside(own, brought)
    ]
    assert found == [
        ("m", 0, 50, "ready"),
        ("m", 60, 100, "talking"),
        ("m", 100, 120, "not_ready"),
        ("w", 0, 10, "ready"),
    ]
