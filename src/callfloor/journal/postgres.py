"""The journal in PostgreSQL, table `journal_facts`.

Writers take one advisory lock for the length of their transaction, so that positions become visible
in their order: a reader that has seen position n never later finds a smaller one. Rows are immutable
by a trigger. Each append notifies the channel `callfloor_journal`.
"""

from collections.abc import AsyncIterator, Sequence

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.journal import upcast
from callfloor.journal.port import Entry, Recorded
from callfloor.kit import log
from callfloor.kit.db import EVERY_TENANT, Database, lock_key
from callfloor.kit.errors import UnavailableError

CHANNEL = "callfloor_journal"
_POLL_S = 1.0
_logger = log.get("journal")

_LOCK = text("select pg_advisory_xact_lock(:key)")
_INSERT = text(
    "with written as (insert into journal_facts"
    " (id, tenant_id, at_ms, type, version, contact_id, agent_id, data)"
    " select id, tenant_id, at_ms, type, version, contact_id, agent_id, data::jsonb"
    " from unnest(cast(:ids as text[]), cast(:tenants as text[]), cast(:ats as bigint[]),"
    " cast(:types as text[]), cast(:versions as smallint[]), cast(:contacts as text[]),"
    " cast(:agents as text[]), cast(:bodies as text[])) with ordinality"
    " as given (id, tenant_id, at_ms, type, version, contact_id, agent_id, data, place)"
    " order by place on conflict (id) do nothing)"
    " select pg_notify(:channel, '')"
)
_SELECT = "select position, id, type, version, data::text as body from journal_facts"
_READ = text(f"{_SELECT} where position > :after order by position limit :limit")
_READ_TENANT = text(
    f"{_SELECT} where tenant_id = :tenant and position > :after order by position limit :limit"
)
_READ_CONTACT = text(
    f"{_SELECT} where tenant_id = :tenant and contact_id = :contact_id and contact_id <> ''"
    " order by position"
)
_LAST = text("select coalesce(max(position), 0) from journal_facts")


def _recorded(row: Row[tuple[object, ...]]) -> Recorded:
    return Recorded(
        position=row.position, id=row.id, fact=upcast.read(row.type, row.version, row.body)
    )


async def read_in(
    session: AsyncSession, *, after: int, limit: int, tenant: str | None = None
) -> list[Recorded]:
    """Entries behind a position, read within a transaction that is already open."""
    query, named = (_READ, {}) if tenant is None else (_READ_TENANT, {"tenant": tenant})
    rows = await session.execute(query, {"after": after, "limit": limit, **named})
    return [_recorded(row) for row in rows]


async def append_in(session: AsyncSession, entries: Sequence[Entry]) -> None:
    """Write entries within a transaction that is already open, so that both stand or fall together."""
    written = [upcast.write(entry) for entry in entries]
    await session.execute(_LOCK, {"key": lock_key("journal")})
    await session.execute(
        _INSERT,
        {
            "channel": CHANNEL,
            "ids": [row.id for row in written],
            "tenants": [row.tenant for row in written],
            "ats": [row.at_ms for row in written],
            "types": [row.type for row in written],
            "versions": [row.version for row in written],
            "contacts": [row.contact_id for row in written],
            "agents": [row.agent_id for row in written],
            "bodies": [row.body for row in written],
        },
    )


class PostgresJournal:
    """The port's implementation; it works over all tenants, so it is for processes, not for requests."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def append(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        async with self._database.session(EVERY_TENANT) as session:
            await append_in(session, entries)

    async def read(
        self, *, after: int = 0, limit: int = 1000, tenant: str | None = None
    ) -> list[Recorded]:
        async with self._database.session(tenant or EVERY_TENANT) as session:
            return await read_in(session, after=after, limit=limit, tenant=tenant)

    async def read_contact(self, tenant: str, contact_id: str) -> list[Recorded]:
        """The whole life of one contact, in order."""
        async with self._database.session(tenant) as session:
            rows = await session.execute(
                _READ_CONTACT, {"tenant": tenant, "contact_id": contact_id}
            )
            return [_recorded(row) for row in rows]

    async def last_position(self) -> int:
        async with self._database.session(EVERY_TENANT) as session:
            return int((await session.execute(_LAST)).scalar_one())

    async def follow(
        self, *, after: int, tenant: str | None = None
    ) -> AsyncIterator[list[Recorded]]:
        position = after
        async with self._database.listen(CHANNEL) as wake:
            while True:
                try:
                    batch = await self.read(after=position, tenant=tenant)
                except UnavailableError as error:
                    _logger.warning("the journal is away", error=error.message)
                    batch = []
                if batch:
                    position = batch[-1].position
                    yield batch
                else:
                    await wake(_POLL_S)
