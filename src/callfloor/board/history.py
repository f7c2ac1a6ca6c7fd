"""The facts that a board is built from, without reading the whole journal.

Needed are all facts of today, those of contacts that began in the hours before midnight, the
last known state, phone and moved skills of each agent, and the last word on each trunk. A call that
has lasted longer than `BEFORE_MS` at midnight is missing from the board; there are none.
"""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.events.fact import Fact
from callfloor.journal import upcast

BEFORE_MS = 12 * 3_600_000

_LAST_POSITION = text("select coalesce(max(position), 0) from journal_facts")
_LATELY = text(
    "select position, type, version, data::text as body from journal_facts"
    " where tenant_id = :tenant and at_ms >= :since_ms and position <= :last"
)
_LAST_OF_AGENTS = text(
    """
    select last.position, last.type, last.version, last.body
    from unnest(cast(:agents as text[])) as agent_id
    cross join unnest(array['agent_state_changed', 'agent_next_state_set',
                            'phone_reachability', 'skills_moved', 'skills_returned']) as type
    cross join lateral (
      select f.position, f.type, f.version, f.data::text as body from journal_facts f
      where f.tenant_id = :tenant and f.agent_id = agent_id.agent_id and f.agent_id <> ''
        and f.type = type.type and f.position <= :last and f.at_ms < :since_ms
      order by f.position desc limit 1
    ) as last
    """
)
_LAST_OF_TRUNKS = text(
    """
    select distinct on (data ->> 'trunk_id') position, type, version, data::text as body
    from journal_facts
    where tenant_id = :tenant and type = 'trunk_state_changed' and position <= :last
    order by data ->> 'trunk_id', position desc
    """
)
_LAST_OF_INSTALLATION = text(
    """
    select type, version, data::text as body from journal_facts
    where tenant_id = '*' and type in ('telephony_lost', 'telephony_restored')
    order by position desc limit 1
    """
)


async def last_position(session: AsyncSession) -> int:
    return int((await session.execute(_LAST_POSITION)).scalar_one())


async def facts_of(
    session: AsyncSession, tenant: str, agents: list[str], *, day_ms: int, last: int
) -> list[tuple[int, Fact]]:
    """Positions and facts in order, up to `last`; `day_ms` is the tenant's local midnight."""
    named = {"tenant": tenant, "since_ms": day_ms - BEFORE_MS, "last": last}
    found: dict[int, tuple[str, int, str]] = {}
    for query in (_LAST_OF_AGENTS, _LAST_OF_TRUNKS, _LATELY):
        asked = {**named, "agents": agents} if query is _LAST_OF_AGENTS else named
        for position, kind, version, body in await session.execute(query, asked):
            found[position] = (kind, version, body)
    return [(position, upcast.read(*found[position])) for position in sorted(found)]


async def telephony_was_lost(session: AsyncSession) -> bool:
    """Whether the last word on telephony was that it has gone."""
    row = (await session.execute(_LAST_OF_INSTALLATION)).first()
    return row is not None and row.type == "telephony_lost"
