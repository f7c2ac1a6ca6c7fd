"""When an alarm begins and when it is over: one at most for each rule and scope. Pure.

A figure has to be beyond its limit for a while before an alarm is raised, and back at the limit to
end for a while before it is over; in between nothing happens, so a figure that trembles at its
limit raises one alarm and not a flood. A figure that says nothing (a rate over too few contacts)
raises no alarm, and lets an open one end.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from callfloor.alarms.figures import Key, Reading
from callfloor.centre.alarms import FALLING, Alarm
from callfloor.events.alarms import EndReason


class Raise(NamedTuple):
    key: Key
    rule: Alarm
    reading: Reading


class End(NamedTuple):
    key: Key
    reason: EndReason


class Watch:
    """`adopt` what is open already; then a `step` now and then tells what changes."""

    def __init__(self) -> None:
        self.open: set[Key] = set()
        self._since_ms: dict[Key, int] = {}
        """Since when a closed figure is beyond its limit, or an open one is back."""

    def adopt(self, keys: Iterable[Key]) -> None:
        self.open.update(keys)

    def step(
        self,
        rules: Mapping[str, Alarm],
        readings: Mapping[Key, Reading],
        now_ms: int,
        resting: frozenset[str] = frozenset(),
    ) -> list[Raise | End]:
        """`rules` are all that hold; `resting` those of them that are outside their hours."""
        changes: list[Raise | End] = []
        for key in sorted(self.open | set(self._since_ms)):
            if key not in readings or key[0] in resting or key[0] not in rules:
                self._since_ms.pop(key, None)
                if key in self.open:
                    self.open.discard(key)
                    changes.append(End(key, "hours" if key[0] in resting else "removed"))
        for key in sorted(readings):
            rule = rules.get(key[0])
            if rule is None or key[0] in resting:
                continue
            if key in self.open:
                changes += self._look_at_open(key, rule, readings[key], now_ms)
            else:
                changes += self._look_at_closed(key, rule, readings[key], now_ms)
        return changes

    def _look_at_closed(
        self, key: Key, rule: Alarm, reading: Reading, now_ms: int
    ) -> list[Raise | End]:
        if not is_beyond(rule, reading.value):
            self._since_ms.pop(key, None)
            return []
        if now_ms - self._since_ms.setdefault(key, now_ms) < rule.lasts_ms:
            return []
        del self._since_ms[key]
        self.open.add(key)
        return [Raise(key, rule, reading)]

    def _look_at_open(
        self, key: Key, rule: Alarm, reading: Reading, now_ms: int
    ) -> list[Raise | End]:
        if not is_back(rule, reading.value):
            self._since_ms.pop(key, None)
            return []
        if now_ms - self._since_ms.setdefault(key, now_ms) < rule.ends_after_ms:
            return []
        del self._since_ms[key]
        self.open.discard(key)
        return [End(key, "limit")]


def limit_of(rule: Alarm) -> float:
    return 0.0 if rule.figure == "telephony" else float(rule.limit)


def is_beyond(rule: Alarm, value: float | None) -> bool:
    if value is None:
        return False
    return value < rule.limit if rule.figure in FALLING else value > limit_of(rule)


def is_back(rule: Alarm, value: float | None) -> bool:
    """At the limit to end, or on its better side."""
    if value is None:
        return True
    if rule.figure == "telephony":
        return value <= 0
    end_limit = rule.limit if rule.end_limit is None else rule.end_limit
    return value >= end_limit if rule.figure in FALLING else value <= end_limit
