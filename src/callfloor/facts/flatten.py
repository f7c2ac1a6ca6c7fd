"""From one contact's record, and from agents' spans, to rows of the flat tables. Pure."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, Protocol

from callfloor.contacts.record import Leg, Record, Ring, Segment
from callfloor.facts.pieces import pieces_of
from callfloor.facts.whole import (
    became_of,
    call_type_of,
    customer_of,
    entry_ms,
    issue_of,
    whole_of,
)

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""By table."""
DAY_MS = 86_400_000
_NEVER_MS = 2**62


class SpanLike(Protocol):
    """One agent's state from when to when; `metrics.presence.Span` is one."""

    @property
    def agent_id(self) -> str: ...
    @property
    def team_id(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def start_ms(self) -> int: ...
    @property
    def end_ms(self) -> int | None: ...


def flatten(records: Iterable[Record]) -> Rows:
    """Rows of contacts; an attempt that was refused at the edge is one row and no more."""
    rows: Rows = {name: [] for name in ("contacts", "legs", "rings", "segments", "pieces")}
    for record in records:
        if not record.arrived_ms:
            continue
        whole = {
            "contact_id": record.contact_id,
            "direction": record.direction,
            "channel": record.channel,
            "source": record.source,
            "is_test": record.is_test,
        }
        places = {
            "dnis": record.called,
            "trunk_group": record.trunk,
            "call_type": call_type_of(record),
        }
        rows["contacts"].append({**whole, **places, **_of_contact(record)})
        if record.refused:
            continue
        legs = {leg.leg_id: leg for leg in record.legs}
        rows["legs"] += [{**whole, "seq": at, **_of_leg(leg)} for at, leg in enumerate(record.legs)]
        rows["rings"] += [{**whole, **_of_ring(ring, legs)} for ring in record.rings]
        for row, segment in _of_segments(record, legs):
            rows["segments"].append({**whole, **places, **row})
            rows["pieces"] += [
                {**whole, **places, **piece} for piece in _of_pieces(record, segment)
            ]
    return rows


def _of_contact(record: Record) -> Row:
    own = [segment for segment in record.segments if not segment.is_consult]
    wait = whole_of(record)
    became = became_of(record)
    return {
        "customer": hashed(record.tenant, customer_of(record)),
        "call_type_initial": record.call_type,
        "disposition": record.disposition,
        "ended_by": record.ended_by,
        "refused": record.refused,
        "is_demo": record.is_demo,
        "arrived_ms": record.arrived_ms,
        "ended_ms": record.ended_ms,
        "closed_ms": record.closed_ms,
        "front_ring_ms": record.front_ring_ms,
        "entered_ms": entry_ms(record),
        "fate": became if wait is None or became == "direct" else "queue",
        "wait_ms": wait.wait_ms if wait and wait.outcome else None,
        "outcome": wait.outcome if wait and wait.wait_ms is not None else "",
        "queued": bool(wait and wait.queued),
        "wait_queue_id": wait.queue_id if wait else "",
        "callback_connected_ms": wait.callback_ms if wait else None,
        "segments": len(own),
        "parts": len(record.segments),
        "talk_ms": sum(one.talk_ms for one in own),
        "hold_ms": sum(one.hold_ms for one in own),
        "wrap_up_ms": sum(one.wrap_up_ms for one in own),
        "wrap_up_code": own[-1].wrap_up_code if own else "",
        "last_code": record.segments[-1].wrap_up_code if record.segments else "",
        "resolved": own[-1].resolved if own else "n/a",
        "issue_id": issue_of(record),
    }


def hashed(tenant: str, customer: str) -> str:
    """The same customer has the same sign, and no number can be read in it."""
    if not customer:
        return ""
    key = tenant.encode()[:64]
    return blake2b(customer.encode(), key=key, digest_size=9).hexdigest()


def _of_leg(leg: Leg) -> Row:
    is_over = leg.wait_ms is not None and leg.outcome
    return {
        "leg_id": leg.leg_id,
        "queue_id": leg.queue_id,
        "entered_ms": leg.entered_ms,
        "offered_ms": leg.offered_ms,
        "exited_ms": leg.exited_ms,
        "wait_ms": leg.wait_ms if is_over else None,
        "outcome": leg.outcome if is_over else "",
        "queued": leg.queued,
        "is_post_transfer": leg.is_post_transfer,
        "is_returned": leg.returned,
        "callback_connected_ms": leg.callback_connected_ms,
        "estimate_ms": leg.estimate_ms,
    }


def _of_ring(ring: Ring, legs: dict[str, Leg]) -> Row:
    leg = legs.get(ring.leg_id)
    return {
        "ring_id": ring.ring_id,
        "leg_id": ring.leg_id,
        "queue_id": ring.queue_id,
        "agent_id": ring.agent_id,
        "offered_ms": ring.offered_ms,
        "ended_ms": ring.ended_ms,
        "result": ring.result,
        "leg_entered_ms": leg.entered_ms if leg else None,
        "leg_wait_ms": leg.wait_ms if leg else None,
    }


def _of_segments(record: Record, legs: dict[str, Leg]) -> Iterator[tuple[Row, Segment]]:
    entered_ms, closed_ms = entry_ms(record), record.closed_ms
    own = [segment for segment in record.segments if not segment.is_consult]
    last = own[-1] if own else None
    for at, segment in enumerate(record.segments):
        leg = legs.get(segment.leg_id)
        row = {
            "segment_id": segment.segment_id,
            "leg_id": segment.leg_id,
            "seq": at,
            "queue_id": segment.queue_id,
            "agent_id": segment.agent_id,
            "team_id": segment.team_id,
            "leg_entered_ms": leg.entered_ms if leg else entered_ms,
            "contact_entered_ms": entered_ms,
            "contact_closed_ms": closed_ms,
            "answered_ms": segment.answered_ms,
            "connected_ms": segment.connected_ms,
            "ended_ms": segment.ended_ms,
            "closed_ms": segment.closed_ms,
            "wrap_up_started_ms": segment.wrap_up_started_ms,
            "wrap_up_ended_ms": segment.wrap_up_ended_ms,
            "talk_ms": segment.talk_ms,
            "hold_ms": segment.hold_ms,
            "wrap_up_ms": segment.wrap_up_ms,
            "hold_count": segment.hold_count,
            "lost_count": segment.lost_count,
            "end_reason": segment.end_reason,
            "transfer_to": segment.transfer_to,
            "wrap_up_code": segment.wrap_up_code,
            "resolved": segment.resolved,
            "issue_id": segment.issue_id,
            "is_consult": segment.is_consult,
            "is_last": segment is last,
        }
        yield row, segment


def _of_pieces(record: Record, segment: Segment) -> Iterator[Row]:
    is_closed = record.closed_ms is not None
    for kind, start_ms, end_ms in pieces_of(segment, _NEVER_MS):
        yield {
            "segment_id": segment.segment_id,
            "kind": kind,
            "queue_id": segment.queue_id,
            "agent_id": segment.agent_id,
            "team_id": segment.team_id,
            "start_ms": start_ms,
            "end_ms": None if end_ms >= _NEVER_MS else end_ms,
            "is_closed": is_closed,
            "is_consult": segment.is_consult,
        }


def flatten_spans(spans: Iterable[SpanLike], *, from_ms: int, to_ms: int, now_ms: int) -> list[Row]:
    """What of the spans lies in the time; one that runs still has no end where now is in the time."""
    rows: list[Row] = []
    for span in spans:
        start_ms = max(span.start_ms, from_ms)
        end_ms = span.end_ms
        if end_ms is not None or to_ms <= now_ms:
            end_ms = min(to_ms if end_ms is None else end_ms, to_ms)
        is_empty = end_ms is not None and end_ms <= start_ms
        if is_empty or start_ms >= to_ms or start_ms > now_ms:
            continue
        rows.append(
            {
                "agent_id": span.agent_id,
                "team_id": span.team_id,
                "state": span.state,
                "start_ms": start_ms,
                "began_ms": span.start_ms,
                "end_ms": end_ms,
            }
        )
    return rows
