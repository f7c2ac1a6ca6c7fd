"""Wallboards: composed by whoever may, shown to whoever sees the floor, and on screens by a link."""

import asyncio
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs
from tests.api.conftest import LogIn
from tests.api.house import House
from tests.api.serving import browser, served

_LIMIT_S = 60.0
_TILES = [
    {"id": "waiting", "kind": "figure", "figure": "waiting", "x": 0, "y": 0, "w": 3, "h": 2},
    {"id": "level", "kind": "trend", "trend": "service_level", "x": 3, "y": 0, "w": 9, "h": 4},
    {"id": "calls", "kind": "trend", "trend": "contacts", "queues": ["sales"],
     "x": 0, "y": 4, "w": 12, "h": 4},
]  # fmt: skip
_BOARD: dict[str, Any] = {"name": "Hall", "tiles": _TILES}


async def _link(log_in: LogIn) -> tuple[Any, str, str]:
    """A supervisor, and the id and the secret of a link to a new wallboard."""
    lead = await log_in("supervisor")
    made = await lead.put("/api/wallboards/hall", json=_BOARD)
    assert made.status_code == 200, made.text
    link = await lead.post("/api/wallboards/hall/screens", json={"name": "By the door"})
    assert link.status_code == 201, link.text
    return lead, link.json()["id"], link.json()["token"]


async def test_a_wallboard_is_composed_kept_in_versions_and_removed(log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    first = (await lead.put("/api/wallboards/hall", json=_BOARD)).json()
    assert (first["version"], first["tiles"][0]["w"]) == (1, 3)
    late = {**_BOARD, "name": "Other", "expected_version": 0}
    assert (await lead.put("/api/wallboards/hall", json=late)).status_code == 409
    agent = await log_in("agent")
    assert (await agent.get("/api/wallboards")).status_code == 403
    listed = (await lead.get("/api/wallboards")).json()["items"]
    assert [one["name"] for one in listed] == ["Hall"]
    stranger = await log_in("supervisor", tenant="other")
    assert (await stranger.get("/api/wallboards")).json()["items"] == []
    assert (await lead.delete("/api/wallboards/hall")).status_code == 204
    assert (await lead.get("/api/wallboards")).json()["items"] == []


@pytest.mark.parametrize(
    ("tiles", "code"),
    [
        ([{**_TILES[0], "x": 10}], "tile_outside"),
        ([_TILES[0], {**_TILES[0], "id": "again", "x": 2}], "tile_overlap"),
        ([_TILES[0], {**_TILES[0], "x": 6}], "tile_twice"),
        ([{**_TILES[0], "queues": ["nowhere"]}], "unknown_reference"),
    ],
)
async def test_a_wallboard_that_does_not_fit_is_refused(
    log_in: LogIn, tiles: list[Any], code: str
) -> None:
    lead = await log_in("supervisor")
    answer = await lead.put("/api/wallboards/hall", json={"name": "Hall", "tiles": tiles})
    assert answer.status_code == 422
    assert [one["code"] for one in answer.json()["errors"]] == [code]


async def test_its_trends_are_what_the_report_says(house: House, log_in: LogIn) -> None:
    lead, _, _ = await _link(log_in)
    lines = (await lead.get("/api/wallboards/hall/trends")).json()["items"]
    assert [one["tile_id"] for one in lines] == ["level", "calls"]
    report = await lead.get(
        "/api/indicators",
        params={
            "grain": "queue", "key": "sales", "step": "half_hour", "indicator": "total_contacts",
        },
    )  # fmt: skip
    expected = [(row["bucket"], row["value"]) for row in report.json()["rows"]]
    assert [(one["at"], one["value"]) for one in lines[1]["points"]] == expected


async def test_a_screen_may_show_its_wallboard_and_nothing_else(
    house: House, log_in: LogIn
) -> None:
    lead, screen_id, secret = await _link(log_in)
    screen = await log_in()
    screen.headers["Authorization"] = f"Bearer {secret}"
    shown = (await screen.get("/api/screen")).json()
    assert shown["wallboard"]["name"] == "Hall"
    assert shown["queues"]["sales"] == "Sales"
    assert len((await screen.get("/api/screen/trends")).json()["items"]) == 2
    for method, path in (
        ("GET", "/api/session"), ("GET", "/api/names"), ("GET", "/api/wallboards"),
        ("GET", "/api/contacts"), ("PATCH", "/api/session"), ("GET", "/api/alarms"),
    ):  # fmt: skip
        assert (await screen.request(method, path, json={})).status_code == 403, path
    assert (await lead.get("/api/screen")).status_code == 403
    stranger = await log_in("supervisor", tenant="other")
    assert (await stranger.delete(f"/api/wallboards/screens/{screen_id}")).status_code == 404
    assert (await lead.delete(f"/api/wallboards/screens/{screen_id}")).status_code == 204
    assert (await screen.get("/api/screen")).status_code == 401


async def test_links_are_listed_without_their_secret_and_go_with_the_wallboard(
    house: House, log_in: LogIn
) -> None:
    lead, _, secret = await _link(log_in)
    listed = await lead.get("/api/wallboards/hall/screens")
    assert secret not in listed.text
    assert [one["name"] for one in listed.json()["items"]] == ["By the door"]
    auditor = await log_in("manager")
    audit = await auditor.get("/api/audit?limit=20")
    assert "screen.created" in audit.text
    assert secret not in audit.text
    await lead.delete("/api/wallboards/hall")
    screen = await log_in()
    screen.headers["Authorization"] = f"Bearer {secret}"
    assert (await screen.get("/api/screen")).status_code == 401


async def _closing(socket: aiohttp.ClientWebSocketResponse) -> int | None:
    async with asyncio.timeout(_LIMIT_S):
        while not socket.closed:
            await socket.receive()
    return socket.close_code


async def test_a_screen_sees_figures_but_no_caller_and_nobody_by_name(
    house: House, log_in: LogIn
) -> None:
    _, _, secret = await _link(log_in)
    with capture_logs() as logged:
        await _look_at_screen(house, secret)
    assert secret not in str(logged)


async def _look_at_screen(house: House, secret: str) -> None:
    async with served(house) as address, browser(address) as anyone:
        async with anyone.ws_connect("/api/screen/live") as socket:
            await socket.send_json({"token": secret})
            told = await socket.receive_json(timeout=_LIMIT_S)
        assert told["kind"] == "snapshot"
        assert told["contacts"] == {}
        assert told["queues"]["sales"]["waiting_count"] > 0
        assert "waiting" not in told["queues"]["sales"]
        maria = told["agents"]["maria"]
        assert (maria["name"], maria["team_id"]) == ("", "north")
        wrong: Any
        for wrong in ({"token": secret + "x"}, {"token": 7}, [], "no"):
            async with anyone.ws_connect("/api/screen/live") as socket:
                await socket.send_json(wrong)
                assert await _closing(socket) == 4401
        async with anyone.ws_connect(
            "/api/live", headers={"Authorization": f"Bearer {secret}"}
        ) as socket:
            assert await _closing(socket) == 4401
