"""After the agent has hung up a flow asks the customer, where the queue says so."""

from dataclasses import replace

import msgspec
import pytest
from tests.floor.conftest import Play, small_settings

from callfloor.acd import inputs
from callfloor.acd.invariants import violations
from callfloor.contacts.record import Record
from callfloor.contacts.record import apply as fold
from callfloor.events import contacts as facts
from callfloor.events.fact import ContactFact
from callfloor.events.ivr import SurveyAnswered, SurveyBegun
from callfloor.floor.engine import Engine
from callfloor.floor.settings import TenantSettings
from callfloor.ivr.flow import read_flow
from callfloor.telephony import port

MAIN = read_flow(
    {
        "id": "main",
        "version": 4,
        "start": "language",
        "fallback_queue": "sales",
        "nodes": {
            "language": {
                "kind": "language",
                "keys": {"1": "en", "2": "es"},
                "next": "know",
                "prompts": [{"text": {"en": "One for English."}}],
            },
            "know": {"kind": "set", "variables": {"order": "A7"}, "next": "q"},
            "q": {"kind": "queue", "queue": "sales"},
        },
    }
)
ASK = read_flow(
    {
        "id": "ask",
        "version": 2,
        "start": "how",
        "fallback_queue": "sales",
        "nodes": {
            "how": {
                "kind": "survey",
                "questions": [
                    {"id": "service", "prompts": [{"text": {"en": "Order {order}?", "es": "¿{order}?"}}]}
                ],
                "next": "end",
            },
            "end": {"kind": "end"},
        },
    }
)  # fmt: skip


def asking_settings(survey_flow: str = "ask") -> TenantSettings:
    small = small_settings()
    sales = msgspec.structs.replace(small.centre.queues["sales"], survey_flow=survey_flow)
    centre = msgspec.structs.replace(small.centre, queues={"sales": sales})
    return replace(small, centre=centre, flows={"main": MAIN, "ask": ASK})


@pytest.fixture
def talking() -> Play:
    """Ana talks with a Spanish speaker whose order is known."""
    play = Play(Engine(asking_settings()))
    play.ready("ana")
    play.call()
    play.press("2")
    play.talk()
    return play


def said(play: Play) -> list[tuple[str, str]]:
    plays = [c for c in play.all.commands if isinstance(c, port.PlayPrompts)]
    return [(prompt.value, prompt.language) for prompt in plays[-1].prompts]


def ended(play: Play) -> list[tuple[str, str]]:
    return [
        (f.disposition, f.ended_by) for f in play.all.facts if isinstance(f, facts.ContactEnded)
    ]


def last_play(play: Play) -> str:
    return [c for c in play.all.commands if isinstance(c, port.PlayPrompts)][-1].play_id


def test_the_customer_is_asked_in_the_own_language_with_what_is_known(talking: Play) -> None:
    play = talking
    play.act(inputs.HangUp("ana"))
    assert play.phase() == "ivr"
    assert not violations(play.engine.state)
    assert play.engine.state.agents["ana"].state == "wrap_up"
    assert said(play) == [("¿A7?", "es")]
    play.press("5")
    (answer,) = [fact for fact in play.all.facts if isinstance(fact, SurveyAnswered)]
    assert (answer.flow, answer.question, answer.score) == ("ask", "service", 5)
    assert (answer.queue_id, answer.agent_id) == ("sales", "ana")
    assert ended(play) == [("queue", "agent")]
    record = Record(tenant="t", contact_id="C")
    for fact in play.all.facts:
        if isinstance(fact, ContactFact) and fact.contact_id == "C":
            fold(record, fact)
    assert (record.flow, record.ivr_exit, record.variables) == ("main", "to_queue", {"order": "A7"})


def test_who_hangs_up_on_the_survey_was_served_all_the_same(talking: Play) -> None:
    talking.act(inputs.HangUp("ana"))
    talking.hear(port.CallEnded(at_ms=0, contact_id="C"))
    assert ended(talking) == [("queue", "customer")]


def test_who_hung_up_first_is_not_asked(talking: Play) -> None:
    talking.hear(port.CallEnded(at_ms=0, contact_id="C"))
    assert not any(isinstance(fact, SurveyBegun) for fact in talking.all.facts)
    assert ended(talking) == [("queue", "customer")]


def test_a_survey_that_was_removed_keeps_nobody_on_the_line(talking: Play) -> None:
    talking.engine.configure(replace(asking_settings("gone"), flows={"main": MAIN}), talking.now_ms)
    talking.act(inputs.HangUp("ana"))
    assert ended(talking) == [("queue", "agent")]


def test_pain_7_a_floor_that_dies_in_the_survey_asks_again(talking: Play) -> None:
    talking.act(inputs.HangUp("ana"))
    again = Engine(asking_settings())
    for fact in talking.all.facts:
        again.replay(fact)
    assert again.state == talking.engine.state
    live = port.LiveCall(contact_id="C", line="C.line", answered=True)
    outcome = again.reconcile(port.TelephonyUp(at_ms=0, restarted=False, calls=(live,)), 9_000)
    (asked,) = [c for c in outcome.commands if isinstance(c, port.PlayPrompts)]
    assert [(p.value, p.language) for p in asked.prompts] == [("¿A7?", "es")]
    talking.engine = again
    talking.hear(port.PlayEnded(at_ms=0, contact_id="C", play_id=asked.play_id))
    talking.press("4")
    (answer,) = [fact for fact in talking.all.facts if isinstance(fact, SurveyAnswered)]
    assert (answer.score, answer.agent_id) == (4, "ana")


def test_a_floor_that_died_before_the_survey_began_lets_the_customer_go(talking: Play) -> None:
    talking.act(inputs.HangUp("ana"))
    at = next(i for i, fact in enumerate(talking.all.facts) if isinstance(fact, SurveyBegun))
    again = Engine(asking_settings())
    for fact in talking.all.facts[: at + 1]:
        again.replay(fact)
    live = port.LiveCall(contact_id="C", line="C.line", answered=True)
    outcome = again.reconcile(port.TelephonyUp(at_ms=0, restarted=False, calls=(live,)), 9_000)
    assert [f.disposition for f in outcome.facts if isinstance(f, facts.ContactEnded)] == ["queue"]
