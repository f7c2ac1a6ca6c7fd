"""What a simulated day is made of: who calls when and for what, who works when and how."""

from random import Random

import msgspec

from callfloor.ivr.flow import Flow

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

_SHOP_HOURS = (0,) * 9 + (5, 9, 12, 11, 7, 5, 6, 9, 12, 11, 8, 5) + (0,) * 3
_SHOP_WEEK = (1.25, 1.1, 1.0, 1.0, 1.1, 0.55, 0.0)


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """Working hours of one agent in local time; `weekdays` count from Monday as 0."""

    start_hour: float
    end_hour: float
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How an agent works. Shares are of all rings or calls; durations are medians."""

    answer_ms: int = 3_500
    miss_share: float = 0.015
    reject_share: float = 0.01
    talk_ms: int = 300_000
    hold_share: float = 0.15
    hold_ms: int = 45_000
    transfer_share: float = 0.05
    consult_share: float = 0.0
    """Calls in which somebody is asked first: a queue, an outside number."""
    wrap_up_ms: int = 40_000
    resolved_share: float = 0.85


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """One tenant's people and public. Weights need not add up to anything."""

    tenant: str
    zone: str
    flows: dict[str, Flow]
    """Called number → what answers there."""
    queue_weights: dict[str, float]
    """What callers want."""
    language_weights: dict[str, float] = msgspec.field(default_factory=lambda: {"en": 1.0})
    web_call_share: float = 0.1
    contacts_per_day: float = 150
    """On a weekday of weight 1."""
    hour_weights: tuple[float, ...] = _SHOP_HOURS
    weekday_weights: tuple[float, ...] = _SHOP_WEEK
    out_of_hours_share: float = 0.02
    patience_ms: int = 150_000
    caller_talk_ms: int = 420_000
    repeat_share: float = 0.3
    """Callers who have called before."""
    shifts: dict[str, Shift] = {}
    """Agent → hours; an agent without any does not work."""
    manners: dict[str, Manner] = {}
    wrap_up_codes: dict[str, dict[str, float]] = {}
    """Queue → code → weight."""
    break_reasons: dict[str, int] = msgspec.field(
        default_factory=lambda: {"break": 15 * MINUTE_MS, "lunch": 30 * MINUTE_MS}
    )
    """Not-ready reason → how long it takes."""
    transfer_queues: tuple[str, ...] = ()


def staggered_shifts(agent_ids: list[str], hours: float = 7.5) -> dict[str, Shift]:
    """Shifts over a shop's day from 9 to 21, with a day off each, so that somebody is always there."""
    starts = (9.0, 13.5, 10.0, 12.5)
    shifts = {}
    for at, agent_id in enumerate(agent_ids):
        start = starts[(at + at // len(starts)) % len(starts)]
        day_off = (at * 2 + 1) % 6
        shifts[agent_id] = Shift(
            start_hour=start,
            end_hour=min(start + hours, 21.0),
            weekdays=tuple(day for day in range(6) if day != day_off),
        )
    return shifts


def pick(rng: Random, weights: dict[str, float]) -> str:
    """One key, by weight; empty where there is none."""
    names = list(weights)
    return str(rng.choices(names, [weights[name] for name in names])[0]) if names else ""


def about(rng: Random, median_ms: float, spread: float = 0.5, *, most_ms: int = 4 * HOUR_MS) -> int:
    """A duration around a median, skewed to the long side as human durations are; at least 1 ms."""
    return max(1, min(most_ms, int(median_ms * rng.lognormvariate(0.0, spread))))
