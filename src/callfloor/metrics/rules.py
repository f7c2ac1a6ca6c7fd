"""A centre's settings as its figures want them: how it counts, which value it shows, what it wants.

Section 6 of the specification. The settings stand in the centre (`centre.indicators`), versioned
with author and date; the version goes with every value that was made under them.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from callfloor.acd.centre import Centre
from callfloor.centre.indicators import IndicatorRules
from callfloor.centre.indicators import Target as TargetSetting
from callfloor.centre.loaded import CentreSettings
from callfloor.metrics.configuration import DAY_MS, STANDARD, Configuration
from callfloor.metrics.kpis import BY_KEY, Direction, Indicator
from callfloor.metrics.view import Grain, Rules, Thresholds

DEFINITIONS = 3
"""The version of the formulas themselves; a change of one of them raises it."""
Profile = Literal["standard", "classic"]
MIN_SAMPLE: Mapping[str, int] = {"agents": 3, "evaluations": 4, "calls": 10}
"""Below these a value tells nothing yet (8.3); by what its sample is of."""
_COUNTING_AGENTS = frozenset({"schedule_adherence", "agent_turnover"})
"""Their sample are people; of one agent that is one, and enough."""
_OF_AGENTS = frozenset({"schedule_adherence", "attendance_rate", "agent_turnover"})


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted: a band with one edge or both, neither where there is nothing to hold against."""

    low: float | None = None
    high: float | None = None
    direction: Direction = "none"
    min_sample: int
    consecutive: int

    def holds(self, value: float) -> bool:
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


class FigureRules(msgspec.Struct, frozen=True, kw_only=True):
    """All that decides a figure beside the facts; `version` names it wherever a figure is kept."""

    version: str = f"{DEFINITIONS}.0"
    profile: Profile = "standard"
    configuration: Configuration = STANDARD
    thresholds: Rules = {}
    abandon_variant: str = ""
    fcr_method: str = ""
    currency: str = "EUR"
    targets: tuple[TargetSetting, ...] = ()
    of_queues: Mapping[str, Mapping[str, float | None]] = {}
    """Indicator → queue → what the queue's own settings want, in percent."""

    def formula(self, indicator: str, grain: Grain) -> str:
        """The name of the formula of *the* value, as `formulas.evaluate` takes it."""
        return f"{indicator}.{self.variant(BY_KEY[indicator], grain)}"

    def variant(self, indicator: Indicator, grain: Grain) -> str:
        """The variant that is *the* value at the grain; empty where there is none."""
        standard = indicator.at(grain)
        if not standard:
            return ""
        if indicator.key == "service_level":
            return self._service_level()
        if indicator.key == "abandonment_rate" and self.abandon_variant:
            return self.abandon_variant
        if indicator.key == "fcr" and self.fcr_method:
            return self.fcr_method
        classic = indicator.classic.get(grain, "") if self.profile == "classic" else ""
        if not classic and indicator.key == "occupancy":
            return self._occupancy()
        return classic or standard

    def _service_level(self) -> str:
        """The formula with its switches (5.21)."""
        one = self.configuration
        name = one.sl_formula
        if name in ("answered_only", "attempts"):
            return name
        name += "" if one.sl_include_flow_outs else "_no_flow_outs"
        name += "" if one.sl_callbacks == "exclude" else f"_callbacks_{one.sl_callbacks}"
        return name + ("_overdue_waiting" if one.sl_count_overdue_waiting else "")

    def _occupancy(self) -> str:
        counted = self.configuration.ring_counts_as
        return "handle" if counted == "occupied" else f"handle_ring_{counted}"

    def target_at(self, indicator: str, grain: Grain, key: str) -> Target:
        """What is wanted of one row of a report."""
        queue, team = (key if grain == one else "" for one in ("queue", "team"))
        return self.target(indicator, queue=queue, team=team, grain=grain)

    def target(
        self, indicator: str, *, queue: str = "", team: str = "", grain: Grain = "centre"
    ) -> Target:
        """What is wanted of it there: of the queue or team itself, else of all, else as shipped."""
        shipped = BY_KEY[indicator]
        found = _nearest(self.targets, indicator, queue, team)
        low = shipped.low if found is None else found.low
        high = shipped.high if found is None else found.high
        wanted = self.of_queues.get(indicator, {}).get(queue)
        if wanted is not None and (found is None or not found.queue):
            low, high = (wanted, None) if shipped.direction == "higher" else (None, wanted)
        least = found.min_sample if found is not None else None
        in_a_row = found.consecutive if found is not None else None
        return Target(
            low=low,
            high=high,
            direction=shipped.direction,
            min_sample=least or _least(indicator, grain, self.configuration),
            consecutive=in_a_row or (2 if shipped.cadence[0] == "half_hour" else 1),
        )


def _least(indicator: str, grain: Grain, configuration: Configuration) -> int:
    if grain == "agent" and indicator in _COUNTING_AGENTS:
        return 1
    if indicator == "quality_score":
        return configuration.qa_min_sample
    return MIN_SAMPLE["agents" if indicator in _OF_AGENTS else "calls"]


def _nearest(
    targets: Sequence[TargetSetting], indicator: str, queue: str, team: str
) -> TargetSetting | None:
    """The first of those that fit best."""
    fits = [
        one
        for one in targets
        if one.indicator == indicator and one.queue in ("", queue) and one.team in ("", team)
    ]
    return max(fits, key=lambda one: bool(one.queue) + bool(one.team), default=None)


def rules_of(centre: CentreSettings) -> FigureRules:
    """As the centre has them set now."""
    return figure_rules(
        centre.indicators,
        centre.acd,
        targets=tuple(centre.of(TargetSetting).values()),
    )


def figure_rules(
    own: IndicatorRules, centre: Centre, targets: tuple[TargetSetting, ...] = ()
) -> FigureRules:
    """The same from what the live floor holds, where targets do not matter."""
    queues = centre.queues
    return FigureRules(
        version=f"{DEFINITIONS}.{centre.version}",
        profile=own.profile,
        configuration=_configuration(own),
        thresholds={
            key: Thresholds(queue.service_level_ms, queue.short_abandon_ms)
            for key, queue in queues.items()
        },
        abandon_variant=own.abandon_variant,
        fcr_method=own.fcr_method,
        currency=own.currency,
        targets=targets,
        of_queues={
            "service_level": {key: one.service_level_target_pct for key, one in queues.items()},
            "abandonment_rate": {key: one.abandonment_target_pct for key, one in queues.items()},
        },
    )


_ALIKE = (
    "sl_formula", "sl_include_flow_outs", "sl_callbacks", "sl_count_overdue_waiting",
    "queue_include_post_transfer", "ring_cycle_ms", "ring_counts_as", "occupancy_include_outbound",
    "grace_ms", "acw_adherence_cap_ms", "cph_include_consult", "fcr_transfer_breaks",
    "qa_min_sample",
)  # fmt: skip
"""Settings that bear one name in the centre and here."""


def _configuration(own: IndicatorRules) -> Configuration:
    return Configuration(
        **own.model_dump(include=set(_ALIKE)),
        # "Less than" is the classic wording of the threshold.
        sl_threshold_strict=own.sl_threshold_strict or own.profile == "classic",
        fcr_window_ms=own.fcr_window_days * DAY_MS,
        fcr_ineligible_codes=frozenset(own.fcr_ineligible_codes),
        transfer_exclude_targets=frozenset(own.transfer_exclude_targets),
        attendance_min_fraction=own.attendance_least_percent / 100,
        blocked_source_priority=tuple(own.blocked_source_priority),
    )
