"""Calls of another system in the list of contacts: there as long as an import of them counts.

`follow` brings the list in line with the facts that are current, after an import and after its way
back; so both are one code, and repeated it changes nothing.
"""

import json
from collections.abc import Sequence

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts import projector
from callfloor.contacts.record import Record

_OWN = (
    "tenant_id = current_setting('callfloor.tenant', true) and kind = 'queue_log'"
    " and source = :source and source_id = any(cast(:ids as text[]))"
)
_CURRENT = text(
    f"select data::text from imports_facts where {_OWN} and is_current and data ? 'contact_id'"  # noqa: S608
)
_GONE = text(
    f"select distinct data->>'contact_id' from imports_facts where {_OWN} and data ? 'contact_id'"  # noqa: S608
    f" except select data->>'contact_id' from imports_facts where {_OWN} and is_current"
)


async def follow(session: AsyncSession, tenant: str, source: str, ids: Sequence[str]) -> None:
    """`ids` are those of the facts that have come, changed or gone."""
    given = {"source": source, "ids": list(ids)}
    rows = await session.execute(_CURRENT, given)
    await projector.put(session, [_record(tenant, body) for (body,) in rows])
    gone = [row[0] for row in await session.execute(_GONE, given)]
    await projector.remove(session, tenant, gone)


def _record(tenant: str, body: str) -> Record:
    return msgspec.convert({**json.loads(body), "tenant": tenant}, Record)
