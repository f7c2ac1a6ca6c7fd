"""A contact's record as one row of the list: what a person sorts and filters by. Pure."""

from typing import Any

import msgspec

from callfloor.contacts.record import Record
from callfloor.contacts.recordings import answered_or_waited_in, screen_state_of, state_of

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Record).decode


def wait_ms_of(record: Record) -> int | None:
    """Waits added up to the first answer, abandon or callback request; None while one is open."""
    waits = []
    for leg in record.legs:
        if leg.is_post_transfer:
            break
        if leg.wait_ms is None:
            return None
        waits.append(leg.wait_ms)
        if leg.outcome in ("answered", "abandoned", "callback_requested"):
            break
    return sum(waits) if waits else None


def outcome_of(record: Record) -> str:
    """What has become of it, in one word; `open` while nothing has."""
    is_dialled = record.direction != "in"
    if any(one.connected_ms is not None or not is_dialled for one in record.segments):
        return "answered"
    if record.ended_ms is None:
        return "open"
    if is_dialled:
        return record.disposition
    if record.legs:
        return record.legs[-1].outcome or "open"
    return record.disposition


def row_of(record: Record) -> dict[str, Any]:
    """Values of the table `contacts` by column."""
    segments = record.segments
    over = [segment for segment in segments if segment.ended_ms is not None]
    sounds = [one for one in record.recordings if one.kind != "screen"]
    stored = [one for one in sounds if one.status == "stored"]
    last_leg = record.legs[-1] if record.legs else None
    return {
        "tenant_id": record.tenant,
        "id": record.contact_id,
        "channel": record.channel,
        "direction": record.direction,
        "caller": record.caller,
        "caller_name": record.caller_name,
        "called": record.called,
        "language": record.language,
        "queue_id": last_leg.queue_id if last_leg else "",
        "agent_id": segments[-1].agent_id if segments else "",
        "queue_ids": sorted({leg.queue_id for leg in record.legs}),
        "agent_ids": sorted({segment.agent_id for segment in segments}),
        "arrived_ms": record.arrived_ms,
        "answered_ms": segments[0].answered_ms if segments else None,
        "ended_ms": record.ended_ms,
        "closed_ms": record.closed_ms,
        "wait_ms": wait_ms_of(record),
        "talk_ms": sum(segment.talk_ms for segment in over) if over else None,
        "hold_ms": sum(segment.hold_ms for segment in over) if over else None,
        "wrap_up_ms": sum(segment.wrap_up_ms for segment in over) if over else None,
        "disposition": record.disposition,
        "outcome": outcome_of(record),
        "wrap_up_code": next((s.wrap_up_code for s in reversed(segments) if s.wrap_up_code), ""),
        "recording_id": stored[0].recording_id if stored else None,
        "recording_state": state_of(record),
        "recording_ms": max((one.duration_ms for one in sounds), default=0),
        "screen_state": screen_state_of(record),
        "paused_ms": sum(one.paused_ms for one in sounds),
        "transfers": sum(1 for segment in segments if segment.transfer),
        "refused": record.refused,
        "is_demo": record.is_demo,
        "external_id": record.external_id,
        "record": _encode(record).decode(),
    }


def recording_rows_of(record: Record) -> list[dict[str, Any]]:
    """Values of the table `contacts_recordings` by column: what retention and the checks look at."""
    queue_ids = answered_or_waited_in(record)
    return [
        {
            "tenant_id": record.tenant,
            "id": one.recording_id,
            "contact_id": record.contact_id,
            "kind": one.kind,
            "status": one.status,
            "direction": record.direction,
            "queue_ids": queue_ids,
            "started_ms": one.started_ms,
            "duration_ms": one.duration_ms,
            "size_bytes": one.size_bytes,
            "sha256": one.sha256,
            "damage": one.damage,
        }
        for one in record.recordings
    ]


def read_record(body: str | bytes) -> Record:
    return _decode(body)
