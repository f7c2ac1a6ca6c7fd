"""Alerts and what people do about them: each change is a row, a line of history and a fact together.

An alert ends by its figures, and not without an action recorded; what people write stays as written.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts import telling
from callfloor.alerts.ledger import Judged
from callfloor.alerts.models import Alert, Line
from callfloor.alerts.periods import Period
from callfloor.alerts.values import DAY_MS
from callfloor.events.alerts import (
    AlertClosed,
    AlertFact,
    AlertNoted,
    AlertOpened,
    CloseReason,
    Note,
)
from callfloor.identity.permissions import GRANTED, Role
from callfloor.identity.principal import Principal
from callfloor.journal.port import Entry
from callfloor.journal.postgres import append_in
from callfloor.kit.errors import NotFoundError
from callfloor.kit.ids import new_id
from callfloor.metrics.kpis import BY_KEY, Cadence, Indicator

_DUE_DAYS: Final[dict[Cadence, int]] = {
    "half_hour": 1, "hour": 1, "day": 1, "week": 3, "month": 7, "quarter": 14, "year": 14,
}  # fmt: skip


class Cause(NamedTuple):
    """What opens an alert: the period with its figure, where, and what it was the time before."""

    period: Period
    judged: Judged
    scope_name: str
    before_value: float | None


def owner_role(indicator: Indicator) -> Role:
    """The first of its audience who may act on it."""
    able = (role for role, may in GRANTED.items() if "alerts.act" in may)
    known = {str(role): role for role in able}
    return next((known[one] for one in indicator.audience if one in known), "manager")


async def open_alert(session: AsyncSession, tenant: str, cause: Cause) -> Alert | None:
    """The new alert; None where one of this indicator and scope is open already."""
    period, (measured, wanted, _, _) = cause.period, cause.judged
    key = measured.key
    assert wanted is not None
    assert measured.value is not None
    row = {
        "id": new_id(),
        "tenant_id": tenant,
        **key._asdict(),
        **period._asdict(),
        "variant": measured.variant,
        "scope_name": cause.scope_name,
        "value": measured.value,
        "numerator": measured.numerator,
        "denominator": measured.denominator,
        "sample_size": measured.sample_size,
        **wanted._asdict(),
        "before_value": cause.before_value,
        "owner_role": owner_role(BY_KEY[key.indicator]),
        "opened_at_ms": period.end_ms,
        "due_ms": period.end_ms + _DUE_DAYS[period.cadence] * DAY_MS,
    }
    made = insert(Alert).values(row).on_conflict_do_nothing().returning(Alert)
    alert = (await session.execute(made)).scalar_one_or_none()
    if alert is None:
        return None
    fact = AlertOpened(
        tenant=tenant,
        at_ms=period.end_ms,
        alert_id=alert.id,
        **key._asdict(),
        **period._asdict(),
        **wanted._asdict(),
        variant=measured.variant,
        value=measured.value,
        sample_size=measured.sample_size,
    )
    await _tell(session, fact)
    await telling.opened(session, alert)
    return alert


async def lengthen(session: AsyncSession, alert: Alert, period: Period, judged: Judged) -> None:
    """A longer period is bad too: the alert is about that one from here on."""
    measured, wanted = judged.measured, judged.wanted
    assert wanted is not None
    assert measured.value is not None
    alert.cadence, alert.start_ms, alert.end_ms = period
    alert.value, alert.variant = measured.value, measured.variant
    alert.numerator, alert.denominator = measured.numerator, measured.denominator
    alert.sample_size = measured.sample_size
    alert.low, alert.high, alert.basis = wanted
    alert.well_since_ms, alert.evidence = None, None
    await note(session, alert, "lengthened", period.end_ms, text=period.cadence)


async def turn(session: AsyncSession, alert: Alert, at_ms: int, *, is_well: bool) -> None:
    """Its figures are good again while nobody has told what was done, or bad again."""
    alert.well_since_ms = at_ms if is_well else None
    await note(session, alert, "recovered" if is_well else "relapsed", at_ms)


async def close(
    session: AsyncSession,
    alert: Alert,
    reason: CloseReason,
    at_ms: int,
    by: Principal | None = None,
) -> None:
    alert.closed_at_ms, alert.close_reason = at_ms, reason
    fact = AlertClosed(
        tenant=alert.tenant_id,
        at_ms=at_ms,
        alert_id=alert.id,
        reason=reason,
        by=by.actor if by else "",
        by_name=by.name if by else "",
    )
    session.add(
        Line(
            id=new_id(),
            tenant_id=alert.tenant_id,
            alert_id=alert.id,
            at_ms=at_ms,
            kind="closed",
            by=fact.by,
            by_name=fact.by_name,
            text=reason,
        )
    )
    await session.flush()
    await _tell(session, fact)
    await telling.closed(session, alert)


async def note(
    session: AsyncSession,
    alert: Alert,
    kind: Note,
    at_ms: int,
    *,
    by: Principal | None = None,
    text: str = "",
    check: str = "",
    due_ms: int | None = None,
    owner: str = "",
) -> None:
    """A line of the alert's history, and the fact of it."""
    fact = AlertNoted(
        tenant=alert.tenant_id,
        at_ms=at_ms,
        alert_id=alert.id,
        kind=kind,
        by=by.actor if by else "",
        by_name=by.name if by else "",
        text=text,
        check=check,
        due_ms=due_ms,
        owner=owner,
    )
    session.add(
        Line(
            id=new_id(),
            tenant_id=alert.tenant_id,
            alert_id=alert.id,
            at_ms=at_ms,
            kind=kind,
            by=fact.by,
            by_name=fact.by_name,
            text=text,
            check=check,
            due_ms=due_ms,
        )
    )
    await session.flush()
    await _tell(session, fact)


async def open_alerts(session: AsyncSession, tenant: str) -> Sequence[Alert]:
    query = select(Alert).where(Alert.tenant_id == tenant, Alert.closed_at_ms.is_(None))
    return (await session.execute(query.order_by(Alert.id))).scalars().all()


class Sought(NamedTuple):
    """What narrows the list; what is empty does not."""

    is_open: bool | None = None
    owner_role: str = ""
    owner_id: str = ""
    indicator: str = ""
    grain: str = ""
    scope_id: str = ""
    cadence: str = ""


async def page(
    session: AsyncSession, tenant: str, sought: Sought, *, before: str = "", limit: int = 50
) -> Sequence[Alert]:
    """The newest first; ids grow with time, so the last one of a page leads to the next."""
    query = select(Alert).where(Alert.tenant_id == tenant)
    if before:
        query = query.where(Alert.id < before)
    if sought.is_open is not None:
        query = query.where(Alert.closed_at_ms.is_(None) == sought.is_open)
    for name, value in sought._asdict().items():
        if name != "is_open" and value:
            query = query.where(getattr(Alert, name) == value)
    return (await session.execute(query.order_by(Alert.id.desc()).limit(limit))).scalars().all()


async def history(session: AsyncSession, tenant: str, alert_id: str) -> Sequence[Line]:
    """What happened to it, in order."""
    query = select(Line).where(Line.tenant_id == tenant, Line.alert_id == alert_id)
    return (await session.execute(query.order_by(Line.at_ms, Line.id))).scalars().all()


async def one(
    session: AsyncSession, tenant: str, alert_id: str, *, is_locked: bool = False
) -> Alert:
    query = select(Alert).where(Alert.tenant_id == tenant, Alert.id == alert_id)
    found = await session.execute(query.with_for_update() if is_locked else query)
    alert = found.scalar_one_or_none()
    if alert is None:
        msg = "There is no such alert."
        raise NotFoundError(msg, alert_id=alert_id)
    return alert


async def _tell(session: AsyncSession, fact: AlertFact) -> None:
    await append_in(session, [Entry(id=new_id(), fact=fact)])
