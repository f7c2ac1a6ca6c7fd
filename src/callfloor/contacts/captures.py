"""Makes one recording of the pieces of a screen once the call is over, or throws them away with it.

One API process of an installation does it at a time, and what dies in between is done again: pieces
go only when the fact that tells of them stands.
"""

import asyncio
from typing import Any

from sqlalchemy import text

from callfloor.contacts.filters import OWN
from callfloor.contacts.record import Record
from callfloor.contacts.recordings import Recording, call_of
from callfloor.contacts.row import read_record
from callfloor.events.contacts import RecordingFailed, RecordingStored
from callfloor.events.fact import Fact
from callfloor.events.recordings import RecordingDiscarded
from callfloor.journal.port import Entry
from callfloor.journal.postgres import append_in
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database, lock_key
from callfloor.kit.errors import CallfloorError
from callfloor.recording.captures import Captures
from callfloor.recording.film import Film, Span, film
from callfloor.recording.store import RecordingStore

EVERY_S = 3.0
LATE_MS = 120_000
"""How long a desk whose network is away may take to send what it still has."""
_RECORD = text(f"select record::text from contacts where {OWN} and id = :id")  # noqa: S608
_log = log.get("captures")


def contact_of(recording_id: str) -> str:
    """`<contact>.s1.screen` is of `<contact>`."""
    return recording_id.rsplit(".", 2)[0]


class Binder:
    def __init__(self, database: Database, captures: Captures, store: RecordingStore) -> None:
        self._database = database
        self._captures = captures
        self._store = store

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                await self.round()
            except (CallfloorError, OSError) as error:
                _log.warning("screens wait", error=str(error))

    async def round(self) -> None:
        """All that lies there once; nothing where another process is at it."""
        waiting = await asyncio.to_thread(self._captures.open_ones)
        if not waiting:
            return
        connection = await self._database.connect()
        try:
            if await connection.fetchval("select pg_try_advisory_lock($1)", lock_key("captures")):
                for tenant, recording_id in waiting:
                    await self._see_to(tenant, recording_id)
        finally:
            await connection.close()

    async def _see_to(self, tenant: str, recording_id: str) -> None:
        try:
            async with self._database.session(tenant) as session:
                found = await session.execute(_RECORD, {"id": contact_of(recording_id)})
                body = found.scalar_one_or_none()
            if body is None:
                return
            record = read_record(body)
            screen = next((r for r in record.recordings if r.recording_id == recording_id), None)
            if screen is not None and record.ended_ms is not None:
                await self._end(record, screen)
        except (CallfloorError, OSError) as error:
            _log.warning("a screen waits", tenant=tenant, id=recording_id, error=str(error))

    async def _end(self, record: Record, screen: Recording) -> None:
        call = call_of(record)
        if screen.status != "running":  # told before; the pieces outlived whoever told it
            await asyncio.to_thread(self._captures.clear, screen.recording_id)
        elif call is not None and call.status in ("dropped", "discarded"):
            await self._tell(
                screen,
                RecordingDiscarded(
                    tenant=record.tenant,
                    at_ms=now_ms(),
                    contact_id=record.contact_id,
                    recording_id=screen.recording_id,
                    rule=call.rule or call.declined_by,
                ),
            )
        elif (call is None or call.status != "running") and await asyncio.to_thread(
            self._is_whole, record.tenant, screen.recording_id
        ):
            await self._bind(record, screen)

    def _is_whole(self, tenant: str, recording_id: str) -> bool:
        lying = self._captures.lying(tenant, recording_id)
        is_late = all(one.written_ms < now_ms() - LATE_MS for one in lying)
        return is_late or self._captures.is_complete(tenant, recording_id)

    async def _bind(self, record: Record, screen: Recording) -> None:
        made = await asyncio.to_thread(self._made, record, screen)
        about: dict[str, Any] = {
            "tenant": record.tenant,
            "at_ms": now_ms(),
            "contact_id": record.contact_id,
            "recording_id": screen.recording_id,
        }
        if made is None:
            await self._tell(screen, RecordingFailed(**about, reason="no_picture"))
            return
        sealed = await asyncio.to_thread(
            self._store.seal, record.tenant, screen.recording_id, made.length, made.parts()
        )
        stored = RecordingStored(
            **about,
            kind="screen",
            duration_ms=made.duration_ms,
            size_bytes=sealed.size_bytes,
            sha256=sealed.sha256,
            spans=made.spans,
        )
        await self._tell(screen, stored)

    def _made(self, record: Record, screen: Recording) -> Film | None:
        """In a thread. Nothing of a pause, and nothing behind the agent's own part of the call."""
        segment = record.segment(screen.segment_id)
        ended_ms = segment.ended_ms if segment is not None else None
        end_ms = max(0, (ended_ms or record.ended_ms or 0) - screen.started_ms)
        parts = self._captures.parts(record.tenant, screen.recording_id, screen.started_ms)
        return film(parts, cuts_of(record, screen.started_ms, end_ms), end_ms)

    async def _tell(
        self, screen: Recording, fact: RecordingStored | RecordingFailed | RecordingDiscarded
    ) -> None:
        # One id for one recording: told twice it is one fact.
        told: Fact = fact
        entry = Entry(id=f"screen.{fact.tenant}.{screen.recording_id}", fact=told)
        async with self._database.session(fact.tenant) as session:
            await append_in(session, [entry])
        await asyncio.to_thread(self._captures.clear, screen.recording_id)


def cuts_of(record: Record, started_ms: int, end_ms: int) -> list[Span]:
    """The pauses of the call's recording on the time line of a screen."""
    call = call_of(record)
    return [
        (one.from_ms - started_ms, end_ms if one.to_ms is None else one.to_ms - started_ms)
        for one in (call.pauses if call else [])
    ]
