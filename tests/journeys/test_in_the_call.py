"""What an agent does in the middle of a call, and what the customer hears of it."""

import time
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect
from tests.journeys.listening import hears_agent, hears_music, hears_no_agent
from tests.journeys.pages import (
    SLOW_MS,
    Desk,
    kinds_of,
    recording_of,
    talking_with,
    timeline,
)
from tests.running.figures import tell
from tests.running.installation import Installation
from tests.running.media import Line, Media
from tests.running.sipp import Sipp, Street
from tests.running.steps import steps_of
from tests.running.tones import CALLER_HZ, bursts, irregular_onsets
from tests.running.waiting import until

pytestmark = pytest.mark.real

IN_STEP_S = 0.05
NO_BREAK_S = 3.0
"""The customer's line is never without packets for longer; on a busy machine they come in bunches."""
ONSETS_S = irregular_onsets(0.2, 6)


def _talk(
    centre: Installation, street: Street, media: Media, agent: Desk, number: str
) -> tuple[Sipp, Line, str]:
    """A customer who calls sales and talks to the agent."""
    line = media.open(keeps=True)
    caller = street.call([(line.port, number, "1001")])
    agent.answer()
    contact_id = talking_with(centre, "ann")
    until(lambda: line.peer is not None, 10, "the customer's line has a peer")
    line.play(bursts(CALLER_HZ, ONSETS_S, 6.0))
    hears_agent(line)
    return caller, line, contact_id


def test_hold_mute_and_keypad(
    alone: None,
    centre: Installation,
    street: Street,
    media: Media,
    desk: Callable[[str], Desk],
    quality: httpx.Client,
) -> None:
    ann = desk("ann")
    caller, line, contact_id = _talk(centre, street, media, ann, "34600111002")

    ann.button("Hold").click()
    ann.is_in_state("Holding")
    hears_music(line)
    ann.button("Resume").click()
    ann.is_in_state("Talking")
    hears_agent(line)

    ann.button("Mute").click()
    hears_no_agent(line)
    ann.button("Unmute").click()
    hears_agent(line)

    ann.button("Keypad").click()
    for key in "42#":
        ann.page.get_by_role("button", name=key, exact=True).click()
    until(lambda: line.keys_heard == "42#", 10, f"the keys arrived ({line.keys_heard!r})")
    ann.page.keyboard.press("Escape")

    ann.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    assert caller.received("BYE") == 1
    ann.wrap_up("Other")
    kinds = kinds_of(quality, contact_id)
    assert kinds.count("contact_held") == 1
    assert kinds.count("contact_resumed") == 1
    # Still in step after a hold: the recording goes on through all of it.
    steps = steps_of(recording_of(quality, contact_id), line, ONSETS_S)
    tell(
        f"in step through a hold: median {steps.median_error_s * 1000:.1f} ms, "
        f"worst {steps.worst_error_s * 1000:.1f} ms of {len(steps.errors_s)} bursts"
    )
    assert steps.median_error_s <= IN_STEP_S


def test_pain_9_a_refreshed_page_keeps_its_call(
    centre: Installation,
    street: Street,
    media: Media,
    desk: Callable[[str], Desk],
    quality: httpx.Client,
) -> None:
    ann = desk("ann")
    caller, line, contact_id = _talk(centre, street, media, ann, "34600111003")

    line.forget_gap()
    began_s = time.monotonic()
    ann.page.reload()
    # Of the old page something may still be heard: what counts is the agent after the new one is back.
    until(
        lambda: "agent_rejoined" in [fact["type"] for fact in timeline(quality, contact_id)],
        30,
        "the agent is back with the customer",
    )
    hears_agent(line, 30)
    took_s = time.monotonic() - began_s
    ann.is_in_state("Talking")
    tell(
        f"back after a reload: the customer hears the agent again after {took_s:.1f} s, "
        f"longest gap on the wire {line.longest_gap_s * 1000:.0f} ms"
    )
    assert caller.is_running, caller.trouble
    assert line.longest_gap_s < NO_BREAK_S

    expect(ann.button("Hang up")).to_be_enabled(timeout=SLOW_MS)
    ann.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    ann.wrap_up("Other")
    kinds = kinds_of(quality, contact_id)
    for kind in ("agent_leg_lost", "agent_rejoining", "agent_rejoined"):
        assert kinds.count(kind) == 1, kinds
    assert kinds.count("contact_answered") == 1
