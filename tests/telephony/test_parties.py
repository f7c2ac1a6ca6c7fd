"""Several people in one call on the real Asterisk: who hears whom, and what is recorded of it."""

from typing import Literal

import msgspec
import pytest
from tests.asterisk_fixture import AsteriskProcess
from tests.running import tones
from tests.running.media import Line, Media
from tests.running.sipp import Sipp, Street
from tests.telephony.conftest import Controller
from tests.telephony.scenes import Scene, ring, until_heard
from tests.telephony.test_faults import drop_socket

from callfloor.recording.mix import stereo
from callfloor.telephony import port
from callfloor.telephony.asterisk import raw

pytestmark = pytest.mark.real

COLLEAGUE_HZ = 1_700.0


@pytest.fixture
def scene(controller: Controller, street: Street, media: Media) -> Scene:
    return Scene(controller, street, media)


async def hears(line: Line) -> dict[str, bool]:
    """Whose tone is in what a line hears from now on."""
    await until_heard(line, 15)
    before = len(line.heard)
    await until_heard(line, 60)
    sound = [tones.from_ulaw(one.payload) for one in line.heard[before:]]
    pitches = {"caller": tones.CALLER_HZ, "agent": tones.AGENT_HZ, "colleague": COLLEAGUE_HZ}
    return {
        name: sum(tones.level(one, hz).max() > 0.15 for one in sound) > len(sound) // 2
        for name, hz in pitches.items()
    }


async def consulting(scene: Scene) -> tuple[str, str, Line, Line, Sipp]:
    agent, colleague = scene.media.open(keeps=True), scene.media.open(keeps=True)
    phone = scene.street.agent_answers([agent.port])
    await scene.arrive()
    first = await scene.talk(phone)
    scene.voice.play(tones.steady(tones.CALLER_HZ, 1), loops=True)
    agent.play(tones.steady(tones.AGENT_HZ, 1), loops=True)
    colleague.play(tones.steady(COLLEAGUE_HZ, 1), loops=True)
    scene.send(port.Hold(**scene.about(), ring_id=first))
    other = scene.street.agent_answers([colleague.port])
    second = msgspec.structs.replace(ring(scene.contact_id, other.port, 2), phone_id="shop.omar")
    scene.send(second)
    await scene.ear.until(port.RingAnswered)
    scene.send(port.JoinLeg(**scene.about(), ring_id=second.ring_id))
    return first, second.ring_id, agent, colleague, other


async def test_customer_and_colleague_hear_each_other_in_the_conference_alone(
    scene: Scene, asterisk: AsteriskProcess
) -> None:
    first, second, agent, colleague, _ = await consulting(scene)
    assert await hears(agent) == {"caller": False, "agent": False, "colleague": True}
    assert await hears(colleague) == {"caller": False, "agent": True, "colleague": False}
    assert not any((await hears(scene.voice)).values()), "the customer hears music"
    # With the customer, while the colleague waits.
    scene.send(port.HoldLeg(**scene.about(), ring_id=second))
    scene.send(port.Connect(**scene.about(), ring_id=first))
    assert await hears(scene.voice) == {"caller": False, "agent": True, "colleague": False}
    assert not any((await hears(colleague)).values())
    # All three.
    scene.send(port.JoinLeg(**scene.about(), ring_id=second))
    assert await hears(scene.voice) == {"caller": False, "agent": True, "colleague": True}
    assert await hears(agent) == {"caller": True, "agent": False, "colleague": True}
    # The agent leaves.
    scene.send(port.ReleaseAgent(**scene.about(), ring_id=first))
    scene.send(port.Connect(**scene.about(), ring_id=second))
    await scene.ear.until(port.AgentLegEnded)
    assert await hears(scene.voice) == {"caller": False, "agent": False, "colleague": True}
    assert (await hears(colleague))["caller"]
    scene.send(port.EndCall(**scene.about()))
    await scene.ear.until(port.RecordingFinished)
    left, right = raw.legs(asterisk.settings, scene.line)
    customer, heard = tones.channels(b"".join(stereo(left, right).parts()))
    assert tones.level(customer, COLLEAGUE_HZ).max() < 0.05
    assert tones.level(heard, COLLEAGUE_HZ).max() > 0.15, "recorded: what the customer heard"


async def test_a_supervisor_listens_whispers_and_barges_in_by_one_leg(
    scene: Scene, asterisk: AsteriskProcess
) -> None:
    agent, supervisor = scene.media.open(keeps=True), scene.media.open(keeps=True)
    phone = scene.street.agent_answers([agent.port])
    await scene.arrive()
    heard = await scene.talk(phone)
    scene.voice.play(tones.steady(tones.CALLER_HZ, 1), loops=True)
    agent.play(tones.steady(tones.AGENT_HZ, 1), loops=True)
    supervisor.play(tones.steady(COLLEAGUE_HZ, 1), loops=True)
    other = scene.street.agent_answers([supervisor.port])
    own = msgspec.structs.replace(ring(scene.contact_id, other.port, 2), phone_id="shop.sv-1")
    scene.send(own)
    await scene.ear.until(port.RingAnswered)
    hears_agent = {"caller": False, "agent": True, "colleague": False}
    alone = {"caller": True, "agent": False, "colleague": False}
    advised = {**alone, "colleague": True}
    steps: list[tuple[Literal["listen", "whisper", "barge"], dict[str, bool], dict[str, bool]]] = [
        ("listen", alone, hears_agent),
        ("whisper", advised, hears_agent),
        ("barge", advised, {**hears_agent, "colleague": True}),
        ("whisper", advised, hears_agent),
        ("listen", alone, hears_agent),
    ]
    for mode, told, customer in steps:
        command = port.Monitor(**scene.about(), ring_id=own.ring_id, heard_ring_id=heard, mode=mode)
        scene.send(command)
        assert await hears(supervisor) == {"caller": True, "agent": True, "colleague": False}, mode
        assert await hears(agent) == told, mode
        assert await hears(scene.voice) == customer, mode
    # Taken over: heard by the customer though the leg was muted, and the agent is out.
    scene.send(port.JoinLeg(**scene.about(), ring_id=own.ring_id))
    scene.send(port.ReleaseAgent(**scene.about(), ring_id=heard))
    scene.send(port.Connect(**scene.about(), ring_id=own.ring_id))
    assert await hears(scene.voice) == {"caller": False, "agent": False, "colleague": True}
    scene.send(port.EndCall(**scene.about()))
    await scene.ear.until(port.RecordingFinished)
    assert "ERROR" not in asterisk.log


async def test_after_the_socket_was_lost_the_party_is_where_it_was(
    scene: Scene, controller: Controller
) -> None:
    first, second, agent, colleague, _ = await consulting(scene)
    scene.send(port.Connect(**scene.about(), ring_id=first))
    await hears(agent)
    drop_socket(controller)
    up = await scene.ear.until(port.TelephonyUp)
    assert up.calls[0].rings == {first: True, second: True}
    scene.send(port.Connect(**scene.about(), ring_id=first))
    scene.send(port.JoinLeg(**scene.about(), ring_id=second))
    assert await hears(scene.voice) == {"caller": False, "agent": True, "colleague": True}
    assert (await hears(colleague))["caller"]
