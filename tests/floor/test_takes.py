"""Prompts recorded by phone, and the echo test: calls with the centre alone, which are no contacts."""

from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import cases
from tests.floor.conftest import small_settings

from callfloor.acd import inputs
from callfloor.acd.errors import Refused
from callfloor.floor.asking import Answered, Ask, KeepTake, PrepareTake, TakeKept, TakePrepared
from callfloor.floor.outcome import Outcome
from callfloor.floor.state import FloorState
from callfloor.floor.take_words import SENTENCES
from callfloor.floor.takes import CALL_MAX_MS, Author, Phone, Take
from callfloor.kit.errors import NotFoundError
from callfloor.telephony import port
from callfloor.telephony.simulated.exchange import Exchange
from callfloor.telephony.simulated.legs import RingPlan

TAKE_ID = "01KAF5Z8J3V2M6T0Q4R7Y9X1WC"


def a_take(**more: Any) -> Take:
    given: dict[str, Any] = {
        "tenant": "t", "take_id": TAKE_ID, "prompt": "welcome", "language": "es", "said_in": "en",
        "author": Author("user:1", "Ana"), "phone": Phone(phone_id="t.ana"), "began_ms": 1_000,
    }  # fmt: skip
    return Take(**{**given, **more})


class Room:
    """A floor on the simulated exchange, with a studio that always can; keys are pressed by word."""

    def __init__(self, *, answers: str = "answered") -> None:
        self.floor = FloorState()
        self.floor.configure(small_settings(), 0)
        self.exchange = Exchange(Random(1), {})
        self.exchange.ring_plan = lambda _phone, _rejoin: RingPlan(answers, 500)
        self.now_ms = 1_000
        self.commands: list[port.Command] = []
        self.kept: list[KeepTake] = []
        self.events: list[port.TelephonyEvent] = []
        self.refuses = ""
        self.exchange.register("t.ana", self.now_ms)
        self.run(lambda: self.floor.state_of("t").is_reachable("ana"))

    def carry_out(self, outcome: Outcome) -> None:
        assert not [one for one in outcome.facts if getattr(one, "contact_id", "") == TAKE_ID]
        for command in outcome.commands:
            self.commands.append(command)
            self.exchange.execute(command, self.now_ms)
        for ask in outcome.asks:
            self._answer(ask)

    def _answer(self, ask: Ask) -> None:
        answer: TakePrepared | TakeKept
        if isinstance(ask.what, PrepareTake):
            answer = TakePrepared("" if self.refuses else "takes/one.wav", self.refuses)
        else:
            assert isinstance(ask.what, KeepTake)
            self.kept.append(ask.what)
            answer = TakeKept("0" * 64, 3)
        about = {"tenant": ask.tenant, "contact_id": ask.contact_id, "ask_id": ask.ask_id}
        self.carry_out(self.floor.answered(Answered(**about, answer=answer), self.now_ms))

    def run(self, is_so: Any) -> None:
        """Let happen what happens, until it is so."""
        for _ in range(2_000):
            if is_so():
                return
            due = self.floor.next_deadline_ms
            next_ms = self.exchange.next_at_ms
            if next_ms is None or (due is not None and due < next_ms):
                assert due is not None, "nothing will happen any more"
                self.now_ms = max(self.now_ms, due)
                self.carry_out(self.floor.tick(self.now_ms))
                continue
            self.now_ms, events = self.exchange.take()
            for event in events:
                self.events.append(event)
                self.carry_out(self.floor.handle(event, self.now_ms))
        raise AssertionError("it never became so")

    def begin(self, **more: Any) -> Take:
        take = a_take(began_ms=self.now_ms, **more)
        self.carry_out(self.floor.house.begin(take))
        return take

    def until(self, take: Take, phase: str) -> None:
        self.run(lambda: take.phase == phase)

    def press(self, key: str) -> None:
        self.exchange.press(TAKE_ID, key, self.now_ms)

    def said(self) -> list[tuple[str, str]]:
        plays = [one for one in self.commands if isinstance(one, port.PlayPrompts)]
        return [(one.kind, one.value) for play in plays[-1:] for one in play.prompts]


def test_a_prompt_is_recorded_heard_begun_again_and_kept() -> None:
    room = Room()
    take = room.begin()
    room.until(take, "told")
    ((_, words),) = room.said()
    assert "in Spanish" in words
    room.until(take, "deciding")
    assert room.said()[0] == ("file", "takes/one.wav")
    room.press("2")
    room.until(take, "told")
    room.until(take, "deciding")
    assert room.kept == []
    room.press("1")
    room.until(take, "over")
    assert (take.result, take.version) == ("kept", 3)
    (kept,) = room.kept
    assert kept == KeepTake(f"{TAKE_ID}.h1.t2", "welcome", "es", "user:1", "Ana")
    dialled = next(one for one in room.commands if isinstance(one, port.DialCustomer))
    assert (dialled.phone_id, dialled.phone, dialled.alone) == ("t.ana", "browser", True)
    assert room.floor.contact_count == 0
    room.run(lambda: room.exchange.calls == {})
    assert room.floor.house.take("t", TAKE_ID) is take
    with pytest.raises(NotFoundError):
        room.floor.house.take("other", TAKE_ID)


@pytest.mark.parametrize(
    ("does", "result"), [("busy", "busy"), ("missed", "no_answer"), ("rejected", "rejected")]
)
def test_a_phone_that_is_not_answered_is_told(does: str, result: str) -> None:
    room = Room(answers=does)
    take = room.begin()
    room.until(take, "over")
    assert (take.result, room.kept) == (result, [])


def test_nothing_is_kept_without_a_word_from_the_person() -> None:
    room = Room()
    take = room.begin()
    room.until(take, "over")
    assert (take.result, room.kept) == ("ended", [])
    assert room.said() == [("speech", SENTENCES["goodbye"]["en"])]


def test_who_says_nothing_is_asked_again_and_what_cannot_be_played_is_not_kept() -> None:
    room = Room()
    room.refuses = "sound_empty"
    take = room.begin(said_in="zh")
    room.run(lambda: room.said() == [("speech", SENTENCES["nothing_heard"]["zh"])])
    room.refuses = "sound_too_long"
    room.until(take, "over")
    assert (take.result, take.error, room.kept) == ("not_kept", "sound_too_long", [])


def test_an_agent_who_takes_customers_records_nothing_and_becoming_ready_ends_it() -> None:
    room = Room()
    for action in (inputs.LogIn("ana"), inputs.GoReady("ana")):
        room.carry_out(room.floor.act("t", action, "agent", room.now_ms))
    with pytest.raises(Refused, match="not ready first"):
        room.begin()
    room.carry_out(room.floor.act("t", inputs.GoNotReady("ana", "break"), "agent", room.now_ms))
    take = room.begin()
    with pytest.raises(Refused, match="already"):
        room.begin(take_id="other")
    room.until(take, "recording")
    room.carry_out(room.floor.act("t", inputs.GoReady("ana"), "agent", room.now_ms))
    assert (take.phase, take.result) == ("over", "ended")
    room.run(lambda: room.exchange.calls == {})


def test_telephony_that_was_away_and_a_floor_that_was_restarted_let_it_go() -> None:
    room = Room()
    take = room.begin()
    room.until(take, "recording")
    room.exchange.go_away(room.now_ms, room.now_ms + 500)
    room.until(take, "over")
    assert (take.result, room.exchange.calls, room.kept) == ("lost", {}, [])
    assert TAKE_ID not in FloorState().house, "nothing of it is replayed"


@pytest.mark.parametrize(("state", "begins"), [("logged_out", True), ("ready", False)])
def test_the_echo_is_refused_to_whom_customers_may_ring(state: str, begins: bool) -> None:
    room = Room()
    if state == "ready":
        for action in (inputs.LogIn("ana"), inputs.GoReady("ana")):
            room.carry_out(room.floor.act("t", action, "agent", room.now_ms))
    room.exchange.call_centre("E", "t.ana", "*43", room.now_ms)
    kind = port.EchoBack if begins else port.EndCall
    room.run(lambda: isinstance(room.commands[-1], kind) if room.commands else False)
    assert room.said() == [("speech", SENTENCES["echo" if begins else "echo_not_now"]["en"])]
    if begins:
        for action in (inputs.LogIn("ana"), inputs.GoReady("ana")):
            room.carry_out(room.floor.act("t", action, "agent", room.now_ms))
    room.run(lambda: room.exchange.calls == {})
    assert "E" not in room.floor.house


def test_every_sentence_is_there_in_every_language() -> None:
    for sentence, texts in SENTENCES.items():
        assert set(texts) == {"en", "es", "zh"}, sentence
        assert len(set(texts.values())) == 3, sentence


_EVENTS = st.sampled_from(
    [
        port.CustomerAnswered(at_ms=0, contact_id=TAKE_ID, line="l"),
        port.CustomerFailed(at_ms=0, contact_id=TAKE_ID, line="l", result="busy"),
        port.CallEnded(at_ms=0, contact_id=TAKE_ID),
        *(port.DigitPressed(at_ms=0, contact_id=TAKE_ID, digit=key) for key in "12#9"),
        "played", "unplayed", "recorded", "silence", "prepared", "unprepared", "kept", "unkept",
        "wait",
    ]
)  # fmt: skip


@given(st.lists(_EVENTS, max_size=30))
@settings(max_examples=cases(300, quick=50), deadline=None)
def test_in_every_order_of_events_only_the_key_keeps_and_the_call_always_ends(
    events: list[Any],
) -> None:
    take = a_take()
    outcome = take.begin()
    now_ms, presses, could = 1_000, 0, 0
    for event in events:
        now_ms += 100
        could += take.phase == "deciding"
        presses += (
            take.phase == "deciding" and isinstance(event, port.DigitPressed) and event.digit == "1"
        )
        outcome.add(_happen(take, event, now_ms))
        assert take.result != "kept" or presses
    outcome.add(take.tick(take.began_ms + CALL_MAX_MS))
    keeps = [one for one in outcome.asks if isinstance(one.what, KeepTake)]
    ends = [one for one in outcome.commands if isinstance(one, port.EndCall)]
    assert (take.phase, len(ends), take.next_due_ms) == ("over", 1, None)
    assert len(keeps) == presses <= 1
    plays = [one.play_id for one in outcome.commands if isinstance(one, port.PlayPrompts)]
    assert len(plays) == len(set(plays))
    assert take.tick(now_ms + CALL_MAX_MS) == Outcome()


def _happen(take: Take, event: Any, now_ms: int) -> Outcome:
    about: dict[str, Any] = {"at_ms": 0, "contact_id": TAKE_ID}
    match event:
        case "played" | "unplayed":
            played = port.PlayEnded(**about, play_id=take._play_id, ok=event == "played")
            return take.hear(played, now_ms)
        case "recorded" | "silence":
            length_ms = 4_000 if event == "recorded" else 0
            ended = port.VoicemailEnded(
                **about, recording_id=take.recording_id, duration_ms=length_ms
            )
            return take.hear(ended, now_ms)
        case "prepared":
            return take.prepared(TakePrepared("takes/a.wav"), now_ms)
        case "unprepared":
            return take.prepared(TakePrepared(error="sound_empty"), now_ms)
        case "kept" | "unkept":
            sound = "0" * 64 if event == "kept" else ""
            return take.kept(TakeKept(sound, 1, "" if sound else "unavailable"))
        case "wait":
            return take.tick(now_ms + 60_000)
    return take.hear(msgspec.structs.replace(event, at_ms=now_ms), now_ms)
