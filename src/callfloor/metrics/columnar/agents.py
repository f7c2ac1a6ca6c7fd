"""What agents' time and rings add, as `metrics/presence.py` and `metrics/components.py` define it."""

from collections.abc import Iterator
from typing import get_args

from callfloor.events.agents import AgentState
from callfloor.events.contacts import RingResult
from callfloor.metrics.columnar.asking import Kind
from callfloor.metrics.columnar.sources import (
    Stream,
    Sums,
    count,
    cut,
    keyed,
    or_now,
    owner,
    source,
    total,
)

STATES = (*(state for state in get_args(AgentState) if state != "logged_out"), "outbound")
_RING = "direction is_test agent_id result ended_ms leg_entered_ms leg_wait_ms"


def streams(kind: Kind) -> Iterator[Stream]:
    if kind.grain in ("agent", "team", "centre"):
        yield from _of_spans(kind)
    if kind.grain == "agent":
        yield from _of_rings(kind)


def _of_spans(kind: Kind) -> Iterator[Stream]:
    spans = keyed(source("spans", f"state start_ms end_ms {owner(kind.grain)}"), kind.grain)
    parts = cut(spans, spans.start_ms, or_now(spans.end_ms), kind)
    sums: Sums = {f"state_{one}": total(parts.long_ms, parts.state == one) for one in STATES}
    yield Stream(parts, {**sums, "logged_in_ms": total(parts.long_ms)})


def _of_rings(kind: Kind) -> Iterator[Stream]:
    rings = source("rings", _RING)
    own = keyed(rings.filter(rings.direction == "in", ~rings.is_test), "agent")
    over = own.filter(own.ended_ms.notnull())
    results = ("answered", *get_args(RingResult))
    yield Stream(
        over.mutate(at_ms=over.ended_ms),
        {f"rings_{one}": count(over.result == one) for one in results},
    )
    answered = over.filter(over.result == "answered", over.leg_wait_ms.notnull())
    yield Stream(
        answered.mutate(at_ms=answered.leg_entered_ms),
        {"answered": count(), "wait_answered_ms": total(answered.leg_wait_ms)},
    )
