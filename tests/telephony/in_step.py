"""How far the two sides of a recording lie apart: one call through prompts, music, talk, hold and
transfer, with bursts of sound sent from both ends at known moments.

Both ends are sockets of the test on 127.0.0.1: what leaves one is in Asterisk within a millisecond.
"""

import asyncio
from dataclasses import dataclass
from typing import TypeVar

from tests.asterisk_fixture import LIMIT_S
from tests.running.media import Line, Media
from tests.running.sipp import Street
from tests.running.steps import Bursts, shift_s
from tests.running.tones import AGENT_HZ, CALLER_HZ, RATE_HZ, bursts, channels, irregular_onsets
from tests.running.tones import onsets as onsets_of
from tests.telephony.conftest import Controller
from tests.telephony.scenes import ring

from callfloor.kit.settings import Settings
from callfloor.recording.mix import stereo
from callfloor.telephony import port
from callfloor.telephony.asterisk import raw

E = TypeVar("E", bound=port.TelephonyEvent)

ONSETS_S = irregular_onsets(0.2, 6)
TALK_S = ONSETS_S[-1] + 0.6
STAGES = ("talk", "after the hold", "after the transfer")


@dataclass(frozen=True)
class Place:
    """Where the calls are made."""

    controller: Controller
    street: Street
    media: Media
    settings: Settings


class RecordedCall:
    """One customer's call among others at the same time."""

    def __init__(self, place: Place, caller: str) -> None:
        self._place = place
        self._caller = caller
        self._taken = 0
        self._contact_id = ""
        self._voice = place.media.open()

    async def apart_s(self) -> list[float]:
        """For each stage how much later the agent's side lies in the recording than it was spoken."""
        street, media = self._place.street, self._place.media
        voices = [media.open(), media.open()]
        phones = [street.agent_answers([voice.port]) for voice in voices]
        street.call([(self._voice.port, self._caller, "1000")])
        arrived = await self._until(port.CallArrived)
        self._contact_id = arrived.contact_id
        await self._hear_prompts("one", "two")
        said = []
        first = await self._answered(phones[0].port, 1)
        await self._connected(first)
        said.append(await self._talk(voices[0]))
        self._send(port.Hold(**self._about(), ring_id=first))
        await asyncio.sleep(1.0)
        await self._connected(first)
        said.append(await self._talk(voices[0]))
        self._send(port.ReleaseAgent(**self._about(), ring_id=first))
        await self._connected(await self._answered(phones[1].port, 2))
        said.append(await self._talk(voices[1]))
        self._send(port.EndCall(tenant="shop", contact_id=self._contact_id))
        await self._until(port.RecordingFinished)
        sides = stereo(*raw.legs(self._place.settings, arrived.line))
        return [_apart_s(b"".join(sides.parts()), *both) for both in said]

    # -- how --------------------------------------------------------------------------------------

    def _about(self) -> dict[str, str]:
        return {"tenant": "shop", "contact_id": self._contact_id}

    def _send(self, command: port.Command) -> None:
        self._place.controller.telephony.send(command)

    async def _until(self, kind: type[E]) -> E:
        """The next event of this kind about this call."""
        events = self._place.controller.ear.events
        async with asyncio.timeout(LIMIT_S):
            while True:
                for at in range(self._taken, len(events)):
                    event = events[at]
                    if isinstance(event, kind) and self._is_mine(event):
                        self._taken = at + 1
                        return event
                await asyncio.sleep(0.005)

    def _is_mine(self, event: port.TelephonyEvent) -> bool:
        if isinstance(event, port.CallArrived):
            return event.caller == self._caller
        return getattr(event, "contact_id", "") == self._contact_id

    async def _hear_prompts(self, *play_ids: str) -> None:
        prompts = (port.Prompt(kind="sound", value="vm-goodbye"),)
        for play_id in play_ids:
            self._send(port.PlayPrompts(**self._about(), play_id=play_id, prompts=prompts))
            await self._until(port.PlayEnded)

    async def _answered(self, sip_port: int, number: int) -> str:
        """Music, and a phone that rings and answers; the ring."""
        self._send(port.HoldInQueue(**self._about()))
        command = ring(self._contact_id, sip_port, number)
        self._send(command)
        await self._until(port.RingAnswered)
        return command.ring_id

    async def _connected(self, ring_id: str) -> None:
        self._send(port.Connect(**self._about(), ring_id=ring_id))
        await self._until(port.Connected)

    async def _talk(self, agent: Line) -> tuple[Bursts, Bursts]:
        """Both speak at once; when each burst left."""
        pair = ((self._voice, CALLER_HZ), (agent, AGENT_HZ))
        for line, pitch_hz in pair:
            line.sent.clear()
            line.play(bursts(pitch_hz, ONSETS_S, TALK_S))
        async with asyncio.timeout(LIMIT_S):
            while any(len(line.sent) < int(TALK_S * RATE_HZ / 160) for line, _ in pair):
                await asyncio.sleep(0.02)
        caller, other = (
            [line.sent_at_s(int(onset_s * RATE_HZ)) for onset_s in ONSETS_S] for line, _ in pair
        )
        return caller, other


def _apart_s(recording: bytes, caller: Bursts, agent: Bursts) -> float:
    left, right = channels(recording)
    on_left = shift_s(caller, onsets_of(left, CALLER_HZ))
    return shift_s(agent, onsets_of(right, AGENT_HZ), on_left) - on_left
