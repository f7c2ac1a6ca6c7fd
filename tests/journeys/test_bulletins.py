"""A lead tells the team something; an agent confirms it by name; the lead sees who has not."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.journeys.pages import SLOW_MS, Console, Desk

pytestmark = pytest.mark.real


def test_a_bulletin_from_the_lead_to_the_desk_and_back(
    desk: Callable[[str], Desk], console: Callable[[str], Console]
) -> None:
    ann, lead = desk("ann"), console("lead")
    lead.open("/bulletins")
    lead.page.get_by_role("button", name="Write a bulletin", exact=True).click()
    dialog = lead.page.get_by_role("dialog", name="Write a bulletin")
    dialog.get_by_label("Title").fill("Returns take 60 days")
    dialog.get_by_label("Text").fill("From today.")
    dialog.get_by_role("switch", name="To be confirmed").click()
    dialog.get_by_role("button", name="Send", exact=True).click()
    lead.sees("Returns take 60 days")

    ann.open("/desk")
    ann.sees("Returns take 60 days")
    ann.page.get_by_role("button", name="I have read and understood this", exact=True).click()
    ann.sees("From the lead")
    row = lead.page.get_by_role("row", name="Returns take 60 days")
    expect(row.get_by_text("1 of")).to_be_visible(timeout=SLOW_MS)
    row.get_by_role("button", name="Returns take 60 days").click()
    readers = lead.page.get_by_role("dialog", name="Returns take 60 days")
    expect(readers.get_by_text("not yet").first).to_be_visible(timeout=SLOW_MS)
    readers.get_by_role("button", name="Close").click()
    row.get_by_role("button", name="Take back", exact=True).click()
    lead.page.get_by_role("tooltip").get_by_role("button", name="Take back").click()
    expect(ann.page.get_by_text("From the lead")).to_have_count(0, timeout=SLOW_MS)
    assert ann.faults == []
    assert lead.faults == []
