"""Retention told beforehand, and legal holds: by whom, over which contacts, and noted."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.api.conftest import LogIn
from tests.api.house import House
from tests.api.sample import Story

from callfloor.events import contacts
from callfloor.kit.clock import now_ms

_SOUND = b"RIFF" + bytes(range(256)) * 1_000
_DAY_MS = 86_400_000


@pytest.fixture
async def shelved(house: House, log_in: LogIn) -> House:
    """Two recordings of sales, `old1` of forty days ago and `new1` of today; sales keeps 30 days."""
    story = Story("demo", seed=3)
    for name, at_ms in (("old", now_ms() - 40 * _DAY_MS), ("new", now_ms() - 900_000)):
        story.whole(at_ms, "sales", "liwei", 4_000, 60_000, contact_id=name)
        story.add(contacts.RecordingStarted, at_ms, contact_id=name, recording_id=f"{name}1")
        story.add(
            contacts.RecordingStored, at_ms + 90_000, contact_id=name, recording_id=f"{name}1",
            duration_ms=60_000, size_bytes=len(_SOUND), sha256="",
        )  # fmt: skip
        house.parts.recordings.seal("demo", f"{name}1", len(_SOUND), [_SOUND])
    await house.journal.append(story.entries())
    await house.parts.projections[0].catch_up()
    manager = await log_in("manager")
    rule = {"name": "A month", "queues": ["sales"], "days": 30}
    answer = await manager.put("/api/centre/retention_rules/month", json=rule)
    assert answer.status_code in (200, 201), answer.text
    return house


async def test_what_would_go_is_told_and_then_goes(shelved: House, log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    told = (await lead.get("/api/recordings/retention")).json()
    assert told["recordings"] == 1
    assert told["by_rule"] == {"month": 1}
    assert [(one["recording_id"], one["days"]) for one in told["items"]] == [("old1", 30)]
    await shelved.parts.keeper.round()
    await shelved.parts.projections[0].catch_up()
    assert (await lead.get("/api/recordings/retention")).json()["recordings"] == 0
    assert (await lead.get("/api/recordings/old1/audio")).status_code == 404
    contact = (await lead.get("/api/contacts/old")).json()
    (recording,) = contact["recordings"]
    assert (recording["status"], recording["removed_by_rule"]) == ("removed", "month")
    assert contact["timeline"][-1]["type"] == "recording_removed"
    listed = await lead.get("/api/contacts", params={"recording": "removed"})
    assert [row["id"] for row in listed.json()["items"]] == ["old"]


async def test_a_hold_keeps_it_is_seen_by_who_may_and_stands_in_the_audit(
    shelved: House, log_in: LogIn
) -> None:
    manager, lead = await log_in("manager"), await log_in("supervisor")
    until = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    asked = {"reason": "Case 17", "until": until, "search": {"queue": "sales", "q": "old"}}
    assert (await lead.post("/api/recordings/holds", json=asked)).status_code == 403
    made = await manager.post("/api/recordings/holds", json=asked)
    assert made.status_code == 201, made.text
    hold = made.json()
    assert (hold["contacts"], hold["is_in_force"], hold["placed_by_name"]) == (
        1, True, "Manager of demo",
    )  # fmt: skip
    await shelved.parts.keeper.round()
    assert shelved.parts.recordings.has("demo", "old1")
    contact = (await lead.get("/api/contacts/old")).json()
    assert contact["is_held"] is True
    assert contact["timeline"][-1]["type"] == "recording_held"
    assert [one["reason"] for one in contact["holds"]] == ["Case 17"]
    statistics = (await (await log_in("statistics")).get("/api/contacts/old")).json()
    assert statistics["holds"] == []
    assert "Case 17" not in str(statistics)
    held = (await lead.get("/api/contacts", params={"held": "true"})).json()["items"]
    assert [row["id"] for row in held] == ["old"]
    path = f"/api/recordings/holds/{hold['id']}/release"
    stranger = await log_in("manager", tenant="other")
    assert (await stranger.post(path, json={"reason": "I want it"})).status_code == 404
    assert (await stranger.get("/api/recordings/holds")).json()["items"] == []
    freed = (await manager.post(path, json={"reason": "Case closed"})).json()
    assert (freed["is_in_force"], freed["release_reason"]) == (False, "Case closed")
    assert (await manager.post(path, json={"reason": "Again"})).status_code == 409
    await shelved.parts.keeper.round()
    assert not shelved.parts.recordings.has("demo", "old1")
    noted = (await manager.get("/api/audit", params={"action": "recording."})).json()["items"]
    assert [(one["action"], one["after"]["reason"]) for one in noted] == [
        ("recording.released", "Case closed"),
        ("recording.held", "Case 17"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "Case 17"},
        {"reason": "Case 17", "contact_ids": ["old"], "search": {"queue": "sales"}},
        {"reason": "Case 17", "contact_ids": ["old"], "until": "2020-01-01T00:00:00Z"},
        {"reason": "x", "contact_ids": ["old"]},
    ],
)
async def test_a_hold_that_cannot_be_is_refused_with_a_sentence(
    shelved: House, log_in: LogIn, wrong: dict[str, object]
) -> None:
    manager = await log_in("manager")
    answer = await manager.post("/api/recordings/holds", json=wrong)
    assert answer.status_code == 422
    assert answer.json()["detail"]
    nobody = {"reason": "Case 17", "contact_ids": ["nobody"]}
    assert (await manager.post("/api/recordings/holds", json=nobody)).status_code == 404
