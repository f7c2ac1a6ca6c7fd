"""What is going to happen, in one heap by time, and what telephony reports when it does."""

import heapq
from collections.abc import Callable
from random import Random

from callfloor.telephony import port
from callfloor.telephony.simulated.faults import Faults

Happening = Callable[[int], None]


class Timeline:
    """`take` makes the next thing happen. While `is_down` nobody hears what is reported."""

    def __init__(self, rng: Random, faults: Faults) -> None:
        self.is_down = False
        self._rng = rng
        self._faults = faults
        self._heap: list[tuple[int, int, Happening]] = []
        self._sequence = 0
        self._out: list[port.TelephonyEvent] = []

    @property
    def next_at_ms(self) -> int | None:
        return self._heap[0][0] if self._heap else None

    def take(self) -> tuple[int, list[port.TelephonyEvent]]:
        """Let the next thing happen: its time, and what telephony reports of it."""
        at_ms, _, happening = heapq.heappop(self._heap)
        happening(at_ms)
        events, self._out = self._out, []
        return at_ms, events

    def _later(self, at_ms: int, happening: Happening) -> None:
        self._sequence += 1
        heapq.heappush(self._heap, (at_ms, self._sequence, happening))

    def _report(self, event: port.TelephonyEvent) -> None:
        if self.is_down:
            return
        self._out += self._faults.passed(event)

    def _report_later(self, event: port.TelephonyEvent) -> None:
        self._later(event.at_ms, lambda _: self._report(event))
