"""The facts that a board is built from, without reading the whole journal.

Needed are all facts of today and those of contacts that began in the hours before midnight (of those
that are over, the list of contacts has what became of them), the last known state, phone and moved
skills of each agent, and the last word on each trunk. A call that has lasted longer than `BEFORE_MS` at
midnight is missing from the board; there are none.
"""

import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.record import Record
from callfloor.contacts.row import read_record
from callfloor.events import codec
from callfloor.events.contacts import RecordingFailed
from callfloor.events.fact import ContactFact, Fact
from callfloor.events.recordings import RecordingPauseFailed
from callfloor.journal import upcast

BEFORE_MS = 12 * 3_600_000

_LAST_POSITION = text("select coalesce(max(position), 0) from journal_facts")
_FOLDED = text("select position from journal_checkpoints where name = 'contacts'")
_OVER = "tenant_id = :tenant and closed_ms >= :since_ms and closed_ms < :settled_ms"
_LATELY = text(
    "select position, type, version, data::text as body from journal_facts"  # noqa: S608 - as above
    " where tenant_id = :tenant and at_ms >= :since_ms and position <= :last"
    " and (position > :folded or type = any(cast(:always as text[]))"
    f" or contact_id not in (select id from contacts where {_OVER}))"
)
_RECORDS = text(
    f"select record::text from contacts where {_OVER} and closed_ms >= :day_ms"  # noqa: S608 - as above
    " and coalesce(record ->> 'source', '') = '' and refused = ''"
    " order by ended_ms, id"
)
_ALWAYS = sorted(
    name
    for name, kind in codec.FACTS.items()
    if not issubclass(kind, ContactFact) or kind in (RecordingFailed, RecordingPauseFailed)
)
"""Facts that say more than what has become of their contact."""
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


async def folded_position(session: AsyncSession) -> int:
    """How far the list of contacts is; in a session that sees every company."""
    return int((await session.execute(_FOLDED)).scalar_one_or_none() or 0)


async def facts_of(
    session: AsyncSession,
    tenant: str,
    agents: list[str],
    *,
    day_ms: int,
    last: int,
    settled_ms: int = 0,
    folded: int = 0,
) -> list[tuple[int, Fact]]:
    """Positions and facts in order, up to `last`; `day_ms` is the tenant's local midnight.

    Of contacts that were over before `settled_ms`, as the list of contacts has them, only what came
    behind `folded`, the position that the list had before: `records_of` has the rest. What is written
    meanwhile comes twice, and a record takes a fact in once.
    """
    named: dict[str, object] = {"tenant": tenant, "since_ms": day_ms - BEFORE_MS, "last": last}
    late = {**named, "folded": folded, "settled_ms": settled_ms, "always": _ALWAYS}
    found: dict[int, tuple[str, int, str]] = {}
    for query, asked in (
        (_LAST_OF_AGENTS, {**named, "agents": agents}),
        (_LAST_OF_TRUNKS, named),
        (_LATELY, late),
    ):
        for position, kind, version, body in await session.execute(query, asked):
            found[position] = (kind, version, body)
    # In a thread, so that pages go on beside a long day.
    return await asyncio.to_thread(
        lambda: [(position, upcast.read(*found[position])) for position in sorted(found)]
    )


async def records_of(
    session: AsyncSession, tenant: str, *, day_ms: int, settled_ms: int
) -> list[Record]:
    """Contacts of today that were over before `settled_ms`, the last to end last."""
    asked = {
        "tenant": tenant,
        "since_ms": day_ms - BEFORE_MS,
        "day_ms": day_ms,
        "settled_ms": settled_ms,
    }
    bodies = [row[0] for row in await session.execute(_RECORDS, asked)]
    return await asyncio.to_thread(lambda: [read_record(body) for body in bodies])


async def telephony_was_lost(session: AsyncSession) -> bool:
    """Whether the last word on telephony was that it has gone."""
    row = (await session.execute(_LAST_OF_INSTALLATION)).first()
    return row is not None and row.type == "telephony_lost"
