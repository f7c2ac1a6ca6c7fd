"""Each kind of node beyond menus: what it asks, takes and leads to."""

from typing import Any

import pytest
from tests.ivr.flows import shop

from callfloor.ivr import step as ivr
from callfloor.ivr.step import Action, Digit, Played, Session, TimedOut

END = {"kind": "end"}
ASK = [{"value": "ask"}]


def begin(node: dict[str, Any], **variables: str) -> tuple[Session, tuple[Action, ...]]:
    nodes = {
        "a": node,
        "yes": {"kind": "say", "text": {"en": "Well {pin}{state}"}, "next": "end"},
        "no": END,
        "end": END,
    }
    return ivr.start(shop(start="a", nodes=nodes), "en", variables)


def go(session: Session, *keys: str) -> tuple[Session, list[Action]]:
    """Press keys; `.` lets what is said end, `!` lets the time pass."""
    done: list[Action] = []
    for key in keys:
        given = Played() if key == "." else TimedOut() if key == "!" else Digit(key)
        session, more = ivr.step(session, given)
        done += more
    return session, done


def set_by(actions: list[Action]) -> dict[str, str]:
    found = [action for action in actions if isinstance(action, ivr.SetVariables)]
    return {name: value for action in found for name, value in action.variables.items()}


COLLECT = {
    "kind": "collect",
    "prompts": ASK,
    "invalid": [{"value": "invalid"}],
    "variable": "pin",
    "min_digits": 2,
    "max_digits": 4,
    "next": "yes",
    "on_failure": "no",
}


@pytest.mark.parametrize("keys", ["12#", "12!", "9*12#"])
def test_digits_end_by_the_terminator_or_by_silence(keys: str) -> None:
    session, actions = go(begin(COLLECT)[0], ".", *keys)
    assert session.node == "yes"
    assert set_by(actions) == {"pin": "12"}
    assert actions[-1] == ivr.Say((ivr.Prompt("speech", "Well 12", "en"),))


def test_digits_end_by_themselves_when_there_can_be_no_more() -> None:
    assert go(begin(COLLECT)[0], *"1234")[0].variables["pin"] == "1234"


def test_too_few_digits_are_asked_for_again_until_the_tries_are_over() -> None:
    session, actions = go(begin(COLLECT)[0], "1", "#")
    said = next(action for action in actions if isinstance(action, ivr.Say))
    assert [prompt.value for prompt in said.prompts] == ["invalid", "ask"]
    session, _ = go(session, ".", "!", ".", "!")
    assert session.node == "no"


def test_digits_are_said_back_and_taken_or_asked_again() -> None:
    session, actions = go(begin({**COLLECT, "confirm": True})[0], *"12#")
    said = next(action for action in actions if isinstance(action, ivr.Say))
    assert [(p.kind, p.value) for p in said.prompts][:2] == [
        ("speech", "You have entered"),
        ("digits", "12"),
    ]
    assert set_by(actions) == {}
    session, actions = go(session, "2", *"34#", ".", "9", "1")
    assert set_by(actions) == {"pin": "34"}
    assert session.node == "yes"


def test_nobody_who_confirms_nothing_is_kept_for_ever() -> None:
    session, actions = go(begin({**COLLECT, "confirm": True})[0], *"12#", *".!.!.!")
    assert session.node == "no"
    assert "pin" not in set_by(actions)


def test_secret_digits_stand_in_no_action_and_are_asked_again_after_a_restart() -> None:
    secret = {**COLLECT, "is_secret": True}
    session, actions = go(begin(secret)[0], *"7391")
    written = [a for a in actions if isinstance(a, ivr.Digits | ivr.SetVariables)]
    assert "7391" not in repr(written)
    assert session.variables["pin"] == "7391"
    replayed = ivr.with_variables(begin(secret)[0], {"pin": ""}, ("pin",))
    again, asked = ivr.resume(ivr.at_node(replayed, "yes"))
    assert again.node == "a"
    assert asked[-1] == ivr.Say((ivr.Prompt("sound", "ask", "en"),))


def test_a_branch_takes_the_first_case_that_holds() -> None:
    cases = [
        {"all": [{"variable": "state", "value": "gold"}, {"variable": "age", "compare": "more",
         "value": "17"}], "next": "yes"},
        {"all": [{"variable": "state", "compare": "known"}], "next": "no"},
    ]  # fmt: skip
    branch = {"kind": "branch", "cases": cases, "otherwise": "end"}
    assert begin(branch, state="Gold", age="18")[0].node == "yes"
    assert begin(branch, state="gold", age="9")[0].node == "no"
    assert begin(branch)[0].node == "end"
    by_language = [{"all": [{"variable": "language", "value": "en"}], "next": "yes"}]
    assert begin({**branch, "cases": by_language})[0].node in ("yes", "end")


def test_variables_are_set_from_others() -> None:
    session, actions = begin(
        {"kind": "set", "variables": {"state": "{caller}!"}, "next": "yes"}, caller="+34"
    )
    assert session.variables["state"] == "+34!"
    assert ivr.SetVariables("a", {"state": "+34!"}) in actions


HTTP = {
    "kind": "http",
    "service": "crm",
    "path": "/orders/{order}",
    "method": "POST",
    "body": {"who": "{caller}"},
    "answer": {"state": "order.state"},
    "next": "yes",
    "on_failure": "no",
    "on_timeout": "end",
}


def test_a_request_holds_variables_encoded() -> None:
    session, actions = begin(HTTP, order="../a?b=1&c", caller="+34")
    asked = actions[-1]
    assert isinstance(asked, ivr.AskHttp)
    assert (asked.path, asked.body) == ("/orders/..%2Fa%3Fb%3D1%26c", {"who": "+34"})
    assert ivr.step(session, Digit("1"))[1] == ()
    answer = ivr.HttpAnswered(200, {"order": {"state": "sent"}})
    session, actions = ivr.step(session, answer)
    assert (session.node, session.variables["state"]) == ("yes", "sent")
    assert ivr.step(session, answer) == (session, ()), "an answer that comes twice changes nothing"


@pytest.mark.parametrize(
    ("answer", "node"),
    [
        (ivr.HttpAnswered(500), "no"),
        (ivr.HttpAnswered(404), "no"),
        (ivr.HttpAnswered(302), "no"),
        (ivr.HttpAnswered(200, failure="not_json"), "no"),
        (ivr.HttpAnswered(failure="timeout"), "end"),
        (TimedOut(), "end"),
    ],
)
def test_each_failure_of_a_request_has_its_way(answer: ivr.Input, node: str) -> None:
    assert ivr.step(begin(HTTP)[0], answer)[0].node == node


def test_a_customer_who_is_known_gives_variables() -> None:
    node = {"kind": "customer", "found": "yes", "not_found": "no"}
    session, actions = begin(node, caller="+34600")
    assert actions[-1] == ivr.AskCustomer(node="a", number="+34600", timeout_ms=ivr.LOOK_UP_MS)
    known, _ = ivr.step(session, ivr.CustomerKnown({"customer_name": "Ana"}))
    assert (known.node, known.variables["customer_name"]) == ("yes", "Ana")
    assert ivr.step(session, ivr.CustomerKnown())[0].node == "no"
    assert ivr.step(session, TimedOut())[0].node == "no"


def test_a_survey_keeps_what_is_answered_and_passes_the_rest_by() -> None:
    questions = [{"id": one, "prompts": ASK} for one in ("service", "wait", "again")]
    node = {"kind": "survey", "questions": questions, "next": "end"}
    session, actions = go(begin(node)[0], "5", ".", "9", "4", ".", "!", ".", "!")
    assert [a for a in actions if isinstance(a, ivr.Score)] == [
        ivr.Score("a", "service", 5),
        ivr.Score("a", "wait", 4),
    ]
    assert session.is_over


def test_a_transfer_leaves_to_a_number_and_never_to_none() -> None:
    _, actions = begin({"kind": "transfer", "number": "{back}"}, back="+34911")
    assert actions[-1] == ivr.ToNumber("+34911")
    assert begin({"kind": "transfer", "number": "{back}"})[1][-1] == ivr.ToQueue("sales")


def test_a_queue_is_entered_with_what_the_flow_wants() -> None:
    node = {"kind": "queue", "queue": "sales", "priority": 9, "needs": {"gold": 2}}
    assert begin(node)[1][-1] == ivr.ToQueue("sales", 9, "", {"gold": 2})


def test_no_text_of_a_caller_comes_into_the_name_of_a_sound() -> None:
    play = {"kind": "play", "prompts": [{"value": "{caller}"}], "next": "end"}
    _, actions = begin(play, caller="../../etc/passwd")
    assert actions[-1] == ivr.Say((ivr.Prompt("sound", "{caller}", "en"),))
