"""Schedule adherence by bucket: what agents did laid over what was planned for them (5.1). Pure."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from callfloor.imports.kept import Kept
from callfloor.metrics import outside, plans
from callfloor.metrics.outside import Activity, State
from callfloor.metrics.parts import Part, Scope, Worked
from callfloor.metrics.periods import Bucket
from callfloor.metrics.view import ALL

_Spans = TypeVar("_Spans", Activity, State)


def adherence_parts(rows: Sequence[Kept], worked: Iterable[Worked], scope: Scope) -> Iterator[Part]:
    """At centre, team and agent; a running bucket is cut at now on both sides.

    A team's plan is what was planned for it, its work is that of the agents who were in it then.
    """
    if scope.grain not in ("centre", "team", "agent"):
        return
    planned = plans.in_force(rows)
    done: dict[str, list[Worked]] = defaultdict(list)
    for span in worked:
        done[span.agent_id].append(span)
    for agent in sorted({*planned, *done}):
        of_agent = planned.get(agent, [])
        spans = sorted(done.get(agent, []), key=lambda one: one.start_ms)
        states = [_state(one) for one in spans]
        if scope.grain != "team":
            key = ALL if scope.grain == "centre" else agent
            yield from _cut(key, states, plans.activities(of_agent), states, scope)
            continue
        for team in sorted({*(of for of, _ in of_agent), *(one.team_id for one in spans)} - {""}):
            own = [_state(one) for one in spans if one.team_id == team]
            yield from _cut(team, states, plans.activities(of_agent, team), own, scope)


def scheduled_parts(rows: Sequence[Kept], scope: Scope) -> Iterator[Part]:
    """How many agents have a plan in a bucket: one of two halves is one of the whole, so that it does not
    add up and is counted of the whole question."""
    if scope.grain not in ("centre", "team", "agent"):
        return
    starts = [start_ms for start_ms, _ in scope.buckets]
    found: set[tuple[int, str, str]] = set()
    for agent, planned in plans.in_force(rows).items():
        for team, one in planned:
            key = {"centre": ALL, "agent": agent, "team": team}[scope.grain]
            last_ms = max(one.start_ms, one.end_ms - 1)
            first = max(0, bisect_right(starts, one.start_ms) - 1)
            for start_ms, end_ms in scope.buckets[first : bisect_right(starts, last_ms)]:
                if key and one.start_ms < min(end_ms, scope.now_ms) and last_ms >= start_ms:
                    found.add((start_ms, key, agent))
    for start_ms, key, _ in sorted(found):
        yield Part(start_ms, key, "scheduled_agents", 1)


def _state(span: Worked) -> State:
    return State(start_ms=span.start_ms, end_ms=span.end_ms, state=span.state)


def _cut(
    key: str,
    states: Sequence[State],
    activities: Sequence[Activity],
    own: Sequence[State],
    scope: Scope,
) -> Iterator[Part]:
    for start_ms, end_ms in scope.buckets:
        within = start_ms, min(end_ms, scope.now_ms)
        plan, work = _touching(activities, within), _touching(own, within)
        if not plan and not work:
            continue
        found = outside.adherence(_touching(states, within), plan, within, scope.configuration)
        if own is not states:
            found["productive_ms"] = outside.adherence(work, [], within, scope.configuration)[
                "productive_ms"
            ]
        for component, value in found.items():
            if plan or component == "productive_ms":
                yield Part(start_ms, key, component, value)


def _touching(spans: Sequence[_Spans], within: Bucket) -> Sequence[_Spans]:
    """Those that the time touches, of spans in order that do not overlap."""
    first = bisect_right(spans, within[0], key=lambda one: one.end_ms)
    return spans[first : bisect_left(spans, within[1], lo=first, key=lambda one: one.start_ms)]
