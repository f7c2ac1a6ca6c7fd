"""Hearing a recording: whole and in parts, by whom it may be heard, and noted."""

from hashlib import sha256
from pathlib import Path

import pytest
from tests.api.conftest import LogIn
from tests.api.house import House
from tests.api.sample import Story

from callfloor.events import contacts, recordings
from callfloor.identity.permissions import GRANTED, ROLES, Role
from callfloor.kit.clock import now_ms

_SOUND = b"RIFF" + bytes(range(256)) * 1_000


@pytest.fixture
async def recorded(house: House) -> House:
    """A call of liwei with a stored recording `rec1`."""
    story, at_ms = Story("demo", seed=3), now_ms() - 900_000
    story.whole(at_ms, "sales", "liwei", 4_000, 60_000, contact_id="taped")
    story.add(
        contacts.RecordingStored, at_ms + 90_000, contact_id="taped", recording_id="rec1",
        duration_ms=60_000, size_bytes=len(_SOUND), sha256=sha256(_SOUND).hexdigest(),
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


def _file(house: House) -> Path:
    return house.settings.recordings_folder / house.parts.recordings.name_of("demo", "rec1")


async def test_a_damaged_recording_is_named_and_not_played(recorded: House, log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    assert (await lead.get("/api/recordings/rec1/audio")).status_code == 200
    file = _file(recorded)
    whole = file.read_bytes()
    for bad, fault in ((whole[:-1] + bytes([whole[-1] ^ 1]), "damaged"), (None, "missing")):
        if bad is None:
            file.unlink()
        else:
            file.write_bytes(bad)
        for what in ("audio", "waveform", "download?reason=test"):
            refused = await lead.get(f"/api/recordings/rec1/{what}")
            problem = refused.json()
            assert (refused.status_code, problem["code"]) == (409, "recording_damaged")
            assert file.name in problem["detail"]
            assert problem["params"]["fault"] == fault
        await recorded.parts.projections[0].catch_up()
        contact = (await lead.get("/api/contacts/taped")).json()
        assert contact["recordings"][0]["damage"] == fault
        assert contact["recording_state"] == "damaged"
        assert contact["timeline"][-1]["type"] == "recording_damaged"
        missing = (await lead.get("/api/recordings/missing")).json()["items"]
        assert ("taped", fault) in {(one["contact_id"], one["reason"]) for one in missing}
    file.write_bytes(whole)
    assert (await lead.get("/api/recordings/rec1/audio")).content == _SOUND
    await recorded.parts.projections[0].catch_up()
    contact = (await lead.get("/api/contacts/taped")).json()
    assert contact["timeline"][-1]["type"] == "recording_sound"
    assert contact["recording_state"] == "stored"


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_takes_a_recording_along_where_it_may_and_the_file_says_so(
    recorded: House, log_in: LogIn, role: Role
) -> None:
    client = await log_in(role)
    answer = await client.get("/api/recordings/rec1/download", params={"reason": "Case 17"})
    may = "recordings.download" in GRANTED[role] and "recordings.listen_all" in GRANTED[role]
    assert answer.status_code == (200 if may else 403), answer.text
    noted = await (await log_in("manager")).get("/api/audit", params={"action": "recording."})
    if not may:
        assert noted.json()["items"] == []
        return
    assert answer.content[8 : len(_SOUND)] == _SOUND[8:]
    for word in (f"{role.capitalize()} of demo", "Case 17", "rec1", "taped"):
        assert word.encode() in answer.content[len(_SOUND) :]
    assert answer.headers["content-disposition"] == 'attachment; filename="rec1.wav"'
    assert int(answer.headers["content-length"]) == len(answer.content)
    (entry,) = noted.json()["items"]
    assert (entry["action"], entry["subject"]) == ("recording.downloaded", "recording:rec1")
    assert entry["after"] == {"contact_id": "taped", "reason": "Case 17"}


async def test_nothing_is_taken_along_without_a_reason_or_from_another_company(
    recorded: House, log_in: LogIn
) -> None:
    lead, stranger = await log_in("manager"), await log_in("manager", tenant="other")
    assert (await lead.get("/api/recordings/rec1/download")).status_code == 422
    path = "/api/recordings/rec1/download?reason=because"
    assert (await stranger.get(path)).status_code == 404


async def test_pain_8_a_missing_recording_is_tried_again_where_the_raw_file_lies_there(
    recorded: House, log_in: LogIn
) -> None:
    story, at_ms = Story("demo", seed=4), now_ms() - 900_000
    story.whole(at_ms, "sales", "liwei", 4_000, 60_000, contact_id="lost")
    story.add(contacts.RecordingStarted, at_ms, contact_id="lost", recording_id="lost")
    story.add(
        recordings.RecordingDecided, at_ms + 80_000, contact_id="lost", recording_id="lost",
        keep=True,
    )  # fmt: skip
    story.add(
        contacts.RecordingFailed, at_ms + 90_000, contact_id="lost", recording_id="lost",
        reason="disk",
    )  # fmt: skip
    await recorded.journal.append(story.entries())
    await recorded.parts.projections[0].catch_up()
    lead, agent = await log_in("supervisor"), await log_in("agent")
    assert (await agent.get("/api/recordings/missing")).status_code == 403

    async def lost() -> dict[str, object]:
        items = (await lead.get("/api/recordings/missing")).json()["items"]
        return next(one for one in items if one["contact_id"] == "lost")

    assert (await lost())["has_raw"] is False
    raw = recorded.settings.raw_recordings_folder
    raw.mkdir(parents=True, exist_ok=True)
    (raw / "line-lost-in.wav").write_bytes(b"RIFF")
    assert ((await lost())["has_raw"], (await lost())["reason"]) == (True, "disk")
    assert (await lead.post("/api/recordings/missing/lost/retry", json={})).status_code == 202
    path, body, _ = recorded.floor.asked[-1]
    assert (path, body) == ("/v1/demo/contacts/lost/seal_recording", {"line": "line-lost"})
    nobody = await lead.post("/api/recordings/missing/taped/retry", json={})
    assert nobody.status_code == 404, "it has its recording"
