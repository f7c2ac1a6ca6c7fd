"""Settings through the API: one by one, by versions, and as a file."""

from tests.api.conftest import LogIn
from tests.api.house import House

from callfloor.centre.schemas import KINDS


async def test_a_file_is_shown_first_applied_once_and_changes_nothing_again(
    house: House, log_in: LogIn
) -> None:
    manager = await log_in("manager")
    text = (await manager.get("/api/centre/export")).text
    text = text.replace("name: Support", "name: Soporte", 1).replace("North", "Norte")
    body = {"yaml": text, "dry_run": True, "prune": False}
    planned = (await manager.post("/api/centre/apply", json=body)).json()
    assert planned["errors"] == []
    assert {change["action"] for change in planned["changes"]} == {"update"}
    assert (await manager.get("/api/centre/export")).text != text
    applied = await manager.post("/api/centre/apply", json={**body, "dry_run": False})
    assert applied.json()["changes"] == planned["changes"]
    assert house.floor.asked[-1][0] == "/v1/demo/centre_changed"
    again = await manager.post("/api/centre/apply", json={**body, "dry_run": False})
    assert again.json()["changes"] == []


async def test_errors_of_a_file_have_their_lines(log_in: LogIn) -> None:
    manager = await log_in("manager")
    text = "tenant: {id: demo, name: D, zone: Europe/Madrid, country: ES}\nqueues:\n  x: {nme: 1}\n"
    shown = (await manager.post("/api/centre/apply", json={"yaml": text, "dry_run": True})).json()
    assert shown["errors"][0]["line"] == 3
    refused = await manager.post("/api/centre/apply", json={"yaml": text})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["line"] == 3


async def test_a_setting_is_changed_with_its_version_and_can_go_back(log_in: LogIn) -> None:
    manager = await log_in("manager")
    path, body = "/api/centre/queues/sales", {"name": "Ventas", "needs": {"sales": 1}}
    assert (await manager.put(path, params={"version": 1}, json=body)).status_code == 200
    stale = await manager.put(path, params={"version": 1}, json={**body, "name": "Late"})
    assert (stale.status_code, stale.json()["code"]) == (409, "conflict")
    wrong = await manager.put(path, json={**body, "needs": {"magic": 1}, "priority": 5})
    assert wrong.json()["errors"][0]["field"] == "needs.magic"
    versions = (await manager.get("/api/centre/history", params={"kind": "queues"})).json()
    assert versions["items"][0]["body"]["name"] == "Ventas"
    back = await manager.post(f"{path}/restore", json={"version": 1})
    assert back.json()["changes"][0]["after"]["name"] == "Sales"


async def test_what_is_referred_to_is_not_removed(log_in: LogIn) -> None:
    manager = await log_in("manager")
    assert (await manager.delete("/api/centre/queues/sales")).status_code == 422
    made = await manager.put("/api/centre/skills/music", json={"name": "Music"})
    assert made.json()["changes"][0]["action"] == "create"
    assert (await manager.delete("/api/centre/skills/music")).status_code == 200
    assert (await manager.delete("/api/centre/skills/music")).status_code == 404
    assert (await manager.put("/api/centre/planets/mars", json={})).status_code == 422


async def test_settings_stand_although_the_floor_is_away(house: House, log_in: LogIn) -> None:
    await house.floor.stop()
    manager = await log_in("manager")
    made = await manager.put("/api/centre/skills/music", json={"name": "Music"})
    assert made.status_code == 200


async def test_a_lead_closes_the_centre_by_one_switch_and_opens_it_again(
    house: House, log_in: LogIn
) -> None:
    lead = await log_in("supervisor")
    path = "/api/closings/fire/switch"
    shut = await lead.post(path, json={"is_closed": True, "waiting": "leave"})
    assert shut.status_code == 200, shut.text
    (one,) = shut.json()["items"]
    assert (one["is_closed"], one["waiting"], one["queues"]) == (True, "leave", [])
    assert one["changed_by"] == "Supervisor of demo"
    assert house.floor.asked[-1][0] == "/v1/demo/centre_changed"
    manager = await log_in("manager")
    audit = (await manager.get("/api/audit?limit=5")).json()["items"]
    assert any(entry["subject"] == "closings:fire" for entry in audit)
    opened = await lead.post(path, json={"is_closed": False})
    assert opened.json()["items"][0]["is_closed"] is False
    assert (
        await lead.post("/api/closings/none/switch", json={"is_closed": True})
    ).status_code == 404
    wrong = await lead.post(path, json={"is_closed": True, "waiting": "flee"})
    assert wrong.status_code == 422


async def test_every_kind_of_setting_is_in_the_whole_of_them(log_in: LogIn) -> None:
    whole = (await (await log_in("manager")).get("/api/centre")).json()
    assert set(whole) == {"tenant", "version", *KINDS}
