"""Calls that change hands, and calls that an agent's phone does not take."""

from collections.abc import Callable

import httpx
import pytest
from tests.journeys.listening import hears_agent
from tests.journeys.pages import Desk, kinds_of, row_of, timeline
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Street
from tests.running.waiting import until

pytestmark = pytest.mark.real


def test_a_blind_transfer_to_a_queue_and_back_to_a_colleague(
    centre: Installation,
    street: Street,
    media: Media,
    desk: Callable[[str], Desk],
    quality: httpx.Client,
) -> None:
    ann, ben = desk("ann"), desk("ben")
    line = media.open(keeps=True)
    caller = street.call([(line.port, "34600111004", "1001")])
    ann.answer()
    contact_id = until(
        lambda: [c["id"] for c in centre.contacts(agent_id="ann")], 10, "ann talks on the floor"
    )[0]

    ann.transfer("Queue", "Support")
    ben.answer()
    ann.wrap_up("Other")
    hears_agent(line)

    ben.transfer("Colleague", "Ann Archer")
    ann.answer()
    ben.wrap_up("Other")
    hears_agent(line)
    assert caller.is_running, caller.trouble

    caller.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    ann.wrap_up("Sold")
    kinds = kinds_of(quality, contact_id)
    assert kinds.count("contact_transferred") == 2
    assert kinds.count("contact_answered") == 3
    assert kinds.count("segment_ended") == 3
    facts = timeline(quality, contact_id)
    hands = [fact["agent_id"] for fact in facts if fact["type"] == "contact_answered"]
    assert hands == ["ann", "ben", "ann"]
    row_of(quality, contact_id, transfers=2)


def test_rejected_busy_failed_and_missed_are_four_things(
    centre: Installation, street: Street, media: Media, quality: httpx.Client
) -> None:
    """Five phones in the order of their skill; the last one takes the call."""
    ports = centre.phone_ports
    street.agent_refuses("603 Decline", ports["rejects"])
    street.agent_refuses("486 Busy Here", ports["busy"])
    street.agent_refuses("500 Server Internal Error", ports["fails"])
    street.agent_never_answers(ports["silent"])
    street.agent_answers([media.open().port], port=ports["answers"])
    agents = ("rejects", "busy", "fails", "silent", "answers")
    centre.make_ready(*agents)
    try:
        caller = street.call([(media.open().port, "34600111005", "1003")])
        found = until(
            lambda: centre.contacts(phase="talking", agent_id="answers"), 30, "the last one talks"
        )
        states = {one: centre.agent(one) for one in agents}
        caller.hang_up()
        assert caller.wait(10) == 0, caller.trouble
    finally:
        for agent_id in agents:
            centre.send_home(agent_id)

    contact_id = str(found[0]["id"])
    until(
        lambda: [f for f in timeline(quality, contact_id) if f["type"] == "contact_ended"],
        10,
        "the contact is told to its end",
    )
    ends = ("ring_ended", "contact_answered")
    facts = [fact for fact in timeline(quality, contact_id) if fact["type"] in ends]
    told = [(fact["agent_id"], fact.get("result"), fact.get("sip_code", 0)) for fact in facts]
    assert told == [
        ("rejects", "rejected", 603),
        ("busy", "busy", 486),
        ("fails", "failed", 500),
        ("silent", "missed", told[3][2]),
        ("answers", None, 0),
    ]
    reasons = {one: state["reason"] for one, state in states.items() if one != "answers"}
    assert reasons == {
        "rejects": "rejected",
        "busy": "phone_busy",
        "fails": "phone_failed",
        "silent": "missed",
    }


def test_a_transfer_to_a_number_that_is_not_reached_gives_the_customer_back(
    centre: Installation, street: Street, media: Media, quality: httpx.Client
) -> None:
    """Nobody has that number: the customer is first in the queue, and is taken again."""
    street.agent_refuses("404 Not Found", port=centre.phone_ports["customer"])
    street.agent_answers([media.open().port, media.open().port], port=centre.phone_ports["answers"])
    centre.make_ready("answers")
    try:
        caller = street.call([(media.open().port, "34600111006", "1003")])
        found = until(lambda: centre.contacts(phase="talking", agent_id="answers"), 20, "they talk")
        contact_id = str(found[0]["id"])
        centre.act("answers", "transfer", to_number="+34910000000")
        until(
            lambda: [
                fact for fact in timeline(quality, contact_id) if fact["type"] == "contact_answered"
            ][1:],
            20,
            "the same agent, free again, has the customer back",
        )
        assert caller.is_running, caller.trouble
        caller.hang_up()
        assert caller.wait(10) == 0, caller.trouble
    finally:
        centre.send_home("answers")
    facts = timeline(quality, contact_id)
    (failed,) = [fact for fact in facts if fact["type"] == "transfer_failed"]
    assert (failed["queue_id"], failed["reason"], failed["cause"]) == ("facts", "unknown_number", 1)
    returned = [fact.get("returned", False) for fact in facts if fact["type"] == "contact_queued"]
    assert returned == [False, True]
