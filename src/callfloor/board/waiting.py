"""The line of one queue in the order of service: by rank, then by the order of entry. Pure."""

from bisect import bisect_left, insort

import msgspec


class Waiter(msgspec.Struct, frozen=True, kw_only=True):
    rank_ms: int
    entered_ms: int
    contact_id: str


class WaitingLine:
    def __init__(self) -> None:
        self._order: list[tuple[int, int, str]] = []
        self._waiters: dict[str, tuple[tuple[int, int, str], Waiter]] = {}
        self._entries = 0

    def __len__(self) -> int:
        return len(self._order)

    def add(self, waiter: Waiter) -> None:
        self.remove(waiter.contact_id)
        self._entries += 1
        key = (waiter.rank_ms, self._entries, waiter.contact_id)
        insort(self._order, key)
        self._waiters[waiter.contact_id] = (key, waiter)

    def remove(self, contact_id: str) -> bool:
        found = self._waiters.pop(contact_id, None)
        if found is None:
            return False
        del self._order[bisect_left(self._order, found[0])]
        return True

    def move(self, contact_id: str, rank_ms: int) -> None:
        """Another rank; among those of the same rank the order of entry still holds."""
        found = self._waiters.get(contact_id)
        if found is None:
            return
        (_, entry, _), waiter = found
        del self._order[bisect_left(self._order, found[0])]
        key = (rank_ms, entry, contact_id)
        insort(self._order, key)
        self._waiters[contact_id] = (key, msgspec.structs.replace(waiter, rank_ms=rank_ms))

    def first(self, count: int) -> list[Waiter]:
        return [self._waiters[contact_id][1] for _, _, contact_id in self._order[:count]]

    def oldest_entered_ms(self) -> int | None:
        return min((waiter.entered_ms for _, waiter in self._waiters.values()), default=None)
