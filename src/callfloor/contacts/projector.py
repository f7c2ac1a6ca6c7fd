"""Keeps the table `contacts` equal to the journal: folds each batch into the records it touches."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.record import Record, apply
from callfloor.contacts.row import read_record, row_of
from callfloor.events.fact import ContactFact
from callfloor.journal.port import Recorded
from callfloor.journal.projection import Projection
from callfloor.kit.db import Database

NAME = "contacts"

_COLUMNS = (
    "tenant_id", "id", "channel", "direction", "caller", "caller_name", "called", "language",
    "queue_id", "agent_id", "queue_ids", "agent_ids", "arrived_ms", "answered_ms", "ended_ms",
    "closed_ms", "wait_ms", "talk_ms", "hold_ms", "wrap_up_ms", "disposition", "outcome",
    "wrap_up_code", "recording_id", "transfers", "refused", "is_demo", "search", "record",
)  # fmt: skip
_KEYS = ("tenant_id", "id")
_LOAD = text(
    "select c.record::text from unnest(cast(:tenants as text[]), cast(:ids as text[]))"
    " as wanted (tenant_id, id) join contacts c using (tenant_id, id)"
)
_UPSERT = text(
    f"insert into contacts ({', '.join(_COLUMNS)})"  # noqa: S608 - the names stand above
    f" values ({', '.join('cast(:record as jsonb)' if c == 'record' else f':{c}' for c in _COLUMNS)})"
    " on conflict (tenant_id, id) do update set "
    + ", ".join(f"{c} = excluded.{c}" for c in _COLUMNS if c not in _KEYS)
)
_CLEAR = text("delete from contacts")


def projection(database: Database) -> Projection:
    return Projection(NAME, database, fold)


async def fold(session: AsyncSession, batch: Sequence[Recorded]) -> None:
    """Write what the facts of a batch mean; a contact's rows before it are read once."""
    facts = [one.fact for one in batch if isinstance(one.fact, ContactFact)]
    if not facts:
        return
    wanted = sorted({(fact.tenant, fact.contact_id) for fact in facts})
    keys = {"tenants": [tenant for tenant, _ in wanted], "ids": [one for _, one in wanted]}
    records: dict[tuple[str, str], Record] = {}
    for (body,) in await session.execute(_LOAD, keys):
        record = read_record(body)
        records[record.tenant, record.contact_id] = record
    for fact in facts:
        key = (fact.tenant, fact.contact_id)
        record = records.get(key) or Record(tenant=fact.tenant, contact_id=fact.contact_id)
        records[key] = record
        apply(record, fact)
    rows = [row_of(record) for record in records.values() if record.arrived_ms]
    if rows:
        await session.execute(_UPSERT, rows)


async def clear(session: AsyncSession) -> None:
    """Empty the table, for `Projection.rebuild`."""
    await session.execute(_CLEAR)
