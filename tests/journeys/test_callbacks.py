"""Calling customers back: one who hung up waiting by a click, one who asked for it when the turn comes."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Locator, expect
from tests.journeys.listening import hears_agent
from tests.journeys.pages import SLOW_MS, Desk, kinds_of
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Street
from tests.running.waiting import until

pytestmark = pytest.mark.real

GAVE_UP, ASKED = "+34600111020", "+34600111021"


def _show_abandoned(desk: Desk) -> None:
    desk.page.get_by_role("link", name="Callbacks").click()
    desk.page.get_by_role("tab", name="Abandoned calls").click()


def _row(desk: Desk, number: str) -> Locator:
    return desk.page.get_by_role("row").filter(has_text=number)


def _until_waiting(centre: Installation) -> None:
    until(lambda: centre.contacts(phase="queued", queue_id="back"), 20, "the caller waits")


def test_pain_12_who_hung_up_waiting_is_called_back_by_one_click(
    centre: Installation, street: Street, media: Media, desk: Callable[[str], Desk],
    quality: httpx.Client,
) -> None:  # fmt: skip
    caller = street.call([(media.open().port, GAVE_UP, "1007")], stay_s=4)
    _until_waiting(centre)
    assert caller.wait(20) == 0, caller.trouble
    line = media.open(keeps=True)
    street.agent_answers([line.port], port=centre.phone_ports["customer"])
    ann = desk("ann")
    _show_abandoned(ann)
    _row(ann, GAVE_UP).get_by_role("button", name="Call back").click()
    ann.is_in_state("Talking")  # the own phone answers by itself
    hears_agent(line)
    contact_id = str(centre.contacts(agent_id="ann")[0]["id"])
    ann.hang_up()
    ann.page.get_by_role("link", name="Desk").click()
    ann.wrap_up("Sold")
    assert "customer_answered" in kinds_of(quality, contact_id)
    _show_abandoned(ann)
    expect(_row(ann, GAVE_UP)).to_have_count(0, timeout=SLOW_MS)


def test_pain_11_who_asks_for_a_callback_may_hang_up_and_is_called_when_the_turn_comes(
    centre: Installation, street: Street, media: Media, desk: Callable[[str], Desk],
    quality: httpx.Client,
) -> None:  # fmt: skip
    line = media.open(keeps=True)
    caller = street.call([(line.port, ASKED, "1007")])
    _until_waiting(centre)
    until(lambda: line.packets_heard > 10, 20, "the caller hears music")
    line.press("1")  # asks for it
    until(lambda: line.has_pressed, 10, "the key was pressed")
    line.press("1")  # the number is right
    assert caller.wait(30) == 0, caller.trouble
    answered = media.open(keeps=True)
    street.agent_answers([answered.port], port=centre.phone_ports["customer"])
    ann = desk("ann")
    ann.answer()
    hears_agent(answered)
    contact = centre.contacts(agent_id="ann")[0]
    ann.hang_up()
    ann.wrap_up("Sold")
    kinds = kinds_of(quality, str(contact["id"]))
    assert kinds.index("contact_answered") < kinds.index("customer_answered")
