"""What changed on the board, entity by entity, so that a client's copy stays equal to a fresh one.

`Sender` keeps the last values it has given out: an entity that was touched but looks the same is
not sent again, and one that has gone is sent as null, once. Pure.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from callfloor.board.entities import Entity, snapshot, value_of
from callfloor.board.state import Board, Kind


class Change(NamedTuple):
    of: Kind
    id: str
    value: Entity | None


class Sender:
    def __init__(self, board: Board) -> None:
        self.board = board
        self.sent: dict[Kind, dict[str, Entity]] = snapshot(board)

    def changes(self, touched: Iterable[tuple[Kind, str]]) -> list[Change]:
        """Changes since the last call among the entities touched, in a stable order."""
        found = []
        for kind, key in sorted(set(touched)):
            value = value_of(self.board, kind, key)
            if value == self.sent[kind].get(key):
                continue
            if value is None:
                del self.sent[kind][key]
            else:
                self.sent[kind][key] = value
            found.append(Change(kind, key, value))
        return found


def merge(copy: dict[Kind, dict[str, Any]], changes: Iterable[Change]) -> None:
    """Bring a client's copy up to date, as the console does."""
    for change in changes:
        if change.value is None:
            copy[change.of].pop(change.id, None)
        else:
            copy[change.of][change.id] = change.value
