"""What is known of a caller from the contacts before, as variables for a flow."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.kit.clock import to_datetime

_BEFORE = text(
    """
    select count(*) over () as contacts, caller_name, queue_id, arrived_ms from contacts
    where tenant_id = current_setting('callfloor.tenant', true)
      and caller = :number and ended_ms is not null and refused = ''
    order by arrived_ms desc limit 20
    """
)


async def customer_of(session: AsyncSession, number: str) -> dict[str, str]:
    """`customer_name`, `_contacts`, `_last_at` and `_last_queue`; empty where nobody is known."""
    rows = (await session.execute(_BEFORE, {"number": number})).all() if number else []
    if not rows:
        return {}
    return {
        "customer_name": next((row.caller_name for row in rows if row.caller_name), ""),
        "customer_contacts": str(rows[0].contacts),
        "customer_last_at": to_datetime(rows[0].arrived_ms).isoformat(timespec="seconds"),
        "customer_last_queue": next((row.queue_id for row in rows if row.queue_id), ""),
    }
