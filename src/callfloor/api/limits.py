"""How often something may be asked for: a bucket for each asker, refilled steadily. Pure."""

from collections import OrderedDict

from callfloor.kit.errors import LimitedError

_ASKERS_MAX = 20_000


class RateLimit:
    """`burst` at once, then one each `refill_ms`. The longest silent askers are forgotten first."""

    def __init__(self, *, burst: int, refill_ms: int, what: str) -> None:
        self._burst, self._refill_ms, self._what = burst, refill_ms, what
        self._full_at_ms: OrderedDict[str, int] = OrderedDict()

    def take(self, asker: str, now_ms: int) -> None:
        """Count one; LimitedError when the bucket is empty, and nothing is counted then."""
        full_at_ms = max(now_ms, self._full_at_ms.get(asker, 0)) + self._refill_ms
        wait_ms = full_at_ms - now_ms - self._burst * self._refill_ms
        if wait_ms > 0:
            retry_after_s = -(-wait_ms // 1000)
            msg = f"Too many {self._what} from here; try again in {retry_after_s} seconds."
            raise LimitedError(msg, retry_after_s=retry_after_s)
        self._full_at_ms[asker] = full_at_ms
        self._full_at_ms.move_to_end(asker)
        while len(self._full_at_ms) > _ASKERS_MAX:
            self._full_at_ms.popitem(last=False)
