"""Identifiers: ULIDs, sortable by time, made at the edges and handed to the pure core."""

from itertools import count

from ulid import ULID


def id_at(at_ms: int, chance: int) -> str:
    """The id of a given time; `chance` (80 bits) tells those of one millisecond apart. Repeatable."""
    return str(ULID.from_int((at_ms << 80) | (chance & ((1 << 80) - 1))))


def new_id() -> str:
    """26 characters, Crockford base 32, ordered by creation time to the millisecond."""
    return str(ULID())


class IdSeries:
    """Ids for what one process makes many of: one ULID for the process, then numbers."""

    def __init__(self) -> None:
        self._process = new_id()
        self._numbers = count(1)

    def next(self) -> str:
        """`<ulid>.<number>`: unique everywhere, ordered within the process."""
        return f"{self._process}.{next(self._numbers)}"
