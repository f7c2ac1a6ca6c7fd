"""What looked-up evidence says about its check: it speaks for it, against it, or says nothing. Pure.

Rough rules on purpose, written down in `docs/alerts.md`: they order the checks and decide nothing.
"""

from collections.abc import Sequence
from typing import Final, Literal

from callfloor.alerts.lookups import Bar

Finding = Literal["yes", "no", "unknown"]

MOVED = 0.10
"""A figure has moved where it differs by more than this from the comparable time before."""
SHORT_S: Final = (5, 10, 20, 30)
SHORT_SHARE = 0.5
REDIAL_SHARE = 0.3
UNANSWERED_SHARE = 0.1
PEAK = 1.5
"""An hour stands out where its rate is so many times that of the whole …"""
PEAK_SHARE = 0.2
"""… and so large a part of the cases lies in it."""
TOP_TARGET = 0.4
BLIND_SHARE = 0.5
MIX_POINTS = 5.0
SAMPLE_MIN = 10


def of_figure(
    value: float | None,
    before: float | None,
    low: float | None,
    high: float | None,
    wrong_when: str,
) -> Finding:
    """Yes where it is out of its target, or has moved, to the side that is wrong."""
    if value is None:
        return "unknown"
    is_beyond = {
        "high": high is not None and value > high,
        "low": low is not None and value < low,
    }
    if before:
        change = (value - before) / abs(before)
        is_beyond["high"] |= change > MOVED
        is_beyond["low"] |= change < -MOVED
    elif low is None and high is None:
        return "unknown"
    sides = ("high", "low") if wrong_when == "either" else (wrong_when,)
    return "yes" if any(is_beyond[side] for side in sides) else "no"


def of_waits(bars: Sequence[Bar]) -> Finding:
    """Yes where half of those who gave up had waited 30 s at most."""
    whole = sum(bar.value for bar in bars)
    if whole < SAMPLE_MIN:
        return "unknown"
    short = {str(limit) for limit in SHORT_S}
    share = sum(bar.value for bar in bars if bar.key in short) / whole
    return "yes" if share >= SHORT_SHARE else "no"


def of_share(bars: Sequence[Bar], key: str, least: float) -> Finding:
    """Yes where one part is at least that share of its cases."""
    found = next((bar for bar in bars if bar.key == key), None)
    if found is None or found.sample < SAMPLE_MIN:
        return "unknown"
    return "yes" if found.value / found.sample >= least else "no"


def of_hours(bars: Sequence[Bar]) -> Finding:
    """Yes where an hour has a rate far above the whole and a good part of the cases."""
    cases, came = sum(bar.value for bar in bars), sum(bar.sample for bar in bars)
    if cases < SAMPLE_MIN or not came:
        return "unknown"
    is_rate = cases < came
    usual = cases / came if is_rate else cases / len(bars)
    for bar in bars:
        rate = bar.value / max(1, bar.sample) if is_rate else bar.value
        if rate >= PEAK * usual and bar.value >= PEAK_SHARE * cases:
            return "yes"
    return "no"


def of_parts(bars: Sequence[Bar], *, is_low_wrong: bool = False) -> Finding:
    """Yes where one with enough cases is far off the average of all."""
    known = [bar for bar in bars if bar.sample >= SAMPLE_MIN]
    cases = sum(bar.sample for bar in known)
    if len(known) < 2:
        return "unknown"
    usual = sum(bar.value * bar.sample for bar in known) / cases
    if not usual:
        return "no"
    if is_low_wrong:
        return "yes" if any(bar.value * PEAK <= usual for bar in known) else "no"
    return "yes" if any(bar.value >= PEAK * usual for bar in known) else "no"


def of_mix(bars: Sequence[Bar]) -> Finding:
    """Yes where the share of a type has moved by five points."""
    known = [bar for bar in bars if bar.before is not None]
    if not known or sum(bar.sample for bar in bars) < SAMPLE_MIN:
        return "unknown"
    moved = any(abs(bar.value - (bar.before or 0)) >= MIX_POINTS for bar in known)
    return "yes" if moved else "no"


def together(findings: Sequence[Finding]) -> Finding:
    """Of a check: what any of its evidence speaks for; against it only where some does and none for."""
    if "yes" in findings:
        return "yes"
    return "no" if "no" in findings else "unknown"
