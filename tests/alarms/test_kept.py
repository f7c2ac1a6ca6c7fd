"""Alarms kept: one at a time of a rule and scope, whatever begins anew."""

from typing import Any

from callfloor.alarms import service
from callfloor.alarms.figures import Reading
from callfloor.alarms.watch import Raise
from callfloor.alarms.watcher import Watcher
from callfloor.board.state import Board
from callfloor.centre.alarms import Alarm
from callfloor.centre.loaded import CentreSettings
from callfloor.events.alarms import AlarmEnded, AlarmRaised
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database

KEY = ("a", "")


def rule(**given: Any) -> Alarm:
    return Alarm.model_validate({"name": "A", "figure": "waiting", "limit": 3, **given})


def centre(items: dict[str, Any] | None = None, version: int = 1) -> CentreSettings:
    return CentreSettings(
        tenant="demo", name="Demo", zone="Europe/Madrid", country="ES", language="es",
        is_demo=False, version=version, items=items or {},
    )  # fmt: skip


async def _raise(database: Database, alarm: Alarm) -> str | None:
    async with database.session("demo") as session:
        return await service.raise_alarm(session, "demo", Raise(KEY, alarm, Reading(5)), now_ms())


async def test_of_one_rule_and_scope_one_alarm_is_open(database: Database) -> None:
    first = await _raise(database, rule())
    assert first
    assert await _raise(database, rule()) is None
    async with database.session("demo") as session:
        assert await service.end_alarm(session, "demo", KEY, "limit", now_ms()) == first
        assert await service.end_alarm(session, "demo", KEY, "limit", now_ms()) is None
    second = await _raise(database, rule())
    assert second not in (None, first)
    facts = [one.fact for one in await PostgresJournal(database).read(after=0, limit=10)]
    assert [type(fact) for fact in facts] == [AlarmRaised, AlarmEnded, AlarmRaised]


async def test_a_watcher_that_begins_anew_raises_nothing_twice(database: Database) -> None:
    """As after a kill: what is open is known again, and ends when its figure is well."""
    settings = centre({"alarms": {"a": rule(figure="telephony", limit=0, ends_after_ms=0)}})
    is_up = False
    board = Board("demo", "Europe/Madrid", settings.acd, now_ms())

    async def load(_tenant: str) -> CentreSettings:
        return settings

    def watcher() -> Watcher:
        return Watcher(database, lambda: {"demo": board}, load, lambda: is_up)

    for _ in range(3):
        await watcher().look("demo", board, now_ms())
    async with database.session("demo") as session:
        assert len(await service.open_alarms(session, "demo")) == 1
    is_up = True
    await watcher().look("demo", board, now_ms())
    async with database.session("demo") as session:
        rows = await service.page(session, "demo")
    assert [row.end_reason for row in rows] == ["limit"]
