"""Calls and their agent legs: ringing, answering, connecting, letting go."""

from collections.abc import Callable
from random import Random
from typing import Literal

import msgspec

from callfloor.telephony import port
from callfloor.telephony.simulated.callers import Caller
from callfloor.telephony.simulated.faults import Faults
from callfloor.telephony.simulated.timeline import Timeline

COMMAND_MS = 4
"""From a command to its event, as on a real exchange."""


class RingPlan(msgspec.Struct, frozen=True):
    """What a rung person does: `answered` or another result, after so long."""

    result: str
    after_ms: int


class Leg(msgspec.Struct):
    """`place` is where a party is: with the agent, or on music; empty for the agent's own leg."""

    phone_id: str
    is_answered: bool = False
    place: Literal["", "joined", "held"] = ""


class Call(msgspec.Struct):
    """One customer on the line. Numbers at the end tell timers that were set anew from old ones."""

    caller: Caller
    line: str
    is_announced: bool = False
    is_dialled: bool = False
    """Begun by the centre; `line` is empty while there is no customer."""
    is_alone: bool = False
    """Of somebody with the centre alone; no contact."""
    is_answered: bool = False
    is_silent: bool = False
    legs: dict[str, Leg] = {}
    bridged: str = ""
    play_id: str = ""
    is_outside: bool = False
    """With an outside number, or on the way to it."""
    talk_left_ms: int = 0
    talking_since_ms: int | None = None
    patience_timer: int = 0
    talk_timer: int = 0


def answer_soon(_: str, is_rejoin: bool) -> RingPlan:
    """Somebody who always answers."""
    return RingPlan("answered", 300 if is_rejoin else 3_000)


class Legs(Timeline):
    """`ring_plan` tells what the person at a phone does when it rings (phone id, rejoin)."""

    def __init__(self, rng: Random, faults: Faults) -> None:
        super().__init__(rng, faults)
        self.calls: dict[str, Call] = {}
        self.phones: dict[str, str] = {}
        """Reachable phone → registration."""
        self.ring_plan: Callable[[str, bool], RingPlan] = answer_soon

    def _customer_leaves(self, call: Call, at_ms: int, cause: port.EndCause = "normal") -> None:
        contact_id = call.caller.contact_id
        if self.calls.get(contact_id) is not call:
            return
        del self.calls[contact_id]
        call.patience_timer += 1
        call.talk_timer += 1
        if call.is_dialled:
            self._dialled_leaves(call, at_ms)
        elif call.is_announced:
            self._report(port.CallEnded(at_ms=at_ms, contact_id=contact_id, cause=cause))

    def _dialled_leaves(self, call: Call, at_ms: int) -> None:
        """A line of the centre's own is over; agents' legs end with the call."""
        contact_id, line = call.caller.contact_id, call.line
        if call.is_answered:
            self._report(port.CallEnded(at_ms=at_ms, contact_id=contact_id, line=line))
        elif line:
            self._report(
                port.CustomerFailed(
                    at_ms=at_ms, contact_id=contact_id, line=line, result="failed", q850=16
                )
            )

    def _ring(self, call: Call, command: port.RingPhone, now_ms: int) -> None:
        contact_id, ring_id, phone_id = command.contact_id, command.ring_id, command.phone_id
        if ring_id in call.legs:
            return
        if command.phone != "fixed" and phone_id not in self.phones:
            self._fail_ring(call, ring_id, "failed", 20, 480, now_ms + COMMAND_MS)
            return
        if self._is_engaged(phone_id):
            self._fail_ring(call, ring_id, "busy", 17, 486, now_ms + COMMAND_MS)
            return
        call.legs[ring_id] = Leg(phone_id)
        progressed = port.RingProgressed(
            at_ms=now_ms + 30 * COMMAND_MS, contact_id=contact_id, ring_id=ring_id
        )
        self._report_later(progressed)
        plan = self.ring_plan(phone_id, command.rejoin)
        after_ms = min(plan.after_ms, command.limit_ms)
        result = plan.result if plan.after_ms < command.limit_ms else "missed"
        if result == "missed":
            after_ms = command.limit_ms
        at_ms = now_ms + max(after_ms, 31 * COMMAND_MS)
        self._later(at_ms, lambda at_ms: self._end_ring(call, ring_id, result, at_ms))

    def _is_engaged(self, phone_id: str) -> bool:
        return any(
            leg.phone_id == phone_id for call in self.calls.values() for leg in call.legs.values()
        )

    def _end_ring(self, call: Call, ring_id: str, result: str, at_ms: int) -> None:
        contact_id = call.caller.contact_id
        leg = call.legs.get(ring_id)
        if leg is None or leg.is_answered or self.calls.get(contact_id) is not call:
            return
        if result == "answered":
            leg.is_answered = True
            answered = port.RingAnswered(at_ms=at_ms, contact_id=contact_id, ring_id=ring_id)
            self._report(answered)
            return
        del call.legs[ring_id]
        q850, sip_code = {"rejected": (21, 603), "busy": (17, 486)}.get(result, (19, 408))
        self._fail_ring(call, ring_id, result, q850, sip_code, at_ms)

    def _fail_ring(
        self, call: Call, ring_id: str, result: str, q850: int, sip_code: int, at_ms: int
    ) -> None:
        failed = port.RingFailed(
            at_ms=at_ms,
            contact_id=call.caller.contact_id,
            ring_id=ring_id,
            result=result,  # type: ignore[arg-type]
            q850=q850,
            sip_code=sip_code,
        )
        self._report_later(failed)

    def _drop_leg(self, call: Call, ring_id: str, now_ms: int) -> None:
        leg = call.legs.pop(ring_id, None)
        if leg is None:
            return
        if call.bridged == ring_id:
            call.bridged = ""
            self._pause_talk(call, now_ms)
        at_ms, contact_id = now_ms + COMMAND_MS, call.caller.contact_id
        if leg.is_answered:
            ended = port.AgentLegEnded(
                at_ms=at_ms, contact_id=contact_id, ring_id=ring_id, by_phone=False
            )
            self._report_later(ended)
        else:
            self._fail_ring(call, ring_id, "cancelled", 16, 487, at_ms)

    def _place(
        self, call: Call, ring_id: str, place: Literal["joined", "held"], now_ms: int
    ) -> None:
        leg = call.legs.get(ring_id)
        if leg is not None and leg.is_answered:
            leg.place = place
            return
        ended = port.AgentLegEnded(
            at_ms=now_ms + COMMAND_MS,
            contact_id=call.caller.contact_id,
            ring_id=ring_id,
            by_phone=False,
        )
        self._report_later(ended)

    def _connect(self, call: Call, ring_id: str, now_ms: int) -> None:
        leg = call.legs.get(ring_id)
        contact_id, at_ms = call.caller.contact_id, now_ms + COMMAND_MS
        if leg is None or not leg.is_answered:
            lost = port.AgentLegEnded(
                at_ms=at_ms, contact_id=contact_id, ring_id=ring_id, by_phone=False
            )
            self._report_later(lost)
            return
        call.patience_timer += 1
        call.bridged = ring_id
        self._report_later(port.Connected(at_ms=at_ms, contact_id=contact_id, ring_id=ring_id))
        if call.talking_since_ms is None:
            call.talking_since_ms = now_ms
            call.talk_timer += 1
            timer = call.talk_timer

            def said_all(now_ms: int) -> None:
                if call.talk_timer == timer:
                    self._customer_leaves(call, now_ms)

            self._later(now_ms + max(1, call.talk_left_ms), said_all)

    def _pause_talk(self, call: Call, now_ms: int) -> None:
        if call.talking_since_ms is None:
            return
        call.talk_left_ms -= now_ms - call.talking_since_ms
        call.talking_since_ms = None
        call.talk_timer += 1
