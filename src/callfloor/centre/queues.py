"""Settings of queues and of the rules over them, explained where routing reads them (`acd.centre`)."""

import itertools
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.acd.centre import Strategy
from callfloor.centre.fields import (
    LocalWords,
    Music,
    OutsideNumber,
    Proficiency,
    Setting,
    Slug,
    Text,
)

Prefix = Annotated[str, Field(pattern=r"^\+?[0-9]{1,15}$")]
"""How a number begins that may be called."""


class Widening(Setting):
    """From this wait on these needs stand in place of the queue's own."""

    after_ms: int = Field(ge=1_000, le=86_400_000)
    needs: dict[Slug, Proficiency] = {}


class Queue(Setting):
    """Every field is explained at `acd.centre.Queue`."""

    name: Text
    needs: dict[Slug, Proficiency] = {}
    match_language: bool = False
    priority: int = Field(5, ge=0, le=10)
    is_hard: bool = False
    strategy: Strategy = "longest_idle"
    ring_all_limit: int = Field(5, ge=2, le=50)
    widen: list[Widening] = Field([], max_length=10)
    prefer: Literal["nobody", "last_agent"] = "nobody"
    prefer_wait_ms: int = Field(20_000, ge=0, le=600_000)
    ring_limit_ms: int = Field(20_000, ge=3_000, le=300_000)
    wrap_up_limit_ms: int | None = Field(60_000, ge=0, le=3_600_000)
    wrap_up_code_required: bool = True
    service_level_ms: int = Field(20_000, ge=1_000, le=3_600_000)
    service_level_target_pct: int = Field(80, ge=1, le=100)
    abandonment_target_pct: int = Field(5, ge=0, le=100)
    short_abandon_ms: int = Field(20_000, ge=0, le=300_000)
    announce: Literal["none", "position", "wait"] = "position"
    announce_every_ms: int = Field(30_000, ge=10_000, le=3_600_000)
    wait_limit_ms: int | None = Field(None, ge=1_000, le=86_400_000)
    length_limit: int | None = Field(None, ge=1, le=100_000)
    no_agent: Literal["wait", "unstaffed", "none_ready"] = "wait"
    overflow_queue: Slug | Literal[""] = ""
    overflow_number: OutsideNumber = ""
    overflow_message: LocalWords | None = None
    music: Music = "default"
    survey_flow: Slug | Literal[""] = ""
    callback: Literal["none", "key", "offer"] = "none"
    callback_key: Annotated[str, Field(pattern=r"^[0-9*#]$")] = "1"
    callback_offer_after_ms: int = Field(60_000, ge=1_000, le=3_600_000)
    callback_offer_position: int = Field(2, ge=1, le=1_000)
    callback_calendar: Slug | Literal[""] = ""
    callback_retry_ms: int = Field(300_000, ge=60_000, le=86_400_000)
    callback_attempts_max: int = Field(3, ge=1, le=20)
    callback_after_abandon_ms: int | None = Field(None, ge=60_000, le=86_400_000)

    @model_validator(mode="after")
    def _overflows_one_way(self) -> "Queue":
        ways = (self.overflow_queue, self.overflow_number, self.overflow_message)
        if sum(bool(way) for way in ways) > 1:
            how = "overflow goes one way: to a queue, to a number, or to a message"
            raise PydanticCustomError("overflow", how)
        return self

    @model_validator(mode="after")
    def _widens_in_order(self) -> "Queue":
        after = [0, *(step.after_ms for step in self.widen)]
        if any(later <= earlier for earlier, later in itertools.pairwise(after)):
            how = "each step of `widen` comes after a longer wait than the one before"
            raise PydanticCustomError("widen", how)
        return self


class Closing(Setting):
    """An emergency closing, prepared and switched on by `is_closed`; no queues: the whole centre."""

    name: Text
    queues: list[Slug] = []
    is_closed: bool = False
    message: LocalWords | None = None
    ends_with: Literal["hangup", "voicemail"] = "hangup"
    waiting: Literal["stay", "leave"] = "stay"


AT_HAND_MAX = 20
AtHand = Annotated[int | None, Field(ge=0, le=AT_HAND_MAX)]
"""How much a person has at hand at once. Left out, it holds as one level above: of an agent the
team's, of a team the centre's."""


class Routing(Setting):
    """Rules over all queues; explained at `acd.centre.Centre`."""

    priority_step_ms: int = Field(30_000, ge=0, le=3_600_000)
    urgency_ms: int = Field(0, ge=0, le=3_600_000)
    rejoin_limit_ms: int = Field(30_000, ge=1_000, le=300_000)
    monitor_announced: bool = True
    call_prefixes: list[Prefix] = Field([], max_length=200)
    """Numbers that begin so may be called; none: nobody is called, nor called back."""
    calls_out_max: int = Field(10, ge=1, le=10_000)
    calls_out_queue: Slug | Literal[""] = ""
    recovery: Literal["off", "offer", "give"] = "off"
    recovery_ms: int = Field(90_000, ge=30_000, le=600_000)
    recovery_limit: int = Field(3, ge=1, le=20)
    recovery_window_ms: int = Field(14_400_000, ge=600_000, le=86_400_000)
    hard_after_ms: int | None = Field(None, ge=60_000, le=14_400_000)
    hard_rest_ms: int = Field(900_000, ge=0, le=14_400_000)
    chats_max: int = Field(3, ge=0, le=AT_HAND_MAX)
    emails_max: int = Field(1, ge=0, le=AT_HAND_MAX)
    sms_max: int = Field(3, ge=0, le=AT_HAND_MAX)
    written_max: int = Field(3, ge=0, le=AT_HAND_MAX)
    written_alone: list[Literal["chat", "email", "sms"]] = []
    hold_back_ms: int = Field(30_000, ge=0, le=3_600_000)
