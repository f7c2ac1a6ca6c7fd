"""The trail of changes: written in the transaction of the change itself, read newest first."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.identity.models import AuditEntry
from callfloor.identity.principal import Principal
from callfloor.kit.clock import now_ms

_HIDDEN = frozenset({"password", "password_hash", "token_hash", "secret", "csrf_token"})


def _shown(values: dict[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {key: "***" if key in _HIDDEN else value for key, value in values.items()}


def record(
    session: AsyncSession,
    tenant: str,
    by: Principal | None,
    action: str,
    subject: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    address: str = "",
) -> None:
    """Note one change; `by` is None where the system did it (the command line, a seed)."""
    session.add(
        AuditEntry(
            tenant_id=tenant,
            at_ms=now_ms(),
            actor=by.actor if by else "system",
            actor_name=by.name if by else "",
            action=action,
            subject=subject,
            before=_shown(before),
            after=_shown(after),
            address=address,
        )
    )


async def read(
    session: AsyncSession,
    tenant: str,
    *,
    before_position: int | None = None,
    limit: int = 100,
    subject: str = "",
    actor: str = "",
    action: str = "",
) -> list[AuditEntry]:
    """The newest entries first; `before_position` is where the last page ended."""
    query = select(AuditEntry).where(AuditEntry.tenant_id == tenant)
    if before_position is not None:
        query = query.where(AuditEntry.position < before_position)
    if subject:
        query = query.where(AuditEntry.subject == subject)
    if actor:
        query = query.where(AuditEntry.actor == actor)
    if action:
        query = query.where(AuditEntry.action.startswith(action, autoescape=True))
    query = query.order_by(AuditEntry.position.desc()).limit(limit)
    return list((await session.execute(query)).scalars())
