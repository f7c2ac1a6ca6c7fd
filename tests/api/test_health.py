"""What monitors see: health and metrics."""

import asyncio

from tests.api.conftest import LogIn
from tests.api.house import House

from callfloor.api.clerk_seen import LATE_MS, ClerkSeen
from callfloor.api.routes.health import JOURNAL_LATE_MS
from callfloor.kit.clock import now_ms
from callfloor.kit.db import CLERK, Database


async def test_health_and_metrics_need_no_login(house: House, log_in: LogIn) -> None:
    client = await log_in()
    assert (await client.get("/health/live")).json() == {"status": "up"}
    ready = (await client.get("/health/ready")).json()
    assert set(ready["parts"]) == {
        "postgres", "floor", "telephony", "live", "journal", "clerk", "contacts",
        "metrics_spans",
    }  # fmt: skip
    assert ready["parts"]["postgres"] == ready["parts"]["live"] == "up"
    text = (await client.get("/metrics")).text
    assert 'callfloor_api_requests_total{method="GET",route="/health/live",status="200"}' in text
    assert "callfloor_live_position" in text


async def test_a_monitor_is_told_what_is_down_and_a_balancer_keeps_the_pages(
    house: House, log_in: LogIn
) -> None:
    client = await log_in()

    async def until(part: str, wanted: str) -> int:
        async with asyncio.timeout(60):
            while True:
                answer = await client.get("/health/ready")
                if answer.json()["parts"][part] == wanted:
                    return answer.status_code
                await asyncio.sleep(0.02)

    assert await until("floor", "up") == 200
    house.floor.journal_away_since_ms = now_ms() - JOURNAL_LATE_MS - 1
    assert await until("journal", "down") == 503
    house.floor.journal_away_since_ms = now_ms()
    assert await until("journal", "up") == 200
    await house.floor.stop()
    assert await until("floor", "down") == 503
    serving = await client.get("/health/serving")
    assert (serving.status_code, serving.json()["status"]) == (200, "up")
    await house.floor.start()
    assert await until("floor", "up") == 200


async def test_nobody_behind_the_scenes_is_told_after_a_while(database: Database) -> None:
    seen, at_ms = ClerkSeen(database), now_ms()
    assert not await seen.is_missing(at_ms), "as at a start"
    assert await seen.is_missing(at_ms + LATE_MS + 1)
    async with database.lead(CLERK):
        assert not await seen.is_missing(at_ms + LATE_MS + 2)
