"""One caller's way through a flow: `start`, then `step` for each input, until an action leaves it.

A session is a value. The one who drives it carries out the actions in order and says what came of
them. Nothing here can turn for ever: `NODES_MAX` nodes without the caller's doing, or `DIGITS_MAX`
digits in all, hand the caller to the flow's fallback queue.
"""

from collections.abc import Mapping
from urllib.parse import quote

import msgspec

from callfloor.ivr import asking, callback
from callfloor.ivr import flow as f
from callfloor.ivr.actions import (
    Action,
    AskCustomer,
    AskHours,
    AskHttp,
    ChooseLanguage,
    CustomerKnown,
    Digit,
    Digits,
    Enter,
    Finish,
    ForRecording,
    HoursKnown,
    HttpAnswered,
    Input,
    Left,
    Played,
    Prompt,
    Say,
    Score,
    SetVariables,
    StopSaying,
    TimedOut,
    ToCallback,
    ToNumber,
    ToQueue,
    ToVoicemail,
    WaitDigit,
)
from callfloor.ivr.flow import Flow, Spoken
from callfloor.ivr.values import at_path, filled, holds, with_values
from callfloor.ivr.walk import DIGITS_MAX, NODES_MAX, Session, Walk

__all__ = [
    "DIGITS_MAX",
    "LOOK_UP_MS",
    "NODES_MAX",
    "Action",
    "AskCustomer",
    "AskHours",
    "AskHttp",
    "ChooseLanguage",
    "CustomerKnown",
    "Digit",
    "Digits",
    "Enter",
    "Finish",
    "ForRecording",
    "HoursKnown",
    "HttpAnswered",
    "Input",
    "Left",
    "Played",
    "Prompt",
    "Say",
    "Score",
    "Session",
    "SetVariables",
    "StopSaying",
    "TimedOut",
    "ToCallback",
    "ToNumber",
    "ToQueue",
    "ToVoicemail",
    "WaitDigit",
    "at_node",
    "in_language",
    "resume",
    "start",
    "step",
    "with_variables",
]  # fmt: skip

LOOK_UP_MS = 2_000
NOT_FOUND = 404


def start(
    flow: Flow, language: str = "", variables: Mapping[str, str] | None = None
) -> tuple[Session, tuple[Action, ...]]:
    """A new caller; `language` where it is known already (a web call, the number called).

    `variables` are known of the call itself (`caller`, `called`, …).
    """
    session = Session(
        flow=flow,
        node="",
        language=language or flow.language,
        is_language_known=bool(language),
        variables=with_values({}, variables or {}),
    )
    walk = Walk(session)
    _go(walk, flow.start)
    return walk.result()


def step(session: Session, given: Input) -> tuple[Session, tuple[Action, ...]]:
    """What follows; an input that comes too late, or does not fit the node, changes nothing."""
    walk = Walk(session)
    if session.is_over:
        return walk.result()
    next_name: str | None = None
    match given:
        case Digit():
            next_name = _digit(walk, given.digit)
        case Played() if session.is_saying:
            next_name = _played(walk)
        case TimedOut() if session.is_asking:
            is_lookup = isinstance(walk.node, f.Customer)
            none = CustomerKnown() if is_lookup else HttpAnswered(failure="timeout")
            next_name = _answered(walk, none)
        case TimedOut() if not session.is_saying:
            next_name = _no_good(walk, "")
        case HoursKnown():
            if isinstance(walk.node, f.Hours):
                next_name = walk.node.open if given.open else walk.node.closed
        case HttpAnswered() | CustomerKnown() if session.is_asking:
            next_name = _answered(walk, given)
    _go(walk, next_name)
    return walk.result()


def at_node(session: Session, node: str) -> Session:
    """The session as it was when it entered `node`; for a replay."""
    return msgspec.structs.replace(
        session,
        node=node,
        tries=0,
        is_saying=False,
        is_asking=False,
        entered="",
        is_confirming=False,
        question=0,
    )


def in_language(session: Session, language: str) -> Session:
    """The session after a language was chosen; for a replay."""
    return msgspec.structs.replace(session, language=language, is_language_known=True)


def with_variables(
    session: Session, variables: Mapping[str, str], hidden: tuple[str, ...] = ()
) -> Session:
    """The session after variables were set; for a replay, where `hidden` ones are not known."""
    return msgspec.structs.replace(
        session,
        variables=with_values(session.variables, variables),
        again_from=session.again_from or (session.node if hidden else ""),
    )


def resume(session: Session) -> tuple[Session, tuple[Action, ...]]:
    """Do the present node again, without counting it as entered, after a restart."""
    walk = Walk(session)
    if session.is_over:
        return walk.result()
    if session.again_from:
        walk.change(again_from="")
        _go(walk, session.again_from)
        return walk.result()
    walk.change(tries=0, is_saying=False, is_asking=False)
    _go(walk, _be_at(walk))
    return walk.result()


def _go(walk: Walk, name: str | None) -> None:
    """Enter a node, and go on at once through those that need nobody."""
    while name is not None:
        session = walk.session
        node = session.flow.nodes.get(name)
        if node is None or session.nodes >= NODES_MAX:
            walk.give_up()
            return
        walk.change(node=name, nodes=session.nodes + 1, tries=0, is_saying=False, is_asking=False)
        walk.act(Enter(name, node.task_completed))
        name = _be_at(walk)


def _be_at(walk: Walk) -> str | None:  # noqa: C901  (one table, one line a kind)
    """What a node does when a caller comes; the next node where it needs nobody."""
    node = walk.node
    match node:
        case f.Play():
            return None if walk.say(node.prompts) else node.next
        case f.Say():
            return None if walk.say((Spoken(kind="speech", text=node.text),)) else node.next
        case f.Menu():
            walk.ask(node.prompts, node.wait_ms)
        case f.Collect():
            asking.collect(walk, node)
        case f.Callback():
            callback.begin(walk, node)
        case f.Survey():
            return asking.survey(walk, node)
        case f.Language():
            return _language(walk, node)
        case f.Hours():
            walk.act(AskHours(node.calendar))
        case f.Branch():
            values = walk.variables
            holding = (case for case in node.cases if all(holds(c, values) for c in case.all))
            return next((case.next for case in holding), node.otherwise)
        case f.Set():
            walk.put({key: filled(text, walk.variables) for key, text in node.variables.items()})
            return node.next
        case f.Customer():
            _ask_customer(walk)
        case f.Recording():
            walk.act(ForRecording(node.do, node.limit_ms))
            return node.next
        case f.Queue():
            walk.leave(ToQueue(node.queue, node.priority, node.call_type, node.needs))
        case f.Http() | f.Transfer() | f.Voicemail() | f.End():
            return None if walk.say(node.prompts) else _played(walk)
        case None:
            walk.give_up()
    return None


def _language(walk: Walk, node: f.Language) -> str | None:
    if walk.session.is_language_known:
        walk.act(ChooseLanguage(walk.session.language))
        return node.next
    walk.ask(node.prompts, node.wait_ms)
    return None


def _ask_customer(walk: Walk) -> None:
    walk.change(is_asking=True)
    number = walk.session.variables.get("caller", "")
    walk.act(AskCustomer(node=walk.session.node, number=number, timeout_ms=LOOK_UP_MS))


def _ask_http(walk: Walk, node: f.Http) -> None:
    values = walk.variables
    walk.change(is_asking=True)
    walk.act(
        AskHttp(
            node=walk.session.node,
            service=node.service,
            method=node.method,
            path=filled(node.path, values, lambda text: quote(text, safe="")),
            body={key: filled(text, values) for key, text in node.body.items()},
            timeout_ms=node.timeout_ms,
        )
    )


def _played(walk: Walk) -> str | None:
    walk.change(is_saying=False)
    node = walk.node
    match node:
        case f.Play() | f.Say():
            return node.next
        case f.Menu() | f.Language() | f.Callback():
            walk.act(WaitDigit(node.wait_ms))
        case f.Collect():
            asking.collect_played(walk, node)
        case f.Survey():
            asking.survey_played(walk, node)
        case f.Http():
            _ask_http(walk, node)
        case f.Transfer():
            number = filled(node.number, walk.variables)
            walk.leave(ToNumber(number)) if number else walk.give_up()
        case f.Voicemail():
            walk.leave(ToVoicemail())
        case f.End():
            walk.leave(Finish(node.exit))
    return None


def _answered(walk: Walk, given: HttpAnswered | CustomerKnown) -> str | None:
    """The answer to what was asked here; one of another kind is late, and changes nothing."""
    node = walk.node
    if isinstance(node, f.Customer) and isinstance(given, CustomerKnown):
        walk.change(is_asking=False)
        walk.put(given.variables)
        return node.found if given.variables else node.not_found
    if not isinstance(node, f.Http) or not isinstance(given, HttpAnswered):
        return None
    walk.change(is_asking=False)
    if given.failure == "timeout":
        return node.on_timeout or node.on_failure
    if given.status == NOT_FOUND and not given.failure:
        return node.on_not_found or node.on_failure
    if given.failure or not 200 <= given.status < 300:
        return node.on_failure
    found = {name: at_path(given.body, path) for name, path in node.answer.items()}
    walk.put({name: value or "" for name, value in found.items()})
    return node.next


def _digit(walk: Walk, digit: str) -> str | None:
    walk.change(digits=walk.session.digits + 1)
    if walk.session.digits > DIGITS_MAX:
        walk.stop()
        walk.give_up()
        return None
    node = walk.node
    match node:
        case f.Collect():
            return asking.collect_digit(walk, node, digit)
        case f.Callback():
            return callback.digit(walk, node, digit)
        case f.Survey():
            return asking.survey_digit(walk, node, digit)
        case f.Menu() | f.Language():
            return _key(walk, node, digit)
    return None


def _key(walk: Walk, node: f.Menu | f.Language, digit: str) -> str | None:
    walk.stop()
    if digit not in node.keys:
        return _no_good(walk, digit)
    walk.change(nodes=0)
    walk.act(Digits(walk.session.node, digit, accepted=True))
    if isinstance(node, f.Language):
        _choose(walk, node.keys[digit])
        return node.next
    return node.keys[digit]


def _choose(walk: Walk, language: str) -> None:
    walk.change(language=language, is_language_known=True)
    walk.act(ChooseLanguage(language))


def _no_good(walk: Walk, digit: str) -> str | None:
    """No key, or one that means nothing: ask again, or go on without an answer."""
    node = walk.node
    match node:
        case f.Collect():
            return asking.collect_timed_out(walk, node)
        case f.Callback():
            return callback.silence(walk, node)
        case f.Survey():
            return asking.survey_no_good(walk, node)
        case f.Menu() | f.Language():
            return _ask_again(walk, node, digit)
    return None


def _ask_again(walk: Walk, node: f.Menu | f.Language, digit: str) -> str | None:
    walk.act(Digits(walk.session.node, digit, accepted=False))
    walk.change(tries=walk.session.tries + 1)
    if walk.session.tries < node.tries:
        invalid = node.invalid if isinstance(node, f.Menu) and digit else ()
        walk.ask(invalid + node.prompts, node.wait_ms)
        return None
    if isinstance(node, f.Language):
        _choose(walk, walk.session.flow.language)
        return node.next
    return node.on_failure
