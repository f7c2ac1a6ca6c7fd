"""Agents' phones and web callers: who may register, what they reach, how their loss is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
import pytest
from tests.asterisk_fixture import AsteriskProcess
from tests.running.media import Media
from tests.running.sipp import Street
from tests.telephony.conftest import Controller
from tests.telephony.scenes import Scene
from tests.telephony.sip_phone import WebPhone, sdp

from callfloor.kit.ids import new_id
from callfloor.telephony import port
from callfloor.telephony.asterisk.client import path_of
from callfloor.telephony.asterisk.probing import watch
from callfloor.telephony.asterisk.sip import phone_objects

pytestmark = pytest.mark.real

MARIA = port.PhoneAccount(phone_id="shop.maria", user="shop.maria", secret="s1", kind="browser")


@pytest.fixture
def scene(controller: Controller, street: Street, media: Media) -> Scene:
    return Scene(controller, street, media)


@asynccontextmanager
async def page(
    asterisk: AsteriskProcess, account: port.PhoneAccount, secret: str = ""
) -> AsyncIterator[WebPhone]:
    phone = WebPhone(asterisk.settings.asterisk_http_port, account.user, secret or account.secret)
    await phone.open()
    try:
        yield phone
    finally:
        await phone.close()


async def plain_media(controller: Controller, account: port.PhoneAccount) -> None:
    """These tests' phone speaks no DTLS; all else stays as a browser's account has it."""
    path = path_of("asterisk", "config", "dynamic", "res_pjsip", "endpoint", account.phone_id)
    fields = dict(phone_objects(account))["endpoint"] | {"webrtc": "no"}
    body = {"fields": [{"attribute": key, "value": value} for key, value in fields.items()]}
    client, phones = controller.telephony._client, controller.telephony._phones
    await phones._unsubscribe(account.phone_id)
    assert (await client.delete(path)).ok
    assert (await client.put(path, body)).ok
    await watch(client, [account.phone_id])


async def test_only_the_right_secret_registers(
    asterisk: AsteriskProcess, controller: Controller
) -> None:
    await controller.telephony.put_phone(MARIA)
    async with page(asterisk, MARIA, "wrong") as stranger:
        assert await stranger.register() == 401
    async with page(asterisk, MARIA) as phone:
        assert await phone.register() == 200
        here = await controller.ear.until(port.PhoneReachable)
        assert (here.phone_id, here.reachable) == ("shop.maria", True)
        assert here.registration


async def test_a_closed_page_is_unreachable_and_a_reloaded_one_has_another_registration(
    asterisk: AsteriskProcess, controller: Controller
) -> None:
    await controller.telephony.put_phone(MARIA)
    async with page(asterisk, MARIA) as phone:
        await phone.register()
        first = await controller.ear.until(port.PhoneReachable, lambda one: one.reachable)
    await controller.ear.until(port.PhoneReachable, lambda one: not one.reachable)
    async with page(asterisk, MARIA) as phone:
        await phone.register()
        second = await controller.ear.until(port.PhoneReachable, lambda one: one.reachable)
    assert first.registration != second.registration


async def test_a_new_page_takes_the_place_of_the_old_one(
    asterisk: AsteriskProcess, controller: Controller
) -> None:
    await controller.telephony.put_phone(MARIA)
    async with page(asterisk, MARIA) as old, page(asterisk, MARIA) as new:
        await old.register()
        first = await controller.ear.until(port.PhoneReachable, lambda one: one.reachable)
        await new.register()
        second = await controller.ear.until(
            port.PhoneReachable,
            lambda one: one.reachable and one.registration != first.registration,
        )
    assert second.reachable


async def test_a_new_controller_knows_who_is_registered(
    asterisk: AsteriskProcess, controller: Controller, controllers: list[Controller]
) -> None:
    await controller.telephony.put_phone(MARIA)
    async with page(asterisk, MARIA) as phone:
        await phone.register()
        told = await controller.ear.until(port.PhoneReachable)
        await controller.telephony.stop()
        heir = Controller(asterisk)
        controllers.append(heir)
        await heir.start()
        (up,) = heir.ear.heard(port.TelephonyUp)
        assert up.reachable == {"shop.maria": told.registration}


async def test_accounts_come_back_after_asterisk_was_killed_though_the_controller_is_new(
    asterisk: AsteriskProcess, controller: Controller, controllers: list[Controller]
) -> None:
    await controller.telephony.put_phone(MARIA)
    await controller.telephony.stop()
    heir = Controller(asterisk)
    controllers.append(heir)
    await heir.start()
    async with asyncio.timeout(10):
        while "shop.maria" not in heir.telephony._phones._accounts:
            await asyncio.sleep(0.02)
    asterisk.kill()
    asterisk.start()
    assert (await heir.ear.until(port.TelephonyUp)).restarted
    async with page(asterisk, MARIA) as phone:
        assert await phone.register() == 200


async def test_a_removed_account_registers_no_more(
    asterisk: AsteriskProcess, controller: Controller
) -> None:
    await controller.telephony.put_phone(MARIA)
    await controller.telephony.remove_phone("shop.maria")
    async with page(asterisk, MARIA) as phone:
        assert await phone.register() in (401, 403, 404)


async def test_an_account_put_in_again_is_heard_again(
    asterisk: AsteriskProcess, controller: Controller
) -> None:
    for _ in range(2):
        await controller.telephony.put_phone(MARIA)
        async with page(asterisk, MARIA) as phone:
            assert await phone.register() == 200
            await controller.ear.until(port.PhoneReachable, lambda one: one.reachable)
        await controller.ear.until(port.PhoneReachable, lambda one: not one.reachable)
        await controller.telephony.remove_phone("shop.maria")


async def test_a_phone_reaches_the_echo_test_by_leave_and_nothing_else(
    asterisk: AsteriskProcess, controller: Controller
) -> None:
    account = msgspec.structs.replace(MARIA, language="es")
    await controller.telephony.put_phone(account)
    await plain_media(controller, account)
    for number in ("1000", "+34600100200"):
        async with page(asterisk, account) as phone:
            assert await phone.call(number) == 404
    async with page(asterisk, account) as phone:
        calling = asyncio.create_task(phone.call("*43"))
        called = await controller.ear.until(port.PhoneCalled)
        assert (called.phone_id, called.number, called.language) == ("shop.maria", "*43", "es")
        about = {"tenant": "shop", "contact_id": called.contact_id}
        beep = (port.Prompt("sound", "beep"),)
        controller.telephony.send(port.PlayPrompts(**about, play_id="one", prompts=beep))
        assert await calling == 200
        await controller.ear.until(port.PlayEnded)
        controller.telephony.send(port.EchoBack(**about))
        await until_in(controller, called.line, "Echo")
        controller.telephony.send(port.EndCall(tenant="shop", contact_id=called.contact_id))
        assert (await controller.ear.until(port.CallEnded)).contact_id == called.contact_id
    assert controller.ear.heard(port.CallArrived) == []
    assert controller.ear.heard(port.RecordingFinished) == []


async def until_in(controller: Controller, line: str, application: str) -> None:
    """Until this channel is in an application of the dialplan."""
    async with asyncio.timeout(10):
        while True:
            answer = await controller.telephony._client.get(path_of("channels", line))
            if (
                answer.ok
                and msgspec.json.decode(answer.body)["dialplan"]["app_name"] == application
            ):
                return
            await asyncio.sleep(0.02)


async def test_a_web_call_reaches_its_number_and_no_other(
    asterisk: AsteriskProcess, controller: Controller
) -> None:
    user = f"web.{new_id().lower()}"
    account = port.PhoneAccount(
        phone_id=user,
        user=user,
        secret="s",
        kind="web_call",
        number="1000",
        name='Ana "<Li>"',
        language="es",
    )
    await controller.telephony.put_phone(account)
    await plain_media(controller, account)
    async with page(asterisk, account) as caller:
        assert await caller.call("2000") == 403
    assert controller.ear.heard(port.CallArrived) == []
    async with page(asterisk, account) as caller:
        calling = asyncio.create_task(caller.call("1000"))
        arrived = await controller.ear.until(port.CallArrived)
        controller.telephony.send(port.AnswerCall(tenant="shop", contact_id=arrived.contact_id))
        assert await calling == 200
    assert (arrived.channel, arrived.number, arrived.language) == ("web_call", "1000", "es")
    assert arrived.caller_name == "Ana Li"
    assert arrived.trunk == ""


async def ring_page(scene: Scene, phone: WebPhone, *, rejoin: bool = False) -> str:
    """Ring the page, answer there, connect; returns the INVITE."""
    number = len(phone.invites) + 1 + 10 * rejoin
    ring_id = f"{scene.contact_id}.r{number}"
    invited = asyncio.get_running_loop().create_future()
    phone.on_invite = invited.set_result
    scene.send(
        port.RingPhone(
            tenant="shop",
            contact_id=scene.contact_id,
            ring_id=ring_id,
            phone_id="shop.maria",
            phone="browser",
            caller="+34600100200",
            caller_name='Ana "Li"',
            limit_ms=20_000,
            rejoin=rejoin,
        )
    )
    async with asyncio.timeout(20):
        invite: str = await invited
    await phone.reply(invite, "200 OK", sdp())
    await scene.ear.until(port.RingAnswered)
    scene.send(port.Connect(**scene.about(), ring_id=ring_id))
    await scene.ear.until(port.Connected)
    return invite


async def test_a_ring_tells_the_page_its_contact_and_a_goodbye_is_told_as_such(
    scene: Scene, asterisk: AsteriskProcess, controller: Controller
) -> None:
    await controller.telephony.put_phone(MARIA)
    await plain_media(controller, MARIA)
    await scene.arrive()
    async with page(asterisk, MARIA) as phone:
        await phone.register()
        await scene.ear.until(port.PhoneReachable)
        invite = await ring_page(scene, phone)
        assert f"X-Callfloor-Contact: {scene.contact_id}" in invite
        assert "X-Callfloor-Rejoin" not in invite
        assert 'From: "Ana Li" <sip:+34600100200@' in invite
        await phone.hang_up(invite)
        assert (await scene.ear.until(port.AgentLegEnded)).by_phone


async def test_a_page_that_closes_in_a_call_is_lost_and_rejoins_with_the_customer_kept(
    scene: Scene, asterisk: AsteriskProcess, controller: Controller
) -> None:
    await controller.telephony.put_phone(MARIA)
    await plain_media(controller, MARIA)
    await scene.arrive()
    async with page(asterisk, MARIA) as phone:
        await phone.register()
        await scene.ear.until(port.PhoneReachable)
        await ring_page(scene, phone)
    gone = await scene.ear.until(port.PhoneReachable, lambda one: not one.reachable)
    lost = await scene.ear.until(port.AgentLegEnded)
    assert not lost.by_phone
    assert lost.at_ms - gone.at_ms < 4_000
    async with page(asterisk, MARIA) as phone:
        await phone.register()
        invite = await ring_page(scene, phone, rejoin=True)
        assert "X-Callfloor-Rejoin: 1" in invite
    assert scene.ear.heard(port.CallEnded) == []
