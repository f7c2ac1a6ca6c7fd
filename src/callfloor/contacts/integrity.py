"""Damage of stored recordings: found when they are read, by the job or by a listener, and told once.

That a damaged one is whole again, as after a backup was put back, is told too.
"""

import asyncio
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.filters import OWN
from callfloor.events.keeping import Fault, RecordingDamaged, RecordingSound
from callfloor.journal.port import Entry
from callfloor.journal.postgres import append_in
from callfloor.kit import log
from callfloor.kit.db import Database
from callfloor.kit.ids import new_id
from callfloor.recording.proof import fault_of
from callfloor.recording.store import RecordingStore

AGAIN_AFTER_MS = 30 * 86_400_000
"""Each recording is read about once a month."""
ROUND_MAX = 500
ROUND_BYTES = 4_000_000_000
_log = log.get("integrity")

_COLUMNS = "id, contact_id, sha256, damage, size_bytes"
_OLDEST = text(
    f"select {_COLUMNS} from contacts_recordings where {OWN} and status = 'stored'"  # noqa: S608
    " and (checked_ms is null or checked_ms < :before_ms or damage <> '')"
    " order by checked_ms nulls first, id limit :limit"
)
_ONE = text(
    f"select {_COLUMNS} from contacts_recordings where {OWN} and id = :id"  # noqa: S608
    " and status = 'stored'"
)
_CHECKED = text(
    "update contacts_recordings set checked_ms = :now_ms, damage = :damage"  # noqa: S608
    f" where {OWN} and id = :id and status = 'stored'"
)


class Kept(msgspec.Struct, frozen=True):
    """A stored recording, and what was found when it was read last."""

    id: str
    contact_id: str
    sha256: str
    damage: str
    size_bytes: int


async def kept(session: AsyncSession, recording_id: str) -> Kept | None:
    """None where it is not in the store, as far as the facts say."""
    row = (await session.execute(_ONE, {"id": recording_id})).one_or_none()
    return Kept(*row) if row else None


async def note(
    session: AsyncSession, tenant: str, recording: Kept, fault: Fault | None, now_ms: int
) -> None:
    """What was found now; a fact only where it is another thing than before."""
    done = {"id": recording.id, "now_ms": now_ms, "damage": fault or ""}
    changed = await session.execute(_CHECKED, done)
    if not changed.rowcount or (fault or "") == recording.damage:  # type: ignore[attr-defined]
        return  # removed meanwhile, or known
    about: dict[str, Any] = {"tenant": tenant, "at_ms": now_ms, "contact_id": recording.contact_id}
    fact = (
        RecordingDamaged(**about, recording_id=recording.id, fault=fault)
        if fault
        else RecordingSound(**about, recording_id=recording.id)
    )
    await append_in(session, [Entry(id=new_id(), fact=fact)])
    _log.warning("a recording is not as before", tenant=tenant, id=recording.id, fault=fault)


async def check(
    database: Database,
    tenant: str,
    store: RecordingStore,
    now_ms: int,
    *,
    again_after_ms: int = AGAIN_AFTER_MS,
    limit: int = ROUND_MAX,
) -> int:
    """Read those that were longest not read, and all that were damaged; how many were read."""
    async with database.session(tenant) as session:
        given = {"before_ms": now_ms - again_after_ms, "limit": limit}
        due = [Kept(*row) for row in await session.execute(_OLDEST, given)]
    read_bytes = 0
    for number, one in enumerate(due):
        if read_bytes > ROUND_BYTES:
            return number
        fault = await asyncio.to_thread(fault_of, store, tenant, one.id, one.sha256)
        async with database.session(tenant) as session:
            await note(session, tenant, one, fault, now_ms)
        read_bytes += one.size_bytes
    return len(due)
