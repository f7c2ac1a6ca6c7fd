"""What is wrong with a flow before a caller finds out, each problem with the node it is in."""

from collections.abc import Iterator

from callfloor.ivr import flow as f
from callfloor.ivr.flow import AnyNode, Flow, targets_of
from callfloor.ivr.problems import (
    OWN_VARIABLES,
    Known,
    Problem,
    in_node,
    prompt_of,
    spoken_of,
    variables_read,
    variables_set,
)

__all__ = ["NODES_MAX", "Known", "Problem", "check"]

NODES_MAX = 500
LEAVING = f.Queue | f.Callback | f.Transfer | f.Voicemail | f.End
"""Nodes by which a caller leaves the flow."""
WAITING = f.Menu | f.Collect | f.Survey | f.Language | f.Callback
"""Nodes that wait for the caller; all others go on by themselves."""


def check(flow: Flow, known: Known | None = None) -> list[Problem]:
    """All problems, in the order of the nodes; what the centre has is checked where it is given."""
    known = known or Known()
    found = [*_whole(flow, known)]
    reached = _reached(flow)
    leaving = _leaving(flow)
    for name, node in flow.nodes.items():
        found += _targets(flow, name, node)
        found += in_node(name, node, known)
        if name not in reached:
            found.append(Problem(name, "unreachable", f"No way leads to {name!r}."))
        elif name not in leaving:
            message = f"From {name!r} no way leads to a queue, a number, voice mail or an end."
            found.append(Problem(name, "dead_end", message))
    return [*found, *_loops(flow), *_unrecorded(flow, known), *_warnings(flow)]


def _whole(flow: Flow, known: Known) -> Iterator[Problem]:
    if flow.start not in flow.nodes:
        message = f"The flow starts at {flow.start!r}, which is not one of its nodes."
        yield Problem("", "unknown_start", message)
    if not flow.fallback_queue:
        message = "Name a fallback_queue: it takes the callers whom the flow fails."
        yield Problem("", "no_fallback", message)
    elif known.queues is not None and flow.fallback_queue not in known.queues:
        message = f"The fallback queue {flow.fallback_queue!r} does not exist."
        yield Problem("", "unknown_queue", message)
    if len(flow.nodes) > NODES_MAX:
        message = f"The flow has {len(flow.nodes)} nodes; at most {NODES_MAX} are taken."
        yield Problem("", "too_many_nodes", message)


def _targets(flow: Flow, name: str, node: AnyNode) -> Iterator[Problem]:
    for field, target in targets_of(node).items():
        if not target:
            yield Problem(name, "open_way", f"{name!r} leads nowhere by {field}.")
        elif target not in flow.nodes:
            message = f"{name!r} leads by {field} to {target!r}, no such node."
            yield Problem(name, "unknown_target", message)


def _unrecorded(flow: Flow, known: Known) -> Iterator[Problem]:
    """Prompts of the centre that were not recorded in a language callers are spoken to in."""
    languages = _languages(flow)
    for name, node in flow.nodes.items():
        for item in spoken_of(node):
            prompt = prompt_of(item)
            recorded = (known.prompts or {}).get(prompt)
            for language in languages if recorded is not None else ():
                if language not in (recorded or ()) and not item.text.get(language):
                    message = (
                        f"The prompt {prompt!r} of {name!r} is not recorded in {language!r};"
                        " record it, or write a text beside it."
                    )
                    yield Problem(name, "prompt_language", message)


def _warnings(flow: Flow) -> Iterator[Problem]:
    languages = _languages(flow)
    known = OWN_VARIABLES.union(*(variables_set(node) for node in flow.nodes.values()))
    for name, node in flow.nodes.items():
        lacking = dict.fromkeys(
            language
            for item in spoken_of(node)
            for language in languages
            if item.text and not item.value and not item.text.get(language)
        )
        for language in lacking:
            message = (
                f"A text of {name!r} is missing in {language!r}; it is said in another language."
            )
            yield Problem(name, "missing_language", message, is_warning=True)
        for variable in dict.fromkeys(variables_read(node)):
            if variable not in known:
                message = f"{name!r} uses {variable!r}, which no node sets."
                yield Problem(name, "unset_variable", message, is_warning=True)


def _languages(flow: Flow) -> list[str]:
    """In which a caller can be spoken to: the flow's own, and what can be chosen."""
    chosen = [
        language
        for node in flow.nodes.values()
        if isinstance(node, f.Language)
        for language in node.keys.values()
    ]
    return list(dict.fromkeys([flow.language, *chosen]))


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
    leaving = {name for name, node in flow.nodes.items() if isinstance(node, LEAVING)}
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
    """Depth first without recursion, over nodes that wait for nobody only."""
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
        if name in done or node is None or isinstance(node, WAITING):
            continue
        done.add(name)
        path.append(name)
        stack += [(target, len(path)) for target in targets_of(node).values()]
