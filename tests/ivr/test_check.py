"""Problems of flows, found before a caller does."""

from typing import Any

import pytest
from tests.ivr.flows import shop

from callfloor.ivr.check import Known, check
from callfloor.ivr.flow import read_flow, write_flow
from callfloor.kit.errors import InvalidError

SAY = [{"value": "x"}]
END = {"kind": "end"}


def codes(nodes: dict[str, Any], **more: Any) -> set[tuple[str, str]]:
    flow = shop(start="a", nodes=nodes)
    found = check(flow, Known(**more))
    return {(problem.node, problem.code) for problem in found if not problem.is_warning}


def test_a_good_flow_has_no_problems() -> None:
    found = check(shop(), Known(queues=["sales"], calendars=["office"]))
    assert [problem for problem in found if not problem.is_warning] == []


def test_a_flow_reads_what_it_wrote() -> None:
    assert read_flow(write_flow(shop())) == shop()


def test_names_that_lead_nowhere() -> None:
    flow = shop()
    found = check(flow, Known(queues=["other"], calendars=[]))
    assert {(p.node, p.code) for p in found if not p.is_warning} == {
        ("", "unknown_queue"),
        ("sales", "unknown_queue"),
        ("hours", "unknown_calendar"),
    }
    play = {"kind": "play", "prompts": SAY, "next": "gone"}
    assert codes({"a": play}) == {("a", "unknown_target"), ("a", "dead_end")}
    assert ("", "unknown_start") in {(p.node, p.code) for p in check(shop(start="gone"))}
    lost = check(shop(fallback_queue=""))
    assert [p.code for p in lost if not p.is_warning] == ["no_fallback"]


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


COLLECT = {"kind": "collect", "prompts": SAY, "variable": "pin", "next": "b", "on_failure": "b"}
ASK = {"kind": "http", "service": "crm", "next": "b", "on_failure": "b"}
SURVEY = {"kind": "survey", "questions": [{"id": "one", "prompts": SAY}], "next": "b"}


@pytest.mark.parametrize(
    ("node", "code"),
    [
        ({**COLLECT, "min_digits": 5, "max_digits": 4}, "bad_digits"),
        ({**COLLECT, "digit_wait_ms": 0}, "bad_wait"),
        ({**COLLECT, "variable": "caller"}, "bad_variable"),
        ({**COLLECT, "variable": "Pin 1"}, "bad_variable"),
        ({**ASK, "service": "other"}, "unknown_service"),
        ({**ASK, "timeout_ms": 60_000}, "bad_wait"),
        ({**ASK, "path": "http://elsewhere"}, "bad_path"),
        ({**ASK, "body": {"a": "b"}}, "bad_body"),
        ({**SURVEY, "questions": []}, "no_questions"),
        ({**SURVEY, "questions": SURVEY["questions"] * 2}, "bad_question"),  # type: ignore[operator]
        ({**SURVEY, "questions": [{"id": "one"}]}, "missing_prompt"),
        ({"kind": "branch", "otherwise": "b"}, "no_condition"),
        ({"kind": "transfer", "number": "sip:x@y"}, "bad_number"),
        ({"kind": "queue", "queue": "sales", "needs": {"gold": 1}}, "unknown_skill"),
        ({"kind": "queue", "queue": "sales", "priority": 70}, "bad_priority"),
        (
            {"kind": "play", "prompts": [{"kind": "money", "value": "1"}], "next": "b"},
            "unknown_currency",
        ),
        ({"kind": "say", "text": {}, "next": "b"}, "missing_prompt"),
        ({"kind": "say", "text": {"en": "x"}, "next": ""}, "open_way"),
    ],
)
def test_nodes_that_cannot_work(node: dict[str, Any], code: str) -> None:
    found = codes({"a": node, "b": END}, services=["crm"], skills=["sales"], queues=["sales"])
    assert ("a", code) in found


def test_a_loop_through_branches_and_requests_is_found() -> None:
    case = {"all": [{"variable": "x", "value": "1"}], "next": "a"}
    branch = {"kind": "branch", "cases": [case], "otherwise": "c"}
    assert ("a", "loop") in codes({"a": {**ASK, "next": "b"}, "b": branch, "c": END})


def test_warnings_tell_of_languages_and_variables_and_hinder_nobody() -> None:
    say = {"kind": "say", "text": {"en": "You owe {balance}."}, "next": "language"}
    ask = {"kind": "language", "prompts": SAY, "keys": {"1": "en", "2": "es"}, "next": "b"}
    found = check(shop(start="a", nodes={"a": say, "language": ask, "b": END}))
    assert {(p.node, p.code, p.is_warning) for p in found} == {
        ("a", "missing_language", True),
        ("a", "unset_variable", True),
    }
