"""Files with facts from outside, by the API: tried, brought in, repeated, corrected, taken back."""

import httpx
import pytest
from sqlalchemy import text
from tests.api.conftest import LogIn
from tests.api.house import House

COSTS = (
    "id,category,amount,currency,start,end\n"
    "rent,facilities,3100,EUR,2026-03-01,2026-04-01\n"
    "lines,telecom,310.50,EUR,2026-03-01,2026-04-01\n"
)


async def bring(
    client: httpx.AsyncClient, kind: str, content: str, *, preview: bool = False
) -> httpx.Response:
    params = {"file_name": "march.csv", "preview": str(preview).lower()}
    return await client.post(f"/api/imports/{kind}", content=content.encode(), params=params)


def counts(answer: httpx.Response) -> tuple[int, int, int, int]:
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return found["new"], found["changed"], found["same"], found["wrong_count"]


async def current(house: House, tenant: str = "demo") -> dict[str, str]:
    """Amount by id, of what counts now."""
    async with house.parts.database.session(tenant) as session:
        rows = await session.execute(
            text("select source_id, data->>'amount' from imports_facts where is_current")
        )
        return {row[0]: row[1] for row in rows}


async def history(client: httpx.AsyncClient) -> list[dict[str, object]]:
    items: list[dict[str, object]] = (await client.get("/api/imports")).json()["items"]
    return items


async def test_a_preview_changes_nothing_an_import_once_and_a_repeat_nothing(
    house: House, log_in: LogIn
) -> None:
    manager = await log_in("manager")
    assert counts(await bring(manager, "costs", COSTS, preview=True)) == (2, 0, 0, 0)
    assert await current(house) == {}
    made = await bring(manager, "costs", COSTS)
    assert counts(made) == (2, 0, 0, 0)
    again = await bring(manager, "costs", COSTS)
    assert (counts(again), again.json()["import_id"]) == ((0, 0, 2, 0), "")
    (one,) = await history(manager)
    assert (one["id"], one["file_name"], one["new"]) == (made.json()["import_id"], "march.csv", 2)


async def test_a_correction_is_shown_stands_and_is_taken_back_as_a_whole(
    house: House, log_in: LogIn
) -> None:
    manager = await log_in("manager")
    first = (await bring(manager, "costs", COSTS)).json()["import_id"]
    corrected = COSTS.replace("310.50", "290")
    shown = await bring(manager, "costs", corrected, preview=True)
    assert counts(shown) == (0, 1, 1, 0)
    (change,) = shown.json()["changes"]
    assert change["columns"] == [{"column": "amount", "before": "310.5", "after": "290"}]
    second = (await bring(manager, "costs", corrected)).json()["import_id"]
    assert await current(house) == {"rent": "3100", "lines": "290"}
    for _ in range(2):
        taken = await manager.post(f"/api/imports/{second}/take_back", json={})
        assert taken.status_code == 200, taken.text
        assert await current(house) == {"rent": "3100", "lines": "310.5"}
    await manager.post(f"/api/imports/{first}/take_back", json={})
    assert await current(house) == {}
    assert all(one["taken_back_at"] for one in await history(manager))
    assert counts(await bring(manager, "costs", COSTS)) == (2, 0, 0, 0)


async def test_a_corrected_import_can_go_before_its_correction(house: House, log_in: LogIn) -> None:
    manager = await log_in("manager")
    first = (await bring(manager, "costs", COSTS)).json()["import_id"]
    await bring(manager, "costs", COSTS.replace("310.50", "290"))
    await manager.post(f"/api/imports/{first}/take_back", json={})
    assert await current(house) == {"lines": "290"}


async def test_with_one_wrong_line_nothing_is_imported_and_the_line_is_named(
    house: House, log_in: LogIn
) -> None:
    manager = await log_in("manager")
    refused = await bring(manager, "costs", COSTS + "rent,other,1,EUR,2026-03-01,2026-03-02\n")
    problem = refused.json()
    assert refused.status_code == 422
    (error,) = problem["errors"]
    assert (error["line"], error["field"], error["code"]) == (4, "id", "twice")
    assert (error["params"], "Line 4" in problem["detail"]) == ({"first": 2}, True)
    assert await current(house) == {}
    assert await history(manager) == []


async def test_costs_are_of_one_currency_unless_their_rate_is_given(log_in: LogIn) -> None:
    manager = await log_in("manager")
    await bring(manager, "costs", COSTS)
    head = "id,category,amount,currency,rate,start,end\n"
    line = "x,other,1,USD,{},2026-03-01,2026-03-02\n"
    found = (await bring(manager, "costs", head + line.format(""), preview=True)).json()
    assert [one["code"] for one in found["wrong"]] == ["rate_missing"]
    assert counts(await bring(manager, "costs", head + line.format("0.9"))) == (1, 0, 0, 0)


async def test_what_is_over_of_a_schedule_is_only_changed_by_an_exception(log_in: LogIn) -> None:
    planner = await log_in("planner")
    head = "agent_id,start,end,activity,productive,exception_of,approved_by\n"
    line = "maria,2026-03-02 09:00,2026-03-02 {}:00,calls,yes,{},{}\n"
    assert counts(await bring(planner, "schedules", head + line.format(17, "", ""))) == (1, 0, 0, 0)
    late = await bring(planner, "schedules", head + line.format(16, "", ""), preview=True)
    assert [one["code"] for one in late.json()["wrong"]] == ["schedule_over"]
    half = await bring(planner, "schedules", head + line.format(16, "", "ana"), preview=True)
    assert [one["code"] for one in half.json()["wrong"]] == ["half_an_exception"]
    exception = await bring(planner, "schedules", head + line.format(16, "shift", "ana"))
    assert counts(exception) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("agent", set()),
        ("supervisor", set()),
        ("hr", {"shifts", "punches", "employment"}),
        ("planner", {"schedules"}),
        ("quality", {"evaluations"}),
        ("host", {"costs", "employment"}),
    ],
)
async def test_each_role_sees_only_the_kinds_it_may_bring(
    log_in: LogIn, role: str, kinds: set[str]
) -> None:
    client = await log_in(role)
    found = (await client.get("/api/imports/kinds")).json()["items"]
    assert {one["id"] for one in found} == kinds
    refused = await bring(client, "costs", COSTS)
    assert (refused.status_code == 403) is ("costs" not in kinds)


async def test_an_import_is_taken_back_only_by_who_may_bring_its_kind_and_in_its_company(
    house: House, log_in: LogIn
) -> None:
    manager, hr = await log_in("manager"), await log_in("hr")
    stranger = await log_in("manager", tenant="other")
    made = (await bring(manager, "costs", COSTS)).json()["import_id"]
    assert (await hr.get("/api/imports")).json()["items"] == []
    for client, status in ((hr, 403), (stranger, 404)):
        answer = await client.post(f"/api/imports/{made}/take_back", json={})
        assert answer.status_code == status
    assert counts(await bring(stranger, "costs", COSTS)) == (2, 0, 0, 0)
    assert await current(house, "other") == await current(house)
    assert len(await history(stranger)) == 1


async def test_a_template_is_a_file_with_headings(log_in: LogIn) -> None:
    answer = await (await log_in("hr")).get("/api/imports/shifts/template")
    assert answer.headers["content-disposition"] == 'attachment; filename="shifts.csv"'
    assert answer.text.lstrip("\ufeff").startswith("id,person_id,start,end,")
