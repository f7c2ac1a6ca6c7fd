"""A contact's recordings as the API answers them."""

from callfloor.api.described import Answer
from callfloor.api.times import at_text, at_text_or_none
from callfloor.contacts.record import Record
from callfloor.contacts.recordings import Pause, Recording


class PauseShown(Answer):
    """Silence on both sides, in milliseconds from the recording's start."""

    from_ms: int
    to_ms: int | None
    by: str
    reason: str
    ended_by: str


class RecordingShown(Answer):
    """`rule` decided whether it is kept; `failure` says why there is none.

    `damage` is what the last check found; `removed_by_rule` what removed it, at `removed_at`. A screen
    (`kind`) is that of `agent_id`, recorded in the `spans` (from and to in milliseconds) of its time.
    """

    id: str
    kind: str
    status: str
    started_at: str
    duration_ms: int
    rule: str
    failure: str
    damage: str
    removed_at: str | None
    removed_by_rule: str
    size_bytes: int
    declined_by: str
    pauses: list[PauseShown]
    agent_id: str
    segment_id: str
    spans: list[tuple[int, int]]


EXAMPLE_RECORDING = {
    "id": "01KA9Q0V3M8K6Z2X4C5B7N8M9R",
    "kind": "call",
    "status": "stored",
    "started_at": "2026-11-22T09:00:12.000Z",
    "duration_ms": 230_000,
    "rule": "all",
    "failure": "",
    "damage": "",
    "removed_at": None,
    "removed_by_rule": "",
    "size_bytes": 7_360_044,
    "declined_by": "",
    "pauses": [
        {
            "from_ms": 61_000,
            "to_ms": 92_400,
            "by": "agent",
            "reason": "card_data",
            "ended_by": "agent",
        }
    ],
    "agent_id": "",
    "segment_id": "",
    "spans": [],
}


def recordings_shown(record: Record) -> list[RecordingShown]:
    return [_shown(one) for one in record.recordings]


def _shown(one: Recording) -> RecordingShown:
    return RecordingShown(
        id=one.recording_id,
        kind=one.kind,
        status=one.status,
        started_at=at_text(one.started_ms),
        duration_ms=one.duration_ms,
        rule=one.rule,
        failure=one.failure,
        damage=one.damage,
        removed_at=at_text_or_none(one.removed_ms),
        removed_by_rule=one.removed_by_rule,
        size_bytes=one.size_bytes,
        declined_by=one.declined_by,
        pauses=[_pause(one, pause) for pause in one.pauses],
        agent_id=one.agent_id,
        segment_id=one.segment_id,
        spans=list(one.spans),
    )


def _pause(recording: Recording, pause: Pause) -> PauseShown:
    return PauseShown(
        from_ms=max(0, pause.from_ms - recording.started_ms),
        to_ms=None if pause.to_ms is None else max(0, pause.to_ms - recording.started_ms),
        by=pause.by,
        reason=pause.reason,
        ended_by=pause.ended_by,
    )
