"""Alarms kept: each change is a row and a fact in one transaction, with the messages that it causes.

A second raise of what is open, a second end or a second acknowledgement changes nothing.
"""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alarms.figures import Key
from callfloor.alarms.models import AlarmRow
from callfloor.alarms.watch import Raise, limit_of
from callfloor.centre.alarms import Alarm
from callfloor.deliveries.kept import addresses, line_up
from callfloor.events.alarms import AlarmAcknowledged, AlarmEnded, AlarmFact, AlarmRaised, EndReason
from callfloor.identity import audit
from callfloor.identity.principal import Principal
from callfloor.journal.port import Entry
from callfloor.journal.postgres import append_in
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import ConflictError, NotFoundError
from callfloor.kit.ids import new_id

NOTE_MAX = 500


async def raise_alarm(session: AsyncSession, tenant: str, change: Raise, at_ms: int) -> str | None:
    """The new alarm's id; None where one of this rule and scope is open already."""
    (rule_id, scope_id), rule, reading = change
    fact = AlarmRaised(
        tenant=tenant,
        at_ms=at_ms,
        alarm_id=new_id(),
        rule_id=rule_id,
        name=rule.name,
        figure=rule.figure,
        scope=rule.scope,
        scope_id=scope_id,
        value=round(reading.value or 0.0, 1),
        limit=limit_of(rule),
        severity=rule.severity,
        sound=rule.sound,
        agents=list(reading.agents),
    )
    made = insert(AlarmRow).values(
        id=fact.alarm_id,
        tenant_id=tenant,
        rule_id=rule_id,
        name=fact.name,
        figure=fact.figure,
        scope=fact.scope,
        scope_id=scope_id,
        value=fact.value,
        limit=fact.limit,
        severity=fact.severity,
        sound=fact.sound,
        agents=fact.agents,
        raised_at_ms=at_ms,
    )
    found = await session.execute(made.on_conflict_do_nothing().returning(AlarmRow.id))
    if found.scalar_one_or_none() is None:
        return None
    await _tell(session, fact, rule, "raised")
    return fact.alarm_id


async def end_alarm(
    session: AsyncSession,
    tenant: str,
    key: Key,
    reason: EndReason,
    at_ms: int,
    rule: Alarm | None = None,
) -> str | None:
    """The id of the alarm that is over; None where none was open. `rule` says who is told."""
    rule_id, scope_id = key
    ended = (
        update(AlarmRow)
        .where(
            AlarmRow.tenant_id == tenant,
            AlarmRow.rule_id == rule_id,
            AlarmRow.scope_id == scope_id,
            AlarmRow.ended_at_ms.is_(None),
        )
        .values(ended_at_ms=at_ms, end_reason=reason)
    )
    alarm_id = (await session.execute(ended.returning(AlarmRow.id))).scalar_one_or_none()
    if alarm_id is None:
        return None
    fact = AlarmEnded(tenant=tenant, at_ms=at_ms, alarm_id=alarm_id, reason=reason)
    await _tell(session, fact, rule, "ended")
    return str(alarm_id)


async def acknowledge(session: AsyncSession, by: Principal, alarm_id: str, note: str) -> AlarmRow:
    """ConflictError where somebody has done it already; also an alarm that is over can be."""
    query = select(AlarmRow).where(AlarmRow.tenant_id == by.tenant, AlarmRow.id == alarm_id)
    row = (await session.execute(query.with_for_update())).scalar_one_or_none()
    if row is None:
        msg = "There is no such alarm."
        raise NotFoundError(msg, alarm_id=alarm_id)
    if row.acknowledged_at_ms is not None:
        msg = f"{row.acknowledged_name} has acknowledged this alarm already."
        raise ConflictError(msg, by=row.acknowledged_name)
    row.acknowledged_at_ms = now_ms()
    row.acknowledged_by, row.acknowledged_name, row.note = by.actor, by.name, note
    fact = AlarmAcknowledged(
        tenant=by.tenant,
        at_ms=row.acknowledged_at_ms,
        alarm_id=alarm_id,
        by=by.actor,
        by_name=by.name,
        note=note,
    )
    after = {"name": row.name, "note": note}
    audit.record(session, by.tenant, by, "alarm.acknowledged", f"alarm:{alarm_id}", after=after)
    await session.flush()
    await append_in(session, [Entry(id=new_id(), fact=fact)])
    return row


async def open_alarms(session: AsyncSession, tenant: str) -> Sequence[AlarmRow]:
    query = select(AlarmRow).where(AlarmRow.tenant_id == tenant, AlarmRow.ended_at_ms.is_(None))
    return (await session.execute(query.order_by(AlarmRow.id))).scalars().all()


async def page(
    session: AsyncSession,
    tenant: str,
    *,
    before: str = "",
    limit: int = 50,
    rule_id: str = "",
    is_open: bool | None = None,
) -> Sequence[AlarmRow]:
    """The newest first; ids grow with time, so the last one of a page leads to the next."""
    query = select(AlarmRow).where(AlarmRow.tenant_id == tenant)
    if before:
        query = query.where(AlarmRow.id < before)
    if rule_id:
        query = query.where(AlarmRow.rule_id == rule_id)
    if is_open is not None:
        query = query.where(
            AlarmRow.ended_at_ms.is_(None) if is_open else AlarmRow.ended_at_ms.is_not(None)
        )
    return (await session.execute(query.order_by(AlarmRow.id.desc()).limit(limit))).scalars().all()


async def _tell(session: AsyncSession, fact: AlarmFact, rule: Alarm | None, event: str) -> None:
    """The fact into the journal, and a message for each address of the rule."""
    await append_in(session, [Entry(id=new_id(), fact=fact)])
    if rule is None:
        return
    to = addresses(rule.emails, rule.web_service)
    line_up(session, fact.tenant, "alarm", fact.alarm_id, event, to, fact.at_ms)
    await session.flush()
