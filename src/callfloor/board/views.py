"""Who may see what of the live floor.

An agent sees the own entity and the own contact whole, colleagues by name and state, queues without
their callers. Whoever holds `floor.view` sees everything. A view remembers which contacts it shows,
so that one that becomes someone else's is taken away again.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from callfloor.board.delta import Change
from callfloor.board.entities import Entity
from callfloor.board.state import Kind

_COLLEAGUE = ("id", "name", "team_id", "state", "since_ms", "reachable", "is_demo", "skills")
_QUEUE_HIDDEN = ("waiting",)
_ON_SCREEN = ("id", "team_id", "state", "since_ms")


class Viewer(msgspec.Struct, frozen=True):
    """`agent_id` is empty for a person who takes no contacts."""

    sees_all: bool
    agent_id: str = ""
    is_screen: bool = False
    """A wallboard that anyone who passes by can read: no callers, and nobody by name."""


class View:
    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._shown: set[str] = set()

    def snapshot(self, whole: dict[Kind, dict[str, Entity]]) -> dict[str, dict[str, Any]]:
        seen: dict[str, dict[str, Any]] = {kind: {} for kind in whole}
        self._shown = set()
        for kind, entities in whole.items():
            for key, value in entities.items():
                visible = self._look(kind, key, value)
                if visible is not None:
                    seen[kind][key] = visible
        return seen

    def changes(self, changes: Iterable[Change]) -> list[Change]:
        if self.viewer.sees_all:
            return list(changes)
        seen = []
        for change in changes:
            if change.of == "alarms" and not self.viewer.is_screen:
                continue
            if change.of == "trunks":
                continue
            was_shown = change.of != "contacts" or change.id in self._shown
            value = None if change.value is None else self._look(change.of, change.id, change.value)
            if value is None:
                self._shown.discard(change.id)
            if value is not None or was_shown:
                seen.append(Change(change.of, change.id, value))
        return seen

    def _look(self, kind: Kind, key: str, value: Entity) -> Entity | None:
        viewer = self.viewer
        if viewer.sees_all:
            return value
        if kind == "trunks":
            return None
        if viewer.is_screen:
            return _on_screen(kind, value)
        if kind == "agents":
            own = key == viewer.agent_id
            return value if own else {name: value[name] for name in _COLLEAGUE}
        if kind == "alarms":
            return None
        if kind == "queues":
            return {name: part for name, part in value.items() if name not in _QUEUE_HIDDEN}
        if not viewer.agent_id or viewer.agent_id not in value["agent_ids"]:
            return None
        self._shown.add(key)
        seen = [one for one in value["monitors"] if one["announced"]]
        return value if len(seen) == len(value["monitors"]) else {**value, "monitors": seen}


def _on_screen(kind: Kind, value: Entity) -> Entity | None:
    if kind == "contacts":
        return None
    if kind == "agents":
        return {**dict.fromkeys(("name", "reason"), ""), **{n: value[n] for n in _ON_SCREEN}}
    hidden = {"queues": _QUEUE_HIDDEN, "alarms": ("agents", "acknowledged_by", "note")}[kind]
    return {name: part for name, part in value.items() if name not in hidden}
