"""A call's path on the real Asterisk: SIPp customers, SIPp phones, the adapter between."""

import msgspec
import pytest
from tests.asterisk_fixture import AsteriskProcess
from tests.running import tones
from tests.running.media import Media
from tests.running.sipp import Sipp, Street
from tests.telephony.conftest import TRUNK, Controller
from tests.telephony.scenes import Scene, ring, until_heard

from callfloor.recording.mix import stereo
from callfloor.telephony import port
from callfloor.telephony.asterisk import raw
from callfloor.telephony.asterisk.originate import DemoCaller, DemoCalls

pytestmark = pytest.mark.real


@pytest.fixture
def scene(controller: Controller, street: Street, media: Media) -> Scene:
    return Scene(controller, street, media)


async def test_asterisk_starts_without_a_warning(
    asterisk: AsteriskProcess, controller: Controller
) -> None:
    lines = asterisk.log.splitlines()
    # The trunks are read anew while it runs, which says that transports stay as they are.
    bad = [line for line in lines if "ERROR" in line or "WARNING" in line]
    assert bad == []
    assert asterisk.stop() == 0


async def test_a_customer_and_an_agent_talk_and_are_recorded_on_two_sides(
    scene: Scene, asterisk: AsteriskProcess
) -> None:
    agent_voice = scene.media.open(keeps=True)
    phone = scene.street.agent_answers([agent_voice.port])
    arrived = await scene.arrive()
    assert (arrived.tenant, arrived.trunk, arrived.number) == ("shop", "street", "1000")
    assert arrived.caller == "34600100200"
    ring_id = await scene.talk(phone)
    scene.voice.play(tones.steady(tones.CALLER_HZ, 10))
    agent_voice.play(tones.steady(tones.AGENT_HZ, 10))
    await until_heard(scene.voice, 100)
    assert scene.customer is not None
    scene.customer.hang_up()
    ended = await scene.ear.until(port.CallEnded)
    assert (ended.cause, ended.q850) == ("normal", 16)
    await scene.ear.until(port.RecordingFinished)
    (leg,) = scene.ear.heard(port.AgentLegEnded)
    assert (leg.ring_id, leg.by_phone) == (ring_id, False)
    left, right = raw.legs(asterisk.settings, scene.line)
    whole = b"".join(stereo(left, right).parts())
    customer, agent = tones.channels(whole)
    assert tones.level(customer, tones.CALLER_HZ).max() > 0.2
    assert tones.level(customer, tones.AGENT_HZ).max() < 0.05
    assert tones.level(agent, tones.AGENT_HZ).max() > 0.2
    _, heard = agent_voice.sound_heard()
    assert tones.level(heard, tones.CALLER_HZ).max() > 0.2


async def test_prompts_in_three_languages_keys_and_stop(scene: Scene) -> None:
    await scene.arrive()
    prompts = (
        port.Prompt(kind="sound", value="beep"),
        port.Prompt(kind="digits", value="12", language="es"),
        port.Prompt(kind="speech", value="你好", language="zh"),
    )
    scene.send(port.PlayPrompts(**scene.about(), play_id="one", prompts=prompts))
    ended = await scene.ear.until(port.PlayEnded)
    assert (ended.play_id, ended.ok) == ("one", True)
    long = (port.Prompt(kind="sound", value="demo-instruct"),)
    scene.send(port.PlayPrompts(**scene.about(), play_id="two", prompts=long))
    await until_heard(scene.voice, 20)
    scene.voice.press("4#")
    digits = [(await scene.ear.until(port.DigitPressed)).digit for _ in range(2)]
    assert digits == ["4", "#"]
    scene.send(port.StopPlay(**scene.about(), play_id="two"))
    assert (await scene.ear.until(port.PlayEnded, limit_s=2)).play_id == "two"


async def test_hold_gives_music_and_resume_the_agent_back(scene: Scene) -> None:
    agent_voice = scene.media.open(keeps=True)
    phone = scene.street.agent_answers([agent_voice.port])
    await scene.arrive()
    ring_id = await scene.talk(phone)
    agent_voice.play(tones.steady(tones.AGENT_HZ, 30))
    await until_heard(scene.voice, 50)
    scene.send(port.Hold(**scene.about(), ring_id=ring_id))
    await until_heard(scene.voice, 25)
    before = len(scene.voice.heard)
    await until_heard(scene.voice, 60)
    held = [tones.from_ulaw(one.payload) for one in scene.voice.heard[before:]]
    assert max(tones.level(one, tones.AGENT_HZ).max() for one in held) < 0.2
    scene.send(port.Connect(**scene.about(), ring_id=ring_id))
    await scene.ear.until(port.Connected)
    await until_heard(scene.voice, 60)
    back = [tones.from_ulaw(one.payload) for one in scene.voice.heard[-20:]]
    assert max(tones.level(one, tones.AGENT_HZ).max() for one in back) > 0.2
    assert phone.is_running


@pytest.mark.parametrize(
    ("status", "result"),
    [
        ("486 Busy Here", "busy"),
        ("603 Decline", "rejected"),
        ("480 Temporarily Unavailable", "missed"),
        ("500 Server Error", "failed"),
        ("404 Not Found", "failed"),
    ],
)
async def test_a_phone_that_says_no_says_why(scene: Scene, status: str, result: str) -> None:
    phone = scene.street.agent_refuses(status)
    await scene.arrive()
    scene.send(port.HoldInQueue(**scene.about()))
    scene.send(ring(scene.contact_id, phone.port))
    failed = await scene.ear.until(port.RingFailed)
    assert (failed.result, failed.sip_code) == (result, int(status[:3]))


async def test_a_phone_that_does_not_answer_in_time_is_missed(scene: Scene) -> None:
    phone = scene.street.agent_never_answers()
    await scene.arrive()
    command = ring(scene.contact_id, phone.port)
    scene.send(msgspec.structs.replace(command, limit_ms=1500))
    assert (await scene.ear.until(port.RingFailed)).result == "missed"


async def test_a_phone_that_is_not_there_has_failed(scene: Scene) -> None:
    await scene.arrive()
    command = ring(scene.contact_id, 9)
    scene.send(msgspec.structs.replace(command, phone="browser"))
    assert (await scene.ear.until(port.RingFailed)).result == "failed"


async def test_a_cancelled_ring_ends_at_the_phone_and_tells_once(scene: Scene) -> None:
    phone = scene.street.agent_never_answers()
    await scene.arrive()
    command = ring(scene.contact_id, phone.port)
    scene.send(command)
    scene.send(command)
    await scene.ear.until(port.RingProgressed)
    scene.send(port.CancelRing(**scene.about(), ring_id=command.ring_id))
    scene.send(port.CancelRing(**scene.about(), ring_id=command.ring_id))
    failed = await scene.ear.until(port.RingFailed)
    assert failed.result == "cancelled"
    scene.send(port.AnswerCall(**scene.about()))
    await until_heard_or_answered(scene)
    assert len(scene.ear.heard(port.RingFailed)) == 1
    phone.stop()
    assert phone.received("CANCEL") == 1


async def until_heard_or_answered(scene: Scene) -> None:
    """A round trip through Asterisk: anything that was to come before has come."""
    beep = (port.Prompt(kind="sound", value="beep"),)
    scene.send(port.PlayPrompts(**scene.about(), play_id="trip", prompts=beep))
    await scene.ear.until(port.PlayEnded)


async def test_an_agent_who_hangs_up_is_told_from_the_customer(scene: Scene) -> None:
    phone = scene.street.agent_answers([scene.media.open().port], talk_s=1)
    await scene.arrive()
    ring_id = await scene.talk(phone)
    ended = await scene.ear.until(port.AgentLegEnded)
    assert (ended.ring_id, ended.by_phone) == (ring_id, True)
    await until_heard(scene.voice, 50)
    scene.send(port.EndCall(tenant="shop", contact_id=scene.contact_id))
    assert (await scene.ear.until(port.CallEnded)).cause == "normal"


async def test_the_customer_who_leaves_while_it_rings_takes_the_ring_along(scene: Scene) -> None:
    phone = scene.street.agent_never_answers()
    await scene.arrive()
    scene.send(port.HoldInQueue(**scene.about()))
    scene.send(ring(scene.contact_id, phone.port))
    await scene.ear.until(port.RingProgressed)
    assert scene.customer is not None
    scene.customer.hang_up()
    await scene.ear.until(port.CallEnded)
    assert (await scene.ear.until(port.RingFailed)).result == "cancelled"
    scene.send(ring(scene.contact_id, phone.port, number=2))
    assert (await scene.ear.until(port.RingFailed)).result == "cancelled"


async def test_an_agent_who_answers_just_when_the_customer_left_is_let_go(scene: Scene) -> None:
    phone = scene.street.agent_answers([scene.media.open().port], ring_s=0.2)
    await scene.arrive()
    scene.send(port.HoldInQueue(**scene.about()))

    def leave(event: port.TelephonyEvent) -> None:
        if isinstance(event, port.RingAnswered):
            scene.send(port.EndCall(tenant="shop", contact_id=scene.contact_id))
            scene.send(port.Connect(**scene.about(), ring_id=event.ring_id))

    scene.ear.reflex = leave
    scene.send(ring(scene.contact_id, phone.port))
    await scene.ear.until(port.RecordingFinished)
    assert len(scene.ear.heard(port.CallEnded)) == 1
    assert len(scene.ear.heard(port.AgentLegEnded)) == 1
    assert scene.ear.heard(port.Connected) == []


async def test_a_voice_message_is_taken_and_ends_by_key(
    scene: Scene, asterisk: AsteriskProcess
) -> None:
    await scene.arrive()
    scene.send(port.HoldInQueue(**scene.about()))
    scene.send(
        port.PlayPrompts(
            **scene.about(), play_id="vm", prompts=(port.Prompt(kind="sound", value="hello"),)
        )
    )
    scene.send(
        port.TakeVoicemail(
            tenant="shop", contact_id=scene.contact_id, recording_id=f"{scene.contact_id}.vm"
        )
    )
    await scene.ear.until(port.PlayEnded)
    scene.voice.play(tones.steady(tones.CALLER_HZ, 20))
    await until_heard(scene.voice, 100)
    scene.voice.press("#")
    message = await scene.ear.until(port.VoicemailEnded)
    assert message.duration_ms > 500
    path = raw.message_file(asterisk.settings, message.recording_id)
    (sound,) = tones.channels(path.read_bytes())
    assert tones.level(sound, tones.CALLER_HZ).max() > 0.2


async def test_a_voice_message_ends_with_the_call(scene: Scene) -> None:
    await scene.arrive()
    scene.send(
        port.TakeVoicemail(
            tenant="shop", contact_id=scene.contact_id, recording_id=f"{scene.contact_id}.vm"
        )
    )
    await until_heard(scene.voice, 25)
    scene.voice.play(tones.steady(tones.CALLER_HZ, 20))
    await until_heard(scene.voice, 25) if scene.voice.packets_heard else None
    assert scene.customer is not None
    scene.customer.hang_up()
    message = await scene.ear.until(port.VoicemailEnded)
    assert message.recording_id == f"{scene.contact_id}.vm"
    assert scene.ear.heard(port.CallEnded) == [] or scene.ear.events.index(
        message
    ) < scene.ear.events.index(scene.ear.heard(port.CallEnded)[0])


async def test_a_call_beyond_the_limit_is_refused_and_told(
    asterisk: AsteriskProcess, controllers: list[Controller], street: Street, media: Media
) -> None:
    tight = Controller(asterisk)
    tight.telephony._hearing._admission._calls_max = 1
    controllers.append(tight)
    await tight.start()
    voices = [media.open(), media.open()]
    street.call([(voices[0].port, "100", "1000")])
    await tight.ear.until(port.CallArrived)
    second = street.call([(voices[1].port, "200", "1000")])
    refused = await tight.ear.until(port.CallRefused)
    assert (refused.caller, refused.number, refused.cause) == ("200", "1000", "admission")
    assert second.wait(10) != 0
    assert second.received("SIP/2.0 503") == 1
    assert tight.ear.heard(port.CallEnded) == []


async def test_a_call_to_an_unknown_number_is_refused_by_the_floor(scene: Scene) -> None:
    await scene.arrive("9999")
    scene.send(port.EndCall(tenant="shop", contact_id=scene.contact_id, cause="unknown_number"))
    await scene.ear.until(port.CallEnded)
    assert scene.customer is not None
    scene.customer.wait(10)
    assert scene.customer.received("SIP/2.0 404") == 1


def outside(sip_port: int) -> port.Trunk:
    return port.Trunk(
        tenant="shop", trunk_id="out", host="127.0.0.1", port=sip_port, matches=("127.0.0.2",)
    )


async def dial_out(scene: Scene, phone: Sipp) -> None:
    await scene.controller.telephony.put_trunks((TRUNK, outside(phone.port)))
    await scene.arrive()
    scene.send(port.DialOut(**scene.about(), number="+34910000000", caller="+34911111111"))


async def test_an_outside_number_is_reached_through_the_trunk(scene: Scene) -> None:
    far = scene.media.open(keeps=True)
    phone = scene.street.agent_answers([far.port], talk_s=4)
    await dial_out(scene, phone)
    scene.voice.play(tones.steady(tones.CALLER_HZ, 10))
    await until_heard(far, 60)
    _, heard = far.sound_heard()
    assert tones.level(heard, tones.CALLER_HZ).max() > 0.2
    assert (await scene.ear.until(port.DialOutEnded)).answered
    assert phone.is_running
    assert scene.ear.heard(port.CallEnded) == []


async def test_an_outside_number_that_is_busy_leaves_the_customer_on_music(scene: Scene) -> None:
    await dial_out(scene, scene.street.agent_refuses("486 Busy Here"))
    ended = await scene.ear.until(port.DialOutEnded)
    assert (ended.answered, ended.sip_code) == (False, 486)
    await until_heard(scene.voice, 50)


async def test_an_outside_number_without_a_trunk_is_told_at_once(scene: Scene) -> None:
    await scene.arrive()
    scene.send(port.DialOut(**scene.about(), number="+34910000000", caller=""))
    assert not (await scene.ear.until(port.DialOutEnded)).answered


async def test_a_demo_caller_comes_in_as_a_demonstration_and_presses_keys(
    scene: Scene, asterisk: AsteriskProcess
) -> None:
    caller = DemoCaller(
        number="1000", caller="+12025550111", caller_name="Ana Li", keys=(("2", 1), ("1", 1))
    )
    async with DemoCalls(asterisk.settings, "shop") as calls:
        line = await calls.place(caller)
    arrived = await scene.ear.until(port.CallArrived)
    assert (arrived.line, arrived.tenant, arrived.is_demo) == (line, "shop", True)
    assert (arrived.caller, arrived.caller_name) == ("+12025550111", "Ana Li")
    scene.send(port.HoldInQueue(tenant="shop", contact_id=arrived.contact_id))
    assert [(await scene.ear.until(port.DigitPressed)).digit for _ in range(2)] == ["2", "1"]
    rung = ring(arrived.contact_id, 9)
    agent = msgspec.structs.replace(rung, address="Local/agent@callfloor-demo-agents")
    scene.send(agent)
    await scene.ear.until(port.RingAnswered)
    scene.send(port.Connect(tenant="shop", contact_id=arrived.contact_id, ring_id=agent.ring_id))
    await scene.ear.until(port.Connected)
    scene.send(port.EndCall(tenant="shop", contact_id=arrived.contact_id))
    await scene.ear.until(port.RecordingFinished)
    assert raw.duration_ms(raw.legs(asterisk.settings, line)[0]) > 1_000
