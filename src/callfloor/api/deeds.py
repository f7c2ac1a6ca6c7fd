"""What leads do on the floor, noted in the audit."""

from typing import Any

from callfloor.api.parts import Parts
from callfloor.identity import audit
from callfloor.identity.principal import Principal
from callfloor.kit.errors import NotFoundError


def require_agent(parts: Parts, principal: Principal, agent_id: str) -> None:
    if parts.live.board(principal.tenant).setting(agent_id) is None:
        msg = f"There is no agent {agent_id}."
        raise NotFoundError(msg, agent_id=agent_id)


def require_live(parts: Parts, principal: Principal, contact_id: str) -> None:
    """A contact of this company that is on the floor now."""
    if contact_id not in parts.live.board(principal.tenant).contacts:
        msg = f"There is no live contact {contact_id}; it may be over."
        raise NotFoundError(msg, contact_id=contact_id)


async def note_deed(
    parts: Parts, principal: Principal, action: str, subjects: list[str], after: dict[str, Any]
) -> None:
    """One entry of the audit for each subject, `agent:<id>` or `contact:<id>`."""
    tenant = principal.tenant
    async with parts.database.session(tenant) as session:
        for subject in subjects:
            audit.record(session, tenant, principal, f"floor.{action}", subject, after=after)
