"""A call from a web page, without a login, reaches an agent's browser."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.pages import SLOW_MS, Desk, kinds_of, recording_of, row_of
from tests.running.installation import Installation
from tests.running.tones import AGENT_HZ, CALLER_HZ, channels, onsets
from tests.running.waiting import until

pytestmark = pytest.mark.real


def test_a_web_call_reaches_the_agent(
    centre: Installation,
    visitor_browser: Browser,
    desk: Callable[[str], Desk],
    quality: httpx.Client,
) -> None:
    wendy = desk("wendy")
    page = visitor_browser.new_page(locale="en-GB")
    page.goto(f"{centre.url}/call/shop/1002")
    page.get_by_label("Your name (optional)").fill("Vera Visitor")
    page.get_by_role("button", name=re.compile(r"\bCall$")).click()

    expect(wendy.ring).to_contain_text("Vera Visitor", timeout=SLOW_MS)
    wendy.answer()
    found = until(lambda: centre.contacts(agent_id="wendy"), 10, "wendy talks on the floor")
    expect(page.get_by_role("status").get_by_text("Connected")).to_be_visible()
    until(lambda: _seconds_of(page.get_by_role("status").inner_text()) >= 6, 30, "they talked")
    wendy.hang_up()
    expect(page.get_by_text("The call has ended.")).to_be_visible(timeout=SLOW_MS)
    wendy.wrap_up("Other")

    kinds_of(quality, found[0]["id"])
    row = row_of(quality, found[0]["id"])
    assert (row["channel"], row["caller_name"]) == ("web_call", "Vera Visitor")
    left, right = channels(recording_of(quality, found[0]["id"]))
    assert len(onsets(left, CALLER_HZ)) >= 2
    assert len(onsets(right, AGENT_HZ)) >= 2


def test_a_web_call_that_is_handed_back_to_a_queue_waits_again(
    centre: Installation, visitor_browser: Browser, desk: Callable[[str], Desk]
) -> None:
    wendy, ben = desk("wendy"), desk("ben")
    page = visitor_browser.new_page(locale="en-GB")
    page.goto(f"{centre.url}/call/shop/1002")
    page.get_by_role("button", name=re.compile(r"\bCall$")).click()
    wendy.answer()
    phase = page.get_by_role("status")
    expect(phase).to_contain_text("Connected", timeout=SLOW_MS)
    wendy.transfer("Queue", "Support")
    expect(phase).to_contain_text("You are through", timeout=SLOW_MS)
    wendy.wrap_up("Other")
    ben.answer()
    expect(phase).to_contain_text("Connected", timeout=SLOW_MS)
    ben.hang_up()
    ben.wrap_up("Other")


def test_a_web_call_to_an_unknown_number_is_told_so(
    centre: Installation, visitor_browser: Browser
) -> None:
    page = visitor_browser.new_page(locale="en-GB")
    page.goto(f"{centre.url}/call/shop/9999")
    page.get_by_role("button", name=re.compile(r"\bCall$")).click()
    expect(page.get_by_role("alert")).to_contain_text("This number is not in use.", timeout=SLOW_MS)


def _seconds_of(text: str) -> int:
    """The clock of the call, as `0:07`, in seconds; 0 while there is none."""
    for word in text.split():
        minutes, colon, seconds = word.partition(":")
        if colon and minutes.isdigit() and seconds.isdigit():
            return 60 * int(minutes) + int(seconds)
    return 0
