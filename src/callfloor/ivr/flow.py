"""A flow as data: nodes by name, each of one kind, as written in YAML, JSON or by the editor.

A flow never changes once published: a new version is a new flow of the same id, and callers stay
with the version they began with. Unknown fields are errors, so that a slip of the pen is seen.
"""

from typing import Any, Literal

import msgspec

from callfloor.ivr.values import Condition
from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong

PromptKind = Literal["sound", "speech", "number", "digits", "date", "time", "money"]
Exit = Literal["self_service", "closed_hours", "hangup"]

KEYS = frozenset("0123456789*#")


class Spoken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing said. `text` by language is rendered as speech and goes before `value`.

    So a recorded sound can have a text beside it for the languages it was not recorded in.
    `prompt:NAME` as a sound is a prompt that the centre has recorded itself. `{name}` in a text or a
    value stands for a variable, except in the names of sounds.
    """

    kind: PromptKind = "sound"
    value: str = ""
    text: dict[str, str] = {}
    currency: str = ""
    """ISO 4217, with `money` only."""


class Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """The root of all nodes. `task_completed`: whoever got here was served without an agent."""

    task_completed: bool = False


class Play(Node, frozen=True, kw_only=True, tag="play"):
    """Say something and go on; keys are not listened to."""

    prompts: tuple[Spoken, ...] = ()
    next: str


class Say(Node, frozen=True, kw_only=True, tag="say"):
    """Speak a text by language, with `{name}` for variables, and go on."""

    text: dict[str, str]
    next: str


class Menu(Node, frozen=True, kw_only=True, tag="menu"):
    """Ask for one key. No key or a wrong one repeats it; after `tries` it goes to `on_failure`."""

    prompts: tuple[Spoken, ...] = ()
    keys: dict[str, str]
    """Key → node."""
    wait_ms: int = 5_000
    tries: int = 3
    invalid: tuple[Spoken, ...] = ()
    on_failure: str


class Collect(Node, frozen=True, kw_only=True, tag="collect"):
    """Ask for several digits, kept as `variable`; `*` begins anew.

    With `confirm` they are said back: 1 takes them, 2 asks again. `is_secret` digits (a PIN) are
    kept for this call only, and stand in no fact.
    """

    prompts: tuple[Spoken, ...] = ()
    variable: str
    min_digits: int = 1
    max_digits: int = 20
    terminator: Literal["#", ""] = "#"
    wait_ms: int = 5_000
    """For the first digit."""
    digit_wait_ms: int = 3_000
    """Between two digits."""
    tries: int = 3
    invalid: tuple[Spoken, ...] = ()
    confirm: bool = False
    say_back: tuple[Spoken, ...] = ()
    """Said to confirm; the digits and the two keys where nothing is given."""
    is_secret: bool = False
    next: str
    on_failure: str


class Language(Node, frozen=True, kw_only=True, tag="language"):
    """Ask for the language; passed by when it is known already, the flow's own when no key comes."""

    prompts: tuple[Spoken, ...] = ()
    keys: dict[str, str]
    """Key → language."""
    wait_ms: int = 5_000
    tries: int = 2
    next: str


class Hours(Node, frozen=True, kw_only=True, tag="hours"):
    """Two ways, by whether the calendar is open now."""

    calendar: str
    open: str
    closed: str


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way that is taken where every condition holds."""

    all: tuple[Condition, ...]
    next: str


class Branch(Node, frozen=True, kw_only=True, tag="branch"):
    """The first case that holds, else `otherwise`."""

    cases: tuple[Case, ...] = ()
    otherwise: str


class Set(Node, frozen=True, kw_only=True, tag="set"):
    """Set variables; a value may hold other variables as `{name}`."""

    variables: dict[str, str]
    next: str


class Http(Node, frozen=True, kw_only=True, tag="http"):
    """Ask a web service of the centre's settings; its JSON answer gives variables by path.

    `path` and the values of `body` may hold variables, which are encoded and never executed.
    """

    service: str
    method: Literal["GET", "POST", "PUT"] = "GET"
    path: str = ""
    body: dict[str, str] = {}
    answer: dict[str, str] = {}
    """Variable → path in the answer, as `customer.orders.0.state`."""
    timeout_ms: int = 3_000
    prompts: tuple[Spoken, ...] = ()
    """Said before it asks."""
    next: str
    on_failure: str
    on_timeout: str = ""
    """Empty: as `on_failure`."""
    on_not_found: str = ""
    """Where the service answers 404; empty: as `on_failure`."""


class Customer(Node, frozen=True, kw_only=True, tag="customer"):
    """Look the caller's number up; sets `customer_*` variables where it is known."""

    found: str
    not_found: str


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    prompts: tuple[Spoken, ...] = ()


class Survey(Node, frozen=True, kw_only=True, tag="survey"):
    """Ask questions that are answered by a key from 1 to 5; one that gets no answer is passed by."""

    questions: tuple[Question, ...]
    wait_ms: int = 5_000
    tries: int = 2
    invalid: tuple[Spoken, ...] = ()
    next: str


class Recording(Node, frozen=True, kw_only=True, tag="recording"):
    """Silence the recording while card data are keyed in, let it sound again, or give it up."""

    do: Literal["pause", "resume", "decline"] = "pause"
    limit_ms: int | None = None
    """A pause ends by itself after this; None is the centre's own limit."""
    next: str


class Queue(Node, frozen=True, kw_only=True, tag="queue"):
    """`needs` adds skills to the queue's own: skill → least proficiency, 1 to 5."""

    queue: str
    priority: int | None = None
    call_type: str = ""
    needs: dict[str, int] = {}


class Transfer(Node, frozen=True, kw_only=True, tag="transfer"):
    """Hand the caller on to a number outside, by the trunk the centre calls out with."""

    number: str
    prompts: tuple[Spoken, ...] = ()


class Voicemail(Node, frozen=True, kw_only=True, tag="voicemail"):
    """Take a message; what is said first is the voice mail's own greeting unless given here."""

    prompts: tuple[Spoken, ...] = ()


class End(Node, frozen=True, kw_only=True, tag="end"):
    prompts: tuple[Spoken, ...] = ()
    exit: Exit = "self_service"


class Callback(Node, frozen=True, kw_only=True, tag="callback"):
    """Offer a call back in the queue's order: the number is said, confirmed, or another one keyed.

    1 confirms, 2 asks for another number, * declines. Without an answer it goes to `on_failure`.
    """

    queue: str
    wait_ms: int = 5_000
    tries: int = 3
    on_failure: str


AnyNode = (
    Play | Say | Menu | Collect | Language | Hours | Branch | Set | Http | Customer
    | Survey | Recording | Queue | Callback | Transfer | Voicemail | End
)  # fmt: skip


class Flow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`fallback_queue` takes whoever the flow fails: a loop, a flood of keys, a missing node.

    `layout` is where the editor drew each node; nothing else reads it.
    """

    id: str
    version: int = 1
    name: str = ""
    language: str = "en"
    start: str
    nodes: dict[str, AnyNode]
    fallback_queue: str = ""
    layout: dict[str, tuple[int, int]] = {}


def targets_of(node: AnyNode) -> dict[str, str]:
    """Where a node leads: the field (or `keys.1`, `cases.0`) → the node's name."""
    match node:
        case Play() | Say() | Language() | Set() | Survey() | Recording():
            return {"next": node.next}
        case Menu():
            ways = {f"keys.{key}": target for key, target in node.keys.items()}
            return {**ways, "on_failure": node.on_failure}
        case Collect():
            return {"next": node.next, "on_failure": node.on_failure}
        case Callback():
            return {"on_failure": node.on_failure}
        case Hours():
            return {"open": node.open, "closed": node.closed}
        case Branch():
            ways = {f"cases.{place}": case.next for place, case in enumerate(node.cases)}
            return {**ways, "otherwise": node.otherwise}
        case Http():
            ways = {"next": node.next, "on_failure": node.on_failure}
            more = {"on_timeout": node.on_timeout, "on_not_found": node.on_not_found}
            return {**ways, **{field: target for field, target in more.items() if target}}
        case Customer():
            return {"found": node.found, "not_found": node.not_found}
    return {}


def read_flow(data: dict[str, Any]) -> Flow:
    """A flow from plain values; InvalidError says where they do not fit."""
    try:
        return msgspec.convert(data, Flow)
    except msgspec.ValidationError as error:
        name = data.get("id", "") if isinstance(data, dict) else ""
        msg = f"The flow {name!r} is not well formed: {error}."
        raise InvalidError(
            msg, [wrong(f"flows.{name}", "node", str(error), problem=str(error))]
        ) from error


def write_flow(flow: Flow) -> dict[str, Any]:
    """Plain values that `read_flow` takes back."""
    built: dict[str, Any] = msgspec.to_builtins(flow)
    return built
