"""The habits of STYLE.md that a program can check, so that no reviewer has to."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PACKAGE = PROJECT / "src" / "callfloor"
FOLDERS = ("src", "tests", "bench")
PURE_ROOMS = ("acd", "ivr", "dialer", "events")
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common"}
FUNCTION_LINES = 60
FILE_LINES = 400
CONSOLE_FILE_LINES = 250
CLOCKS_AND_CHANCE = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "sleep"},
    "uuid": {"uuid1", "uuid4", "uuid7"},
    "random": {"random", "choice", "randint", "shuffle", "sample", "Random"},
    "secrets": {"token_hex", "token_urlsafe", "token_bytes", "choice"},
    "os": {"urandom", "environ", "getenv"},
}
IMPURE_MODULES = {"asyncio", "time", "random", "secrets", "uuid", "socket"}
SKIPS = {"skip", "skipif", "xfail", "importorskip"}
MADE_BY_TOOLS = {"openapi.ts"}


def python_files() -> list[Path]:
    return sorted(
        file
        for folder in FOLDERS
        for file in (PROJECT / folder).rglob("*.py")
        if "__pycache__" not in file.parts
    )


def pure_files() -> list[Path]:
    return sorted(file for room in PURE_ROOMS for file in (PACKAGE / room).rglob("*.py"))


def console_files() -> list[Path]:
    folder = PROJECT / "console" / "src"
    files = (file for end in ("ts", "tsx", "css") for file in folder.rglob(f"*.{end}"))
    return sorted(file for file in files if file.name not in MADE_BY_TOOLS)


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def where(file: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if isinstance(node, (ast.stmt, ast.expr)) else ""
    return f"{file.relative_to(PROJECT)}{line}"


def report(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


def test_there_is_something_to_check() -> None:
    assert len(python_files()) > 20
    assert pure_files()


def test_functions_are_short() -> None:
    found = []
    for file in python_files():
        for node in ast.walk(tree_of(file)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    found.append(f"{where(file, node)} {node.name} has {lines} lines")
    report(found)


def test_files_are_short() -> None:
    limits = [(file, FILE_LINES) for file in python_files()]
    limits += [(file, CONSOLE_FILE_LINES) for file in console_files()]
    found = []
    for file, limit in limits:
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > limit:
            found.append(f"{where(file)} has {lines} lines of at most {limit}")
    report(found)


def test_every_module_says_what_lives_in_it() -> None:
    report([where(file) for file in python_files() if not ast.get_docstring(tree_of(file))])


def test_no_file_has_a_name_that_says_nothing() -> None:
    files = python_files() + console_files()
    named = [file for file in files if file.stem.lower() in FORBIDDEN_NAMES]
    folders = {file.parent for file in files if file.parent.name.lower() in FORBIDDEN_NAMES}
    report([where(one) for one in (*named, *sorted(folders))])


def _skips(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in SKIPS:
            owner = node.value
            is_mark = isinstance(owner, ast.Attribute) and owner.attr == "mark"
            if is_mark or (isinstance(owner, ast.Name) and owner.id == "pytest"):
                yield node


def test_no_test_is_skipped() -> None:
    files = (PROJECT / "tests").rglob("*.py")
    report([where(file, node) for file in files for node in _skips(tree_of(file))])


def test_no_test_of_the_console_is_skipped() -> None:
    pattern = re.compile(r"\b(?:it|test|describe)\.(?:skip|todo|only|fails)\b")
    folders = (PROJECT / "console" / "src", PROJECT / "console" / "tests")
    files = (file for folder in folders for file in folder.rglob("*.test.ts*"))
    report([where(file) for file in files if pattern.search(file.read_text(encoding="utf-8"))])


def test_every_test_that_the_documents_name_is_there() -> None:
    said = (PROJECT / "docs" / "robustness.md").read_text(encoding="utf-8")
    there = {
        node.name
        for file in (PROJECT / "tests").rglob("test_*.py")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    named = re.findall(r"`(test_\w+)`", said)
    pains = re.findall(r"`(pain_\d+_)`", said)
    assert len(named) > 20
    report([name for name in named if name not in there])
    report([pain for pain in pains if not any(f"test_{pain}" in name for name in there)])


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_pure_rooms_read_no_clock_and_throw_no_dice(room: str) -> None:
    found = []
    for file in sorted((PACKAGE / room).rglob("*.py")):
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.attr in CLOCKS_AND_CHANCE.get(node.value.id, set()):
                    found.append(f"{where(file, node)} {node.value.id}.{node.attr}")
            elif isinstance(node, ast.Import):
                named = {alias.name.partition(".")[0] for alias in node.names}
                found += [f"{where(file, node)} {name}" for name in sorted(named & IMPURE_MODULES)]
            elif isinstance(node, ast.ImportFrom) and node.module in IMPURE_MODULES:
                found.append(f"{where(file, node)} {node.module}")
    report(found)


def _is_set(node: ast.AST) -> bool:
    """Whether the expression is plainly a set: a literal, a comprehension, set() or set algebra."""
    if isinstance(node, (ast.Set, ast.SetComp)):
        return True
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr, ast.Sub)):
        return _is_set(node.left) or _is_set(node.right)
    return _calls(node, {"set", "frozenset"})


def _calls(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _set_order_used(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.For) and _is_set(node.iter):
            yield node
        elif isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.DictComp)):
            yield from (node for part in node.generators if _is_set(part.iter))
        elif isinstance(node, ast.Call) and _calls(node, {"list", "tuple", "iter", "next"}):
            yield from (node for argument in node.args if _is_set(argument))


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_pure_rooms_never_depend_on_the_order_of_a_set(room: str) -> None:
    files = sorted((PACKAGE / room).rglob("*.py"))
    report([where(file, node) for file in files for node in _set_order_used(tree_of(file))])


def test_the_checks_of_this_file_can_fail() -> None:
    assert list(_set_order_used(ast.parse("for x in {1, 2} | seen: pass")))
    assert list(_set_order_used(ast.parse("[x for x in set(names)]")))
    assert not list(_set_order_used(ast.parse("for x in sorted({1, 2}): pass")))
    assert list(_skips(ast.parse("@pytest.mark.skip\ndef test_x(): pass")))
    assert list(_skips(ast.parse("pytest.skip('no')")))
