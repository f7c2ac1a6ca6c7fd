"""The indicators by the API: as the live floor shows them, at every grain, and what is refused."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from tests.api.conftest import LogIn
from tests.api.house import House

from callfloor.commands import indicators as commands
from callfloor.kit.clock import local, now_ms
from callfloor.kit.db import Database


@pytest.mark.parametrize(
    "rules",
    [{}, {"profile": "classic", "sl_formula": "early_abandons_met", "fcr_method": "survey"}],
)
async def test_the_live_floor_and_the_report_of_today_agree(
    house: House, log_in: LogIn, rules: dict[str, str]
) -> None:
    """Whatever the settings, and at once after they have changed."""
    lead = await log_in("supervisor")
    if rules:
        manager = await log_in("manager")
        put = await manager.put("/api/centre/indicators/rules", json=rules)
        assert put.status_code == 200, put.text
        async with asyncio.timeout(60):
            while house.parts.live.board("demo").figures.profile != "classic":
                await asyncio.sleep(0.02)
    profile = (await lead.get("/api/indicators")).json()["profile"]
    assert profile == rules.get("profile", "standard")
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
    assert sum(not one["needs"] for one in answer["definitions"]) == 18
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


@pytest.mark.parametrize("attribution", ["default", "clip"])
async def test_every_grain_answers_and_without_facts_there_is_null_and_not_zero(
    log_in: LogIn, attribution: str
) -> None:
    lead = await log_in("supervisor")
    for grain in ("centre", "call_type", "dnis", "channel", "trunk_group", "team"):
        params = {"grain": grain, "attribution": attribution}
        rows = (await lead.get("/api/indicators", params=params)).json()["rows"]
        assert rows, grain
        assert {row["definition_version"][:2] for row in rows} == {"3."}
        if grain == "team":
            planned = [row for row in rows if row["indicator"] == "schedule_adherence"]
            assert {(row["value"], *row["flags"]) for row in planned} == {(None, "no_source")}


async def test_a_variant_is_asked_for_by_name_and_a_wrong_one_is_refused(log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    params = {"indicator": "service_level", "variant": "answered_only", "step": "week"}
    rows = (await lead.get("/api/indicators", params=params)).json()["rows"]
    assert {row["variant"] for row in rows} == {"answered_only"}
    refused = await lead.get("/api/indicators", params={**params, "variant": "lucky"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == "unknown_variant"


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


async def test_the_command_line_tells_the_details_that_the_page_tells(
    house: House,
    log_in: LogIn,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lead = await log_in("supervisor")
    zone = (await house.parts.given.centre("demo")).zone

    @asynccontextmanager
    async def opened(tenant: str) -> AsyncIterator[tuple[Database, str, str]]:
        yield house.database, tenant, zone

    monkeypatch.setattr(commands, "opened", opened)
    keys = ("avg_speed_of_answer", "service_level")
    asked = {"keys": keys, "grain": "queue"}
    today = f"{local(now_ms(), zone):%Y-%m-%d}"
    rows, _ = await commands._ask_details("demo", today, "now", asked)
    params = {"grain": "queue", "indicator": keys}
    items = (await lead.get("/api/indicators/details", params=params)).json()["items"]
    same = ("grain_key", "name", "indicator", "count", "median", "p90", "longest", "met", "periods")
    assert rows
    assert [[row[one] for one in same] for row in rows] == [
        [row[one] for one in same] for row in items
    ]
    commands._show_details(rows, "queue", zone)
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == [
        "queue", "indicator", "count", "median", "p90", "longest", "met", "periods",
    ]  # fmt: skip
    assert len(lines) == len(rows)
    commands._write_csv(rows)
    written = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [one["median"] for one in written] == [
        "" if row["median"] is None else str(row["median"]) for row in rows
    ]
