"""A report as a centre has it: which figures of whom, over which time, told to whom and when."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.centre.alarms import EmailAddress
from callfloor.centre.fields import Setting, Slug, Text, matching
from callfloor.centre.indicators import IndicatorKey

Clock = Annotated[
    str, AfterValidator(matching(r"([01]\d|2[0-3]):[0-5]\d", "write a time as 07:30", "clock_form"))
]
Chart = Literal["trend", "reasons", "week", "waits"]
Format = Literal["html", "pdf", "xlsx", "csv"]
Period = Literal[
    "today", "yesterday", "this_week", "last_week", "this_month", "last_month", "last_quarter",
    "last_year",
]  # fmt: skip
Grain = Literal[
    "centre", "queue", "team", "agent", "call_type", "dnis", "channel", "trunk_group", "shift",
    "evaluator",
]  # fmt: skip


class Report(Setting):
    """`details`: medians, worst hours and the like, which read the contacts one by one.

    `only` names the queues, teams or agents of the grain; empty: all of them.

    A report with a cadence is issued at `at` on the site's clock, weekly ones on Mondays, monthly
    ones on the first, and sent to all that it names.
    """

    name: Text
    indicators: list[IndicatorKey] = Field(min_length=1, max_length=23)
    grain: Grain = "centre"
    only: list[Slug] = Field([], max_length=200)
    period: Period = "yesterday"
    step: Literal["total", "half_hour", "hour", "day", "week", "month"] = "total"
    compare: bool = True
    details: bool = False
    charts: list[Chart] = Field([], max_length=4)
    cadence: Literal["", "day", "week", "month"] = ""
    at: Clock = "07:00"
    formats: list[Format] = Field(["html"], min_length=1, max_length=4)
    language: Literal["en", "es", "zh"] = "en"
    emails: list[EmailAddress] = Field([], max_length=50)
    web_service: Slug | Literal[""] = ""

    @model_validator(mode="after")
    def _fits(self) -> "Report":
        for named in (self.indicators, self.charts, self.formats):
            if len(set(named)) != len(named):
                raise PydanticCustomError("named_twice", "name each of them once")
        if self.step in ("half_hour", "hour") and self.period in ("last_quarter", "last_year"):
            how = "half hours and hours go with at most a month"
            raise PydanticCustomError("step_too_fine", how)
        if self.only and self.grain == "centre":
            raise PydanticCustomError("only_of_centre", "the centre is one: leave `only` empty")
        return self
