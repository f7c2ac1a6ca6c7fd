"""What one contact was as a whole: where it entered, how long it waited, what became of it. Pure.

The indicators and the flat tables read it here, so that they cannot differ (sections 1.3 and 3.1).
"""

from typing import NamedTuple

from callfloor.contacts.record import Leg, Record

FLOW_OUTS = frozenset({"overflow", "timeout", "key_exit", "voicemail", "system_drop"})
CLOSED_HOURS = frozenset({"closed_hours", "rejected", "do_not_serve"})
_ENDS = frozenset({"answered", "abandoned", "callback_requested"})
DIRECT = "direct"
"""What became of one that an agent answered without any queue."""


class Whole(NamedTuple):
    """The waits up to the first answer as one; `wait_ms` None and `outcome` empty while it lasts.

    `queue_id` is the queue whose limits judge the wait, the last one that it was in.
    """

    entered_ms: int
    wait_ms: int | None
    outcome: str
    queued: bool
    queue_id: str
    callback_ms: int | None


def entry_ms(record: Record) -> int:
    """When the contact entered its first queue, or arrived where it never did."""
    for leg in record.legs:
        if not leg.is_post_transfer:
            return leg.entered_ms
    return record.arrived_ms


def whole_of(record: Record) -> Whole | None:
    """The contact's one wait; None where it never waited for an agent."""
    own = [leg for leg in record.legs if not leg.is_post_transfer]
    if own:
        return _added(record, own)
    if became_of(record) == DIRECT:
        return Whole(record.arrived_ms, 0, "answered", queued=False, queue_id="", callback_ms=None)
    return None


def _added(record: Record, own: list[Leg]) -> Whole:
    """A queue that passed the contact on has not lost it while the contact goes on."""
    wait_ms: int | None = 0
    outcome, queued = "", False
    for leg in own:
        queued = queued or leg.queued
        if leg.wait_ms is None or wait_ms is None:
            wait_ms, outcome = None, ""
            break
        wait_ms += leg.wait_ms
        outcome = leg.outcome
        if outcome in _ENDS:
            break
    if outcome in FLOW_OUTS and record.ended_ms is None:
        wait_ms, outcome = None, ""
    entered_ms = own[0].entered_ms
    return Whole(entered_ms, wait_ms, outcome, queued, leg.queue_id, leg.callback_connected_ms)


def became_of(record: Record) -> str:
    """What became of a contact that never entered a queue."""
    if record.ended_ms is None:
        return "open"
    if record.disposition in CLOSED_HOURS or record.ivr_exit == "closed_hours":
        return "closed_hours"
    if record.disposition in ("self_service", "voicemail"):
        return "self_service"
    if record.disposition == "direct" and record.segments:
        return DIRECT
    if record.disposition == "ivr_abandoned" or record.ended_by == "customer":
        return "ivr_abandoned"
    return "system_dropped"


def call_type_of(record: Record) -> str:
    """The last agent's code once the contact is closed, before that what the flow made of it."""
    if record.closed_ms is not None:
        for segment in reversed(record.segments):
            if segment.wrap_up_code:
                return segment.wrap_up_code
    return record.call_type


def customer_of(record: Record) -> str:
    return record.customer_id or record.caller


def issue_of(record: Record) -> str:
    return next((one.issue_id for one in reversed(record.segments) if one.issue_id), "")
