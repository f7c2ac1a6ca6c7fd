"""The one who watches: in one process of the installation, once a second, every company's board.

The lock goes with the connection; another process takes over when this one dies, and begins with
what is open in the database. Nothing is watched while PostgreSQL is away.
"""

import asyncio
from collections.abc import Awaitable, Callable

from callfloor.alarms import service
from callfloor.alarms.figures import readings
from callfloor.alarms.watch import Raise, Watch
from callfloor.board.state import Board
from callfloor.centre.alarms import Alarm
from callfloor.centre.loaded import CentreSettings
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.errors import UnavailableError

_TICK_S = 1.0
_RETRY_S = 2.0
_logger = log.get("alarms")

Boards = Callable[[], dict[str, Board]]
"""Every company's board; none while the live floor is being built."""
LoadCentre = Callable[[str], Awaitable[CentreSettings]]


class Watcher:
    def __init__(
        self,
        database: Database,
        boards: Boards,
        load_centre: LoadCentre,
        is_telephony_up: Callable[[], bool],
    ) -> None:
        self._database, self._boards, self._load = database, boards, load_centre
        self._is_telephony_up = is_telephony_up
        self._watches: dict[str, Watch] = {}
        self._centres: dict[str, CentreSettings] = {}

    async def run(self) -> None:
        """Watch whenever no other process does, until cancelled."""
        while True:
            try:
                async with self._database.lead("alarms") as lost:
                    self._watches.clear()
                    await self._lead(lost)
            except UnavailableError as error:
                _logger.warning("alarms wait", error=error.message)
            except Exception:
                _logger.exception("alarms begin anew")
            await asyncio.sleep(_RETRY_S)

    async def _lead(self, lost: asyncio.Event) -> None:
        while not lost.is_set():
            for tenant, board in self._boards().items():
                await self.look(tenant, board, now_ms())
            await asyncio.sleep(_TICK_S)

    async def look(self, tenant: str, board: Board, at_ms: int) -> None:
        """One look at one company's board."""
        centre = self._centres.get(tenant)
        if centre is None or centre.version != board.centre.version:
            centre = self._centres[tenant] = await self._load(tenant)
        watch = self._watches.get(tenant) or await self._begin(tenant)
        rules = {key: rule for key, rule in centre.of(Alarm).items() if rule.is_on}
        if not rules and not watch.open:
            return
        resting = frozenset(
            key
            for key, rule in rules.items()
            if rule.calendar and not centre.is_open(rule.calendar, at_ms)
        )
        found = dict(readings(board, rules, is_telephony_up=self._is_telephony_up()))
        changes = watch.step(rules, found, at_ms, resting)
        if not changes:
            return
        try:
            async with self._database.session(tenant) as session:
                for change in changes:
                    if isinstance(change, Raise):
                        await service.raise_alarm(session, tenant, change, at_ms)
                    else:
                        rule = centre.of(Alarm).get(change.key[0])
                        await service.end_alarm(
                            session, tenant, change.key, change.reason, at_ms, rule
                        )
        except BaseException:
            # What was not kept has not happened: begin with what the database has.
            self._watches.pop(tenant, None)
            raise

    async def _begin(self, tenant: str) -> Watch:
        watch = self._watches[tenant] = Watch()
        async with self._database.session(tenant) as session:
            open_ones = await service.open_alarms(session, tenant)
        watch.adopt((row.rule_id, row.scope_id) for row in open_ones)
        return watch
