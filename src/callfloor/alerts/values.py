"""Values of periods as they were judged, read as runs, sums and trends; `ledger` writes them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import delete, select, text, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from callfloor.alerts.measuring import Key, Measured
from callfloor.alerts.models import Alert, Value
from callfloor.alerts.rule import Run
from callfloor.metrics.kpis import Cadence

DAY_MS: Final = 86_400_000
KEPT_MS: Final[dict[tuple[str, ...], int]] = {
    ("half_hour", "hour"): 70 * DAY_MS,
    ("day",): 400 * DAY_MS,
}
"""Longer periods are kept for good: there are few of them."""
_REACH_MS: Final = 35 * DAY_MS
_RUNS = text(
    "select distinct on (indicator, grain, scope_id) indicator, grain, scope_id, start_ms, bad, good"
    " from alerts_values where tenant_id = current_setting('callfloor.tenant', true)"
    " and cadence = :cadence and start_ms < :before_ms and start_ms >= :from_ms"
    " order by indicator, grain, scope_id, start_ms desc"
)


class Before(NamedTuple):
    """Where a run stood, and at which period."""

    start_ms: int
    run: Run


async def within(
    session: AsyncSession, tenant: str, cadence: Cadence, from_ms: int, to_ms: int
) -> list[Measured]:
    """What was kept of the periods that begin in the time."""
    query = select(Value).where(
        Value.tenant_id == tenant,
        Value.cadence == cadence,
        Value.start_ms >= from_ms,
        Value.start_ms < to_ms,
    )
    return [_measured(row) for row in (await session.execute(query)).scalars()]


async def runs_before(session: AsyncSession, cadence: Cadence, before_ms: int) -> dict[Key, Before]:
    """The run of each indicator and scope as it stood before the moment."""
    reach_ms = _REACH_MS if cadence in ("half_hour", "hour", "day") else 20 * _REACH_MS
    given = {"cadence": cadence, "before_ms": before_ms, "from_ms": before_ms - reach_ms}
    return {
        Key(row.indicator, row.grain, row.scope_id): Before(row.start_ms, Run(row.bad, row.good))
        for row in await session.execute(_RUNS, given)
    }


async def trend(
    session: AsyncSession,
    tenant: str,
    key: Key,
    cadence: str,
    to_ms: int,
    count: int,
    from_ms: int = 0,
) -> list[Value]:
    """The last periods up to a moment, oldest first."""
    query = (
        select(Value)
        .where(
            Value.tenant_id == tenant,
            Value.cadence == cadence,
            Value.indicator == key.indicator,
            Value.grain == key.grain,
            Value.scope_id == key.scope_id,
            Value.start_ms <= to_ms,
            Value.start_ms >= from_ms,
        )
        .order_by(Value.start_ms.desc())
        .limit(count)
    )
    return list(reversed((await session.execute(query)).scalars().all()))


async def trends(
    session: AsyncSession, alerts: Sequence[Alert], count: int
) -> dict[str, list[Value]]:
    """By alert the last periods of its cadence up to now, oldest first."""
    newest = (
        select(Value)
        .where(
            Value.tenant_id == Alert.tenant_id,
            Value.cadence == Alert.cadence,
            Value.indicator == Alert.indicator,
            Value.grain == Alert.grain,
            Value.scope_id == Alert.scope_id,
        )
        .order_by(Value.start_ms.desc())
        .limit(count)
        .correlate(Alert)
        .lateral()
    )
    lately = aliased(Value, newest)
    query = (
        select(Alert.id, lately)
        .select_from(Alert)
        .join(lately, true())
        .where(Alert.id.in_([alert.id for alert in alerts]))
        .order_by(lately.start_ms)
    )
    found: dict[str, list[Value]] = defaultdict(list)
    for alert_id, value in await session.execute(query):
        found[alert_id].append(value)
    return found


async def forget_old(session: AsyncSession, tenant: str, now_ms: int) -> None:
    for cadences, kept_ms in KEPT_MS.items():
        await session.execute(
            delete(Value).where(
                Value.tenant_id == tenant,
                Value.cadence.in_(cadences),
                Value.start_ms < now_ms - kept_ms,
            )
        )


def _measured(row: Value) -> Measured:
    return Measured(
        Key(row.indicator, row.grain, row.scope_id),
        row.variant,
        row.value,
        row.numerator,
        row.denominator,
        row.sample_size,
    )
