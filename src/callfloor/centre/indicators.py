"""How a centre counts its indicators, and what it wants of them; explained at `metrics.rules`."""

from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.centre.fields import Plain, Setting, Slug, Text, matching

IndicatorKey = Literal[
    "schedule_adherence", "avg_after_call_work", "avg_abandon_time", "cost_per_contact",
    "avg_handle_time", "avg_hold_time", "avg_rings", "avg_queue_time", "avg_speed_of_answer",
    "avg_talk_time", "contacts_per_hour", "quality_score", "occupancy", "abandonment_rate",
    "attendance_rate", "blocked_rate", "fcr", "queued_rate", "transfer_rate", "answer_rate",
    "service_level", "total_contacts", "agent_turnover",
]  # fmt: skip
INDICATOR_KEYS: Final[tuple[str, ...]] = get_args(IndicatorKey)
Source = Literal["carrier", "sbc", "acd"]
Currency = Annotated[
    str, AfterValidator(matching("[A-Z]{3}", "use three capital letters as EUR", "currency_form"))
]


class IndicatorRules(Setting):
    """The settings of section 6 of the specification; what is left empty follows the profile."""

    profile: Literal["standard", "classic"] = "standard"
    sl_formula: Literal[
        "offered",
        "answered_only",
        "offered_less_short_abandons",
        "early_abandons_met",
        "offered_less_early_abandons",
        "attempts",
    ] = "offered"
    sl_include_flow_outs: bool = True
    sl_callbacks: Literal["exclude", "at_request", "virtual_wait"] = "exclude"
    sl_count_overdue_waiting: bool = False
    sl_threshold_strict: bool = False
    abandon_variant: Literal[
        "",
        "offered_net_short",
        "connected_net_short",
        "connected_net_short_with_ivr",
        "offered_all_abandons",
        "long_over_offered",
        "long_over_answered",
    ] = ""
    queue_include_post_transfer: bool = True
    ring_cycle_ms: int = Field(5_000, ge=1_000, le=20_000)
    ring_counts_as: Literal["occupied", "idle", "excluded"] = "occupied"
    occupancy_include_outbound: bool = True
    grace_ms: int = Field(0, ge=0, le=1_800_000)
    acw_adherence_cap_ms: int | None = Field(None, ge=10_000, le=14_400_000)
    cph_include_consult: bool = False
    fcr_method: Literal["", "agent_coded", "no_repeat", "combined", "survey"] = ""
    fcr_window_days: int = Field(7, ge=1, le=90)
    fcr_ineligible_codes: list[Slug] = Field(
        ["wrong_number", "test", "prank", "dropped_line"], max_length=100
    )
    fcr_transfer_breaks: bool = False
    transfer_exclude_targets: list[Plain] = Field([], max_length=100)
    attendance_least_percent: int = Field(0, ge=0, le=100)
    blocked_source_priority: list[Source] = Field(
        ["carrier", "sbc", "acd"], min_length=1, max_length=3
    )
    qa_min_sample: int = Field(4, ge=1, le=1_000)
    currency: Currency = "EUR"
    alert_web_service: Slug | Literal[""] = ""
    """Told of each alert that opens and closes."""

    @model_validator(mode="after")
    def _names_a_source_once(self) -> "IndicatorRules":
        if len(set(self.blocked_source_priority)) != len(self.blocked_source_priority):
            raise PydanticCustomError("source_twice", "name each source once")
        return self


class Target(Setting):
    """What is wanted of an indicator, of all, of one queue or of one team.

    An alert needs `min_sample` and as many periods in a row outside the band as `consecutive` says.
    """

    name: Text
    indicator: IndicatorKey
    queue: Slug | Literal[""] = ""
    team: Slug | Literal[""] = ""
    low: float | None = Field(None, ge=0, le=1_000_000_000, allow_inf_nan=False)
    high: float | None = Field(None, ge=0, le=1_000_000_000, allow_inf_nan=False)
    min_sample: int | None = Field(None, ge=1, le=1_000_000)
    consecutive: int | None = Field(None, ge=1, le=100)

    @model_validator(mode="after")
    def _is_a_band(self) -> "Target":
        if self.low is not None and self.high is not None and self.low > self.high:
            raise PydanticCustomError("band_order", "the lower edge must not lie above the upper")
        if self.queue and self.team:
            raise PydanticCustomError("one_scope", "name a queue or a team, not both")
        return self
