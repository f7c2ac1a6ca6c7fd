"""One customer in the centre and what is done to the call: the words of the telephony tests."""

import asyncio
from typing import Any

from tests.asterisk_fixture import Ear
from tests.running.media import Line, Media
from tests.running.sipp import Sipp, Street
from tests.telephony.conftest import Controller

from callfloor.telephony import port


def ring(contact_id: str, sip_port: int, number: int = 1) -> port.RingPhone:
    return port.RingPhone(
        tenant="shop",
        contact_id=contact_id,
        ring_id=f"{contact_id}.r{number}",
        phone_id="shop.maria",
        phone="fixed",
        address=f"sip:maria@127.0.0.1:{sip_port}",
        caller="+34600100200",
        caller_name="Ana",
        limit_ms=20_000,
    )


class Scene:
    """One customer in the centre, with what is done to the call."""

    def __init__(self, controller: Controller, street: Street, media: Media) -> None:
        self.controller = controller
        self.ear: Ear = controller.ear
        self.send = controller.telephony.send
        self.street = street
        self.media = media
        self.contact_id = ""
        self.line = ""
        self.voice: Line = media.open(keeps=True)
        self.customer: Sipp | None = None

    @classmethod
    def of(cls, other: "Scene") -> "Scene":
        """The next customer in the same place."""
        return cls(other.controller, other.street, other.media)

    async def arrive(self, number: str = "1000") -> port.CallArrived:
        self.customer = self.street.call([(self.voice.port, "34600100200", number)])
        arrived = await self.ear.until(port.CallArrived)
        self.contact_id, self.line = arrived.contact_id, arrived.line
        return arrived

    def about(self) -> dict[str, Any]:
        return {"tenant": "shop", "contact_id": self.contact_id}

    async def talk(self, phone: Sipp) -> str:
        """Queue music, ring, answer, connect; returns the ring."""
        self.send(port.HoldInQueue(tenant="shop", contact_id=self.contact_id))
        command = ring(self.contact_id, phone.port)
        self.send(command)
        await self.ear.until(port.RingProgressed)
        await self.ear.until(port.RingAnswered)
        self.send(port.Connect(tenant="shop", contact_id=self.contact_id, ring_id=command.ring_id))
        await self.ear.until(port.Connected)
        return command.ring_id


async def until_heard(line: Line, packets: int, limit_s: float = 10) -> None:
    async with asyncio.timeout(limit_s):
        start = line.packets_heard
        while line.packets_heard < start + packets:
            await asyncio.sleep(0.02)
