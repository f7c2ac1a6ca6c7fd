"""What flows ask beside the loop: how it comes back, what is written, and what a restart makes of it."""

from typing import Any

from tests.floor.conftest import Play, small_settings

from callfloor.events import contacts as facts
from callfloor.events import ivr as ivr_facts
from callfloor.events.fact import Fact
from callfloor.floor.asking import Answered, WebService
from callfloor.floor.engine import Engine, Outcome
from callfloor.floor.settings import TenantSettings
from callfloor.ivr.actions import AskHttp, CustomerKnown, HttpAnswered
from callfloor.ivr.flow import read_flow
from callfloor.telephony import port

CRM = WebService(service_id="crm", url="https://crm.example.com")
COLLECT = {
    "kind": "collect",
    "prompts": [{"value": "ask"}],
    "variable": "order",
    "max_digits": 3,
    "next": "http",
    "on_failure": "q",
}
HTTP = {
    "kind": "http",
    "service": "crm",
    "path": "/{order}",
    "answer": {"state": "state"},
    "next": "told",
    "on_failure": "q",
}


def settings(**nodes: Any) -> TenantSettings:
    flow = read_flow(
        {
            "id": "main",
            "start": "a",
            "fallback_queue": "sales",
            "nodes": {
                "a": COLLECT,
                "http": HTTP,
                "told": {"kind": "say", "text": {"en": "It is {state}."}, "next": "q"},
                "q": {"kind": "queue", "queue": "sales", "needs": {"gold": 1}},
                **nodes,
            },
        }
    )
    base = small_settings()
    return TenantSettings(
        tenant="t",
        zone="UTC",
        centre=base.centre,
        flows={"main": flow},
        numbers=base.numbers,
        is_open=base.is_open,
        web_services={"crm": CRM},
    )


def answered(play: Play, answer: HttpAnswered | CustomerKnown, ask_id: str = "C.a1") -> Outcome:
    play.now_ms += 70
    given = Answered(tenant="t", contact_id="C", ask_id=ask_id, answer=answer)
    outcome = play.engine.answered(given, play.now_ms)
    play.all.add(outcome)
    return outcome


def asked(play: Play) -> Outcome:
    play.call()
    play.press("1")
    play.press("2")
    return play.press("3")


def said(outcome: Outcome) -> list[str]:
    plays = [c for c in outcome.commands if isinstance(c, port.PlayPrompts)]
    return [prompt.value for play in plays for prompt in play.prompts]


def replayed(play: Play, recorded: list[Fact]) -> Play:
    again = Play(Engine(play.engine.settings))
    for fact in recorded:
        again.engine.replay(fact)
    again.now_ms = play.now_ms
    call = port.LiveCall(contact_id="C", line="C.line", answered=True)
    again.all = again.engine.reconcile(
        port.TelephonyUp(at_ms=0, restarted=False, calls=(call,)), again.now_ms
    )
    return again


def test_a_request_is_asked_beside_the_loop_and_its_answer_goes_on() -> None:
    play = Play(Engine(settings()))
    ask = asked(play).asks[0]
    assert isinstance(ask.what, AskHttp)
    assert (ask.what.path, ask.service) == ("/123", CRM)
    told = answered(play, HttpAnswered(200, {"state": "on its way"}))
    assert said(told) == ["It is on its way."]
    written = [f for f in told.facts if isinstance(f, ivr_facts.WebServiceAsked)]
    assert [(f.service, f.status, f.duration_ms) for f in written] == [("crm", 200, 70)]
    assert answered(play, HttpAnswered(500)).facts == [], "a second answer changes nothing"


def test_an_answer_that_never_comes_is_made_up_for() -> None:
    play = Play(Engine(settings()))
    asked(play)
    assert play.wait(3_900).facts == []
    outcome = play.wait(200)
    assert [f.failure for f in outcome.facts if isinstance(f, ivr_facts.WebServiceAsked)] == [
        "timeout"
    ]
    assert play.phase() == "queued"


def test_the_flows_needs_go_into_the_queue() -> None:
    play = Play(Engine(settings()))
    asked(play)
    queued = answered(play, HttpAnswered(500)).facts[-1]
    assert isinstance(queued, facts.ContactQueued)
    assert queued.needs == {"gold": 1, "sales": 1}


def test_pain_7_a_restart_keeps_what_was_keyed_in_and_asks_the_service_again() -> None:
    play = Play(Engine(settings()))
    asked(play)
    again = replayed(play, play.all.facts)
    ask = again.all.asks[0].what
    assert isinstance(ask, AskHttp)
    assert ask.path == "/123"
    told = answered(again, HttpAnswered(200, {"state": "late"}), again.all.asks[0].ask_id)
    assert said(told) == ["It is late."]
    after = replayed(again, [*play.all.facts, *again.all.facts])
    assert said(after.all) == ["It is late."]


def test_secret_digits_stand_in_no_fact_and_are_asked_for_again() -> None:
    play = Play(Engine(settings(a={**COLLECT, "is_secret": True})))
    asked(play)
    assert "123" not in repr([f for f in play.all.facts if not isinstance(f, facts.ContactArrived)])
    again = replayed(play, play.all.facts)
    assert again.all.asks == []
    assert said(again.all) == ["ask"]


def test_a_caller_who_goes_while_a_service_is_asked_leaves_nothing() -> None:
    play = Play(Engine(settings()))
    asked(play)
    play.hear(port.CallEnded(at_ms=0, contact_id="C"))
    assert answered(play, HttpAnswered(200, {})).facts == []
    assert play.engine.next_deadline_ms is None


def test_a_transfer_by_the_flow_goes_outside_and_survives_a_restart() -> None:
    play = Play(Engine(settings(a={"kind": "transfer", "number": "+34911"})))
    out = play.call()
    assert [c.number for c in out.commands if isinstance(c, port.DialOut)] == ["+34911"]
    assert play.phase() == "outside"
    again = replayed(play, play.all.facts)
    assert (again.phase(), again.all.commands) == ("outside", [])
    ended = again.hear(port.DialOutEnded(at_ms=0, contact_id="C", answered=True)).facts
    assert any(isinstance(one, facts.ContactEnded) for one in ended)


def test_a_survey_is_kept_as_facts() -> None:
    survey = {
        "kind": "survey",
        "questions": [{"id": "service", "prompts": [{"value": "rate"}]}],
        "next": "q",
    }
    play = Play(Engine(settings(a=survey)))
    play.call()
    found = play.press("4").facts
    assert [(f.question, f.score) for f in found if isinstance(f, ivr_facts.SurveyAnswered)] == [
        ("service", 4)
    ]
