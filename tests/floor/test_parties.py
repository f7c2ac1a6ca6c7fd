"""What telephony is told while several people are in a call, and after the floor was dead."""

import pytest
from tests.floor.conftest import Play, small_settings

from callfloor.acd import inputs
from callfloor.floor.engine import Engine
from callfloor.telephony import port

ABOUT = {"tenant": "t", "contact_id": "C"}


@pytest.fixture
def play() -> Play:
    """Ana speaks with the customer; bo is free. The ring of whoever is asked is C.r2."""
    play = Play(Engine(small_settings()))
    play.ready("ana")
    play.call()
    play.press("1")
    play.wait(1_000)
    play.hear(port.PlayEnded(at_ms=0, contact_id="C", play_id="C.1"))
    play.talk()
    play.ready("bo")
    return play


def consult(play: Play, **target: str) -> list[port.Command]:
    play.act(inputs.Consult("ana", **target))
    return play.hear(port.RingAnswered(at_ms=0, contact_id="C", ring_id="C.r2")).commands


def died(play: Play) -> Engine:
    """A new engine that knows the facts alone."""
    engine = Engine(small_settings())
    for fact in play.all.facts:
        engine.replay(fact)
    assert engine.state == play.engine.state
    return engine


def back(engine: Engine, now_ms: int, **rings: bool) -> list[port.Command]:
    live = port.LiveCall(
        contact_id="C", line="C.line", answered=True,
        rings={f"C.{name}": answered for name, answered in rings.items()},
    )  # fmt: skip
    reachable = {"t.ana": "r1", "t.bo": "r1"}
    up = port.TelephonyUp(at_ms=now_ms, restarted=False, calls=(live,), reachable=reachable)
    return engine.reconcile(up, now_ms).commands


def test_the_customer_is_put_on_hold_before_a_colleague_is_rung(play: Play) -> None:
    asked = play.act(inputs.Consult("ana", to_agent_id="bo")).commands
    assert asked[0] == port.Hold(**ABOUT, ring_id="C.r1")
    assert isinstance(asked[1], port.RingPhone)
    assert (asked[1].phone_id, asked[1].caller_name) == ("t.bo", "Ana")
    joined = play.hear(port.RingAnswered(at_ms=0, contact_id="C", ring_id="C.r2")).commands
    assert joined == [port.JoinLeg(**ABOUT, ring_id="C.r2")]


def test_at_each_swap_one_is_put_on_hold_before_the_other_is_connected(play: Play) -> None:
    consult(play, to_agent_id="bo")
    assert play.act(inputs.Swap("ana")).commands == [
        port.HoldLeg(**ABOUT, ring_id="C.r2"),
        port.Connect(**ABOUT, ring_id="C.r1"),
    ]
    assert play.act(inputs.Swap("ana")).commands == [
        port.Hold(**ABOUT, ring_id="C.r1"),
        port.JoinLeg(**ABOUT, ring_id="C.r2"),
    ]


def test_a_completed_transfer_lets_the_agent_go_and_connects_the_other(play: Play) -> None:
    consult(play, to_number="+34600000000")
    assert play.act(inputs.CompleteTransfer("ana")).commands == [
        port.JoinLeg(**ABOUT, ring_id="C.r2"),
        port.ReleaseAgent(**ABOUT, ring_id="C.r1"),
        port.Connect(**ABOUT, ring_id="C.r2"),
    ]
    over = play.hear(port.AgentLegEnded(at_ms=0, contact_id="C", ring_id="C.r2", by_phone=True))
    assert port.EndCall(tenant="t", contact_id="C") in over.commands


def test_an_outside_number_is_shown_the_number_that_was_called(play: Play) -> None:
    asked = play.act(inputs.Consult("ana", to_number="+34600000000")).commands[1]
    assert isinstance(asked, port.RingPhone)
    assert (asked.phone, asked.address, asked.caller) == ("fixed", "+34600000000", "1000")


def test_pain_7_a_consultation_survives_the_death_of_the_floor(play: Play) -> None:
    consult(play, to_agent_id="bo")
    engine = died(play)
    assert back(engine, play.now_ms, r1=True, r2=True) == [
        port.Hold(**ABOUT, ring_id="C.r1"),
        port.JoinLeg(**ABOUT, ring_id="C.r2"),
    ]
    assert engine.act(inputs.CompleteTransfer("ana"), play.now_ms).facts[-1].contact_id == "C"  # type: ignore[attr-defined]


def test_a_colleague_who_went_while_the_floor_was_dead_is_out(play: Play) -> None:
    consult(play, to_agent_id="bo")
    play.act(inputs.Conference("ana"))
    engine = died(play)
    back(engine, play.now_ms, r1=True)
    assert engine.state.contacts["C"].parties == []
    assert engine.state.agents["bo"].state == "wrap_up"


def test_a_customer_with_an_outside_number_stays_connected(play: Play) -> None:
    consult(play, to_number="+34600000000")
    play.act(inputs.CompleteTransfer("ana"))
    commands = back(died(play), play.now_ms, r2=True)
    assert commands[0] == port.Connect(**ABOUT, ring_id="C.r2")


def test_a_supervisor_is_rung_hears_the_agents_leg_and_is_let_go(play: Play) -> None:
    asked = inputs.MonitorCall("ana", mode="whisper", phone_id="sv-1", by="user:1")
    (rung,) = play.act(asked).commands
    assert isinstance(rung, port.RingPhone)
    assert (rung.phone_id, rung.rejoin, rung.ring_id) == ("t.sv-1", True, "C.r2")
    hears = port.Monitor(**ABOUT, ring_id="C.r2", heard_ring_id="C.r1", mode="whisper")
    answered = port.RingAnswered(at_ms=0, contact_id="C", ring_id="C.r2")
    assert play.hear(answered).commands == [hears]
    assert hears in back(died(play), play.now_ms, r1=True, r2=True)
    released = port.ReleaseAgent(**ABOUT, ring_id="C.r2")
    assert released in play.act(inputs.HangUp("ana")).commands


def test_a_call_that_is_taken_over_connects_the_supervisor(play: Play) -> None:
    play.act(inputs.MonitorCall("ana", phone_id="sv-1", by="user:1"))
    play.hear(port.RingAnswered(at_ms=0, contact_id="C", ring_id="C.r2"))
    assert play.act(inputs.TakeOver("ana", by="user:1")).commands == [
        port.JoinLeg(**ABOUT, ring_id="C.r2"),
        port.ReleaseAgent(**ABOUT, ring_id="C.r1"),
        port.Connect(**ABOUT, ring_id="C.r2"),
    ]


def test_telephony_that_was_started_anew_ends_all_parts(play: Play) -> None:
    consult(play, to_agent_id="bo")
    play.act(inputs.Conference("ana"))
    engine = died(play)
    engine.reconcile(port.TelephonyUp(at_ms=play.now_ms, restarted=True, calls=()), play.now_ms)
    assert {run.state for run in engine.state.agents.values()} == {"wrap_up"}
