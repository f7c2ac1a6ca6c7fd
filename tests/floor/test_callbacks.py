"""A caller asks to be called back, from the key to the conversation; and the lists people see."""

import msgspec
import pytest
from tests.floor.conftest import Play, small_settings

from callfloor.acd import inputs
from callfloor.acd.centre import CallsOut
from callfloor.events import callbacks as k
from callfloor.events import contacts as c
from callfloor.floor import promises
from callfloor.floor.engine import Engine
from callfloor.telephony import port


@pytest.fixture
def play() -> Play:
    settings = small_settings()
    queue = msgspec.structs.replace(settings.centre.queues["sales"], callback="key")
    rules = CallsOut(prefixes=("+34", "6"), shown="+34900")
    centre = msgspec.structs.replace(settings.centre, queues={"sales": queue}, calls_out=rules)
    return Play(Engine(type(settings)(**{**vars(settings), "centre": centre})))


def waiting(play: Play) -> None:
    play.call()
    play.press("1")
    assert play.phase() == "queued"


def said(play: Play) -> port.PlayPrompts:
    return next(one for one in reversed(play.all.commands) if isinstance(one, port.PlayPrompts))


def callback_of(play: Play) -> str:
    found = play.engine.state.contacts.values()
    return next(one.contact_id for one in found if one.direction == "callback")


def sent(play: Play, kind: type[port.Command]) -> list[port.Command]:
    return [one for one in play.all.commands if isinstance(one, kind)]


def test_the_key_the_number_the_promise_and_the_call(play: Play) -> None:
    waiting(play)
    play.press("1")
    assert [prompt.kind for prompt in said(play).prompts] == ["speech", "digits", "speech"]
    assert said(play).prompts[1].value == "34"
    play.press("1")
    assert play.phase() == "dismissed"
    farewell = said(play)
    assert farewell.play_id == "C.bye"
    assert "call you back" in farewell.prompts[0].value
    play.hear(port.PlayEnded(at_ms=0, contact_id="C", play_id="C.bye"))
    assert "C" not in play.engine.state.contacts
    callback = callback_of(play)
    assert [one["id"] for one in promises.callbacks(play.engine.state)] == [callback]
    play.ready("ana")
    ring = sent(play, port.RingPhone)[-1]
    assert isinstance(ring, port.RingPhone)
    assert (ring.contact_id, ring.alone, ring.caller) == (callback, True, "+34")
    play.hear(port.RingAnswered(at_ms=0, contact_id=callback, ring_id=ring.ring_id))
    dialled = sent(play, port.DialCustomer)[-1]
    assert isinstance(dialled, port.DialCustomer)
    assert (dialled.number, dialled.shown, dialled.line) == ("+34", "+34900", f"{callback}.c1")
    assert not sent(play, port.Connect), "there is nobody to connect with yet"
    play.hear(port.CustomerAnswered(at_ms=0, contact_id=callback, line=dialled.line))
    assert sent(play, port.Connect)
    play.hear(port.Connected(at_ms=0, contact_id=callback, ring_id=ring.ring_id))
    assert any(isinstance(fact, k.CallbackReached) for fact in play.all.facts)
    recordings = [fact for fact in play.all.facts if isinstance(fact, c.RecordingStarted)]
    assert [fact.contact_id for fact in recordings] == ["C", callback]
    assert promises.callbacks(play.engine.state) == []


def test_another_number_is_keyed_said_back_and_called(play: Play) -> None:
    waiting(play)
    for key in "12600111#":
        play.press(key)
    assert said(play).prompts[1].value == "600111"
    play.press("1")
    assert play.engine.state.contacts[callback_of(play)].caller == "600111"


def test_a_number_that_may_not_be_called_is_told_and_the_caller_waits_on(play: Play) -> None:
    waiting(play)
    for key in "12999888#1":
        play.press(key)
    assert play.phase() == "queued"
    assert "cannot be called" in said(play).prompts[0].value


def test_an_agent_who_becomes_free_ends_the_talk_about_a_callback(play: Play) -> None:
    waiting(play)
    play.press("1")
    play.ready("ana")
    play.talk()
    assert play.phase() == "talking"
    play.press("1")
    assert play.phase() == "talking"


def test_without_the_rule_the_key_does_nothing() -> None:
    play = Play(Engine(small_settings()))
    waiting(play)
    before = len(play.all.commands)
    play.press("1")
    assert len(play.all.commands) == before


def test_a_call_out_rings_the_own_phone_which_answers_by_itself(play: Play) -> None:
    play.ready("ana")
    play.act(inputs.CallOut("ana", "O", to_number="+34 911"))
    ring = sent(play, port.RingPhone)[-1]
    assert isinstance(ring, port.RingPhone)
    assert (ring.alone, ring.rejoin) == (True, True)
    play.hear(port.RingAnswered(at_ms=0, contact_id="O", ring_id="O.r1"))
    play.hear(port.CustomerFailed(at_ms=0, contact_id="O", line="O.c1", result="busy"))
    assert sent(play, port.EndCall)
    assert play.agent("ana") == "ready"


def test_an_abandoned_call_is_on_the_list_of_who_may_call_back(play: Play) -> None:
    waiting(play)
    play.wait(60_000)
    play.hear(port.CallEnded(at_ms=0, contact_id="C"))
    (listed,) = promises.abandoned(play.engine.state)
    assert (listed["id"], listed["number"], listed["claimed_by"]) == ("C", "+34", "")
    play.act(inputs.SeeToAbandoned("C", "claim", "ana"))
    assert promises.abandoned(play.engine.state)[0]["claimed_by"] == "ana"
