"""Agents' states as spans of time: folded from the journal into `metrics_spans`, cut at buckets.

States of one agent are contiguous; a span without an end runs still. Time logged out is no span.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.events.agents import AgentStateChanged
from callfloor.facts.cutting import common, merged, without
from callfloor.imports import kept
from callfloor.journal.marks import day_of, mark
from callfloor.journal.port import Recorded
from callfloor.journal.projection import Projection
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.metrics.components import ALL, Contribution, Grain

NAME = "metrics_spans"
SPANS = "spans"
"""As the marks of changed days call them."""

_LAST = text(
    "select s.tenant_id, s.agent_id, s.start_ms, s.end_ms, s.state, s.team_id"
    " from unnest(cast(:tenants as text[]), cast(:agents as text[])) as wanted (tenant_id, agent_id)"
    " cross join lateral (select * from metrics_spans o where o.tenant_id = wanted.tenant_id"
    " and o.agent_id = wanted.agent_id order by o.start_ms desc limit 1) s"
)
_WITHIN = text(
    "select tenant_id, agent_id, start_ms, end_ms, state, team_id from metrics_spans"
    " where tenant_id = current_setting('callfloor.tenant', true) and start_ms < :to_ms"
    " and (end_ms is null or end_ms > :from_ms)"
)
_WRITE = text(
    "insert into metrics_spans (tenant_id, agent_id, start_ms, end_ms, state, team_id)"
    " values (:tenant_id, :agent_id, :start_ms, :end_ms, :state, :team_id)"
    " on conflict (tenant_id, agent_id, start_ms) do update"
    " set end_ms = excluded.end_ms, state = excluded.state, team_id = excluded.team_id"
)
_REMOVE = text(
    "delete from metrics_spans where tenant_id = :tenant_id and agent_id = :agent_id"
    " and start_ms = :start_ms"
)
_CLEAR = text("delete from metrics_spans")
_NEVER_MS = 2**62


class Span(msgspec.Struct, kw_only=True):
    tenant_id: str
    agent_id: str
    start_ms: int
    end_ms: int | None = None
    state: str
    team_id: str = ""


def projection(database: Database) -> Projection:
    return Projection(NAME, database, fold)


def state_counted(fact: AgentStateChanged) -> str:
    """Work on calls out has a state of its own; a callback is work for the queue, as calls in are."""
    is_out = fact.purpose in ("out", "internal") and fact.state != "wrap_up"
    return "outbound" if is_out else fact.state


class Spans:
    """Spans of some agents while facts are folded in. Pure."""

    def __init__(self, last: Sequence[Span] = ()) -> None:
        """`last` has the latest span of each agent, running or over."""
        self._running = {(s.tenant_id, s.agent_id): s for s in last if s.end_ms is None}
        self._over_ms = {(s.tenant_id, s.agent_id): s.end_ms or 0 for s in last}
        self.written: dict[tuple[str, str, int], Span] = {}
        self.removed: list[Span] = []

    def apply(self, fact: AgentStateChanged) -> None:
        """End the span before, begin the next. A clock that stepped back makes no negative time."""
        key = (fact.tenant, fact.agent_id)
        before = self._running.pop(key, None)
        start_ms = max(fact.at_ms, self._over_ms.get(key, 0))
        if before is not None:
            start_ms = max(start_ms, before.start_ms)
            self._end(before, start_ms)
        self._over_ms[key] = start_ms
        if fact.state != "logged_out":
            span = Span(
                tenant_id=fact.tenant,
                agent_id=fact.agent_id,
                start_ms=start_ms,
                state=state_counted(fact),
                team_id=fact.team_id or (before.team_id if before is not None else ""),
            )
            self._running[key] = span
            self.written[*key, start_ms] = span

    def _end(self, span: Span, end_ms: int) -> None:
        key = (span.tenant_id, span.agent_id, span.start_ms)
        if end_ms == span.start_ms:
            if self.written.pop(key, None) is None:
                self.removed.append(span)
            return
        span.end_ms = end_ms
        self.written[key] = span


async def fold(session: AsyncSession, batch: Sequence[Recorded]) -> None:
    facts = [one.fact for one in batch if isinstance(one.fact, AgentStateChanged)]
    if not facts:
        return
    wanted = sorted({(fact.tenant, fact.agent_id) for fact in facts})
    keys = {"tenants": [tenant for tenant, _ in wanted], "agents": [one for _, one in wanted]}
    last = [Span(**row) for row in (await session.execute(_LAST, keys)).mappings()]
    spans = Spans(last)
    for fact in facts:
        spans.apply(fact)
    if spans.removed:
        await session.execute(
            _REMOVE,
            [
                {
                    "tenant_id": span.tenant_id,
                    "agent_id": span.agent_id,
                    "start_ms": span.start_ms,
                }
                for span in spans.removed
            ],
        )
    if spans.written:
        await session.execute(
            _WRITE, [msgspec.structs.asdict(one) for one in spans.written.values()]
        )
    await mark(session, SPANS, _days(spans, now_ms()))


def _days(spans: Spans, at_ms: int) -> Iterator[tuple[str, int]]:
    """Companies and days that changed; up to today, for what ends here was taken to run on until now."""
    for one in (*spans.written.values(), *spans.removed):
        last_ms = max(at_ms, one.end_ms or one.start_ms)
        for day in range(day_of(one.start_ms), day_of(last_ms) + 1):
            yield one.tenant_id, day


async def clear(session: AsyncSession) -> None:
    await session.execute(_CLEAR)


async def within(session: AsyncSession, *, from_ms: int, to_ms: int) -> list[Span]:
    """Spans of the session's tenant that touch the time, those of other systems' logs included."""
    rows = await session.execute(_WITHIN, {"from_ms": from_ms, "to_ms": to_ms})
    own = [Span(**row) for row in rows.mappings()]
    brought = await kept.sessions(session, from_ms=from_ms, to_ms=to_ms)
    return own + (beside(own, brought) if brought else [])


def beside(
    own: Sequence[Span], brought: Iterable[tuple[str, str, Sequence[tuple[int, int, str]]]]
) -> list[Span]:
    """Of sessions that were brought in, what no other span tells of the same agent already."""
    tenant = own[0].tenant_id if own else ""
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in own:
        taken[one.agent_id].append((one.start_ms, _NEVER_MS if one.end_ms is None else one.end_ms))
    taken = defaultdict(list, {agent_id: merged(spans) for agent_id, spans in taken.items()})
    found = []
    for agent_id, team_id, spans in brought:
        session = spans[0][0], spans[-1][1]
        free = without(session, taken[agent_id])
        taken[agent_id] = merged([*taken[agent_id], session])
        for start_ms, end_ms, state in spans:
            for part_ms, until_ms in common([(start_ms, end_ms)], free):
                found.append(
                    Span(
                        tenant_id=tenant,
                        agent_id=agent_id,
                        start_ms=part_ms,
                        end_ms=until_ms,
                        state=state,
                        team_id=team_id,
                    )
                )
    return found


def clipped(
    span: Span, *, from_ms: int, to_ms: int, now_ms: int, next_bucket: Callable[[int], int]
) -> Iterator[Contribution]:
    """The span's time cut at the edges of buckets; `next_bucket(at)` is where the next one begins."""
    at_ms = max(span.start_ms, from_ms)
    end_ms = min(span.end_ms if span.end_ms is not None else now_ms, to_ms)
    owners: list[tuple[Grain, str]] = [("agent", span.agent_id), ("centre", ALL)]
    if span.team_id:
        owners.append(("team", span.team_id))
    while at_ms < end_ms:
        part_end_ms = min(end_ms, next_bucket(at_ms))
        for grain, key in owners:
            yield Contribution(at_ms, grain, key, f"state_{span.state}", part_end_ms - at_ms)
            yield Contribution(at_ms, grain, key, "logged_in_ms", part_end_ms - at_ms)
        at_ms = part_end_ms
