"""Callers in a queue who ask to be called back: the talk about it, while they keep waiting.

It is the `callback` node of a flow in a flow of its own. Nothing of it is a fact until the promise is
made: after a restart the caller simply waits on. An agent who becomes free ends it, and is connected.
"""

from callfloor.events import contacts as facts
from callfloor.floor.menus import Known, Menus, Turn
from callfloor.ivr import flow as f

_ASK = "callback"


def _flow(queue_id: str) -> f.Flow:
    nodes: dict[str, f.AnyNode] = {
        _ASK: f.Callback(queue=queue_id, on_failure="wait_on"),
        "wait_on": f.End(exit="hangup"),
    }
    return f.Flow(id=_ASK, start=_ASK, nodes=nodes, fallback_queue=queue_id)


class Offers:
    """All such talks of one tenant. `Turn.left` tells how one ended; all but `ToCallback` waits on."""

    def __init__(self, tenant: str) -> None:
        self._menus = Menus(tenant, lambda _calendar, _at_ms: True, plays="k")

    def __contains__(self, contact_id: str) -> bool:
        return contact_id in self._menus

    @property
    def next_due_ms(self) -> int | None:
        return self._menus.next_due_ms

    def due(self, now_ms: int) -> list[str]:
        return self._menus.due(now_ms)

    def begin(
        self, contact_id: str, queue_id: str, language: str, caller: str, now_ms: int
    ) -> Turn:
        known = Known(language or "en", {"caller": caller} if caller else {})
        turn = self._menus.begin(contact_id, _flow(queue_id), now_ms, known)
        return self._kept(contact_id, turn)

    def digit(self, contact_id: str, digit: str, now_ms: int) -> Turn:
        return self._kept(contact_id, self._menus.digit(contact_id, digit, now_ms))

    def played(self, contact_id: str, play_id: str, now_ms: int, *, ok: bool) -> Turn:
        return self._kept(contact_id, self._menus.played(contact_id, play_id, now_ms, ok=ok))

    def timed_out(self, contact_id: str, now_ms: int) -> Turn:
        return self._kept(contact_id, self._menus.timed_out(contact_id, now_ms))

    def drop(self, contact_id: str) -> None:
        self._menus.drop(contact_id)

    def _kept(self, contact_id: str, turn: Turn) -> Turn:
        """Only what was keyed is worth a fact."""
        if turn.left is not None:
            self.drop(contact_id)
        kept = [fact for fact in turn.facts if isinstance(fact, facts.DigitsEntered)]
        return Turn(list(kept), turn.commands, left=turn.left)
