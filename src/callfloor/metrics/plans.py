"""Which schedule was in force: versions and exceptions laid over one another. Pure.

The version in force when an interval ends is used; an approved exception replaces what it covers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from callfloor.facts.cutting import Span, merged, without
from callfloor.imports.kept import Kept
from callfloor.metrics.outside import Activity

Planned = tuple[str, Activity]
"""The team it was planned for, and what was planned."""


def in_force(rows: Sequence[Kept]) -> dict[str, list[Planned]]:
    """Agent → what was in force, in order and without overlaps."""
    by_agent: dict[str, list[Kept]] = defaultdict(list)
    for row in rows:
        by_agent[row.subject].append(row)
    return {
        agent: sorted(
            (one for group in _overlapping(own) for one in _settled(group)),
            key=lambda planned: planned[1].start_ms,
        )
        for agent, own in by_agent.items()
    }


def _overlapping(rows: list[Kept]) -> Iterator[list[Kept]]:
    """Runs of rows that overlap: only within one is there anything to settle."""
    group: list[Kept] = []
    end_ms = 0
    for row in sorted(rows, key=lambda one: (one.start_ms, one.source_id)):
        if group and row.start_ms >= end_ms:
            yield group
            group = []
        group.append(row)
        end_ms = max(end_ms, row.end_ms) if len(group) > 1 else row.end_ms
    if group:
        yield group


def _settled(group: list[Kept]) -> Iterator[Planned]:
    taken: list[Span] = []
    for row in sorted(group, key=rank, reverse=True):
        for start_ms, end_ms in without((row.start_ms, row.end_ms), taken):
            yield (
                row.team_id,
                Activity(
                    start_ms=start_ms,
                    end_ms=end_ms,
                    is_productive=bool(row.data["productive"]),
                    activity=str(row.data["activity"]),
                ),
            )
        taken = merged([*taken, (row.start_ms, row.end_ms)])


def rank(row: Kept) -> tuple[bool, bool, int, int, str]:
    """Exceptions first, the latest of them; then what was known in time, the highest version."""
    is_exception = bool(row.data["exception_of"])
    is_in_time = row.ingested_at_ms <= row.end_ms
    version = int(row.data["schedule_version"] or 1)
    return is_exception, is_in_time or is_exception, version, row.ingested_at_ms, row.source_id


def activities(planned: Iterable[Planned], team: str | None = None) -> list[Activity]:
    """All of them, or those of one team."""
    return [one for of_team, one in planned if team is None or of_team == team]
