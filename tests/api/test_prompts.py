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
