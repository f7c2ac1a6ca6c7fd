"""What monitors and reports see: health, metrics, and indicators that agree with the live floor."""

import asyncio

from tests.api.conftest import LogIn
from tests.api.house import House

from callfloor.api.routes.health import JOURNAL_LATE_MS
from callfloor.kit.clock import now_ms


async def test_health_and_metrics_need_no_login(house: House, log_in: LogIn) -> None:
    client = await log_in()
    assert (await client.get("/health/live")).json() == {"status": "up"}
    ready = (await client.get("/health/ready")).json()
    assert set(ready["parts"]) == {
        "postgres", "floor", "telephony", "live", "journal", "contacts", "metrics_spans",
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
        async with asyncio.timeout(20):
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


async def test_the_live_floor_and_the_report_of_today_agree(house: House, log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    rows = (await lead.get("/api/indicators", params={"grain": "queue"})).json()["rows"]
    reported = {(row["grain_key"], row["indicator"]): row["value"] for row in rows}
    board = house.parts.live.board("demo")
    page = house.parts.live._senders["demo"].sent["queues"]
    assert set(board.centre.queues) == {key for key, _ in reported}
    for queue_id, queue in page.items():
        today = queue["today"]
        assert today["service_level"] == reported[queue_id, "service_level"]
        assert today["abandonment_rate"] == reported[queue_id, "abandonment_rate"]
        answer_s = reported[queue_id, "avg_speed_of_answer"]
        shown_ms = today["avg_speed_of_answer_ms"]
        assert shown_ms == (None if answer_s is None else round(answer_s * 1000))


async def test_indicators_by_agent_and_step(log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    answer = (await lead.get("/api/indicators", params={"grain": "agent"})).json()
    assert len(answer["definitions"]) == 23
    assert sum(one["computed"] for one in answer["definitions"]) == 18
    assert {row["grain_key"] for row in answer["rows"]} >= {"maria", "liwei", "wang"}
    occupancy = {
        row["grain_key"]: row["value"] for row in answer["rows"] if row["indicator"] == "occupancy"
    }
    assert 0 < occupancy["liwei"] <= 100
    half_hours = await lead.get(
        "/api/indicators",
        params={"step": "half_hour", "indicator": "service_level", "variants": "true"},
    )
    assert {row["variant"] for row in half_hours.json()["rows"]} >= {"offered", "answered_only"}


async def test_a_question_too_large_or_upside_down_is_refused(log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    for params in (
        {"from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z"},
        {"from": "2020-01-01T00:00:00Z"},
        {"from": "2026-01-01T00:00:00"},
        {"indicator": "luck"},
        {"grain": "planet"},
    ):
        response = await lead.get("/api/indicators", params=params)
        assert response.status_code == 422, params
        assert response.json()["errors"]
