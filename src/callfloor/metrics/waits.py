"""What waiting adds: one leg in its queue, and the contact as one at the contact's grains. Pure.

`fate` is the one place where an outcome is weighed against T and S (sections 3.1 and 3.2).
"""

from collections.abc import Iterator

from callfloor.contacts.record import Leg, Record
from callfloor.facts.cutting import cut
from callfloor.facts.whole import became_of, entry_ms, whole_of
from callfloor.metrics.view import Contribution, Grain, Rules, Thresholds, View
from callfloor.metrics.view import thresholds_of as _thresholds

CLASSES_S = (5, 10, 20, 30, 60, 120)
NEAR_MS = 30_000
"""An estimated wait is near where it is off by no more than this, or than half of the real wait."""
Part = tuple[str, int]
"""Component and value."""
Place = tuple[Grain, str]


def of_leg(leg: Leg, rules: Rules, view: View) -> Iterator[Contribution]:
    if leg.is_post_transfer and not view.configuration.queue_include_post_transfer:
        return
    place: Place = ("queue", leg.queue_id)
    yield Contribution(leg.entered_ms, *place, "received", 1)
    wait = Wait(leg.entered_ms, leg.wait_ms, leg.outcome, _thresholds(rules, leg.queue_id))
    wait.queued, wait.callback_ms = leg.queued, leg.callback_connected_ms
    yield from wait.contributions([place], view)
    for name, value in _of_estimate(leg):
        yield Contribution(leg.entered_ms, *place, name, value)


def estimated(leg: Leg) -> tuple[int, int] | None:
    """The estimated and the real wait of one who had to wait and was answered; else None."""
    wait_ms = leg.wait_ms
    if leg.estimate_ms is None or wait_ms is None or leg.outcome != "answered" or not leg.queued:
        return None
    return leg.estimate_ms, wait_ms


def is_near(estimate_ms: int, wait_ms: int) -> bool:
    return abs(estimate_ms - wait_ms) <= max(NEAR_MS, wait_ms // 2)


def _of_estimate(leg: Leg) -> Iterator[Part]:
    told = estimated(leg)
    if told is None:
        return
    yield "estimates", 1
    yield "estimate_error_ms", abs(told[0] - told[1])
    if is_near(*told):
        yield "estimates_near", 1


def of_contact(
    record: Record, places: list[Place], rules: Rules, view: View
) -> Iterator[Contribution]:
    """The contact once, whatever the number of its queues: waits up to the first answer are one."""
    entered_ms = entry_ms(record)
    for place in places:
        yield Contribution(entered_ms, *place, "received", 1)
    whole = whole_of(record)
    if whole is None:
        fate = became_of(record)
        for place in places:
            yield Contribution(entered_ms, *place, fate, 1)
        return
    limits = _thresholds(rules, whole.queue_id)
    wait = Wait(whole.entered_ms, whole.wait_ms, whole.outcome, limits)
    wait.queued, wait.callback_ms = whole.queued, whole.callback_ms
    yield from wait.contributions(places, view)


class Wait:
    """One wait with what became of it; `wait_ms` None while it lasts."""

    __slots__ = ("callback_ms", "entered_ms", "outcome", "queued", "thresholds", "wait_ms")

    def __init__(
        self, entered_ms: int, wait_ms: int | None, outcome: str, thresholds: Thresholds
    ) -> None:
        self.entered_ms, self.wait_ms, self.outcome = entered_ms, wait_ms, outcome
        self.thresholds = thresholds
        self.queued = False
        self.callback_ms: int | None = None

    def contributions(self, places: list[Place], view: View) -> Iterator[Contribution]:
        """Counts at the entry (cohort) or where they happened (event); in clip waits are cut."""
        at_ms = self.entered_ms
        left_ms = at_ms + (self.wait_ms or 0) if view.attribution == "event" else at_ms
        parts = [(at_ms, name, 1) for name in self._entered(view)]
        for name, value in self._left(is_strict=view.configuration.sl_threshold_strict):
            if view.attribution == "clip" and name.endswith("_ms"):
                pieces = cut(at_ms, at_ms + value, view.next_bucket)
                parts += [(start_ms, name, long_ms) for start_ms, long_ms in pieces]
            else:
                parts.append((left_ms, name, value))
        for grain, key in places:
            for when_ms, name, value in parts:
                yield Contribution(when_ms, grain, key, name, value)

    def _entered(self, view: View) -> Iterator[str]:
        yield "offered"
        if self.queued:
            yield "queued"
        if self.wait_ms is None or not self.outcome:
            yield "open"
            now_ms = view.now_ms
            if now_ms is not None and now_ms - self.entered_ms > self.thresholds.service_level_ms:
                yield "overdue"

    def _left(self, *, is_strict: bool) -> Iterator[Part]:
        wait_ms = self.wait_ms
        if wait_ms is None or not self.outcome:
            return
        limit_ms = self.thresholds.service_level_ms
        in_time = wait_ms < limit_ms if is_strict else wait_ms <= limit_ms
        yield "closed", 1
        yield "wait_ms", wait_ms
        if self.queued:
            yield "queued_closed", 1
            yield "wait_queued_ms", wait_ms
        if self.outcome == "answered":
            yield from _of_answer(wait_ms, in_time=in_time, queued=self.queued)
        elif self.outcome == "abandoned":
            short_ms = self.thresholds.short_abandon_ms
            yield from _of_abandon(wait_ms, in_time=in_time, is_short=wait_ms <= short_ms)
        elif self.outcome == "callback_requested":
            yield from self._of_callback(in_time=in_time)
        else:
            yield "flow_out", 1

    def _of_callback(self, *, in_time: bool) -> Iterator[Part]:
        yield "callback_requested", 1
        if in_time:
            yield "callback_in_target", 1
        if self.callback_ms is not None:
            virtual_ms = max(0, self.callback_ms - self.entered_ms)
            yield "callback_connected", 1
            yield "callback_wait_ms", virtual_ms
            if virtual_ms <= self.thresholds.service_level_ms:
                yield "callback_connected_in_target", 1


def _of_answer(wait_ms: int, *, in_time: bool, queued: bool) -> Iterator[Part]:
    yield "answered", 1
    yield "wait_answered_ms", wait_ms
    if in_time:
        yield "answered_in_target", 1
    if queued:
        yield "queued_answered", 1
        yield "wait_queued_answered_ms", wait_ms


def _of_abandon(wait_ms: int, *, in_time: bool, is_short: bool) -> Iterator[Part]:
    yield "abandoned", 1
    yield "wait_abandoned_ms", wait_ms
    yield f"abandoned_{_class_of(wait_ms)}", 1
    if in_time:
        yield "abandoned_in_target", 1
    if is_short:
        yield "abandoned_short", 1
    else:
        yield "wait_abandoned_long_ms", wait_ms


def _class_of(wait_ms: int) -> str:
    """The class of the distribution of waits: up to 5, 10, 20, 30, 60, 120 s, or longer."""
    found = next((one for one in CLASSES_S if wait_ms <= one * 1000), None)
    return "longer" if found is None else f"up_to_{found}s"
