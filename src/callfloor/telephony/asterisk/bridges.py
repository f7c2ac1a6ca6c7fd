"""Bridges are made ahead: mixing ones in a pool, a few holding ones that all waiting callers share."""

import asyncio
from collections import deque

from callfloor.kit.ids import new_id
from callfloor.kit.log import get
from callfloor.telephony.asterisk.client import AriClient, path_of
from callfloor.telephony.asterisk.wire import Bridge

_HOLDING = "callfloor-hold-"
_HOLDING_ALL = tuple(f"{_HOLDING}{number}" for number in range(4))
"""More than one: joining and leaving do not all wait for one bridge's lock."""
MUSIC_ROLE = "holding_participant"
"""Whoever joins a holding bridge in this role hears music there, its own stream of it.

Music of the bridge itself would end for good when the last one leaves: Asterisk takes the player
out of a bridge in which nobody else is.
"""
_MIXING = "callfloor-mix-"
_SPARE_LOW = 6
_SPARE_MADE = 12
_SPARE_MAX = 100
_THERE_ALREADY = 409

log = get("asterisk")


def is_mixing(bridge_id: str) -> bool:
    return bridge_id.startswith(_MIXING)


def is_holding(bridge_id: str) -> bool:
    return bridge_id.startswith(_HOLDING)


class Bridges:
    """`take` never waits in the ordinary case; the pool is filled again in the background."""

    def __init__(self, client: AriClient) -> None:
        self._client = client
        self._spare: deque[str] = deque()
        self._filling: asyncio.Task[None] | None = None
        self._removals: set[asyncio.Task[object]] = set()
        self._turn = 0

    def holding(self) -> str:
        """A holding bridge for one more who waits."""
        self._turn = (self._turn + 1) % len(_HOLDING_ALL)
        return _HOLDING_ALL[self._turn]

    async def prepare(self, there: list[Bridge]) -> None:
        """Take over the empty bridges of an earlier controller and see that enough are there."""
        empty = [one.id for one in there if is_mixing(one.id) and not one.channels]
        self._spare = deque(empty[:_SPARE_MAX])
        for surplus in empty[_SPARE_MAX:]:
            self._remove(surplus)
        for bridge_id in _HOLDING_ALL:
            await self._make(bridge_id, "holding")
        await self._fill()

    async def take(self) -> str:
        if len(self._spare) < _SPARE_LOW and self._filling is None:
            self._filling = asyncio.create_task(self._fill())
            self._filling.add_done_callback(self._filled)
        if self._spare:
            return self._spare.popleft()
        bridge_id = f"{_MIXING}{new_id()}"
        await self._make(bridge_id, "mixing")
        return bridge_id

    def give_back(self, bridge_id: str) -> None:
        """The bridge is empty: every channel in it has ended."""
        if not bridge_id:
            return
        if len(self._spare) >= _SPARE_MAX:
            self._remove(bridge_id)
        else:
            self._spare.append(bridge_id)

    def _filled(self, done: "asyncio.Task[None]") -> None:
        self._filling = None
        if not done.cancelled() and done.exception() is not None:
            log.warning("bridges could not be made", error=str(done.exception()))

    async def _fill(self) -> None:
        while len(self._spare) < _SPARE_MADE:
            bridge_id = f"{_MIXING}{new_id()}"
            await self._make(bridge_id, "mixing")
            self._spare.append(bridge_id)

    async def _make(self, bridge_id: str, kind: str) -> None:
        answer = await self._client.post(path_of("bridges", bridge_id), type=kind, name=bridge_id)
        if not answer.ok and answer.status != _THERE_ALREADY:
            log.warning("a bridge was not made", bridge=bridge_id, status=answer.status)

    def _remove(self, bridge_id: str) -> None:
        task = asyncio.create_task(self._client.delete(path_of("bridges", bridge_id)))
        self._removals.add(task)
        task.add_done_callback(self._removals.discard)
