"""Keeps users and agents together: the user whom an agent names by `login` works as that agent."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.centre.models import CentreItem
from callfloor.identity import audit
from callfloor.identity.models import User
from callfloor.identity.principal import Principal

if TYPE_CHECKING:
    from callfloor.centre.service import Change


async def follow_agents(
    session: AsyncSession, tenant_id: str, changes: Sequence["Change"], by: Principal | None
) -> None:
    """Set `agent_id` of the users concerned. A login that nobody has yet is linked when it is made."""
    for change in changes:
        if change.kind != "agents":
            continue
        before = (change.before or {}).get("login", "")
        after = (change.after or {}).get("login", "")
        if before != after or change.after is None:
            await _move(session, tenant_id, change.id, after, by)


async def _move(
    session: AsyncSession, tenant_id: str, agent_id: str, login: str, by: Principal | None
) -> None:
    of_tenant = User.tenant_id == tenant_id
    left = update(User).where(of_tenant, User.agent_id == agent_id, User.login != login)
    await session.execute(left.values(agent_id=""))
    if not login:
        return
    taken = update(User).where(of_tenant, User.login == login, User.agent_id != agent_id)
    moved = await session.execute(taken.values(agent_id=agent_id).returning(User.id))
    for user_id in moved.scalars():
        after = {"agent_id": agent_id}
        audit.record(session, tenant_id, by, "user.changed", f"user:{user_id}", after=after)


async def agent_with_login(session: AsyncSession, tenant_id: str, login: str) -> str:
    """The agent that names this login, for a user who is made after the agent; empty where none."""
    query = select(CentreItem.id).where(
        CentreItem.tenant_id == tenant_id,
        CentreItem.kind == "agents",
        CentreItem.body["login"].as_string() == login,
    )
    return await session.scalar(query) or ""
