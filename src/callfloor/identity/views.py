"""Views that a person has saved of a page: a name, and what the page's address says behind `?`."""

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.identity.models import SavedView
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import ConflictError
from callfloor.kit.ids import new_id

VIEWS_MAX = 50
"""Of one person and page."""


async def views_of(session: AsyncSession, tenant: str, user_id: str, page: str) -> list[SavedView]:
    query = (
        select(SavedView)
        .where(SavedView.tenant_id == tenant, SavedView.user_id == user_id, SavedView.page == page)
        .order_by(func.lower(SavedView.name), SavedView.id)
    )
    return list((await session.execute(query)).scalars())


async def save_view(
    session: AsyncSession, tenant: str, user_id: str, *, page: str, name: str, query: str
) -> None:
    """A new one, or another content of the one with this name. ConflictError where there are too many."""
    known = await views_of(session, tenant, user_id, page)
    same = next((one for one in known if one.name.casefold() == name.casefold()), None)
    if same is not None:
        same.name, same.query, same.changed_at_ms = name, query, now_ms()
        return
    if len(known) >= VIEWS_MAX:
        msg = f"You have {VIEWS_MAX} saved views of this page; delete one first."
        raise ConflictError(msg, limit=VIEWS_MAX)
    session.add(
        SavedView(
            id=new_id(),
            tenant_id=tenant,
            user_id=user_id,
            page=page,
            name=name,
            query=query,
            changed_at_ms=now_ms(),
        )
    )


async def delete_view(session: AsyncSession, tenant: str, user_id: str, view_id: str) -> None:
    """Nothing happens where the person has no such view."""
    await session.execute(
        delete(SavedView).where(
            SavedView.tenant_id == tenant, SavedView.user_id == user_id, SavedView.id == view_id
        )
    )
