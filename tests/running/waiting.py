"""Waiting for what a test needs, by asking; the time-out is the only clock."""

import time
from collections.abc import Callable
from typing import TypeVar

_POLL_S = 0.02

T = TypeVar("T")


def until(check: Callable[[], T | None], limit_s: float, what: str) -> T:
    """Ask again and again until the answer is something; the answer."""
    end_s = time.monotonic() + limit_s
    while True:
        found = check()
        if found:
            return found
        if time.monotonic() > end_s:
            raise AssertionError(f"within {limit_s:.0f} s it did not come about that {what}")
        time.sleep(_POLL_S)
