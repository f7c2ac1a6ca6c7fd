"""Hearing a recording: whole and in parts, by whom it may be heard, and noted."""

import pytest
from tests.api.conftest import LogIn
from tests.api.house import House
from tests.api.sample import Story

from callfloor.events import contacts
from callfloor.kit.clock import now_ms

_SOUND = b"RIFF" + bytes(range(256)) * 1_000


@pytest.fixture
async def recorded(house: House) -> House:
    """A call of liwei with a stored recording `rec1`."""
    story, at_ms = Story("demo", seed=3), now_ms() - 900_000
    story.whole(at_ms, "sales", "liwei", 4_000, 60_000, contact_id="taped")
    story.add(
        contacts.RecordingStored, at_ms + 90_000, contact_id="taped", recording_id="rec1",
        duration_ms=60_000, size_bytes=len(_SOUND), sha256="",
    )  # fmt: skip
    await house.journal.append(story.entries())
    await house.parts.projections[0].catch_up()
    house.parts.recordings.seal("demo", "rec1", len(_SOUND), [_SOUND])
    return house


async def test_it_is_heard_whole_and_in_parts(recorded: House, log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    whole = await lead.get("/api/recordings/rec1/audio")
    assert whole.status_code == 200
    assert whole.headers["content-type"] == "audio/wav"
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.content == _SOUND
    for wanted, first, last in (
        ("bytes=10-19", 10, 19),
        ("bytes=255990-", 255_990, len(_SOUND) - 1),
        ("bytes=-5", len(_SOUND) - 5, len(_SOUND) - 1),
        ("bytes=0-9999999", 0, len(_SOUND) - 1),
    ):
        part = await lead.get("/api/recordings/rec1/audio", headers={"Range": wanted})
        assert part.status_code == 206
        assert part.content == _SOUND[first : last + 1]
        assert part.headers["content-range"] == f"bytes {first}-{last}/{len(_SOUND)}"
    for wanted in ("bytes=999999999-", "bytes=9-5", "bytes=-", "lines=1-2"):
        refused = await lead.get("/api/recordings/rec1/audio", headers={"Range": wanted})
        assert refused.status_code == 416
        assert refused.headers["content-range"] == f"bytes */{len(_SOUND)}"


async def test_only_whom_the_role_allows_hears_it_and_it_is_noted(
    recorded: House, log_in: LogIn
) -> None:
    quality, agent = await log_in("quality"), await log_in("agent")
    stranger, statistics = await log_in("quality", tenant="other"), await log_in("statistics")
    path = "/api/recordings/rec1/audio"
    assert (await quality.get(path)).status_code == 200
    assert (await agent.get(path)).status_code == 404, "it is a call of somebody else"
    assert (await stranger.get(path)).status_code == 404
    assert (await statistics.get(path)).status_code == 403
    await quality.get(path, headers={"Range": "bytes=100-200"})
    manager = await log_in("manager")
    heard = (await manager.get("/api/audit", params={"action": "recording."})).json()["items"]
    assert [(one["subject"], one["actor_name"]) for one in heard] == [
        ("recording:rec1", "Quality of demo")
    ]


async def test_its_shape_has_both_sides(recorded: House, log_in: LogIn) -> None:
    shape = (await (await log_in("quality")).get("/api/recordings/rec1/waveform")).json()
    assert len(shape["left"]) == len(shape["right"]) > 0
    assert all(0 <= peak <= 1 for peak in shape["left"] + shape["right"])


async def test_the_contact_tells_of_its_recording(recorded: House, log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    contact = (await lead.get("/api/contacts/taped")).json()
    assert contact["recording_id"] == "rec1"
    assert contact["recordings"][0]["status"] == "stored"
    assert contact["timeline"][0]["type"] == "contact_arrived"
    assert [fact["position"] for fact in contact["timeline"]] == sorted(
        fact["position"] for fact in contact["timeline"]
    )
    listed = (await lead.get("/api/contacts", params={"has_recording": "true"})).json()["items"]
    assert [row["id"] for row in listed] == ["taped"]
