"""How many wrong passwords are borne before one has to wait. Pure: the caller brings the time."""

from collections import OrderedDict, deque
from collections.abc import Sequence

from callfloor.kit.errors import LimitedError

_WINDOW_MS = 5 * 60_000
_KEYS_MAX = 10_000


class FailureLimit:
    """Counts failures by key within five minutes; each key has its own allowance.

    A login is counted together with the address it is tried from, so that nobody locks out
    another from afar; and an address, and a login, alone, more generously.
    """

    def __init__(self, pair_max: int = 8, address_max: int = 60, login_max: int = 200) -> None:
        self._maxima = (pair_max, address_max, login_max)
        self._failures: OrderedDict[str, deque[int]] = OrderedDict()

    def check(self, tenant: str, login: str, address: str, now_ms: int) -> None:
        """LimitedError while one of the allowances is used up."""
        for key, limit in zip(self._keys(tenant, login, address), self._maxima, strict=True):
            times = self._recent(key, now_ms)
            if len(times) >= limit:
                retry_after_s = max(1, (times[0] + _WINDOW_MS - now_ms + 999) // 1000)
                msg = f"Too many wrong passwords; try again in {retry_after_s} seconds."
                raise LimitedError(msg, retry_after_s=retry_after_s)

    def failed(self, tenant: str, login: str, address: str, now_ms: int) -> None:
        for key, limit in zip(self._keys(tenant, login, address), self._maxima, strict=True):
            times = self._failures.setdefault(key, deque(maxlen=limit))
            times.append(now_ms)
            self._failures.move_to_end(key)
        while len(self._failures) > _KEYS_MAX:
            self._failures.popitem(last=False)

    def succeeded(self, tenant: str, login: str, address: str) -> None:
        self._failures.pop(self._keys(tenant, login, address)[0], None)

    def _recent(self, key: str, now_ms: int) -> Sequence[int]:
        times = self._failures.get(key)
        if times is None:
            return ()
        while times and times[0] <= now_ms - _WINDOW_MS:
            times.popleft()
        return times

    @staticmethod
    def _keys(tenant: str, login: str, address: str) -> tuple[str, str, str]:
        return f"p {tenant} {login} {address}", f"a {address}", f"l {tenant} {login}"
