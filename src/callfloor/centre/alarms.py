"""When somebody is to be alarmed: a figure of the live floor, its limit, and who is told."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.centre.fields import Setting, Slug, Text, matching

Figure = Literal[
    "waiting",
    "longest_wait",
    "service_level",
    "abandonment",
    "agents_ready",
    "agents_in_state",
    "telephony",
    "trunks_away",
    "recordings_failed",
]
FALLING: Final = frozenset({"service_level", "agents_ready"})
"""Figures that are in trouble below their limit; all others are above it."""
PERCENT: Final = frozenset({"service_level", "abandonment"})
_BY_TEAM: Final = frozenset({"agents_ready", "agents_in_state"})
_WHOLE: Final = frozenset({"telephony", "recordings_failed"})

EmailAddress = Annotated[
    str,
    Field(max_length=254),
    AfterValidator(
        matching(
            r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
            "write an e-mail address as lead@example.org",
            "email_form",
        )
    ),
]


class Alarm(Setting):
    """One rule; there is at most one open alarm of it for the centre, or for each queue, team or trunk.

    `limit` counts contacts, agents or trunks, and is in seconds for `longest_wait`, in percent for the
    rates; it has no meaning for `telephony`. The alarm is raised once the figure has been beyond it
    for `lasts_ms`, and ends once it has been at or within `end_limit` (None: the limit itself) for
    `ends_after_ms`.
    """

    name: Text
    is_on: bool = True
    figure: Figure
    scope: Literal["centre", "queue", "team", "trunk"] = "centre"
    queues: list[Slug] = Field([], max_length=500)
    """For the scope `queue`: each of these by itself; none: each queue there is."""
    teams: list[Slug] = Field([], max_length=500)
    state: Literal["not_ready", "wrap_up", "talking", "holding", "ready"] = "not_ready"
    state_for_ms: int = Field(1_800_000, ge=0, le=86_400_000)
    """`agents_in_state` counts who has been in `state` for longer than this."""
    window_ms: int | None = Field(None, ge=60_000, le=14_400_000)
    """Rates and failures of so long until now; None: since midnight."""
    contacts_min: int = Field(10, ge=1, le=100_000)
    """A rate over fewer contacts than this says nothing."""
    limit: int = Field(ge=0, le=1_000_000)
    end_limit: int | None = Field(None, ge=0, le=1_000_000)
    lasts_ms: int = Field(0, ge=0, le=3_600_000)
    ends_after_ms: int = Field(30_000, ge=0, le=3_600_000)
    calendar: Slug | Literal[""] = ""
    """Watched while this is open; none: always."""
    severity: Literal["warning", "critical"] = "warning"
    sound: bool = True
    emails: list[EmailAddress] = Field([], max_length=20)
    web_service: Slug | Literal[""] = ""

    @model_validator(mode="after")
    def _fits_together(self) -> "Alarm":
        if self.figure in _WHOLE and self.scope != "centre":
            raise PydanticCustomError("scope_centre", "this figure is one of the whole centre")
        if self.figure == "trunks_away" and self.scope not in ("centre", "trunk"):
            how = "trunks are watched for the whole centre, or each by itself"
            raise PydanticCustomError("scope_trunks", how)
        if self.scope == "trunk" and self.figure != "trunks_away":
            raise PydanticCustomError("scope_trunk", "of a trunk only its absence can be watched")
        if self.scope == "team" and self.figure not in _BY_TEAM:
            raise PydanticCustomError("scope_team", "of a team only its agents can be watched")
        if self.figure in PERCENT and max(self.limit, self.end_limit or 0) > 100:
            raise PydanticCustomError("percent", "a rate is at most 100")
        if self.end_limit is not None and self.figure != "telephony":
            is_within = (
                self.end_limit >= self.limit
                if self.figure in FALLING
                else self.end_limit <= self.limit
            )
            if not is_within:
                how = "the limit to end lies on the better side of the limit"
                raise PydanticCustomError("end_limit", how)
        return self
