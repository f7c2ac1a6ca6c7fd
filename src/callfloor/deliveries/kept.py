"""Messages lined up in the transaction of what they tell of, and what became of each."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.deliveries.models import Delivery
from callfloor.kit.ids import new_id

About = Literal["alarm", "alert", "report"]


class Address(NamedTuple):
    way: Literal["email", "webhook"]
    target: str


def addresses(emails: Sequence[str], web_service: str) -> list[Address]:
    """As settings name them; `web_service` may be empty."""
    found = [Address("email", one) for one in emails]
    return [*found, Address("webhook", web_service)] if web_service else found


def line_up(
    session: AsyncSession,
    tenant: str,
    about: About,
    about_id: str,
    event: str,
    to: Sequence[Address],
    at_ms: int,
) -> None:
    """A message for each address; they go out when the transaction has ended well."""
    session.add_all(
        Delivery(
            id=new_id(), tenant_id=tenant, about=about, about_id=about_id, event=event, way=way,
            target=target, state="waiting", due_at_ms=at_ms, changed_at_ms=at_ms,
        )
        for way, target in to
    )  # fmt: skip


async def deliveries_of(
    session: AsyncSession, tenant: str, about: About, ids: Sequence[str]
) -> dict[str, list[Delivery]]:
    """By what they tell of, in the order in which they were lined up."""
    query = select(Delivery).where(
        Delivery.tenant_id == tenant, Delivery.about == about, Delivery.about_id.in_(ids)
    )
    found: dict[str, list[Delivery]] = {one: [] for one in ids}
    for row in (await session.execute(query.order_by(Delivery.id))).scalars():
        found[row.about_id].append(row)
    return found
