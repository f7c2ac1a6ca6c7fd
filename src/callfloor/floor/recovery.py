"""What the floor must know after a restart, read from the journal without reading all of it.

Needed are the facts of contacts that are still open (or in wrap-up), of callbacks still to be made, of
the list of abandoned calls, of what programs brought in lately, the last known state, phone and moved
skills of each agent, and the last word on each trunk.
Everything else is over. The result is replayed in the journal's order. Each query has an index that is
of just the facts it names (migration `floor_0003`): a floor comes back as quickly late on a busy day.
"""

from collections.abc import Mapping

from sqlalchemy import text

from callfloor.acd.deadlines import ABANDONED_KEPT_MS
from callfloor.events.fact import Fact
from callfloor.journal import upcast
from callfloor.kit.db import Database

OPEN_WITHIN_MS = 24 * 3_600_000
"""A contact that began earlier than this is taken to be over; no call lasts a day."""
PROMISED_WITHIN_MS = 40 * 24 * 3_600_000
"""A callback may be set for a month from now, and be tried for days."""

_OPEN_CONTACTS = text(
    """
    WITH begun AS (
      SELECT contact_id FROM journal_facts
      WHERE tenant_id = :tenant AND type = 'contact_arrived' AND at_ms >= :since_ms
      UNION
      SELECT contact_id FROM journal_facts
      WHERE tenant_id = :tenant AND type = 'contact_arrived'
        AND data ->> 'direction' = 'callback' AND at_ms >= :promised_since_ms
    )
    SELECT contact_id FROM begun
    WHERE NOT EXISTS (SELECT 1 FROM journal_facts e WHERE e.tenant_id = :tenant
      AND e.contact_id = begun.contact_id AND e.type = 'contact_ended')
    """
)
_ABANDONED = text(
    """
    SELECT position, type, version, data::text AS body FROM journal_facts
    WHERE tenant_id = :tenant AND at_ms >= :abandoned_since_ms AND type IN (
      'abandoned_listed', 'abandoned_claimed', 'abandoned_released', 'abandoned_settled')
    """
)
_LAST_OF_AGENTS = text(
    """
    SELECT last.position, last.type, last.version, last.contact_id, last.body
    FROM unnest(CAST(:agents AS text[])) AS agent_id
    CROSS JOIN unnest(ARRAY['agent_state_changed', 'agent_next_state_set',
                             'phone_reachability', 'skills_moved', 'skills_returned']) AS type
    CROSS JOIN LATERAL (
      SELECT f.position, f.type, f.version, f.data ->> 'contact_id' AS contact_id,
             f.data::text AS body
      FROM journal_facts f
      WHERE f.tenant_id = :tenant AND f.agent_id = agent_id.agent_id AND f.agent_id <> ''
        AND f.type = type.type
      ORDER BY f.position DESC LIMIT 1
    ) AS last
    """
)
_LAST_OF_TRUNKS = text(
    """
    SELECT DISTINCT ON (data ->> 'trunk_id') position, type, version, data::text AS body
    FROM journal_facts
    WHERE tenant_id = :tenant AND type = 'trunk_state_changed'
    ORDER BY data ->> 'trunk_id', position DESC
    """
)
"""Read by an index of its own."""
_SERVED = text(
    """
    SELECT position, type, version, data::text AS body FROM journal_facts
    WHERE tenant_id = :tenant AND type = 'customer_served' AND at_ms >= :since_ms
    """
)
"""Who spoke with whom last, read by an index of its own."""
SERVED_WITHIN_MS = 30 * 24 * 3_600_000
_BROUGHT = text(
    """
    SELECT position, type, version, data::text AS body FROM journal_facts
    WHERE tenant_id = :tenant AND type = 'contact_brought' AND at_ms >= :since_ms
    """
)
"""What programs brought in lately, read by an index of its own; older ones the list of contacts knows."""
BROUGHT_WITHIN_MS = 24 * 3_600_000
_ARRIVED_LINES = text(
    """
    SELECT data ->> 'line' FROM journal_facts
    WHERE tenant_id = :tenant AND type = 'contact_arrived' AND at_ms >= :since_ms
      AND data ->> 'line' = ANY(CAST(:lines AS text[]))
    """
)
NOTED_BEFORE_MS = 10_000
"""A call is noted in whole seconds and arrives after that; clocks may be set back a little."""
_FACTS_OF_CONTACTS = text(
    """
    SELECT position, type, version, data::text AS body FROM journal_facts
    WHERE tenant_id = :tenant AND contact_id <> ''
      AND contact_id = ANY(CAST(:contacts AS text[]))
    """
)


async def load(database: Database, tenant: str, agents: list[str], now_ms: int) -> list[Fact]:
    """The facts to replay for one tenant, in order. Raises UnavailableError without a database."""
    found: dict[int, tuple[str, int, str]] = {}
    async with database.session(tenant) as session:
        last = await session.execute(_LAST_OF_AGENTS, {"tenant": tenant, "agents": agents})
        contacts: set[str] = set()
        for position, kind, version, contact_id, body in last:
            found[position] = (kind, version, body)
            if contact_id:
                contacts.add(contact_id)
        since = {
            "tenant": tenant,
            "since_ms": now_ms - OPEN_WITHIN_MS,
            "promised_since_ms": now_ms - PROMISED_WITHIN_MS,
        }
        contacts.update((await session.execute(_OPEN_CONTACTS, since)).scalars())
        for query, within_ms in ((_SERVED, SERVED_WITHIN_MS), (_BROUGHT, BROUGHT_WITHIN_MS)):
            lately = {"tenant": tenant, "since_ms": now_ms - within_ms}
            for position, kind, version, body in await session.execute(query, lately):
                found[position] = (kind, version, body)
        for position, kind, version, body in await session.execute(
            _LAST_OF_TRUNKS, {"tenant": tenant}
        ):
            found[position] = (kind, version, body)
        rows = await session.execute(
            _FACTS_OF_CONTACTS, {"tenant": tenant, "contacts": sorted(contacts)}
        )
        found.update({position: (kind, version, body) for position, kind, version, body in rows})
        listed = {"tenant": tenant, "abandoned_since_ms": now_ms - ABANDONED_KEPT_MS}
        rows = await session.execute(_ABANDONED, listed)
        found.update({position: (kind, version, body) for position, kind, version, body in rows})
    return [upcast.read(*found[position]) for position in sorted(found)]


async def known_lines(database: Database, tenant: str, noted: Mapping[str, int]) -> set[str]:
    """Those of the lines noted by telephony (line → when, ms) whose arrival the journal has, over or not.

    A floor that was killed after it had written an arrival down, and before the note of it was away,
    would else be followed by one that tells the same call once more. UnavailableError: no database.
    """
    if not noted:
        return set()
    asked = {
        "tenant": tenant,
        "since_ms": min(noted.values()) - NOTED_BEFORE_MS,
        "lines": sorted(noted),
    }
    async with database.session(tenant) as session:
        return set((await session.execute(_ARRIVED_LINES, asked)).scalars())


async def facts_of(database: Database, tenant: str, contact_id: str) -> list[Fact]:
    """All facts of one contact, in order. Raises UnavailableError without a database."""
    async with database.session(tenant) as session:
        rows = await session.execute(
            _FACTS_OF_CONTACTS, {"tenant": tenant, "contacts": [contact_id]}
        )
        found = {position: (kind, version, body) for position, kind, version, body in rows}
    return [upcast.read(*found[position]) for position in sorted(found)]
