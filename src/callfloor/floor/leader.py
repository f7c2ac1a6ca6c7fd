"""One active floor for an installation: an advisory lock in PostgreSQL elects it.

While PostgreSQL is away the elected floor goes on, for calls must. When PostgreSQL is back it takes
the lock again; if another floor has taken it meanwhile, this one must stop.
"""

import asyncio

import asyncpg

from callfloor.kit import log
from callfloor.kit.db import Database, is_away, lock_key

_log = log.get("floor.leader")
_RETRY_S = 0.5
_TRIES_AFTER_LOSS = 10
"""A dead floor's lock may linger for a moment; this many refusals mean that another floor has it."""


class Leader:
    """Holds the lock `floor`. `deposed` is set when another floor has it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: asyncpg.Connection | None = None
        self._keeper: asyncio.Task[None] | None = None
        self.deposed = asyncio.Event()

    async def acquire(self) -> None:
        """Wait until this process is the active floor."""
        told = False
        while not await self._try():
            if not told:
                _log.info("another floor is active; waiting to take over")
                told = True
            await asyncio.sleep(_RETRY_S)
        self._keeper = asyncio.create_task(self._keep())

    async def release(self) -> None:
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        if self._connection is not None:
            self._connection.terminate()

    async def _try(self) -> bool:
        try:
            connection = await self._database.connect()
            taken: bool = await connection.fetchval(
                "select pg_try_advisory_lock($1)", lock_key("floor")
            )
        except Exception as error:
            if not is_away(error):
                raise
            return False
        if not taken:
            connection.terminate()
            return False
        self._connection = connection
        return True

    async def _keep(self) -> None:
        while True:
            lost = asyncio.Event()
            assert self._connection is not None
            self._connection.add_termination_listener(lambda _connection, e=lost: e.set())
            await lost.wait()
            _log.warning("PostgreSQL is away; the floor goes on and takes its lock again later")
            refused = 0
            while not await self._try():
                refused += await self._database.is_up()
                if refused >= _TRIES_AFTER_LOSS:
                    _log.error("another floor has become active; this one stops")
                    self.deposed.set()
                    return
                await asyncio.sleep(_RETRY_S)
