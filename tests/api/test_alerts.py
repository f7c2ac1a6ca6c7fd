"""An alert from its contacts to its end: opened by them, diagnosed, owned, acted upon, closed."""

from sqlalchemy import update
from tests.api.clerk import Clerk
from tests.api.conftest import LogIn
from tests.api.house import House
from tests.api.sample import MINUTE_MS, Story
from tests.running.mailbox import Mailbox

from callfloor.alerts.measuring import JUDGED
from callfloor.alerts.periods import period_at
from callfloor.deliveries.models import Delivery
from callfloor.kit.clock import now_ms

ZONE = "Europe/Madrid"
DAY_MS = 86_400_000


async def _bad_yesterday(house: House) -> None:
    """Of 30 callers of sales yesterday 15 gave up after 40 s, and one called again at once."""
    yesterday = period_at("day", now_ms() - DAY_MS, ZONE)
    noon_ms = yesterday.start_ms + 12 * 60 * MINUTE_MS
    story = Story("demo", 5)
    for number in range(30):
        at_ms = noon_ms + number * 4 * MINUTE_MS
        if number % 2:
            gone = story.arrive(at_ms, "sales", caller=f"+3491000{number:04}")
            story.leave(gone, at_ms + 46_000, "sales", "abandoned")
        else:
            story.whole(at_ms, "sales", "liwei", 5_000, 100_000)
    again = story.arrive(noon_ms + 6 * MINUTE_MS, "sales", caller="+34910000001")
    story.leave(again, noon_ms + 6 * MINUTE_MS + 51_000, "sales", "abandoned")
    await house.journal.append(story.entries())
    for projection in house.parts.projections:
        while await projection.behind():  # the application's own run may hold the rest just now
            await projection.catch_up()
    await Clerk(house, house.settings).judge.catch_up("demo", now_ms())


async def test_abandonment_rose_why_and_which_measure(house: House, log_in: LogIn) -> None:
    lead, viewer = await log_in("supervisor"), await log_in("statistics")
    assert (await viewer.get("/api/alerts")).json() == {"items": [], "next_cursor": None}
    await _bad_yesterday(house)
    path = "/api/alerts?indicator=abandonment_rate&grain=queue&open=true"
    (alert,) = (await viewer.get(path)).json()["items"]
    assert (alert["scope_id"], alert["state"], alert["cadence"]) == ("sales", "open", "day")
    assert (alert["value"], alert["high"]) == (16 * 100 / 31, 5)
    assert [point["verdict"] for point in alert["trend"]] == ["bad"]
    whole = (await viewer.get(f"/api/alerts/{alert['id']}")).json()
    checks = {one["id"]: one for one in whole["checks"]}
    (waits, redials) = checks["impatience"]["evidence"]
    counts = {bar["key"]: bar["value"] for bar in waits["bars"]}
    assert counts["60"] == 16
    assert {bar["key"]: bar["value"] for bar in redials["bars"]} == {
        "gave_up": 16, "again": 1, "answered_then": 0,
    }  # fmt: skip
    assert checks["impatience"]["finding"] == "no", "they had waited 40 s and more"
    assert checks["forecast"]["evidence"][0]["missing"] == "forecast", "said plainly"
    assert set(checks["acw"]["measure"]) == {"en", "es", "zh"}
    behind = whole["contacts"]
    asked = {
        "from": behind["start"], "to": behind["end"], "figure": behind["figure"],
        "variant": alert["variant"], "grain": alert["grain"], "key": alert["scope_id"],
    }  # fmt: skip
    listed = {
        part: (await viewer.get("/api/contacts", params={**asked, "part": part})).json()["total"]
        for part in ("cases", "rest", "all")
    }
    assert listed == {"cases": 16, "rest": 15, "all": 31}
    assert (await viewer.post(f"/api/alerts/{alert['id']}/close")).status_code == 403
    stranger = await log_in("supervisor", tenant="other")
    assert (await stranger.get(f"/api/alerts/{alert['id']}")).status_code == 404
    assert (await lead.get("/api/alerts?limit=1")).json()["next_cursor"]


async def test_it_is_owned_acted_upon_and_not_closed_without(house: House, log_in: LogIn) -> None:
    await _bad_yesterday(house)
    lead = await log_in("supervisor")
    path = "/api/alerts?indicator=abandonment_rate&grain=queue"
    (alert,) = (await lead.get(path)).json()["items"]
    one = f"/api/alerts/{alert['id']}"
    refused = await lead.post(f"{one}/close")
    assert (refused.status_code, refused.json()["code"]) == (409, "no_action")
    taken = (await lead.post(f"{one}/owner", json={})).json()
    assert taken["owner_name"] == "Supervisor of demo"
    people = {person["name"] for person in (await lead.get("/api/alerts/people")).json()}
    assert "Manager of demo" in people
    assert "Agent of demo" not in people
    await lead.post(f"{one}/comments", json={"text": "It began at noon"})
    nonsense = await lead.post(f"{one}/actions", json={"text": "Moved breaks", "check": "nothing"})
    assert nonsense.json()["errors"][0]["code"] == "unknown_check"
    late = await lead.post(f"{one}/due", json={"due": "2020-01-01T00:00:00Z"})
    assert late.json()["errors"][0]["code"] == "time_past"
    acted = await lead.post(f"{one}/actions", json={"text": "Moved breaks", "check": "peak"})
    assert acted.status_code == 200, acted.text
    still = await lead.post(f"{one}/close")
    assert (still.status_code, still.json()["code"]) == (409, "still_outside")
    whole = (await lead.get(one)).json()
    kinds = [(line["kind"], line["by"]) for line in whole["history"]]
    assert kinds == [(kind, "Supervisor of demo") for kind in ("taken", "commented", "acted")]
    assert whole["effect"]["before"] == alert["value"]
    assert (whole["effect"]["after"], whole["effect"]["has_helped"]) == (None, None)
    audit = await (await log_in("manager")).get(f"/api/audit?subject=alert:{alert['id']}")
    assert {entry["action"] for entry in audit.json()["items"]} == {
        "alert.taken", "alert.commented", "alert.acted",
    }  # fmt: skip


async def test_its_owner_is_told_and_so_are_programs(
    house: House, log_in: LogIn, mailbox: Mailbox
) -> None:
    manager, lead = await log_in("manager"), await log_in("supervisor")
    users = {one["login"]: one for one in (await manager.get("/api/users")).json()["items"]}
    for login in ("supervisor", "manager"):
        changed = await manager.patch(
            f"/api/users/{users[login]['id']}", json={"email": f"{login}@example.org"}
        )
        assert changed.json()["email"] == f"{login}@example.org"
    refused = await manager.patch(f"/api/users/{users['manager']['id']}", json={"email": "a@b, c"})
    assert refused.json()["errors"][0]["code"] == "email_form"
    service = {"name": "Operations", "url": "https://ops.example.org/hook"}
    await manager.put("/api/centre/web_services/ops", json=service)
    rules = await manager.put("/api/centre/indicators/rules", json={"alert_web_service": "ops"})
    assert rules.status_code == 200, rules.text
    await _bad_yesterday(house)
    path = "/api/alerts?indicator=abandonment_rate&grain=queue"
    (alert,) = (await lead.get(path)).json()["items"]
    one = f"/api/alerts/{alert['id']}"
    clerk = Clerk(house, mailbox.used_by(house.settings))
    await clerk.send()
    assert mailbox.messages == [], "its diagnosis is being filled in"
    async with house.database.session("demo") as session:
        await session.execute(update(Delivery).values(due_at_ms=0))
    await clerk.send()
    (message,) = [one for one in mailbox.messages if "Abandon" in one["Subject"]]
    assert message["To"] == f"{alert['owner_role']}@example.org"
    words = message.get_content()
    assert "51.6" in words
    assert "5.0" in words, "what is wanted"
    told = {tuple(d[k] for k in ("event", "way", "state"))
            for d in (await lead.get(one)).json()["deliveries"]}  # fmt: skip
    assert told == {("opened", "email", "sent"), ("opened", "webhook", "waiting")}
    mailbox.messages.clear()
    await lead.post(f"{one}/owner", json={"user_id": users["manager"]["id"]})
    await clerk.send()
    assert [one["To"] for one in mailbox.messages] == ["manager@example.org"]
    await lead.post(f"{one}/owner", json={"user_id": users["supervisor"]["id"]})
    await clerk.send()
    assert len(mailbox.messages) == 1, "who takes it knows it"


async def test_the_playbooks_are_data(log_in: LogIn) -> None:
    viewer = await log_in("manager")
    found = {one["indicator"]: one for one in (await viewer.get("/api/alerts/playbooks")).json()}
    assert len(found) == 23
    assert [check["id"] for check in found["avg_abandon_time"]["checks"]][:2] == [
        "impatience", "unreachable",
    ]  # fmt: skip
    for playbook in found.values():
        for check in playbook["checks"]:
            assert set(check["question"]) == set(check["measure"]) == {"en", "es", "zh"}
            assert all(check["question"].values())
            assert check["evidence"], check
    assert "agent" not in JUDGED["day"]
