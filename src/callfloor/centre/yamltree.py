"""YAML as plain values with the line of each, so that an error can say where it is.

Keys stay as they are written (`0034` is a number to call, not thirty-four), a date stays text, and
aliases are refused: they make files hard to read and can grow without end.
"""

from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

Path = tuple[str | int, ...]
_TAG = "tag:yaml.org,2002:"
_DEPTH_MAX = 20


@dataclass
class FileError(Exception):
    """`line` and `column` count from one; `code` and `params` as in `kit.fields`."""

    line: int
    column: int
    message: str
    where: str = ""
    code: str = "yaml"
    params: dict[str, object] = field(default_factory=dict)


@dataclass
class Tree:
    """`value` as plain dicts, lists and scalars; `places` has where each path is written."""

    value: Any = None
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of the path, or of the nearest one above it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return 1, 1


def read(text: str) -> Tree:
    """FileError at the first place that is no YAML, or not of the kind used here."""
    try:
        node = YAML(typ="rt", pure=True).compose(StringIO(text))
    except MarkedYAMLError as error:
        raise _error(error) from error
    except YAMLError as error:
        raise FileError(1, 1, f"this is no YAML: {error}") from error
    tree = Tree()
    tree.places[()] = (1, 1)
    tree.value = {} if node is None else _plain(node, (), tree, set())
    return tree


def _error(error: MarkedYAMLError) -> FileError:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return FileError(line, column, str(error.problem or error.context or "this is no YAML"))


def _place(node: Any) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _plain(node: Any, path: Path, tree: Tree, seen: set[int]) -> Any:
    if id(node) in seen or len(path) > _DEPTH_MAX:
        problem = (
            "nested too deep" if len(path) > _DEPTH_MAX else "write it out instead of an alias"
        )
        raise FileError(*_place(node), problem)
    seen.add(id(node))
    tree.places.setdefault(path, _place(node))
    if isinstance(node, MappingNode):
        return _mapping(node, path, tree, seen)
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, at), tree, seen) for at, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: MappingNode, path: Path, tree: Tree, seen: set[int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            raise FileError(*_place(key), "a key is one word")
        name = str(key.value)
        if name in found:
            raise FileError(*_place(key), f"{name!r} stands here twice")
        tree.places[(*path, name)] = _place(key)
        found[name] = _plain(value, (*path, name), tree, seen)
    return found


def _scalar(node: ScalarNode) -> Any:
    tag, text = str(node.tag).removeprefix(_TAG), str(node.value)
    try:
        match tag:
            case "null":
                return None
            case "bool":
                return text.lower() == "true"
            case "int":
                return int(text.replace("_", ""), 0 if text[:2].lower() in {"0x", "0o"} else 10)
            case "float":
                return float(text.replace("_", ""))
    except ValueError as error:
        raise FileError(*_place(node), f"{text!r} is no number") from error
    return text
