"""A flow that is still being written: whatever is wrong with it is told, and nothing is refused."""

from collections.abc import Mapping
from typing import Any

import msgspec

from callfloor.ivr.check import Known, check
from callfloor.ivr.flow import AnyNode, Flow
from callfloor.ivr.problems import Problem


def read_draft(data: Mapping[str, Any], known: Known) -> tuple[Flow | None, list[Problem]]:
    """The flow, as far as it can be read, with all its problems; None where it has no form at all.

    A node that cannot be read is a problem of that node; the others are checked all the same.
    """
    nodes = data.get("nodes")
    given = nodes if isinstance(nodes, dict) else {}
    found: list[Problem] = []
    read: dict[str, AnyNode] = {}
    for name, node in given.items():
        try:
            read[str(name)] = msgspec.convert(node, AnyNode)
        except msgspec.ValidationError as error:
            found.append(Problem(str(name), "malformed", f"{name!r} is not complete: {error}."))
    try:
        flow = msgspec.convert({**data, "nodes": {}}, Flow)
    except msgspec.ValidationError as error:
        return None, [Problem("", "malformed", f"The flow is not well formed: {error}."), *found]
    flow = msgspec.structs.replace(flow, nodes=read)
    unread = {problem.node for problem in found}
    checked = [
        problem
        for problem in check(flow, known)
        if not (unread and problem.code in {"unreachable", "dead_end", "unknown_start"})
        and not (
            problem.code == "unknown_target" and any(repr(n) in problem.message for n in unread)
        )
    ]
    return flow, found + checked
