"""Whether an action worked: the figure over the four weeks before it and the four weeks after it."""

from typing import Final

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts import values
from callfloor.alerts.measuring import WHOLE_ONLY, Key, Measured, added
from callfloor.alerts.models import Alert, Value
from callfloor.alerts.values import DAY_MS
from callfloor.metrics.kpis import BY_KEY

SPAN_DAYS: Final = 28


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """`days` of those after are known yet; `is_complete` once all are.

    `has_helped`: nearer to what is wanted than before; None while that cannot be said.
    """

    before: float | None
    after: float | None
    sample_before: int
    sample_after: int
    days: int
    is_complete: bool
    has_helped: bool | None


async def of(session: AsyncSession, alert: Alert, now_ms: int) -> Effect | None:
    """None while nothing was done, or where the figure is not made of days."""
    if alert.acted_at_ms is None or alert.indicator in WHOLE_ONLY:
        return None
    at_ms = alert.acted_at_ms
    key = Key(alert.indicator, alert.grain, alert.scope_id)
    span_ms = SPAN_DAYS * DAY_MS
    rows = await values.trend(
        session, alert.tenant_id, key, "day", at_ms + span_ms, 2 * SPAN_DAYS + 1, at_ms - span_ms
    )
    before = _summed([row for row in rows if row.end_ms <= at_ms])
    after = _summed([row for row in rows if row.start_ms >= at_ms])
    old, new = (one.value if one else None for one in (before, after))
    return Effect(
        before=old,
        after=new,
        sample_before=before.sample_size if before else 0,
        sample_after=after.sample_size if after else 0,
        days=min(SPAN_DAYS, max(0, (now_ms - at_ms) // DAY_MS)),
        is_complete=now_ms >= at_ms + span_ms,
        has_helped=has_helped(old, new, alert.low, alert.high),
    )


def has_helped(
    before: float | None, after: float | None, low: float | None, high: float | None
) -> bool | None:
    """Whether it is less far outside, or inside; None where one of the two is not known."""
    if before is None or after is None:
        return None
    was, is_now = _outside(before, low, high), _outside(after, low, high)
    return is_now == 0 if was == 0 else is_now < was


def _outside(value: float, low: float | None, high: float | None) -> float:
    below = low - value if low is not None else 0.0
    above = value - high if high is not None else 0.0
    return max(0.0, below, above)


def _summed(rows: list[Value]) -> Measured | None:
    known = [
        Measured(
            Key(row.indicator, row.grain, row.scope_id),
            row.variant,
            row.value,
            row.numerator,
            row.denominator,
            row.sample_size,
        )
        for row in rows
        if row.indicator in BY_KEY
    ]
    return next(iter(added(known)), None)
