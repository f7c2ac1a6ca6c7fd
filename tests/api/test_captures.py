"""The screen of a desk: sent piece by piece, made one recording, seen and taken along, or not kept."""

from typing import Any

import httpx
import pytest
from tests.api.conftest import LogIn
from tests.api.house import House
from tests.api.sample import Story
from tests.recording.screens import frames_of, stream

from callfloor.api.routes import captures as routes
from callfloor.contacts.filters import Filters
from callfloor.contacts.repair import screens_listed
from callfloor.contacts.service import listed
from callfloor.events import captures, contacts, recordings
from callfloor.kit.clock import now_ms
from callfloor.recording import webm

ID = "seen.s1.screen"
PATH = f"/api/desk/captures/{ID}"
TALK_MS = 60_000


class Seen:
    """A call of maria that is over, whose screen is wanted; `answered_ms` begins its time line."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.story = Story("demo", seed=4)
        arrived_ms = now_ms() - 900_000
        self.answered_ms = arrived_ms + 10_000
        self.story.whole(arrived_ms, "sales", "maria", 4_000, TALK_MS, contact_id="seen")
        self.add(contacts.RecordingStarted, arrived_ms + 1, recording_id="seen")
        self.add(
            captures.ScreenWanted, self.answered_ms, recording_id=ID, segment_id="seen.s1",
            agent_id="maria", rule="all",
        )  # fmt: skip
        self.decided(keep=True)

    def add(self, kind: Any, at_ms: int, **values: Any) -> None:
        self.story.add(kind, at_ms, contact_id="seen", **values)

    def decided(self, *, keep: bool) -> None:
        self.story.facts = [
            fact for fact in self.story.facts if not isinstance(fact, recordings.RecordingDecided)
        ]
        self.add(
            recordings.RecordingDecided, self.answered_ms + TALK_MS + 1, recording_id="seen",
            keep=keep, rule="all" if keep else "declined",
        )  # fmt: skip

    async def tell(self) -> None:
        await self.house.journal.append(self.story.entries())
        await self.project()

    async def project(self) -> None:
        await self.house.parts.projections[0].catch_up()

    async def bind(self) -> None:
        await self.house.parts.binder.round()
        await self.project()

    async def send(
        self, agent: httpx.AsyncClient, part: int, number: int, body: bytes, **times: int
    ) -> httpx.Response:
        begun_ms = self.answered_ms + times.get("from_ms", 0)
        query = {
            "begun_ms": begun_ms,
            "to_ms": begun_ms + times.get("length_ms", 2_000),
            "is_last": bool(times.get("is_last", 0)),
        }
        return await agent.put(f"{PATH}/{part}/{number}", params=query, content=body)

    async def send_all(self, agent: httpx.AsyncClient) -> None:
        """Two parts, the first in two pieces of which one is sent twice; the later from 10 s on."""
        data = stream(frames_of(0, 3_000))
        for number, body in ((0, data[:900]), (1, data[900:]), (1, data[900:])):
            answer = await self.send(agent, 0, number, body, from_ms=500, length_ms=3_000)
            assert answer.status_code == 200, answer.text
        last = stream(frames_of(1, 2_000))
        await self.send(agent, 1, 0, last, from_ms=10_000, length_ms=2_000, is_last=1)

    def shown(self, contact: dict[str, Any]) -> dict[str, Any]:
        (one,) = [each for each in contact["recordings"] if each["kind"] == "screen"]
        return dict(one)


@pytest.fixture
def seen(house: House) -> Seen:
    return Seen(house)


async def test_a_screen_is_sent_made_one_film_seen_and_taken_along(
    seen: Seen, house: House, log_in: LogIn
) -> None:
    await seen.tell()
    agent, lead = await log_in("agent"), await log_in("supervisor")
    told = await agent.post(PATH, json={"state": "started", "surface": "monitor"})
    assert told.status_code == 200, told.text
    await seen.send_all(agent)
    folder = house.settings.captures_folder
    pieces = [path for path in folder.rglob("*") if path.is_file()]
    assert len(pieces) == 3
    assert not any(b"V_VP8" in path.read_bytes() for path in pieces), "sealed at once"
    await seen.bind()
    assert not list(folder.glob("*")), "the pieces are gone"
    contact = (await lead.get("/api/contacts/seen")).json()
    one = seen.shown(contact)
    assert (one["status"], one["agent_id"], one["segment_id"]) == ("stored", "maria", "seen.s1")
    assert one["spans"] == [[500, 3_500], [10_000, 12_000]]
    assert (contact["screen_state"], contact["recording_state"]) == ("stored", "missing")
    kinds = [fact["type"] for fact in contact["timeline"]]
    assert [kinds.count(k) for k in ("screen_wanted", "screen_started", "recording_stored")] == [
        1,
        1,
        1,
    ]

    film = await lead.get(f"/api/recordings/{ID}/video")
    assert (film.status_code, film.headers["content-type"]) == (200, "video/webm")
    assert [f.at_ms for f in webm.read(film.content)[1]][:2] == [500, 600]
    part = await lead.get(f"/api/recordings/{ID}/video", headers={"Range": "bytes=4-9"})
    assert (part.status_code, part.content) == (206, film.content[4:10])
    for way in ("audio", "waveform"):
        assert (await lead.get(f"/api/recordings/{ID}/{way}")).status_code == 404
    assert (await lead.get("/api/recordings/seen/video")).status_code == 404
    taken = await lead.get(f"/api/recordings/{ID}/download", params={"reason": "Case 17/2026"})
    assert (await lead.get(f"/api/recordings/{ID}/download")).status_code == 422
    assert b"Case 17/2026" in taken.content[-600:]
    assert f'filename="{ID}.webm"' in taken.headers["content-disposition"]
    assert list(webm.read(taken.content)[1]) == list(webm.read(film.content)[1])
    manager = await log_in("manager")
    audit = (await manager.get("/api/audit", params={"action": "recording."})).json()["items"]
    assert [row["action"] for row in audit] == ["recording.downloaded", "recording.seen"]
    late = await seen.send(agent, 2, 0, b"late")
    assert late.status_code == 409


async def test_only_whom_the_role_allows_sees_it_and_nobody_sends_for_another(
    seen: Seen, log_in: LogIn
) -> None:
    await seen.tell()
    agent = await log_in("agent")
    assert (await agent.post(f"{PATH[:-9]}2.screen", json={"state": "refused"})).status_code == 404
    lead = await log_in("supervisor")
    assert (await lead.post(PATH, json={"state": "started"})).status_code == 403
    stranger = await log_in("agent", tenant="other")
    assert (await stranger.post(PATH, json={"state": "started"})).status_code == 404
    await seen.send_all(agent)
    await seen.bind()
    path = f"/api/recordings/{ID}/video"
    assert (await agent.get(path)).status_code == 200, "it is the agent's own"
    assert (await (await log_in("statistics")).get(path)).status_code == 403
    assert (await (await log_in("quality", tenant="other")).get(path)).status_code == 404


async def test_nothing_of_a_pause_is_kept_whatever_the_browser_sent(
    seen: Seen, log_in: LogIn
) -> None:
    paused_ms = seen.answered_ms + 2_000
    seen.add(
        recordings.RecordingPaused, paused_ms, recording_id="seen", by="agent",
        until_ms=paused_ms + 60_000,
    )  # fmt: skip
    seen.add(recordings.RecordingResumed, paused_ms + 7_000, recording_id="seen", by="agent")
    await seen.tell()
    await seen.send_all(await log_in("agent"))
    await seen.bind()
    lead = await log_in("supervisor")
    assert seen.shown((await lead.get("/api/contacts/seen")).json())["spans"] == [
        [500, 2_000],
        [10_000, 12_000],
    ]
    film = (await lead.get(f"/api/recordings/{ID}/video")).content
    assert not [f for f in webm.read(film)[1] if 2_000 <= f.at_ms < 10_000]


async def test_the_screen_of_a_call_that_is_not_kept_is_thrown_away(
    seen: Seen, house: House, log_in: LogIn
) -> None:
    seen.decided(keep=False)
    await seen.tell()
    await seen.send_all(await log_in("agent"))
    await seen.bind()
    assert not list(house.settings.captures_folder.glob("*"))
    contact = (await (await log_in("supervisor")).get("/api/contacts/seen")).json()
    assert seen.shown(contact)["status"] == "discarded"
    assert contact["screen_state"] == "not_kept"
    assert not house.parts.recordings.has("demo", ID)


async def test_a_call_that_lasts_or_a_piece_under_way_is_waited_for(
    seen: Seen, house: House, log_in: LogIn
) -> None:
    ended = [fact for fact in seen.story.facts if isinstance(fact, contacts.ContactEnded)]
    seen.story.facts = [
        fact
        for fact in seen.story.facts
        if not isinstance(fact, contacts.ContactEnded | recordings.RecordingDecided)
    ]
    await seen.tell()
    agent = await log_in("agent")
    await seen.send_all(agent)
    await seen.bind()
    assert house.parts.captures.lying("demo", ID), "the call lasts"
    seen.story.facts = list(ended)
    seen.decided(keep=True)
    await seen.tell()
    await seen.send(agent, 2, 0, stream(frames_of(2, 900)), from_ms=20_000, length_ms=900)
    await seen.bind()
    assert house.parts.captures.lying("demo", ID), "the last part is not closed"
    await seen.send(agent, 2, 1, b"", from_ms=20_000, length_ms=1_000, is_last=1)
    await seen.bind()
    shown = seen.shown((await (await log_in("supervisor")).get("/api/contacts/seen")).json())
    assert shown["spans"][-1] == [20_000, 21_000]


async def test_why_there_is_none_stands_in_the_contact_and_in_the_list(
    seen: Seen, house: House, log_in: LogIn
) -> None:
    await seen.tell()
    lead, agent = await log_in("supervisor"), await log_in("agent")
    assert await _missing(lead) == {"not_sent"}
    for reason in ("refused", "unsupported", "lost"):
        assert (await agent.post(PATH, json={"state": reason})).status_code == 200
        await seen.project()
        contact = (await lead.get("/api/contacts/seen")).json()
        assert contact["timeline"][-1]["reason"] == reason
        assert await _missing(lead) == {reason}
    async with house.database.session("demo") as session:
        page = await listed(session, Filters(screen="missing"))
        assert [row["id"] for row in page.rows] == ["seen"]
        assert [one.kind for one in await screens_listed(session, now_ms())] == ["screen"]


async def _missing(lead: httpx.AsyncClient) -> set[str]:
    items = (await lead.get("/api/recordings/missing")).json()["items"]
    return {
        one["reason"] for one in items if (one["contact_id"], one["kind"]) == ("seen", "screen")
    }


async def test_too_much_too_large_or_from_another_time_is_refused(
    seen: Seen, house: House, log_in: LogIn
) -> None:
    await seen.tell()
    agent = await log_in("agent")
    large = await seen.send(agent, 0, 0, bytes(1_048_577))
    assert (large.status_code, large.json()["code"]) == (422, "invalid")
    early = await seen.send(agent, 0, 0, b"x", from_ms=-10_000)
    assert early.json()["errors"][0]["code"] == "out_of_call"
    assert (await seen.send(agent, 0, 0, b"x", length_ms=-1)).status_code == 422
    assert (await agent.put(f"{PATH}/36000/0?begun_ms=1&to_ms=2", content=b"x")).status_code == 422
    assert not house.parts.captures.open_ones()
    rubbish = await seen.send(agent, 0, 0, b"no film at all", is_last=1)
    assert rubbish.status_code == 200
    await seen.bind()
    shown = seen.shown((await (await log_in("supervisor")).get("/api/contacts/seen")).json())
    assert (shown["status"], shown["failure"]) == ("failed", "no_picture")


async def test_the_desk_is_told_whether_it_may_be_recorded_and_by_whom_seen(log_in: LogIn) -> None:
    agent, manager = await log_in("agent"), await log_in("manager")
    assert (await agent.get("/api/desk/captures")).json()["is_wanted"] is False
    rule: dict[str, Any] = {"name": "All", "percent": 50, "screen_percent": 60}
    refused = await manager.put("/api/centre/recording_rules/all", json=rule)
    assert refused.json()["errors"][0]["code"] == "screen_percent"
    rule["screen_percent"] = 50
    assert (await manager.put("/api/centre/recording_rules/all", json=rule)).status_code == 200
    told = (await agent.get("/api/desk/captures")).json()
    assert told["is_wanted"] is True
    assert told["seen_by"] == ["supervisor", "quality", "training", "manager"]


async def test_a_screen_that_comes_faster_than_it_may_is_refused(
    seen: Seen, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "BURST_BYTES", 100)
    monkeypatch.setattr(routes, "BYTES_PER_S", 0)
    await seen.tell()
    agent = await log_in("agent")
    assert (await seen.send(agent, 0, 0, bytes(60))).status_code == 200
    refused = await seen.send(agent, 0, 1, bytes(60))
    assert (refused.status_code, refused.json()["code"]) == (429, "limited")
