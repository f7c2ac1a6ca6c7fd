"""The path of a call: from a telephone through the menu and the queue to a browser, and all the
rest of it."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect
from tests.journeys.pages import (
    SLOW_MS,
    Console,
    Desk,
    kinds_of,
    recording_of,
    row_of,
    until_at_node,
)
from tests.running.figures import tell
from tests.running.installation import Installation
from tests.running.media import Line, Media
from tests.running.sipp import Sipp, Street
from tests.running.steps import leak_db, steps_of
from tests.running.tones import CALLER_HZ, bursts, irregular_onsets
from tests.running.waiting import until

pytestmark = pytest.mark.real

IN_STEP_S = 0.05
ONSETS_S = irregular_onsets(0.3, 8)
CALLER_SOUND = bursts(CALLER_HZ, ONSETS_S, 8.0)


def _call_by_menu(
    street: Street, line: Line, centre: Installation, client: httpx.Client, number: str
) -> tuple[Sipp, str]:
    """Dial the main line, press 1 for English and 1 for sales."""
    caller = street.call([(line.port, number, "1000")])
    found = until(lambda: centre.contacts(phase="ivr"), 20, "the call is in the menu")
    contact_id = str(found[0]["id"])
    until(lambda: line.packets_heard > 10, 20, "the caller hears the menu")
    for node in ("language", "menu"):
        until_at_node(client, contact_id, node)
        line.press("1")
    return caller, contact_id


def test_call_from_the_menu_to_the_recording(
    alone: None,
    centre: Installation,
    street: Street,
    media: Media,
    desk: Callable[[str], Desk],
    console: Callable[[str], Console],
    quality: httpx.Client,
) -> None:
    ann = desk("ann")
    line = media.open(keeps=True)
    caller, contact_id = _call_by_menu(street, line, centre, quality, "34600111001")
    ann.answer()
    line.play(CALLER_SOUND)
    until(lambda: len(line.sent) * 0.02 >= 7.9, 20, "the caller has said it all")
    caller.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    ann.wrap_up("Sold", "Wants the blue one.")

    row = row_of(quality, contact_id, wrap_up_code="sold")
    assert (row["agent_id"], row["queue_id"]) == ("ann", "sales")
    assert (row["caller"], row["called"], row["outcome"]) == ("34600111001", "1000", "answered")
    recording = recording_of(quality, contact_id)
    steps = steps_of(recording, line, ONSETS_S)
    tell(
        f"in step: median {steps.median_error_s * 1000:.1f} ms, "
        f"worst {steps.worst_error_s * 1000:.1f} ms of {len(steps.errors_s)} bursts"
    )
    assert steps.median_error_s <= IN_STEP_S
    assert leak_db(recording) < -30

    kinds = kinds_of(quality, contact_id)
    told = [
        "contact_arrived",
        "ivr_started",
        "language_chosen",
        "digits_entered",
        "contact_queued",
        "contact_offered",
        "ring_started",
        "contact_answered",
        "contact_connected",
        "segment_ended",
        "wrap_up_started",
        "contact_ended",
        "wrap_up_completed",
        "recording_stored",
    ]
    assert [kind for kind in told if kind not in kinds] == []
    seen = console("quality")
    seen.open(f"/contacts/{contact_id}")
    seen.sees("34600111001")
    seen.sees("Sold")
    assert seen.faults == []


def test_pain_18_the_pop_up_goes_to_the_one_agent_who_is_rung(
    centre: Installation, street: Street, media: Media, desk: Callable[[str], Desk]
) -> None:
    ann, ben = desk("ann"), desk("ben")
    caller = street.call([(media.open(keeps=True).port, "34600111018", "1001")])
    expect(ann.ring).to_be_visible(timeout=SLOW_MS)
    ann.sees("34600111018")
    expect(ben.ring).to_have_count(0)
    ann.answer()
    ben.is_in_state("Ready")
    assert "34600111018" not in ben.page.content()
    caller.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    ann.wrap_up("Other")
