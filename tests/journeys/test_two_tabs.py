"""The phone lives in one tab: the others show the bar, do not ring, and say where it is."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect
from tests.journeys.pages import SLOW_MS, Desk, kinds_of, row_of, timeline
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Street
from tests.running.waiting import until

pytestmark = pytest.mark.real

_SOUNDS = """
    window.tones = 0;
    const begin = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...at) { window.tones += 1; begin.apply(this, at); };
"""


def test_a_second_tab_shows_the_call_and_takes_the_phone_when_the_first_closes(
    centre: Installation,
    street: Street,
    media: Media,
    desk: Callable[[str], Desk],
    quality: httpx.Client,
) -> None:
    ann = desk("ann")
    first = ann.page
    second = ann.context.new_page()
    second.add_init_script(_SOUNDS)
    second.goto(f"{centre.url}/desk")
    bar = second.get_by_role("region", name="Call bar")
    badge = bar.get_by_role("button", name="My phone:")
    expect(badge).to_contain_text("in another tab", timeout=SLOW_MS)
    badge.click()
    expect(second.get_by_text("/desk", exact=False).last).to_be_visible()
    second.keyboard.press("Escape")

    line = media.open(keeps=True)
    caller = street.call([(line.port, "34600111009", "1001")])
    expect(ann.ring.get_by_role("button", name="Answer", exact=True)).to_be_visible(timeout=SLOW_MS)
    there = second.get_by_role("dialog", name="Incoming call")
    expect(there).to_contain_text("another tab", timeout=SLOW_MS)
    expect(there.get_by_role("button", name="Answer", exact=True)).to_have_count(0)
    assert second.evaluate("window.tones") == 0
    ann.answer()
    expect(bar.get_by_role("button", name="Hang up")).to_be_visible(timeout=SLOW_MS)

    contact_id = until(
        lambda: [c["id"] for c in centre.contacts(agent_id="ann")], 10, "ann talks on the floor"
    )[0]
    first.close()
    ann.page = second
    expect(badge).not_to_contain_text("in another tab", timeout=SLOW_MS)
    until(lambda: centre.agent("ann")["state"] == "talking", 20, "ann talks on in the second tab")
    expect(bar.get_by_text("Reconnecting")).to_have_count(0, timeout=SLOW_MS)
    assert caller.is_running, caller.trouble
    caller.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    ann.wrap_up("Sold", more=("Other",))
    kinds_of(quality, contact_id)
    facts = timeline(quality, contact_id)
    (done,) = [fact for fact in facts if fact["type"] == "wrap_up_completed"]
    assert (done["code"], done["more_codes"]) == ("sold", ["other"])
    row_of(quality, contact_id, wrap_up_code="sold")
