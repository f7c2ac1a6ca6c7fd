"""Trunks whose peer answers Asterisk's OPTIONS and falls silent, and one that refuses to register us."""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import cast

import msgspec
import pytest
from tests.asterisk_fixture import AsteriskProcess
from tests.running.ports import free_udp_port
from tests.telephony.conftest import TRUNK, Controller

from callfloor.telephony import port
from callfloor.telephony.asterisk import trunks

pytestmark = pytest.mark.real


class Carrier(asyncio.DatagramProtocol):
    """A peer that answers every OPTIONS with 200, while it wants to, and each REGISTER as it is told."""

    def __init__(self) -> None:
        self.is_silent = False
        self.of_register = "403 Forbidden"
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        lines = data.decode(errors="replace").split("\r\n")
        asked = lines[0].partition(" ")[0]
        status = {"OPTIONS": "200 OK", "REGISTER": self.of_register}.get(asked)
        if self.is_silent or status is None or self._transport is None:
            return
        kept = ("via:", "from:", "call-id:", "cseq:", "contact:", "expires:")
        answer = [f"SIP/2.0 {status}", *(one for one in lines if one.lower().startswith(kept))]
        answer += [f"{one};tag=carrier" for one in lines if one.lower().startswith("to:")]
        self._transport.sendto("\r\n".join([*answer, "Content-Length: 0", "", ""]).encode(), addr)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


async def listening(carrier: Carrier, address: str, at: int) -> None:
    await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: carrier, local_addr=(address, at)
    )


@pytest.fixture
def carrier() -> Iterator[Carrier]:
    one = Carrier()
    yield one
    with contextlib.suppress(RuntimeError):
        one.close()


async def test_a_trunk_that_falls_silent_is_told_and_again_when_it_is_back(
    asterisk: AsteriskProcess,
    controller: Controller,
    controllers: list[Controller],
    carrier: Carrier,
) -> None:
    at = free_udp_port()
    await listening(carrier, "127.0.0.1", at)
    watched = port.Trunk(
        tenant="shop", trunk_id="line", host="127.0.0.1", port=at, matches=("127.0.0.2",),
        asked=("127.0.0.1",), watch_s=1,
    )  # fmt: skip
    await controller.telephony.put_trunks((TRUNK, watched))
    ear = controller.ear
    here = await ear.until(port.TrunkChanged, lambda one: one.state == "reachable")
    assert (here.tenant, here.trunk_id) == ("shop", "line")
    carrier.is_silent = True
    await ear.until(port.TrunkChanged, lambda one: one.state == "away")

    await controller.telephony.stop()  # another floor, which was told nothing of it
    again = Controller(asterisk)
    controllers.append(again)
    await again.telephony.put_trunks((TRUNK, watched))
    await again.telephony.start(again.ear)
    up = await again.ear.until(port.TelephonyUp)
    assert up.trunks == {"shop.line": "away"}
    carrier.is_silent = False
    await again.ear.until(port.TrunkChanged, lambda one: one.state == "reachable")
    told = [one for one in again.ear.events if isinstance(one, port.TrunkChanged)]
    assert [one.state for one in told] == ["reachable"]


async def test_a_trunk_that_only_brings_calls_in_is_there_while_one_of_its_addresses_answers(
    controller: Controller, carrier: Carrier
) -> None:
    at, other = free_udp_port(), Carrier()
    await listening(carrier, "127.0.0.3", at)
    await listening(other, "127.0.0.4", at)
    addresses = ("127.0.0.3", "127.0.0.4")
    brings = port.Trunk(
        tenant="shop", trunk_id="in", port=at, matches=addresses, asked=addresses, watch_s=1
    )
    try:
        await controller.telephony.put_trunks((TRUNK, brings))
        told = controller.ear.until
        await told(port.TrunkChanged, lambda one: one.state == "reachable")
        carrier.is_silent = True
        other.is_silent = True
        await told(port.TrunkChanged, lambda one: one.state == "away")
        other.is_silent = False
        await told(port.TrunkChanged, lambda one: one.state == "reachable")
    finally:
        other.close()


async def test_a_carrier_that_does_not_accept_our_registration_is_told_and_again_when_it_does(
    controller: Controller, carrier: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trunks, "REGISTRATIONS_EVERY_S", 0.3)
    at = free_udp_port()
    await listening(carrier, "127.0.0.1", at)
    line = port.Trunk(
        tenant="shop", trunk_id="line", host="127.0.0.1", port=at, matches=("127.0.0.2",),
        username="us", secret="secret", registers=True, asked=("127.0.0.1",), watch_s=1,
    )  # fmt: skip
    await controller.telephony.put_trunks((TRUNK, line))
    await controller.ear.until(port.TrunkChanged, lambda one: one.state == "refused")
    carrier.of_register = "200 OK"
    again = msgspec.structs.replace(line, secret="other")
    await controller.telephony.put_trunks((TRUNK, again))
    await controller.ear.until(port.TrunkChanged, lambda one: one.state == "reachable")
