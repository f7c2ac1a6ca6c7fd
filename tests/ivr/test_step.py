"""Ways through a flow, and the limits that keep a caller from being lost in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ivr.flows import shop

from callfloor.ivr import step as ivr
from callfloor.ivr.flow import Flow, read_flow
from callfloor.ivr.step import Action, Digit, HoursKnown, Played, Session, TimedOut


def at_menu(language: str = "1") -> Session:
    session, _ = ivr.start(shop())
    for step in (Played(), Digit(language), HoursKnown(open=True)):
        session, _ = ivr.step(session, step)
    assert session.node == "menu"
    return session


def test_a_caller_goes_from_the_greeting_to_the_queue() -> None:
    session, actions = ivr.start(shop())
    assert actions == (
        ivr.Enter("hello", task_completed=False),
        ivr.Say((ivr.Prompt("sound", "hello-world", "en"),)),
    )
    session, actions = ivr.step(session, Played())
    assert actions[0] == ivr.Enter("language", task_completed=False)
    session, actions = ivr.step(session, Played())
    assert actions == (ivr.WaitDigit(5_000),)
    session, actions = ivr.step(session, Digit("2"))
    assert actions == (
        ivr.Digits("language", "2", accepted=True),
        ivr.ChooseLanguage("es"),
        ivr.Enter("hours", task_completed=False),
        ivr.AskHours("office"),
    )
    session, actions = ivr.step(session, HoursKnown(open=True))
    assert actions[1] == ivr.Say((ivr.Prompt("sound", "menu", "es"),))
    session, actions = ivr.step(session, Digit("1"))
    assert actions == (
        ivr.StopSaying(),
        ivr.Digits("menu", "1", accepted=True),
        ivr.Enter("sales", task_completed=False),
        ivr.ToQueue("sales", 7, "buy"),
    )
    assert session.is_over
    assert ivr.step(session, Digit("1")) == (session, ())


def test_a_language_without_a_recording_is_spoken() -> None:
    _, actions = ivr.resume(at_menu("3"))
    assert actions == (ivr.Say((ivr.Prompt("speech", "购买请按一。", "zh"),)),)


def test_a_language_that_is_known_is_not_asked_for() -> None:
    session, _ = ivr.start(shop(), "zh")
    session, actions = ivr.step(session, Played())
    assert ivr.ChooseLanguage("zh") in actions
    assert session.node == "hours"


def test_no_language_chosen_is_the_flows_own() -> None:
    session, _ = ivr.start(shop(language="es"))
    session, _ = ivr.step(session, Played())
    for _ in range(2):
        session, _ = ivr.step(session, Played())
        session, actions = ivr.step(session, TimedOut())
    assert ivr.ChooseLanguage("es") in actions
    assert session.node == "hours"


def test_closed_hours_end_the_contact() -> None:
    session, _ = ivr.start(shop(), "en")
    session, _ = ivr.step(session, Played())
    _, actions = ivr.step(session, HoursKnown(open=False))
    assert actions[-1] == ivr.Finish("closed_hours")


def test_a_wrong_key_and_no_key_ask_again_and_then_go_on() -> None:
    session, actions = ivr.step(at_menu(), Digit("5"))
    assert actions[:2] == (ivr.StopSaying(), ivr.Digits("menu", "5", accepted=False))
    assert next(p.value for p in actions[2].prompts) == "invalid"  # type: ignore[union-attr]
    session, _ = ivr.step(session, Played())
    session, actions = ivr.step(session, TimedOut())
    assert actions[0] == ivr.Digits("menu", "", accepted=False)
    assert ivr.step(session, TimedOut()) == (session, ()), "nobody is waiting while it speaks"
    session, _ = ivr.step(session, Played())
    _, actions = ivr.step(session, TimedOut())
    assert actions[-1] == ivr.ToQueue("sales", 7, "buy")


def test_self_service_is_marked_where_the_caller_was_served() -> None:
    session, actions = ivr.step(at_menu(), Digit("9"))
    assert ivr.Enter("address", task_completed=True) in actions
    _, actions = ivr.step(session, Played(ok=False))
    assert actions == (ivr.Finish("self_service"),)


def test_voicemail() -> None:
    _, actions = ivr.step(at_menu(), Digit("2"))
    assert actions[-1] == ivr.ToVoicemail()


def test_a_replayed_session_is_where_it_was() -> None:
    session, _ = ivr.start(shop(), "")
    again = ivr.at_node(ivr.in_language(session, "es"), "menu")
    _, actions = ivr.resume(again)
    assert actions == (ivr.Say((ivr.Prompt("sound", "menu", "es"),)),)


@pytest.mark.parametrize("prompts", [[], [{"value": "round"}]])
def test_a_flow_that_loops_hands_the_caller_to_the_fallback_queue(
    prompts: list[dict[str, str]],
) -> None:
    nodes = {
        "a": {"kind": "play", "prompts": prompts, "next": "b"},
        "b": {"kind": "play", "prompts": prompts, "next": "a"},
    }
    session, actions = ivr.start(shop(start="a", nodes=nodes))
    for _ in range(ivr.NODES_MAX):
        session, more = ivr.step(session, Played())
        actions += more
    assert actions[-1] == ivr.ToQueue("sales")
    assert sum(isinstance(action, ivr.Enter) for action in actions) == ivr.NODES_MAX


def test_a_flow_that_loops_without_a_fallback_fails_openly() -> None:
    nodes = {"a": {"kind": "play", "next": "a"}}
    _, actions = ivr.start(shop(start="a", nodes=nodes, fallback_queue=""))
    assert actions[-1] == ivr.Finish("failed")


def test_a_missing_node_hands_the_caller_to_the_fallback_queue() -> None:
    _, actions = ivr.start(shop(start="gone"))
    assert actions == (ivr.ToQueue("sales"),)


@pytest.mark.parametrize("key", ["5", "1", "#"])
def test_a_dtmf_flood_ends_at_the_limit(key: str) -> None:
    nodes = {
        "menu": {
            "kind": "menu",
            "prompts": [{"value": "menu"}],
            "keys": {"1": "menu"},
            "tries": 9,
            "on_failure": "menu",
        }
    }
    session, actions = ivr.start(shop(start="menu", nodes=nodes))
    taken: list[Action] = list(actions)
    for _ in range(10_000):
        session, more = ivr.step(session, Digit(key))
        taken += more
    assert session.is_over
    assert taken[-1] == ivr.ToQueue("sales")
    assert len(taken) < 5 * (ivr.DIGITS_MAX + 1)


def test_keys_during_an_announcement_are_passed_over() -> None:
    session, _ = ivr.start(shop())
    after, actions = ivr.step(session, Digit("1"))
    assert actions == ()
    assert after.node == "hello"


INPUTS = st.one_of(
    st.builds(Digit, st.sampled_from("0123459*#x")),
    st.builds(Played, st.booleans()),
    st.just(TimedOut()),
    st.builds(HoursKnown, st.booleans()),
)


def looping() -> Flow:
    nodes = {
        "a": {"kind": "play", "next": "b"},
        "b": {"kind": "hours", "calendar": "x", "open": "a", "closed": "c"},
        "c": {"kind": "menu", "keys": {"1": "a", "2": "c"}, "on_failure": "a"},
    }
    return read_flow({"id": "x", "start": "a", "nodes": nodes})


@given(st.lists(INPUTS, max_size=400), st.booleans())
def test_whatever_comes_a_session_ends_once_and_stays_ended(
    inputs: list[ivr.Input], is_looping: bool
) -> None:
    session, actions = ivr.start(looping() if is_looping else shop())
    all_actions = list(actions)
    for step in inputs:
        session, actions = ivr.step(session, step)
        assert len(actions) <= 3 * ivr.NODES_MAX
        all_actions += actions
    exits = [a for a in all_actions if isinstance(a, ivr.ToQueue | ivr.ToVoicemail | ivr.Finish)]
    assert len(exits) == int(session.is_over)
