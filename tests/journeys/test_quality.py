"""How the network carried a call: bars while it lasts, figures with the contact afterwards."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect
from tests.journeys.pages import SLOW_MS, Console, Desk, kinds_of
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Street
from tests.running.waiting import until

pytestmark = pytest.mark.real


def test_the_network_of_a_call_is_seen_while_it_lasts_and_kept_with_the_contact(
    centre: Installation,
    street: Street,
    media: Media,
    desk: Callable[[str], Desk],
    console: Callable[[str], Console],
    quality: httpx.Client,
) -> None:
    ann = desk("ann")
    line = media.open(keeps=True)
    caller = street.call([(line.port, "34600111077", "1001")])
    ann.answer()
    bars = ann.bar.get_by_role("button", name="Network:")
    expect(bars).to_be_visible(timeout=SLOW_MS)
    bars.hover()
    ann.sees("Network of this call")
    contact_id = until(
        lambda: [one["id"] for one in centre.contacts(agent_id="ann")], 10, "ann talks"
    )[0]
    until(lambda: line.packets_heard > 200, 20, "some seconds are spoken")
    caller.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    ann.wrap_up("Sold")
    kinds_of(quality, contact_id)

    def measured() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = quality.get(f"/contacts/{contact_id}").json()["quality"]
        return found

    (leg,) = until(measured, 20, "the contact knows how it sounded")
    assert leg["agent_id"] == "ann"
    assert leg["measured_ms"] >= 1_000
    assert 3.0 < leg["mos"] <= 4.5
    seen = console("quality")
    seen.open(f"/contacts/{contact_id}")
    seen.sees("Network of the agents' phones")
    assert ann.faults == []
    assert seen.faults == []
