"""Builds the console when its sources are newer than what was built from them."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from callfloor.kit.places import project_folder
from callfloor.machine.node import find_or_install

_MADE = frozenset({"node_modules", "dist", "test-results", "coverage", ".vite"})
_BUILD_STAMP = "callfloor.stamp"


def console_folder() -> Path | None:
    """The sources; None where the program was installed without them."""
    project = project_folder()
    folder = project / "console" if project else None
    return folder if folder is not None and (folder / "package.json").is_file() else None


def source_digest(folder: Path) -> str:
    """Changes with the name or the content of any source."""
    digest = hashlib.sha256()
    for file in sorted(_sources(folder)):
        digest.update(str(file.relative_to(folder)).encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _sources(folder: Path) -> list[Path]:
    found: list[Path] = []
    for entry in folder.iterdir():
        if entry.name in _MADE or entry.name.startswith("."):
            continue
        if entry.is_dir():
            found += _sources(entry)
        elif entry.is_file() and not entry.name.endswith(".tsbuildinfo"):
            found.append(entry)
    return found


def is_built(folder: Path) -> bool:
    stamp = folder / "dist" / _BUILD_STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == source_digest(folder)


def install_packages(folder: Path, say: Callable[[str], None]) -> None:
    """`npm ci` by the lock file, once for each of its versions."""
    lock = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / "node_modules" / _BUILD_STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == lock:
        return
    node = find_or_install()
    say(f"installing the console's packages (Node.js {node.version})")
    node.run("ci", "--no-audit", "--no-fund", folder=folder)
    stamp.write_text(lock, encoding="utf-8")


def build(say: Callable[[str], None]) -> bool:
    """Bring `console/dist` up to date; False when there was nothing to do."""
    folder = console_folder()
    if folder is None or is_built(folder):
        return False
    digest = source_digest(folder)
    install_packages(folder, say)
    say("building the console")
    find_or_install().run("run", "build", folder=folder)
    (folder / "dist" / _BUILD_STAMP).write_text(digest, encoding="utf-8")
    return True
