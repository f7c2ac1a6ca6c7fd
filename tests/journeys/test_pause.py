"""A pause of the recording in a real call, by the agent's key: silent at its place, moving nothing."""

from collections.abc import Callable

import httpx
import numpy as np
import pytest
from playwright.sync_api import expect
from tests.journeys.listening import hears_agent
from tests.journeys.pages import SLOW_MS, Desk, kinds_of, recording_of, talking_with
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Street
from tests.running.tones import AGENT_HZ, CALLER_HZ, RATE_HZ, channels, level, steady
from tests.running.waiting import until

pytestmark = pytest.mark.real

_NEAR_S = 0.6
"""How far the silence may lie from the facts that tell of it."""


def test_pain_8_a_pause_is_silent_at_its_place_on_both_sides_and_moves_nothing(
    centre: Installation,
    street: Street,
    media: Media,
    desk: Callable[[str], Desk],
    quality: httpx.Client,
) -> None:
    ann = desk("ann")
    line = media.open(keeps=True)
    caller = street.call([(line.port, "34600111077", "1001")])
    ann.answer()
    contact_id = talking_with(centre, "ann")
    until(lambda: line.peer is not None, 10, "the customer's line has a peer")
    line.play(steady(CALLER_HZ, 90))
    hears_agent(line)

    ann.page.keyboard.press("Alt+p")
    expect(ann.bar.get_by_text("Recording paused")).to_be_visible(timeout=SLOW_MS)
    hears_agent(line)  # the people hear each other as before
    hears_agent(line)
    ann.page.keyboard.press("Alt+p")
    expect(ann.bar.get_by_text("Recorded", exact=True)).to_be_visible(timeout=SLOW_MS)
    hears_agent(line)
    hears_agent(line)
    ann.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    ann.wrap_up("Other")
    kinds = kinds_of(quality, contact_id)
    assert (kinds.count("recording_paused"), kinds.count("recording_resumed")) == (1, 1)

    sound = recording_of(quality, contact_id)
    (told,) = quality.get(f"/contacts/{contact_id}").json()["recordings"]
    (pause,) = told["pauses"]
    from_s, to_s = pause["from_ms"] / 1000, pause["to_ms"] / 1000
    assert to_s - from_s > 2 * _NEAR_S
    for side, hertz in zip(channels(sound), (CALLER_HZ, AGENT_HZ), strict=True):
        first, last = int((from_s + _NEAR_S) * RATE_HZ), int((to_s - _NEAR_S) * RATE_HZ)
        assert np.abs(side[first:last]).max() == 0
        assert level(side[: int(from_s * RATE_HZ)], hertz).max() > 0.05, "heard before"
        assert level(side[int((to_s + _NEAR_S) * RATE_HZ) :], hertz).max() > 0.05, "heard behind"

    ann.open(f"/contacts/{contact_id}")
    band = ann.page.get_by_test_id("pause-band")
    expect(band).to_be_visible(timeout=SLOW_MS)
    expect(ann.page.get_by_text("was paused by the agent")).to_be_visible()
    left = float(band.evaluate("element => parseFloat(element.style.left)"))
    assert abs(left - 100 * pause["from_ms"] / told["duration_ms"]) < 1
    answer = quality.get(
        f"/recordings/{told['id']}/download", params={"reason": "Case of the journey"}
    )
    assert b"Case of the journey" in answer.content[len(sound) :]
