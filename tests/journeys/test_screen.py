"""The agent's screen beside the sound of a real call: asked for once, in step with it, away in a pause."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import expect
from tests.journeys.listening import hears_agent
from tests.journeys.pages import SLOW_MS, Desk, kinds_of, recording_of, recordings_of, talking_with
from tests.journeys.screens import (
    behind_sound,
    epoch_s,
    film_of,
    flip,
    share,
    spans_in,
    started_s,
)
from tests.running.figures import tell
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Street
from tests.running.tones import CALLER_HZ, steady
from tests.running.waiting import until

pytestmark = pytest.mark.real

_NEAR_S = 1.0
"""How far the film may lie from the sound on a machine that has much else to do."""


@pytest.fixture
def screens_wanted(centre: Installation) -> Iterator[None]:
    """The rule that wants the screens of a queue's agents, for one test."""
    manager, path = centre.client("manager"), "/centre/recording_rules/screens"
    rule = {"name": "With the screen", "queues": ["sales"], "screen_percent": 100}
    assert manager.put(path, json=rule).status_code == 200
    yield
    assert manager.delete(path).status_code == 200


def test_a_screen_is_recorded_in_step_with_the_sound_and_not_in_a_pause(
    alone: None,
    centre: Installation,
    street: Street,
    media: Media,
    desk: Callable[[str], Desk],
    quality: httpx.Client,
    screens_wanted: None,
) -> None:
    ann = desk("ann")
    share(ann)
    line = media.open(keeps=True)
    caller = street.call([(line.port, "34600111078", "1001")])
    ann.answer()
    contact_id = talking_with(centre, "ann")
    until(lambda: line.peer is not None, 10, "the customer's line has a peer")
    expect(ann.bar.get_by_text("Screen recorded")).to_be_visible(timeout=SLOW_MS)
    line.play(steady(CALLER_HZ, 90))
    hears_agent(line)
    played_s = epoch_s(line.sent_at_s(0))
    flipped = [at_s - played_s for at_s in flip(ann.page)]
    ann.page.keyboard.press("Alt+p")
    expect(ann.bar.get_by_text("Screen paused")).to_be_visible(timeout=SLOW_MS)
    hears_agent(line)  # the call goes on as before
    ann.page.keyboard.press("Alt+p")
    expect(ann.bar.get_by_text("Screen recorded")).to_be_visible(timeout=SLOW_MS)
    flip(ann.page)  # so that there is something to see behind the pause
    hears_agent(line)
    ann.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    ann.wrap_up("Other")

    assert "screen_started" in kinds_of(quality, contact_id)
    sound, film = recording_of(quality, contact_id), film_of(quality, contact_id)
    told = recordings_of(quality, contact_id)["call"]
    (pause,) = told["pauses"]
    (_, before_s), (after_s, _) = spans_in(told, film)
    assert before_s <= pause["from_ms"] / 1000 + 0.001
    assert after_s >= pause["to_ms"] / 1000 - 0.001
    ann.open(f"/contacts/{contact_id}")
    behind = behind_sound(ann, flipped, played_s - started_s(told), sound)
    assert all(abs(one) < _NEAR_S for one in behind), behind
    tell(f"a screen behind its sound: {[round(one * 1000) for one in behind]} ms")
