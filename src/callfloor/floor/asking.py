"""Questions that somebody other than the caller answers, and sounds to be made ready: beside the loop.

The engine gives an `Ask` out as it gives commands out; its `Answered` comes back as an event does.
An answer that never comes is made up for by the flow's own time-out.
"""

from collections.abc import Awaitable, Callable
from typing import Literal

import msgspec

from callfloor.ivr.actions import AskCustomer, AskHttp, CustomerKnown, HttpAnswered

Language = Literal["en", "es", "zh"]


class WebService(msgspec.Struct, frozen=True, kw_only=True):
    """A service that flows of one tenant may ask; nothing else is ever asked.

    `headers` may hold `{secret:NAME}`, which is put in when the request is made and nowhere else.
    """

    service_id: str
    url: str
    headers: dict[str, str] = {}
    allow_private: bool = False


class PrepareTake(msgspec.Struct, frozen=True):
    """Make what was recorded by phone the sound that an upload becomes."""

    recording_id: str


class TakePrepared(msgspec.Struct, frozen=True):
    """`file` is below the prompts' folder; else `error` is the code of why not."""

    file: str = ""
    error: str = ""


class KeepTake(msgspec.Struct, frozen=True):
    """Make it the prompt's sound in this language, by whom it was recorded."""

    recording_id: str
    prompt: str
    language: Language
    actor: str
    actor_name: str


class TakeKept(msgspec.Struct, frozen=True):
    sound: str = ""
    version: int = 0
    error: str = ""


Question = AskHttp | AskCustomer | PrepareTake | KeepTake
Answer = HttpAnswered | CustomerKnown | TakePrepared | TakeKept


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    tenant: str
    contact_id: str
    ask_id: str
    what: Question
    service: WebService | None = None


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    tenant: str
    contact_id: str
    ask_id: str
    answer: Answer


Answerer = Callable[[Ask], Awaitable[Answer]]
"""Never raises and ends by itself."""
FindCustomer = Callable[[str, str], Awaitable[dict[str, str]]]
"""(tenant, number) → variables; empty where the caller is not known."""
