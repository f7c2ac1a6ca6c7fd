"""One line over today's half hours, of some queues together: sums first, one division last."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from callfloor.metrics.query import Row

INDICATOR_OF = {
    "service_level": "service_level",
    "abandonment": "abandonment_rate",
    "contacts": "total_contacts",
    "speed_of_answer": "avg_speed_of_answer",
}
_SCALE = {"service_level": 100.0, "abandonment": 100.0, "contacts": 1.0, "speed_of_answer": 0.001}
Point = tuple[int, float | None]
"""Begin of the half hour and value: percent, contacts or seconds; None where nothing was to count."""


def trend(rows: Sequence[Row], name: str, queues: Collection[str]) -> list[Point]:
    """`rows` at the grain of queues; no queues: all of them."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if row.indicator == INDICATOR_OF[name] and (not queues or row.grain_key in queues):
            sums[row.bucket_ms][0] += row.numerator
            sums[row.bucket_ms][1] += row.denominator or 0
    return [(at_ms, _value(name, *sums[at_ms])) for at_ms in sorted(sums)]


def _value(name: str, top: float, base: float) -> float | None:
    if name == "contacts":
        return float(top)
    return top * _SCALE[name] / base if base > 0 else None
