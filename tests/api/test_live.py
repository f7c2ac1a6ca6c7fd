"""The live socket: a snapshot and deltas that stay equal to a fresh snapshot, whatever happens."""

import asyncio
import json
import statistics
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from tests.api.house import House, quick_passwords, running
from tests.api.sample import Story
from tests.api.serving import browser, served
from tests.conftest import PostgresProcess

from callfloor.api import live as live_module
from callfloor.api.live import MESSAGES_WAITING_MAX, Page
from callfloor.board.views import Viewer
from callfloor.events import contacts
from callfloor.events.bulletins import BulletinRead, BulletinWritten
from callfloor.events.fact import Fact
from callfloor.journal.port import Entry
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.ids import new_id
from callfloor.migrations import migrate

_LIMIT_S = 60.0


class Copy:
    """What a page knows: the snapshot with every delta put into it, as the console does."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self.position = -1
        self.entities: dict[str, dict[str, Any]] = {}
        self.state: dict[str, str] = {}
        self.kinds: list[str] = []

    async def hear(self) -> str:
        message = await asyncio.wait_for(self._socket.receive(), _LIMIT_S)
        assert message.type is aiohttp.WSMsgType.TEXT, message
        told = json.loads(message.data)
        self.kinds.append(told["kind"])
        self.state = {name: told[name] for name in ("floor", "telephony")}
        if told["kind"] == "snapshot":
            self.position = told["position"]
            self.entities = {
                name: told[name] for name in ("agents", "queues", "contacts", "alarms")
            }
        elif told["kind"] == "delta":
            assert told["position"] > self.position
            self.position = told["position"]
            for change in told["changes"]:
                if change["value"] is None:
                    self.entities[change["of"]].pop(change["id"], None)
                else:
                    self.entities[change["of"]][change["id"]] = change["value"]
        return str(told["kind"])

    async def until(self, ready: Callable[["Copy"], bool]) -> None:
        async with asyncio.timeout(_LIMIT_S):
            while not ready(self):
                await self.hear()


@pytest.fixture
async def address(house: House) -> AsyncIterator[str]:
    async with served(house) as address:
        yield address


async def _append(house: House, story: Story) -> None:
    await house.journal.append(story.entries())


@pytest.mark.thorough
async def test_every_step_of_a_call_is_seen_within_a_second(house: House, address: str) -> None:
    async with browser(address, "supervisor") as person, person.ws_connect("/api/live") as socket:
        copy = Copy(socket)
        assert await copy.hear() == "snapshot"
        story, at_ms = Story("demo"), now_ms()
        story.whole(at_ms, "sales", "pablo", 4_000, 60_000, contact_id="seen")
        clock, waits_s = asyncio.get_running_loop().time, []
        for entry in story.entries():
            begun_s = clock()
            await house.journal.append([entry])
            phase = _PHASES.get(type(entry.fact))
            if phase is not None:
                await copy.until(lambda copy, phase=phase: _phase(copy) == phase)  # type: ignore[misc]
                waits_s.append(clock() - begun_s)
        assert len(waits_s) == 5
        assert statistics.median(waits_s) < 1.0
        await _caught_up(house, copy)
        async with person.ws_connect("/api/live") as second:
            fresh = Copy(second)
            await fresh.hear()
            assert fresh.entities == copy.entities


_PHASES: dict[type[Fact], str] = {
    contacts.ContactArrived: "ivr",
    contacts.ContactQueued: "queued",
    contacts.ContactOffered: "ringing",
    contacts.ContactAnswered: "talking",
    contacts.WrapUpCompleted: "gone",
}


def _phase(copy: Copy) -> str:
    return str(copy.entities["contacts"].get("seen", {}).get("phase", "gone"))


async def _caught_up(house: House, copy: Copy) -> None:
    """Everything has been folded and told: a ping after the last fact has come."""
    last = await house.journal.last_position()
    async with asyncio.timeout(_LIMIT_S):
        while house.parts.live.position < last:
            await asyncio.sleep(0.01)
    pings = copy.kinds.count("ping")
    await copy.until(lambda copy: copy.kinds.count("ping") > pings)


async def test_a_page_of_another_company_hears_nothing(house: House, address: str) -> None:
    async with (
        browser(address, "supervisor", "other") as person,
        person.ws_connect("/api/live") as socket,
    ):
        copy = Copy(socket)
        await copy.hear()
        assert not set(copy.entities["contacts"]) & set(house.living["demo"].values())
        story = Story("demo")
        story.arrive(now_ms(), "sales", contact_id="secret")
        await _append(house, story)
        await copy.until(lambda copy: copy.kinds.count("ping") >= 1)
        assert "secret" not in str(copy.entities)
        assert "delta" not in copy.kinds


async def test_an_agent_hears_of_the_own_contact_only(house: House, address: str) -> None:
    async with browser(address, "agent") as person, person.ws_connect("/api/live") as socket:
        copy = Copy(socket)
        await copy.hear()
        assert copy.entities["contacts"] == {}
        assert all("waiting" not in queue for queue in copy.entities["queues"].values())
        story, at_ms = Story("demo"), now_ms()
        contact_id = story.arrive(at_ms - 9_000, "sales", caller="+34699999999")
        story.ring(contact_id, at_ms, "sales", "maria")
        await _append(house, story)
        await copy.until(lambda copy: contact_id in copy.entities["contacts"])
        assert copy.entities["contacts"][contact_id]["caller"] == "+34699999999"
        later = Story("demo")
        later.leave(contact_id, at_ms + 1_000, "sales", "abandoned")
        await _append(house, later)
        await copy.until(lambda copy: contact_id not in copy.entities["contacts"])


@pytest.mark.parametrize(
    ("role", "headers", "code"),
    [
        ("", {}, 4401),
        ("department", {}, 4403),
        ("supervisor", {"Origin": "https://evil.example"}, 4403),
    ],
)
async def test_who_may_not_listen_is_told_why(
    address: str, role: str, headers: dict[str, str], code: int
) -> None:
    async with (
        browser(address, role) as person,
        person.ws_connect("/api/live", headers=headers) as socket,
    ):
        message = await asyncio.wait_for(socket.receive(), _LIMIT_S)
        assert message.type is aiohttp.WSMsgType.CLOSE
        assert message.data == code


async def test_a_page_is_closed_when_its_session_ends(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("callfloor.api.routes.live._SESSION_CHECK_S", 0.05)
    async with browser(address, "supervisor") as person, person.ws_connect("/api/live") as socket:
        copy = Copy(socket)
        await copy.hear()
        async with person.delete("/api/session") as response:
            assert response.status == 204
        while (message := await asyncio.wait_for(socket.receive(), _LIMIT_S)).type is (
            aiohttp.WSMsgType.TEXT
        ):
            pass
        assert message.data == 4401


def test_a_page_that_reads_too_slowly_is_given_up() -> None:
    page = Page("demo", Viewer(sees_all=True))
    for number in range(MESSAGES_WAITING_MAX + 10):
        page.give(str(number))
    assert page.is_over
    given = [page.messages.get_nowait() for _ in range(page.messages.qsize())]
    assert given[-1] is None
    assert len(given) == MESSAGES_WAITING_MAX + 1


async def test_the_floor_s_coming_and_going_is_told(house: House, address: str) -> None:
    async with browser(address, "supervisor") as person, person.ws_connect("/api/live") as socket:
        copy = Copy(socket)
        await copy.until(lambda copy: copy.state.get("floor") == "up")
        await house.floor.stop()
        await copy.until(lambda copy: copy.state.get("floor") == "down")
        house.floor.telephony = "down"
        await house.floor.start()
        await copy.until(lambda copy: copy.state == {"floor": "up", "telephony": "down"})


async def test_at_midnight_every_page_gets_a_snapshot(
    house: House, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browser(address, "supervisor") as person, person.ws_connect("/api/live") as socket:
        copy = Copy(socket)
        await copy.hear()
        day_ms = house.parts.live.board("demo").day_ms
        monkeypatch.setattr(live_module, "now_ms", lambda: day_ms + 25 * 3_600_000)
        await copy.until(lambda copy: copy.kinds.count("snapshot") >= 2)
        assert copy.entities["queues"]["sales"]["today"]["offered"] == 0
        assert copy.entities["contacts"], "whoever waits over midnight is still there"


async def test_changed_settings_are_seen_at_once(house: House, address: str) -> None:
    async with browser(address, "manager") as person, person.ws_connect("/api/live") as socket:
        copy = Copy(socket)
        await copy.hear()
        body = {"name": "Ventas", "needs": {"sales": 1}, "service_level_ms": 60_000}
        async with person.put("/api/centre/queues/sales", json=body) as response:
            assert response.status == 200
        await copy.until(lambda copy: copy.entities["queues"]["sales"]["name"] == "Ventas")
        assert copy.entities["queues"]["sales"]["service_level_ms"] == 60_000


async def test_a_board_built_anew_equals_the_one_that_ran(house: House) -> None:
    """As after a restart of the API: built from the facts that are needed, not from all."""
    live = house.parts.live
    story = Story("demo", seed=5)
    story.whole(now_ms() - 90_000, "sales", "pablo", 4_000, 40_000)
    await _append(house, story)
    last = await house.journal.last_position()
    async with asyncio.timeout(_LIMIT_S):
        while live.position < last:
            await asyncio.sleep(0.01)
    async with running(House(house.settings.home, house.database)) as anew:
        await anew.parts.live.is_ready.wait()
        fresh = anew.parts.live.open("demo", Viewer(sees_all=True)).messages.get_nowait()
    ran = live.open("demo", Viewer(sees_all=True)).messages.get_nowait()
    assert fresh is not None
    assert ran is not None
    one, other = json.loads(fresh), json.loads(ran)
    for kind in ("agents", "queues", "contacts"):
        assert one[kind] == other[kind]
    assert one["position"] == other["position"]


@pytest.mark.real
async def test_postgresql_may_die_and_come_back(
    own_postgres: PostgresProcess, tmp_path: Path
) -> None:
    await own_postgres.until_ready()
    await own_postgres.create_role_and_database()
    url = await own_postgres.create_database("mortal")
    await migrate(url)
    database = Database(url)
    house = House(tmp_path, database)
    await house.seed(quick_passwords())
    async with running(house), served(house) as address, browser(address, "supervisor") as person:
        await house.parts.live.is_ready.wait()
        async with person.ws_connect("/api/live") as socket:
            copy = Copy(socket)
            await copy.hear()
            own_postgres.kill()
            async with person.get("/api/contacts") as response:
                assert response.status == 503
                assert (await response.json())["code"] == "unavailable"
            async with person.get("/health/ready") as response:
                assert response.status == 503
            own_postgres.start()
            await own_postgres.until_ready()
            story = Story("demo")
            story.arrive(now_ms(), "sales", contact_id="after")
            await house.journal.append([Entry(id=new_id(), fact=fact) for fact in story.facts])
            await copy.until(lambda copy: "after" in copy.entities["contacts"])
            async with person.get("/api/contacts") as response:
                assert response.status == 200
    await database.close()


async def test_desks_hear_of_bulletins_and_only_leads_of_who_read_them(
    house: House, address: str
) -> None:
    def written(number: int) -> BulletinWritten:
        return BulletinWritten(
            tenant="demo", at_ms=now_ms(), bulletin_id=f"b{number}", to="all", title="Hello",
            text="", until_ms=now_ms() + 60_000, by="user:x", by_name="Lead",
        )  # fmt: skip

    read = BulletinRead(
        tenant="demo", at_ms=now_ms(), bulletin_id="b1", agent_id="maria", by="user:y", by_name="M"
    )
    async with (
        browser(address, "agent") as maria,
        browser(address, "supervisor") as lead,
        browser(address, "agent", "other") as stranger,
        maria.ws_connect("/api/live") as desk_socket,
        lead.ws_connect("/api/live") as floor_socket,
        stranger.ws_connect("/api/live") as other_socket,
    ):
        desk, floor, other = Copy(desk_socket), Copy(floor_socket), Copy(other_socket)
        for fact in (written(1), read, written(2)):
            await house.journal.append([Entry(id=new_id(), fact=fact)])
        await floor.until(lambda copy: copy.kinds.count("bulletins") == 3)
        await desk.until(lambda copy: copy.kinds.count("bulletins") == 2)
        await other.until(lambda copy: "ping" in copy.kinds)
        assert desk.kinds.count("bulletins") == 2
        assert "bulletins" not in other.kinds
