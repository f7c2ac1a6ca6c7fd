"""Reports by the API: set up, tried, taken along, issued by hand and by the clock, kept as they were."""

import io
import re
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import httpx
import pytest
from openpyxl import load_workbook
from tests.api.clerk import Clerk
from tests.api.conftest import LogIn
from tests.api.house import House
from tests.running.mailbox import Mailbox

from callfloor.api.reports_shown import REPORT
from callfloor.kit.clock import now_ms
from callfloor.reports.issuing import report_of
from callfloor.reports.period import due_ms

TODAY = {**REPORT, "period": "today", "name": "Queues of today", "emails": [], "cadence": ""}


async def put(client: httpx.AsyncClient, **changes: Any) -> httpx.Response:
    return await client.put("/api/reports/queues", json={**TODAY, **changes})


async def test_a_report_says_what_the_indicators_say_in_every_file(log_in: LogIn) -> None:
    builder, lead = await log_in("statistics"), await log_in("supervisor")
    charts = ["trend", "reasons", "week", "waits"]
    tried = await builder.post("/api/reports/try", json={"report": {**TODAY, "charts": charts}})
    assert tried.status_code == 200, tried.text
    assert (await put(builder, charts=charts)).json()["version"] == 1
    made = (await lead.get("/api/reports/queues/made")).json()
    assert made["lines"] == tried.json()["lines"]
    params = {"grain": "queue", "indicator": ["service_level", "abandonment_rate"]}
    rows = (await lead.get("/api/indicators", params=params)).json()["rows"]
    values = {(row["grain_key"], row["indicator"]): row["value"] for row in rows}
    for line in made["lines"]:
        assert [one["value"] for one in line["cells"]] == [
            values[line["key"], one] for one in ("service_level", "abandonment_rate")
        ]
    assert len(made["week"]) == 7
    assert sum(made["waits"]["answered"]) > 0
    assert made["reasons"][0]["count"] >= made["reasons"][-1]["count"] > 0
    assert made["trends"][0]["points"]
    for format_, start in (("html", b"<!doc"), ("pdf", b"%PDF"), ("csv", b"\xef"), ("xlsx", b"PK")):
        file = await lead.get("/api/reports/queues/file", params={"format": format_})
        assert file.content.startswith(start)
        assert f".{format_}" in file.headers["content-disposition"]
    sheet = load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    assert sheet["B4"].value == pytest.approx(made["lines"][0]["cells"][0]["value"])


async def test_each_figure_leads_to_the_contacts_that_it_counts(log_in: LogIn) -> None:
    builder, agent = await log_in("statistics"), await log_in("agent")
    await put(builder, indicators=["abandonment_rate", "avg_handle_time", "occupancy"])
    made = (await builder.get("/api/reports/queues/made")).json()
    params = {"format": "html", "here": "true"}
    page = (await builder.get("/api/reports/queues/file", params=params)).text
    links = [parse_qs(urlsplit(unescape(one)).query) for one in re.findall('href="([^"]+)"', page)]
    assert {one["figure"][0] for one in links} == {"abandonment_rate", "avg_handle_time"}
    cells = {(line["key"], at): cell for line in made["lines"]
             for at, cell in zip(made["indicators"], line["cells"], strict=True)}  # fmt: skip
    for one in links:
        asked = {name: value[0] for name, value in one.items()}
        cell = cells[asked["key"], asked["figure"]]
        zone = ZoneInfo(made["zone"])
        times = {
            name: datetime.fromisoformat(asked[name]).replace(tzinfo=zone).isoformat()
            for name in ("from", "to")
        }
        found = {}
        for part in ("all", "cases"):
            whole = {**asked, **times, "part": part}
            found[part] = (await builder.get("/api/contacts", params=whole)).json()["total"]
        assert found["all"] == cell["denominator"]
        if asked["figure"] == "abandonment_rate":
            assert found["cases"] == cell["numerator"]
        seen = (await agent.get("/api/contacts", params={**asked, **times})).json()
        assert all(row["agent_id"] == "maria" for row in seen["items"])
    taken = (await builder.get("/api/reports/queues/file", params={"format": "html"})).text
    leading = re.findall('href="([^"]+)"', taken)
    origin = f"{builder.base_url.scheme}://{builder.base_url.host}"
    inside = re.findall('href="([^"]+)"', page)
    assert leading == [f"{origin}{one}" for one in inside], "a file leads to where it was asked for"
    file = await builder.get("/api/reports/queues/file", params={"format": "xlsx"})
    sheet = load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    leads = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert leads
    assert set(leads) <= {unescape(one) for one in leading}, "a workbook leads where the page does"


async def test_a_report_tells_what_its_figures_hide_as_the_indicators_do(log_in: LogIn) -> None:
    builder = await log_in("statistics")
    indicators = ["service_level", "avg_handle_time"]
    await put(builder, indicators=indicators, details=True, only=["sales"])
    made = (await builder.get("/api/reports/queues/made")).json()
    params = {"grain": "queue", "indicator": indicators, "key": "sales"}
    items = (await builder.get("/api/indicators/details", params=params)).json()["items"]
    assert made["details"] == items
    assert {one["indicator"] for one in items} == set(indicators)
    assert {one["name"] for one in items} == {"Sales"}
    assert (await put(builder)).json()["details"] is False
    assert (await builder.get("/api/reports/queues/made")).json()["details"] is None


async def test_an_issued_report_stays_as_it_was_told(log_in: LogIn) -> None:
    manager = await log_in("manager")
    await put(manager)
    issue_id = (await manager.post("/api/reports/queues/issues")).json()["id"]
    before = (await manager.get(f"/api/reports/queues/issues/{issue_id}")).json()
    rules = {"profile": "classic", "sl_formula": "answered_only"}
    await manager.put("/api/centre/indicators/rules", json=rules)
    assert (await manager.get(f"/api/reports/queues/issues/{issue_id}")).json() == before
    now = (await manager.get("/api/reports/queues/made")).json()
    assert now["definition_version"] != before["definition_version"]
    assert now["lines"][0]["cells"][0]["variant"] == "answered_only"
    assert (await manager.delete("/api/reports/queues")).status_code == 204
    assert (await manager.get("/api/reports/queues/made")).status_code == 404
    kept = (await manager.get("/api/reports/queues/issues")).json()["items"]
    assert [one["issued_name"] for one in kept] == ["Manager of demo"]


async def test_the_clock_issues_each_report_once_and_sends_it_to_all(
    house: House, log_in: LogIn, mailbox: Mailbox
) -> None:
    manager = await log_in("manager")
    people = ["ana@example.org", "luis@example.org"]
    await put(manager, cadence="day", at="00:00", emails=people, formats=["html", "pdf"])
    clerk = Clerk(house, mailbox.used_by(house.settings))
    for _ in range(3):
        await clerk.look()
    issues = (await manager.get("/api/reports/queues/issues")).json()["items"]
    assert len(issues) == 1
    assert {one["state"] for one in issues[0]["deliveries"]} == {"sent"}
    assert sorted(one["To"] for one in mailbox.messages) == people
    message = mailbox.messages[0]
    assert message["Subject"] == "Report: Queues of today"
    kinds = [part.get_content_type() for part in message.walk()]
    assert "text/html" in kinds
    (file,) = message.iter_attachments()
    assert (file.get_filename() or "").endswith(".pdf")
    centre = await house.parts.given.centre("demo")
    due = due_ms(report_of(centre, "queues"), now_ms(), centre.zone)
    assert due is not None
    await clerk.issuer.look(due + 86_400_000 + 3_600_000)
    assert len((await manager.get("/api/reports/queues/issues")).json()["items"]) == 2


async def test_a_mail_that_is_not_taken_waits_and_says_why(house: House, log_in: LogIn) -> None:
    manager = await log_in("manager")
    await put(manager, emails=["ana@example.org"])
    await manager.post("/api/reports/queues/issues")
    await Clerk(house, house.settings).look()
    (one,) = (await manager.get("/api/reports/queues/issues")).json()["items"]
    (sent,) = one["deliveries"]
    assert (sent["state"], sent["attempts"]) == ("waiting", 1)
    assert "CALLFLOOR_SMTP_URL" in sent["error"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"indicators": ["service_level", "service_level"]}, "named_twice"),
        ({"step": "half_hour", "period": "last_year"}, "step_too_fine"),
        ({"grain": "centre", "only": ["sales"]}, "only_of_centre"),
        ({"only": ["mars"]}, "unknown_reference"),
        ({"at": "25:00"}, "clock_form"),
        ({"indicators": []}, "too_short"),
    ],
)
async def test_a_report_that_makes_no_sense_is_refused(
    log_in: LogIn, change: dict[str, Any], code: str
) -> None:
    refused = await put(await log_in("manager"), **change)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == code
