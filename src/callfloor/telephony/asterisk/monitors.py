"""Supervisors who hear an agent's call, through a snoop on the agent's own channel.

The snoop hears both sides and can speak to the agent; the supervisor's leg is in a bridge with it.
Listening is that leg muted, so listen and whisper change without a gap. To barge in, the leg moves
into the call's own bridge. Nothing of it is in the customer's recording unless the customer hears it.
"""

import asyncio

from callfloor.telephony import port
from callfloor.telephony.asterisk.calls import Call, Leg
from callfloor.telephony.asterisk.client import path_of
from callfloor.telephony.asterisk.dialplan import APP
from callfloor.telephony.asterisk.switch import CONFLICT, Switch

SNOOP = "snoop"
"""The purpose that a snoop's channel tells when it starts."""
_START_LIMIT_S = 5.0
_NORMAL = 16


class Monitors:
    def __init__(self, switch: Switch) -> None:
        self._switch = switch
        self._started: dict[str, asyncio.Event] = {}
        self._heard: dict[str, str] = {}
        """Supervisor's leg → the leg that is heard."""
        self._bridges: dict[str, str] = {}

    def send(self, call: Call, command: port.Monitor) -> None:
        leg = call.legs.get(command.ring_id)
        if leg is not None:
            leg.is_party = True
            leg.lane.put(lambda: self._monitor(call, leg, command))

    def take_over(self, call: Call, leg_id: str) -> None:
        """A supervisor's leg becomes one of the call: heard by all, without the snoop."""
        leg = call.legs.get(leg_id)
        if leg is not None and self._heard.get(leg_id):
            self._heard[leg_id] = ""
            leg.lane.put(lambda: self._free(leg))

    async def _free(self, leg: Leg) -> None:
        await self._mute(leg, muted=False)
        await self._switch.hang_up(_snoop_of(leg.id), _NORMAL)

    def started(self, snoop_id: str) -> None:
        event = self._started.get(snoop_id)
        if event is not None:
            event.set()

    def ended(self, leg_id: str) -> None:
        """The supervisor's leg is gone; what was made for it goes too."""
        if self._heard.pop(leg_id, None) is not None:
            self._switch.spawn(self._clear(leg_id))

    async def _monitor(self, call: Call, leg: Leg, command: port.Monitor) -> None:
        if leg.state != "answered" or call.gone or command.heard_ring_id not in call.legs:
            return
        if command.mode == "barge":
            await self._move(leg, call.bridge)
            self._heard[leg.id] = ""
            await self._free(leg)
            return
        await self._mute(leg, muted=command.mode == "listen")
        if self._heard.get(leg.id) != command.heard_ring_id:
            await self._hear(leg, command.heard_ring_id)
        await self._move(leg, self._bridges[leg.id])

    async def _hear(self, leg: Leg, heard_id: str) -> None:
        """A new snoop into the supervisor's own bridge; the one before, if any, has ended."""
        snoop_id = _snoop_of(leg.id)
        if leg.id in self._heard:
            await self._switch.hang_up(snoop_id, _NORMAL)
        self._heard[leg.id] = heard_id
        started = self._started[snoop_id] = asyncio.Event()
        answer = await self._switch.client.post(
            path_of("channels", heard_id, "snoop", snoop_id),
            spy="both",
            whisper="out",
            app=APP,
            appArgs=SNOOP,
        )
        if not answer.ok and answer.status != CONFLICT:
            self._switch.note("snoop", heard_id, answer)
            await self._switch.hang_up(leg.id, _NORMAL)
            return
        if answer.ok:
            async with asyncio.timeout(_START_LIMIT_S):
                await started.wait()
        self._started.pop(snoop_id, None)
        if leg.id not in self._bridges:
            self._bridges[leg.id] = await self._switch.bridges.take()
        bridge_id = self._bridges[leg.id]
        await self._switch.client.post(
            path_of("bridges", bridge_id, "addChannel"), channel=snoop_id
        )

    async def _move(self, leg: Leg, bridge_id: str) -> None:
        if not bridge_id or leg.bridge == bridge_id:
            return
        answer = await self._switch.client.post(
            path_of("bridges", bridge_id, "addChannel"), channel=leg.id
        )
        if answer.ok:
            leg.bridge = bridge_id
        else:
            self._switch.note("monitor", leg.id, answer)

    async def _mute(self, leg: Leg, *, muted: bool) -> None:
        path = path_of("channels", leg.id, "mute")
        if muted:
            await self._switch.client.post(path, direction="in")
        else:
            await self._switch.client.delete(path, direction="in")

    async def _clear(self, leg_id: str) -> None:
        await self._switch.hang_up(_snoop_of(leg_id), _NORMAL)
        self._switch.bridges.give_back(self._bridges.pop(leg_id, ""))


def _snoop_of(leg_id: str) -> str:
    return f"{leg_id}.{SNOOP}"


def is_snoop(channel_id: str) -> bool:
    return channel_id.endswith(f".{SNOOP}")
