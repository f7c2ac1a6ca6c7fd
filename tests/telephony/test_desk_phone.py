"""A SIP phone over UDP with the credentials of the console: its whole life."""

import asyncio

import pytest
from tests.asterisk_fixture import AsteriskProcess
from tests.running import tones
from tests.running.media import Media
from tests.running.sipp import Street
from tests.telephony.conftest import Controller
from tests.telephony.scenes import Scene, until_heard
from tests.telephony.sip_phone import UdpPhone, sdp

from callfloor.floor.phones import Phones
from callfloor.telephony import port

pytestmark = pytest.mark.real


async def test_a_desk_phone_registers_is_rung_answers_hangs_up_and_leaves(
    asterisk: AsteriskProcess, controller: Controller, street: Street, media: Media
) -> None:
    shown = await Phones(controller.telephony, b"k" * 32, "127.0.0.1").issue("shop.sam", "sip")
    stranger = UdpPhone(asterisk.settings.sip_port, shown.user, "wrong")
    phone = UdpPhone(asterisk.settings.sip_port, shown.user, shown.secret)
    voice = media.open(keeps=True)
    await stranger.open()
    await phone.open()
    try:
        assert await stranger.register() == 401
        assert await phone.register() == 200
        there = await controller.ear.until(port.PhoneReachable, lambda one: one.reachable)
        assert there.phone_id == "shop.sam"
        scene = Scene(controller, street, media)
        await scene.arrive()
        invited: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        phone.on_invite = invited.set_result
        scene.send(port.HoldInQueue(**scene.about()))
        ring_id = f"{scene.contact_id}.r1"
        scene.send(
            port.RingPhone(
                tenant="shop", contact_id=scene.contact_id, ring_id=ring_id, phone_id="shop.sam",
                phone="sip", caller="+34600100200", limit_ms=20_000,
            )
        )  # fmt: skip
        invite = await asyncio.wait_for(invited, 10)
        await scene.ear.until(port.RingProgressed)
        await phone.reply(invite, "200 OK", sdp(voice.port))
        await scene.ear.until(port.RingAnswered)
        scene.send(port.Connect(**scene.about(), ring_id=ring_id))
        await scene.ear.until(port.Connected)
        scene.voice.play(tones.steady(tones.CALLER_HZ, 10))
        await until_heard(voice, 60)
        _, heard = voice.sound_heard()
        assert tones.level(heard, tones.CALLER_HZ).max() > 0.2
        await phone.hang_up(invite)
        left = await scene.ear.until(port.AgentLegEnded)
        assert (left.ring_id, left.by_phone) == (ring_id, True)
        assert await phone.register(expires=0) == 200
        gone = await controller.ear.until(port.PhoneReachable)
        assert (gone.phone_id, gone.reachable) == ("shop.sam", False)
    finally:
        await stranger.close()
        await phone.close()
