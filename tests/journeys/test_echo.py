"""An agent tries the headset before work: meter, echo, and ready ends it."""

import httpx
import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.pages import SLOW_MS, Desk
from tests.running.installation import Installation
from tests.running.waiting import until

pytestmark = pytest.mark.real

_CONNECTIONS = """
    window.connections = [];
    const Own = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Own {
        constructor(...given) { super(...given); window.connections.push(this); }
    };
"""
_PACKETS = """async () => {
    const found = { sent: 0, heard: 0 };
    for (const one of window.connections)
        for (const stat of (await one.getStats()).values()) {
            if (stat.type === 'inbound-rtp') found.heard += stat.packetsReceived;
            if (stat.type === 'outbound-rtp') found.sent += stat.packetsSent;
        }
    return found;
}"""


def test_the_echo_test_sounds_both_ways_counts_no_contact_and_ends_when_ready(
    centre: Installation, browser: Browser, quality: httpx.Client
) -> None:
    before = quality.get("/contacts").json()["total"]
    ann = Desk(browser, centre.url)
    ann.context.add_init_script(_CONNECTIONS)
    try:
        ann.log_in("ann")
        ann.button("Start taking calls").click()
        ann.bar.get_by_role("button", name="My phone:").click()
        ann.page.get_by_role("button", name="Test the microphone", exact=True).click()
        meter = ann.page.get_by_role("progressbar", name="Level of the microphone")
        until(lambda: int(meter.get_attribute("aria-valuenow") or 0) > 20, 20, "the meter moves")

        echo = ann.page.get_by_role("button", name="Echo test", exact=True)
        expect(echo).to_be_enabled(timeout=SLOW_MS)
        echo.click()
        ann.sees("After the announcement you hear what you say.")

        def flows_both_ways() -> bool:
            packets = ann.page.evaluate(_PACKETS)
            return bool(packets["sent"] > 50 and packets["heard"] > 50)

        until(flows_both_ways, 20, "sound flows both ways")
        assert centre.contacts(agent_id="ann") == []
        ann.page.keyboard.press("Escape")
        ann.go_ready()
        ann.bar.get_by_role("button", name="My phone:").click()
        expect(echo).to_be_visible()
        expect(echo).to_be_disabled()
        assert quality.get("/contacts").json()["total"] == before
        assert ann.faults == []
    finally:
        ann.close()
        centre.send_home("ann")
