"""What a journal is, whichever storage is behind it."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

import msgspec

from callfloor.events.fact import Fact


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A fact under its id, given by whoever recorded it; the same id twice is one fact."""

    id: str
    fact: Fact


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An entry at its place. Positions rise without meaning; readers never see a later one first."""

    position: int
    id: str
    fact: Fact


class Journal(Protocol):
    async def append(self, entries: Sequence[Entry]) -> None:
        """Make the entries durable, all or none, in order. Known ids are passed over.

        Raises UnavailableError when the storage cannot be reached; nothing was then written.
        """

    async def read(
        self, *, after: int = 0, limit: int = 1000, tenant: str | None = None
    ) -> list[Recorded]:
        """Entries behind a position, in order; all tenants unless one is named."""

    async def last_position(self) -> int: ...

    def follow(self, *, after: int, tenant: str | None = None) -> AsyncIterator[list[Recorded]]:
        """Batches as they come, without end, woken by the storage and by a slow poll beside it.

        Survives a storage that goes away and comes back.
        """
