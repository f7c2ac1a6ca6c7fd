"""Who calls: lists of numbers and the rules over them; explained at `acd.callers`."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.acd.callers import ListKind, Prefer, plain_number
from callfloor.centre.fields import Called, Day, LocalWords, Setting, Slug, Text

Language = Literal["en", "es", "zh"]


class CallerEntry(Setting):
    """One number; `owner` is an agent, `until` the last day that it counts."""

    number: Called
    name: str = Field("", max_length=200)
    owner: Slug | Literal[""] = ""
    until: Day | None = None
    note: str = Field("", max_length=500)


class CallerList(Setting):
    """Numbers that mean something to the centre."""

    name: Text
    kind: ListKind = "other"
    entries: list[CallerEntry] = Field([], max_length=5_000)

    @model_validator(mode="after")
    def _has_each_once(self) -> "CallerList":
        seen: set[str] = set()
        for entry in self.entries:
            number = plain_number(entry.number)
            if number in seen:
                raise PydanticCustomError(
                    "number_twice",
                    "the number {number} stands in this list twice",
                    {"number": entry.number},
                )
            seen.add(number)
        return self


class CallerRule(Setting):
    """Rules are gone through by `place`, then by id; empty conditions fit everybody."""

    name: Text
    place: int = Field(100, ge=1, le=10_000)
    lists: list[Slug] = []
    prefixes: list[Annotated[str, Field(pattern=r"^\+?[0-9]{1,15}$")]] = Field([], max_length=200)
    called: list[Called] = Field([], max_length=200)
    languages: list[Language] = []
    queues: list[Slug] = []
    is_refused: bool = False
    message: LocalWords | None = None
    priority: int | None = Field(None, ge=0, le=10)
    queue: Slug | Literal[""] = ""
    prefer: Prefer = ""
    agent: Slug | Literal[""] = ""
    prefer_wait_ms: int = Field(20_000, ge=0, le=600_000)
    language: Language | Literal[""] = ""

    @model_validator(mode="after")
    def _makes_sense(self) -> "CallerRule":
        if self.language and self.queues:
            how = "a language is set at the door, where no queue is known: leave `queues` empty"
            raise PydanticCustomError("language_at_door", how)
        if (self.prefer == "agent") != bool(self.agent):
            how = "name the agent where, and only where, `prefer` is agent"
            raise PydanticCustomError("preferred_agent", how)
        sets = (self.priority is not None, self.queue, self.prefer, self.language)
        if self.is_refused and any(sets):
            how = "a rule that refuses sets nothing else"
            raise PydanticCustomError("refuses_only", how)
        if not self.is_refused and not any(sets):
            how = "say what holds: refuse, a priority, a queue, an agent or a language"
            raise PydanticCustomError("no_effect", how)
        return self
