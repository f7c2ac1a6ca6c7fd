"""A flow as data: nodes by name, each of one kind, as written in YAML, JSON or by the editor.

A flow never changes once published: a new version is a new flow of the same id, and callers stay
with the version they began with. Unknown fields are errors, so that a slip of the pen is seen.
"""

from typing import Any, Literal

import msgspec

from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong

PromptKind = Literal["sound", "speech", "number", "digits", "file"]
Exit = Literal["self_service", "closed_hours", "hangup"]

KEYS = frozenset("0123456789*#")


class Spoken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing said. `text` by language is rendered as speech and goes before `value`.

    So a recorded sound can have a text beside it for the languages it was not recorded in.
    """

    kind: PromptKind = "sound"
    value: str = ""
    text: dict[str, str] = {}


class Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """The root of all nodes. `task_completed`: whoever got here was served without an agent."""

    task_completed: bool = False


class Play(Node, frozen=True, kw_only=True, tag="play"):
    """Say something and go on; keys are not listened to."""

    prompts: tuple[Spoken, ...] = ()
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


class Queue(Node, frozen=True, kw_only=True, tag="queue"):
    queue: str
    priority: int | None = None
    call_type: str = ""


class Voicemail(Node, frozen=True, kw_only=True, tag="voicemail"):
    """Take a message; what is said first is the voice mail's own greeting unless given here."""

    prompts: tuple[Spoken, ...] = ()


class End(Node, frozen=True, kw_only=True, tag="end"):
    prompts: tuple[Spoken, ...] = ()
    exit: Exit = "self_service"


AnyNode = Play | Menu | Language | Hours | Queue | Voicemail | End


class Flow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`fallback_queue` takes whoever the flow fails: a loop, a flood of keys, a missing node."""

    id: str
    version: int = 1
    name: str = ""
    language: str = "en"
    start: str
    nodes: dict[str, AnyNode]
    fallback_queue: str = ""


def targets_of(node: AnyNode) -> dict[str, str]:
    """Where a node leads: the field (or `keys.1`) → the node's name."""
    match node:
        case Play() | Language():
            return {"next": node.next}
        case Menu():
            ways = {f"keys.{key}": target for key, target in node.keys.items()}
            return {**ways, "on_failure": node.on_failure}
        case Hours():
            return {"open": node.open, "closed": node.closed}
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
