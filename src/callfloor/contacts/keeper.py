"""The work on stored recordings beside the requests: what is over goes, some are read and compared.

One API process of an installation does it at a time. What fails is told and tried again.
"""

import asyncio
from collections.abc import Awaitable, Callable

from callfloor.contacts import integrity, retention
from callfloor.identity.tenants import all_tenants
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database, lock_key
from callfloor.kit.errors import CallfloorError
from callfloor.recording.retention import RetentionRule
from callfloor.recording.store import RecordingStore

FIRST_AFTER_S = 60.0
EVERY_S = 3_600.0
_log = log.get("keeper")


class Keeper:
    """`rules` reads a company's retention as it is set now."""

    def __init__(
        self,
        database: Database,
        store: RecordingStore,
        rules: Callable[[str], Awaitable[tuple[RetentionRule, ...]]],
    ) -> None:
        self._database = database
        self._store = store
        self._rules = rules

    async def run(self) -> None:
        """Until cancelled."""
        await asyncio.sleep(FIRST_AFTER_S)
        while True:
            try:
                await self.round()
            except (CallfloorError, OSError) as error:
                _log.warning("recordings were not seen to", error=str(error))
            await asyncio.sleep(EVERY_S)

    async def round(self) -> None:
        """All companies once; nothing where another process is at it."""
        connection = await self._database.connect()
        try:
            if await connection.fetchval("select pg_try_advisory_lock($1)", lock_key("keeper")):
                for tenant in await all_tenants(self._database):
                    await self._see_to(tenant.tenant_id)
        finally:
            await connection.close()

    async def _see_to(self, tenant: str) -> None:
        try:
            rules = await self._rules(tenant)
            await retention.remove(self._database, tenant, self._store, rules, now_ms())
            await integrity.check(self._database, tenant, self._store, now_ms())
        except (CallfloorError, OSError) as error:
            _log.warning("a company's recordings wait", tenant=tenant, error=str(error))
