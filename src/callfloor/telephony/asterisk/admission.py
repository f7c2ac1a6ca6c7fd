"""The admission limit: beyond what this machine carries a call is refused, not lost in the middle."""

from typing import Literal


class Admission:
    """At most `calls_max` at once, and `per_second` new ones in any second on average."""

    def __init__(self, calls_max: int, per_second: int) -> None:
        self._calls_max = calls_max
        self._per_second = per_second
        self._tokens = float(per_second)
        self._filled_ms = 0

    def refuses(self, at_ms: int, live: int) -> Literal["admission", "rate"] | None:
        """Why the next call is refused; None when it is let in, which counts it."""
        if live >= self._calls_max:
            return "admission"
        passed_ms = max(0, at_ms - self._filled_ms)
        self._tokens = min(
            float(self._per_second), self._tokens + passed_ms * self._per_second / 1000
        )
        self._filled_ms = at_ms
        if self._tokens < 1:
            return "rate"
        self._tokens -= 1
        return None
