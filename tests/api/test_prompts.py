"""Prompts through the API: sent, converted, heard, brought back, refused with a reason."""

import io
import wave

from tests.api.conftest import LogIn
from tests.api.house import House
from tests.centre.tones import tone


async def test_a_prompt_is_sent_heard_replaced_and_brought_back(
    house: House, log_in: LogIn
) -> None:
    manager = await log_in("manager")
    path = "/api/prompts/welcome/es"
    first = (await manager.put(path, content=tone(hertz=300))).json()
    assert (first["version"], first["duration_ms"]) == (1, 1_000)
    assert house.floor.asked[-1][0] == "/v1/demo/centre_changed"
    second = (await manager.put(path, content=tone(2.0))).json()
    assert second["version"] == 2
    again = (await manager.put(path, content=tone(2.0))).json()
    assert again == second
    heard = await manager.get(f"/api/prompts/sounds/{second['sound']}")
    assert heard.headers["content-type"] == "audio/wav"
    with wave.open(io.BytesIO(heard.content)) as sound:
        assert (sound.getframerate(), sound.getnframes()) == (8_000, 16_000)
    (shown,) = (await manager.get("/api/prompts")).json()["items"]
    assert [one["sound"] for one in shown["sounds"]] == [second["sound"]]
    back = await manager.post("/api/centre/prompts/welcome/restore", json={"version": 1})
    assert back.json()["changes"][0]["after"]["sounds"] == {"es": first["sound"]}
    old = await manager.get("/api/centre/history", params={"kind": "prompts", "id": "welcome"})
    assert [one["version"] for one in old.json()["items"]] == [3, 2, 1]


async def test_what_is_no_sound_is_refused_and_nothing_is_made(log_in: LogIn) -> None:
    manager = await log_in("manager")
    refused = await manager.put("/api/prompts/welcome/en", content=b"no sound at all" * 100)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == "sound_unreadable"
    assert (await manager.put("/api/prompts/welcome/xx", content=tone())).status_code == 422
    assert (await manager.put("/api/prompts/Not good/en", content=tone())).status_code == 422
    large = await manager.put("/api/prompts/welcome/en", content=b"0" * (5 * 1024 * 1024))
    assert large.status_code == 413
    assert (await manager.get("/api/prompts")).json()["items"] == []


async def test_a_prompt_is_recorded_by_phone_at_the_own_phone_or_at_a_number(
    house: House, log_in: LogIn
) -> None:
    manager = await log_in("manager")
    begun = await manager.post("/api/prompts/welcome/es/take", json={})
    assert (begun.status_code, begun.json()["phase"]) == (200, "ringing")
    path, asked, actor = house.floor.asked[-1]
    assert (path, asked["prompt"], asked["language"]) == ("/v1/demo/takes", "welcome", "es")
    assert asked["phone_id"].startswith("sv-")
    assert actor.startswith("user:")
    assert asked["name"]
    await manager.post("/api/prompts/welcome/es/take", json={"number": "+34600100200"})
    _, asked, _ = house.floor.asked[-1]
    assert (asked["number"], "phone_id" in asked) == ("+34600100200", False)
    take = f"/api/prompts/takes/{begun.json()['id']}"
    assert (await manager.get(take)).json()["prompt"] == "welcome"
    for method, address, key in (("POST", f"{take}/keys", "1"), ("DELETE", take, "")):
        body = {"key": key} if key else None
        assert (await manager.request(method, address, json=body)).status_code == 200
        assert house.floor.asked[-1][1] == {"key": key}
    trail = await manager.get("/api/audit", params={"action": "prompt."})
    (number, own) = trail.json()["items"][:2]
    assert (own["subject"], own["after"]["number"]) == ("prompts:welcome", "")
    assert number["after"] == {"language": "es", "number": "+34600100200"}


async def test_who_has_no_phone_or_may_not_call_out_records_none(
    house: House, log_in: LogIn
) -> None:
    integrator = await log_in("integrator")
    path = "/api/prompts/welcome/es/take"
    none = await integrator.post(path, json={})
    assert (none.status_code, none.json()["detail"][:20]) == (409, "This login has no ph")
    number = await integrator.post(path, json={"number": "+34600100200"})
    assert number.status_code == 403
    manager = await log_in("manager")
    assert (await manager.post("/api/prompts/Not good/es/take", json={})).status_code == 422
    assert (await manager.post("/api/prompts/welcome/xx/take", json={})).status_code == 422
    assert not any(path == "/v1/demo/takes" for path, _, _ in house.floor.asked)
    house.floor.refusal = {"status": 409, "code": "take_needs_rest", "message": "Not ready first."}
    refused = await manager.post(path, json={})
    house.floor.refusal = None
    assert (refused.status_code, refused.json()["code"]) == (409, "take_needs_rest")
