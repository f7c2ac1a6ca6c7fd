"""A lead composes a wallboard and sees a live call on it; an alarm rises and is acknowledged."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.pages import SLOW_MS, Console, press_through
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Street

pytestmark = pytest.mark.real


def _compose(lead: Console, name: str) -> None:
    """A figure and the alarms; the figure is moved and sized by the keyboard alone."""
    page = lead.page
    lead.open("/wallboards")
    page.get_by_role("button", name="Compose a wallboard").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Figure", exact=True).click()
    page.get_by_role("button", name="Alarms", exact=True).click()
    page.get_by_role("button", name="Waiting: column 1, row 1, 3 by 2").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Waiting: column 1, row 4, 4 by 2")).to_be_visible()
    page.get_by_role("button", name="Save the wallboard").click()
    lead.sees(f"Saved: {name}")


def test_a_composed_wallboard_shows_a_live_call_and_its_alarm(
    centre: Installation,
    street: Street,
    media: Media,
    console: Callable[[str], Console],
    browser: Browser,
    quality: httpx.Client,
) -> None:
    manager = centre.client("manager")
    rule = {"name": "Somebody waits", "figure": "waiting", "limit": 0, "ends_after_ms": 0}
    assert manager.put("/centre/alarms/waits", json=rule).status_code == 200
    lead = console("lead")
    _compose(lead, "Hall")
    made = centre.client("lead").post("/wallboards/hall/screens", json={"name": "Door"}).json()
    screen = browser.new_context().new_page()
    try:
        screen.goto(f"{centre.url}/screen#{made['token']}")
        figure = screen.get_by_role("region", name="Waiting")
        expect(figure).to_contain_text("0", timeout=SLOW_MS)

        line = media.open()
        caller = street.call([(line.port, "34600111077", "1000")])
        press_through(centre, quality, line, (("language", "1"), ("menu", "2")))
        expect(figure).to_contain_text("1", timeout=SLOW_MS)
        alarms = screen.get_by_role("region", name="Alarms")
        expect(alarms).to_contain_text("Somebody waits", timeout=SLOW_MS)

        bar = lead.page.get_by_role("alert", name="Open alarms")
        expect(bar).to_contain_text("Somebody waits", timeout=SLOW_MS)
        bar.get_by_role("button", name="Acknowledge").click()
        dialog = lead.page.get_by_role("dialog")
        dialog.get_by_label("Note").fill("I call two more")
        dialog.get_by_role("button", name="Acknowledge", exact=True).click()
        expect(bar).not_to_contain_text("Somebody waits", timeout=SLOW_MS)

        caller.hang_up()
        expect(figure).to_contain_text("0", timeout=SLOW_MS)
        expect(alarms).to_contain_text("No open alarm", timeout=SLOW_MS)
        lead.open("/alarms")
        lead.sees("I call two more")
        assert manager.delete(f"/wallboards/screens/{made['id']}").status_code == 204
        expect(screen.get_by_text("This link is not valid any more")).to_be_visible(timeout=SLOW_MS)
    finally:
        screen.context.close()
        manager.delete("/centre/alarms/waits")
        manager.delete("/wallboards/hall")
    assert lead.faults == []
