"""Skills that a lead has moved outlive the floor: the next one reads them from the journal."""

from typing import Any

from tests.floor.conftest import Play, small_settings

from callfloor.events import leads
from callfloor.events.fact import Fact
from callfloor.floor import recovery
from callfloor.floor.engine import Engine
from callfloor.journal.port import Entry
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.kit.ids import new_id

DAY_MS = 24 * 3_600_000
LEAD: dict[str, Any] = {"tenant": "t", "by": "user:7"}


def moved(at_ms: int, agent_id: str, until_ms: int) -> Fact:
    return leads.SkillsMoved(
        at_ms=at_ms, agent_id=agent_id, changes={"sales": 5}, until_ms=until_ms, reason="r", **LEAD
    )


async def test_a_killed_floor_knows_moved_skills_again_and_catches_up_on_their_end(
    database: Database,
) -> None:
    facts = [
        moved(1_000, "ana", 9 * DAY_MS),
        moved(1_000, "bo", 9 * DAY_MS),
        leads.SkillsReturned(at_ms=2_000, agent_id="bo", **LEAD),
    ]
    await PostgresJournal(database).append([Entry(id=new_id(), fact=fact) for fact in facts])
    play = Play(Engine(small_settings()))
    for fact in await recovery.load(database, "t", ["ana", "bo"], 5 * DAY_MS):
        play.engine.replay(fact)
    assert set(play.engine.state.moved) == {"ana"}, "days later, too"
    assert play.engine.state.index.skills_of("ana") == {"sales": 5}
    assert play.engine.next_deadline_ms == 9 * DAY_MS
    play.now_ms = 9 * DAY_MS
    late = play.wait(60_000).facts
    assert [type(one) for one in late] == [leads.SkillsReturned]
    assert play.engine.state.index.skills_of("ana") == {"sales": 3}
