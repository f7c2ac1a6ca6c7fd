"""The first start: the demo centre with its people, and a past for its pages to show."""

import asyncio
from collections.abc import Awaitable, Callable

from callfloor.alerts.job import begin
from callfloor.alerts.periods import period_at
from callfloor.bulletins.service import write
from callfloor.centre import demo, schemas, service
from callfloor.centre.loaded import CentreSettings
from callfloor.demo.history import make_history, scene_of, span
from callfloor.demo.outside import Outside, bring_in
from callfloor.floor.settings import TenantSettings
from callfloor.identity.permissions import GRANTED
from callfloor.identity.principal import Principal
from callfloor.identity.service import find_user
from callfloor.journal.port import Entry
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.settings import Settings

_log = log.get("demo")
BATCH = 2_000
BULLETIN_MS = 60 * 86_400_000
LoadSettings = Callable[[str | None], Awaitable[list[TenantSettings]]]


async def seed(
    settings: Settings, database: Database, journal: PostgresJournal, load: LoadSettings
) -> None:
    """Make the demo, on an installation that has no tenant yet."""
    await demo.seed_demo(database, settings.secrets_folder)
    (tenant,) = await load(demo.TENANT)
    await _write_bulletin(database, tenant)
    if settings.demo_weeks == 0:
        return
    codes = await _codes_by_queue(database)
    _log.info("making the demo's past", weeks=settings.demo_weeks)
    at_ms, weeks = now_ms(), settings.demo_weeks
    entries = await asyncio.to_thread(make_history, tenant, codes, at_ms, weeks)
    await _judge_from_the_start(database, tenant.zone, entries)
    for start in range(0, len(entries), BATCH):
        await journal.append(entries[start : start + BATCH])
    outside = Outside(
        [entry.fact for entry in entries],
        scene_of(tenant, codes),
        {agent_id: agent.team_id for agent_id, agent in tenant.centre.agents.items()},
        *span(tenant.zone, at_ms, weeks),
    )
    await bring_in(database, await _centre(database), await asyncio.to_thread(outside.files))
    _log.info("the demo's past is made", facts=len(entries))


async def _judge_from_the_start(database: Database, zone: str, entries: list[Entry]) -> None:
    """All of the past is judged, by the clerk once it is up, and its alerts stand open as they would."""
    first = period_at("day", entries[0].fact.at_ms, zone)
    async with database.session(demo.TENANT) as session:
        await begin(session, demo.TENANT, first.start_ms, first.start_ms)


async def _write_bulletin(database: Database, tenant: TenantSettings) -> None:
    """A word of the lead to everybody, which each agent finds on the first visit of the desk."""
    async with database.session(demo.TENANT) as session:
        lead = await find_user(session, demo.TENANT, "supervisor")
        assert lead is not None
        await write(
            session,
            Principal(
                tenant=demo.TENANT,
                user_id=lead.id,
                login=lead.login,
                name=lead.name,
                roles=("supervisor",),
                permissions=GRANTED["supervisor"],
            ),
            tenant.centre.agents,
            to="all",
            to_id="",
            title="Returns are free of charge",
            text="Whoever sends something back within 30 days pays nothing for it. Please say so "
            "before you are asked.",
            must_confirm=True,
            until_ms=now_ms() + BULLETIN_MS,
        )


async def _centre(database: Database) -> CentreSettings:
    async with database.session(demo.TENANT) as session:
        return await service.load(session, demo.TENANT)


async def _codes_by_queue(database: Database) -> dict[str, list[str]]:
    centre = await _centre(database)
    codes = centre.of(schemas.WrapUpCode)
    headings = {one.parent for one in codes.values()}
    return {
        queue: [
            code
            for code, one in codes.items()
            if code not in headings and (not one.queues or queue in one.queues)
        ]
        for queue in centre.of(schemas.Queue)
    }
