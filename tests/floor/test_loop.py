"""The live loop around the engine: order, timers, and faults that must not stop it."""

import asyncio
from collections.abc import Callable, Collection, Sequence

from tests.floor.conftest import small_settings

from callfloor.acd import inputs
from callfloor.events.fact import Fact
from callfloor.floor.engine import Outcome
from callfloor.floor.loop import FloorLoop
from callfloor.floor.state import FloorState
from callfloor.journal.port import Entry
from callfloor.telephony import port


class SilentTelephony:
    """Takes every command and answers a ring by itself when asked to."""

    def __init__(self) -> None:
        self.commands: list[port.Command] = []
        self.sink: Callable[[port.TelephonyEvent], None] | None = None

    async def start(self, sink: Callable[[port.TelephonyEvent], None]) -> None:
        self.sink = sink

    def noted(self) -> dict[str, int]:
        return {}

    def adopt(self, lines: dict[str, str], known: Collection[str] = ()) -> None: ...

    def recorded(self, contact_id: str) -> None: ...

    def send(self, command: port.Command) -> None:
        self.commands.append(command)
        if isinstance(command, port.RingPhone) and self.sink:
            self.sink(
                port.RingAnswered(at_ms=0, contact_id=command.contact_id, ring_id=command.ring_id)
            )

    async def put_trunks(self, trunks: tuple[port.Trunk, ...]) -> None: ...

    async def put_phone(self, account: port.PhoneAccount) -> None: ...

    async def remove_phone(self, phone_id: str) -> None: ...

    async def stop(self) -> None: ...


class Recorder:
    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def __call__(self, entries: Sequence[Entry]) -> None:
        self.facts.extend(entry.fact for entry in entries)


def make() -> tuple[FloorLoop, SilentTelephony, Recorder]:
    telephony, recorder = SilentTelephony(), Recorder()
    state = FloorState()
    state.configure(small_settings(), 0)
    return FloorLoop(state, telephony, recorder), telephony, recorder


def arrive(loop: FloorLoop) -> None:
    loop.hear(port.PhoneReachable(at_ms=0, phone_id="t.ana", reachable=True, registration="r"))
    loop.act("t", inputs.LogIn("ana"), "agent")
    loop.act("t", inputs.GoReady("ana"), "agent")
    loop.hear(
        port.CallArrived(at_ms=0, contact_id="C", line="l", caller="", number="1000", language="en")
    )


async def test_an_event_heard_while_another_is_handled_waits_its_turn() -> None:
    loop, telephony, recorder = make()
    await telephony.start(loop.hear)
    arrive(loop)
    names = [type(f).__name__ for f in recorder.facts]
    assert names.index("ContactOffered") < names.index("ContactAnswered")
    assert [type(c) for c in telephony.commands][-1] is port.Connect
    loop.stop()


async def test_pain_1_an_event_that_cannot_be_handled_does_not_stop_the_loop(
    monkeypatch: object,
) -> None:
    loop, _, recorder = make()
    handle = loop.state.handle

    def faulty(event: port.TelephonyEvent, now_ms: int) -> Outcome:
        if isinstance(event, port.DigitPressed):
            msg = "broken"
            raise RuntimeError(msg)
        return handle(event, now_ms)

    loop.state.handle = faulty  # type: ignore[method-assign]
    loop.hear(port.DigitPressed(at_ms=0, contact_id="C", digit="1"))
    arrive(loop)
    assert any(type(f).__name__ == "ContactArrived" for f in recorder.facts)
    loop.stop()


async def test_the_timer_rings_by_itself() -> None:
    loop, _, recorder = make()
    loop.state.engines["t"].configure(small_settings(), 0)
    done = asyncio.Event()
    loop.subscribe(lambda fact: done.set() if type(fact).__name__ == "DigitsEntered" else None)
    loop.hear(port.CallArrived(at_ms=0, contact_id="C", line="l", caller="", number="1000"))
    loop.hear(port.PlayEnded(at_ms=0, contact_id="C", play_id="C.p1"))
    async with asyncio.timeout(60):
        await done.wait()
    assert "DigitsEntered" in [type(f).__name__ for f in recorder.facts]
    loop.stop()


async def test_the_facts_name_the_lead_who_acted() -> None:
    loop, _, recorder = make()
    arrive(loop)
    loop.act("t", inputs.LogIn("bo"), "user:7")
    assert [
        f.by for f in recorder.facts if getattr(f, "agent_id", "") == "bo" and hasattr(f, "by")
    ] == ["user:7"]
    loop.stop()
