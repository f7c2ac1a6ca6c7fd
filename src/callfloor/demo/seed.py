"""The first start: the demo centre with its people, and a past for its pages to show."""

import asyncio
from collections.abc import Awaitable, Callable

from callfloor.centre import demo, schemas, service
from callfloor.demo.history import make_history
from callfloor.floor.settings import TenantSettings
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.settings import Settings

_log = log.get("demo")
BATCH = 2_000
LoadSettings = Callable[[str | None], Awaitable[list[TenantSettings]]]


async def seed(
    settings: Settings, database: Database, journal: PostgresJournal, load: LoadSettings
) -> None:
    """Make the demo, on an installation that has no tenant yet."""
    await demo.seed_demo(database, settings.secrets_folder)
    if settings.demo_weeks == 0:
        return
    (tenant,) = await load(demo.TENANT)
    codes = await _codes_by_queue(database)
    _log.info("making the demo's past", weeks=settings.demo_weeks)
    entries = await asyncio.to_thread(make_history, tenant, codes, now_ms(), settings.demo_weeks)
    for start in range(0, len(entries), BATCH):
        await journal.append(entries[start : start + BATCH])
    _log.info("the demo's past is made", facts=len(entries))


async def _codes_by_queue(database: Database) -> dict[str, list[str]]:
    async with database.session(demo.TENANT) as session:
        centre = await service.load(session, demo.TENANT)
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
