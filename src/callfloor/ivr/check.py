"""What is wrong with a flow before a caller finds out, each problem with the node it is in."""

from collections.abc import Collection

import msgspec

from callfloor.ivr.flow import (
    KEYS,
    AnyNode,
    End,
    Flow,
    Hours,
    Language,
    Menu,
    Play,
    Queue,
    Spoken,
    Voicemail,
    targets_of,
)

WAIT_MAX_MS = 60_000
TRIES_MAX = 10


class Problem(msgspec.Struct, frozen=True):
    """`node` is empty for the flow as a whole; `code` is stable for programs."""

    node: str
    code: str
    message: str


def check(
    flow: Flow,
    queues: Collection[str] | None = None,
    calendars: Collection[str] | None = None,
) -> list[Problem]:
    """All problems, in the order of the nodes; queues and calendars are checked where given."""
    found = _whole(flow, queues)
    reached = _reached(flow)
    leaving = _leaving(flow)
    for name, node in flow.nodes.items():
        found += _targets(flow, name, node)
        found += _content(name, node)
        found += _names(name, node, queues, calendars)
        if name not in reached:
            found.append(Problem(name, "unreachable", f"No way leads to {name!r}."))
        elif name not in leaving:
            message = f"From {name!r} no way leads to a queue, voice mail or an end."
            found.append(Problem(name, "dead_end", message))
    return found + _loops(flow)


def _whole(flow: Flow, queues: Collection[str] | None) -> list[Problem]:
    found = []
    if flow.start not in flow.nodes:
        message = f"The flow starts at {flow.start!r}, which is not one of its nodes."
        found.append(Problem("", "unknown_start", message))
    if not flow.fallback_queue:
        message = "Name a fallback_queue: it takes the callers whom the flow fails."
        found.append(Problem("", "no_fallback", message))
    elif queues is not None and flow.fallback_queue not in queues:
        message = f"The fallback queue {flow.fallback_queue!r} does not exist."
        found.append(Problem("", "unknown_queue", message))
    return found


def _targets(flow: Flow, name: str, node: AnyNode) -> list[Problem]:
    return [
        Problem(name, "unknown_target", f"{name!r} leads by {field} to {target!r}, no such node.")
        for field, target in targets_of(node).items()
        if target not in flow.nodes
    ]


def _content(name: str, node: AnyNode) -> list[Problem]:
    found = []
    spoken = getattr(node, "prompts", ()) + getattr(node, "invalid", ())
    if isinstance(node, Play | Menu | Language) and not node.prompts:
        found.append(Problem(name, "missing_prompt", f"{name!r} says nothing."))
    if any(_is_silent(item) for item in spoken):
        message = f"A prompt of {name!r} has neither a value nor a text."
        found.append(Problem(name, "missing_prompt", message))
    if isinstance(node, Menu | Language):
        if not node.keys:
            found.append(Problem(name, "no_keys", f"{name!r} listens for no key."))
        wrong = sorted(set(node.keys) - KEYS)
        if wrong:
            message = f"{name!r} has {wrong[0]!r} as a key; a key is one of 0 to 9, * and #."
            found.append(Problem(name, "bad_key", message))
        if not 500 <= node.wait_ms <= WAIT_MAX_MS:
            message = f"{name!r} waits {node.wait_ms} ms for a key; give 500 to {WAIT_MAX_MS}."
            found.append(Problem(name, "bad_wait", message))
        if not 1 <= node.tries <= TRIES_MAX:
            message = f"{name!r} asks {node.tries} times; give 1 to {TRIES_MAX}."
            found.append(Problem(name, "bad_tries", message))
    return found


def _is_silent(item: Spoken) -> bool:
    return not item.value and not any(item.text.values())


def _names(
    name: str,
    node: AnyNode,
    queues: Collection[str] | None,
    calendars: Collection[str] | None,
) -> list[Problem]:
    if isinstance(node, Queue) and queues is not None and node.queue not in queues:
        return [Problem(name, "unknown_queue", f"The queue {node.queue!r} does not exist.")]
    if isinstance(node, Hours) and calendars is not None and node.calendar not in calendars:
        message = f"The calendar {node.calendar!r} does not exist."
        return [Problem(name, "unknown_calendar", message)]
    return []


def _reached(flow: Flow) -> set[str]:
    """Nodes that a caller can come to."""
    reached: set[str] = set()
    ahead = [flow.start]
    while ahead:
        name = ahead.pop()
        if name in flow.nodes and name not in reached:
            reached.add(name)
            ahead += targets_of(flow.nodes[name]).values()
    return reached


def _leaving(flow: Flow) -> set[str]:
    """Nodes from which some way leads out of the flow."""
    leaving = {n for n, node in flow.nodes.items() if isinstance(node, Queue | Voicemail | End)}
    while True:
        more = {
            name
            for name, node in flow.nodes.items()
            if name not in leaving and leaving.intersection(targets_of(node).values())
        }
        if not more:
            return leaving
        leaving |= more


def _loops(flow: Flow) -> list[Problem]:
    """Rounds through nodes that wait for nobody: they would turn until the limit."""
    found: list[Problem] = []
    done: set[str] = set()
    for first in flow.nodes:
        path: list[str] = []
        _walk(flow, first, path, done, found)
    return found


def _walk(flow: Flow, first: str, path: list[str], done: set[str], found: list[Problem]) -> None:
    """Depth first without recursion, over play and hours nodes only."""
    stack = [(first, 0)]
    while stack:
        name, level = stack.pop()
        del path[level:]
        if name in path:
            loop = [*path[path.index(name) :], name]
            message = f"The caller would go round without being asked: {' → '.join(loop)}."
            found.append(Problem(name, "loop", message))
            continue
        node = flow.nodes.get(name)
        if name in done or not isinstance(node, Play | Hours):
            continue
        done.add(name)
        path.append(name)
        stack += [(target, len(path)) for target in targets_of(node).values()]
