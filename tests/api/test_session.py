"""Logging in, staying in, logging out."""

from tests.api.conftest import LogIn
from tests.api.house import PASSWORD, House


async def test_a_session_knows_the_person_and_the_company(log_in: LogIn) -> None:
    client = await log_in("agent")
    session = (await client.get("/api/session")).json()
    assert session["user"]["login"] == "agent"
    assert session["tenant"] == {
        "id": "demo",
        "name": "Company demo",
        "zone": "Europe/Madrid",
        "country": "ES",
        "is_demo": True,
    }
    assert (session["agent_id"], session["home"]) == ("maria", "desk")
    assert session["permissions"] == sorted(session["permissions"])


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(log_in: LogIn) -> None:
    client = await log_in()
    body = {"tenant": "demo", "login": "agent", "password": PASSWORD}
    cookie = (await client.post("/api/session", json=body)).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie


async def test_a_wrong_name_and_a_wrong_password_look_alike(log_in: LogIn) -> None:
    client = await log_in()
    answers = []
    for login, password in (("agent", "wrong"), ("nobody", "wrong"), ("agent'--", "wrong")):
        body = {"tenant": "demo", "login": login, "password": password}
        response = await client.post("/api/session", json=body)
        answers.append((response.status_code, response.json()["detail"]))
    assert len(set(answers)) == 1
    assert answers[0][0] == 401


async def test_guessing_passwords_is_slowed_down(log_in: LogIn) -> None:
    client = await log_in()
    body = {"tenant": "demo", "login": "agent", "password": "wrong"}
    codes = [(await client.post("/api/session", json=body)).status_code for _ in range(12)]
    assert codes[0] == 401
    assert codes[-1] == 429
    response = await client.post("/api/session", json=body)
    assert int(response.headers["retry-after"]) > 0


async def test_a_session_ends_for_good(house: House, log_in: LogIn) -> None:
    client = await log_in("agent")
    cookies = dict(client.cookies)
    assert (await client.delete("/api/session")).status_code == 204
    client.cookies.update(cookies)
    assert (await client.get("/api/session")).status_code == 401


async def test_language_and_look_are_everyone_s_own(log_in: LogIn) -> None:
    client = await log_in("agent")
    changed = await client.patch("/api/session", json={"language": "zh-CN", "theme": "dark"})
    assert changed.json()["user"]["language"] == "zh"
    assert changed.json()["user"]["theme"] == "dark"
    assert (await client.get("/api/session")).json()["user"]["theme"] == "dark"
    assert (await client.patch("/api/session", json={"theme": "pink"})).status_code == 422


async def test_a_demo_shows_its_logins(log_in: LogIn) -> None:
    shown = (await (await log_in()).get("/api/demo")).json()
    assert shown["is_demo"] is True
    assert {one["role"] for one in shown["logins"]} >= {"agent", "supervisor", "manager"}


async def test_a_manager_of_users_adds_and_changes_one(log_in: LogIn) -> None:
    manager = await log_in("manager")
    body = {
        "login": "Lucia",
        "name": "Lucía Pérez",
        "password": "a sentence of hers",
        "roles": ["supervisor"],
    }
    made = await manager.post("/api/users", json=body)
    assert made.status_code == 201
    assert made.json()["login"] == "lucia"
    assert (await manager.post("/api/users", json=body)).status_code == 409
    wrong = await manager.post("/api/users", json={**body, "login": "x", "roles": ["king"]})
    assert wrong.json()["errors"][0]["field"] == "roles"
    lead = await log_in()
    entry = {"tenant": "demo", "login": "lucia", "password": "a sentence of hers"}
    assert (await lead.post("/api/session", json=entry)).status_code == 200
    path = f"/api/users/{made.json()['id']}"
    assert (await manager.patch(path, json={"is_active": False})).status_code == 200
    assert (await lead.get("/api/session")).status_code == 401
    audit = (await manager.get("/api/audit", params={"action": "user."})).json()["items"]
    assert [entry["action"] for entry in audit[:2]] == ["user.changed", "user.created"]
    assert "sentence" not in str(audit)
