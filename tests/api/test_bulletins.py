"""Bulletins: written by leads, read at the desk by whom they are for, and by nobody else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from tests.api.conftest import LogIn
from tests.api.house import House

from callfloor.events import codec
from callfloor.kit.ids import new_id


def draft(**values: Any) -> dict[str, Any]:
    until = datetime.now(UTC) + timedelta(days=2)
    return {"to": "all", "title": "Returns", "text": "60 days", "until": until.isoformat()} | values


async def written(lead: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    answer = await lead.post("/api/bulletins", json=draft(**values))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def at_desk(agent: httpx.AsyncClient) -> list[str]:
    items = (await agent.get("/api/desk/bulletins")).json()["items"]
    return [str(one["title"]) for one in items]


async def test_a_bulletin_is_read_by_name_and_the_lead_sees_who_has_not(
    house: House, log_in: LogIn
) -> None:
    lead, agent = await log_in("supervisor"), await log_in("agent")
    one = await written(lead, must_confirm=True, to="team", to_id="north")
    assert (one["state"], one["read_count"], one["reader_count"]) == ("current", 0, 4)
    (seen,) = (await agent.get("/api/desk/bulletins")).json()["items"]
    assert (seen["title"], seen["must_confirm"], seen["read_at"]) == ("Returns", True, None)
    path = f"/api/desk/bulletins/{one['id']}/read"
    first = (await agent.post(path, json={})).json()["read_at"]
    assert first
    assert (await agent.post(path, json={})).json()["read_at"] == first

    readers = (await lead.get(f"/api/bulletins/{one['id']}/readers")).json()["items"]
    assert [reader["agent_id"] for reader in readers] == ["james", "liwei", "sofia", "maria"]
    assert [bool(reader["read_at"]) for reader in readers] == [False, False, False, True]
    assert readers[-1]["by"] == "Agent of demo"
    (row,) = (await lead.get("/api/bulletins")).json()["items"]
    assert (row["read_count"], row["reader_count"]) == (1, 4)

    recorded = await house.journal.read(after=0, limit=100_000, tenant="demo")
    told = [
        codec.name_of(each.fact)
        for each in recorded
        if getattr(each.fact, "bulletin_id", "") == one["id"]
    ]
    assert told == ["bulletin_written", "bulletin_read"]


async def test_each_sees_what_is_meant_for_them(log_in: LogIn) -> None:
    lead, agent = await log_in("supervisor"), await log_in("agent")
    await written(lead, title="to all")
    await written(lead, title="to north", to="team", to_id="north")
    south = await written(lead, title="to south", to="team", to_id="south")
    await written(lead, title="to maria", to="agent", to_id="maria")
    await written(lead, title="to liwei", to="agent", to_id="liwei")
    assert await at_desk(agent) == ["to maria", "to north", "to all"]
    assert (await agent.post(f"/api/desk/bulletins/{south['id']}/read", json={})).status_code == 404


async def test_what_was_taken_back_leaves_the_desks_and_stays_in_the_list(log_in: LogIn) -> None:
    lead, agent = await log_in("supervisor"), await log_in("agent")
    one = await written(lead)
    taken = (await lead.post(f"/api/bulletins/{one['id']}/take_back", json={})).json()
    assert (taken["state"], taken["taken_back_by"]) == ("taken_back", "Supervisor of demo")
    again = (await lead.post(f"/api/bulletins/{one['id']}/take_back", json={})).json()
    assert again["taken_back_at"] == taken["taken_back_at"]
    assert await at_desk(agent) == []
    late = await agent.post(f"/api/desk/bulletins/{one['id']}/read", json={})
    assert late.status_code == 409
    current = (await lead.get("/api/bulletins?current=true")).json()["items"]
    past = (await lead.get("/api/bulletins?current=false")).json()["items"]
    assert (current, [row["id"] for row in past]) == ([], [one["id"]])
    manager = await log_in("manager")
    trail = (await manager.get("/api/audit?limit=10")).json()["items"]
    assert [entry["action"] for entry in trail][1:3] == ["bulletin.taken_back", "bulletin.written"]


async def test_the_list_has_pages(log_in: LogIn) -> None:
    lead, agent = await log_in("supervisor"), await log_in("agent")
    for number in range(5):
        await written(lead, title=str(number))
    for client, path in ((lead, "/api/bulletins"), (agent, "/api/desk/bulletins")):
        first = (await client.get(path, params={"limit": 3})).json()
        rest = await client.get(path, params={"limit": 3, "cursor": first["next_cursor"]})
        assert [row["title"] for row in first["items"] + rest.json()["items"]] == list("43210")
        assert rest.json()["next_cursor"] is None


async def test_another_company_neither_sees_nor_touches_them(log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    stranger, their_agent = await log_in("supervisor", "other"), await log_in("agent", "other")
    one = await written(lead)
    assert (await stranger.get("/api/bulletins")).json()["items"] == []
    assert await at_desk(their_agent) == []
    tries: list[tuple[httpx.AsyncClient, str, str, Any]] = [
        (stranger, "GET", f"/api/bulletins/{one['id']}/readers", None),
        (stranger, "POST", f"/api/bulletins/{one['id']}/take_back", {}),
        (their_agent, "POST", f"/api/desk/bulletins/{one['id']}/read", {}),
    ]
    for client, method, path, body in tries:
        assert (await client.request(method, path, json=body)).status_code == 404, path
    (row,) = (await lead.get("/api/bulletins")).json()["items"]
    assert (row["state"], row["read_count"]) == ("current", 0)


_PAST = "2020-01-01T00:00:00Z"
_WRONG: list[tuple[dict[str, Any], str]] = [
    ({"until": _PAST}, "until"),
    ({"until": "2199-01-01T00:00:00Z"}, "until"),
    ({"to": "team", "to_id": "nowhere"}, "to_id"),
    ({"to": "agent", "to_id": ""}, "to_id"),
    ({"title": "  "}, "title"),
    ({"title": "x" * 121}, "title"),
    ({"to": "queue"}, "to"),
]


@pytest.mark.parametrize(("wrong", "field"), _WRONG)
async def test_a_bulletin_that_nobody_could_read_is_refused(
    log_in: LogIn, wrong: dict[str, Any], field: str
) -> None:
    lead = await log_in("supervisor")
    answer = await lead.post("/api/bulletins", json=draft(**wrong))
    assert answer.status_code == 422, answer.text
    assert [one["field"] for one in answer.json()["errors"]] == [field]


async def test_agents_write_none(log_in: LogIn) -> None:
    agent = await log_in("agent")
    assert (await agent.post("/api/bulletins", json=draft())).status_code == 403
    assert (await agent.get("/api/bulletins")).status_code == 403
    missing = await agent.post(f"/api/desk/bulletins/{new_id()}/read", json={})
    assert missing.status_code == 404
