"""kill -9 in the middle of twenty live calls. The tests of this file go on with the same calls, and
end with Asterisk itself, which takes the calls along."""

import contextlib
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

import httpx
import pytest
from tests.faults.crowd import IN_MENU, LIVE, TALKING, Crowd, live_snapshot
from tests.running.figures import tell
from tests.running.installation import Installation
from tests.running.waiting import until

pytestmark = pytest.mark.real

BACK_S = 30.0
"""Not the requirement, which is 5 s after the restart and is told as measured."""


@pytest.fixture(scope="module")
def crowd(centre: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    one = Crowd(centre, tmp_path_factory.mktemp("crowd"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def lead(centre: Installation) -> httpx.Client:
    return centre.client("lead")


def _snapshot(lead: httpx.Client, centre: Installation) -> dict[str, object] | None:
    with contextlib.suppress(Exception):
        return live_snapshot(lead, centre.url)
    return None


@pytest.mark.parametrize("part", ["floor", "api", "postgres"])
def test_calls_outlive_the_kill(
    part: str, crowd: Crowd, centre: Installation, lead: httpx.Client
) -> None:
    before = centre.state()
    board = until(lambda: _snapshot(lead, centre), 20, "the live line answers")
    assert len(crowd.live()) == LIVE
    crowd.forget_gaps()

    killed_s = time.monotonic()
    dead = centre.kill(part)
    centre.until_restarted(part, dead)
    restarted_s = time.monotonic()

    until(
        lambda: centre.floor_answers() and centre.state() == before,
        BACK_S,
        "the floor has every call and agent where it was",
    )
    floor_s = time.monotonic()
    until(
        lambda: _snapshot(lead, centre) == board,
        BACK_S,
        "the live line has every call and agent where it was",
    )
    now_s = time.monotonic()
    tell(
        f"kill -9 {part}: up again after {restarted_s - killed_s:.1f} s; then the floor right "
        f"after {floor_s - restarted_s:.1f} s, the live line after {now_s - restarted_s:.1f} s"
    )
    gap_s = max(line.longest_gap_s for line in crowd.heard_lines)
    tell(f"kill -9 {part}: the longest gap in the sound of {LIVE - IN_MENU} calls {gap_s:.2f} s")
    assert len(crowd.live_lines()) == len(crowd.heard_lines)
    for one in (crowd.talkers, crowd.waiters, crowd.choosers, crowd.phones):
        assert one.is_running
        assert one.trouble == ""


def test_afterwards_every_call_can_go_its_way(crowd: Crowd, centre: Installation) -> None:
    """The menu takes a key, a call ends, and its agent is in wrap-up."""
    chosen = crowd.chooser_lines[0]
    before = len(centre.contacts(phase="queued"))
    chosen.press("1")
    until(
        lambda: len(centre.contacts(phase="queued")) == before + 1, 30, "the key led to the queue"
    )
    crowd.hang_up_talker(1)
    until(lambda: len(centre.contacts(phase="talking")) == TALKING - 1, 20, "one call ended")
    states = [agent["state"] for agent in centre.state()["agents"]]
    assert states.count("wrap_up") == 2


def test_a_kill_of_asterisk_closes_every_call_with_that_cause(
    crowd: Crowd, centre: Installation, lead: httpx.Client
) -> None:
    lost = crowd.live()
    assert len(lost) == LIVE - 1
    killed_s = time.monotonic()
    dead = centre.kill("asterisk")
    centre.until_restarted("asterisk", dead)
    until(lambda: not crowd.live(), BACK_S, "no call is alive any more")
    until(centre.floor_answers, BACK_S, "the floor has Asterisk back")
    tell(f"kill -9 asterisk: connected again after {time.monotonic() - killed_s:.1f} s")
    for contact_id in lost:
        ends = until(partial(_ends_of, lead, contact_id), 20, f"{contact_id} is closed")
        assert [end["cause"] for end in ends] == ["telephony_lost"]


def _ends_of(lead: httpx.Client, contact_id: str) -> list[dict[str, Any]]:
    facts = lead.get(f"/contacts/{contact_id}").json().get("timeline", [])
    return [fact for fact in facts if fact["type"] == "contact_ended"]


def test_the_next_call_is_taken_without_hands(crowd: Crowd, centre: Installation) -> None:
    """Whoever is in wrap-up finishes it, as always; nothing else is done."""
    crowd.phones.stop()
    line = crowd.media.open()
    crowd.street.agent_answers([line.port] * 3, port=centre.phone_ports["crowd"])
    for agent in centre.state()["agents"]:
        if agent["state"] == "wrap_up":
            centre.act(agent["id"], "wrap_up", code="other", note="", resolved="n/a")
    caller = crowd.street.call([(crowd.media.open().port, "34600333444", "1005")])
    until(lambda: centre.contacts(phase="talking"), BACK_S, "the next call is taken")
    caller.hang_up()
    assert caller.wait(10) == 0, caller.trouble
