"""When an alert opens and when it is over (section 8.3 of the specification). Pure.

A period is good, bad or silent: silent is one with nothing to judge, too small a sample or no bounds
yet. Bad for `needed` periods in a row opens; the same number of good ones closes, but not without an
action recorded. One alert at most is open for an indicator and scope: a longer period that turns out
bad takes the open one over, a shorter one adds nothing to it.
"""

from collections.abc import Sequence
from math import isfinite
from statistics import fmean, stdev
from typing import Final, Literal, NamedTuple

from callfloor.metrics.kpis import Cadence, Direction
from callfloor.metrics.rules import Target

Verdict = Literal["good", "bad", "silent"]
Basis = Literal["target", "baseline"]
Decision = Literal["open", "lengthen", "relapse", "recover", "close"]

COMPARED = 8
"""Comparable periods that make a baseline …"""
COMPARED_MIN = 4
"""… and how many of them there must be for it to say anything."""
DEVIATIONS = 2.0
_ORDER: Final[tuple[Cadence, ...]] = (
    "half_hour", "hour", "day", "week", "month", "quarter", "year",
)  # fmt: skip


class Wanted(NamedTuple):
    """Inclusive bounds; None where that side is free."""

    low: float | None
    high: float | None
    basis: Basis


class Run(NamedTuple):
    """How many periods in a row were bad, and how many good since the last bad one."""

    bad: int = 0
    good: int = 0


class Open(NamedTuple):
    """An alert that is open. `is_well`: its figures are good again, and no action is recorded."""

    cadence: Cadence
    is_well: bool
    has_action: bool


def bounds(target: Target) -> Wanted | None:
    """What is set or shipped, if anything."""
    if target.low is None and target.high is None:
        return None
    return Wanted(target.low, target.high, "target")


def baseline(values: Sequence[float], direction: Direction) -> Wanted | None:
    """Mean ± 2 σ of the comparable periods; the side that is welcome stays free."""
    known = [value for value in values if isfinite(value)][:COMPARED]
    if len(known) < COMPARED_MIN:
        return None
    mean, spread = fmean(known), DEVIATIONS * stdev(known)
    return Wanted(
        None if direction == "lower" else mean - spread,
        None if direction == "higher" else mean + spread,
        "baseline",
    )


def judge(value: float | None, sample: int, wanted: Wanted | None, sample_min: int) -> Verdict:
    if value is None or wanted is None or sample < sample_min:
        return "silent"
    is_low = wanted.low is not None and value < wanted.low
    is_high = wanted.high is not None and value > wanted.high
    return "bad" if is_low or is_high else "good"


def follow(before: Run, verdict: Verdict, *, is_next: bool) -> Run:
    """The run with one period more. `is_next`: nothing lies between it and the one before."""
    if verdict == "bad":
        return Run(bad=before.bad + 1 if is_next else 1, good=0)
    if verdict == "good":
        return Run(bad=0, good=before.good + 1)
    return Run(bad=0, good=before.good)


def is_longer(one: Cadence, other: Cadence) -> bool:
    return _ORDER.index(one) > _ORDER.index(other)


def decide(current: Open | None, cadence: Cadence, run: Run, needed: int) -> Decision | None:
    """What a judged period changes; `run` counts it."""
    is_bad, is_good = run.bad >= needed, run.good >= needed
    if current is None:
        return "open" if is_bad else None
    if is_longer(cadence, current.cadence):
        return "lengthen" if is_bad else None
    if cadence != current.cadence:
        return None
    if current.is_well:
        return "relapse" if is_bad else None
    if is_good:
        return "close" if current.has_action else "recover"
    return None


_HALVES: Final = frozenset({"half_hour", "hour"})
_SHIPPED: Final = 2
"""Half hours in a row, where nothing is set."""


def needed(cadence: Cadence, target: Target) -> int:
    """Periods in a row: two half hours; one of the longer ones, unless more is set."""
    is_shipped = target.consecutive == _SHIPPED and cadence != "half_hour"
    return 1 if is_shipped else target.consecutive


def bridges(cadence: Cadence) -> bool:
    """Whether a run goes on over periods with nothing to count: over a Sunday, not over a night."""
    return cadence not in _HALVES
