"""Several people in one call: a consultation that is handed over, and a conference one leaves."""

import re
from collections.abc import Callable

import httpx
import pytest
from tests.journeys.listening import hears_agent, hears_music
from tests.journeys.pages import Desk, kinds_of, talking_with, timeline
from tests.running.installation import Installation
from tests.running.media import Line, Media
from tests.running.sipp import Sipp, Street

pytestmark = pytest.mark.real


def _ask(ann: Desk, ben: Desk) -> None:
    """Ann asks Ben, who answers."""
    ann.button("Ask somebody first").click()
    dialog = ann.page.get_by_role("dialog", name="Ask somebody first")
    dialog.get_by_role("button", name=re.compile("^Ben")).click()
    ben.ring.get_by_text("Ann Archer asks you about this customer").wait_for()
    ben.answer()
    ann.bar.get_by_text("the customer hears music").wait_for()


def _talking(centre: Installation, street: Street, line: Line, ann: Desk) -> tuple[Sipp, str]:
    caller = street.call([(line.port, "34600111014", "1001")])
    ann.answer()
    return caller, talking_with(centre, "ann")


def test_a_colleague_is_consulted_and_handed_the_customer(
    centre: Installation, street: Street, media: Media, desk: Callable[[str], Desk],
    quality: httpx.Client,
) -> None:  # fmt: skip
    ann, line = desk("ann"), media.open(keeps=True)
    caller, contact_id = _talking(centre, street, line, ann)
    ben = desk("ben")
    _ask(ann, ben)
    hears_music(line)
    ann.button("Change to the customer").click()
    ann.bar.get_by_text("Ben Baker hears music").wait_for()
    hears_agent(line)
    ann.button("Hand over").click()
    ann.wrap_up("Other")
    hears_agent(line)
    assert caller.is_running, caller.trouble
    ben.hang_up()
    ben.wrap_up("Sold")
    kinds_of(quality, contact_id)
    facts = timeline(quality, contact_id)
    ends = [(f["agent_id"], f["reason"]) for f in facts if f["type"] == "segment_ended"]
    assert ends == [("ann", "attended_transfer"), ("ben", "agent_hangup")]


def test_a_conference_goes_on_when_one_agent_leaves(
    centre: Installation, street: Street, media: Media, desk: Callable[[str], Desk],
    quality: httpx.Client,
) -> None:  # fmt: skip
    ann, line = desk("ann"), media.open(keeps=True)
    caller, contact_id = _talking(centre, street, line, ann)
    ben = desk("ben")
    _ask(ann, ben)
    ann.button("Join all").click()
    ben.bar.get_by_text("In the call of Ann Archer").wait_for()
    hears_agent(line)
    ann.button("Leave the call").click()
    ann.wrap_up("Other")
    hears_agent(line)
    caller.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    ben.wrap_up("Sold")
    kinds = kinds_of(quality, contact_id)
    assert kinds.count("party_joined") == kinds.count("contact_handed_over") == 1
