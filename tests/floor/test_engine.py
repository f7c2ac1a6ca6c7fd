"""One tenant's floor: what telephony reports on one side, what it is told to do on the other."""

from dataclasses import replace

import msgspec
import pytest
from tests.floor.conftest import Play, small_settings

from callfloor.acd import inputs
from callfloor.acd.callers import CallerRule
from callfloor.acd.centre import Closing
from callfloor.acd.errors import Refused
from callfloor.events import contacts as facts
from callfloor.floor.engine import Engine
from callfloor.telephony import port


def kinds(items: list[object]) -> list[str]:
    return [type(item).__name__ for item in items]


def test_a_call_goes_through_menu_queue_agent_and_wrap_up(play: Play) -> None:
    play.ready("ana")
    assert kinds(list(play.call().commands)) == ["PlayPrompts"]
    rung = play.press("2").commands
    assert kinds(list(rung)) == ["StopPlay", "HoldInQueue", "RingPhone"]
    assert isinstance(rung[2], port.RingPhone)
    assert (rung[2].phone_id, rung[2].caller, rung[2].rejoin) == ("t.ana", "+34", False)
    assert kinds(list(play.talk().commands)) == ["Connect"]
    held = play.act(inputs.HoldCall("ana")).commands
    assert [type(c) for c in held] == [port.Hold]
    assert [type(c) for c in play.act(inputs.ResumeCall("ana")).commands] == [port.Connect]
    ended = play.act(inputs.HangUp("ana")).commands
    assert kinds(list(ended)) == ["ReleaseAgent", "EndCall"]
    assert isinstance(ended[0], port.ReleaseAgent)
    assert ended[0].ring_id == "C.r1"
    play.act(inputs.CompleteWrapUp("ana", code="sold"))
    assert play.agent("ana") == "ready"
    assert not play.engine.state.contacts


def test_closed_hours_are_told_and_counted(play: Play) -> None:
    shut = Play(Engine(small_settings(is_open=False)))
    shut.call()
    said = shut.press("1")
    assert kinds(list(said.commands)) == ["StopPlay", "PlayPrompts"]
    played = said.commands[1]
    assert isinstance(played, port.PlayPrompts)
    over = shut.hear(port.PlayEnded(at_ms=0, contact_id="C", play_id=played.play_id))
    ended = [f for f in over.facts if isinstance(f, facts.ContactEnded)]
    assert [f.disposition for f in ended] == ["closed_hours"]
    assert kinds(list(over.commands)) == ["EndCall"]


def test_an_unknown_number_is_refused_and_counted_as_blocked(play: Play) -> None:
    outcome = play.call(number="9999")
    assert [f.cause for f in outcome.facts if isinstance(f, facts.ContactRefused)] == [
        "unknown_number"
    ]
    assert [c.cause for c in outcome.commands if isinstance(c, port.EndCall)] == ["unknown_number"]


def test_a_queue_that_was_removed_takes_a_message_instead_of_silence() -> None:
    play = Play(Engine(small_settings(queues=("other",))))
    play.call()
    assert kinds(list(play.press("1").commands)) == ["StopPlay", "PlayPrompts", "TakeVoicemail"]
    over = play.hear(
        port.VoicemailEnded(at_ms=0, contact_id="C", recording_id="C.vm", duration_ms=4_000)
    )
    assert [f.disposition for f in over.facts if isinstance(f, facts.ContactEnded)] == ["voicemail"]


def test_a_caller_who_gave_up_while_no_floor_was_there_is_counted(play: Play) -> None:
    outcome = play.hear(
        port.CallerWasAlone(
            at_ms=9_000,
            arrived_ms=6_000,
            contact_id="M",
            line="m.1",
            caller="+34",
            number="1000",
            message_ms=0,
        )
    )
    assert kinds(list(outcome.facts))[0] == "ContactArrived"
    (ended,) = [f for f in outcome.facts if isinstance(f, facts.ContactEnded)]
    assert (ended.disposition, ended.ended_by, ended.cause) == (
        "system_drop",
        "customer",
        "floor_away",
    )


def test_a_message_left_while_no_floor_was_there_becomes_a_whole_contact(play: Play) -> None:
    outcome = play.hear(
        port.CallerWasAlone(
            at_ms=9_000,
            arrived_ms=6_000,
            contact_id="M",
            line="m.1",
            caller="+34",
            number="1000",
            message_ms=3_000,
        )
    )
    assert kinds(list(outcome.facts))[0] == "ContactArrived"
    assert outcome.facts[0].at_ms == 6_000
    assert [f.disposition for f in outcome.facts if isinstance(f, facts.ContactEnded)] == [
        "voicemail"
    ]


def test_pain_3_a_caller_who_hung_up_stops_the_ring_and_frees_the_agent(play: Play) -> None:
    play.ready("ana")
    play.call()
    play.press("1")
    gone = play.hear(port.CallEnded(at_ms=0, contact_id="C"))
    assert [c.ring_id for c in gone.commands if isinstance(c, port.CancelRing)] == ["C.r1"]
    assert play.agent("ana") == "ready"


def test_a_missed_ring_goes_to_the_next_agent_with_its_place(play: Play) -> None:
    play.ready("ana")
    play.ready("bo")
    play.call()
    play.press("1")
    outcome = play.wait(20_000)
    assert [f.result for f in outcome.facts if isinstance(f, facts.RingEnded)] == ["missed"]
    assert kinds(list(outcome.commands)) == ["CancelRing", "RingPhone"]
    assert play.agent("ana") == "not_ready"


def test_pain_9_a_reload_gives_the_call_back_and_keeps_the_customer(play: Play) -> None:
    play.ready("ana")
    play.call()
    play.press("1")
    play.talk()
    lost = play.hear(port.AgentLegEnded(at_ms=0, contact_id="C", ring_id="C.r1", by_phone=True))
    assert "EndCall" not in kinds(list(lost.commands))
    assert play.phase() == "rejoining"
    back = [c for c in play.phone("ana", "r2").commands if isinstance(c, port.RingPhone)]
    assert [c.rejoin for c in back] == [True]
    again = play.hear(port.RingAnswered(at_ms=0, contact_id="C", ring_id=back[0].ring_id))
    assert [c.ring_id for c in again.commands if isinstance(c, port.Connect)] == [back[0].ring_id]
    assert play.phase() == "talking"


def test_a_refused_action_changes_nothing(play: Play) -> None:
    play.ready("ana")
    before = len(play.all.facts)
    with pytest.raises(Refused):
        play.act(inputs.HoldCall("ana"))
    assert len(play.all.facts) == before


def test_pain_7_a_replayed_floor_equals_the_one_that_was_killed(play: Play) -> None:
    play.ready("ana")
    for contact in ("A", "B", "C"):
        play.call(contact)
    play.press("1", "A")
    play.talk("A")
    play.press("2", "B")
    again = Engine(small_settings())
    for fact in play.all.facts:
        again.replay(fact)
    assert again.state == play.engine.state
    alive = tuple(
        port.LiveCall(
            contact_id=c,
            line=f"{c}.line",
            answered=True,
            rings={"A.r1": True} if c == "A" else {},
            connected_ring_id="A.r1" if c == "A" else "",
        )
        for c in ("A", "B", "C")
    )
    up = port.TelephonyUp(at_ms=0, restarted=False, calls=alive, reachable={"t.ana": "r1"})
    outcome = again.reconcile(up, play.now_ms + 500)
    todo = {c.contact_id: type(c).__name__ for c in outcome.commands}
    assert todo == {"A": "Connect", "B": "HoldInQueue", "C": "PlayPrompts"}


def test_calls_lost_with_telephony_are_closed_with_that_cause(play: Play) -> None:
    play.ready("ana")
    play.call()
    play.press("1")
    play.talk()
    up = port.TelephonyUp(at_ms=0, restarted=True, calls=(), reachable={})
    outcome = play.engine.reconcile(up, play.now_ms + 500)
    assert [f.cause for f in outcome.facts if isinstance(f, facts.ContactEnded)] == [
        "telephony_lost"
    ]


def test_a_ring_that_nobody_knows_is_cancelled_after_a_restart(play: Play) -> None:
    play.call()
    live = port.LiveCall(contact_id="C", line="C.line", answered=True, rings={"C.r9": False})
    up = port.TelephonyUp(at_ms=0, restarted=False, calls=(live,))
    outcome = play.engine.reconcile(up, play.now_ms + 5)
    assert [c.ring_id for c in outcome.commands if isinstance(c, port.CancelRing)] == ["C.r9"]


def test_a_running_caller_stays_on_the_version_it_began_with(play: Play) -> None:
    play.call()
    changed = small_settings(is_open=False)
    play.engine.configure(changed, play.now_ms)
    play.press("1")
    assert play.engine.settings is changed
    assert play.phase() == "ivr"


def test_the_queue_says_the_position_at_intervals(play: Play) -> None:
    play.call()
    play.press("1")
    said = [c for c in play.wait(30_000).commands if isinstance(c, port.PlayPrompts)]
    assert [p.value for p in said[0].prompts] == ["queue-youarenext", "queue-thankyou"]


def test_a_closed_centre_says_so_instead_of_the_menu_and_hangs_up(play: Play) -> None:
    settings = small_settings()
    shut = msgspec.structs.replace(
        settings.centre, version=2, closings={"": Closing(message={"en": "Power cut."})}
    )
    play.engine.configure(replace(settings, centre=shut), play.now_ms)
    said = play.call()
    assert kinds(list(said.commands)) == ["PlayPrompts"]
    played = said.commands[0]
    assert isinstance(played, port.PlayPrompts)
    assert [prompt.value for prompt in played.prompts] == ["Power cut."]
    over = play.hear(port.PlayEnded(at_ms=0, contact_id="C", play_id=played.play_id))
    assert kinds(list(over.commands)) == ["EndCall"]
    ended = [fact for fact in over.facts if isinstance(fact, facts.ContactEnded)]
    assert [fact.disposition for fact in ended] == ["closed_hours"]


def test_pain_17_who_is_on_the_do_not_serve_list_hears_the_sentence_and_no_menu(play: Play) -> None:
    settings = small_settings()
    refuse = CallerRule(rule_id="no", name="No", is_refused=True, message={"en": "Write to us."})
    picky = msgspec.structs.replace(settings.centre, version=2, caller_rules=(refuse,))
    play.engine.configure(replace(settings, centre=picky), play.now_ms)
    said = play.call()
    assert kinds(list(said.commands)) == ["PlayPrompts"]
    played = said.commands[0]
    assert isinstance(played, port.PlayPrompts)
    assert [prompt.value for prompt in played.prompts] == ["Write to us."]
    over = play.hear(port.PlayEnded(at_ms=0, contact_id="C", play_id=played.play_id))
    ended = [fact for fact in over.facts if isinstance(fact, facts.ContactEnded)]
    assert [fact.disposition for fact in ended] == ["do_not_serve"]


def test_a_caller_with_a_language_by_rule_is_not_asked_for_it_nor_after_a_restart(
    play: Play,
) -> None:
    settings = small_settings()
    rule = CallerRule(rule_id="es", name="Spanish", language="es")
    spoken = msgspec.structs.replace(settings.centre, version=2, caller_rules=(rule,))
    play.engine.configure(replace(settings, centre=spoken), play.now_ms)
    said = play.call()
    assert play.phase() == "queued", "nobody asks for a language that is known"
    again = Engine(replace(settings, centre=spoken))
    for fact in said.facts:
        again.replay(fact)
        if isinstance(fact, facts.IvrStarted):
            break
    assert again.state.contacts["C"].language == "es"
    assert again._menus._running["C"].session.language == "es"
