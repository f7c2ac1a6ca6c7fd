"""Drafts of flows through the API: saved, checked, tried out, published, counted."""

from typing import Any

from tests.api.conftest import LogIn
from tests.api.house import House

from callfloor.events import contacts
from callfloor.events.fact import Fact
from callfloor.events.ivr import SurveyAnswered
from callfloor.journal.port import Entry
from callfloor.kit.clock import now_ms
from callfloor.kit.ids import new_id

NODES: dict[str, Any] = {
    "ask": {
        "kind": "menu",
        "prompts": [{"text": {"en": "Press one."}}],
        "keys": {"1": "sales"},
        "on_failure": "",
    },
    "sales": {"kind": "queue", "queue": "sales"},
}
BODY: dict[str, Any] = {
    "name": "New",
    "language": "en",
    "start": "ask",
    "fallback_queue": "sales",
    "nodes": NODES,
    "layout": {"ask": [0, 0], "sales": [300, 0]},
}
WHOLE = {**BODY, "nodes": {**NODES, "ask": {**NODES["ask"], "on_failure": "sales"}}}


async def test_a_draft_may_be_incomplete_and_is_published_when_it_is_not(
    house: House, log_in: LogIn
) -> None:
    manager = await log_in("manager")
    path = "/api/flows/new/draft"
    saved = (await manager.put(path, json={"body": BODY, "revision": 0})).json()
    assert [(p["node"], p["code"]) for p in saved["problems"]] == [("ask", "open_way")]
    refused = await manager.post("/api/flows/new/publish", json={"revision": 1})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["node"] == "ask"
    stale = await manager.put(path, json={"body": WHOLE, "revision": 0})
    assert stale.status_code == 409
    saved = (await manager.put(path, json={"body": WHOLE, "revision": 1})).json()
    assert saved["problems"] == []
    assert (await manager.get("/api/flows/drafts")).json()["items"][0]["flow"] == "new"
    published = await manager.post("/api/flows/new/publish", json={"revision": 2})
    assert published.json() == {"changed": True, "version": 1}
    assert house.floor.asked[-1][0] == "/v1/demo/centre_changed"
    assert (await manager.get("/api/flows/drafts")).json()["items"] == []
    read = (await manager.get(path)).json()
    assert (read["revision"], read["based_on"], read["body"]["layout"]["sales"]) == (0, 1, [300, 0])


async def test_a_flow_changed_by_others_is_not_overwritten(log_in: LogIn) -> None:
    manager = await log_in("manager")
    await manager.put("/api/centre/flows/new", json=WHOLE)
    await manager.put("/api/flows/new/draft", json={"body": WHOLE, "revision": 0})
    other = {**WHOLE, "name": "Other"}
    assert (await manager.put("/api/centre/flows/new", json=other)).status_code == 200
    late = await manager.post("/api/flows/new/publish", json={"revision": 1})
    assert (late.status_code, late.json()["code"]) == (409, "conflict")
    assert (await manager.delete("/api/flows/new/draft")).status_code == 204
    assert (await manager.delete("/api/flows/new/draft")).status_code == 404


async def test_drafts_of_another_company_are_not_seen(log_in: LogIn) -> None:
    manager, stranger = await log_in("manager"), await log_in("manager", tenant="other")
    await manager.put("/api/flows/new/draft", json={"body": BODY, "revision": 0})
    assert (await stranger.get("/api/flows/new/draft")).status_code == 404
    assert (await stranger.get("/api/flows/drafts")).json()["items"] == []


async def test_a_flow_is_tried_out_in_writing(log_in: LogIn) -> None:
    supervisor = await log_in("supervisor")
    asked = {"body": BODY, "keys": ["1"], "open": True}
    tried = (await supervisor.post("/api/flows/try", json=asked)).json()
    assert tried["lines"][-1]["text"] == "sales"
    waiting = (await supervisor.post("/api/flows/try", json={"body": BODY})).json()
    assert waiting["waits_for_key"]
    assert waiting["lines"][-1]["prompts"][0]["value"] == "Press one."
    wrong = await supervisor.post("/api/flows/try", json={"body": BODY, "keys": ["x"]})
    assert wrong.status_code == 422


async def test_what_is_wrong_is_told_without_saving(log_in: LogIn) -> None:
    manager = await log_in("manager")
    nodes = {**NODES, "odd": {"kind": "dance"}}
    asked = {"body": {**BODY, "nodes": nodes}, "revision": 0}
    found = (await manager.post("/api/flows/check", json=asked)).json()["problems"]
    assert ("odd", "malformed") in [(p["node"], p["code"]) for p in found]
    assert (await manager.get("/api/flows/draft/draft")).status_code == 404


async def test_self_service_is_counted_by_flow_and_node(house: House, log_in: LogIn) -> None:
    manager = await log_in("manager")
    empty = (await manager.get("/api/flows/new/figures")).json()
    assert (empty["contacts"], empty["completion"]) == (0, None)
    at_ms = now_ms() - 60_000
    written: list[Fact] = []
    for contact_id, then in (("one", "served"), ("two", "served"), ("three", "sales")):
        about: dict[str, Any] = {"tenant": "demo", "contact_id": f"flow-{contact_id}"}
        written += [
            contacts.IvrStarted(**about, at_ms=at_ms, flow="new", flow_version=1),
            contacts.IvrNodeEntered(**about, at_ms=at_ms, node="ask"),
            contacts.IvrNodeEntered(
                **about, at_ms=at_ms, node=then, task_completed=then != "sales"
            ),
        ]
    queued: dict[str, Any] = {"queue_id": "sales", "priority": 5, "rank_ms": 0}
    written.append(
        contacts.ContactQueued(
            tenant="demo", contact_id="flow-two", at_ms=at_ms, leg_id="flow-two.q1", **queued
        )
    )
    score = {"flow": "new", "node": "s", "question": "service"}
    written += [
        SurveyAnswered(tenant="demo", contact_id=f"flow-{n}", at_ms=at_ms, score=n, **score)
        for n in (3, 4)
    ]
    await house.journal.append([Entry(id=new_id(), fact=fact) for fact in written])
    figures = (await manager.get("/api/flows/new/figures")).json()
    assert (figures["contacts"], figures["completed"]) == (3, 1)
    nodes = {node["node"]: node for node in figures["nodes"]}
    assert nodes["served"] == {"node": "served", "entered": 2, "completed": 1, "left": 2}
    assert nodes["ask"]["entered"] == 3
    assert figures["survey"] == [{"question": "service", "answers": 2, "mean": 3.5}]
