"""What the kept sums of a day mean does not change unseen: with it `SUMS_VERSION` has to be raised."""

from hashlib import blake2b

import pytest

from callfloor.imports.kept import Kept
from callfloor.imports.kinds import DAY_MS
from callfloor.metrics import imported
from callfloor.metrics.columnar import agents, handled, sources, summing, waiting
from callfloor.metrics.columnar.asking import Kind
from callfloor.metrics.columnar.marked import SUMS_VERSION
from callfloor.metrics.configuration import STANDARD
from callfloor.metrics.outside import PRODUCTIVE
from callfloor.metrics.parts import Scope, Worked
from callfloor.metrics.view import GRAINS, Grain, Thresholds

PINNED = {
    1: {
        "centre": "c9ef0c0996289ca1",
        "queue": "58b49ac68fc28d90",
        "agent": "e69bfd50caa2e752",
        "keys": "e67b34e6c23d716b",
        "outside": "1abaa34e02568fbc",
    }
}
"""Under the version of the sums, what they are made by."""
WHAT_TO_DO = (
    "What the sums of {} are made by is not what it was. Where a component is new or gone or means"
    " something else: raise SUMS_VERSION in metrics/columnar/marked.py, so that the sums of all days"
    " are made anew, and pin all of them here under the new version instead of the old one. Where it"
    " only came to be written otherwise, by us or by another version of Ibis: pin it anew under the"
    " same version. It is {!r} now."
)
HOUR_MS = 3_600_000


def pinned(what: str, told: str) -> None:
    digest = blake2b(told.encode(), digest_size=8).hexdigest()
    found = PINNED.get(SUMS_VERSION, {}).get(what)
    assert found == digest, WHAT_TO_DO.format(what, digest)


@pytest.mark.parametrize("grain", ["centre", "queue", "agent"])
def test_the_expression_of_every_component_is_pinned(grain: Grain) -> None:
    """Of a kind of grain each; those beside them differ by their key alone."""
    kind = Kind(grain, "default", STANDARD, Thresholds(), follows=True)
    streams = [one for part in (waiting, handled, agents) for one in part.streams(kind)]
    told = [repr(one.table.aggregate(**dict(sorted(one.sums.items())))) for one in streams]
    pinned(grain, "\n\n".join(sorted(told)))


def test_the_grains_and_their_keys_are_pinned() -> None:
    pinned("keys", repr((GRAINS, sorted(sources.KEYS.items()), sorted(PRODUCTIVE))))


def kept(subject: str, start_ms: int, end_ms: int, **data: object) -> Kept:
    return Kept(
        source_id=f"{subject}-{start_ms}", subject=subject, team_id="north", start_ms=start_ms,
        end_ms=end_ms, ingested_at_ms=start_ms, data=data,
    )  # fmt: skip


def test_what_is_added_from_outside_is_pinned() -> None:
    """By a day of one person, who is late, rests and is judged: every component is in it."""
    nine, five = 9 * HOUR_MS, 17 * HOUR_MS
    came, went = nine + 420_000, five - 60_000
    plan = {"activity": "calls", "productive": True, "exception_of": None, "schedule_version": 1}
    items = [
        {"weight": "2", "points": one, "max": "3", "criticality": kind, "error": one == "1"}
        for one, kind in (("1", "customer"), ("3", "none"), ("1", "compliance"))
    ]
    judged = {
        "score": None, "items": items, "critical_errors": "", "status": "final", "kind": "recording",
        "auto_fail": False,
    }  # fmt: skip
    facts: imported.Facts = {
        "schedules": [
            kept("ana", nine, five - HOUR_MS, **plan),
            kept("ana", five - HOUR_MS, five, **{**plan, "activity": "rest", "productive": False}),
        ],
        "shifts": [kept("ana", nine, five)],
        "punches": [kept("ana", came, went, **{"in": came, "out": went})],
        "evaluations": [kept("ana", nine + 60_000, nine + 60_000, **judged)],
    }  # fmt: skip
    states = [("talking", 9.1, 10), ("ready", 10, 12), ("not_ready", 12, 13), ("wrap_up", 13, 14),
              ("outbound", 14, 15.9), ("not_ready", 15.9, 16.9)]  # fmt: skip
    worked = [
        Worked(
            agent_id="ana", team_id="north", state=state,
            start_ms=round(start * HOUR_MS), end_ms=round(end * HOUR_MS),
        )
        for state, start, end in states
    ]  # fmt: skip
    scope = Scope(
        grain="agent", buckets=[(0, DAY_MS)], zone="UTC", now_ms=DAY_MS, configuration=STANDARD,
        handled={},
    )  # fmt: skip
    sums: dict[str, object] = {}
    for part in imported.by_time(facts, scope, worked):
        sums[part.component] = part.value
    assert sums.keys() == summing.OUTSIDE
    pinned("outside", repr(sorted((name, str(value)) for name, value in sums.items())))
