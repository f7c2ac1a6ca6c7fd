"""One caller's way through a flow: `start`, then `step` for each input, until an action leaves it.

A session is a value. The one who drives it carries out the actions in order and says what came of
them. Nothing here can turn for ever: `NODES_MAX` nodes without the caller's doing, or `DIGITS_MAX`
digits in all, hand the caller to the flow's fallback queue.
"""

from typing import Literal

import msgspec

from callfloor.ivr import flow as f
from callfloor.ivr.flow import AnyNode, Flow, PromptKind, Spoken

NODES_MAX = 100
DIGITS_MAX = 500


class Prompt(msgspec.Struct, frozen=True):
    kind: PromptKind
    value: str
    language: str


class Digit(msgspec.Struct, frozen=True):
    digit: str


class Played(msgspec.Struct, frozen=True):
    """What was being said has ended; `ok` False where it could not be said."""

    ok: bool = True


class TimedOut(msgspec.Struct, frozen=True):
    """No key came within `WaitDigit.limit_ms`."""


class HoursKnown(msgspec.Struct, frozen=True):
    open: bool


Input = Digit | Played | TimedOut | HoursKnown


class Say(msgspec.Struct, frozen=True):
    prompts: tuple[Prompt, ...]


class StopSaying(msgspec.Struct, frozen=True):
    pass


class WaitDigit(msgspec.Struct, frozen=True):
    limit_ms: int


class AskHours(msgspec.Struct, frozen=True):
    calendar_id: str


class Enter(msgspec.Struct, frozen=True):
    node: str
    task_completed: bool


class Digits(msgspec.Struct, frozen=True):
    """`digits` is empty where no key came."""

    node: str
    digits: str
    accepted: bool


class ChooseLanguage(msgspec.Struct, frozen=True):
    language: str


class ToQueue(msgspec.Struct, frozen=True):
    queue_id: str
    priority: int | None = None
    call_type: str = ""


class ToVoicemail(msgspec.Struct, frozen=True):
    pass


class Finish(msgspec.Struct, frozen=True):
    exit: Literal["self_service", "closed_hours", "hangup", "failed"]


Action = (
    Say | StopSaying | WaitDigit | AskHours | Enter | Digits | ChooseLanguage
    | ToQueue | ToVoicemail | Finish
)  # fmt: skip


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Where a caller is. `nodes` counts since the caller last did something, `digits` in all."""

    flow: Flow
    node: str
    language: str
    is_language_known: bool = False
    is_saying: bool = False
    is_over: bool = False
    tries: int = 0
    nodes: int = 0
    digits: int = 0


class _Walk:
    """One step in the making: the session as it becomes, and the actions so far."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.actions: list[Action] = []

    @property
    def node(self) -> AnyNode | None:
        return self.session.flow.nodes.get(self.session.node)

    def change(self, **fields: object) -> None:
        self.session = msgspec.structs.replace(self.session, **fields)

    def act(self, action: Action) -> None:
        self.actions.append(action)

    def result(self) -> tuple[Session, tuple[Action, ...]]:
        return self.session, tuple(self.actions)


def start(flow: Flow, language: str = "") -> tuple[Session, tuple[Action, ...]]:
    """A new caller; `language` where it is known already (a web call, the number called)."""
    session = Session(
        flow=flow,
        node="",
        language=language or flow.language,
        is_language_known=bool(language),
    )
    walk = _Walk(session)
    _go(walk, flow.start)
    return walk.result()


def step(session: Session, given: Input) -> tuple[Session, tuple[Action, ...]]:
    """What follows; an input that comes too late, or does not fit the node, changes nothing."""
    walk = _Walk(session)
    if session.is_over:
        return walk.result()
    match given:
        case Digit():
            _digit(walk, given.digit)
        case Played() if session.is_saying:
            _played(walk)
        case TimedOut() if not session.is_saying:
            _no_good(walk, "")
        case HoursKnown():
            if isinstance(walk.node, f.Hours):
                _go(walk, walk.node.open if given.open else walk.node.closed)
    return walk.result()


def at_node(session: Session, node: str) -> Session:
    """The session as it was when it entered `node`; for a replay."""
    return msgspec.structs.replace(session, node=node, tries=0, is_saying=False)


def in_language(session: Session, language: str) -> Session:
    """The session after a language was chosen; for a replay."""
    return msgspec.structs.replace(session, language=language, is_language_known=True)


def resume(session: Session) -> tuple[Session, tuple[Action, ...]]:
    """Do the present node again, without counting it as entered, after a restart."""
    walk = _Walk(session)
    if not session.is_over:
        walk.change(tries=0, is_saying=False)
        _be_at(walk)
    return walk.result()


def _go(walk: _Walk, name: str) -> None:
    """Enter a node, and go on at once through those that need nobody."""
    next_name: str | None = name
    while next_name is not None:
        session = walk.session
        node = session.flow.nodes.get(next_name)
        if node is None or session.nodes >= NODES_MAX:
            _give_up(walk)
            return
        walk.change(node=next_name, nodes=session.nodes + 1, tries=0, is_saying=False)
        walk.act(Enter(next_name, node.task_completed))
        next_name = _be_at(walk)


def _be_at(walk: _Walk) -> str | None:
    """What a node does when a caller comes; the next node where it needs nobody."""
    node = walk.node
    match node:
        case f.Play():
            return None if _say(walk, node.prompts) else node.next
        case f.Menu():
            _ask(walk, node.prompts, node.wait_ms)
        case f.Language():
            if walk.session.is_language_known:
                walk.act(ChooseLanguage(walk.session.language))
                return node.next
            _ask(walk, node.prompts, node.wait_ms)
        case f.Hours():
            walk.act(AskHours(node.calendar))
        case f.Queue():
            _leave(walk, ToQueue(node.queue, node.priority, node.call_type))
        case f.Voicemail() | f.End():
            if not _say(walk, node.prompts):
                _played(walk)
        case None:
            _give_up(walk)
    return None


def _say(walk: _Walk, prompts: tuple[Spoken, ...]) -> bool:
    """Whether there was something to say."""
    said = tuple(p for p in (_prompt(walk.session, item) for item in prompts) if p is not None)
    if said:
        walk.change(is_saying=True)
        walk.act(Say(said))
    return bool(said)


def _prompt(session: Session, item: Spoken) -> Prompt | None:
    text = item.text.get(session.language)
    if text:
        return Prompt("speech", text, session.language)
    if item.value:
        return Prompt(item.kind, item.value, session.language)
    own = session.flow.language
    known = item.text.get(own) or next((t for t in item.text.values() if t), "")
    language = own if item.text.get(own) else next((k for k, t in item.text.items() if t), own)
    return Prompt("speech", known, language) if known else None


def _ask(walk: _Walk, prompts: tuple[Spoken, ...], wait_ms: int) -> None:
    if not _say(walk, prompts):
        walk.act(WaitDigit(wait_ms))


def _played(walk: _Walk) -> None:
    walk.change(is_saying=False)
    node = walk.node
    match node:
        case f.Play():
            _go(walk, node.next)
        case f.Menu() | f.Language():
            walk.act(WaitDigit(node.wait_ms))
        case f.Voicemail():
            _leave(walk, ToVoicemail())
        case f.End():
            _leave(walk, Finish(node.exit))


def _digit(walk: _Walk, digit: str) -> None:
    walk.change(digits=walk.session.digits + 1)
    if walk.session.digits > DIGITS_MAX:
        _stop(walk)
        _give_up(walk)
        return
    node = walk.node
    if not isinstance(node, f.Menu | f.Language):
        return
    if digit not in node.keys:
        _stop(walk)
        _no_good(walk, digit)
        return
    _stop(walk)
    walk.change(nodes=0)
    walk.act(Digits(walk.session.node, digit, accepted=True))
    if isinstance(node, f.Language):
        _choose(walk, node.keys[digit])
        _go(walk, node.next)
    else:
        _go(walk, node.keys[digit])


def _choose(walk: _Walk, language: str) -> None:
    walk.change(language=language, is_language_known=True)
    walk.act(ChooseLanguage(language))


def _no_good(walk: _Walk, digit: str) -> None:
    """No key, or one that means nothing: ask again, or go on without an answer."""
    node = walk.node
    if not isinstance(node, f.Menu | f.Language):
        return
    walk.act(Digits(walk.session.node, digit, accepted=False))
    walk.change(tries=walk.session.tries + 1)
    if walk.session.tries < node.tries:
        invalid = node.invalid if isinstance(node, f.Menu) and digit else ()
        _ask(walk, invalid + node.prompts, node.wait_ms)
    elif isinstance(node, f.Language):
        _choose(walk, walk.session.flow.language)
        _go(walk, node.next)
    else:
        _go(walk, node.on_failure)


def _stop(walk: _Walk) -> None:
    if walk.session.is_saying:
        walk.change(is_saying=False)
        walk.act(StopSaying())


def _give_up(walk: _Walk) -> None:
    queue_id = walk.session.flow.fallback_queue
    _leave(walk, ToQueue(queue_id) if queue_id else Finish("failed"))


def _leave(walk: _Walk, action: ToQueue | ToVoicemail | Finish) -> None:
    walk.change(is_over=True)
    walk.act(action)
