"""What all commands and events of the port have in common, and what is said in a call."""

from typing import Literal

import msgspec


class Prompt(msgspec.Struct, frozen=True):
    """One thing said to a caller: a named sound, a text to be spoken, or a number or digits read out."""

    kind: Literal["sound", "speech", "number", "digits", "file"]
    value: str
    language: str = "en"


class Command(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    tenant: str
    contact_id: str


class TelephonyEvent(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    at_ms: int
