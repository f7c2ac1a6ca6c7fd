"""What all parts of the adapter share: the client, the live calls, the bridges, the sink of events."""

import asyncio
from collections.abc import Callable, Coroutine

from callfloor.kit.log import get
from callfloor.telephony import port
from callfloor.telephony.asterisk.bridges import Bridges
from callfloor.telephony.asterisk.calls import Call, Calls
from callfloor.telephony.asterisk.client import AriClient, path_of
from callfloor.telephony.asterisk.commands import Answer

NOT_FOUND = 404
CONFLICT = 409

log = get("asterisk")


class Switch:
    """One connection to one Asterisk. `emit` hands an event of the port to the floor."""

    def __init__(
        self,
        client: AriClient,
        calls: Calls,
        bridges: Bridges,
        emit: Callable[[port.TelephonyEvent], None],
    ) -> None:
        self.client = client
        self.calls = calls
        self.bridges = bridges
        self.emit = emit
        self._background: set[asyncio.Task[None]] = set()

    def emit_soon(self, event: port.TelephonyEvent) -> None:
        """For what is known inside `send`: the floor is not called back while it is speaking."""
        asyncio.get_running_loop().call_soon(self.emit, event)

    def spawn(self, work: Coroutine[object, object, None]) -> None:
        """Work beside every lane; a failure is logged."""
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: "asyncio.Task[None]") -> None:
        self._background.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.warning("a telephony command failed", error=str(task.exception()))

    def note(self, what: str, channel_id: str, answer: Answer) -> None:
        """An answer that tells of a channel that is gone, or of an overload: seen, not raised."""
        said = answer.body.decode(errors="replace")[:200]
        log.info("Asterisk refused", what=what, channel=channel_id, status=answer.status, said=said)

    async def hang_up(self, channel_id: str, q850: int) -> None:
        answer = await self.client.delete(path_of("channels", channel_id), reason_code=q850)
        if not answer.ok and answer.status != NOT_FOUND:
            self.note("hang up", channel_id, answer)

    def stop(self) -> None:
        self.calls.clear()
        for task in list(self._background):
            task.cancel()


async def answer_call(switch: Switch, call: Call) -> None:
    """Pick up, once."""
    if call.answered or call.gone:
        return
    call.answered = True
    answer = await switch.client.post(path_of("channels", call.line, "answer"))
    if not answer.ok:
        call.answered = False
        switch.note("answer", call.line, answer)
