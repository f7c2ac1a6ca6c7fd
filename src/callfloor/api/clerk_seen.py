"""Whether somebody works behind the scenes: judges periods, issues reports, sends messages."""

from callfloor.kit.db import CLERK, Database
from callfloor.kit.errors import UnavailableError

LATE_MS = 60_000
"""So long may nobody do it before somebody should look; shorter is a start's or a restart's length."""


class ClerkSeen:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._missed_since_ms: int | None = None

    async def is_missing(self, at_ms: int) -> bool:
        """No process has done it for a while. Not known, so false, while PostgreSQL is away."""
        try:
            is_there = await self._database.is_led(CLERK)
        except UnavailableError:
            return False
        if is_there:
            self._missed_since_ms = None
            return False
        if self._missed_since_ms is None:
            self._missed_since_ms = at_ms
        return at_ms - self._missed_since_ms > LATE_MS
