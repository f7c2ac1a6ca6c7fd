"""Problems of flows, found before a caller does."""

from typing import Any

import pytest
from tests.ivr.flows import shop

from callfloor.ivr.check import check
from callfloor.ivr.flow import read_flow, write_flow
from callfloor.kit.errors import InvalidError

SAY = [{"value": "x"}]
END = {"kind": "end"}


def codes(nodes: dict[str, Any], **more: Any) -> set[tuple[str, str]]:
    flow = shop(start="a", nodes=nodes)
    return {(problem.node, problem.code) for problem in check(flow, **more)}


def test_a_good_flow_has_no_problems() -> None:
    assert check(shop(), queues=["sales"], calendars=["office"]) == []


def test_a_flow_reads_what_it_wrote() -> None:
    assert read_flow(write_flow(shop())) == shop()


def test_names_that_lead_nowhere() -> None:
    flow = shop()
    found = check(flow, queues=["other"], calendars=[])
    assert {(p.node, p.code) for p in found} == {
        ("", "unknown_queue"),
        ("sales", "unknown_queue"),
        ("hours", "unknown_calendar"),
    }
    play = {"kind": "play", "prompts": SAY, "next": "gone"}
    assert codes({"a": play}) == {("a", "unknown_target"), ("a", "dead_end")}
    assert ("", "unknown_start") in {(p.node, p.code) for p in check(shop(start="gone"))}
    assert [p.code for p in check(shop(fallback_queue=""))] == ["no_fallback"]


def test_nodes_nobody_reaches_and_dead_ends() -> None:
    play = {"kind": "play", "prompts": SAY, "next": "b"}
    assert codes({"a": play, "b": END, "c": END}) == {("c", "unreachable")}
    menu = {"kind": "menu", "prompts": SAY, "keys": {"1": "a"}, "on_failure": "a"}
    assert codes({"a": menu}) == {("a", "dead_end")}


def test_loops_without_an_input() -> None:
    hours = {"kind": "hours", "calendar": "x", "open": "b", "closed": "c"}
    play = {"kind": "play", "prompts": SAY, "next": "a"}
    flow = shop(start="a", nodes={"a": hours, "b": play, "c": END})
    problems = check(flow)
    assert [(p.node, p.code) for p in problems] == [("a", "loop")]
    assert "a → b → a" in problems[0].message
    menu = {"kind": "menu", "prompts": SAY, "keys": {"1": "a"}, "on_failure": "c"}
    assert codes({"a": hours, "b": menu, "c": END}) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"prompts": []}, "missing_prompt"),
        ({"prompts": [{"text": {"en": ""}}]}, "missing_prompt"),
        ({"keys": {}}, "no_keys"),
        ({"keys": {"12": "b"}}, "bad_key"),
        ({"wait_ms": 0}, "bad_wait"),
        ({"tries": 0}, "bad_tries"),
    ],
)
def test_menus_that_cannot_work(changes: dict[str, Any], code: str) -> None:
    menu = {"kind": "menu", "prompts": SAY, "keys": {"1": "b"}, "on_failure": "b", **changes}
    assert codes({"a": menu, "b": END}) == {("a", code)}


@pytest.mark.parametrize(
    "nodes",
    [
        {"a": {"kind": "play", "prompts": SAY, "next": "a", "colour": "red"}},
        {"a": {"kind": "dance"}},
        {"a": {"kind": "play"}},
        {"a": {"kind": "queue", "queue": 5}},
    ],
)
def test_unknown_and_missing_fields_are_said_with_their_place(nodes: dict[str, Any]) -> None:
    with pytest.raises(InvalidError, match=r"\$\.nodes"):
        shop(start="a", nodes=nodes)
