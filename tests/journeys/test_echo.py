"""An agent tries the headset before work: meter, echo, and ready ends it. A manager speaks a prompt."""

import io
import wave
from collections.abc import Callable

import httpx
import numpy as np
import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.pages import SLOW_MS, Console, Desk
from tests.running import tones
from tests.running.installation import Installation
from tests.running.tones import AGENT_HZ
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


def test_a_prompt_is_spoken_into_the_browser_heard_and_kept(
    centre: Installation, console: Callable[[str], Console]
) -> None:
    """The manager's browser answers by itself; the keys are those of the dialog."""
    manager = console("manager")
    manager.open("/settings/prompts?edit=spoken")
    spanish = manager.page.get_by_role("region", name="Spanish")
    spanish.get_by_role("button", name="Record by phone").click()
    dialog = manager.page.get_by_role("dialog", name="Record Spanish by phone")
    dialog.get_by_role("button", name="Ring it").click()
    end = dialog.get_by_role("button", name="End the recording (#)")
    expect(dialog.get_by_text("after the tone you speak")).to_be_visible()
    end.click()  # whoever knows the words skips them
    expect(dialog.get_by_text("Speak now.")).to_be_visible()
    manager.page.wait_for_timeout(2_000)
    end.click()
    dialog.get_by_role("button", name="Keep it (1)").click()
    expect(dialog.get_by_text("Spanish: the new recording is in use")).to_be_visible()
    dialog.get_by_role("button", name="Close", exact=True).last.click()
    expect(spanish.get_by_text("Manager")).to_be_visible()
    client = centre.client("manager")
    (prompt,) = [p for p in client.get("/prompts").json()["items"] if p["id"] == "spoken"]
    (sound,) = prompt["sounds"]
    heard = client.get(f"/prompts/sounds/{sound['sound']}").content
    with wave.open(io.BytesIO(heard)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
    assert tones.level(samples, AGENT_HZ).max() > 0.05
    assert manager.faults == []
