"""What the last minutes have brought, queue by queue: the same components as the day's, by minute.

Like every count of the board it begins anew at local midnight. Pure: the moment is given.
"""

from collections import Counter, OrderedDict, deque

from callfloor.contacts.record import Record
from callfloor.events.contacts import RecordingFailed
from callfloor.events.fact import Fact
from callfloor.events.recordings import RecordingPauseFailed
from callfloor.metrics.components import Rules, contributions
from callfloor.metrics.formulas import FORMULAS, components_of
from callfloor.metrics.view import View

MINUTE_MS = 60_000
KEPT_MS = 14_400_000
"""The longest window that can be asked for."""
_FAILURES_MAX = 10_000
_COUNTED = frozenset(
    component
    for name in FORMULAS
    if name.startswith(("service_level.", "abandonment_rate."))
    for component in components_of(name)
)
"""What those two rates are made of, in any of their variants."""
_Part = tuple[str, int, str, int]
"""Queue, minute, component and value."""


class Recent:
    def __init__(self) -> None:
        self._minutes: dict[tuple[str, int], Counter[str]] = {}
        self._parts: OrderedDict[str, list[_Part]] = OrderedDict()
        self._failed_ms: deque[int] = deque(maxlen=_FAILURES_MAX)

    def forget(self) -> None:
        """All counts; what has failed stays."""
        self._minutes.clear()
        self._parts.clear()

    def put(self, record: Record, rules: Rules, view: View, now_ms: int) -> None:
        """Count the record as it is now, in place of what it was."""
        horizon = (now_ms - KEPT_MS) // MINUTE_MS
        self._forget_before(horizon)
        for queue_id, minute, component, value in self._parts.pop(record.contact_id, ()):
            self._add((queue_id, minute), component, -value)
        if not any(leg.entered_ms // MINUTE_MS >= horizon for leg in record.legs):
            return
        parts = [
            (one.key, one.at_ms // MINUTE_MS, one.component, one.value)
            for one in contributions(record, rules, view)
            if one.grain == "queue"
            and one.component in _COUNTED
            and one.at_ms // MINUTE_MS >= horizon
        ]
        for queue_id, minute, component, value in parts:
            self._add((queue_id, minute), component, value)
        if parts:
            self._parts[record.contact_id] = parts

    def note(self, fact: Fact) -> None:
        """Take a fact in that counts by itself."""
        if isinstance(fact, RecordingFailed | RecordingPauseFailed):
            self._failed_ms.append(fact.at_ms)

    def totals(self, queue_id: str, window_ms: int, now_ms: int) -> Counter[str]:
        """Components of who came within the window; its first minute counts whole."""
        found: Counter[str] = Counter()
        first = (now_ms - window_ms) // MINUTE_MS
        for minute in range(first, now_ms // MINUTE_MS + 1):
            found.update(self._minutes.get((queue_id, minute), {}))
        return found

    def failures(self, since_ms: int) -> int:
        return sum(at_ms >= since_ms for at_ms in self._failed_ms)

    def _add(self, place: tuple[str, int], component: str, value: int) -> None:
        self._minutes.setdefault(place, Counter())[component] += value

    def _forget_before(self, horizon: int) -> None:
        """Contacts stand in the order of their last change, so the old ones stand first."""
        while self._parts:
            contact_id, parts = next(iter(self._parts.items()))
            if max(minute for _, minute, _, _ in parts) >= horizon:
                return
            del self._parts[contact_id]
            for queue_id, minute, _, _ in parts:
                self._minutes.pop((queue_id, minute), None)
