"""The supervisor's ears: who may, what the floor is asked, what the audit and the agent see."""

import asyncio

from tests.api.conftest import LogIn
from tests.api.house import House
from tests.api.sample import Story

from callfloor.events import parties as p
from callfloor.kit.clock import now_ms


async def _settled(house: House) -> None:
    last = await house.journal.last_position()
    async with asyncio.timeout(60):
        while house.parts.live.position < last or await house.parts.projections[0].behind():
            await asyncio.sleep(0.01)


async def test_a_supervisor_hears_a_call_at_a_phone_of_the_own(house: House, log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    user = (await lead.get("/api/session")).json()["user"]["id"]
    credentials = await lead.post("/api/supervisor/phone", json={})
    assert credentials.status_code == 200, credentials.text
    assert credentials.json()["user"] == f"demo.sv-{user.lower()}"
    for action, body in (
        ("monitor", {"mode": "whisper"}),
        ("take_over", {}),
        ("stop_monitor", {}),
    ):
        done = await lead.post(f"/api/agents/liwei/{action}", json=body)
        assert done.status_code == 200, done.text
        path, asked, actor = house.floor.asked[-1]
        assert (path, actor) == (f"/v1/demo/agents/liwei/{action}", f"user:{user}")
        if action == "monitor":
            assert asked == {"mode": "whisper", "phone_id": f"sv-{user.lower()}"}


async def test_each_deed_is_in_the_audit(log_in: LogIn) -> None:
    lead, manager = await log_in("supervisor"), await log_in("manager")
    await lead.post("/api/agents/liwei/monitor", json={"mode": "barge"})
    items = (await manager.get("/api/audit")).json()["items"]
    found = next(one for one in items if one["action"] == "floor.monitor")
    assert (found["subject"], found["after"]) == ("agent:liwei", {"mode": "barge"})


async def test_an_agent_hears_nobody_and_an_unknown_agent_is_not_heard(log_in: LogIn) -> None:
    agent, lead = await log_in("agent"), await log_in("supervisor")
    assert (await agent.post("/api/agents/liwei/monitor", json={})).status_code == 403
    assert (await agent.post("/api/supervisor/phone", json={})).status_code == 403
    assert (await lead.post("/api/agents/nobody/monitor", json={})).status_code == 404


async def test_an_agent_is_told_of_announced_listening_alone(house: House, log_in: LogIn) -> None:
    story, at_ms = Story("demo", seed=11), now_ms()
    story.whole(at_ms - 60_000, "sales", "maria", 4_000, 20_000, contact_id="heard")
    for number, announced in ((1, False), (2, True)):
        story.add(
            p.MonitorStarted, at_ms - 50_000 + number, contact_id="heard", by="user:x",
            monitor_id=f"heard.m{number}", ring_id=f"heard.r{number + 5}", phone_id="sv-x",
            agent_id="maria", mode="listen", announced=announced,
        )  # fmt: skip
    await house.journal.append(story.entries())
    await _settled(house)
    seen = {}
    for role in ("agent", "supervisor"):
        timeline = (await (await log_in(role)).get("/api/contacts/heard")).json()["timeline"]
        seen[role] = [f["monitor_id"] for f in timeline if f["type"] == "monitor_started"]
    assert seen == {"agent": ["heard.m2"], "supervisor": ["heard.m1", "heard.m2"]}
