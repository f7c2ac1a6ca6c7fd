"""A flow tried out in writing, and drafts that are not complete yet."""

from typing import Any

from tests.ivr.flows import shop

from callfloor.ivr.actions import HttpAnswered
from callfloor.ivr.check import Known
from callfloor.ivr.draft import read_draft
from callfloor.ivr.flow import read_flow, write_flow
from callfloor.ivr.tryout import NO_KEY, World, try_out

OPEN = World(is_open=lambda _calendar: True)


def test_keys_lead_to_where_a_caller_would_be() -> None:
    tried = try_out(shop(), ["2", "1"], OPEN)
    assert (tried.is_over, tried.language) == (True, "es")
    assert [line.text for line in tried.lines if line.kind == "entered"] == [
        "hello",
        "language",
        "hours",
        "menu",
        "sales",
    ]
    left = tried.lines[-1]
    assert (left.kind, left.text, left.detail["way"]) == ("left", "sales", "queue")


def test_it_waits_where_a_caller_is_waited_for() -> None:
    tried = try_out(shop(), ["1"], OPEN)
    assert (tried.node, tried.waits_for_key, tried.is_over) == ("menu", True, False)
    closed = try_out(shop(), ["1"], World(is_open=lambda _calendar: False))
    assert closed.lines[-1].text == "closed_hours"
    assert try_out(shop(), [NO_KEY] * 5, OPEN).lines[-1].text == "sales"


def test_services_and_customers_are_made_up() -> None:
    ask: dict[str, Any] = {
        "kind": "http",
        "service": "crm",
        "answer": {"state": "state"},
        "next": "say",
        "on_failure": "lost",
    }
    nodes = {
        "who": {"kind": "customer", "found": "ask", "not_found": "lost"},
        "ask": ask,
        "say": {"kind": "say", "text": {"en": "{customer_name}: {state}"}, "next": "lost"},
        "lost": {"kind": "end"},
    }
    world = World(
        is_open=lambda _calendar: True,
        http={"ask": HttpAnswered(200, {"state": "sent"})},
        customer={"customer_name": "Ana"},
    )
    tried = try_out(shop(start="who", nodes=nodes), [], world)
    assert [line.text for line in tried.lines if line.kind == "said"] == ["Ana: sent"]
    unanswered = try_out(shop(start="ask", nodes={**nodes, "say": nodes["lost"]}), [], OPEN)
    assert unanswered.lines[-1].text == "self_service"


def test_a_draft_is_read_as_far_as_it_can_be() -> None:
    data = write_flow(shop())
    data["nodes"]["menu"] = {"kind": "menu", "prompts": []}
    data["nodes"]["odd"] = {"kind": "dance"}
    flow, problems = read_draft(data, Known())
    assert flow is not None
    found = {(p.node, p.code) for p in problems if not p.is_warning}
    assert {("menu", "malformed"), ("odd", "malformed")} <= found
    assert not {code for _, code in found} & {"unreachable", "dead_end", "unknown_target"}
    nothing, problems = read_draft({"nodes": {}}, Known())
    assert nothing is None
    assert problems[0].code == "malformed"


def test_a_callback_is_promised_in_writing_too() -> None:
    flow = read_flow(
        {
            "id": "c",
            "start": "offer",
            "fallback_queue": "sales",
            "nodes": {
                "offer": {"kind": "callback", "queue": "sales", "on_failure": "sales"},
                "sales": {"kind": "queue", "queue": "sales"},
            },
        }
    )
    world = World(is_open=lambda _: True, variables={"caller": "+34600111222"}, language="es")
    left = try_out(flow, ["1"], world).lines[-1]
    assert (left.kind, left.text, left.detail) == (
        "left",
        "+34600111222",
        {"way": "callback", "queue": "sales"},
    )
