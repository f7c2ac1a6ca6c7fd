"""How near a queue is to missing its service level, and what that is worth in the one order. Pure.

    level      of each contact that was answered, or gave up too late: in time 1, else 0; each new
               one weighs 1/32, the older ones fade. All in millionths; a new queue begins at 1.
    expected   level × (31/32)^late: what becomes of it once the `late` contacts are served that
               wait longer than the service level allows already.
    share      0 where expected is 10 points above the target or better, 1 where it is 10 points
               below or worse, straight between: exactly on the target it is one half.
    worth_ms   urgency_ms × share

A contact's key in the order is `(rank_ms − worth_ms of its queue, sequence)`. It moves whole queues
against each other, never two contacts of one queue, and never by more than `urgency_ms`: nobody who
came that much later goes first, so nobody starves.
"""

from typing import Final

from callfloor.acd.centre import Queue

FULL: Final = 1_000_000
FADING: Final = 32
BAND: Final = 100_000
"""Ten points on either side of the target."""


def _fade(level: int) -> int:
    return level * (FADING - 1) // FADING


def level_after(level: int, *, is_in_time: bool) -> int:
    """The level after one more contact."""
    return _fade(level) + (FULL // FADING if is_in_time else 0)


def _misses(most: int) -> tuple[int, ...]:
    """The share of a level that is left after 0, 1, 2, … misses."""
    found = [FULL]
    while len(found) < most:
        found.append(_fade(found[-1]))
    return tuple(found)


_LEFT: Final = _misses(160)
"""After so many misses less than one hundredth is left: more of them change nothing."""


def expected_level(level: int, late: int) -> int:
    return level * _LEFT[min(late, len(_LEFT) - 1)] // FULL


def worth_ms(queue: Queue, urgency_ms: int, level: int, late: int) -> int:
    """From 0 to `urgency_ms`: how much waiting a place in this queue is worth now."""
    target = queue.service_level_target_pct * FULL // 100
    short = min(max(target + BAND - expected_level(level, late), 0), 2 * BAND)
    return urgency_ms * short // (2 * BAND)
