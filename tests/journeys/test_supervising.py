"""A lead acts on the floor: a caller is moved up, another to a second queue, an agent made ready and
sent home, and a call that is stuck is hung up."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.pages import SLOW_MS, Console, timeline
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Sipp, Street
from tests.running.waiting import until

pytestmark = pytest.mark.real

NUMBERS = ("34600111091", "34600111092", "34600111093")


def _choose(lead: Console, button: re.Pattern[str], item: str) -> None:
    lead.page.get_by_role("button", name=button).first.click()
    lead.page.get_by_role("menuitem", name=item).click()


def _confirm(lead: Console, button: str, why: str, queue: str = "") -> None:
    dialog = lead.page.get_by_role("dialog")
    if queue:
        dialog.get_by_label("Queue").click()
        lead.page.keyboard.type(queue)
        lead.page.keyboard.press("Enter")
    dialog.get_by_label("Why").fill(why)
    dialog.get_by_role("button", name=button).click()
    expect(dialog).to_be_hidden(timeout=SLOW_MS)


def _of(number: str) -> re.Pattern[str]:
    return re.compile(rf"^Act on the call of .*{number}$")


def _wait_in_line(centre: Installation, street: Street, media: Media) -> list[tuple[Sipp, str]]:
    """Callers, one after the other, and their contacts."""
    found: list[tuple[Sipp, str]] = []
    for number in NUMBERS:
        caller = street.call([(media.open().port, number, "1003")])
        known = {contact_id for _, contact_id in found}

        def waiting(known: set[str] = known) -> list[dict[str, Any]]:
            queued = centre.contacts(phase="queued", queue_id="facts")
            return [one for one in queued if one["id"] not in known]

        found.append((caller, str(until(waiting, 30, "the caller waits")[0]["id"])))
    return found


def test_a_lead_acts_on_callers_and_agents_from_the_floor(
    centre: Installation, street: Street, media: Media, visitor_browser: Browser
) -> None:
    street.agent_answers([media.open().port for _ in range(3)], port=centre.phone_ports["answers"])
    lead = Console(visitor_browser, centre.url)
    callers = _wait_in_line(centre, street, media)
    (_, first), (_, second), (third_call, third) = callers
    try:
        lead.log_in("lead")
        lead.open("/floor?open=facts")
        line = lead.page.get_by_role("list", name="Waiting in Four facts").get_by_role("listitem")
        expect(line).to_have_count(3, timeout=SLOW_MS)
        _choose(lead, _of(NUMBERS[2]), "First in line")
        _confirm(lead, "First in line", "Third call today")
        expect(line.first).to_contain_text(NUMBERS[2], timeout=SLOW_MS)
        _choose(lead, _of(NUMBERS[1]), "To another queue")
        _confirm(lead, "To another queue", "Wants to buy", queue="Sales")
        until(lambda: centre.contacts(id=second, queue_id="sales"), 15, "moved to Sales")

        centre.act("answers", "login")
        _choose(lead, re.compile("^Act for Amy Answers$"), "Set ready")
        until(lambda: centre.contacts(id=third, phase="talking"), 30, "the one moved up is served")
        expect(line).to_have_count(1, timeout=SLOW_MS)  # the page knows it, too
        _choose(lead, _of(NUMBERS[2]), "Hang up")
        _confirm(lead, "Hang up", "Nobody speaks")
        until(lambda: not third_call.is_running, 15, "the customer's line is hung up")
        until(lambda: centre.contacts(id=first, phase="talking"), 30, "then the first")
        _choose(lead, re.compile("^Act for Amy Answers$"), "Log out")
        lead.sees("then Logged out")
        callers[0][0].hang_up()
        until(lambda: centre.agent("answers")["state"] == "logged_out", 15, "Amy is out")

        told = {fact["type"]: fact for fact in timeline(centre.client("manager"), third)}
        assert told["caller_moved_up"]["reason"] == "Third call today"
        assert told["call_cut"]["by"].startswith("user:")
        assert told["call_cut"]["by_name"]
        audit = centre.client("manager").get("/audit", params={"action": "floor."}).json()["items"]
        assert {"floor.move_up", "floor.move_to_queue", "floor.cut", "floor.ready"} <= {
            entry["action"] for entry in audit
        }
        assert not lead.faults
    finally:
        lead.close()
        for caller, _ in callers:
            caller.hang_up()
        centre.send_home("answers")


def test_skills_moved_for_an_hour_outlive_a_killed_floor_and_are_given_back(
    centre: Installation, street: Street, media: Media
) -> None:
    street.agent_answers([media.open().port], port=centre.phone_ports["answers"])
    lead = centre.client("lead")
    body = {"queue_ids": ["web"], "minutes": 60, "reason": "The web shop is short of people"}
    moved = lead.post("/agents/answers/move_skills", json=body)
    assert moved.status_code == 200, moved.text
    dead = centre.kill("floor")
    centre.until_restarted("floor", dead)
    until(centre.floor_answers, 30, "the floor is back")
    centre.make_ready("answers")
    caller = street.call([(media.open().port, "34600111094", "1002")])
    try:
        until(lambda: centre.contacts(phase="talking", agent_id="answers"), 30, "Amy takes it")
        returned = lead.post("/agents/answers/return_skills", json={})
        assert returned.status_code == 200, returned.text

        def own_again() -> bool:
            agents = lead.get("/agents").json()["items"]
            amy = next(one for one in agents if one["id"] == "answers")
            return amy["moved"] is None and amy["skills"] == {"facts": 1}

        until(own_again, 15, "the own skills again")
    finally:
        caller.hang_up()
        centre.send_home("answers")
