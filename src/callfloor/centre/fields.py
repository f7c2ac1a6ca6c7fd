"""What the fields of settings are made of: texts, names, hours, numbers, and the root of all kinds."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Annotated, Any
from zoneinfo import available_timezones

import msgspec
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.centre import calendars
from callfloor.ivr.flow import AnyNode

_ZONES = available_timezones()


def matching(pattern: str, how: str, code: str = "form") -> Callable[[str], str]:
    """`code` is by what the console words it in the person's language."""
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise PydanticCustomError(code, how)
        return text

    return check


def _zone(text: str) -> str:
    if text and text not in _ZONES:
        raise PydanticCustomError("zone", "write a zone as Europe/Madrid")
    return text


def _span(text: str) -> str:
    try:
        calendars.read_span(text)
    except ValueError as error:
        raise PydanticCustomError("span", "{problem}", {"problem": str(error)}) from error
    return text


def _spans(texts: list[str]) -> list[str]:
    try:
        calendars.read_spans(texts)
    except ValueError as error:
        raise PydanticCustomError("span", "{problem}", {"problem": str(error)}) from error
    return texts


def is_clean(given: Any) -> bool:
    if isinstance(given, str):
        return all(char >= " " or char in "\n\t" for char in given) and not any(
            "\ud800" <= char <= "\udfff" for char in given
        )
    if isinstance(given, dict):
        return all(is_clean(key) and is_clean(value) for key, value in given.items())
    return all(map(is_clean, given)) if isinstance(given, list) else True


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise PydanticCustomError("day", "write a day as 2026-12-24") from error


def read_node(data: dict[str, Any]) -> dict[str, Any]:
    try:
        msgspec.convert(data, AnyNode)
    except msgspec.ValidationError as error:
        raise PydanticCustomError("node", "{problem}", {"problem": str(error)}) from error
    return data


def _names(given: object) -> object:
    """One text stands for all languages; a language that is missing takes English, or the first."""
    if isinstance(given, str):
        return dict.fromkeys(("en", "es", "zh"), given)
    if isinstance(given, dict) and given:
        first = given.get("en") or next(iter(given.values()))
        return {**dict.fromkeys(("en", "es", "zh"), first), **given}
    return given


Slug = Annotated[
    str,
    AfterValidator(
        matching(
            r"[a-z0-9][a-z0-9_-]{0,39}",
            "use small letters, digits, hyphens and underscores, at most 40",
            "id_form",
        )
    ),
]
Music = Annotated[
    str,
    AfterValidator(
        matching(
            r"(prompt:)?[a-z0-9][a-z0-9_-]{0,39}",
            "name a class of music, or one of the prompts as prompt:NAME",
            "music_form",
        )
    ),
]
Called = Annotated[
    str,
    AfterValidator(
        matching(r"\+?[0-9*#]{1,20}", "a number has digits, * and #, perhaps a +", "number_form")
    ),
]
Text = Annotated[str, Field(min_length=1, max_length=200)]
Zone = Annotated[str, AfterValidator(_zone)]
Day = Annotated[str, AfterValidator(_day)]
Hours = Annotated[list[Annotated[str, AfterValidator(_span)]], AfterValidator(_spans)]
Proficiency = Annotated[int, Field(ge=1, le=5)]
Address = Annotated[
    str,
    AfterValidator(
        matching(
            r"[^\s\x00-\x1f;&,|]{0,200}", "an address has no space and no , ; & |", "address_form"
        )
    ),
]
Plain = Annotated[
    str,
    AfterValidator(
        matching(
            r"[A-Za-z0-9._:/@+-]{0,200}", "use letters, digits and . _ : / @ + -", "plain_form"
        )
    ),
]


class Setting(BaseModel):
    """The root of every kind of setting: unknown fields and values of another type are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _can_be_kept(cls, given: Any) -> Any:
        """No NUL and no half of a surrogate pair, however deep: PostgreSQL keeps neither."""
        if not is_clean(given):
            raise PydanticCustomError("characters", "take out the control characters")
        return given


class Names(Setting):
    """A name in the languages of the console."""

    en: Text
    es: Text
    zh: Text


class Said(Setting):
    """Something said to customers, in the languages they choose from."""

    en: Annotated[str, Field(min_length=1, max_length=500)]
    es: Annotated[str, Field(min_length=1, max_length=500)]
    zh: Annotated[str, Field(min_length=1, max_length=500)]


LocalNames = Annotated[Names, BeforeValidator(_names)]
LocalWords = Annotated[Said, BeforeValidator(_names)]
OutsideNumber = Annotated[
    str,
    AfterValidator(
        matching(r"(\+?[0-9*#]{2,32})?", "a number has 2 to 32 digits, perhaps a + before them")
    ),
]
