"""Whom an alert is told: its owner by e-mail, other programs by the centre's webhook for alerts.

While the owner is a role, all who have it; of them those who have an address.
"""

from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts.models import Alert
from callfloor.centre.models import CentreItem
from callfloor.deliveries.kept import Address, line_up
from callfloor.identity.models import User
from callfloor.kit.clock import now_ms

Event = Literal["opened", "handed", "closed"]
GATHER_MS: Final = 60_000
"""So long a new alert waits to be told, for its diagnosis to be filled in."""
STALE_MS: Final = 2 * 86_400_000
"""What opens over a time that is longer past, as when a past is judged at first, is told nobody."""


async def opened(session: AsyncSession, alert: Alert) -> None:
    at_ms = now_ms()
    if at_ms - alert.end_ms <= STALE_MS:
        to = [*await _owners(session, alert), *await _programs(session, alert)]
        line_up(session, alert.tenant_id, "alert", alert.id, "opened", to, at_ms + GATHER_MS)


async def handed(session: AsyncSession, alert: Alert) -> None:
    """Somebody else has made a person its owner."""
    to = await _owners(session, alert)
    line_up(session, alert.tenant_id, "alert", alert.id, "handed", to, now_ms())


async def closed(session: AsyncSession, alert: Alert) -> None:
    at_ms = now_ms()
    if at_ms - alert.end_ms <= STALE_MS or alert.acted_at_ms is not None:
        to = await _programs(session, alert)
        line_up(session, alert.tenant_id, "alert", alert.id, "closed", to, at_ms)


async def _owners(session: AsyncSession, alert: Alert) -> list[Address]:
    query = select(User.email).where(
        User.tenant_id == alert.tenant_id, User.is_active, User.email != ""
    )
    if alert.owner_id:
        query = query.where(User.id == alert.owner_id)
    else:
        query = query.where(User.roles.contains([alert.owner_role]))
    found = (await session.execute(query.order_by(User.email))).scalars()
    return [Address("email", one) for one in dict.fromkeys(found)]


async def _programs(session: AsyncSession, alert: Alert) -> list[Address]:
    query = select(CentreItem.body["alert_web_service"].as_string()).where(
        CentreItem.tenant_id == alert.tenant_id,
        CentreItem.kind == "indicators",
        CentreItem.id == "rules",
    )
    found = (await session.execute(query)).scalar_one_or_none()
    return [Address("webhook", found)] if found else []
