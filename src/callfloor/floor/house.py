"""Calls of somebody's phone with the centre alone: prompts recorded by phone, and the echo test. Pure.

They are no contacts: nothing of them is in the journal, and none survives a restart of the floor or a
lost connection to telephony, which lets them go. Whoever takes contacts has them only while not ready
or logged out, and loses them on becoming ready: no customer may ring an engaged phone.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable

import msgspec

from callfloor.acd.errors import Refused
from callfloor.acd.state import State
from callfloor.events.agents import AgentStateChanged
from callfloor.events.fact import Fact
from callfloor.floor.asking import Answered, TakeKept, TakePrepared
from callfloor.floor.outcome import Outcome
from callfloor.floor.take_words import Sentence, spoken
from callfloor.floor.takes import Take
from callfloor.kit.errors import NotFoundError
from callfloor.telephony import port

ECHO = "*43"
TAKES_MAX = 5
"""Of one company at once."""
SHOWN_LATER = 200
"""Takes that are over and can still be asked for."""
_RESTING = ("not_ready", "logged_out")


class Echo(msgspec.Struct):
    tenant: str
    phone_id: str
    begins: bool
    """It does once its sentence was said; else the call ends then."""


class House:
    """`state_of` gives the core's state of a tenant, or None; `language_of` the centre's own language."""

    def __init__(
        self, state_of: Callable[[str], State | None], language_of: Callable[[str], str]
    ) -> None:
        self._state_of = state_of
        self._language_of = language_of
        self._takes: dict[str, Take] = {}
        self._over: OrderedDict[str, Take] = OrderedDict()
        self._echoes: dict[str, Echo] = {}

    def __contains__(self, call_id: str) -> bool:
        return call_id in self._takes or call_id in self._echoes

    @property
    def take_ids(self) -> frozenset[str]:
        """Calls by which a prompt is being recorded now."""
        return frozenset(self._takes)

    @property
    def next_due_ms(self) -> int | None:
        due = (take.next_due_ms for take in self._takes.values())
        return min((at for at in due if at is not None), default=None)

    # -- recording a prompt ---------------------------------------------------------------------

    def begin(self, take: Take) -> Outcome:
        """Raises Refused where the phone is engaged, or has to stay free for customers."""
        self._require_free(take.tenant, take.phone.phone_id)
        own = [one for one in self._takes.values() if one.tenant == take.tenant]
        if len(own) >= TAKES_MAX:
            msg = "Several prompts are being recorded by phone already; wait for one to end."
            raise Refused("takes_full", msg)
        if any(one.phone == take.phone for one in own):
            raise Refused("take_under_way", "This phone is recording a prompt already.")
        self._takes[take.take_id] = take
        return take.begin()

    def take(self, tenant: str, take_id: str) -> Take:
        found = self._takes.get(take_id) or self._over.get(take_id)
        if found is None or found.tenant != tenant:
            raise NotFoundError("There is no such recording by phone; begin a new one.")
        return found

    def press(self, tenant: str, take_id: str, key: str, now_ms: int) -> Outcome:
        """A key pressed on the screen instead of on the phone; the hash ends the recording."""
        take = self.take(tenant, take_id)
        if key == "#" and take.phase == "recording":
            about = {"tenant": tenant, "contact_id": take_id}
            return Outcome(commands=[port.StopVoicemail(**about, recording_id=take.recording_id)])
        event = port.DigitPressed(at_ms=now_ms, contact_id=take_id, digit=key)
        return self._settled(take, take.hear(event, now_ms))

    def hang_up(self, tenant: str, take_id: str) -> Outcome:
        take = self.take(tenant, take_id)
        return self._settled(take, take.end("hung_up"))

    def answered(self, answered: Answered, now_ms: int) -> Outcome:
        take = self._takes.get(answered.contact_id)
        if take is None:
            return Outcome()
        if isinstance(answered.answer, TakePrepared):
            return self._settled(take, take.prepared(answered.answer, now_ms))
        if isinstance(answered.answer, TakeKept):
            return self._settled(take, take.kept(answered.answer))
        return Outcome()

    # -- what happens ---------------------------------------------------------------------------

    def hear(self, event: port.TelephonyEvent, call_id: str, now_ms: int) -> Outcome:
        take = self._takes.get(call_id)
        if take is not None:
            return self._settled(take, take.hear(event, now_ms))
        echo = self._echoes.get(call_id)
        if echo is None:
            return Outcome()
        about = {"tenant": echo.tenant, "contact_id": call_id}
        match event:
            case port.CallEnded():
                del self._echoes[call_id]
            case port.PlayEnded() if echo.begins:
                return Outcome(commands=[port.EchoBack(**about)])
            case port.PlayEnded():
                end = port.EndCall(tenant=echo.tenant, contact_id=call_id)
                return Outcome(commands=[end])
        return Outcome()

    def phone_called(self, event: port.PhoneCalled) -> Outcome:
        """A phone wants the echo: nobody who is to be rung may have it."""
        tenant, _, agent_id = event.phone_id.partition(".")
        state = self._state_of(tenant)
        about = {"tenant": tenant, "contact_id": event.contact_id}
        if state is None or event.number != ECHO:
            end = port.EndCall(tenant=tenant, contact_id=event.contact_id, cause="unknown_number")
            return Outcome(commands=[end])
        begins = _is_free(state, agent_id) and not self._has_take(event.phone_id)
        self._echoes[event.contact_id] = Echo(tenant, event.phone_id, begins)
        words: Sentence = "echo" if begins else "echo_not_now"
        prompt = spoken(words, event.language or self._language_of(tenant))
        play_id = f"{event.contact_id}.echo"
        return Outcome(commands=[port.PlayPrompts(**about, play_id=play_id, prompts=(prompt,))])

    def tick(self, now_ms: int) -> Outcome:
        outcome = Outcome()
        for take in list(self._takes.values()):
            outcome.add(self._settled(take, take.tick(now_ms)))
        return outcome

    def follow(self, facts: Iterable[Fact]) -> Outcome:
        """Whoever becomes ready has a free phone."""
        outcome = Outcome()
        for fact in facts:
            if isinstance(fact, AgentStateChanged) and fact.state not in _RESTING:
                outcome.add(self._free(f"{fact.tenant}.{fact.agent_id}"))
        return outcome

    def lost(self) -> None:
        """Telephony was away, and has let these calls go."""
        for take in list(self._takes.values()):
            self._settled(take, take.end("lost"))
        self._echoes.clear()

    # -- how ------------------------------------------------------------------------------------

    def _require_free(self, tenant: str, phone_id: str) -> None:
        state = self._state_of(tenant)
        if phone_id and state is not None and not _is_free(state, phone_id.partition(".")[2]):
            msg = "Set yourself not ready first: customers may not ring an engaged phone."
            raise Refused("take_needs_rest", msg)

    def _has_take(self, phone_id: str) -> bool:
        return any(one.phone.phone_id == phone_id for one in self._takes.values())

    def _free(self, phone_id: str) -> Outcome:
        outcome = Outcome()
        for take in [one for one in self._takes.values() if one.phone.phone_id == phone_id]:
            outcome.add(self._settled(take, take.end("ended")))
        for call_id, echo in self._echoes.items():
            if echo.phone_id == phone_id:
                end = port.EndCall(tenant=echo.tenant, contact_id=call_id)
                outcome.commands.append(end)
        return outcome

    def _settled(self, take: Take, outcome: Outcome) -> Outcome:
        if take.phase == "over" and self._takes.pop(take.take_id, None) is not None:
            self._over[take.take_id] = take
            while len(self._over) > SHOWN_LATER:
                self._over.popitem(last=False)
        return outcome


def _is_free(state: State, agent_id: str) -> bool:
    """Nobody waits for this phone: not ready or logged out, in no call, and hearing none."""
    run = state.agents.get(agent_id)
    hears = any(
        monitor.phone_id == agent_id
        for contact in state.contacts.values()
        for monitor in contact.monitors
    )
    return not hears and (run is None or (run.state in _RESTING and not run.contact_id))
