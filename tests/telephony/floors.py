"""The floor's live loop on a real Asterisk, without a database."""

import asyncio
from collections.abc import Callable

from tests.asterisk_fixture import AsteriskProcess
from tests.telephony.conftest import TRUNK

from callfloor.acd import inputs
from callfloor.events.fact import Fact
from callfloor.floor.asking import Answerer
from callfloor.floor.loop import FloorLoop
from callfloor.floor.settings import TenantSettings
from callfloor.floor.state import FloorState
from callfloor.floor.web import Web
from callfloor.telephony import port
from callfloor.telephony.asterisk.adapter import AsteriskTelephony
from callfloor.telephony.asterisk.install import espeak_command
from callfloor.telephony.asterisk.speech import Espeak


class Floor:
    """The live loop on the real telephony, with what came of it."""

    def __init__(
        self, asterisk: AsteriskProcess, settings: TenantSettings, answer: Answerer | None = None
    ) -> None:
        self.facts: list[Fact] = []
        self.events: list[port.TelephonyEvent] = []
        state = FloorState()
        state.configure(settings, 0)
        self.telephony = AsteriskTelephony(asterisk.settings, Espeak(espeak_command))
        self.loop = FloorLoop(
            state,
            self.telephony,
            lambda _entries: None,
            answer=answer or Web(self._nobody, frozenset({"127.0.0.1"})).answer,
        )
        self.loop.subscribe(self.facts.append)

    @staticmethod
    async def _nobody(_tenant: str, _number: str) -> dict[str, str]:
        return {}

    def _hear(self, event: port.TelephonyEvent) -> None:
        self.events.append(event)
        self.loop.hear(event)

    async def start(self) -> None:
        await self.telephony.put_trunks((TRUNK,))
        await self.telephony.start(self._hear)
        await self.until(lambda: any(isinstance(one, port.TelephonyUp) for one in self.events))

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not is_so():
                await asyncio.sleep(0.02)

    def has(self, kind: type[Fact]) -> bool:
        return any(isinstance(one, kind) for one in self.facts)

    async def talk_and_hang_up(self, agent_id: str) -> None:
        for action in (inputs.LogIn(agent_id), inputs.GoReady(agent_id)):
            self.loop.act("shop", action, "agent")
        await self.until(lambda: any(isinstance(one, port.Connected) for one in self.events))
        self.loop.act("shop", inputs.HangUp(agent_id), "agent")

    def plays_ended(self) -> list[port.PlayEnded]:
        return [one for one in self.events if isinstance(one, port.PlayEnded)]
