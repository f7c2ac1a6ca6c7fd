"""A checkpointed fold: facts in order into tables, each exactly once.

A batch and the checkpoint behind it are written in one transaction, so a crash between the two
cannot happen. Several processes may run the same projection; an advisory lock lets one work.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.journal.port import Recorded
from callfloor.journal.postgres import CHANNEL, read_in
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import EVERY_TENANT, Database, lock_key
from callfloor.kit.errors import UnavailableError

Handler = Callable[[AsyncSession, Sequence[Recorded]], Awaitable[None]]
"""Writes what the batch means, within the session's transaction, over all tenants."""

_POLL_S = 1.0
_RETRY_S = 2.0
_logger = log.get("projection")

_TRY_LOCK = text("select pg_try_advisory_xact_lock(:key)")
_CHECKPOINT = text("select position from journal_checkpoints where name = :name")
_BEHIND = text("select count(*) from journal_facts where position > :after")
_ADVANCE = text(
    "insert into journal_checkpoints (name, position, changed_at_ms) values (:name, :position, :at)"
    " on conflict (name) do update set position = :position, changed_at_ms = :at"
)


class Projection:
    """One named fold. `error` holds the sentence of the last failure while it does not get on."""

    def __init__(
        self, name: str, database: Database, handler: Handler, *, batch_max: int = 1000
    ) -> None:
        self.name = name
        self.error = ""
        self._database = database
        self._handler = handler
        self._batch_max = batch_max

    async def step(self) -> int:
        """Fold one batch and return its length; 0 when nothing is left or another process folds."""
        async with self._database.session(EVERY_TENANT) as session:
            key = lock_key(f"projection {self.name}")
            if not (await session.execute(_TRY_LOCK, {"key": key})).scalar_one():
                return 0
            after = await self._position(session)
            batch = await read_in(session, after=after, limit=self._batch_max)
            if batch:
                await self._handler(session, batch)
                await self._advance(session, batch[-1].position)
            return len(batch)

    async def catch_up(self) -> None:
        """Fold until nothing is left."""
        while await self.step():
            pass

    async def rebuild(self, clear: Callable[[AsyncSession], Awaitable[None]]) -> None:
        """Empty the tables by `clear` and begin again at the first fact, in one transaction."""
        async with self._database.session(EVERY_TENANT) as session:
            key = lock_key(f"projection {self.name}")
            await session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": key})
            await clear(session)
            await self._advance(session, 0)

    async def behind(self) -> int:
        """How many facts wait to be folded."""
        async with self._database.session(EVERY_TENANT) as session:
            after = await self._position(session)
            return int((await session.execute(_BEHIND, {"after": after})).scalar_one())

    async def run(self) -> None:
        """Fold for ever, woken by each append. A failing batch is tried again and never passed over."""
        async with self._database.listen(CHANNEL) as wake:
            while True:
                try:
                    folded = await self.step()
                    self.error = ""
                except UnavailableError as error:
                    self.error, folded = error.message, 0
                except Exception as error:
                    self.error = str(error)
                    _logger.exception("a projection does not get on", projection=self.name)
                    await asyncio.sleep(_RETRY_S)
                    continue
                if not folded:
                    await wake(_POLL_S)

    async def _position(self, session: AsyncSession) -> int:
        found = (await session.execute(_CHECKPOINT, {"name": self.name})).scalar_one_or_none()
        return int(found or 0)

    async def _advance(self, session: AsyncSession, position: int) -> None:
        await session.execute(_ADVANCE, {"name": self.name, "position": position, "at": now_ms()})
