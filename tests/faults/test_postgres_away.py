"""PostgreSQL is away for a while: calls go on being routed, and no fact is lost or told twice."""

import os
import time
from functools import partial

import httpx
import pytest
from tests.running.figures import tell
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Sipp, Street
from tests.running.tones import CALLER_HZ, steady
from tests.running.waiting import until

pytestmark = pytest.mark.real

AGENTS = ("c1", "c2", "c3", "c4")
BEFORE, MEANWHILE = 2, 4
AWAY_S = float(os.environ.get("CALLFLOOR_TEST_AWAY_S", "5"))
"""At least so long; a minute when somebody has the time to wait for it."""
WHOLE = (
    "contact_arrived",
    "contact_queued",
    "contact_offered",
    "contact_answered",
    "contact_connected",
    "segment_ended",
    "contact_ended",
)


def _callers(street: Street, media: Media, numbers: list[str]) -> Sipp:
    lines = [media.open() for _ in numbers]
    for line in lines:
        line.play(steady(CALLER_HZ, 1.0), loops=True)
    told = [(line.port, number, "1005") for line, number in zip(lines, numbers, strict=True)]
    return street.call(told, per_second=5)


def _talking(centre: Installation, count: int) -> bool:
    there = centre.contacts(phase="talking")
    return len(there) == count and all(one["is_connected"] for one in there)


def _finish_wrap_up(centre: Installation) -> None:
    for agent_id in AGENTS:
        if centre.agent(agent_id)["state"] == "wrap_up":
            centre.act(agent_id, "wrap_up", code="other", note="", resolved="yes")


def _whole_story(lead: httpx.Client, number: str) -> list[str]:
    """The kinds of the facts of the one contact from this number, once it has ended."""
    rows = lead.get("/contacts", params={"q": number}).json()["items"]
    if len(rows) != 1:
        return []
    timeline = lead.get(f"/contacts/{rows[0]['id']}").json()["timeline"]
    kinds = [fact["type"] for fact in timeline]
    return kinds if "contact_ended" in kinds else []


def test_calls_are_routed_without_postgres_and_no_fact_is_lost(
    centre: Installation, media: Media, street: Street
) -> None:
    """Some calls are up when it dies and end meanwhile; others come and go while it is away."""
    lead = centre.client("lead")
    street.agent_answers(
        [media.open().port for _ in range(BEFORE + MEANWHILE)], port=centre.phone_ports["crowd"]
    )
    centre.make_ready(*AGENTS)
    early = [f"3460044{n:04}" for n in range(BEFORE)]
    late = [f"3460055{n:04}" for n in range(MEANWHILE)]
    first = _callers(street, media, early)
    until(lambda: _talking(centre, BEFORE), 30, "the first customers talk")

    with centre.held():
        away_s = time.monotonic()
        centre.kill("postgres")
        first.hang_up()
        assert first.wait(10) == 0, first.trouble
        until(lambda: _talking(centre, 0), 20, "their calls ended")
        _finish_wrap_up(centre)
        second = _callers(street, media, late)
        until(lambda: _talking(centre, MEANWHILE), 30, "the others talk, without PostgreSQL")
        second.hang_up(0, 1)
        until(lambda: _talking(centre, MEANWHILE - 2), 20, "two of them ended")
        until(lambda: time.monotonic() - away_s > AWAY_S, AWAY_S + 5, "it was away long enough")
        assert _talking(centre, MEANWHILE - 2)
        waiting = until(lambda: centre.health()["spool_waiting"], 10, "facts wait in the spool")
        tell(
            f"PostgreSQL away for {time.monotonic() - away_s:.1f} s: {MEANWHILE} calls routed, "
            f"{waiting} facts in the spool"
        )
    back_s = time.monotonic()
    until(lambda: centre.health()["spool_waiting"] == 0, 60, "the spool is empty again")
    tell(f"PostgreSQL back: the spool was empty after {time.monotonic() - back_s:.1f} s")
    second.hang_up(2, 3)
    assert second.wait(10) == 0, second.trouble
    until(lambda: _talking(centre, 0), 20, "all calls ended")
    _finish_wrap_up(centre)

    for number in early + late:
        kinds = until(partial(_whole_story, lead, number), 30, f"{number} is told whole")
        assert [kind for kind in WHOLE if kinds.count(kind) != 1] == [], (number, kinds)
