"""What is wrong within one node, whatever the others are."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from callfloor.ivr import flow as f
from callfloor.ivr.flow import KEYS, AnyNode, Spoken
from callfloor.ivr.saying import CURRENCIES
from callfloor.ivr.values import NAME, names_in

WAIT_MAX_MS = 60_000
TRIES_MAX = 10
DIGITS_AT_ONCE_MAX = 40
HTTP_TIMEOUT_MAX_MS = 10_000
QUESTIONS_MAX = 20
_NUMBER = re.compile(r"\+?[0-9*#]{1,20}")
OWN_VARIABLES = frozenset(
    {"language", "caller", "caller_name", "called", "served_queue", "served_agent"}
)
CUSTOMER_VARIABLES = (
    "customer_name", "customer_contacts", "customer_last_at", "customer_last_queue",
)  # fmt: skip


class Problem(msgspec.Struct, frozen=True):
    """`node` is empty for the flow as a whole; `code` is stable for programs.

    A warning tells of something that works, but perhaps not as it was meant; it hinders nobody.
    """

    node: str
    code: str
    message: str
    is_warning: bool = False


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the centre has; None where that is not known and so not checked."""

    queues: Collection[str] | None = None
    calendars: Collection[str] | None = None
    services: Collection[str] | None = None
    skills: Collection[str] | None = None
    prompts: Mapping[str, Collection[str]] | None = None
    """The centre's own prompts: name → the languages they were recorded in."""


PREFIX = "prompt:"


def prompt_of(item: Spoken) -> str:
    """The centre's own prompt that this names, if any."""
    is_one = item.kind == "sound" and item.value.startswith(PREFIX)
    return item.value.removeprefix(PREFIX) if is_one else ""


def spoken_of(node: AnyNode) -> tuple[Spoken, ...]:
    """Everything that a node can say."""
    found: tuple[Spoken, ...] = ()
    for field in ("prompts", "invalid", "say_back"):
        found += getattr(node, field, ())
    if isinstance(node, f.Say):
        found += (Spoken(kind="speech", text=node.text),)
    if isinstance(node, f.Survey):
        found += tuple(prompt for question in node.questions for prompt in question.prompts)
    return found


def variables_set(node: AnyNode) -> tuple[str, ...]:
    match node:
        case f.Collect():
            return (node.variable,)
        case f.Set():
            return tuple(node.variables)
        case f.Http():
            return tuple(node.answer)
        case f.Customer():
            return CUSTOMER_VARIABLES
    return ()


def variables_read(node: AnyNode) -> list[str]:
    templates: list[str] = []
    for item in spoken_of(node):
        templates += [*item.text.values(), item.currency]
        templates += [item.value] if item.kind != "sound" else []
    found: list[str] = []
    match node:
        case f.Branch():
            found = [c.variable for case in node.cases for c in case.all]
            templates += [c.value for case in node.cases for c in case.all]
        case f.Set():
            templates += node.variables.values()
        case f.Http():
            templates += [node.path, *node.body.values()]
        case f.Transfer():
            templates.append(node.number)
    return found + [name for template in templates for name in names_in(template)]


def in_node(name: str, node: AnyNode, known: Known) -> list[Problem]:
    """All problems of one node."""
    return [*_spoken(name, node, known), *_asking(name, node), *_own(name, node, known)]


def _spoken(name: str, node: AnyNode, known: Known) -> Iterator[Problem]:
    asks = f.Play | f.Menu | f.Language | f.Collect
    if isinstance(node, asks) and not node.prompts:
        yield Problem(name, "missing_prompt", f"{name!r} says nothing.")
    for item in spoken_of(node):
        if not item.value and not any(item.text.values()):
            message = f"A prompt of {name!r} has neither a value nor a text."
            yield Problem(name, "missing_prompt", message)
            return
    for item in spoken_of(node):
        if item.kind == "money" and item.currency not in CURRENCIES and "{" not in item.currency:
            message = f"{name!r} says an amount of {item.currency!r}; use {', '.join(CURRENCIES)}."
            yield Problem(name, "unknown_currency", message)
        prompt = prompt_of(item)
        if prompt and known.prompts is not None and prompt not in known.prompts:
            message = f"{name!r} plays the prompt {prompt!r}, which does not exist."
            yield Problem(name, "unknown_prompt", message)


def _asking(name: str, node: AnyNode) -> Iterator[Problem]:
    if isinstance(node, f.Menu | f.Language):
        if not node.keys:
            yield Problem(name, "no_keys", f"{name!r} listens for no key.")
        wrong = sorted(set(node.keys) - KEYS)
        if wrong:
            message = f"{name!r} has {wrong[0]!r} as a key; a key is one of 0 to 9, * and #."
            yield Problem(name, "bad_key", message)
    if isinstance(node, f.Menu | f.Language | f.Collect | f.Survey | f.Callback):
        waits = [node.wait_ms, *([node.digit_wait_ms] if isinstance(node, f.Collect) else [])]
        for wait_ms in waits:
            if not 500 <= wait_ms <= WAIT_MAX_MS:
                message = f"{name!r} waits {wait_ms} ms for a key; give 500 to {WAIT_MAX_MS}."
                yield Problem(name, "bad_wait", message)
        if not 1 <= node.tries <= TRIES_MAX:
            message = f"{name!r} asks {node.tries} times; give 1 to {TRIES_MAX}."
            yield Problem(name, "bad_tries", message)


def _own(name: str, node: AnyNode, known: Known) -> Iterator[Problem]:
    for variable in variables_set(node):
        if not NAME.fullmatch(variable) or variable in OWN_VARIABLES:
            message = (
                f"{name!r} sets {variable!r}: name a variable with small letters, digits and _."
            )
            yield Problem(name, "bad_variable", message)
    check = _OF_KIND.get(type(node))
    if check is not None:
        yield from check(name, node, known)


def _collect(name: str, node: f.Collect, _: Known) -> Iterator[Problem]:
    if not 1 <= node.min_digits <= node.max_digits <= DIGITS_AT_ONCE_MAX:
        message = (
            f"{name!r} takes {node.min_digits} to {node.max_digits} digits;"
            f" give 1 to {DIGITS_AT_ONCE_MAX}, the least first."
        )
        yield Problem(name, "bad_digits", message)


def _survey(name: str, node: f.Survey, _: Known) -> Iterator[Problem]:
    ids = [question.id for question in node.questions]
    if not ids or len(ids) > QUESTIONS_MAX:
        message = f"{name!r} has {len(ids)} questions; give 1 to {QUESTIONS_MAX}."
        yield Problem(name, "no_questions", message)
    if len(set(ids)) != len(ids) or any(not NAME.fullmatch(one) for one in ids):
        message = (
            f"Each question of {name!r} needs an id of its own, of small letters, digits and _."
        )
        yield Problem(name, "bad_question", message)
    if any(not question.prompts for question in node.questions):
        yield Problem(name, "missing_prompt", f"A question of {name!r} says nothing.")


def _branch(name: str, node: f.Branch, _: Known) -> Iterator[Problem]:
    if not node.cases or any(not case.all for case in node.cases):
        message = f"{name!r} has no condition to decide by."
        yield Problem(name, "no_condition", message)


def _http(name: str, node: f.Http, known: Known) -> Iterator[Problem]:
    if known.services is not None and node.service not in known.services:
        message = f"The web service {node.service!r} does not exist."
        yield Problem(name, "unknown_service", message)
    if not 100 <= node.timeout_ms <= HTTP_TIMEOUT_MAX_MS:
        message = f"{name!r} waits {node.timeout_ms} ms; give 100 to {HTTP_TIMEOUT_MAX_MS}."
        yield Problem(name, "bad_wait", message)
    if node.path and not node.path.startswith("/"):
        message = f"The path of {name!r} begins with a slash; the address is the web service's."
        yield Problem(name, "bad_path", message)
    if node.body and node.method == "GET":
        yield Problem(name, "bad_body", f"{name!r} sends a body; choose POST or PUT for it.")


def _hours(name: str, node: f.Hours, known: Known) -> Iterator[Problem]:
    if known.calendars is not None and node.calendar not in known.calendars:
        message = f"The calendar {node.calendar!r} does not exist."
        yield Problem(name, "unknown_calendar", message)


def _queue(name: str, node: f.Queue, known: Known) -> Iterator[Problem]:
    if known.queues is not None and node.queue not in known.queues:
        yield Problem(name, "unknown_queue", f"The queue {node.queue!r} does not exist.")
    for skill, level in node.needs.items():
        if known.skills is not None and skill not in known.skills:
            yield Problem(name, "unknown_skill", f"The skill {skill!r} does not exist.")
        if not 1 <= level <= 5:
            message = f"{name!r} needs {skill!r} at {level}; a proficiency is 1 to 5."
            yield Problem(name, "bad_proficiency", message)
    if node.priority is not None and not 0 <= node.priority <= 10:
        message = f"{name!r} has the priority {node.priority}; give 0 to 10."
        yield Problem(name, "bad_priority", message)


def _callback(name: str, node: f.Callback, known: Known) -> Iterator[Problem]:
    if known.queues is not None and node.queue not in known.queues:
        yield Problem(name, "unknown_queue", f"The queue {node.queue!r} does not exist.")


def _transfer(name: str, node: f.Transfer, _: Known) -> Iterator[Problem]:
    if not names_in(node.number) and not _NUMBER.fullmatch(node.number):
        message = f"{name!r} hands on to {node.number!r}; a number has digits, perhaps a +."
        yield Problem(name, "bad_number", message)


_OF_KIND: Mapping[type, Callable[..., Iterator[Problem]]] = {
    f.Collect: _collect,
    f.Survey: _survey,
    f.Branch: _branch,
    f.Http: _http,
    f.Hours: _hours,
    f.Queue: _queue,
    f.Callback: _callback,
    f.Transfer: _transfer,
}
