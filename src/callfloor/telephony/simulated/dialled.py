"""Customers whom the centre dials, and colleagues: they answer, are busy, or do not come to the phone."""

from collections.abc import Callable
from random import Random

from callfloor.telephony import port
from callfloor.telephony.simulated.callers import Caller
from callfloor.telephony.simulated.faults import Faults
from callfloor.telephony.simulated.legs import COMMAND_MS, Call, Legs, RingPlan
from callfloor.telephony.simulated.scene import about

SILENT_MS = 20_000
"""Who has answered and hears nobody hangs up after this."""


class Dialled(Legs):
    """`customer_plan` tells what a dialled number does: `answered`, `busy`, `no_answer`, …"""

    def __init__(self, rng: Random, faults: Faults) -> None:
        super().__init__(rng, faults)
        self.customer_plan: Callable[[str], RingPlan] = self._as_people_do
        self.dialled_numbers: list[tuple[int, str]] = []
        """When which number was dialled."""

    def _as_people_do(self, _: str) -> RingPlan:
        chance = self._rng.random()
        result = "busy" if chance < 0.1 else "no_answer" if chance < 0.3 else "answered"
        return RingPlan(result, 3_000 if result == "busy" else about(self._rng, 9_000))

    def _begin_alone(self, command: port.RingPhone | port.DialCustomer, now_ms: int) -> Call:
        """A call of the centre's own: an agent's leg only, at first, or one person alone."""
        call = self._begin(command.contact_id, now_ms, is_dialled=True)
        call.is_alone = isinstance(command, port.DialCustomer)
        return call

    def call_centre(self, contact_id: str, phone_id: str, number: str, at_ms: int) -> None:
        """A phone is going to call a number of the centre's own."""

        def come(at_ms: int) -> None:
            call = self._begin(contact_id, at_ms, is_dialled=False)
            call.is_alone, call.line = True, f"line-{contact_id}"
            self._report(
                port.PhoneCalled(
                    at_ms=at_ms,
                    contact_id=contact_id,
                    line=call.line,
                    phone_id=phone_id,
                    number=number,
                )
            )

        self._later(at_ms, come)

    def press(self, contact_id: str, key: str, at_ms: int) -> None:
        """Somebody is going to press a key, where the call is still up then."""

        def pressed(at_ms: int) -> None:
            if contact_id in self.calls:
                self._report(port.DigitPressed(at_ms=at_ms, contact_id=contact_id, digit=key))

        self._later(at_ms, pressed)

    def _begin(self, contact_id: str, now_ms: int, *, is_dialled: bool) -> Call:
        caller = Caller(
            contact_id=contact_id,
            at_ms=now_ms,
            number="",
            caller="",
            caller_name="",
            language="en",
            channel="voice",
            wants="",
            patience_ms=SILENT_MS,
            menu_patience_ms=SILENT_MS,
            talk_ms=about(self._rng, 180_000),
            message_ms=5_000,
            slip_share=0.0,
        )
        call = Call(
            caller, "", is_announced=True, talk_left_ms=caller.talk_ms, is_dialled=is_dialled
        )
        self.calls[contact_id] = call
        return call

    def _dial(self, call: Call, command: port.DialCustomer, now_ms: int) -> None:
        if call.line == command.line:
            return
        call.line, call.is_answered, call.bridged = command.line, False, ""
        call.talk_left_ms = call.caller.talk_ms
        if command.phone_id:
            is_there = command.phone == "fixed" or command.phone_id in self.phones
            is_rejoin = command.alone
            gone = RingPlan("failed", 5)
            plan = self.ring_plan(command.phone_id, is_rejoin) if is_there else gone
        else:
            self.dialled_numbers.append((now_ms, command.number))
            plan = self.customer_plan(command.number)
        progressed = port.CustomerProgressed(
            at_ms=now_ms + 30 * COMMAND_MS, contact_id=command.contact_id, line=command.line
        )
        self._report_later(progressed)
        result = {"missed": "no_answer"}.get(plan.result, plan.result)
        after_ms = plan.after_ms if result != "no_answer" else command.limit_ms
        at_ms = now_ms + max(31 * COMMAND_MS, min(after_ms, command.limit_ms))
        self._later(at_ms, lambda at_ms: self._end_dial(call, command.line, result, at_ms))

    def _end_dial(self, call: Call, line: str, result: str, at_ms: int) -> None:
        contact_id = call.caller.contact_id
        if self.calls.get(contact_id) is not call or call.line != line or call.is_answered:
            return
        if result == "answered":
            call.is_answered = True
            answered = port.CustomerAnswered(at_ms=at_ms, contact_id=contact_id, line=line)
            self._report(answered)
            self._hear_silence(call, at_ms)
            return
        self._lose_line(call, at_ms, result)

    def _hear_silence(self, call: Call, at_ms: int) -> None:
        if call.is_alone:
            return
        call.patience_timer += 1
        timer = call.patience_timer

        def gone(now_ms: int) -> None:
            if call.patience_timer == timer and not call.bridged:
                self._customer_leaves(call, now_ms)

        self._later(at_ms + SILENT_MS, gone)

    def _drop_line(self, call: Call, line: str, at_ms: int) -> None:
        """The agent's leg stays; the contact may be dialled again."""
        if call.line == line:
            self._lose_line(call, at_ms, "failed")

    def _lose_line(self, call: Call, at_ms: int, result: str) -> None:
        line, was_answered, contact_id = call.line, call.is_answered, call.caller.contact_id
        call.line, call.is_answered, call.bridged = "", False, ""
        call.patience_timer += 1
        call.talk_timer += 1
        call.talking_since_ms = None
        if was_answered:
            self._report(port.CallEnded(at_ms=at_ms, contact_id=contact_id, line=line))
        elif line:
            failed = port.CustomerFailed(
                at_ms=at_ms,
                contact_id=contact_id,
                line=line,
                result=result,  # type: ignore[arg-type]
                q850={"busy": 17, "rejected": 21, "no_answer": 19}.get(result, 38),
            )
            self._report(failed)
