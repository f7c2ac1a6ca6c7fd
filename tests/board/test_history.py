"""The facts of a board out of the database: fewer where the list of contacts tells what became of them."""

from tests.api.sample import day
from tests.board.random_facts import CENTRE

from callfloor.board.entities import snapshot
from callfloor.board.history import facts_of, folded_position, last_position, records_of
from callfloor.board.state import Board
from callfloor.contacts.projector import projection
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.metrics.days import day_start_ms

NOW_MS = 1_774_170_000_000
ZONE = "Europe/Madrid"


async def _board(database: Database, settled_ms: int) -> tuple[int, Board]:
    board, day_ms = Board("demo", ZONE, CENTRE, NOW_MS), day_start_ms(NOW_MS, ZONE)
    async with database.session(EVERY_TENANT) as session:
        folded = await folded_position(session)
    async with database.session("demo") as session:
        last = await last_position(session)
        facts = await facts_of(
            session, "demo", list(CENTRE.agents), day_ms=day_ms, last=last, settled_ms=settled_ms,
            folded=folded,
        )  # fmt: skip
        over = await records_of(session, "demo", day_ms=day_ms, settled_ms=settled_ms)
    board.build([fact for _, fact in facts], over)
    return len(facts), board


async def test_a_busy_day_is_read_from_the_list_of_contacts_and_stands_the_same(
    database: Database,
) -> None:
    story = day("demo", NOW_MS, hours=2)
    await PostgresJournal(database).append(story.entries())
    whole, wanted = await _board(database, 0)
    behind, same = await _board(database, NOW_MS - 600_000)
    assert (behind, snapshot(same)) == (whole, snapshot(wanted)), "a list that is behind is no list"
    await projection(database).catch_up()
    fewer, again = await _board(database, NOW_MS - 600_000)
    assert fewer < whole / 2
    assert snapshot(again) == snapshot(wanted)
