"""A program brings a chat and an e-mail in; an agent takes, ends and wraps them up at the desk."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.journeys.pages import SLOW_MS, Desk
from tests.running.installation import Installation

pytestmark = pytest.mark.real

CHAT = {"medium": "chat", "queue_id": "sales", "sender": "ana@example.org", "sender_name": "Ana"}
MAIL = {"medium": "email", "queue_id": "sales", "sender": "luis@example.org"}


def test_pain_13_a_chat_and_an_e_mail_are_taken_and_wrapped_up_at_the_desk(
    centre: Installation, desk: Callable[[str], Desk]
) -> None:
    program, ann = centre.client("manager"), desk("ann")
    ann.open("/contacts")
    ann.is_in_state("Ready")
    brought = program.post("/written_contacts", json={**CHAT, "external_id": "chat-1"}).json()
    again = program.post("/written_contacts", json={**CHAT, "external_id": "chat-1"}).json()
    assert (again["id"], again["repeated"]) == (brought["id"], True)
    offer = ann.page.get_by_role("dialog", name="Written contact offered")
    expect(offer.get_by_text("Chat from Ana")).to_be_visible(timeout=SLOW_MS)
    ann.page.keyboard.press("Alt+a")
    expect(offer).to_have_count(0, timeout=SLOW_MS)

    ann.open("/desk")
    rows = ann.page.locator("#written tbody")
    row = rows.get_by_role("row", name=re.compile("Ana"))
    expect(row.get_by_text("Open", exact=True)).to_be_visible(timeout=SLOW_MS)
    program.post("/written_contacts", json=MAIL).raise_for_status()
    mail = rows.get_by_role("row", name=re.compile("luis@example.org"))
    mail.get_by_role("button", name="Take the contact of luis@example.org").click()
    expect(mail.get_by_text("Open", exact=True)).to_be_visible(timeout=SLOW_MS)

    for one, name in ((row, "Ana"), (mail, "luis@example.org")):
        one.get_by_role("button", name=f"End the contact of {name}").click()
        form = ann.page.locator("#wrap-up")
        expect(form.get_by_text(f"Wrap-up: {name}")).to_be_visible(timeout=SLOW_MS)
        form.get_by_role("button", name="Complete", exact=True).click()
        expect(form.get_by_text("Choose a code.")).to_be_visible(timeout=SLOW_MS)
        form.get_by_role("button", name="Other", exact=True).click()
        ann.page.keyboard.press("Control+Enter")
        expect(one).to_have_count(0, timeout=SLOW_MS)
    ann.is_in_state("Ready")
    assert ann.faults == []
