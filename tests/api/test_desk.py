"""The desk, the lead's actions and web calls: what the floor is asked, and what is answered."""

import asyncio

import pytest
from tests.api.conftest import LogIn
from tests.api.house import House
from tests.api.sample import Story

from callfloor.kit.clock import now_ms


async def test_the_desk_shows_the_caller_and_what_they_had_before(
    house: House, log_in: LogIn
) -> None:
    agent = await log_in("agent")
    empty = (await agent.get("/api/desk")).json()
    assert (empty["agent"]["id"], empty["contact"], empty["history"]) == ("maria", None, [])
    assert {one["id"] for one in empty["reasons"]} == {"break", "training"}
    assert empty["wrap_up_codes"][1]["queue_ids"] == ["sales"]
    assert {one["id"] for one in empty["colleagues"]} >= {"liwei", "chen"}
    story, at_ms = Story("demo", seed=9), now_ms()
    story.whole(at_ms - 3_000_000, "sales", "pablo", 4_000, 60_000, contact_id="before",
                caller="+34611222333")  # fmt: skip
    contact_id = story.arrive(at_ms - 9_000, "sales", caller="+34611222333")
    story.ring(contact_id, at_ms - 1, "sales", "maria")
    await house.journal.append(story.entries())
    last = await house.journal.last_position()
    async with asyncio.timeout(60):
        while house.parts.live.position < last or await house.parts.projections[0].behind():
            await asyncio.sleep(0.01)
    desk = (await agent.get("/api/desk")).json()
    assert desk["contact"]["caller"] == "+34611222333"
    assert desk["contact"]["phase"] == "ringing"
    assert [row["id"] for row in desk["history"]] == ["before"]
    assert (desk["script"]["id"], desk["script"]["version"]) == ("greeting", 1)
    assert desk["contact"]["waits"][0][0] == "sales"
    assert empty["script"] is None


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("ready", {}),
        ("not_ready", {"reason": "break"}),
        ("hold", {}),
        ("transfer", {"to_queue_id": "support"}),
        ("wrap_up", {"code": "solved", "more_codes": ["order"], "note": "é", "resolved": "yes"}),
        ("extend_wrap_up", {"by_ms": 60_000}),
    ],
)
async def test_an_action_goes_to_the_floor_as_the_person(
    house: House, log_in: LogIn, action: str, body: dict[str, object]
) -> None:
    agent, lead = await log_in("agent"), await log_in("supervisor")
    done = await agent.post(f"/api/desk/{action}", json=body)
    assert done.status_code == 200
    assert done.json()["agent"]["name"] == "María García"
    path, asked, actor = house.floor.asked[-1]
    assert (path, asked) == (f"/v1/demo/agents/maria/{action}", body)
    user = (await agent.get("/api/session")).json()["user"]["id"]
    assert actor == f"user:{user}"
    assert (await lead.post(f"/api/agents/liwei/{action}", json=body)).status_code == 200
    assert house.floor.asked[-1][0] == f"/v1/demo/agents/liwei/{action}"


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("transfer", {}),
        ("transfer", {"to_queue_id": "support", "to_agent_id": "liwei"}),
        ("not_ready", {}),
        ("wrap_up", {"resolved": "maybe"}),
        ("extend_wrap_up", {"by_ms": -1}),
        ("ready", {"extra": 1}),
    ],
)
async def test_a_malformed_action_never_reaches_the_floor(
    house: House, log_in: LogIn, action: str, body: dict[str, object]
) -> None:
    agent = await log_in("agent")
    house.floor.asked.clear()
    assert (await agent.post(f"/api/desk/{action}", json=body)).status_code == 422
    assert house.floor.asked == []


async def test_an_agent_of_no_centre_is_not_found(log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    assert (await lead.post("/api/agents/nobody/ready", json={})).status_code == 404


async def test_a_phone_gets_its_credentials(log_in: LogIn) -> None:
    agent = await log_in("agent")
    given = (await agent.post("/api/desk/phone")).json()
    assert given["user"] == "demo.maria"
    assert given["ws_path"] == "/ws"
    assert given["expires_at"].endswith("Z")


async def test_a_web_call_is_for_anyone_but_not_without_end(log_in: LogIn) -> None:
    stranger = await log_in()
    body = {"tenant": "demo", "number": "100", "name": "Ana", "language": "es"}
    made = await stranger.post("/api/web_calls", json=body)
    assert made.status_code == 200
    assert made.json()["target"] == "sip:100@callfloor"
    assert made.headers["access-control-allow-origin"] == "*"
    unknown = await stranger.post("/api/web_calls", json={**body, "number": "999"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")
    codes = [(await stranger.post("/api/web_calls", json=body)).status_code for _ in range(6)]
    assert codes[-1] == 429
    preflight = await stranger.options("/api/web_calls")
    assert preflight.headers["access-control-allow-methods"] == "POST"


async def test_a_number_is_never_a_path(house: House, log_in: LogIn) -> None:
    stranger = await log_in()
    house.floor.asked.clear()
    for tenant, number in (("../x", "100"), ("demo", "1/../../health"), ("DEMO", "100")):
        response = await stranger.post("/api/web_calls", json={"tenant": tenant, "number": number})
        assert response.status_code == 404
    assert house.floor.asked == []


_MEASURED: dict[str, object] = {
    "contact_id": "01KA9Q0V3M8K6Z2X4C5B7N8M9P", "over_ms": 30_000, "received": 1_498, "lost": 2,
    "jitter_ms": 3.1, "sent": 1_500, "sent_lost": 0, "sent_jitter_ms": 1.4, "mos": 4.3,
}  # fmt: skip


async def test_the_network_of_the_own_call_is_told_to_the_floor(
    house: House, log_in: LogIn
) -> None:
    agent, lead = await log_in("agent"), await log_in("supervisor")
    assert (await agent.post("/api/desk/call_quality", json=_MEASURED)).status_code == 200
    path, body, _ = house.floor.asked[-1]
    assert path == "/v1/demo/agents/maria/measure_call"
    assert body == {**_MEASURED, "round_trip_ms": None}
    assert (await lead.post("/api/desk/call_quality", json=_MEASURED)).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [{"mos": 5.0}, {"mos": 0.5}, {"over_ms": 0}, {"lost": -1}, {"jitter_ms": "NaN"}, {"sent": 1e9}],
)
async def test_what_cannot_have_been_measured_never_reaches_the_floor(
    house: House, log_in: LogIn, wrong: dict[str, object]
) -> None:
    agent = await log_in("agent")
    house.floor.asked.clear()
    answer = await agent.post("/api/desk/call_quality", json={**_MEASURED, **wrong})
    assert answer.status_code == 422
    assert house.floor.asked == []
