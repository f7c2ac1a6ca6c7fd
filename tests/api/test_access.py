"""Every address × every role × both companies: what is declared is what holds."""

import re
from typing import Any, NamedTuple

import httpx
import pytest
from fastapi import FastAPI
from tests.api.conftest import LogIn
from tests.api.house import House, the_application
from tests.effort import IS_QUICK

from callfloor.api.described import LOGGED_IN, PUBLIC
from callfloor.identity.permissions import GRANTED, PERMISSIONS, ROLES, Role
from callfloor.kit.ids import new_id

_EXAMPLES = {
    "bulletin_id": "01M80QQ0PY2FNE64D484KSENYX",
    "contact_id": "01M80QQ0PY2FNE64D484KSENYX",
    "recording_id": "01M80QQ0PY2FNE64D484KSENYX",
    "part": "0",
    "number": "0",
    "user_id": "01M80QQ0PY2FNE64D484KSENYX",
    "token_id": "01M80QQ0PY2FNE64D484KSENYX",
    "agent_id": "liwei",
    "kind": "queues",
    "item_id": "sales",
    "hold_id": "01M80QQ0PY2FNE64D484KSENYX",
    "closing_id": "fire",
    "what": "claim",
    "wallboard_id": "main",
    "screen_id": "01M80QQ0PY2FNE64D484KSENYX",
    "alert_id": "01M80QQ0PY2FNE64D484KSENYX",
    "alarm_id": "01M80QQ0PY2FNE64D484KSENYX",
    "note_id": "01M80QQ0PY2FNE64D484KSENYX",
    "import_id": "01M80QQ0PY2FNE64D484KSENYX",
    "report_id": "queues",
    "issue_id": "01M80QQ0PY2FNE64D484KSENYX",
    "view_id": "01M80QQ0PY2FNE64D484KSENYX",
    "flow_id": "main",
    "prompt_id": "welcome",
    "language": "es",
    "take_id": "01M80QQ0PY2FNE64D484KSENYX",
    "sound": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}


class Call(NamedTuple):
    method: str
    path: str
    needs: list[str]
    body: Any


def calls_of(app: FastAPI) -> list[Call]:
    """Every call of the OpenAPI with its example, made concrete."""
    found = []
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            body = content.get("application/json", {}).get("example")
            concrete = re.sub(r"{(\w+)}", lambda match: _EXAMPLES[match[1]], path)
            if concrete == "/api/search":
                concrete += "?q=maria"
            found.append(Call(method.upper(), concrete, operation.get("x-permissions", []), body))
    return found


async def _ask(client: httpx.AsyncClient, call: Call, **more: Any) -> httpx.Response:
    return await client.request(call.method, call.path, json=call.body, **more)


def _is_refused(response: httpx.Response, call: Call) -> bool:
    """Refused for the permission itself, not for a finer reason further in."""
    if response.status_code != 403:
        return False
    problem = response.json()
    wanted = problem["params"].get("permissions")
    return bool(problem["code"] == "forbidden" and wanted == call.needs)


def test_every_call_says_what_it_needs() -> None:
    for call in calls_of(the_application()):
        assert call.needs, call
        assert call.needs in ([PUBLIC], [LOGGED_IN]) or set(call.needs) <= set(PERMISSIONS), call


async def test_without_a_session_only_what_is_public_answers(house: House, log_in: LogIn) -> None:
    client = await log_in()
    for call in calls_of(house.app):
        response = await _ask(client, call)
        if call.needs == [PUBLIC]:
            problem = response.json() if response.status_code >= 400 else {}
            # Only a wrong password is answered by 401 there.
            assert response.status_code != 401 or problem["detail"].startswith("The name or"), call
        else:
            assert response.status_code == 401, call
            assert response.headers["content-type"] == "application/problem+json"


async def test_without_the_csrf_token_nothing_is_changed(house: House, log_in: LogIn) -> None:
    client = await log_in("manager")
    for wrong in ("", "not the token"):
        client.headers["X-CSRF-Token"] = wrong
        for call in calls_of(house.app):
            if call.method == "GET" or call.needs == [PUBLIC]:
                continue
            response = await _ask(client, call)
            assert response.status_code == 403, call
            assert response.json()["code"] == "csrf", call


_QUICK_ROLES: tuple[Role, ...] = ("agent", "manager")


@pytest.mark.parametrize("role", _QUICK_ROLES if IS_QUICK else ROLES)
async def test_a_role_may_what_its_permissions_allow(
    house: House, log_in: LogIn, role: Role
) -> None:
    client = await log_in(role)
    granted = GRANTED[role]
    for call in calls_of(house.app):
        if call.needs in ([PUBLIC], [LOGGED_IN]) and call.method != "GET":
            continue  # logging out would end the test; what is left needs no permission
        response = await _ask(client, call)
        assert response.status_code not in (401, 500), (call, response.text)
        may = call.needs in ([PUBLIC], [LOGGED_IN]) or bool(granted.intersection(call.needs))
        assert _is_refused(response, call) is not may, (call, response.text)


async def test_what_belongs_to_another_company_is_not_found(house: House, log_in: LogIn) -> None:
    manager, stranger = await log_in("manager"), await log_in("manager", tenant="other")
    integrator = await log_in("integrator")
    thief = await log_in("integrator", tenant="other")
    contact_id = house.living["demo"]["talking"]
    users = (await manager.get("/api/users")).json()["items"]
    token = await integrator.post("/api/tokens", json={"name": "t", "scopes": ["settings.view"]})
    theirs = [
        (stranger, "GET", f"/api/contacts/{contact_id}", None),
        (stranger, "PATCH", f"/api/users/{users[0]['id']}", {"name": "Mine now"}),
        (thief, "DELETE", f"/api/tokens/{token.json()['id']}", None),
    ]
    for client, method, path, body in theirs:
        response = await client.request(method, path, json=body)
        assert response.status_code == 404, (path, response.text)
    assert (await manager.get(f"/api/contacts/{contact_id}")).status_code == 200
    seen = (await stranger.get("/api/contacts?limit=200")).json()["items"]
    own = set(house.living["other"].values())
    assert own <= {row["id"] for row in seen}
    assert not own.intersection(house.living["demo"].values())
    assert contact_id not in str(seen)
    assert {user["id"] for user in users}.isdisjoint(
        user["id"] for user in (await stranger.get("/api/users")).json()["items"]
    )
    audit = (await stranger.get("/api/audit?limit=200")).json()["items"]
    assert all("of demo" not in entry["actor_name"] for entry in audit)


async def test_settings_changed_in_one_company_stay_there(house: House, log_in: LogIn) -> None:
    manager, stranger = await log_in("manager"), await log_in("manager", tenant="other")
    body = {"name": "Ventas", "needs": {"sales": 1}}
    assert (await manager.put("/api/centre/queues/sales", json=body)).status_code == 200

    async def name(client: httpx.AsyncClient) -> str:
        queues = (await client.get("/api/centre")).json()["queues"]
        return str(next(queue["name"] for queue in queues if queue["id"] == "sales"))

    assert (await name(manager), await name(stranger)) == ("Ventas", "Sales")


async def test_a_token_acts_within_its_scopes_and_needs_no_csrf(
    house: House, log_in: LogIn
) -> None:
    integrator = await log_in("integrator")
    made = await integrator.post(
        "/api/tokens", json={"name": "Reports", "scopes": ["contacts.view_all"]}
    )
    secret = made.json()["token"]
    program = await log_in()
    program.headers["Authorization"] = f"Bearer {secret}"
    assert (await program.get("/api/contacts")).status_code == 200
    assert (await program.get("/api/indicators")).status_code == 403
    assert secret not in (await integrator.get("/api/tokens")).text
    assert (await integrator.delete(f"/api/tokens/{made.json()['id']}")).status_code == 204
    assert (await program.get("/api/contacts")).status_code == 401


async def test_an_agent_sees_the_own_contacts_only(house: House, log_in: LogIn) -> None:
    agent, lead = await log_in("agent"), await log_in("supervisor")
    mine = (await agent.get("/api/contacts?limit=200")).json()
    everyone = (await lead.get("/api/contacts?limit=200")).json()
    assert 0 < mine["total"] < everyone["total"]
    assert {row["agent_id"] for row in mine["items"]} == {"maria"}
    other = house.living["demo"]["talking"]
    assert (await agent.get(f"/api/contacts/{other}")).status_code == 404
    found = (await agent.get("/api/search", params={"q": other})).json()["items"]
    assert found == []


async def test_a_made_up_id_is_not_found(log_in: LogIn) -> None:
    client = await log_in("manager")
    for path in (f"/api/contacts/{new_id()}", "/api/recordings/x/audio", "/api/nothing/here"):
        response = await client.get(path)
        assert response.status_code == 404
        assert response.json()["code"] == "not_found"
