"""A lead acts on the floor: what the floor is asked, by whom, and what the audit tells."""

from typing import Any

import pytest
from tests.api.conftest import LogIn
from tests.api.house import House

WHY = {"reason": "Third call today"}


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("move_up", {**WHY, "priority": None}),
        ("move_up", {**WHY, "priority": 9}),
        ("move_to_queue", {**WHY, "queue_id": "support"}),
        ("give_to_agent", {**WHY, "agent_id": "liwei"}),
        ("cut", WHY),
    ],
)
async def test_a_caller_is_acted_on_with_author_and_reason(
    house: House, log_in: LogIn, action: str, body: dict[str, Any]
) -> None:
    lead, manager = await log_in("supervisor"), await log_in("manager")
    user = (await lead.get("/api/session")).json()["user"]
    contact_id = house.living["demo"]["queued_0"]
    done = await lead.post(f"/api/contacts/{contact_id}/{action}", json=body)
    assert done.status_code == 204, done.text
    path, asked, actor = house.floor.asked[-1]
    assert (path, actor) == (f"/v1/demo/contacts/{contact_id}/{action}", f"user:{user['id']}")
    assert asked == {**body, "by_name": user["name"]}
    entry = (await manager.get("/api/audit")).json()["items"][0]
    assert (entry["action"], entry["subject"]) == (f"floor.{action}", f"contact:{contact_id}")
    assert entry["after"] == body


async def test_a_caller_of_another_company_or_without_a_reason_is_not_touched(
    house: House, log_in: LogIn
) -> None:
    lead, stranger = await log_in("supervisor"), await log_in("supervisor", tenant="other")
    path = f"/api/contacts/{house.living['demo']['queued_0']}/move_up"
    before = len(house.floor.asked)
    assert (await stranger.post(path, json=WHY)).status_code == 404
    assert (await lead.post(path, json={})).status_code == 422
    assert (await lead.post(path, json={**WHY, "priority": 11})).status_code == 422
    assert len(house.floor.asked) == before


async def test_skills_are_moved_for_minutes_and_given_back(house: House, log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    name = (await lead.get("/api/session")).json()["user"]["name"]
    body = {"queue_ids": ["support"], "changes": {"sales": 0}, "minutes": 90, "reason": "rush"}
    done = await lead.post("/api/agents/liwei/move_skills", json=body)
    assert done.status_code == 200, done.text
    assert house.floor.asked[-1][:2] == (
        "/v1/demo/agents/liwei/move_skills",
        {
            "queue_ids": ["support"], "changes": {"sales": 0}, "for_ms": 5_400_000,
            "reason": "rush", "by_name": name,
        },
    )  # fmt: skip
    assert (await lead.post("/api/agents/liwei/return_skills", json={})).status_code == 200
    assert (await lead.post("/api/agents/nobody/return_skills", json={})).status_code == 404
    too_long = {**body, "minutes": 1441}
    assert (await lead.post("/api/agents/liwei/move_skills", json=too_long)).status_code == 422


async def test_many_agents_at_once_each_in_the_audit(house: House, log_in: LogIn) -> None:
    lead, manager = await log_in("supervisor"), await log_in("manager")
    body = {"action": "not_ready", "agent_ids": ["maria", "liwei", "maria"], "reason": "training"}
    done = await lead.post("/api/agents", json=body)
    assert done.json() == {"done": 2, "refused": {}}
    asked = {"action": "not_ready", "agent_ids": ["maria", "liwei"], "body": {"reason": "training"}}
    assert house.floor.asked[-1][:2] == ("/v1/demo/agents", asked)
    items = (await manager.get("/api/audit")).json()["items"][:2]
    assert {one["subject"] for one in items} == {"agent:maria", "agent:liwei"}
    assert all(one["action"] == "floor.not_ready" for one in items)
    assert all(one["after"] == {"reason": "training"} for one in items)
    assert (await lead.post("/api/agents", json={**body, "reason": ""})).status_code == 422
    too_many = {**body, "agent_ids": [f"a{number}" for number in range(501)]}
    assert (await lead.post("/api/agents", json=too_many)).status_code == 422


async def test_an_action_for_one_agent_is_in_the_audit_too(log_in: LogIn) -> None:
    lead, manager = await log_in("supervisor"), await log_in("manager")
    assert (await lead.post("/api/agents/liwei/logout", json={})).status_code == 200
    entry = (await manager.get("/api/audit")).json()["items"][0]
    assert (entry["action"], entry["subject"]) == ("floor.logout", "agent:liwei")
