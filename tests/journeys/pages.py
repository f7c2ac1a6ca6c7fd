"""The console's pages as a person finds their parts: by role and by the words on them."""

import re
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from tests.journeys.window import Window
from tests.running.installation import PASSWORD, Installation
from tests.running.media import Line
from tests.running.waiting import until

SLOW_MS = 20_000
"""Long enough on a machine that has much else to do; nothing waits for it in vain."""


class Console:
    """One person's browser window, logged in."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.url = url
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="en-GB"
        )
        self.context.set_default_timeout(SLOW_MS)
        self.page: Page = self.context.new_page()
        self.window = Window(self.page)
        self.faults = self.window.faults

    def log_in(self, login: str) -> None:
        self.page.goto(self.url)
        self.page.get_by_label("Login", exact=True).fill(login)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Log in", exact=True).click()
        expect(self.bar).to_be_visible(timeout=SLOW_MS)

    def enter(self, login: str) -> None:
        """Log in at a login page of any language."""
        self.page.locator("input[autocomplete=username]").fill(login)
        password = self.page.locator("input[autocomplete=current-password]")
        password.fill(PASSWORD)
        password.press("Enter")
        expect(self.page.get_by_role("navigation").first).to_be_visible(timeout=SLOW_MS)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.url}{path}")

    def close(self) -> None:
        self.window.close()
        self.context.close()

    @property
    def bar(self) -> Locator:
        """The call bar on top of every page."""
        return self.page.get_by_role("region", name="Call bar")

    def button(self, name: str) -> Locator:
        return self.bar.get_by_role("button", name=name, exact=True)

    def sees(self, text: str | re.Pattern[str], limit_ms: int = SLOW_MS) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=limit_ms)


class Desk(Console):
    """The agent's console."""

    def go_ready(self) -> None:
        """Start taking calls, once the phone of this page is registered."""
        start, ready = self.button("Start taking calls"), self.button("Ready")
        expect(start.or_(ready)).to_be_visible()
        if start.is_visible():
            start.click()
        expect(ready).to_be_enabled(timeout=SLOW_MS)
        ready.click()
        self.is_in_state("Ready", "Ringing")  # somebody may be waiting

    def is_in_state(self, *states: str) -> None:
        """One of these words of the own state, as screen readers are told it."""
        expect(self.bar.get_by_role("status").first).to_have_text(
            re.compile(f"^Your state: ({'|'.join(states)})$"), timeout=SLOW_MS
        )

    @property
    def ring(self) -> Locator:
        return self.page.get_by_role("dialog", name="Incoming call")

    def answer(self) -> None:
        self.ring.get_by_role("button", name="Answer", exact=True).click()
        self.is_in_state("Talking")

    def hang_up(self) -> None:
        self.button("Hang up").click()

    def wrap_up(self, code: str, note: str = "", more: tuple[str, ...] = ()) -> None:
        self.is_in_state("Wrap-up")
        if note:
            self.page.get_by_label("Note for whoever takes the next call").fill(note)
        for one in (code, *more):
            self.page.locator("#wrap-up").get_by_role("button", name=one, exact=True).click()
        self.page.get_by_role("button", name="Complete", exact=True).click()
        self.is_in_state("Ready")

    def transfer(self, kind: str, name: str) -> None:
        """`kind` is Queue or Colleague."""
        self.button("Transfer the call").click()
        dialog = self.page.get_by_role("dialog", name="Transfer the call")
        dialog.get_by_text(kind, exact=True).click()
        dialog.get_by_role("button", name=re.compile(f"^{name}")).click()


def timeline(client: httpx.Client, contact_id: str) -> list[dict[str, Any]]:
    """The facts of a contact as the API tells them; empty while it knows none."""
    answer = client.get(f"/contacts/{contact_id}")
    found: list[dict[str, Any]] = answer.json()["timeline"] if answer.status_code == 200 else []
    return found


def until_at_node(client: httpx.Client, contact_id: str, node: str) -> None:
    """Wait until the contact's flow is at this node."""
    until(
        lambda: any(fact.get("node") == node for fact in timeline(client, contact_id)),
        20,
        f"the flow is at {node}",
    )


def press_through(
    centre: Installation, client: httpx.Client, line: Line, keys: tuple[tuple[str, str], ...]
) -> str:
    """The one caller in a menu presses a key at each (node, key); the contact's id."""
    found = until(lambda: centre.contacts(phase="ivr"), 20, "the call is in the menu")
    contact_id = str(found[0]["id"])
    for node, key in keys:
        until_at_node(client, contact_id, node)
        until(lambda: line.peer is not None, 10, "the line has a peer")
        line.press(key)
    return contact_id


def talking_with(centre: Installation, agent_id: str) -> str:
    """The contact that this agent talks with, once the floor has it so."""
    found = until(
        lambda: centre.contacts(phase="talking", agent_id=agent_id), 10, f"{agent_id} talks"
    )
    return str(found[0]["id"])


def kinds_of(client: httpx.Client, contact_id: str) -> list[str]:
    """The kinds of the facts of a contact that is over, wrap-up included."""

    def complete() -> list[str] | None:
        kinds = [str(fact["type"]) for fact in timeline(client, contact_id)]
        return kinds if "contact_ended" in kinds and "wrap_up_completed" in kinds else None

    return until(complete, 15, "the contact's facts are complete")


def row_of(client: httpx.Client, contact_id: str, **told: object) -> dict[str, Any]:
    """The contact in the list, once its recording is there and the list, which follows the facts,
    tells this of it."""

    def found() -> dict[str, Any] | None:
        rows: list[dict[str, Any]] = client.get("/contacts").json()["items"]
        row = next((one for one in rows if one["id"] == contact_id), {"recording_id": ""})
        return row if row["recording_id"] and told.items() <= row.items() else None

    return until(found, 15, f"the contact is in the list with its recording and {told}")


def recording_of(client: httpx.Client, contact_id: str) -> bytes:
    """The audio of the contact's recording, as a WAV file."""
    answer = client.get(f"/recordings/{row_of(client, contact_id)['recording_id']}/audio")
    assert answer.status_code == 200, answer.text
    return answer.content


def recordings_of(client: httpx.Client, contact_id: str) -> dict[str, dict[str, Any]]:
    """What is stored of the contact, by kind."""
    found = client.get(f"/contacts/{contact_id}").json()["recordings"]
    return {one["kind"]: one for one in found if one["status"] == "stored"}
