"""What a session of `step` is told (inputs), and what it asks to have done (actions)."""

from typing import Any, Literal

import msgspec


class Prompt(msgspec.Struct, frozen=True):
    kind: Literal["sound", "speech", "number", "digits"]
    value: str
    language: str


class Digit(msgspec.Struct, frozen=True):
    digit: str


class Played(msgspec.Struct, frozen=True):
    """What was being said has ended; `ok` False where it could not be said."""

    ok: bool = True


class TimedOut(msgspec.Struct, frozen=True):
    """No key came within `WaitDigit.limit_ms`, or no answer to a question."""


class HoursKnown(msgspec.Struct, frozen=True):
    open: bool


HttpFailure = Literal[
    "", "timeout", "refused", "unreachable", "too_large", "not_json", "unknown_service", "no_secret"
]


class HttpAnswered(msgspec.Struct, frozen=True):
    """`status` is 0 where no answer came; `body` the JSON answer."""

    status: int = 0
    body: Any = None
    failure: HttpFailure = ""


class CustomerKnown(msgspec.Struct, frozen=True):
    """What is known of the caller; empty where nothing is."""

    variables: dict[str, str] = {}


Input = Digit | Played | TimedOut | HoursKnown | HttpAnswered | CustomerKnown


class Say(msgspec.Struct, frozen=True):
    prompts: tuple[Prompt, ...]


class StopSaying(msgspec.Struct, frozen=True):
    pass


class WaitDigit(msgspec.Struct, frozen=True):
    limit_ms: int


class AskHours(msgspec.Struct, frozen=True):
    calendar_id: str


class AskHttp(msgspec.Struct, frozen=True, kw_only=True):
    """`path` is encoded already; answered by HttpAnswered, or TimedOut some time after `timeout_ms`."""

    node: str
    service: str
    method: str
    path: str
    body: dict[str, str]
    timeout_ms: int


class AskCustomer(msgspec.Struct, frozen=True, kw_only=True):
    node: str
    number: str
    timeout_ms: int


class Enter(msgspec.Struct, frozen=True):
    node: str
    task_completed: bool


class Digits(msgspec.Struct, frozen=True):
    """`digits` is empty where no key came, and stars where they are secret."""

    node: str
    digits: str
    accepted: bool


class SetVariables(msgspec.Struct, frozen=True):
    """`hidden` are the ones whose values must not be written down."""

    node: str
    variables: dict[str, str]
    hidden: tuple[str, ...] = ()


class Score(msgspec.Struct, frozen=True):
    """An answer to a question of a survey, 1 to 5."""

    node: str
    question: str
    score: int


class ChooseLanguage(msgspec.Struct, frozen=True):
    language: str


class ForRecording(msgspec.Struct, frozen=True):
    """Of the call's recording; a flow pauses it while card data are keyed in."""

    do: Literal["pause", "resume", "decline"]
    limit_ms: int | None = None


class ToQueue(msgspec.Struct, frozen=True):
    queue_id: str
    priority: int | None = None
    call_type: str = ""
    needs: dict[str, int] = {}


class ToCallback(msgspec.Struct, frozen=True):
    """The caller is promised to be called back at this number."""

    queue_id: str
    number: str


class ToVoicemail(msgspec.Struct, frozen=True):
    pass


class ToNumber(msgspec.Struct, frozen=True):
    number: str


class Finish(msgspec.Struct, frozen=True):
    exit: Literal["self_service", "closed_hours", "hangup", "failed"]


Left = ToQueue | ToCallback | ToVoicemail | ToNumber | Finish
"""How a caller leaves a flow."""

Action = (
    Say | StopSaying | WaitDigit | AskHours | AskHttp | AskCustomer | Enter | Digits
    | SetVariables | Score | ChooseLanguage | ForRecording | Left
)  # fmt: skip
