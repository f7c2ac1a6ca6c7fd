"""One suite for every telephony: the simulated exchange and the real Asterisk keep the same promises."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from random import Random
from typing import Protocol, TypeVar

import msgspec
import pytest
from tests.asterisk_fixture import Ear, running
from tests.running.media import Media
from tests.running.sipp import Street
from tests.telephony.conftest import TRUNK

from callfloor.kit.ids import new_id
from callfloor.telephony import port
from callfloor.telephony.asterisk.adapter import AsteriskTelephony
from callfloor.telephony.asterisk.install import espeak_command, find_or_install
from callfloor.telephony.asterisk.speech import Espeak
from callfloor.telephony.simulated.callers import Caller
from callfloor.telephony.simulated.exchange import Exchange
from callfloor.telephony.simulated.legs import RingPlan

E = TypeVar("E", bound=port.TelephonyEvent)


class Stage(Protocol):
    """A telephony, a customer who can call, and phones that answer, refuse or ring for ever."""

    events: list[port.TelephonyEvent]

    def call(self) -> None: ...

    def address(self, behaviour: str) -> str: ...

    def send(self, command: port.Command) -> None: ...

    async def until(self, kind: type[E]) -> E: ...


class SimulatedStage:
    def __init__(self) -> None:
        self.events: list[port.TelephonyEvent] = []
        self._exchange = Exchange(Random(1), {})
        self._exchange.ring_plan = self._plan
        self._exchange.outside_answers = lambda _number: False
        self._behaviour = ""
        self._now_ms = 1_000
        self._taken = 0

    def _plan(self, _phone_id: str, _is_rejoin: bool) -> RingPlan:
        plans = {"answers": ("answered", 500), "refuses": ("rejected", 500)}
        return RingPlan(*plans.get(self._behaviour, ("missed", 60_000)))

    def call(self) -> None:
        caller = Caller(
            contact_id=new_id(), at_ms=self._now_ms, number="1000", caller="100", caller_name="",
            language="en", channel="voice", wants="", patience_ms=600_000,
            menu_patience_ms=600_000, talk_ms=600_000, message_ms=5_000, slip_share=0.0,
        )  # fmt: skip
        self._exchange.expect(caller)

    def address(self, behaviour: str) -> str:
        self._behaviour = behaviour
        return "sip:somebody"

    def send(self, command: port.Command) -> None:
        self._exchange.execute(command, self._now_ms)

    async def until(self, kind: type[E]) -> E:
        while True:
            for at in range(self._taken, len(self.events)):
                event = self.events[at]
                if isinstance(event, kind):
                    self._taken = at + 1
                    return event
            assert self._exchange.next_at_ms is not None, f"no {kind.__name__} will come"
            self._now_ms, told = self._exchange.take()
            self.events += told


class AsteriskStage:
    def __init__(
        self, telephony: AsteriskTelephony, ear: Ear, street: Street, media: Media
    ) -> None:
        self._telephony = telephony
        self._ear = ear
        self._street = street
        self._media = media
        self.events = ear.events

    def call(self) -> None:
        self._street.call([(self._media.open().port, "100", "1000")])

    def address(self, behaviour: str) -> str:
        if behaviour == "answers":
            phone = self._street.agent_answers([self._media.open().port])
        elif behaviour == "refuses":
            phone = self._street.agent_refuses("603 Decline")
        else:
            phone = self._street.agent_never_answers()
        return f"sip:somebody@127.0.0.1:{phone.port}"

    def send(self, command: port.Command) -> None:
        self._telephony.send(command)

    async def until(self, kind: type[E]) -> E:
        return await self._ear.until(kind)


@pytest.fixture(params=["simulated", pytest.param("asterisk", marks=pytest.mark.real)])
async def stage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    if request.param == "simulated":
        yield SimulatedStage()
        return
    with running(tmp_path, find_or_install()) as asterisk:
        media, ear = Media(), Ear()
        street = Street(asterisk.settings.sip_port, tmp_path / "street")
        telephony = AsteriskTelephony(asterisk.settings, Espeak(espeak_command))
        await telephony.put_trunks((TRUNK,))
        await telephony.start(ear)
        await ear.until(port.TelephonyUp)
        try:
            yield AsteriskStage(telephony, ear, street, media)
        finally:
            await telephony.stop()
            street.stop()
            media.close()


def ring(contact_id: str, address: str, limit_ms: int = 20_000) -> port.RingPhone:
    return port.RingPhone(
        tenant="shop", contact_id=contact_id, ring_id=f"{contact_id}.r1", phone_id="shop.maria",
        phone="fixed", address=address, limit_ms=limit_ms,
    )  # fmt: skip


async def arrive(stage: Stage) -> str:
    stage.call()
    return (await stage.until(port.CallArrived)).contact_id


def command(kind: Callable[..., port.Command], contact_id: str, **fields: object) -> port.Command:
    return kind(tenant="shop", contact_id=contact_id, **fields)


def count(stage: Stage, kind: type[port.TelephonyEvent]) -> int:
    return sum(isinstance(event, kind) for event in stage.events)


async def round_trip(stage: Stage, contact_id: str) -> None:
    """Whatever was to be heard before has been heard after this."""
    prompts = (port.Prompt(kind="sound", value="beep"),)
    play_id = f"{contact_id}.trip{len(stage.events)}"
    stage.send(command(port.PlayPrompts, contact_id, play_id=play_id, prompts=prompts))
    await stage.until(port.PlayEnded)


async def test_a_customer_is_queued_rung_for_connected_held_and_let_go(stage: Stage) -> None:
    contact_id = await arrive(stage)
    stage.send(command(port.HoldInQueue, contact_id))
    rung = ring(contact_id, stage.address("answers"))
    stage.send(rung)
    assert (await stage.until(port.RingProgressed)).ring_id == rung.ring_id
    assert (await stage.until(port.RingAnswered)).ring_id == rung.ring_id
    stage.send(command(port.Connect, contact_id, ring_id=rung.ring_id))
    assert (await stage.until(port.Connected)).contact_id == contact_id
    stage.send(command(port.Hold, contact_id, ring_id=rung.ring_id))
    stage.send(command(port.Connect, contact_id, ring_id=rung.ring_id))
    await stage.until(port.Connected)
    stage.send(command(port.ReleaseAgent, contact_id, ring_id=rung.ring_id))
    ended = await stage.until(port.AgentLegEnded)
    assert (ended.ring_id, ended.by_phone) == (rung.ring_id, False)
    await round_trip(stage, contact_id)
    stage.send(command(port.EndCall, contact_id))
    assert (await stage.until(port.CallEnded)).cause == "normal"


async def test_a_ring_sent_twice_rings_once(stage: Stage) -> None:
    contact_id = await arrive(stage)
    rung = ring(contact_id, stage.address("answers"))
    stage.send(rung)
    stage.send(rung)
    await stage.until(port.RingAnswered)
    await round_trip(stage, contact_id)
    assert count(stage, port.RingAnswered) == 1
    assert count(stage, port.RingFailed) == 0


async def test_a_cancelled_ring_fails_once_as_cancelled(stage: Stage) -> None:
    contact_id = await arrive(stage)
    rung = ring(contact_id, stage.address("rings"))
    stage.send(rung)
    await stage.until(port.RingProgressed)
    for _ in range(2):
        stage.send(command(port.CancelRing, contact_id, ring_id=rung.ring_id))
    assert (await stage.until(port.RingFailed)).result == "cancelled"
    await round_trip(stage, contact_id)
    assert count(stage, port.RingFailed) == 1
    assert count(stage, port.RingAnswered) == 0


async def test_a_refusal_and_a_missed_ring_are_told_apart(stage: Stage) -> None:
    contact_id = await arrive(stage)
    stage.send(ring(contact_id, stage.address("refuses")))
    assert (await stage.until(port.RingFailed)).result == "rejected"
    stage.send(ring(contact_id, stage.address("rings"), limit_ms=1_500))
    assert (await stage.until(port.RingFailed)).result == "missed"


async def test_a_stopped_prompt_ends_like_one_that_was_played(stage: Stage) -> None:
    contact_id = await arrive(stage)
    prompts = (port.Prompt(kind="sound", value="demo-instruct"),)
    stage.send(command(port.PlayPrompts, contact_id, play_id="one", prompts=prompts))
    stage.send(command(port.StopPlay, contact_id, play_id="one"))
    stage.send(command(port.StopPlay, contact_id, play_id="one"))
    assert (await stage.until(port.PlayEnded)).play_id == "one"
    await round_trip(stage, contact_id)
    assert count(stage, port.PlayEnded) == 2


async def test_commands_for_a_call_that_has_gone_do_no_harm(stage: Stage) -> None:
    contact_id = await arrive(stage)
    stage.send(command(port.EndCall, contact_id))
    stage.send(command(port.EndCall, contact_id))
    await stage.until(port.CallEnded)
    prompts = (port.Prompt(kind="sound", value="beep"),)
    for late in (
        command(port.AnswerCall, contact_id),
        command(port.HoldInQueue, contact_id),
        command(port.PlayPrompts, contact_id, play_id="late", prompts=prompts),
        ring(contact_id, stage.address("answers")),
        command(port.Connect, contact_id, ring_id=f"{contact_id}.r1"),
        command(port.CancelRing, contact_id, ring_id=f"{contact_id}.r1"),
        command(port.EndCall, contact_id),
    ):
        stage.send(late)
    other = await arrive(stage)
    assert other != contact_id
    await round_trip(stage, other)
    assert count(stage, port.RingAnswered) == 0
    assert count(stage, port.Connected) == 0


async def test_a_second_leg_joins_waits_and_takes_the_first_ones_place(stage: Stage) -> None:
    contact_id = await arrive(stage)
    first = ring(contact_id, stage.address("answers"))
    stage.send(first)
    await stage.until(port.RingAnswered)
    stage.send(command(port.Connect, contact_id, ring_id=first.ring_id))
    await stage.until(port.Connected)
    stage.send(command(port.Hold, contact_id, ring_id=first.ring_id))
    second = msgspec.structs.replace(
        first, ring_id=f"{contact_id}.r2", phone_id="shop.omar", address=stage.address("answers")
    )
    stage.send(second)
    assert (await stage.until(port.RingAnswered)).ring_id == second.ring_id
    for kind in (port.JoinLeg, port.HoldLeg, port.JoinLeg, port.JoinLeg):
        stage.send(command(kind, contact_id, ring_id=second.ring_id))
    stage.send(command(port.ReleaseAgent, contact_id, ring_id=first.ring_id))
    stage.send(command(port.Connect, contact_id, ring_id=second.ring_id))
    assert (await stage.until(port.Connected)).ring_id == second.ring_id
    await round_trip(stage, contact_id)
    assert count(stage, port.AgentLegEnded) == 1, "the second leg goes on"
    stage.send(command(port.EndCall, contact_id))
    await stage.until(port.CallEnded)


async def test_an_outside_number_that_is_not_reached_leaves_the_customer_to_others(
    stage: Stage,
) -> None:
    """Simulated it is busy; the real one has no trunk to it."""
    contact_id = await arrive(stage)
    stage.send(command(port.HoldInQueue, contact_id))
    stage.send(command(port.DialOut, contact_id, number="+34910000000", caller="1000"))
    ended = await stage.until(port.DialOutEnded)
    assert (ended.contact_id, ended.answered) == (contact_id, False)
    stage.send(command(port.HoldInQueue, contact_id))
    rung = ring(contact_id, stage.address("answers"))
    stage.send(rung)
    await stage.until(port.RingAnswered)
    stage.send(command(port.Connect, contact_id, ring_id=rung.ring_id))
    assert (await stage.until(port.Connected)).ring_id == rung.ring_id
    assert count(stage, port.CallEnded) == 0
