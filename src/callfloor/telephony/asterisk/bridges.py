"""Bridges are made ahead: mixing ones in a pool, a few holding ones that all waiting callers share."""

import asyncio
from collections import deque

from callfloor.kit.ids import new_id
from callfloor.kit.log import get
from callfloor.telephony.asterisk.client import AriClient, path_of
from callfloor.telephony.asterisk.wire import Bridge

_HOLDING = "callfloor-hold-"
_HOLDING_EACH = 4
"""Bridges for one kind of music: joining and leaving do not all wait for one bridge's lock."""
_MIXING = "callfloor-mix-"
_SPARE_LOW = 6
_SPARE_MADE = 12
_SPARE_MAX = 100

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
        self._music: set[str] = set()

    async def holding(self, music: str) -> str:
        """A holding bridge in which this music plays; made when it is first asked for."""
        if music not in self._music:
            await self._make_holding(music)
        self._turn = (self._turn + 1) % _HOLDING_EACH
        return f"{_HOLDING}{music}-{self._turn}"

    async def _make_holding(self, music: str) -> None:
        """The bridge itself plays, once for all who wait: a caller alone in it hears nothing."""
        for number in range(_HOLDING_EACH):
            bridge_id = f"{_HOLDING}{music}-{number}"
            await self._make(bridge_id, "holding")
            await self._client.post(path_of("bridges", bridge_id, "moh"), mohClass=music)
        self._music.add(music)

    async def prepare(self, there: list[Bridge]) -> None:
        """Take over the empty bridges of an earlier controller and see that enough are there."""
        empty = [one.id for one in there if is_mixing(one.id) and not one.channels]
        self._spare = deque(empty[:_SPARE_MAX])
        for surplus in empty[_SPARE_MAX:]:
            self._remove(surplus)
        self._music.clear()
        await self._make_holding("default")
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
        if not answer.ok:
            log.warning("a bridge was not made", bridge=bridge_id, status=answer.status)

    def _remove(self, bridge_id: str) -> None:
        task = asyncio.create_task(self._client.delete(path_of("bridges", bridge_id)))
        self._removals.add(task)
        task.add_done_callback(self._removals.discard)
