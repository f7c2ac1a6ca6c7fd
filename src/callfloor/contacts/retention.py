"""Removing what its rule keeps no longer, and telling beforehand what would go.

A removal is noted; then, under the lock of the holds, looked at once more, carried out and told as a
fact, with which the note goes. So nothing goes while it is held, and whatever dies in between, the
next round tells what is gone. `term_of` alone says when something goes.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.filters import HELD, OWN
from callfloor.contacts.holds import locked
from callfloor.events.keeping import RecordingRemoved
from callfloor.journal.port import Entry
from callfloor.journal.postgres import append_in
from callfloor.kit import log
from callfloor.kit.db import Database
from callfloor.recording.retention import (
    DAY_MS,
    RetentionRule,
    Stored,
    Term,
    shortest_days,
    term_of,
)
from callfloor.recording.store import RecordingStore

BATCH = 500
LISTED_MAX = 200
_log = log.get("retention")

_OLDER = text(
    "select r.id as recording_id, r.contact_id, r.kind, r.direction, r.queue_ids, r.started_ms,"  # noqa: S608
    f" r.size_bytes, r.duration_ms, {HELD.format('r', 'contact_id')} as is_held"
    f" from contacts_recordings r where r.{OWN} and r.status = 'stored'"
    " and (r.started_ms, r.id) > (:after_ms, :after_id) and r.started_ms <= :before_ms"
    " order by r.started_ms, r.id limit :limit"
)

_NOTE = text(
    "insert into contacts_removals (tenant_id, recording_id, contact_id, rule, days, decided_ms)"
    " values (:tenant, :recording_id, :contact_id, :rule, :days, :now_ms) on conflict do nothing"
)
_NOTED = text(
    f"select recording_id, contact_id, rule, days from contacts_removals where {OWN}"  # noqa: S608
    " order by recording_id"
)
_FORGET = text(f"delete from contacts_removals where {OWN} and recording_id = :id")  # noqa: S608
_GONE = text(f"update contacts_recordings set status = 'removed' where {OWN} and id = :id")  # noqa: S608
_IS_HELD = text(
    f"select {HELD.format('c', 'contact_id')} from (select :contact_id as contact_id,"  # noqa: S608
    " current_setting('callfloor.tenant', true) as tenant_id) c"
)


class Due(msgspec.Struct, frozen=True):
    stored: Stored
    term: Term
    is_held: bool


class Preview(msgspec.Struct, kw_only=True):
    """What would go now; `items` are the oldest of them. `held` would go, and is held."""

    recordings: int = 0
    size_bytes: int = 0
    duration_ms: int = 0
    held: int = 0
    by_rule: dict[str, int] = {}
    items: list[Due] = []


async def preview(session: AsyncSession, rules: tuple[RetentionRule, ...], now_ms: int) -> Preview:
    """A dry run: changes nothing."""
    found = Preview()
    async for due in _due(session, rules, now_ms):
        if due.is_held:
            found.held += 1
            continue
        found.recordings += 1
        found.size_bytes += due.stored.size_bytes
        found.duration_ms += due.stored.duration_ms
        rule = due.term.rule_id
        found.by_rule[rule] = found.by_rule.get(rule, 0) + 1
        if len(found.items) < LISTED_MAX:
            found.items.append(due)
    return found


async def remove(
    database: Database,
    tenant: str,
    store: RecordingStore,
    rules: tuple[RetentionRule, ...],
    now_ms: int,
) -> int:
    """One whole round; how many recordings went. UnavailableError where the storage is away."""
    await _finish(database, tenant, store, now_ms)
    removed = 0
    while True:
        async with database.session(tenant) as session:
            due = [
                one async for one in _due(session, rules, now_ms, limit=BATCH) if not one.is_held
            ]
        for one in due:
            removed += await _remove(database, tenant, store, one, now_ms)
        if len(due) < BATCH:
            break
    if removed:
        _log.info("recordings were removed by their rules", tenant=tenant, count=removed)
    return removed


async def _remove(
    database: Database, tenant: str, store: RecordingStore, due: Due, now_ms: int
) -> bool:
    """False where it is held by now. While the sound goes nobody can place a hold."""
    note = {
        "tenant": tenant,
        "recording_id": due.stored.recording_id,
        "contact_id": due.stored.contact_id,
        "rule": due.term.rule_id,
        "days": due.term.days,
        "now_ms": now_ms,
    }
    async with database.session(tenant) as session:
        await session.execute(_NOTE, note)
    async with database.session(tenant) as session:
        await locked(session, tenant)
        about = {"contact_id": due.stored.contact_id, "now_ms": now_ms}
        if (await session.execute(_IS_HELD, about)).scalar_one():
            await _forget(session, due.stored.recording_id)
            return False
        await asyncio.to_thread(store.delete, tenant, due.stored.recording_id)
        await _tell(session, note)
    return True


async def _finish(database: Database, tenant: str, store: RecordingStore, now_ms: int) -> None:
    """What an earlier round died at: told where the sound is gone, else decided anew."""
    async with database.session(tenant) as session:
        notes = list((await session.execute(_NOTED)).mappings())
    for note in notes:
        async with database.session(tenant) as session:
            await locked(session, tenant)
            if await asyncio.to_thread(store.has, tenant, note["recording_id"]):
                await _forget(session, note["recording_id"])
            else:
                await _tell(session, {**note, "tenant": tenant, "now_ms": now_ms})


async def _tell(session: AsyncSession, note: dict[str, Any]) -> None:
    fact = RecordingRemoved(
        tenant=note["tenant"],
        at_ms=note["now_ms"],
        contact_id=note["contact_id"],
        recording_id=note["recording_id"],
        rule=note["rule"],
        days=note["days"],
    )
    # One id for one removal: told twice it is one fact.
    entry = Entry(id=f"removed.{note['tenant']}.{note['recording_id']}", fact=fact)
    await append_in(session, [entry])
    await session.execute(_GONE, {"id": note["recording_id"]})
    await _forget(session, note["recording_id"])


async def _forget(session: AsyncSession, recording_id: str) -> None:
    await session.execute(_FORGET, {"id": recording_id})


async def _due(
    session: AsyncSession, rules: tuple[RetentionRule, ...], now_ms: int, limit: int | None = None
) -> AsyncIterator[Due]:
    """Those whose time is over, the oldest first, held or not; up to `limit` that are not held."""
    given = 0
    days = shortest_days(rules)
    if days is None:
        return
    after: dict[str, Any] = {"after_ms": -1, "after_id": ""}
    bound = {"before_ms": now_ms - days * DAY_MS, "now_ms": now_ms, "limit": BATCH}
    while True:
        rows = list((await session.execute(_OLDER, {**bound, **after})).mappings())
        for row in rows:
            values = dict(row)
            is_held = values.pop("is_held")
            stored = Stored(**{**values, "queue_ids": tuple(values["queue_ids"])})
            term = term_of(rules, stored)
            if term.at_ms is not None and term.at_ms <= now_ms:
                given += not is_held
                yield Due(stored, term, is_held)
            if limit is not None and given >= limit:
                return
        if len(rows) < BATCH:
            return
        after = {"after_ms": rows[-1]["started_ms"], "after_id": rows[-1]["recording_id"]}
