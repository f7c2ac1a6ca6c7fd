"""A supervisor whispers from the floor page: the agent hears it, the customer does not."""

import re
import time

import numpy as np
import pytest
from playwright.sync_api import Browser
from tests.journeys.pages import Console
from tests.running.installation import Installation
from tests.running.media import Line, Media
from tests.running.sipp import Street
from tests.running.tones import CALLER_HZ, RATE_HZ, level, onsets
from tests.running.waiting import until

pytestmark = pytest.mark.real

_LISTEN_S = 3.0


def _hears_supervisor(line: Line) -> bool:
    """The supervisor's Chromium has the pitch that customers' have elsewhere."""
    _, sound = line.sound_heard(time.monotonic() - _LISTEN_S)
    return len(sound) > RATE_HZ and len(onsets(sound, CALLER_HZ)) >= 1


def test_the_agent_hears_the_whisper_and_the_customer_does_not(
    centre: Installation, street: Street, media: Media, visitor_browser: Browser
) -> None:
    agent, customer = media.open(keeps=True), media.open(keeps=True)
    street.agent_answers([agent.port], port=centre.phone_ports["answers"])
    centre.make_ready("answers")
    caller = street.call([(customer.port, "34600111024", "1003")])
    lead = Console(visitor_browser, centre.url)
    try:
        until(lambda: centre.contacts(phase="talking", agent_id="answers"), 30, "they talk")
        lead.log_in("lead")
        with lead.page.expect_websocket(lambda socket: socket.url.endswith("/ws")):
            lead.open("/floor")
        hear = lead.page.get_by_role("button", name=re.compile("^Hear the call of"))
        hear.click()
        popover = lead.page.get_by_role("tooltip")
        popover.get_by_role("button", name="Whisper").click()
        until(lambda: _hears_supervisor(agent), 30, "the agent hears the supervisor")
        _, heard = customer.sound_heard(time.monotonic() - _LISTEN_S)
        assert np.max(level(heard, CALLER_HZ), initial=0) < 0.05
        popover.get_by_text("Listen", exact=True).click()
        until(lambda: not _hears_supervisor(agent), 30, "the agent hears nobody whisper")
        popover.get_by_text("Speak to both", exact=True).click()
        until(lambda: _hears_supervisor(customer), 30, "the customer hears the supervisor")
        popover.get_by_role("button", name="Stop listening").click()
        until(lambda: not _hears_supervisor(customer), 30, "the supervisor is gone")
        assert caller.is_running, caller.trouble
    finally:
        lead.close()
        caller.hang_up()
        centre.send_home("answers")
