"""Judging over a database: once each, one after the other, and no end without an action."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, select

from callfloor.alerts import deeds, job, measuring, service
from callfloor.alerts.job import Judge
from callfloor.alerts.measuring import Asked, Key, Measured
from callfloor.alerts.models import Alert, Cursor, Line, Value
from callfloor.centre import schemas
from callfloor.centre.loaded import CentreSettings
from callfloor.identity.permissions import GRANTED
from callfloor.identity.principal import Principal
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.kit.errors import ConflictError, InvalidError

ZONE = "Europe/Madrid"
LEAD = Principal(
    tenant="demo", user_id="u1", login="lead", name="Laura", roles=("supervisor",),
    permissions=GRANTED["supervisor"],
)  # fmt: skip
Course = dict[int, float]
"""Start of a bucket → the percentage of transfers in it."""


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)


def centre(*queues: str) -> CentreSettings:
    items: dict[str, Any] = {
        "queues": {key: schemas.Queue.model_validate({"name": key.title()}) for key in queues}
    }
    return CentreSettings(
        tenant="demo", name="Demo", zone=ZONE, country="ES", language="es", is_demo=False, version=1,
        items=items,
    )  # fmt: skip


def measured(share: float, indicator: str, grain: str, scope_id: str) -> Measured:
    variant = "segment" if grain != "centre" or indicator != "transfer_rate" else "contact"
    if indicator == "service_level":
        variant = "offered"
    return Measured(
        Key(indicator, grain, scope_id), variant, share, round(share * 100), 10_000, 10_000
    )


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the reports answer, in place of contacts: `day` and `half_hour` courses of one queue."""
    said: dict[str, Any] = {"day": {}, "half_hour": {}, "open": set(), "asked": 0}
    names = {"day": "transfer_rate", "half_hour": "service_level"}

    async def asked(
        _database: Database, _centre: CentreSettings, _keys: Sequence[str], _grains: Sequence[str],
        step: str, from_ms: int, to_ms: int, _now_ms: int,
    ) -> Asked:  # fmt: skip
        said["asked"] += 1
        course: Course = said.get(step, {})
        found = {
            start_ms: [measured(share, names[step], "queue", "sales")]
            for start_ms, share in course.items()
            if from_ms <= start_ms < to_ms
        }
        return Asked(from_ms, to_ms, found, frozenset(said["open"]))

    monkeypatch.setattr(measuring, "asked", asked)
    return said


def judge(database: Database, load: Callable[[], CentreSettings]) -> Judge:
    async def loaded(_tenant: str) -> CentreSettings:
        return load()

    async def behind() -> int:
        return 0

    return Judge(database, loaded, behind)


async def _begin(database: Database, from_ms: int) -> None:
    async with database.session("demo") as session:
        await job.begin(session, "demo", from_ms, from_ms)


async def _alerts(database: Database) -> list[Alert]:
    async with database.session("demo") as session:
        return list((await session.execute(select(Alert).order_by(Alert.id))).scalars())


async def _kinds(database: Database) -> list[str]:
    async with database.session("demo") as session:
        return list(
            (await session.execute(select(Line.kind).order_by(Line.at_ms, Line.id))).scalars()
        )


async def test_an_alert_opens_once_recovers_and_closes_with_an_action(
    database: Database, reports: dict[str, Any]
) -> None:
    monday, zone_day = at("2026-11-02"), 86_400_000
    reports["day"] = {monday + n * zone_day: share for n, share in enumerate((1, 5, 6, 1, 1.5))}
    await _begin(database, monday)
    one = judge(database, lambda: centre("sales"))
    await one.catch_up("demo", monday + 3 * zone_day + 3_600_000)
    (alert,) = await _alerts(database)
    assert (alert.indicator, alert.scope_id, alert.scope_name) == (
        "transfer_rate",
        "sales",
        "Sales",
    )
    assert (alert.value, alert.high, alert.basis, alert.cadence) == (5, 2, "target", "day")
    assert (alert.owner_role, alert.start_ms) == ("supervisor", monday + zone_day)
    assert alert.evidence, "the diagnosis is filled in"
    async with database.session("demo") as session:
        with pytest.raises(ConflictError) as refused:
            await deeds.close_by_hand(session, LEAD, alert.id)
    assert refused.value.code == "no_action"
    await one.catch_up("demo", monday + 5 * zone_day + 3_600_000)
    (alert,) = await _alerts(database)
    assert alert.well_since_ms == monday + 4 * zone_day
    assert alert.closed_at_ms is None, "its figures are good, and nobody has told what was done"
    async with database.session("demo") as session:
        with pytest.raises(InvalidError):
            await deeds.act(session, LEAD, alert.id, "  ")
        await deeds.act(
            session, LEAD, alert.id, "Menu option 3 leads to support now", "information"
        )
    (alert,) = await _alerts(database)
    assert (alert.close_reason, alert.owner_name) == ("figures", "Laura")
    assert await _kinds(database) == ["recovered", "acted", "closed"]
    facts = [one.fact for one in await PostgresJournal(database).read(after=0, limit=20)]
    told = [type(fact).__name__ for fact in facts]
    assert told == ["AlertOpened", "AlertNoted", "AlertNoted", "AlertClosed"]


@pytest.mark.thorough
async def test_judging_again_and_after_a_rest_gives_the_same(
    database: Database, reports: dict[str, Any]
) -> None:
    """As after a kill, or a week without power: what one long run gives, many short ones give too."""
    start, half = at("2026-11-02"), 1_800_000
    reports["half_hour"] = {start + n * half: 50.0 if n % 7 in (2, 3) else 90.0 for n in range(400)}
    reports["day"] = {start + n * 86_400_000: float(n % 4) for n in range(9)}
    await _begin(database, start)
    end = start + 9 * 86_400_000
    for moment in range(start, end, 41 * half):
        again = judge(database, lambda: centre("sales"))
        await again.catch_up("demo", moment)
        await again.catch_up("demo", moment)
    await judge(database, lambda: centre("sales")).catch_up("demo", end + 3_600_000)
    short = [(one.indicator, one.start_ms, one.well_since_ms) for one in await _alerts(database)]
    async with database.session("demo") as session:
        count = (await session.execute(select(func.count()).select_from(Value))).scalar_one()
        for table in (Value, Alert, Cursor):
            await session.execute(delete(table))
    await _begin(database, start)
    reports["asked"] = 0
    await judge(database, lambda: centre("sales")).catch_up("demo", end + 3_600_000)
    # Two of them are for the diagnosis of what opened.
    assert reports["asked"] <= 8, "a past is asked for at once, not by the period"
    assert [
        (one.indicator, one.start_ms, one.well_since_ms) for one in await _alerts(database)
    ] == short
    async with database.session("demo") as session:
        assert (
            await session.execute(select(func.count()).select_from(Value))
        ).scalar_one() == count
    assert [name for name, _, _ in short] == ["service_level", "transfer_rate"]


async def test_a_week_takes_the_alert_of_a_day_over_and_the_sum_is_no_mean(
    database: Database, reports: dict[str, Any]
) -> None:
    monday, day = at("2026-11-02"), 86_400_000
    reports["day"] = {monday + n * day: 4.0 for n in range(7)}
    await _begin(database, monday)
    await judge(database, lambda: centre("sales")).catch_up("demo", monday + 7 * day + 3_600_000)
    (alert,) = await _alerts(database)
    assert (alert.cadence, alert.start_ms, alert.end_ms) == ("week", monday, monday + 7 * day)
    assert (alert.value, alert.denominator) == (4.0, 70_000)
    assert await _kinds(database) == ["lengthened"]


async def test_what_is_open_still_is_waited_for_and_then_judged_as_it_is(
    database: Database, reports: dict[str, Any]
) -> None:
    start, half = at("2026-11-02T09:00"), 1_800_000
    reports["half_hour"] = {start + n * half: 50.0 for n in range(4)}
    reports["open"] = {start + 2 * half}
    await _begin(database, at("2026-11-02"))
    one = judge(database, lambda: centre("sales"))
    await one.catch_up("demo", start + 4 * half + 600_000)
    async with database.session("demo") as session:
        cursor = await session.get(Cursor, "demo")
        assert cursor is not None
        assert cursor.half_hours_ms == start + 2 * half
    await one.catch_up("demo", start + 4 * half + job.PATIENCE_MS)
    async with database.session("demo") as session:
        cursor = await session.get(Cursor, "demo")
        assert cursor is not None
        assert cursor.half_hours_ms >= start + 4 * half


async def test_a_first_time_on_an_old_centre_keeps_values_and_opens_nothing_old(
    database: Database, reports: dict[str, Any]
) -> None:
    monday, day = at("2026-11-02"), 86_400_000
    reports["day"] = {monday + n * day: 9.0 for n in range(3)}
    async with database.session("demo") as session:
        await job.begin(session, "demo", monday, monday + 10 * day)
    await judge(database, lambda: centre("sales")).catch_up("demo", monday + 4 * day)
    assert await _alerts(database) == []
    async with database.session("demo") as session:
        bad = select(func.count()).where(Value.verdict == "bad")
        assert (await session.execute(bad)).scalar_one() == 3


async def test_what_was_removed_from_the_settings_leaves_no_alert_open(
    database: Database, reports: dict[str, Any]
) -> None:
    monday, day = at("2026-11-02"), 86_400_000
    reports["day"] = {monday: 9.0}
    await _begin(database, monday)
    await judge(database, lambda: centre("sales")).catch_up("demo", monday + day + 3_600_000)
    assert [one.closed_at_ms for one in await _alerts(database)] == [None]
    await judge(database, lambda: centre("other")).catch_up("demo", monday + 2 * day + 3_600_000)
    assert [one.close_reason for one in await _alerts(database)] == ["removed"]


async def test_a_closed_one_is_opened_again_and_needs_an_action_anew(
    database: Database, reports: dict[str, Any]
) -> None:
    monday, day = at("2026-11-02"), 86_400_000
    reports["day"] = {monday: 9.0, monday + day: 1.0}
    await _begin(database, monday)
    await judge(database, lambda: centre("sales")).catch_up("demo", monday + 2 * day + 3_600_000)
    (alert,) = await _alerts(database)
    async with database.session("demo") as session:
        await deeds.act(session, LEAD, alert.id, "Trained two people")
        await deeds.reopen(session, LEAD, alert.id, "It came from somewhere else")
        with pytest.raises(ConflictError):
            await deeds.close_by_hand(session, LEAD, alert.id)
        await deeds.act(session, LEAD, alert.id, "Changed the menu")
    (alert,) = await _alerts(database)
    assert alert.closed_at_ms is not None
    async with database.session("other") as session:
        assert list(await service.open_alerts(session, "other")) == []
