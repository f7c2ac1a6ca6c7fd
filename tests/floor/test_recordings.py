"""The recording of a live call: announced, silenced, given up, and judged at its end."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.floor.conftest import Play, small_flow, small_settings

from callfloor.acd import inputs
from callfloor.acd.errors import Refused
from callfloor.events import recordings as rec
from callfloor.events.captures import ScreenWanted
from callfloor.events.fact import Fact
from callfloor.floor.engine import Engine, Outcome
from callfloor.floor.recordings import DeclineRecording, PauseRecording, ResumeRecording
from callfloor.floor.settings import TenantSettings
from callfloor.ivr.flow import read_flow, write_flow
from callfloor.recording.rules import Policy, Rule, decide, wants_screen
from callfloor.telephony import port

TOLD = {"en": "This call is recorded. Press nine if you do not want that.", "es": "Se graba."}


def settings(policy: Policy) -> TenantSettings:
    base = small_settings()
    return TenantSettings(**{**vars(base), "recording": policy})


def play_with(policy: Policy) -> Play:
    return Play(Engine(settings(policy)))


def talking(play: Play) -> Play:
    play.ready("ana")
    play.call()
    play.press("1")
    play.talk()
    return play


def decided(play: Play) -> rec.RecordingDecided:
    (fact,) = [f for f in play.all.facts if isinstance(f, rec.RecordingDecided)]
    return fact


def silences(outcome: Outcome) -> list[bool]:
    return [c.silent for c in outcome.commands if isinstance(c, port.SilenceRecording)]


def hang_up(play: Play) -> None:
    play.hear(port.CallEnded(at_ms=0, contact_id="C"))


def replayed(play: Play) -> Engine:
    again = Engine(play.engine.settings)
    for fact in play.all.facts:
        again.replay(fact)
    return again


def up(play: Play) -> port.TelephonyUp:
    live = port.LiveCall(
        contact_id="C",
        line="C.line",
        answered=True,
        rings={"C.r1": True},
        connected_ring_id="C.r1",
    )
    return port.TelephonyUp(at_ms=0, restarted=False, calls=(live,), reachable={"t.ana": "r1"})


def test_a_call_is_kept_or_not_by_the_rule_of_the_queue_it_was_answered_in(play: Play) -> None:
    hang_up(talking(play))
    assert (decided(play).keep, decided(play).rule) == (True, "")
    none = play_with(Policy(rules=(Rule(rule_id="never", queues=("sales",), percent=0),)))
    hang_up(talking(none))
    assert (decided(none).keep, decided(none).rule) == (False, "never")


def test_an_agent_pauses_and_the_limit_resumes(play: Play) -> None:
    talking(play)
    paused = play.act(PauseRecording(agent_id="ana", reason="card_data", limit_ms=30_000))
    assert silences(paused) == [True]
    assert [f.reason for f in paused.facts if isinstance(f, rec.RecordingPaused)] == ["card_data"]
    assert play.engine.next_deadline_ms == play.now_ms + 30_000
    assert silences(play.wait(29_000)) == []
    back = play.wait(1_000)
    assert silences(back) == [False]
    assert [f.by for f in back.facts if isinstance(f, rec.RecordingResumed)] == ["limit"]


def test_pause_and_resume_by_contact_for_a_program(play: Play) -> None:
    talking(play)
    by = "token:crm"
    assert silences(play.act(PauseRecording(contact_id="C", by=by))) == [True]
    assert silences(play.act(ResumeRecording(contact_id="C", by=by))) == [False]
    assert silences(play.act(ResumeRecording(contact_id="C", by=by))) == []
    with pytest.raises(Refused):
        play.act(PauseRecording(contact_id="nobody"))
    with pytest.raises(Refused):
        play.act(PauseRecording(agent_id="bo"))


def test_a_pause_lasts_over_a_restart_until_its_limit(play: Play) -> None:
    talking(play)
    play.act(PauseRecording(agent_id="ana", limit_ms=60_000))
    again = replayed(play)
    assert again.recordings.runs == play.engine.recordings.runs
    assert silences(again.reconcile(up(play), play.now_ms + 500)) == [True]
    assert silences(again.tick(play.now_ms + 60_000)) == [False]


def test_a_resume_that_was_not_carried_out_is_made_good_after_a_restart(play: Play) -> None:
    talking(play)
    play.act(PauseRecording(agent_id="ana"))
    play.act(ResumeRecording(agent_id="ana"))
    assert silences(replayed(play).reconcile(up(play), play.now_ms + 500)) == [False]


def test_who_does_not_want_it_is_silent_at_once_and_not_kept(play: Play) -> None:
    talking(play)
    assert silences(play.act(DeclineRecording(agent_id="ana"))) == [True]
    assert silences(play.act(DeclineRecording(agent_id="ana"))) == []
    with pytest.raises(Refused):
        play.act(PauseRecording(agent_id="ana"))
    assert silences(play.act(ResumeRecording(agent_id="ana"))) == []
    hang_up(play)
    assert (decided(play).keep, decided(play).rule) == (False, "declined")


def test_a_pause_that_could_not_be_made_is_told_and_the_call_is_not_kept(play: Play) -> None:
    talking(play)
    play.act(PauseRecording(agent_id="ana"))
    failed = play.hear(port.SilenceFailed(at_ms=0, contact_id="C", silent=True))
    assert [type(f) for f in failed.facts] == [rec.RecordingPauseFailed]
    assert play.engine.recordings.next_due_ms is None
    hang_up(play)
    assert (decided(play).keep, decided(play).rule) == (False, "not_silenced")


@pytest.fixture
def told() -> Play:
    return play_with(Policy(announcement=TOLD, decline_key="9"))


def say_all(play: Play) -> Outcome:
    return play.hear(port.PlayEnded(at_ms=0, contact_id="C", play_id="C.rec"))


def test_a_caller_is_told_in_the_own_language_before_the_queue(told: Play) -> None:
    told.call()
    said = [c for c in told.press("2").commands if isinstance(c, port.PlayPrompts)]
    assert next((p.value, p.language) for p in said[0].prompts) == (TOLD["es"], "es")
    assert told.phase() == "ivr"
    assert [type(c) for c in say_all(told).commands] == [port.HoldInQueue]
    hang_up(told)
    assert decided(told).keep


def test_a_key_while_it_is_told_gives_the_recording_up(told: Play) -> None:
    told.call()
    told.press("1")
    assert silences(told.press("5")) == []
    assert silences(told.press("9")) == [True]
    assert told.phase() == "ivr"
    say_all(told)
    assert told.phase() == "queued"
    hang_up(told)
    assert decided(told).rule == "declined"


def test_who_was_never_told_is_not_kept(told: Play) -> None:
    told.call()
    told.press("1")
    hang_up(told)
    assert (decided(told).keep, decided(told).rule) == (False, "not_announced")


def test_nobody_is_told_of_a_recording_that_is_not_kept() -> None:
    play = play_with(Policy(announcement=TOLD, rules=(Rule(rule_id="none", percent=0),)))
    play.call()
    assert port.HoldInQueue in [type(c) for c in play.press("1").commands]


@pytest.mark.parametrize("restarted", [False, True])
def test_the_announcement_is_said_again_after_telephony_or_the_floor_was_away(
    told: Play, *, restarted: bool
) -> None:
    told.call()
    told.press("1")
    engine = replayed(told) if restarted else told.engine
    live = port.LiveCall(contact_id="C", line="C.line", answered=True)
    up = port.TelephonyUp(at_ms=0, restarted=False, calls=(live,))
    again = engine.reconcile(up, told.now_ms + 5)
    assert [c.play_id for c in again.commands if isinstance(c, port.PlayPrompts)] == ["C.rec"]
    on = engine.handle(port.PlayEnded(at_ms=0, contact_id="C", play_id="C.rec"), told.now_ms + 9)
    assert port.HoldInQueue in [type(c) for c in on.commands]


def test_a_flow_pauses_while_card_data_are_keyed_in() -> None:
    flow = write_flow(small_flow())
    flow["nodes"]["hours"] = {"kind": "recording", "do": "pause", "limit_ms": 9_000, "next": "q"}
    base = settings(Policy())
    play = Play(Engine(TenantSettings(**{**vars(base), "flows": {"main": read_flow(flow)}})))
    play.call()
    outcome = play.press("1")
    assert silences(outcome) == [True]
    (paused,) = [f for f in outcome.facts if isinstance(f, rec.RecordingPaused)]
    assert (paused.by, paused.reason, paused.until_ms - paused.at_ms) == (
        "flow",
        "card_data",
        9_000,
    )


STEPS: dict[str, Callable[[Play], object]] = {
    "pause": lambda play: play.act(PauseRecording(agent_id="ana", limit_ms=5_000)),
    "resume": lambda play: play.act(ResumeRecording(contact_id="C")),
    "decline": lambda play: play.act(DeclineRecording(contact_id="C")),
    "fail": lambda play: play.hear(port.SilenceFailed(at_ms=0, contact_id="C", silent=True)),
    "wait": lambda play: play.wait(3_000),
    "hold": lambda play: play.act(inputs.HoldCall("ana")),
    "back": lambda play: play.act(inputs.ResumeCall("ana")),
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_in_every_order_a_replay_equals_the_live_floor_and_telephony_was_told(
    steps: list[str],
) -> None:
    play = talking(play_with(Policy()))
    for step in steps:
        try:
            STEPS[step](play)
        except Refused:
            continue
        run = play.engine.recordings.runs["C"]
        told = silences(play.all)
        if told and not run.has_failed:
            assert told[-1] is run.is_silent
        again = replayed(play)
        assert again.recordings.runs == play.engine.recordings.runs
        assert again.state == play.engine.state
    hang_up(play)
    assert not play.engine.recordings.runs
    given_up = any(isinstance(f, rec.RecordingDeclined) for f in play.all.facts)
    failed = any(isinstance(f, rec.RecordingPauseFailed) for f in play.all.facts)
    assert decided(play).keep is not (given_up or failed)


def test_facts_are_plain_values_that_come_back(play: Play) -> None:
    talking(play)
    play.act(PauseRecording(agent_id="ana", reason="private"))
    hang_up(play)
    for fact in play.all.facts:
        assert isinstance(fact, Fact)
        assert msgspec.json.decode(msgspec.json.encode(fact), type=type(fact)) == fact


def screens(play: Play) -> list[ScreenWanted]:
    return [fact for fact in play.all.facts if isinstance(fact, ScreenWanted)]


def test_the_screen_of_who_answers_is_wanted_where_a_rule_says_so(play: Play) -> None:
    hang_up(talking(play))
    assert not screens(play), "nobody asked for screens"
    rule = Rule(rule_id="seen", queues=("sales",), screen_percent=100)
    seen = talking(play_with(Policy(rules=(rule,))))
    (wanted,) = screens(seen)
    assert (wanted.recording_id, wanted.agent_id, wanted.rule) == ("C.s1.screen", "ana", "seen")
    again = replayed(seen)
    assert again.recordings.runs == seen.engine.recordings.runs
    elsewhere = Rule(rule_id="seen", queues=("support",), screen_percent=100)
    assert not screens(talking(play_with(Policy(rules=(elsewhere,)))))


@given(st.integers(0, 100), st.integers(0, 100), st.text("abcdef0123456789", min_size=1))
def test_no_screen_is_wanted_of_a_call_that_is_not_kept(
    percent: int, screen_percent: int, contact_id: str
) -> None:
    rule = Rule(rule_id="r", percent=percent, screen_percent=screen_percent)
    policy = Policy(rules=(rule,))
    wanted = wants_screen(policy, contact_id, "in", "sales").keep
    assert not wanted or decide(policy, contact_id, "in", ("sales",)).keep
    if screen_percent == 0 or percent == 0:
        assert not wanted
    if screen_percent == percent == 100:
        assert wanted
