"""The floor's door: a lead acts on one caller, and on many agents at once."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from tests.floor.conftest import small_settings
from tests.floor.test_loop import Recorder, SilentTelephony

from callfloor.acd import inputs
from callfloor.events import leads
from callfloor.events.agents import AgentStateChanged
from callfloor.floor.control import Control
from callfloor.floor.loop import FloorLoop
from callfloor.floor.phones import Phones
from callfloor.floor.state import FloorState
from callfloor.telephony import port

WHY = {"reason": "why", "by_name": "Laura"}


class Door:
    """The control socket of a small floor."""

    def __init__(self, client: aiohttp.ClientSession, loop: FloorLoop, recorder: Recorder) -> None:
        self.client, self.loop, self.recorder = client, loop, recorder

    async def ask(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        headers = {"X-Actor": "user:7"}
        async with self.client.post(
            f"http://floor/v1/t/{path}", json=body, headers=headers
        ) as answer:
            return answer.status, await answer.json(content_type=None)

    def call(self, contact_id: str) -> None:
        arrived = port.CallArrived(
            at_ms=0, contact_id=contact_id, line=contact_id, caller="", number="1000", language="en"
        )
        self.loop.hear(arrived)


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    telephony, recorder, state = SilentTelephony(), Recorder(), FloorState()
    state.configure(small_settings(), 0)
    loop = FloorLoop(state, telephony, recorder)

    async def reload(_: str) -> None: ...

    async def retry(*given: str) -> bool:
        return given == ("t", "gone", "17.1")

    control = Control(loop, Phones(telephony, b"k" * 32, "callfloor"), reload, dict, retry)
    with tempfile.TemporaryDirectory(prefix="cf-") as folder:
        socket = Path(folder) / "floor.sock"
        await control.start(socket)
        async with aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(socket))) as client:
            yield Door(client, loop, recorder)
        await control.stop()
        loop.stop()


async def test_a_caller_is_moved_with_the_author_in_the_fact(door: Door) -> None:
    door.call("A")
    door.call("B")
    assert (await door.ask("contacts/B/move_up", WHY))[0] == 200
    fact = next(one for one in door.recorder.facts if isinstance(one, leads.CallerMovedUp))
    assert (fact.contact_id, fact.by, fact.by_name) == ("B", "user:7", "Laura")
    status, problem = await door.ask("contacts/B/move_up", WHY)
    assert (status, problem["code"]) == (409, "first_already")
    assert (await door.ask("contacts/B/hold", {}))[0] == 404


async def test_many_agents_at_once_and_one_refusal_stops_no_other(door: Door) -> None:
    door.loop.act("t", inputs.LogIn("ana"), "agent")
    body = {
        "action": "not_ready",
        "agent_ids": ["bo", "nobody", "ana"],
        "body": {"reason": "training"},
    }
    status, answer = await door.ask("agents", body)
    assert (status, answer) == (200, {"refused": {"bo": "logged_out", "nobody": "unknown_agent"}})
    last = door.recorder.facts[-1]
    assert isinstance(last, AgentStateChanged)
    assert (last.agent_id, last.reason, last.by) == ("ana", "training", "user:7")
    assert (await door.ask("agents", {"action": "dance", "agent_ids": ["ana"], "body": {}}))[
        0
    ] == 404
    assert (await door.ask("agents", {"action": "ready"}))[0] == 422


async def test_a_stuck_call_in_the_menu_is_cut_and_its_flow_says_nothing_more(door: Door) -> None:
    stuck = port.CallArrived(at_ms=0, contact_id="S", line="S", caller="", number="1000")
    door.loop.hear(stuck)
    assert (await door.ask("contacts/S/cut", WHY))[0] == 200
    count = len(door.recorder.facts)
    door.loop.hear(port.DigitPressed(at_ms=0, contact_id="S", digit="1"))
    assert len(door.recorder.facts) == count
    assert not door.loop.state.engines["t"].state.contacts


async def test_a_recording_is_tried_again_where_its_raw_files_are(door: Door) -> None:
    assert (await door.ask("contacts/gone/seal_recording", {"line": "17.1"}))[0] == 200
    status, problem = await door.ask("contacts/gone/seal_recording", {"line": "17.2"})
    assert (status, problem["code"]) == (404, "not_found")
