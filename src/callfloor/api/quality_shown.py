"""How the network of a contact's legs is shown."""

from typing import Any

from callfloor.api.described import Answer
from callfloor.api.names import Names
from callfloor.contacts.quality import Quality
from callfloor.contacts.record import Record


class QualityShown(Answer):
    """How well the network carried one agent's leg; `mos` is an estimate (ITU-T G.107), 1.0 to 4.5."""

    agent_id: str
    agent_name: str
    segment_id: str
    measured_ms: int
    loss_pct: float
    jitter_ms: float
    sent_loss_pct: float
    sent_jitter_ms: float
    round_trip_ms: float | None
    mos: float
    mos_lowest: float


EXAMPLE_QUALITY: dict[str, Any] = {
    "agent_id": "maria",
    "agent_name": "María García",
    "segment_id": "01KA9Q0V3M8K6Z2X4C5B7N8M9P.s1",
    "measured_ms": 211_000,
    "loss_pct": 0.1,
    "jitter_ms": 3.1,
    "sent_loss_pct": 0.0,
    "sent_jitter_ms": 1.4,
    "round_trip_ms": 24.0,
    "mos": 4.32,
    "mos_lowest": 4.1,
}


def quality_shown(record: Record, names: Names) -> list[QualityShown]:
    return [_one(each, names) for each in record.quality]


def _one(one: Quality, names: Names) -> QualityShown:
    return QualityShown(
        agent_id=one.agent_id,
        agent_name=names.agent(one.agent_id),
        segment_id=one.segment_id,
        measured_ms=one.measured_ms,
        loss_pct=round(one.loss_pct, 2),
        jitter_ms=round(one.jitter_ms, 1),
        sent_loss_pct=round(one.sent_loss_pct, 2),
        sent_jitter_ms=round(one.sent_jitter_ms, 1),
        round_trip_ms=None if one.round_trip_ms is None else round(one.round_trip_ms, 1),
        mos=round(one.mos, 2),
        mos_lowest=round(one.mos_lowest, 2),
    )
