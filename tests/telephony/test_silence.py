"""A pause in a real call: both sides silent in the recording, the people not, the time line kept."""

import time

import numpy as np
import pytest
from tests.asterisk_fixture import AsteriskProcess
from tests.running import tones
from tests.running.media import Media
from tests.running.sipp import Street
from tests.telephony.conftest import Controller
from tests.telephony.scenes import Scene, until_heard

from callfloor.recording.mix import stereo
from callfloor.telephony import port
from callfloor.telephony.asterisk import raw

pytestmark = pytest.mark.real

_NEAR_S = 0.4


async def test_pain_8_a_pause_is_silent_on_both_sides_at_its_place_and_moves_nothing(
    controller: Controller,
    controllers: list[Controller],
    street: Street,
    media: Media,
    asterisk: AsteriskProcess,
) -> None:
    scene = Scene(controller, street, media)
    agent_voice = media.open(keeps=True)
    phone = street.agent_answers([agent_voice.port])
    await scene.arrive()
    began_s = time.monotonic()
    await scene.talk(phone)
    scene.voice.play(tones.steady(tones.CALLER_HZ, 60))
    agent_voice.play(tones.steady(tones.AGENT_HZ, 60))
    await until_heard(scene.voice, 100)
    paused_s = time.monotonic() - began_s
    for _ in range(2):  # said twice, done once
        scene.send(port.SilenceRecording(**scene.about(), silent=True))
    await until_heard(scene.voice, 100)
    heard_s, heard = scene.voice.sound_heard(time.monotonic() - 1)
    assert tones.level(heard, tones.AGENT_HZ).max() > 0.2, "the customer still hears the agent"
    # Another controller takes over, as after a restart of the floor: it stays paused.
    other = Controller(asterisk)
    controllers.append(other)
    other.telephony.adopt({scene.line: scene.contact_id})
    await other.start()
    await until_heard(scene.voice, 50)
    resumed_s = time.monotonic() - began_s
    other.telephony.send(port.SilenceRecording(**scene.about(), silent=False))
    await until_heard(scene.voice, 100)
    ended_s = time.monotonic() - began_s
    assert scene.customer is not None
    scene.customer.hang_up()
    await other.ear.until(port.RecordingFinished)
    assert other.ear.heard(port.SilenceFailed) == scene.ear.heard(port.SilenceFailed) == []
    whole = b"".join(stereo(*raw.legs(asterisk.settings, scene.line)).parts())
    for side, hertz in zip(tones.channels(whole), (tones.CALLER_HZ, tones.AGENT_HZ), strict=True):
        assert abs(len(side) / tones.RATE_HZ - ended_s) < _NEAR_S + 0.6

        def part(from_s: float, to_s: float, of: "np.ndarray" = side) -> "np.ndarray":
            return of[int(from_s * tones.RATE_HZ) : int(to_s * tones.RATE_HZ)]

        assert np.abs(part(paused_s + _NEAR_S, resumed_s - _NEAR_S)).max() == 0
        assert tones.level(part(paused_s - 1, paused_s - _NEAR_S), hertz).max() > 0.2
        assert tones.level(part(resumed_s + _NEAR_S, ended_s - _NEAR_S), hertz).max() > 0.2
    assert heard_s is not None
