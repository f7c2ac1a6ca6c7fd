"""What a diagnosis counts in the contacts themselves: queue stays, agents' parts, types, hours."""

from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts.playbooks import Measure
from callfloor.metrics.waits import CLASSES_S

BARS_MAX = 12
REDIAL_MS = 600_000
_REACH_MS = 86_400_000
"""A contact may have arrived so long before its part within the period."""
_REACHED = "cast(:from_ms as bigint) - cast(:reach_ms as bigint)"
_OURS = (
    "c.tenant_id = current_setting('callfloor.tenant', true) and c.direction = 'in'"
    " and coalesce(c.record ->> 'is_test', 'false') <> 'true'"
    f" and c.arrived_ms >= {_REACHED} and c.arrived_ms < :to_ms"
)
_LEGS = (
    "select c.id, c.caller, c.ended_ms, l.* from contacts c, jsonb_to_recordset(c.record -> 'legs')"  # noqa: S608
    " as l (queue_id text, entered_ms bigint, exited_ms bigint, outcome text)"
    f" where {_OURS} and c.refused = '' and l.entered_ms >= :from_ms and l.entered_ms < :to_ms"
    " and (cast(:queue_id as text) = '' or l.queue_id = :queue_id)"
)
_SEGMENTS = (
    "select coalesce(nullif(c.wrap_up_code, ''), c.record ->> 'call_type', '') as type, s.*,"  # noqa: S608
    " greatest(0, s.ended_ms - s.answered_ms - s.hold_ms) as talk_ms,"
    " greatest(0, coalesce(s.wrap_up_ended_ms - s.wrap_up_started_ms, 0)) as wrap_up_ms"
    " from contacts c, jsonb_to_recordset(c.record -> 'segments') as s (agent_id text, team_id text,"
    " queue_id text, answered_ms bigint, ended_ms bigint, hold_ms bigint, wrap_up_started_ms bigint,"
    " wrap_up_ended_ms bigint, transfer text, transfer_to text, resolved text, is_consult boolean)"
    f" where {_OURS} and s.ended_ms is not null and not coalesce(s.is_consult, false)"
    " and coalesce(s.wrap_up_ended_ms, s.ended_ms) >= :from_ms"
    " and coalesce(s.wrap_up_ended_ms, s.ended_ms) < :to_ms"
    " and (cast(:queue_id as text) = '' or s.queue_id = :queue_id)"
    " and (cast(:team_id as text) = '' or s.team_id = :team_id)"
    " and (cast(:agent_id as text) = '' or s.agent_id = :agent_id)"
)
_SUMS: Final[dict[Measure, str]] = {
    "transfers": "100.0 * count(*) filter (where transfer <> '')",
    "blind": "100.0 * count(*) filter (where transfer = 'blind')",
    "talk": "sum(talk_ms) / 1000.0",
    "hold": "sum(hold_ms) / 1000.0",
    "wrap_up": "sum(wrap_up_ms) / 1000.0",
    "handle": "sum(talk_ms + hold_ms + wrap_up_ms) / 1000.0",
    "resolved": "100.0 * count(*) filter (where resolved = 'yes')",
}


class Bar(NamedTuple):
    """One part of what was looked up. `sample` is how many cases it rests on."""

    key: str
    value: float
    sample: int
    before: float | None = None


class Place(NamedTuple):
    """When and where to look. At the grain of the centre nothing narrows it."""

    from_ms: int
    to_ms: int
    zone: str
    queue_id: str = ""
    team_id: str = ""
    agent_id: str = ""

    @property
    def given(self) -> dict[str, Any]:
        return {**self._asdict(), "reach_ms": _REACH_MS}


async def waits(session: AsyncSession, place: Place) -> list[Bar]:
    """Abandons by how long they had waited: up to 5 s, 10 s … and beyond the last class."""
    cases = " ".join(f"when waited <= {limit * 1000} then '{limit}'" for limit in CLASSES_S)
    found = await session.execute(
        text(
            f"select case {cases} else 'more' end as key, count(*) as n from"  # noqa: S608
            f" (select exited_ms - entered_ms as waited from ({_LEGS}) l"
            " where outcome = 'abandoned') w group by 1"
        ),
        place.given,
    )
    counts = {row.key: int(row.n) for row in found}
    keys = [*(str(limit) for limit in CLASSES_S), "more"]
    return [Bar(key, counts.get(key, 0), counts.get(key, 0)) for key in keys] if counts else []


async def redials(session: AsyncSession, place: Place) -> list[Bar]:
    """Of those who gave up: who called again within ten minutes, and who was answered then."""
    again = (
        "select max(case r.outcome when 'answered' then 1 else 0 end) from contacts r"  # noqa: S608
        " where r.tenant_id = current_setting('callfloor.tenant', true) and r.caller = l.caller"
        " and r.id <> l.id and r.arrived_ms >= l.ended_ms"
        f" and r.arrived_ms <= l.ended_ms + {REDIAL_MS}"
    )
    found = await session.execute(
        text(
            "select count(*) as n, count(answered) as again, coalesce(sum(answered), 0) as answered"  # noqa: S608
            f" from (select ({again}) as answered from ({_LEGS}) l"
            " where outcome = 'abandoned' and caller <> '' and ended_ms is not null) g"
        ),
        place.given,
    )
    row = found.one()
    if not row.n:
        return []
    return [
        Bar("gave_up", row.n, row.n),
        Bar("again", row.again, row.n),
        Bar("answered_then", int(row.answered), row.n),
    ]


async def unanswered(session: AsyncSession, place: Place) -> list[Bar]:
    """Half hours in which some gave up and nobody was answered: how many abandons lie there."""
    found = await session.execute(
        text(
            "select count(*) filter (where answered = 0 and gone > 0) as halves,"  # noqa: S608
            " coalesce(sum(gone) filter (where answered = 0), 0) as inside, coalesce(sum(gone), 0)"
            " as gone from (select entered_ms / 1800000 as half,"
            " count(*) filter (where outcome = 'answered') as answered,"
            f" count(*) filter (where outcome = 'abandoned') as gone from ({_LEGS}) l group by 1) h"
        ),
        place.given,
    )
    row = found.one()
    gone = int(row.gone)
    if not gone:
        return []
    return [Bar("half_hours", row.halves, gone), Bar("inside", int(row.inside), gone)]


async def hours(session: AsyncSession, place: Place, what: str) -> list[Bar]:
    """By the hour of the local day; `sample` is what came in that hour."""
    hour = "extract(hour from to_timestamp({} / 1000.0) at time zone :zone)::int"
    if what == "blocked":
        query = (
            f"select {hour.format('c.arrived_ms')} as key,"  # noqa: S608
            " count(*) filter (where c.refused <> '') as value, count(*) as n from contacts c"
            f" where {_OURS} and c.arrived_ms >= :from_ms group by 1 order by 1"
        )
    elif what == "transfers":
        query = (
            f"select {hour.format('ended_ms')} as key, count(*) filter (where transfer <> '')"  # noqa: S608
            f" as value, count(*) as n from ({_SEGMENTS}) s group by 1 order by 1"
        )
    else:
        counted = " filter (where outcome = 'abandoned')" if what == "abandoned" else ""
        query = (
            f"select {hour.format('entered_ms')} as key, count(*){counted} as value, count(*) as n"  # noqa: S608
            f" from ({_LEGS}) l group by 1 order by 1"
        )
    found = await session.execute(text(query), place.given)
    return [Bar(str(row.key), float(row.value), int(row.n)) for row in found]


async def parts(
    session: AsyncSession, place: Place, by: str, measure: Measure, limit: int = BARS_MAX
) -> list[Bar]:
    """A measure of agents' parts by `agent_id`, `type` or `transfer`, the most cases first."""
    more = " where resolved in ('yes', 'no')" if measure == "resolved" else ""
    found = await session.execute(
        text(
            f"select {by} as key, {_SUMS[measure]} / count(*) as value, count(*) as n"  # noqa: S608
            f" from ({_SEGMENTS}) s{more} group by 1 order by n desc, 1 limit :limit"
        ),
        {**place.given, "limit": limit},
    )
    return [Bar(row.key, float(row.value), int(row.n)) for row in found]


async def targets(session: AsyncSession, place: Place) -> list[Bar]:
    """Where calls were handed on to, the most first; or how (`by` = `transfer`)."""
    return await _handed_on(session, place, "transfer_to")


async def kinds(session: AsyncSession, place: Place) -> list[Bar]:
    return await _handed_on(session, place, "transfer")


async def _handed_on(session: AsyncSession, place: Place, by: str) -> list[Bar]:
    found = await session.execute(
        text(
            f"select {by} as key, count(*) as n, sum(count(*)) over () as whole"  # noqa: S608
            f" from ({_SEGMENTS}) s where transfer <> '' group by 1 order by n desc, 1 limit :limit"
        ),
        {**place.given, "limit": BARS_MAX},
    )
    return [Bar(row.key, float(row.n), int(row.whole)) for row in found]


async def mix(session: AsyncSession, place: Place, before_ms: int) -> list[Bar]:
    """Share of each type in percent, beside its share since `before_ms`; the largest first."""
    found = await session.execute(
        text(
            "select key, now, whole, before * 100.0 / nullif(sum(before) over (), 0) as before from"  # noqa: S608
            " (select coalesce(nullif(c.wrap_up_code, ''), c.record ->> 'call_type', '') as key,"
            " count(*) filter (where c.arrived_ms >= :from_ms) as now,"
            " count(*) filter (where c.arrived_ms < :from_ms) as before,"
            " sum(count(*) filter (where c.arrived_ms >= :from_ms)) over () as whole"
            f" from contacts c where {_OURS.replace(_REACHED, ':before_ms')}"
            " and c.refused = '' and (cast(:queue_id as text) = ''"
            " or c.queue_ids @> array[cast(:queue_id as text)])"
            " group by 1) t order by now desc, key limit :limit"
        ),
        {**place.given, "before_ms": before_ms, "limit": BARS_MAX},
    )
    return [
        Bar(
            row.key,
            100.0 * row.now / float(row.whole),
            int(row.now),
            None if row.before is None else float(row.before),
        )
        for row in found
        if row.whole
    ]
