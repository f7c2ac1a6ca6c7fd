"""Keeps the tables of contacts equal to the journal: folds each batch into the records it touches."""

from collections.abc import Mapping, Sequence

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts import recordings
from callfloor.contacts.record import Record, apply
from callfloor.contacts.row import read_record, recording_rows_of, row_of
from callfloor.contacts.words import words_of
from callfloor.events.fact import ContactFact
from callfloor.events.quality import CallQualityMeasured
from callfloor.journal.marks import day_of, mark
from callfloor.journal.port import Recorded
from callfloor.journal.projection import Projection
from callfloor.kit.db import Database

NAME = "contacts"

_COLUMNS = (
    "tenant_id", "id", "channel", "direction", "caller", "caller_name", "called", "language",
    "queue_id", "agent_id", "queue_ids", "agent_ids", "arrived_ms", "answered_ms", "ended_ms",
    "closed_ms", "wait_ms", "talk_ms", "hold_ms", "wrap_up_ms", "disposition", "outcome",
    "wrap_up_code", "recording_id", "recording_state", "recording_ms", "screen_state", "paused_ms",
    "transfers", "refused", "is_demo", "external_id", "record",
)  # fmt: skip
_RECORDING_COLUMNS = (
    "tenant_id", "id", "contact_id", "kind", "status", "direction", "queue_ids", "started_ms",
    "duration_ms", "size_bytes", "sha256", "damage",
)  # fmt: skip
_KEYS = ("tenant_id", "id")
_IN_NO_FIGURE: tuple[type[ContactFact], ...] = (*recordings.HANDLERS, CallQualityMeasured)
"""Facts after which a contact's figures are what they were."""
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
_UPSERT_RECORDING = text(
    f"insert into contacts_recordings ({', '.join(_RECORDING_COLUMNS)})"  # noqa: S608 - as above
    f" values ({', '.join(f':{c}' for c in _RECORDING_COLUMNS)})"
    " on conflict (tenant_id, id) do update set "
    + ", ".join(f"{c} = excluded.{c}" for c in _RECORDING_COLUMNS if c not in _KEYS)
)
_FORGET_WORDS = text(
    "delete from contacts_words where (tenant_id, word, contact_id) in (select * from"
    " unnest(cast(:tenants as text[]), cast(:words as text[]), cast(:ids as text[])))"
)
_KEEP_WORDS = text(
    "insert into contacts_words (tenant_id, word, contact_id) select * from"
    " unnest(cast(:tenants as text[]), cast(:words as text[]), cast(:ids as text[]))"
    " on conflict do nothing"
)
_OF_JOURNAL = "coalesce(c.record ->> 'source', '') = ''"
"""What was brought in from another system's log is not in the journal, and could not be made anew."""
_CLEAR = (
    text(
        "delete from contacts_words w where not exists (select 1 from contacts c"  # noqa: S608
        f" where c.tenant_id = w.tenant_id and c.id = w.contact_id and not {_OF_JOURNAL})"
    ),
    text(f"delete from contacts c where {_OF_JOURNAL}"),  # noqa: S608
    text("delete from contacts_recordings"),
)
_REMOVE = (
    text("delete from contacts_words where tenant_id = :tenant and contact_id = any(:ids)"),
    text("delete from contacts where tenant_id = :tenant and id = any(:ids)"),
)


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
    before = {key: words_of(record) for key, record in records.items()}
    for fact in facts:
        key = (fact.tenant, fact.contact_id)
        record = records.get(key) or Record(tenant=fact.tenant, contact_id=fact.contact_id)
        records[key] = record
        apply(record, fact)
    arrived = {key: record for key, record in records.items() if record.arrived_ms}
    if arrived:
        await session.execute(_UPSERT, [row_of(record) for record in arrived.values()])
        recordings = [row for record in arrived.values() for row in recording_rows_of(record)]
        if recordings:
            await session.execute(_UPSERT_RECORDING, recordings)
        after = {key: words_of(record) for key, record in arrived.items()}
        told = {(f.tenant, f.contact_id) for f in facts if not isinstance(f, _IN_NO_FIGURE)}
        moved = [record for key, record in arrived.items() if key in told]
        await mark(session, NAME, ((one.tenant, day_of(one.arrived_ms)) for one in moved))
        await _write(session, _FORGET_WORDS, _missing(before, after))
        await _write(session, _KEEP_WORDS, _missing(after, before))


_Words = Mapping[tuple[str, str], frozenset[str]]


def _missing(words: _Words, others: _Words) -> list[tuple[str, str, str]]:
    """Tenant, word and contact of what stands in the first only, in one order for all writers."""
    return sorted(
        (tenant, word, contact_id)
        for (tenant, contact_id), own in words.items()
        for word in own - others.get((tenant, contact_id), frozenset())
    )


async def _write(
    session: AsyncSession, statement: TextClause, rows: list[tuple[str, str, str]]
) -> None:
    if rows:
        tenants, words, ids = (list(column) for column in zip(*rows, strict=True))
        await session.execute(statement, {"tenants": tenants, "words": words, "ids": ids})


async def put(session: AsyncSession, records: Sequence[Record]) -> None:
    """Write contacts that no facts of the journal tell of, in place of what stood there."""
    if not records:
        return
    await session.execute(_UPSERT, [row_of(record) for record in records])
    words = {(one.tenant, one.contact_id): words_of(one) for one in records}
    await _write(session, _KEEP_WORDS, _missing(words, {}))


async def remove(session: AsyncSession, tenant: str, ids: Sequence[str]) -> None:
    """Take such contacts away again."""
    if ids:
        for statement in _REMOVE:
            await session.execute(statement, {"tenant": tenant, "ids": list(ids)})


async def clear(session: AsyncSession) -> None:
    """Empty the tables, for `Projection.rebuild`."""
    for statement in _CLEAR:
        await session.execute(statement)
