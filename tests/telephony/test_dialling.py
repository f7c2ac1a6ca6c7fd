"""Customers dialled from the centre on the real Asterisk: the agent first, then the far end."""

import pytest
from tests.asterisk_fixture import AsteriskProcess
from tests.running import tones
from tests.running.media import Media
from tests.running.sipp import Sipp, Street
from tests.telephony.conftest import TRUNK, Controller
from tests.telephony.scenes import Scene, until_heard

from callfloor.kit.ids import new_id
from callfloor.recording.mix import stereo
from callfloor.telephony import port
from callfloor.telephony.asterisk import raw

pytestmark = pytest.mark.real

SHOWN = "+34911111111"


@pytest.fixture
def scene(controller: Controller, street: Street, media: Media) -> Scene:
    scene = Scene(controller, street, media)
    scene.contact_id = new_id()
    scene.line = f"{scene.contact_id}.c1"
    return scene


async def ring_agent(scene: Scene, phone: Sipp) -> str:
    """The agent's own phone, with no customer there yet."""
    ring = port.RingPhone(
        **scene.about(),
        ring_id=f"{scene.contact_id}.r1",
        phone_id="shop.maria",
        phone="fixed",
        address=f"sip:maria@127.0.0.1:{phone.port}",
        caller="+34600100200",
        limit_ms=20_000,
        alone=True,
    )
    scene.send(ring)
    await scene.ear.until(port.RingAnswered)
    return ring.ring_id


def dial(scene: Scene, attempt: int = 1) -> str:
    line = f"{scene.contact_id}.c{attempt}"
    scene.send(
        port.DialCustomer(
            **scene.about(), line=line, number="+34600100200", shown=SHOWN, limit_ms=30_000
        )
    )
    return line


async def trunk_to(scene: Scene, phone: Sipp) -> None:
    out = port.Trunk(
        tenant="shop", trunk_id="out", host="127.0.0.1", port=phone.port, matches=("127.0.0.2",)
    )
    await scene.controller.telephony.put_trunks((TRUNK, out))


async def test_agent_and_dialled_customer_talk_and_are_recorded(
    scene: Scene, asterisk: AsteriskProcess
) -> None:
    agent_voice = scene.media.open(keeps=True)
    agent = scene.street.agent_answers([agent_voice.port])
    customer = scene.street.agent_answers([scene.voice.port], talk_s=5)
    await trunk_to(scene, customer)
    ring_id = await ring_agent(scene, agent)
    line = dial(scene)
    dial(scene)  # said twice, dialled once
    answered = await scene.ear.until(port.CustomerAnswered)
    assert (answered.contact_id, answered.line) == (scene.contact_id, line)
    scene.send(port.Connect(**scene.about(), ring_id=ring_id))
    assert (await scene.ear.until(port.Connected)).ring_id == ring_id
    scene.voice.play(tones.steady(tones.CALLER_HZ, 10))
    agent_voice.play(tones.steady(tones.AGENT_HZ, 10))
    await until_heard(scene.voice, 100)
    ended = await scene.ear.until(port.CallEnded)
    assert (ended.line, ended.cause) == (line, "normal")
    await scene.ear.until(port.RecordingFinished)
    left, right = raw.legs(asterisk.settings, line)
    said, heard = tones.channels(b"".join(stereo(left, right).parts()))
    assert tones.level(said, tones.CALLER_HZ).max() > 0.2
    assert tones.level(heard, tones.AGENT_HZ).max() > 0.2
    _, at_agent = agent_voice.sound_heard()
    assert tones.level(at_agent, tones.CALLER_HZ).max() > 0.2
    assert len(scene.ear.heard(port.CustomerAnswered)) == 1


@pytest.mark.parametrize(
    ("status", "result"),
    [
        ("486 Busy Here", "busy"),
        ("603 Decline", "rejected"),
        ("480 Temporarily Unavailable", "no_answer"),
        ("404 Not Found", "failed"),
    ],
)
async def test_why_a_customer_was_not_reached_is_told_apart(
    scene: Scene, status: str, result: str
) -> None:
    agent = scene.street.agent_answers([scene.media.open().port])
    await trunk_to(scene, scene.street.agent_refuses(status))
    ring_id = await ring_agent(scene, agent)
    dial(scene)
    failed = await scene.ear.until(port.CustomerFailed)
    assert (failed.result, failed.sip_code) == (result, int(status[:3]))
    scene.send(port.EndCall(**scene.about()))
    assert (await scene.ear.until(port.AgentLegEnded)).ring_id == ring_id


async def test_a_second_attempt_of_the_same_contact_is_a_call_of_its_own(scene: Scene) -> None:
    first = scene.street.agent_answers([scene.media.open().port])
    refusing = scene.street.agent_refuses("486 Busy Here")
    await trunk_to(scene, refusing)
    await ring_agent(scene, first)
    dial(scene)
    await scene.ear.until(port.CustomerFailed)
    scene.send(port.ReleaseAgent(**scene.about(), ring_id=f"{scene.contact_id}.r1"))
    await scene.ear.until(port.AgentLegEnded)
    answering = scene.street.agent_answers([scene.voice.port], talk_s=20)
    await trunk_to(scene, answering)
    second = scene.street.agent_answers([scene.media.open().port])
    again = port.RingPhone(
        **scene.about(), ring_id=f"{scene.contact_id}.r2", phone_id="shop.omar", phone="fixed",
        address=f"sip:omar@127.0.0.1:{second.port}", limit_ms=20_000, alone=True,
    )  # fmt: skip
    scene.send(again)
    await scene.ear.until(port.RingAnswered)
    line = dial(scene, 2)
    assert (await scene.ear.until(port.CustomerAnswered)).line == line
    scene.send(port.EndCall(**scene.about()))
    assert (await scene.ear.until(port.CallEnded)).line == line


async def test_an_agent_who_gives_up_stops_the_dialling(scene: Scene) -> None:
    agent = scene.street.agent_answers([scene.media.open().port])
    await trunk_to(scene, scene.street.agent_never_answers())
    await ring_agent(scene, agent)
    line = dial(scene)
    assert (await scene.ear.until(port.CustomerProgressed)).line == line
    scene.send(port.DropCustomer(**scene.about(), line=line))
    assert (await scene.ear.until(port.CustomerFailed)).line == line


async def test_a_controller_of_later_finds_the_line_that_was_being_dialled(
    scene: Scene, asterisk: AsteriskProcess, controllers: list[Controller]
) -> None:
    agent = scene.street.agent_answers([scene.media.open().port])
    ringing = scene.street.agent_never_answers()
    await trunk_to(scene, ringing)
    ring_id = await ring_agent(scene, agent)
    line = dial(scene)
    await scene.ear.until(port.CustomerProgressed)
    await scene.controller.telephony.stop()
    later = Controller(asterisk)
    controllers.append(later)
    later.telephony.adopt({line: scene.contact_id})
    await later.telephony.start(later.ear)
    up = await later.ear.until(port.TelephonyUp)
    (call,) = up.calls
    assert (call.contact_id, call.line, call.answered) == (scene.contact_id, line, False)
    assert call.rings == {ring_id: True}
    later.telephony.send(port.EndCall(**scene.about()))
    both = (port.CustomerFailed, port.AgentLegEnded)
    for _ in both:  # two channels: either may end first
        await later.ear.until(port.TelephonyEvent, lambda event: isinstance(event, both))
    assert [one.line for one in later.ear.heard(port.CustomerFailed)] == [line]
    assert [one.ring_id for one in later.ear.heard(port.AgentLegEnded)] == [ring_id]


async def test_a_customer_without_a_trunk_is_told_at_once(scene: Scene) -> None:
    await ring_agent(scene, scene.street.agent_answers([scene.media.open().port]))
    dial(scene)
    assert (await scene.ear.until(port.CustomerFailed)).result == "failed"
