"""Shift handover notes: figures and what is open are taken along, the next lead signs."""

from tests.api.conftest import LogIn
from tests.api.house import House


async def test_a_note_takes_the_day_along_and_the_next_lead_signs_it_once(
    house: House, log_in: LogIn
) -> None:
    lead, manager = await log_in("supervisor"), await log_in("manager")
    body = {"team_id": "north", "shift": "early", "text": "Two are ill tomorrow."}
    written = await lead.post("/api/handovers", json=body)
    assert written.status_code == 200, written.text
    note = written.json()
    preview = (await lead.get("/api/handovers/taken?team_id=north")).json()
    assert note["figures"]["offered"] == preview["figures"]["offered"] > 0
    assert note["figures"]["answered"] > 0
    assert note["still_open"]["waiting"]["complaints"] == 2
    assert [one["agent_id"] for one in note["still_open"]["not_ready"]] == ["james"]
    assert note["may_sign"] is False, "one's own"
    own = await lead.post(f"/api/handovers/{note['id']}/sign", json={})
    assert (own.status_code, own.json()["code"]) == (409, "own_note")

    (seen,) = (await manager.get("/api/handovers?team_id=north")).json()["items"]
    assert seen["may_sign"] is True
    signed = await manager.post(f"/api/handovers/{note['id']}/sign", json={"remark": "Seen."})
    assert signed.status_code == 200, signed.text
    assert (signed.json()["signed_remark"], signed.json()["may_sign"]) == ("Seen.", False)
    again = await manager.post(f"/api/handovers/{note['id']}/sign", json={})
    assert (again.status_code, again.json()["code"]) == (409, "signed_already")
    actions = {one["action"] for one in (await manager.get("/api/audit")).json()["items"]}
    assert {"handover.written", "handover.signed"} <= actions


async def test_the_figures_of_a_team_are_its_agents_and_the_queues_are_all(log_in: LogIn) -> None:
    lead = await log_in("supervisor")
    parts = [
        (await lead.get(f"/api/handovers/taken?team_id={team}")).json()["figures"]
        for team in ("", "north", "south")
    ]
    whole, north, south = parts
    assert whole["agents_answered"] == north["agents_answered"] + south["agents_answered"] > 0
    assert whole["offered"] == north["offered"]
    assert (await lead.get("/api/handovers/taken?team_id=none")).status_code == 422


async def test_notes_come_in_pages_and_stay_in_their_company(log_in: LogIn) -> None:
    lead, quality = await log_in("supervisor"), await log_in("quality")
    stranger = await log_in("manager", tenant="other")
    for number in range(3):
        body = {"shift": "late", "text": f"Note {number}"}
        note = (await lead.post("/api/handovers", json=body)).json()
    pages, cursor = [], ""
    while cursor is not None:
        answer = await quality.get(f"/api/handovers?team_id=&limit=2&cursor={cursor}")
        pages.append([one["text"] for one in answer.json()["items"]])
        cursor = answer.json()["next_cursor"]
    assert pages == [["Note 2", "Note 1"], ["Note 0"]]
    assert (await stranger.get("/api/handovers")).json()["items"] == []
    assert (await stranger.post(f"/api/handovers/{note['id']}/sign", json={})).status_code == 404
    assert (await quality.post("/api/handovers", json=body)).status_code == 403
    assert (await lead.post("/api/handovers", json={**body, "text": " "})).status_code == 422
