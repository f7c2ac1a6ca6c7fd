"""The values that alerts judge, asked of the reports' own query, and their sums over longer periods.

Half hours and days are asked for; an hour, a week, a month and longer are sums of them, so a long
period costs nothing twice. What cannot be added up (money, votes, heads) is asked for as a whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from callfloor.alerts.periods import Period
from callfloor.centre import schemas
from callfloor.centre.loaded import CentreSettings
from callfloor.kit.db import Database
from callfloor.metrics.components import Grain
from callfloor.metrics.formulas import of_sums
from callfloor.metrics.kpis import BY_KEY, INDICATORS, Cadence, Indicator
from callfloor.metrics.names import names_at, other_names
from callfloor.metrics.query import Question, Row, Step, ask
from callfloor.metrics.rules import rules_of

WHOLE_ONLY: Final = frozenset({"cost_per_contact", "quality_score", "agent_turnover"})
HALVES: Final = ("half_hour", "hour")
EARLY: Final = {"fcr": "agent_coded"}
"""Judged by the variant that is known at once: whether somebody comes again is known a week later."""
GRAINS: Final[tuple[Grain, ...]] = ("centre", "queue", "team", "agent")
JUDGED: Final[dict[Cadence, tuple[Grain, ...]]] = {
    "half_hour": ("centre", "queue"),
    "hour": ("centre", "queue"),
    "day": ("centre", "queue", "team"),
    "week": GRAINS,
    "month": GRAINS,
    "quarter": GRAINS,
    "year": GRAINS,
}
"""A day of one person, or half an hour of one team, is too small to act upon."""


class Key(NamedTuple):
    indicator: str
    grain: str
    scope_id: str
    """Empty for the centre."""


class Measured(NamedTuple):
    key: Key
    variant: str
    value: float | None
    numerator: float
    denominator: float | None
    sample_size: int

    @property
    def formula(self) -> str:
        return f"{self.key.indicator}.{self.variant}"


class Asked(NamedTuple):
    """Values by the start of their bucket; `open_starts` are the buckets that may still change."""

    from_ms: int
    to_ms: int
    by_start: Mapping[int, list[Measured]]
    open_starts: frozenset[int]


def is_judged(indicator: Indicator, cadence: Cadence, grain: str) -> bool:
    return cadence in indicator.cadence and grain in JUDGED[cadence]


def summed_keys(cadences: Iterable[Cadence] = ()) -> tuple[str, ...]:
    """Indicators that can be added up; of those cadences only, where some are named."""
    wanted = frozenset(cadences)
    return tuple(
        one.key
        for one in INDICATORS
        if one.key not in WHOLE_ONLY and (not wanted or wanted & frozenset(one.cadence))
    )


def whole_keys(cadence: Cadence) -> tuple[str, ...]:
    """Indicators of the cadence that have to be asked for as a whole."""
    return tuple(one.key for one in INDICATORS if one.key in WHOLE_ONLY and cadence in one.cadence)


def scopes(centre: CentreSettings) -> dict[str, dict[str, str]]:
    """Who exists, by grain: id → name."""
    return {
        "centre": {"": ""},
        "queue": {key: one.name for key, one in centre.of(schemas.Queue).items()},
        "team": {key: one.name for key, one in centre.of(schemas.Team).items()},
        "agent": {key: one.name for key, one in centre.of(schemas.Agent).items()},
    }


async def asked(
    database: Database,
    centre: CentreSettings,
    keys: tuple[str, ...],
    grains: Sequence[Grain],
    step: Step,
    from_ms: int,
    to_ms: int,
    now_ms: int,
) -> Asked:
    found: dict[int, list[Measured]] = defaultdict(list)
    open_starts: set[int] = set()
    for grain in grains if keys else ():
        question = Question(
            tenant=centre.tenant,
            zone=centre.zone,
            from_ms=from_ms,
            to_ms=to_ms,
            now_ms=now_ms,
            grain=grain,
            step=step,
            keys=keys,
            chosen=EARLY,
            names=names_at(centre, grain),
            others=other_names(centre, grain),
            rules=rules_of(centre),
        )
        for row in await ask(database, question):
            if row.open_count:
                open_starts.add(row.bucket_ms)
            if row.sample_size or row.denominator:
                found[row.bucket_ms].append(_measured(row, grain))
    return Asked(from_ms, to_ms, found, frozenset(open_starts))


def _measured(row: Row, grain: Grain) -> Measured:
    scope_id = "" if grain == "centre" else row.grain_key
    return Measured(
        Key(row.indicator, grain, scope_id),
        row.variant,
        row.value,
        row.numerator,
        row.denominator,
        row.sample_size,
    )


def added(parts: Iterable[Measured]) -> list[Measured]:
    """One for each key and variant: sums first, one division last."""
    sums: dict[tuple[Key, str], list[Measured]] = defaultdict(list)
    for part in parts:
        if part.key.indicator not in WHOLE_ONLY:
            sums[part.key, part.variant].append(part)
    found = []
    for (key, variant), members in sums.items():
        numerator = sum(one.numerator for one in members)
        bases = [one.denominator for one in members if one.denominator is not None]
        denominator = sum(bases) if bases else None
        value = of_sums(f"{key.indicator}.{variant}", numerator, denominator)
        sample = sum(one.sample_size for one in members)
        found.append(Measured(key, variant, value, numerator, denominator, sample))
    return found


def for_period(measured: Iterable[Measured], period: Period) -> list[Measured]:
    """Those that are judged at the period's cadence."""
    return [
        one
        for one in measured
        if is_judged(BY_KEY[one.key.indicator], period.cadence, one.key.grain)
    ]
