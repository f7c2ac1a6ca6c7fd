"""How facts from outside are put in their place: buckets, keys, and what they add there. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from callfloor.imports.kept import Kept
from callfloor.metrics.configuration import Configuration
from callfloor.metrics.formulas import Amount
from callfloor.metrics.periods import Bucket
from callfloor.metrics.view import ALL, Grain


class Part(NamedTuple):
    """At this moment, for this key of the question's grain, add this much to this component."""

    at_ms: int
    key: str
    component: str
    value: Amount


class Worked(msgspec.Struct, frozen=True, kw_only=True):
    """A span of an agent's time, as `presence` keeps it; one that runs ends at now."""

    agent_id: str
    team_id: str
    start_ms: int
    end_ms: int
    state: str


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: `buckets` in order, `handled` the handle time of each bucket's call types."""

    grain: Grain
    buckets: Sequence[Bucket]
    zone: str
    now_ms: int
    configuration: Configuration
    handled: Mapping[tuple[int, str], Amount]


def owner(row: Kept, grain: Grain) -> str:
    """The key it counts at: the whole centre, its team, person, shift or evaluator; empty if none."""
    if grain == "centre":
        return ALL
    if grain in ("shift", "evaluator"):
        return str(row.data.get("shift" if grain == "shift" else "evaluator_id") or "")
    return row.team_id if grain == "team" else row.subject


def placing(buckets: Sequence[Bucket]) -> Callable[[int], int | None]:
    """Gives the begin of the bucket of a moment; buckets follow one another."""
    starts = [start_ms for start_ms, _ in buckets]

    def place(at_ms: int) -> int | None:
        index = bisect_right(starts, at_ms) - 1
        return starts[index] if index >= 0 and at_ms < buckets[index][1] else None

    return place
