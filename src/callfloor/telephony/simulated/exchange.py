"""The exchange: calls, legs and phones, driven by the port's commands, answering with its events.

What is going to happen stands in one heap by time. `execute` takes a command at a time, `next_at_ms`
says when something happens next, and `take` makes it happen and gives the events of it.
"""

from collections.abc import Callable
from random import Random

from callfloor.telephony import port
from callfloor.telephony.simulated.callers import Caller, Ear
from callfloor.telephony.simulated.dialled import Dialled
from callfloor.telephony.simulated.faults import Faults
from callfloor.telephony.simulated.legs import COMMAND_MS, Call
from callfloor.telephony.simulated.scene import about
from callfloor.telephony.simulated.timeline import Happening

PROMPT_MS = 2_500
PROMPTS_MOST_MS = 30_000
REJOIN_PATIENCE_MS = 90_000
_OUTSIDE_RINGS_MS = 4_000
_BUSY = 17


class Exchange(Dialled):
    """`ears` are by called number."""

    def __init__(
        self,
        rng: Random,
        ears: dict[str, Ear],
        faults: Faults | None = None,
        *,
        is_demo: bool = False,
    ) -> None:
        super().__init__(rng, faults or Faults(rng))
        self.arrived = 0
        """Calls that the floor was told of."""
        self.is_demo = is_demo
        self.outside_answers: Callable[[str], bool] = lambda _number: True
        """Whether an outside number takes the call; else it is busy."""
        self._ears = ears
        self.trunks: dict[str, port.TrunkState] = {}
        """`<tenant>.<trunk_id>` → how it is."""
        self._registrations = 0
        self._messages: dict[str, Happening] = {}
        """Messages being taken, and what ends each before its time."""

    # -- the public -----------------------------------------------------------------------------

    def expect(self, caller: Caller) -> None:
        """This person is going to call."""
        self._later(caller.at_ms, lambda at_ms: self._arrive(caller, at_ms))

    def _arrive(self, caller: Caller, at_ms: int) -> None:
        call = Call(caller, f"line-{caller.contact_id}", talk_left_ms=caller.talk_ms)
        self.calls[caller.contact_id] = call
        if not self.is_down:
            self._announce(call, at_ms)
        self._set_patience(call, at_ms, caller.menu_patience_ms)

    def _announce(self, call: Call, at_ms: int) -> None:
        call.is_announced = True
        self.arrived += 1
        caller = call.caller
        arrived = port.CallArrived(
            at_ms=at_ms,
            contact_id=caller.contact_id,
            line=call.line,
            caller=caller.caller,
            caller_name=caller.caller_name,
            number=caller.number,
            trunk="" if caller.channel == "web_call" else "trunk",
            channel=caller.channel,
            language=caller.language if caller.channel == "web_call" else "",
            is_demo=self.is_demo,
        )
        self._out += self._faults.passed(arrived)

    def _set_patience(self, call: Call, at_ms: int, patience_ms: int) -> None:
        call.patience_timer += 1
        timer = call.patience_timer

        def gone(now_ms: int) -> None:
            if call.patience_timer == timer:
                self._customer_leaves(call, now_ms)

        self._later(at_ms + patience_ms, gone)

    # -- commands -------------------------------------------------------------------------------

    def execute(self, command: port.Command, now_ms: int) -> None:
        """Carry out a command; for a call that has gone the news is that it has gone."""
        if self.is_down:
            return
        call = self.calls.get(command.contact_id)
        if (
            call is None
            and isinstance(command, port.RingPhone | port.DialCustomer)
            and command.alone
        ):
            call = self._begin_alone(command, now_ms)
        if call is None:
            if not isinstance(command, _CLEARING):
                gone = port.CallEnded(at_ms=now_ms + COMMAND_MS, contact_id=command.contact_id)
                self._report_later(gone)
            return
        match command:
            case port.AnswerCall():
                call.is_answered = True
            case port.PlayPrompts():
                self._play(call, command, now_ms)
            case port.StopPlay():
                self._stop_play(call, command.play_id, now_ms)
            case port.HoldInQueue():
                self._wait(call, now_ms)
            case port.TakeVoicemail():
                self._take_message(call, command.recording_id, now_ms)
            case port.DialOut():
                self._go_outside(call, command.number, now_ms)
            case port.EndCall():
                self._later(
                    now_ms + COMMAND_MS,
                    lambda at_ms: self._customer_leaves(call, at_ms, command.cause),
                )
            case _:
                self._of_leg(call, command, now_ms)

    def _of_leg(self, call: Call, command: port.Command, now_ms: int) -> None:
        match command:
            case port.SilenceRecording():
                call.is_silent = command.silent
            case port.StopVoicemail():
                self._later(now_ms + COMMAND_MS, self._messages.pop(command.recording_id, _nothing))
            case port.DialCustomer():
                self._dial(call, command, now_ms)
            case port.DropCustomer():
                self._later(
                    now_ms + COMMAND_MS,
                    lambda at_ms: self._drop_line(call, command.line, at_ms),
                )
            case port.RingPhone():
                self._ring(call, command, now_ms)
            case port.CancelRing() | port.ReleaseAgent():
                self._drop_leg(call, command.ring_id, now_ms)
            case port.Connect():
                self._connect(call, command.ring_id, now_ms)
            case port.JoinLeg() | port.Monitor():
                self._place(call, command.ring_id, "joined", now_ms)
            case port.HoldLeg():
                self._place(call, command.ring_id, "held", now_ms)
            case port.Hold():
                call.bridged = ""
                self._pause_talk(call, now_ms)

    def _play(self, call: Call, command: port.PlayPrompts, now_ms: int) -> None:
        call.is_answered = True
        call.play_id = command.play_id
        caller = call.caller
        length_ms = min(PROMPT_MS * max(1, len(command.prompts)), PROMPTS_MOST_MS)
        self._later(now_ms + length_ms, lambda at_ms: self._end_play(call, command.play_id, at_ms))
        ear = self._ears.get(caller.number)
        key = ear.key(caller, command.prompts) if ear else ""
        if not key or self._rng.random() < caller.slip_share:
            return
        if self._rng.random() < caller.slip_share:
            key = self._rng.choice("0123456789*#")
        at_ms = now_ms + about(self._rng, length_ms * 0.8, 0.3)
        self._later(at_ms, lambda at_ms: self._press(call, key, at_ms))

    def _press(self, call: Call, key: str, at_ms: int) -> None:
        contact_id = call.caller.contact_id
        if self.calls.get(contact_id) is call and not call.bridged:
            self._report(port.DigitPressed(at_ms=at_ms, contact_id=contact_id, digit=key))

    def _end_play(self, call: Call, play_id: str, at_ms: int) -> None:
        contact_id = call.caller.contact_id
        if call.play_id == play_id and self.calls.get(contact_id) is call:
            call.play_id = ""
            self._report(port.PlayEnded(at_ms=at_ms, contact_id=contact_id, play_id=play_id))

    def _stop_play(self, call: Call, play_id: str, now_ms: int) -> None:
        self._later(now_ms + COMMAND_MS, lambda at_ms: self._end_play(call, play_id, at_ms))

    def _wait(self, call: Call, now_ms: int) -> None:
        call.is_answered, call.bridged = True, ""
        was_talking = call.talking_since_ms is not None
        self._pause_talk(call, now_ms)
        is_first = call.talk_left_ms == call.caller.talk_ms and not was_talking
        self._set_patience(
            call, now_ms, call.caller.patience_ms if is_first else REJOIN_PATIENCE_MS
        )

    def _take_message(self, call: Call, recording_id: str, now_ms: int) -> None:
        call.patience_timer += 1
        contact_id, length_ms = call.caller.contact_id, call.caller.message_ms

        def ended(at_ms: int) -> None:
            if self._messages.pop(recording_id, None) and self.calls.get(contact_id) is call:
                self._report(
                    port.VoicemailEnded(
                        at_ms=at_ms,
                        contact_id=contact_id,
                        recording_id=recording_id,
                        duration_ms=length_ms,
                    )
                )
                if not call.is_alone:
                    self._set_patience(call, at_ms, 2_000)

        def stopped(at_ms: int) -> None:
            self._messages[recording_id] = ended
            ended(at_ms)

        self._messages[recording_id] = stopped
        self._later(now_ms + PROMPT_MS + length_ms, ended)

    def _go_outside(self, call: Call, number: str, now_ms: int) -> None:
        call.patience_timer += 1
        call.is_outside = True
        if self.outside_answers(number):
            talk_ms = about(self._rng, 120_000)
            self._later(now_ms + talk_ms, lambda at_ms: self._customer_leaves(call, at_ms))
            return

        def failed(at_ms: int) -> None:
            call.is_outside = False
            contact_id = call.caller.contact_id
            if self.calls.get(contact_id) is call:
                self._report(
                    port.DialOutEnded(
                        at_ms=at_ms, contact_id=contact_id, answered=False, q850=_BUSY
                    )
                )

        self._later(now_ms + _OUTSIDE_RINGS_MS, failed)

    # -- phones and the exchange itself ---------------------------------------------------------

    def register(self, phone_id: str, at_ms: int) -> None:
        """A phone comes (again), under a new registration."""

        def come(at_ms: int) -> None:
            self._registrations += 1
            registration = f"reg-{self._registrations}"
            self.phones[phone_id] = registration
            self._report(
                port.PhoneReachable(
                    at_ms=at_ms, phone_id=phone_id, reachable=True, registration=registration
                )
            )

        self._later(at_ms, come)

    def lose_phone(self, phone_id: str, at_ms: int) -> None:
        """A phone vanishes: page closed, network lost, machine asleep. Its legs end."""

        def go(at_ms: int) -> None:
            if self.phones.pop(phone_id, None) is None:
                return
            self._report(port.PhoneReachable(at_ms=at_ms, phone_id=phone_id, reachable=False))
            for call in list(self.calls.values()):
                for ring_id, leg in list(call.legs.items()):
                    if leg.phone_id == phone_id:
                        self._drop_leg(call, ring_id, at_ms)

        self._later(at_ms, go)

    def set_trunk(self, tenant: str, trunk_id: str, at_ms: int, state: port.TrunkState) -> None:
        """The peer behind a trunk falls silent, refuses us, or is there; unheard while nobody listens."""

        def turn(at_ms: int) -> None:
            self.trunks[f"{tenant}.{trunk_id}"] = state
            self._report(
                port.TrunkChanged(at_ms=at_ms, tenant=tenant, trunk_id=trunk_id, state=state)
            )

        self._later(at_ms, turn)

    def go_away(self, at_ms: int, until_ms: int) -> None:
        """Nobody hears the exchange for a while; calls go on, events meanwhile are lost."""

        def down(at_ms: int) -> None:
            self._report(port.TelephonyDown(at_ms=at_ms, detail="simulated"))
            self.is_down = True

        def up(at_ms: int) -> None:
            for call in [one for one in self.calls.values() if one.is_alone]:
                self._customer_leaves(call, at_ms)  # unheard; what it was for is begun anew
            self.is_down = False
            self._out += [self._now_up(at_ms, has_restarted=False)]
            for call in list(self.calls.values()):
                if not call.is_announced:
                    self._announce(call, at_ms)

        self._later(at_ms, down)
        self._later(until_ms, up)

    def restart(self, at_ms: int, until_ms: int) -> None:
        """The exchange dies with all calls; phones register again once it is back."""

        def die(at_ms: int) -> None:
            self._report(port.TelephonyDown(at_ms=at_ms, detail="simulated"))
            self.is_down = True
            for call in list(self.calls.values()):
                self._customer_leaves(call, at_ms)

        def up(at_ms: int) -> None:
            self.is_down = False
            known, self.phones = list(self.phones), {}
            self._out += [self._now_up(at_ms, has_restarted=True)]
            for phone_id in known:
                self.register(phone_id, at_ms + self._rng.randrange(500, 5_000))

        self._later(at_ms, die)
        self._later(until_ms, up)

    def _now_up(self, at_ms: int, *, has_restarted: bool) -> port.TelephonyUp:
        live = [
            port.LiveCall(
                contact_id=contact_id,
                line=call.line,
                answered=call.is_answered,
                rings={ring_id: leg.is_answered for ring_id, leg in call.legs.items()},
                connected_ring_id=call.bridged,
                outside=call.is_outside,
            )
            for contact_id, call in self.calls.items()
            if call.is_announced
        ]
        return port.TelephonyUp(
            at_ms=at_ms,
            restarted=has_restarted,
            calls=tuple(live),
            reachable=dict(self.phones),
            trunks={} if has_restarted else dict(self.trunks),
        )


_CLEARING = (
    port.EndCall, port.CancelRing, port.ReleaseAgent, port.StopPlay, port.DropCustomer,
)  # fmt: skip


def _nothing(_at_ms: int) -> None:
    """Nobody is speaking."""
