"""What people do about an alert: take it, hand it on, comment, record what was done, close, open again.

What they write stands as written; a new line corrects an old one. Every deed is audited.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts import service, telling
from callfloor.alerts.checks import CHECKS
from callfloor.alerts.models import Alert
from callfloor.alerts.values import DAY_MS
from callfloor.identity import audit
from callfloor.identity.models import User
from callfloor.identity.permissions import permissions_of
from callfloor.identity.principal import Principal
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import ConflictError, InvalidError
from callfloor.kit.fields import wrong


class NoActionError(ConflictError):
    """Nothing was done about it yet."""

    code = "no_action"


class StillOutsideError(ConflictError):
    """Its figures are not what is wanted."""

    code = "still_outside"


class AlertClosedError(ConflictError):
    """There is nothing more to do about it, unless it is opened again."""

    code = "alert_closed"


class AlertOpenError(ConflictError):
    """It is open, or a newer one of the same figure and place is."""

    code = "alert_open"


TEXT_MAX: Final = 2_000
DUE_DAYS_MAX: Final = 366


async def people(session: AsyncSession, tenant: str) -> Sequence[User]:
    """Who may own an alert, by name."""
    query = select(User).where(User.tenant_id == tenant, User.is_active)
    users = (await session.execute(query.order_by(User.name, User.id))).scalars()
    return [user for user in users if "alerts.act" in permissions_of(user.roles)]


async def take(session: AsyncSession, by: Principal, alert_id: str, user_id: str = "") -> Alert:
    """Make a person the owner: the asker where nobody is named. Twice changes nothing."""
    alert = await _open(session, by, alert_id)
    owner = user_id or by.user_id
    found = next((one for one in await people(session, by.tenant) if one.id == owner), None)
    if found is None:
        msg = "Choose a person who may act on alerts; a token or a stranger cannot own one."
        raise InvalidError(msg, [wrong("user_id", "no_owner", msg)])
    if alert.owner_id == found.id:
        return alert
    before = alert.owner_name
    alert.owner_id, alert.owner_name = found.id, found.name
    at_ms = now_ms()
    await service.note(session, alert, "taken", at_ms, by=by, text=found.name, owner=found.id)
    _audit(session, by, alert, "taken", {"owner": found.name}, {"owner": before})
    if found.id != by.user_id:
        await telling.handed(session, alert)
    return alert


async def comment(session: AsyncSession, by: Principal, alert_id: str, text: str) -> Alert:
    """A line of the history; also of one that is closed."""
    alert = await service.one(session, by.tenant, alert_id, is_locked=True)
    await service.note(session, alert, "commented", now_ms(), by=by, text=_told(text))
    _audit(session, by, alert, "commented", {"text": text})
    return alert


async def act(
    session: AsyncSession, by: Principal, alert_id: str, text: str, check: str = ""
) -> Alert:
    """What was done. Where the figures are good again already, the alert closes with it."""
    alert = await _open(session, by, alert_id)
    if check and check not in CHECKS:
        msg = f"There is no check {check!r}; name one of the alert's diagnosis, or none."
        raise InvalidError(msg, [wrong("check", "unknown_check", msg)])
    at_ms = now_ms()
    await service.note(session, alert, "acted", at_ms, by=by, text=_told(text), check=check)
    _audit(session, by, alert, "acted", {"text": text, "check": check})
    if alert.acted_at_ms is None:
        alert.acted_at_ms = at_ms
    if not alert.owner_id and by.user_id:
        alert.owner_id, alert.owner_name = by.user_id, by.name
    if alert.well_since_ms is not None:
        await service.close(session, alert, "figures", at_ms)
    return alert


async def move_due(
    session: AsyncSession, by: Principal, alert_id: str, due_ms: int, reason: str
) -> Alert:
    alert = await _open(session, by, alert_id)
    at_ms = now_ms()
    if due_ms <= at_ms:
        msg = "That date has passed already; choose a later one."
        raise InvalidError(msg, [wrong("due", "time_past", msg)])
    if due_ms > at_ms + DUE_DAYS_MAX * DAY_MS:
        msg = f"An action is due within {DUE_DAYS_MAX} days; choose an earlier date."
        raise InvalidError(msg, [wrong("due", "too_late", msg, days=DUE_DAYS_MAX)])
    before, alert.due_ms = alert.due_ms, due_ms
    await service.note(session, alert, "due_moved", at_ms, by=by, text=reason, due_ms=due_ms)
    _audit(session, by, alert, "due_moved", {"due_ms": due_ms}, {"due_ms": before})
    return alert


async def close_by_hand(session: AsyncSession, by: Principal, alert_id: str) -> Alert:
    """ConflictError without an action recorded, or while the figures are not good again."""
    alert = await _open(session, by, alert_id)
    if alert.acted_at_ms is None:
        msg = "Record first what was done about it; an alert without an action stays open."
        raise NoActionError(msg)
    if alert.well_since_ms is None:
        msg = "Its figures are not good again yet; it closes by itself once they are."
        raise StillOutsideError(msg)
    await service.close(session, alert, "by_hand", now_ms(), by)
    _audit(session, by, alert, "closed", {})
    return alert


async def reopen(session: AsyncSession, by: Principal, alert_id: str, reason: str) -> Alert:
    """A closed one is looked at again; a new action is then needed. ConflictError where one is open."""
    alert = await service.one(session, by.tenant, alert_id, is_locked=True)
    if alert.closed_at_ms is None:
        msg = "This alert is open; there is nothing to open again."
        raise AlertOpenError(msg)
    query = select(Alert.id).where(
        Alert.tenant_id == by.tenant,
        Alert.indicator == alert.indicator,
        Alert.grain == alert.grain,
        Alert.scope_id == alert.scope_id,
        Alert.closed_at_ms.is_(None),
    )
    if (await session.execute(query)).first() is not None:
        msg = "A newer alert of the same figure and place is open; go on with that one."
        raise AlertOpenError(msg)
    at_ms = now_ms()
    # Its figures were good when it closed; the next bad period says otherwise.
    alert.well_since_ms = alert.closed_at_ms
    alert.closed_at_ms, alert.close_reason, alert.acted_at_ms = None, "", None
    await service.note(session, alert, "reopened", at_ms, by=by, text=_told(reason))
    _audit(session, by, alert, "reopened", {"reason": reason})
    return alert


async def _open(session: AsyncSession, by: Principal, alert_id: str) -> Alert:
    alert = await service.one(session, by.tenant, alert_id, is_locked=True)
    if alert.closed_at_ms is not None:
        msg = "This alert is closed; open it again first if there is more to do."
        raise AlertClosedError(msg)
    return alert


def _told(text: str) -> str:
    if not text.strip():
        msg = "Write a sentence that others can follow later."
        raise InvalidError(msg, [wrong("text", "need", msg)])
    return text.strip()


def _audit(
    session: AsyncSession,
    by: Principal,
    alert: Alert,
    deed: str,
    after: dict[str, object],
    before: dict[str, object] | None = None,
) -> None:
    what = {"indicator": alert.indicator, "scope": alert.scope_name or alert.scope_id}
    subject = f"alert:{alert.id}"
    audit.record(
        session, by.tenant, by, f"alert.{deed}", subject, before=before, after={**what, **after}
    )
