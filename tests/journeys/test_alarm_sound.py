"""An alarm is heard: what the lead's browser gives to its loudspeaker, by pitch, and when it is silent.

Chromium keeps its own rules over sound here: nothing before the person has done something on the page.
"""

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, Playwright, expect
from playwright.sync_api import TimeoutError as LateError
from tests.journeys.pages import SLOW_MS, Console
from tests.running.installation import Installation
from tests.running.waiting import until

from callfloor.machine import testing_tools

pytestmark = pytest.mark.real

PITCHES_HZ = (880, 660)
AGAIN_MS = 20_000
"""How long until an alarm that nobody acknowledges sounds again."""
TURNS, TURN_MS = 6, 4_000
KEPT_BACK = "This browser plays no sound until you click"

# An ear at every loudspeaker: which of the pitches are in what really flows, block by block without a
# gap; and how many tones were begun. A suspended context lets nothing flow.
_EAR = """
(() => {
  const pitches = PITCHES;
  window.heard = [];
  window.begun = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...at) {
    window.begun += 1;
    return start.apply(this, at);
  };
  const strength = (wave, pitch, rate) => {  // Goertzel: the amplitude of one pitch
    const turn = 2 * Math.cos((2 * Math.PI * pitch) / rate);
    let [one, two] = [0, 0];
    for (const value of wave) [one, two] = [value + turn * one - two, one];
    return (2 * Math.sqrt(one * one + two * two - turn * one * two)) / wave.length;
  };
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode) {
      const context = this.context;
      const ear = context.createScriptProcessor(8192, 1, 1);
      ear.onaudioprocess = ({ inputBuffer }) => {
        const wave = inputBuffer.getChannelData(0);
        for (const pitch of pitches) {
          if (strength(wave, pitch, context.sampleRate) > 0.03) window.heard.push(pitch);
        }
      };
      connect.call(this, ear);
      connect.call(ear, to);
    }
    return connect.call(this, to, ...rest);
  };
})();
""".replace("PITCHES", str(list(PITCHES_HZ)))
_BOTH_HEARD = f"() => {list(PITCHES_HZ)}.every((pitch) => window.heard.includes(pitch))"


@pytest.fixture
def strict_browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as people have it, without leave to sound by itself."""
    one = playwright.chromium.launch(
        executable_path=str(testing_tools.chromium()),
        args=["--autoplay-policy=document-user-activation-required", "--disable-gpu"],
    )
    yield one
    one.close()


def _hears_both_tones(page: Page) -> None:
    """A busy machine may listen too late to a short tone; it comes again until it is acknowledged."""
    for _ in range(TURNS):
        try:
            page.wait_for_function(_BOTH_HEARD, timeout=TURN_MS)
            break
        except LateError:
            page.clock.fast_forward(AGAIN_MS)
    else:
        pytest.fail(f"of {PITCHES_HZ} only {page.evaluate('() => window.heard')} were heard")
    page.evaluate("() => { window.heard = []; }")


def _untouched(page: Page) -> Callable[[str], object]:
    """Looks into a page as nobody's deed: Playwright's own looks count as the person's."""
    session = page.context.new_cdp_session(page)

    def look(expression: str) -> object:
        asked = {"expression": expression, "userGesture": False}
        return session.send("Runtime.evaluate", asked)["result"].get("value")

    return look


def _stays_silent(page: Page) -> None:
    """More than one turn of the sound goes by, and no tone is begun."""
    begun = page.evaluate("() => window.begun")
    page.clock.fast_forward(AGAIN_MS + 1_000)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
    assert page.evaluate("() => window.begun") == begun


def _rule(manager: httpx.Client, rule_id: str, name: str) -> None:
    """Nobody of the crowd is ready while this test has the centre."""
    body = {
        "name": name,
        "figure": "agents_ready",
        "scope": "queue",
        "queues": ["crowd"],
        "limit": 1,
    }
    assert manager.put(f"/centre/alarms/{rule_id}", json=body).status_code == 200


def test_an_alarm_sounds_until_it_is_muted_or_acknowledged(
    centre: Installation, strict_browser: Browser
) -> None:
    manager = centre.client("manager")
    lead = Console(strict_browser, centre.url)
    page = lead.page
    page.clock.install()
    page.add_init_script(_EAR)
    bar = page.get_by_role("alert", name="Open alarms")
    try:
        lead.log_in("lead")
        _rule(manager, "empty", "Nobody for the crowd")
        expect(bar).to_contain_text("Nobody for the crowd", timeout=SLOW_MS)
        _hears_both_tones(page)
        page.clock.fast_forward(AGAIN_MS)  # and again
        _hears_both_tones(page)

        bar.get_by_role("button", name="Mute alarms here").click()
        _rule(manager, "still-empty", "Nobody for the crowd yet")
        expect(bar).to_contain_text("Nobody for the crowd yet", timeout=SLOW_MS)
        _stays_silent(page)

        page.reload()
        expect(bar).to_contain_text("Nobody for the crowd yet", timeout=SLOW_MS)
        assert page.evaluate("() => window.begun") == 0
        bar.get_by_role("button", name="Sound on").click()
        _hears_both_tones(page)

        fresh = lead.context.new_page()  # nobody has touched it: the browser keeps the sound back
        fresh.add_init_script(_EAR)
        fresh.goto(centre.url)
        look = _untouched(fresh)
        until(
            lambda: look(f"document.body?.innerText.includes('{KEPT_BACK}')"), 20, "it is told so"
        )
        assert look("window.begun > 0 && window.heard.length === 0")
        fresh.keyboard.press("Shift")
        fresh.mouse.click(720, 880)
        fresh.wait_for_function("() => window.heard.length > 0", timeout=2 * AGAIN_MS)
        expect(fresh.get_by_text(KEPT_BACK)).to_be_hidden()
        fresh.close()

        for _ in range(2):
            bar.get_by_role("button", name="Acknowledge").first.click()
            dialog = page.get_by_role("dialog")
            dialog.get_by_role("button", name="Acknowledge").click()
            expect(dialog).to_be_hidden(timeout=SLOW_MS)
        expect(bar).not_to_contain_text("Nobody for the crowd", timeout=SLOW_MS)
        _stays_silent(page)
        assert lead.faults == []
    finally:
        for rule_id in ("empty", "still-empty"):
            manager.delete(f"/centre/alarms/{rule_id}")
        lead.close()
