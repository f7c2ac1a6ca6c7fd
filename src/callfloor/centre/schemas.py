"""What each kind of setting holds and which values fit, as written in the file and in the API.

A reference is named by its noun (`team`, `queue`, `flow`) and holds the other one's id. Durations
are milliseconds, named as in `acd`. Whether references lead anywhere is for `check.py`.
"""

import datetime as dt
import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.centre import calendars
from callfloor.centre.alarms import Alarm
from callfloor.centre.callers import CallerList, CallerRule
from callfloor.centre.fields import (
    Address,
    Called,
    Day,
    Hours,
    LocalNames,
    Names,
    Plain,
    Proficiency,
    Setting,
    Slug,
    Text,
    Zone,
    matching,
    read_node,
)
from callfloor.centre.indicators import IndicatorRules, Target
from callfloor.centre.prompts import RecordedPrompt
from callfloor.centre.queues import AtHand, Closing, Queue, Routing
from callfloor.centre.recordings import RecordingRule, RecordingSetting, RetentionRule
from callfloor.centre.reports import Report
from callfloor.centre.wallboards import Wallboard
from callfloor.kit.errors import InvalidError

__all__ = ["Closing", "Names", "Queue", "Routing", "Setting"]


class Skill(Setting):
    """What a contact can need and an agent can have; languages (`en`, `es`, `zh`) are skills too."""

    name: Text


class Site(Setting):
    """A place people work at, with its own hours on the clock; `zone` empty means the tenant's own."""

    name: Text
    zone: Zone = ""


class Team(Setting):
    name: Text
    site: Slug | Literal[""] = ""
    chats_max: AtHand = None
    emails_max: AtHand = None
    sms_max: AtHand = None
    written_max: AtHand = None


class Agent(Setting):
    """A person who takes contacts; `login` is the user who works as this agent."""

    name: Text
    team: Slug
    skills: dict[Slug, Proficiency] = {}
    phone: Literal["browser", "sip", "fixed"] = "browser"
    address: Address = ""
    login: Annotated[
        str,
        AfterValidator(
            matching(
                r"([a-z0-9][a-z0-9._@+-]{0,99})?", "use small letters and digits", "login_form"
            )
        ),
    ] = ""
    is_demo: bool = False
    chats_max: AtHand = None
    emails_max: AtHand = None
    sms_max: AtHand = None
    written_max: AtHand = None

    @model_validator(mode="after")
    def _has_address(self) -> "Agent":
        if (self.phone == "fixed") != bool(self.address):
            raise PydanticCustomError("address", "a fixed phone, and no other, has an address")
        return self


class Week(Setting):
    """Hours by the day they begin on; a day that is left out is closed."""

    mon: Hours = []
    tue: Hours = []
    wed: Hours = []
    thu: Hours = []
    fri: Hours = []
    sat: Hours = []
    sun: Hours = []


class PublicHolidays(Setting):
    """Closed on the public holidays of a country, and of one part of it (`MD`) where it is named."""

    country: str
    subdivision: str = ""

    @model_validator(mode="after")
    def _is_known(self) -> "PublicHolidays":
        if not calendars.is_country(self.country, self.subdivision):
            how = "write a country as ES and, if any, a part of it as MD (ISO 3166-2)"
            raise PydanticCustomError("country", how)
        return self


class SpecialDay(Setting):
    """Other hours than usual on a day, or from `date` to `until`; no hours: closed."""

    date: Day
    until: Day | None = None
    open: Hours = []
    name: str = Field("", max_length=200)

    @model_validator(mode="after")
    def _is_in_order(self) -> "SpecialDay":
        days = (
            dt.date.fromisoformat(self.until or self.date) - dt.date.fromisoformat(self.date)
        ).days
        if not 0 <= days <= 366:
            raise PydanticCustomError("until", "`until` is the same day or later, within a year")
        return self

    def days(self) -> list[dt.date]:
        first, last = (
            dt.date.fromisoformat(self.date),
            dt.date.fromisoformat(self.until or self.date),
        )
        return [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]


class Calendar(Setting):
    """Opening hours, on the clock of `zone`, else of the `site`, else of the tenant."""

    name: Text
    zone: Zone = ""
    site: Slug | Literal[""] = ""
    weekly: Week = Week()
    holidays: PublicHolidays | None = None
    exceptions: list[SpecialDay] = []

    def hours(self, zone: str) -> calendars.OpeningHours:
        weekly = [calendars.read_spans(getattr(self.weekly, day)) for day in calendars.DAYS]
        exceptions = {
            day: calendars.read_spans(special.open)
            for special in self.exceptions
            for day in special.days()
        }
        return calendars.OpeningHours(
            self.zone or zone,
            weekly,
            country=self.holidays.country if self.holidays else "",
            subdivision=self.holidays.subdivision if self.holidays else "",
            exceptions=exceptions,
        )


class Reason(Setting):
    """Why an agent is not ready, as chosen at the desk."""

    name: LocalNames


class WrapUpCode(Setting):
    """What came of a contact; `queues` empty means that it can be chosen in every queue.

    A code that is the `parent` of others is their heading and is not chosen itself.
    """

    name: LocalNames
    parent: Slug | Literal[""] = ""
    queues: list[Slug] = []


PLACEHOLDERS: Final = frozenset({"caller", "number", "agent", "queue", "company", "time_of_day"})
"""What a script may name in braces, as `{caller}`; the desk puts the call's own words there."""


def _script_text(text: str) -> str:
    unknown = sorted(set(re.findall(r"\{([^{}]*)\}", text)) - PLACEHOLDERS)
    if unknown:
        known = ", ".join(sorted(PLACEHOLDERS))
        raise PydanticCustomError(
            "placeholder",
            "there is nothing to put in place of {unknown}; choose of {of}",
            {"unknown": unknown[0], "of": known},
        )
    return text


ScriptText = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(_script_text)]


class ScriptStep(Setting):
    title: Text
    text: ScriptText


class Script(Setting):
    """What an agent says, step by step; shown in the calls of its queues, of one language or all."""

    name: Text
    queues: list[Slug] = []
    language: Literal["", "en", "es", "zh"] = ""
    steps: list[ScriptStep] = Field(min_length=1, max_length=50)


class FlowSetting(Setting):
    """A flow of `ivr/flow.py`; its version is the version of this setting."""

    name: str = Field("", max_length=200)
    language: Literal["en", "es", "zh"] = "en"
    start: Slug
    fallback_queue: Slug
    nodes: dict[Slug, Annotated[dict[str, Any], AfterValidator(read_node)]] = Field(max_length=500)
    layout: dict[Slug, list[int]] = Field({}, max_length=500)


class WebService(Setting):
    """Explained at `floor.asking.WebService`: what flows may ask, and nothing else."""

    name: Text
    url: Annotated[str, AfterValidator(matching(r"https?://[^\s?#@]{1,200}", "an http address"))]
    headers: dict[Plain, Annotated[str, Field(max_length=500)]] = Field({}, max_length=20)
    allow_private: bool = False


class Trunk(Setting):
    """A peer that brings calls in and takes calls out. Its secret stands in the environment only."""

    host: Plain = ""
    port: int = Field(0, ge=0, le=65535)
    transport: Literal["udp", "tcp"] = "udp"
    matches: list[Annotated[Plain, Field(min_length=1)]] = []
    username: Plain = ""
    secret_env: Annotated[
        str,
        AfterValidator(
            matching(
                r"(CALLFLOOR_TRUNK_[A-Z0-9_]{1,80})?",
                "name a variable as CALLFLOOR_TRUNK_A",
                "secret_env_form",
            )
        ),
    ] = ""
    registers: bool = False
    is_watched: bool = True
    """It is asked every 20 seconds whether it is there: at its host, or where calls come from. While it
    does not answer, calls out by it fail at once; not for peers that never answer OPTIONS."""
    caller_number: Called | Literal[""] = ""
    """Shown to whoever is called through it."""

    @property
    def asked(self) -> tuple[str, ...]:
        """Addresses that are asked whether they are there; a network as a whole cannot be asked."""
        found = (self.host,) if self.host else tuple(one for one in self.matches if "/" not in one)
        return found if self.is_watched else ()

    @model_validator(mode="after")
    def _can_be_told(self) -> "Trunk":
        if not self.host and not self.matches:
            raise PydanticCustomError("host", "name its host, or in `matches` where it calls from")
        if self.registers and not (self.host and self.username and self.secret_env):
            how = "a trunk that registers has a host, a username and a secret_env"
            raise PydanticCustomError("registers", how)
        return self


class Number(Setting):
    """A number that can be called, and the flow that answers it."""

    name: str = Field("", max_length=200)
    flow: Slug


class TenantSetting(Setting):
    """The company itself."""

    id: str
    name: Text
    zone: Zone
    country: Annotated[
        str, AfterValidator(matching("[A-Z]{2}", "use two capital letters as ES", "country_form"))
    ]
    language: Literal["en", "es", "zh"] = "en"


KINDS: Final[dict[str, type[Setting]]] = {
    "skills": Skill,
    "sites": Site,
    "teams": Team,
    "queues": Queue,
    "agents": Agent,
    "closings": Closing,
    "caller_lists": CallerList,
    "caller_rules": CallerRule,
    "calendars": Calendar,
    "reasons": Reason,
    "wrap_up_codes": WrapUpCode,
    "web_services": WebService,
    "scripts": Script,
    "prompts": RecordedPrompt,
    "flows": FlowSetting,
    "trunks": Trunk,
    "numbers": Number,
    "routing": Routing,
    "recording": RecordingSetting,
    "recording_rules": RecordingRule,
    "retention_rules": RetentionRule,
    "indicators": IndicatorRules,
    "targets": Target,
    "reports": Report,
    "alarms": Alarm,
    "wallboards": Wallboard,
}
"""The kinds in the order of the file."""

ROUTING_ID: Final = "rules"
SINGLE: Final = frozenset({"routing", "recording", "indicators"})
"""Kinds that have the one item `rules`, which the file writes without its id."""
_ID_HOW: Final[dict[str, tuple[str, str]]] = {
    "numbers": (r"\+?[0-9*#]{1,20}", "a number has digits, * and #, perhaps a + before them"),
    "routing": (ROUTING_ID, "the rules of routing are one item named rules"),
    "recording": (ROUTING_ID, "the settings of recording are one item named rules"),
    "indicators": (ROUTING_ID, "the settings of the indicators are one item named rules"),
}


def check_id(kind: str, item_id: str) -> str:
    """What is wrong with an id of this kind; empty when nothing is."""
    how = "use small letters, digits, hyphens and underscores, at most 40"
    pattern, how = _ID_HOW.get(kind, (r"[a-z0-9][a-z0-9_-]{0,39}", how))
    return "" if re.fullmatch(pattern, item_id) else f"{item_id!r} cannot be an id here: {how}"


def kind_of(kind: str) -> type[Setting]:
    """InvalidError where there is no such kind."""
    if kind not in KINDS:
        msg = f"There is no kind of setting {kind!r}; choose one of {', '.join(KINDS)}."
        raise InvalidError(msg, kind=kind)
    return KINDS[kind]
