"""How long a contact will wait, from how fast its queue's line has moved lately. Pure.

    gap       the time from one who leaves the line of those who wait (offered to an agent, or gone)
              to the next, counted only while somebody waited; each new one weighs 1/8
    ring      the time from the offer to the answer, likewise 1/16
    estimate  (those before it who are not being offered yet + 1) × gap + ring

This is the queue-length estimator of R. Ibrahim and W. Whitt, Real-time delay estimation in overloaded
multiserver queues with abandonments, Management Science 55 (2009) 1729-1742, with the observed rate of
leaving the line in place of their s·mu + abandonments. So it needs no count of servers, which shared
agents make meaningless, and the patience of those in front is in it. Their two others, the delay of the
last one to enter service and that of the head of the line, were simulated beside it (docs/measured.md).
Before a queue has had a line: position × handle time ÷ agents at work; None before any was handled.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from callfloor.acd.entities import Contact, Leg, QueueRun

if TYPE_CHECKING:
    from callfloor.acd.demands import DemandKey
    from callfloor.acd.state import State

GAP_WEIGHT: Final = 8
RING_WEIGHT: Final = 16
_LAST: Final = 1 << 62


def wait_ms(run: QueueRun | None, position: int, at_work: int) -> int | None:
    """`position` counts from 1, those who are being offered included."""
    if run is None:
        return None
    if run.gap_ms is None:
        return position * run.handle_ms // max(1, at_work) if run.handle_ms else None
    return max(1, position - run.offered) * run.gap_ms + run.ring_ms


def on_entry_ms(
    state: State, queue_id: str, key: DemandKey, rank_ms: int, sequence: int
) -> int | None:
    """Of one who is about to enter: only the ring where somebody is ready for it."""
    run, demand = state.queues.get(queue_id), state.index.demands.get(key)
    if demand is not None and demand.ready:
        return run.ring_ms if run is not None and run.ring_ms else None
    line = state.index.queues.get(queue_id, ())
    position = bisect_left(line, (rank_ms, sequence or _LAST, "")) + 1
    return wait_ms(run, position, state.index.busy.get(queue_id, 0))


def offered(state: State, contact: Contact, at_ms: int) -> None:
    """The first phone rings for one who waited: the line is one shorter."""
    leg = contact.leg
    if leg is not None and contact.phase == "queued":
        _depart(state, leg, at_ms).offered += 1


def back(state: State, contact: Contact) -> None:
    """The last phone has stopped ringing: in line again."""
    run = state.queues.get(contact.leg.queue_id) if contact.leg else None
    if run is not None and contact.phase == "ringing":
        run.offered -= 1


def left(state: State, contact: Contact, at_ms: int, *, is_answered: bool) -> None:
    """Out of the queue, from a ring or from the line."""
    leg = contact.leg
    if leg is None:
        return
    if contact.phase == "queued":
        _depart(state, leg, at_ms)
        return
    run = state.queues.get(leg.queue_id)
    if run is None:
        return
    run.offered -= 1
    if is_answered and contact.ringing:
        ring_ms = at_ms - contact.ringing[0].offered_ms
        run.ring_ms += (ring_ms - run.ring_ms) // RING_WEIGHT if run.ring_ms else ring_ms


def _depart(state: State, leg: Leg, at_ms: int) -> QueueRun:
    run = state.queues.setdefault(leg.queue_id, QueueRun(leg.queue_id))
    if at_ms > leg.entered_ms:
        gap_ms = max(0, at_ms - max(run.departed_ms, leg.entered_ms))
        known = run.gap_ms
        run.gap_ms = gap_ms if known is None else known + (gap_ms - known) // GAP_WEIGHT
    run.departed_ms = max(run.departed_ms, at_ms)
    return run
