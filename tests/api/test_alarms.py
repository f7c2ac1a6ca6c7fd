"""Alarms as people see them: raised on the live floor, acknowledged by name, kept in the history."""

import asyncio
from typing import Any

import aiohttp
from tests.api.conftest import LogIn
from tests.api.house import House
from tests.api.sample import Story
from tests.api.serving import browser, served

from callfloor.kit.clock import now_ms

_LIMIT_S = 60.0
_RULE = {"name": "Too many wait", "figure": "waiting", "scope": "queue", "queues": ["sales"],
         "limit": 0, "end_limit": 0, "ends_after_ms": 0, "severity": "critical"}  # fmt: skip


async def _alarm(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any] | None:
    """The next word on an alarm: its value, or None for one that is over."""
    async with asyncio.timeout(_LIMIT_S):
        while True:
            told = await socket.receive_json()
            if told["kind"] == "snapshot" and told["alarms"]:
                found: dict[str, Any] = next(iter(told["alarms"].values()))
                return found
            for change in told.get("changes", []):
                if change["of"] == "alarms":
                    value: dict[str, Any] | None = change["value"]
                    return value


async def test_an_alarm_is_raised_seen_acknowledged_and_kept(house: House, log_in: LogIn) -> None:
    manager, lead = await log_in("manager"), await log_in("supervisor")
    async with (
        served(house) as address,
        browser(address, "supervisor") as person,
        person.ws_connect("/api/live") as socket,
    ):
        body = {**_RULE, "limit": len(house.living["demo"])}
        put = await manager.put("/api/centre/alarms/crowd", json=body)
        assert put.status_code == 200, put.text
        story, at_ms = Story("demo"), now_ms()
        for _ in range(len(house.living["demo"]) + 1):
            story.arrive(at_ms - 10_000, "sales")
        await house.journal.append(story.entries())
        raised = await _alarm(socket)
        assert raised is not None
        assert (raised["name"], raised["scope_id"]) == ("Too many wait", "sales")
        path = f"/api/alarms/{raised['id']}/acknowledge"
        said = await lead.post(path, json={"note": "I call two more"})
        assert said.status_code == 200, said.text
        seen = await _alarm(socket)
        assert seen is not None
        assert seen["acknowledged_by"] == "Supervisor of demo"
        assert (await lead.post(path, json={})).status_code == 409
        gone = await manager.delete("/api/centre/alarms/crowd")
        assert gone.status_code == 200, gone.text
        assert await _alarm(socket) is None
    kept = (await lead.get("/api/alarms?limit=1")).json()["items"][0]
    assert (kept["end_reason"], kept["note"]) == ("removed", "I call two more")
    assert (await lead.get("/api/alarms?open=true")).json()["items"] == []
    stranger = await log_in("supervisor", tenant="other")
    assert (await stranger.get("/api/alarms")).json()["items"] == []
    assert (await stranger.post(path, json={})).status_code == 404


async def test_an_agent_is_told_of_no_alarm(house: House) -> None:
    async with (
        served(house) as address,
        browser(address, "agent") as person,
        person.ws_connect("/api/live") as socket,
    ):
        assert (await socket.receive_json())["alarms"] == {}
