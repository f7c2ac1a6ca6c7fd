"""What a floor reads when it starts must not grow with the day behind it."""

import json

from sqlalchemy import text

from callfloor.board import history
from callfloor.floor import recovery
from callfloor.kit.db import Database

NOW_MS = 1_800_000_000_000
CONTACTS, OPEN, AGENTS = 3_000, 12, 40
_KINDS = [
    "contact_arrived", "ivr_started", "contact_queued", "contact_offered", "agent_state_changed",
    "contact_answered", "contact_connected", "segment_ended", "contact_left_queue",
    "wrap_up_started", "agent_state_changed", "wrap_up_completed", "contact_ended",
]  # fmt: skip
_DAY = text(
    "insert into journal_facts (id, tenant_id, at_ms, type, version, contact_id, agent_id, data)"
    " select 'f' || c || '-' || k.n, 't', cast(:now as bigint) - (:n - c) * 100 + k.n, k.kind, 1,"
    " case when k.kind like 'agent%' then '' else 'c' || c end,"
    " case when k.kind like 'agent%' then 'a' || c % :agents else '' end,"
    " jsonb_build_object('direction', 'in', 'state', 'ready', 'contact_id', '')"
    " from generate_series(1, :n) c"
    " cross join unnest(cast(:kinds as text[])) with ordinality as k (kind, n)"
    " where not (k.kind = 'contact_ended' and c > :n - :open)"
)


async def _rows_touched(database: Database, query: str, named: dict[str, object]) -> int:
    """Rows that PostgreSQL looked at, those that it threw away included."""
    async with database.session("t") as session:
        found = await session.execute(text(f"explain (analyze, format json) {query}"), named)
        plan = found.scalar_one()
    whole = json.loads(plan) if isinstance(plan, str) else plan
    return _touched(whole[0]["Plan"])


def _touched(node: dict[str, object]) -> int:
    loops = int(str(node["Actual Loops"]))
    names = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    own = sum(float(str(node.get(name, 0))) for name in names) * loops
    below = node.get("Plans", [])
    assert isinstance(below, list)
    return round(own) + sum(_touched(one) for one in below)


async def test_pain_7_a_floor_comes_back_as_quickly_late_on_a_busy_day(database: Database) -> None:
    """An hour of ten calls a second made a floor read for three minutes: all facts for each agent."""
    agents = [f"a{number}" for number in range(AGENTS)]
    async with database.session("t") as session:
        await session.execute(
            _DAY,
            {"now": NOW_MS, "n": CONTACTS, "open": OPEN, "agents": AGENTS, "kinds": _KINDS},
        )
    open_ones = [f"c{number}" for number in range(CONTACTS - OPEN + 1, CONTACTS + 1)]
    since = {"since_ms": NOW_MS - 3_600_000, "promised_since_ms": NOW_MS - 3_600_000}
    asked: list[tuple[object, dict[str, object], int]] = [
        (recovery._LAST_OF_AGENTS, {"tenant": "t", "agents": agents}, 20 * AGENTS),
        (recovery._OPEN_CONTACTS, {"tenant": "t", **since}, 8 * CONTACTS),
        (recovery._FACTS_OF_CONTACTS, {"tenant": "t", "contacts": open_ones}, 20 * OPEN),
        (recovery._ABANDONED, {"tenant": "t", "abandoned_since_ms": 0}, 10),
        (recovery._SERVED, {"tenant": "t", "since_ms": 0}, 10),
        (recovery._LAST_OF_TRUNKS, {"tenant": "t"}, 10),
        (
            history._LAST_OF_AGENTS,
            {"tenant": "t", "agents": agents, "since_ms": NOW_MS + 1, "last": 10**9},
            20 * AGENTS,
        ),
    ]
    for query, named, most in asked:
        assert await _rows_touched(database, str(query), named) <= most, query
    async with database.session("t") as session:
        found = await session.execute(text(str(recovery._OPEN_CONTACTS)), {"tenant": "t", **since})
        assert sorted(found.scalars()) == sorted(open_ones)


async def test_pain_6_lines_whose_arrival_is_written_down_are_known_though_they_are_over(
    database: Database,
) -> None:
    """Else a call that ended while no floor was there is told a second time by what telephony noted."""
    add = text(
        "insert into journal_facts (id, tenant_id, at_ms, type, version, contact_id, agent_id, data)"
        " values (:id, :tenant, :at_ms, :type, 1, :id, '', jsonb_build_object('line', CAST(:line AS text)))"
    )
    rows = [
        ("t", NOW_MS, "contact_arrived", "over"),
        ("t", NOW_MS, "ivr_started", "other"),
        ("t", NOW_MS - 3_600_000, "contact_arrived", "earlier"),
        ("t", NOW_MS, "contact_arrived", "not-noted"),
    ]
    async with database.session("t") as session:
        for number, (tenant, at_ms, kind, line) in enumerate(rows):
            named = {
                "id": f"c{number}",
                "tenant": tenant,
                "at_ms": at_ms,
                "type": kind,
                "line": line,
            }
            await session.execute(add, named)
    noted = {"over": NOW_MS - 500, "other": NOW_MS, "earlier": NOW_MS, "unheard": NOW_MS}
    assert await recovery.known_lines(database, "t", noted) == {"over"}
    assert await recovery.known_lines(database, "other", noted) == set()
    assert await recovery.known_lines(database, "t", {}) == set()
