"""A prompt recorded by phone: one call of somebody with the centre, from its ring to its end. Pure.

The person is told what to do, speaks after the tone, hears it played back, and keeps it (1) or begins
again (2). Whoever hangs up before that has kept nothing. A call is no contact and counts nowhere; a
floor that is restarted lets it go.
"""

from typing import Literal

import msgspec

from callfloor.floor.asking import Ask, KeepTake, Language, PrepareTake, TakeKept, TakePrepared
from callfloor.floor.outcome import Outcome
from callfloor.floor.take_words import Sentence, spoken
from callfloor.telephony import port

RING_MS = 30_000
LENGTH_MAX_MS = 5 * 60_000
HEARD_MIN_MS = 300
"""Less than this was nobody speaking."""
DECIDE_MS = 8_000
ANSWER_MS = 15_000
"""For the sound to be converted, or kept."""
CALL_MAX_MS = 20 * 60_000
TRIES = 3

Phase = Literal[
    "ringing", "told", "recording", "preparing", "deciding", "keeping", "leaving", "over"
]
Result = Literal[
    "", "kept", "not_kept", "hung_up", "busy", "no_answer", "rejected", "failed", "lost", "ended"
]
"""`not_kept`: it could not be kept; `hung_up`: by the person; `lost`: with telephony."""


class Author(msgspec.Struct, frozen=True):
    """Who records; as the settings' history and the audit name them."""

    actor: str
    name: str


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    """Where it rings: an agent's or a supervisor's own phone, or an outside number."""

    phone_id: str = ""
    kind: Literal["browser", "sip", "fixed"] = "browser"
    address: str = ""
    number: str = ""
    shown: str = ""


class Take(msgspec.Struct, kw_only=True):
    """One such call. `said_in` is the person's language, `language` that of the prompt."""

    tenant: str
    take_id: str
    prompt: str
    language: Language
    said_in: str
    author: Author
    phone: Phone
    began_ms: int
    phase: Phase = "ringing"
    result: Result = ""
    error: str = ""
    """Why it could not be kept, as the refused upload would say it."""
    sound: str = ""
    version: int = 0
    due_ms: int | None = None
    _number: int = 0
    _plays: int = 0
    _missed: int = 0
    _file: str = ""
    _skips: bool = False

    @property
    def line(self) -> str:
        return f"{self.take_id}.h1"

    @property
    def recording_id(self) -> str:
        return f"{self.take_id}.h1.t{self._number}"

    @property
    def ends_ms(self) -> int:
        return self.began_ms + CALL_MAX_MS

    @property
    def next_due_ms(self) -> int | None:
        if self.phase == "over":
            return None
        return min(self.ends_ms, self.due_ms) if self.due_ms is not None else self.ends_ms

    # -- what happens ---------------------------------------------------------------------------

    def begin(self) -> Outcome:
        phone = self.phone
        dial = port.DialCustomer(
            tenant=self.tenant,
            contact_id=self.take_id,
            line=self.line,
            phone_id=phone.phone_id,
            phone=phone.kind,
            address=phone.address,
            number=phone.number,
            shown=phone.shown,
            limit_ms=RING_MS,
            alone=True,
        )
        return Outcome(commands=[dial])

    def hear(self, event: port.TelephonyEvent, now_ms: int) -> Outcome:
        """An event of telephony; one that does not fit where the call is changes nothing."""
        if self.phase == "over":
            return Outcome()
        match event:
            case port.CustomerAnswered() if self.phase == "ringing":
                return self._tell("begin")
            case port.CustomerFailed():
                return self.end(event.result)
            case port.CallEnded():
                return self.end(self.result or "hung_up")
            case port.PlayEnded() if event.play_id == self._play_id:
                return self._said(now_ms, ok=event.ok)
            case port.VoicemailEnded() if event.recording_id == self.recording_id:
                return self._recorded(event.duration_ms, now_ms)
            case port.DigitPressed():
                return self._key(event.digit, now_ms)
        return Outcome()

    def prepared(self, answer: TakePrepared, now_ms: int) -> Outcome:
        """The sound is one that telephones play, or cannot be made one."""
        if self.phase != "preparing":
            return Outcome()
        if answer.error == "sound_empty":
            return self._nothing_heard()
        if not answer.file:
            return self._leave("not_kept", "not_kept", answer.error)
        self._file = answer.file
        return self._review()

    def kept(self, answer: TakeKept) -> Outcome:
        if self.phase != "keeping":
            return Outcome()
        self.sound, self.version = answer.sound, answer.version
        if not answer.sound:
            return self._leave("not_kept", "not_kept", answer.error)
        return self._leave("kept", "kept")

    def tick(self, now_ms: int) -> Outcome:
        """Let happen what is due."""
        if self.next_due_ms is None or now_ms < self.next_due_ms:
            return Outcome()
        if now_ms >= self.ends_ms:
            return self.end("ended")
        self.due_ms = None
        if self.phase in ("preparing", "keeping"):
            return self._leave("not_kept", "not_kept", "unavailable")
        if self.phase != "deciding":
            return Outcome()
        self._missed += 1
        if self._missed >= TRIES:
            return self._leave("goodbye", "ended")
        return self._review()

    def end(self, result: Result) -> Outcome:
        """Over, from whichever side. What was not kept is thrown away."""
        if self.phase == "over":
            return Outcome()
        self.phase, self.due_ms, self.result = "over", None, self.result or result
        end = port.EndCall(tenant=self.tenant, contact_id=self.take_id)
        return Outcome(commands=[end])

    # -- how ------------------------------------------------------------------------------------

    def _about(self) -> dict[str, str]:
        return {"tenant": self.tenant, "contact_id": self.take_id}

    @property
    def _play_id(self) -> str:
        return f"{self.take_id}.p{self._plays}"

    def _say(self, *prompts: port.Prompt) -> Outcome:
        self._plays += 1
        play = port.PlayPrompts(**self._about(), play_id=self._play_id, prompts=prompts)
        return Outcome(commands=[play])

    def _words(self, sentence: Sentence) -> port.Prompt:
        return spoken(sentence, self.said_in, sound_language=self.language)

    def _tell(self, sentence: Sentence) -> Outcome:
        self.phase, self.due_ms = "told", None
        return self._say(self._words(sentence))

    def _review(self) -> Outcome:
        self.phase, self.due_ms = "deciding", None
        return self._say(
            port.Prompt("file", self._file, self.language), self._words("keep_or_again")
        )

    def _leave(self, sentence: Sentence, result: Result, error: str = "") -> Outcome:
        self.phase, self.due_ms, self.result, self.error = "leaving", None, result, error
        return self._say(self._words(sentence))

    def _said(self, now_ms: int, *, ok: bool) -> Outcome:
        match self.phase:
            case "told" if not ok:  # nobody may speak who was not told when
                return self.end("failed")
            case "told":
                self.phase = "recording"
                self._number += 1
                take = port.TakeVoicemail(
                    **self._about(), recording_id=self.recording_id, limit_ms=LENGTH_MAX_MS
                )
                return Outcome(commands=[take])
            case "deciding":
                self.due_ms = now_ms + DECIDE_MS
            case "leaving":
                return self.end(self.result)
        return Outcome()

    def _recorded(self, duration_ms: int, now_ms: int) -> Outcome:
        if self.phase != "recording":
            return Outcome()
        if duration_ms < HEARD_MIN_MS:
            return self._nothing_heard()
        self.phase, self.due_ms = "preparing", now_ms + ANSWER_MS
        return self._ask(PrepareTake(self.recording_id))

    def _nothing_heard(self) -> Outcome:
        self._missed += 1
        if self._missed >= TRIES:
            return self._leave("goodbye", "ended")
        return self._tell("nothing_heard")

    def _key(self, digit: str, now_ms: int) -> Outcome:
        """The hash that ends a recording is telephony's; during the words before it skips them."""
        if self.phase == "told" and digit == "#":
            return Outcome(commands=[port.StopPlay(**self._about(), play_id=self._play_id)])
        if self.phase != "deciding" or digit not in ("1", "2"):
            return Outcome()
        outcome = Outcome(commands=[port.StopPlay(**self._about(), play_id=self._play_id)])
        self._missed = 0
        if digit == "2":
            outcome.add(self._tell("again"))
            return outcome
        self.phase, self.due_ms = "keeping", now_ms + ANSWER_MS
        outcome.add(
            self._ask(
                KeepTake(
                    self.recording_id,
                    self.prompt,
                    self.language,
                    self.author.actor,
                    self.author.name,
                )
            )
        )
        return outcome

    def _ask(self, what: PrepareTake | KeepTake) -> Outcome:
        ask = Ask(tenant=self.tenant, contact_id=self.take_id, ask_id=self.recording_id, what=what)
        return Outcome(asks=[ask])
