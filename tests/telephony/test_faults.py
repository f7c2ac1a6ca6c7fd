"""Connections, controllers and Asterisk itself dying in the middle of calls; and bad input."""

import asyncio
import random
import socket

import pytest
from tests.asterisk_fixture import AsteriskProcess
from tests.running import tones
from tests.running.media import Media
from tests.running.sipp import Street
from tests.telephony.conftest import Controller
from tests.telephony.scenes import Scene, until_heard

from callfloor.telephony import port
from callfloor.telephony.asterisk import raw

pytestmark = pytest.mark.real


@pytest.fixture
def scene(controller: Controller, street: Street, media: Media) -> Scene:
    return Scene(controller, street, media)


def drop_socket(controller: Controller) -> None:
    """The event socket's connection breaks; Asterisk and this process live on."""
    events = controller.telephony._client._socket
    assert events is not None
    assert events._conn is not None
    assert events._conn.transport is not None
    events._conn.transport.abort()


async def test_a_dropped_socket_comes_back_with_every_call_where_it_was(
    scene: Scene, controller: Controller
) -> None:
    phone = scene.street.agent_answers([scene.media.open().port])
    await scene.arrive()
    ring_id = await scene.talk(phone)
    drop_socket(controller)
    await scene.ear.until(port.TelephonyDown)
    up = await scene.ear.until(port.TelephonyUp)
    assert not up.restarted
    (call,) = up.calls
    assert call == port.LiveCall(
        contact_id=scene.contact_id,
        line=scene.line,
        answered=True,
        rings={ring_id: True},
        connected_ring_id=ring_id,
    )
    scene.send(port.Hold(**scene.about(), ring_id=ring_id))
    scene.send(port.Connect(**scene.about(), ring_id=ring_id))
    await scene.ear.until(port.Connected)
    scene.send(port.EndCall(**scene.about()))
    await scene.ear.until(port.CallEnded)


async def test_commands_go_on_while_their_own_sockets_are_away(
    scene: Scene, controller: Controller
) -> None:
    phone = scene.street.agent_answers([scene.media.open().port])
    await scene.arrive()
    ring_id = await scene.talk(phone)
    commands = controller.telephony._client._commands
    assert commands.up
    under_way = asyncio.create_task(controller.telephony._client.get("/asterisk/ping"))
    for one in list(commands._sockets):
        assert one._socket._conn is not None
        assert one._socket._conn.transport is not None
        one._socket._conn.transport.abort()
    assert (await under_way).ok
    scene.send(port.Hold(**scene.about(), ring_id=ring_id))
    scene.send(port.Connect(**scene.about(), ring_id=ring_id))
    await scene.ear.until(port.Connected)
    scene.send(port.EndCall(**scene.about()))
    await scene.ear.until(port.CallEnded)


async def test_a_prompt_that_ended_unheard_is_told_after_the_reconnection(
    scene: Scene, controller: Controller
) -> None:
    await scene.arrive()
    prompts = (port.Prompt(kind="sound", value="beep"),)
    scene.send(port.PlayPrompts(**scene.about(), play_id="one", prompts=prompts))
    await until_heard(scene.voice, 3)
    drop_socket(controller)
    await scene.ear.until(port.TelephonyUp)
    assert (await scene.ear.until(port.PlayEnded)).play_id == "one"


async def test_a_new_controller_takes_over_what_the_dead_one_left(
    scene: Scene, controller: Controller, controllers: list[Controller], asterisk: AsteriskProcess
) -> None:
    phone = scene.street.agent_answers([scene.media.open().port])
    await scene.arrive()
    ring_id = await scene.talk(phone)
    waiting = scene.media.open()
    scene.street.call([(waiting.port, "34600100300", "1000")])
    second = await scene.ear.until(port.CallArrived)
    scene.send(port.HoldInQueue(tenant="shop", contact_id=second.contact_id))
    await until_heard(waiting, 10)
    await controller.telephony.stop()
    heir = Controller(asterisk)
    controllers.append(heir)
    heir.telephony.adopt({scene.line: scene.contact_id})
    await heir.start()
    up = heir.ear.heard(port.TelephonyUp)[0]
    assert not up.restarted
    assert [(one.contact_id, one.connected_ring_id) for one in up.calls] == [
        (scene.contact_id, ring_id)
    ]
    arrived = await heir.ear.until(port.CallArrived)
    assert (arrived.line, arrived.number) == (second.line, "1000")
    heir.telephony.send(port.EndCall(**scene.about()))
    assert (await heir.ear.until(port.CallEnded)).contact_id == scene.contact_id


async def test_a_controller_that_was_replaced_stops_commanding(
    scene: Scene, controllers: list[Controller], asterisk: AsteriskProcess
) -> None:
    await scene.arrive()
    other = Controller(asterisk)
    controllers.append(other)
    other.telephony.adopt({scene.line: scene.contact_id})
    await other.start()
    assert (await scene.ear.until(port.TelephonyDown)).detail == "replaced"
    scene.send(port.EndCall(**scene.about()))
    other.telephony.send(port.HoldInQueue(**scene.about()))
    await until_heard(scene.voice, 50)
    assert other.ear.heard(port.CallEnded) == []


async def test_a_killed_asterisk_is_seen_as_another_one_and_takes_the_next_call(
    scene: Scene, asterisk: AsteriskProcess
) -> None:
    phone = scene.street.agent_answers([scene.media.open().port])
    await scene.arrive()
    await scene.talk(phone)
    asterisk.kill()
    await scene.ear.until(port.TelephonyDown)
    asterisk.start()
    up = await scene.ear.until(port.TelephonyUp)
    assert up.restarted
    assert up.calls == ()
    again = Scene.of(scene)
    await again.arrive()
    again.send(port.HoldInQueue(**again.about()))
    await until_heard(again.voice, 20)


async def test_while_the_controller_is_away_a_caller_is_told_and_may_leave_a_message(
    controller: Controller,
    controllers: list[Controller],
    street: Street,
    media: Media,
    asterisk: AsteriskProcess,
) -> None:
    await controller.telephony.stop()
    voice = media.open(keeps=True)
    caller = street.call([(voice.port, "34600100200", "1000")])
    await until_heard(voice, 500, limit_s=40)
    _, heard = voice.sound_heard()
    assert abs(heard).max() > 0.05
    voice.play(tones.steady(tones.CALLER_HZ, 60))
    folder = asterisk.settings.raw_recordings_folder
    async with asyncio.timeout(40):
        while not any(raw.duration_ms(one) > 2000 for one in folder.glob("*-message.wav")):
            await asyncio.sleep(0.1)
    caller.hang_up()
    caller.wait(20)
    heir = Controller(asterisk)
    controllers.append(heir)
    await heir.start()
    message = await heir.ear.until(port.CallerWasAlone)
    assert (message.tenant, message.trunk, message.number) == ("shop", "street", "1000")
    assert message.caller == "34600100200"
    assert message.message_ms > 1500
    assert message.arrived_ms < message.at_ms
    finished = await heir.ear.until(port.RecordingFinished)
    assert (finished.contact_id, finished.line) == (message.contact_id, message.line)


async def test_who_gave_up_while_the_controller_was_away_is_told_and_who_waited_is_taken(
    controller: Controller,
    controllers: list[Controller],
    street: Street,
    media: Media,
    asterisk: AsteriskProcess,
) -> None:
    await controller.telephony.stop()
    folder = asterisk.settings.raw_recordings_folder

    async def noted(count: int) -> None:
        async with asyncio.timeout(20):
            while len(list(folder.glob("*.call"))) < count:
                await asyncio.sleep(0.05)

    gives_up = street.call([(media.open().port, "34600100201", "1000")], stay_s=0.3)
    await noted(1)
    await asyncio.to_thread(gives_up.wait, 30)
    waits = street.call([(media.open().port, "34600100202", "1000")])
    await noted(2)
    heir = Controller(asterisk)
    controllers.append(heir)
    await heir.start()
    alone = await heir.ear.until(port.CallerWasAlone)
    assert (alone.caller, alone.message_ms) == ("34600100201", 0)
    arrived = await heir.ear.until(port.CallArrived)
    assert arrived.caller == "34600100202"
    assert len(list(folder.glob("*.call"))) == 2, "neither is durable yet"
    for told in (alone, arrived):
        heir.telephony.recorded(told.contact_id)
    assert list(folder.glob("*.call")) == []
    waits.stop()


async def test_malformed_sip_does_no_harm(scene: Scene, asterisk: AsteriskProcess) -> None:
    target = ("127.0.0.1", asterisk.settings.sip_port)
    chance = random.Random(7)
    invite = (
        b"INVITE sip:1000@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK1\r\n"
        b"From: <sip:x@127.0.0.1>;tag=1\r\nTo: <sip:1000@127.0.0.1>\r\nCall-ID: 1\r\n"
        b"CSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Length: 99999\r\n\r\n"
    )
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for _ in range(200):
            sender.sendto(chance.randbytes(chance.randrange(1, 1200)), target)
            broken = bytearray(invite)
            for _ in range(4):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            sender.sendto(bytes(broken), target)
        sender.sendto(b"BYE " + b"A" * 60_000, target)
    assert (await scene.arrive()).number == "1000"


async def test_a_flood_of_keys_arrives_whole_and_in_order(scene: Scene) -> None:
    await scene.arrive()
    scene.send(port.HoldInQueue(**scene.about()))
    await until_heard(scene.voice, 10)
    keys = "0123456789*#" * 4
    scene.voice.press(keys)
    heard = [(await scene.ear.until(port.DigitPressed)).digit for _ in keys]
    assert "".join(heard) == keys
