"""Facts on the local disk before PostgreSQL has them, so that no call waits for a database.

Whatever was asked for while the disk was busy is made durable by the next single fdatasync (group
commit). A shipper (`journal/shipper.py`) carries the entries to the journal behind it.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from callfloor.journal.port import Entry
from callfloor.journal.segments import Segments
from callfloor.kit.errors import UnavailableError

_SEGMENT_MAX_BYTES = 16 * 1024 * 1024
_T = TypeVar("_T")


class Spool:
    """One process at a time writes and reads one folder. Nothing here blocks the loop."""

    def __init__(self, folder: Path, *, segment_max_bytes: int = _SEGMENT_MAX_BYTES) -> None:
        self._segments = Segments(folder, segment_max_bytes)
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="spool")
        self._asked: list[tuple[Sequence[Entry], asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._grown = asyncio.Event()

    async def open(self) -> None:
        """Take over what an earlier process left."""
        await self._on_disk(self._segments.open)
        self._grown.set()

    @property
    def waiting(self) -> int:
        """How many durable entries the journal has not got yet."""
        return self._segments.written - self._segments.acknowledged

    def append(self, entries: Sequence[Entry]) -> asyncio.Future[None]:
        """Done when the entries are durable; entries keep the order of the calls.

        The future fails with UnavailableError when the disk refuses; the entries then do not count.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if not entries:
            done.set_result(None)
            return done
        self._asked.append((entries, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_asked())
        return done

    async def _write_asked(self) -> None:
        while self._asked:
            asked, self._asked = self._asked, []
            entries = [entry for part, _done in asked for entry in part]
            error: UnavailableError | None = None
            try:
                await self._on_disk(partial(self._segments.write, entries))
            except OSError as refused:
                msg = f"The disk refuses what happened on the floor ({refused}); make room there."
                error = UnavailableError(msg, part="spool")
            for _part, done in asked:
                if done.done():
                    continue
                if error is None:
                    done.set_result(None)
                else:
                    done.set_exception(error)
            self._grown.set()

    async def read(self, limit: int) -> list[Entry]:
        """The oldest entries that are not acknowledged, at most `limit`."""
        return await self._on_disk(partial(self._segments.read, limit))

    async def acknowledge(self) -> None:
        """All that the last `read` gave is safe elsewhere: let go of it."""
        await self._on_disk(self._segments.acknowledge)

    async def wait_for_more(self) -> None:
        """Until there is something to read."""
        while not self.waiting:
            self._grown.clear()
            await self._grown.wait()

    async def close(self) -> None:
        """Make durable what was asked for, and let go of the disk."""
        while self._writer is not None and not self._writer.done():
            await asyncio.wait([self._writer])
        await self._on_disk(self._segments.close)
        self._disk.shutdown()

    async def _on_disk(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._disk, work)
