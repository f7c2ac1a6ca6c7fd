"""When the clock alone makes something happen: one deadline a key, and what it is for each entity."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Any

import msgspec

from callfloor.acd.entities import Abandoned, AgentRun, Contact, Leg, WrapUp

if TYPE_CHECKING:
    from callfloor.acd.centre import Centre
    from callfloor.acd.index import Index

LIMIT_MIN_MS = 1_000
"""Shorter waits and intervals count as this, so that no setting makes the clock spin."""
ABANDONED_KEPT_MS = 3 * 86_400_000
"""So long an abandoned call stands in the list."""
DISMISS_LIMIT_MS = 120_000
"""A dismissed contact ends after this, should telephony never say that its message was played."""


def take_out(line: list[Any], item: tuple[Any, ...]) -> None:
    """Remove one item of a sorted line; nothing happens where it is not there."""
    at = bisect_left(line, item)
    if at < len(line) and line[at] == item:
        del line[at]


def leave_line(lines: dict[str, list[Any]], key: str, item: tuple[Any, ...]) -> None:
    """Remove one item of one of several sorted lines; a line without any is dropped."""
    line = lines[key]
    take_out(line, item)
    if not line:
        del lines[key]


class Deadlines(msgspec.Struct):
    """One deadline a key, ordered by time, then key."""

    at: dict[str, int] = {}
    line: list[tuple[int, str]] = []

    def set(self, key: str, at_ms: int | None) -> None:
        known = self.at.get(key)
        if known == at_ms:
            return
        if known is not None:
            take_out(self.line, (known, key))
            del self.at[key]
        if at_ms is not None:
            self.at[key] = at_ms
            insort(self.line, (at_ms, key))


def contact_deadline(contact: Contact, index: Index) -> int | None:
    """When the clock alone makes something happen to a contact; None for never."""
    if contact.phase in ("ringing", "calling"):
        return min(ring.offered_ms + ring.limit_ms for ring in contact.ringing)
    if contact.phase == "rejoining" and contact.segment and contact.segment.lost_ms is not None:
        return contact.segment.lost_ms + index.centre.rejoin_limit_ms
    fixed = {
        "dismissed": contact.since_ms + DISMISS_LIMIT_MS,
        "dialling": contact.dialled_ms + contact.dial_limit_ms,
        "postponed": contact.due_ms,
    }
    if contact.phase in fixed:
        return fixed[contact.phase]
    leg = contact.leg
    if contact.phase != "queued" or leg is None or contact.customer != "here":
        return None
    return _queue_deadline(contact, leg, index)


def _queue_deadline(contact: Contact, leg: Leg, index: Index) -> int | None:
    queue = index.queue(leg.queue_id)
    due = []
    closing = index.centre.closing_of(leg.queue_id)
    if closing is not None and closing.waiting == "leave":
        return leg.entered_ms
    if leg.agent_id:
        due.append(leg.entered_ms + agent_limit_ms(leg, index.centre))
    elif leg.step < len(queue.widen):
        due.append(leg.entered_ms + queue.widen[leg.step].after_ms)
    if queue.wait_limit_ms is not None and can_overflow(leg, index.centre):
        due.append(leg.entered_ms + max(queue.wait_limit_ms, LIMIT_MIN_MS))
    is_call = leg.medium == "voice"
    if queue.announce != "none" and is_call:
        due.append(
            max(leg.announced_ms, leg.entered_ms) + max(queue.announce_every_ms, LIMIT_MIN_MS)
        )
    if queue.callback == "offer" and is_call and not leg.is_callback_offered and contact.caller:
        due.append(leg.entered_ms + max(queue.callback_offer_after_ms, LIMIT_MIN_MS))
    return min(due) if due else None


def can_overflow(leg: Leg, centre: Centre) -> bool:
    """A written contact can be neither sent to a number nor told anything: it waits on instead."""
    if leg.medium == "voice":
        return True
    queue = centre.queues.get(leg.queue_id)
    target = queue.overflow_queue_id if queue else ""
    return target in centre.queues and target != leg.queue_id


def agent_limit_ms(leg: Leg, centre: Centre) -> int:
    """How long a contact waits for one person."""
    return centre.direct_wait_limit_ms if leg.agent_limit_ms is None else leg.agent_limit_ms


def abandoned_deadline(entry: Abandoned) -> int:
    """When the rule calls back, else when it is too old for the list."""
    gone_ms = entry.at_ms + ABANDONED_KEPT_MS
    return gone_ms if entry.due_ms is None or entry.claimed_by else min(entry.due_ms, gone_ms)


def wrap_up_due_ms(wrap_up: WrapUp | None) -> int | None:
    return wrap_up.started_ms + wrap_up.limit_ms if wrap_up and wrap_up.limit_ms else None


def agent_deadline(run: AgentRun, centre: Centre) -> int | None:
    """When an agent's wrap-up or recovery pause ends by itself."""
    if run.works:
        due = (wrap_up_due_ms(work.wrap_up) for work in run.works)
        return min((at_ms for at_ms in due if at_ms is not None), default=None)
    if run.wrap_up is not None:
        return wrap_up_due_ms(run.wrap_up)
    is_recovering = run.state == "not_ready" and run.reason == centre.recovery_reason
    return run.since_ms + centre.recovery_ms if is_recovering else None
