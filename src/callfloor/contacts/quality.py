"""How well the agents' legs of a contact sounded, folded from what their browsers measured. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from callfloor.events.quality import CallQualityMeasured

if TYPE_CHECKING:
    from callfloor.contacts.record import Record


class Quality(msgspec.Struct, kw_only=True):
    """One agent's leg. Means are weighted by the time measured; `mos_lowest` is the worst stretch."""

    agent_id: str
    segment_id: str = ""
    measured_ms: int = 0
    received: int = 0
    lost: int = 0
    jitter_ms: float = 0.0
    sent: int = 0
    sent_lost: int = 0
    sent_jitter_ms: float = 0.0
    round_trip_ms: float | None = None
    round_trip_over_ms: int = 0
    mos: float = 0.0
    mos_lowest: float = 0.0

    @property
    def loss_pct(self) -> float:
        return _share(self.lost, self.received)

    @property
    def sent_loss_pct(self) -> float:
        """Of the packets sent, those that the far end missed."""
        return _share(self.sent_lost, self.sent - self.sent_lost)


def _share(lost: int, came: int) -> float:
    whole = lost + max(0, came)
    return 100.0 * lost / whole if whole else 0.0


def _mean(before: float, weight_ms: int, value: float, over_ms: int) -> float:
    return (before * weight_ms + value * over_ms) / (weight_ms + over_ms)


def measured(record: Record, fact: CallQualityMeasured) -> None:
    found = next(
        (
            one
            for one in record.quality
            if (one.agent_id, one.segment_id) == (fact.agent_id, fact.segment_id)
        ),
        None,
    )
    if found is None:
        found = Quality(agent_id=fact.agent_id, segment_id=fact.segment_id, mos_lowest=fact.mos)
        record.quality.append(found)
    over_ms = max(1, fact.over_ms)
    known_ms = found.measured_ms
    found.jitter_ms = _mean(found.jitter_ms, known_ms, fact.jitter_ms, over_ms)
    found.sent_jitter_ms = _mean(found.sent_jitter_ms, known_ms, fact.sent_jitter_ms, over_ms)
    found.mos = _mean(found.mos, known_ms, fact.mos, over_ms)
    found.mos_lowest = min(found.mos_lowest, fact.mos)
    if fact.round_trip_ms is not None:
        before = found.round_trip_ms or 0.0
        found.round_trip_ms = _mean(before, found.round_trip_over_ms, fact.round_trip_ms, over_ms)
        found.round_trip_over_ms += over_ms
    found.measured_ms += over_ms
    found.received += fact.received
    found.lost += fact.lost
    found.sent += fact.sent
    found.sent_lost += fact.sent_lost
