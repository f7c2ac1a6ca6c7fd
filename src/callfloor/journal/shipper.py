"""Carries the spool's entries to the journal, in order, for as long as it takes."""

import asyncio

from callfloor.journal.port import Journal
from callfloor.journal.spool import Spool
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import UnavailableError

_BATCH_MAX = 500
_RETRY_FIRST_S = 0.1
_RETRY_LAST_S = 2.0
_GATHER_S = 0.04
"""What comes within this goes in one transaction: a busy floor commits 25 times a second, not 500."""
_logger = log.get("shipper")


class Shipper:
    """Entries wait in the spool while the journal's storage cannot be reached.

    An entry that was shipped but not yet acknowledged when the process died is shipped again; the
    journal knows its id and passes over it.
    """

    def __init__(self, spool: Spool, journal: Journal) -> None:
        self.away_since_ms: int | None = None
        """When it was first found that nothing can be shipped; None while it can."""
        self._spool = spool
        self._journal = journal

    async def ship_all(self) -> int:
        """Ship what waits now; how many. UnavailableError when the storage is away."""
        shipped = 0
        while batch := await self._spool.read(_BATCH_MAX):
            await self._journal.append(batch)
            await self._spool.acknowledge()
            shipped += len(batch)
        return shipped

    async def run(self) -> None:
        """Ship for ever."""
        retry_s = _RETRY_FIRST_S
        while True:
            await self._spool.wait_for_more()
            await asyncio.sleep(_GATHER_S)
            try:
                await self.ship_all()
            except Exception as error:
                # Whatever it is, the entries stay safe here and their order must be kept.
                if self.away_since_ms is None:
                    expected = isinstance(error, UnavailableError)
                    _logger.warning("facts wait in the spool", exc_info=not expected)
                    self.away_since_ms = now_ms()
                await asyncio.sleep(retry_s)
                retry_s = min(retry_s * 2, _RETRY_LAST_S)
                continue
            if self.away_since_ms is not None:
                _logger.info("the journal is back; nothing waits any more")
            self.away_since_ms = None
            retry_s = _RETRY_FIRST_S
