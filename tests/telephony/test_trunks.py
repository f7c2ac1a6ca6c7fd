"""A trunk whose peer answers Asterisk's OPTIONS, and falls silent."""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import cast

import pytest
from tests.asterisk_fixture import AsteriskProcess
from tests.running.ports import free_udp_port
from tests.telephony.conftest import TRUNK, Controller

from callfloor.telephony import port

pytestmark = pytest.mark.real


class Carrier(asyncio.DatagramProtocol):
    """A peer that answers every OPTIONS with 200, while it wants to."""

    def __init__(self) -> None:
        self.is_silent = False
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        lines = data.decode(errors="replace").split("\r\n")
        if self.is_silent or not lines[0].startswith("OPTIONS ") or self._transport is None:
            return
        kept = ("via:", "from:", "call-id:", "cseq:")
        answer = ["SIP/2.0 200 OK", *(one for one in lines if one.lower().startswith(kept))]
        answer += [f"{one};tag=carrier" for one in lines if one.lower().startswith("to:")]
        self._transport.sendto("\r\n".join([*answer, "Content-Length: 0", "", ""]).encode(), addr)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


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
    await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: carrier, local_addr=("127.0.0.1", at)
    )
    watched = port.Trunk(
        tenant="shop", trunk_id="line", host="127.0.0.1", port=at, matches=("127.0.0.2",), watch_s=1
    )
    await controller.telephony.put_trunks((TRUNK, watched))
    ear = controller.ear
    here = await ear.until(port.TrunkReachable, lambda one: one.reachable)
    assert (here.tenant, here.trunk_id) == ("shop", "line")
    carrier.is_silent = True
    await ear.until(port.TrunkReachable, lambda one: not one.reachable)

    await controller.telephony.stop()  # another floor, which was told nothing of it
    again = Controller(asterisk)
    controllers.append(again)
    await again.telephony.put_trunks((TRUNK, watched))
    await again.telephony.start(again.ear)
    up = await again.ear.until(port.TelephonyUp)
    assert up.trunks == {"shop.line": False}
    carrier.is_silent = False
    await again.ear.until(port.TrunkReachable, lambda one: one.reachable)
    told = [one for one in again.ear.events if isinstance(one, port.TrunkReachable)]
    assert [one.reachable for one in told] == [True]
