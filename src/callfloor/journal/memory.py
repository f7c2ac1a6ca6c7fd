"""A journal in memory: for tests and simulated days. The same contract as PostgreSQL's."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from callfloor.journal import upcast
from callfloor.journal.port import Entry, Recorded


class MemoryJournal:
    def __init__(self) -> None:
        self._recorded: list[Recorded] = []
        self._ids: set[str] = set()
        self._grown = asyncio.Condition()

    async def append(self, entries: Sequence[Entry]) -> None:
        written = [(entry.id, upcast.write(entry)) for entry in entries]
        async with self._grown:
            for entry_id, row in written:
                if entry_id in self._ids:
                    continue
                self._ids.add(entry_id)
                fact = upcast.read(row.type, row.version, row.body)
                position = len(self._recorded) + 1
                self._recorded.append(Recorded(position=position, id=entry_id, fact=fact))
            self._grown.notify_all()

    async def read(
        self, *, after: int = 0, limit: int = 1000, tenant: str | None = None
    ) -> list[Recorded]:
        found: list[Recorded] = []
        for recorded in self._recorded[max(after, 0) :]:
            if len(found) == limit:
                break
            if tenant is None or recorded.fact.tenant == tenant:
                found.append(recorded)
        return found

    async def last_position(self) -> int:
        return len(self._recorded)

    async def follow(
        self, *, after: int, tenant: str | None = None
    ) -> AsyncIterator[list[Recorded]]:
        position = after
        while True:
            batch = await self.read(after=position, tenant=tenant)
            if batch:
                position = batch[-1].position
                yield batch
                continue
            await self._wait_beyond(len(self._recorded))

    async def _wait_beyond(self, count: int) -> None:
        async with self._grown:
            await self._grown.wait_for(lambda: len(self._recorded) > count)
