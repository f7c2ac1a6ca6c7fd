"""SIPp and Chromium for the tests and the benches: the machine's own, by apt as root, or private.

A private copy comes from the machine's own package sources, signed as they are, and is unpacked
beside the project; it runs on the machine's own C library, being of the same release.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from callfloor.kit.errors import CallfloorError, SetupError
from callfloor.kit.places import tools_folder
from callfloor.machine.screen import Screen
from callfloor.telephony.asterisk.mirrors import own_sources
from callfloor.telephony.asterisk.packages import Progress, fetch_all, silent, unpack
from callfloor.telephony.asterisk.resolve import PrivateApt, machine_architecture


@dataclass(frozen=True)
class Tool:
    name: str
    packages: tuple[str, ...]
    program: str
    """Where the private copy's program lies in its packages."""


SIPP = Tool("sipp", ("sip-tester",), "usr/bin/sipp")
# The fonts are for pictures of the console in all of its languages.
CHROMIUM = Tool(
    "chromium",
    ("chromium", "fonts-liberation", "fonts-wqy-zenhei"),
    "usr/lib/chromium/chromium",
)
# The machine's own serve: a loader and a C library of two different builds do not work together.
_MACHINES_OWN = ("libc6", "libc-bin", "libc-l10n", "libgcc-s1", "base-files")
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{root}/usr/share/fonts</dir><dir>/usr/share/fonts</dir>
<cachedir>{root}/cache</cachedir><include ignore_missing="yes">{root}/etc/fonts/conf.d</include>
</fontconfig>
"""
_LAUNCHER = """#!/bin/sh
# Starts the private copy with its own libraries.
export LD_LIBRARY_PATH="{libraries}${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
export FONTCONFIG_FILE="{root}/fonts.conf"
exec "{program}" "$@"
"""


def _launcher(tool: Tool) -> Path:
    return tools_folder() / "testing" / tool.name / "start"


def find(tool: Tool) -> Path | None:
    """The machine's own program or the private copy's launcher."""
    found = shutil.which(tool.name)
    if found is not None:
        return Path(found)
    return _launcher(tool) if _launcher(tool).is_file() else None


def command(tool: Tool) -> Path:
    """What starts the tool; SetupError when `provision` has not been run."""
    found = find(tool)
    if found is None:
        msg = (
            f"{tool.name} is missing. `./test` installs it, as does the package {tool.packages[0]}."
        )
        raise SetupError(msg)
    return found


def sipp() -> Path:
    return command(SIPP)


def chromium() -> Path:
    return command(CHROMIUM)


def provision(tool: Tool, progress: Progress = silent) -> Path:
    """Install it where it is missing."""
    found = find(tool)
    if found is not None:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get") and _by_apt(tool):
        return command(tool)
    return _private(tool, progress)


def _by_apt(tool: Tool) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *tool.packages]
    for words in (["apt-get", "update", "-qq"], install):
        # A source of somebody else's that fails must not stop us: what counts is the program.
        subprocess.run(words, capture_output=True, check=False, env=environment)  # noqa: S603 - fixed words
    return shutil.which(tool.name) is not None


def _private(tool: Tool, progress: Progress) -> Path:
    place = tools_folder() / "testing" / tool.name
    shutil.rmtree(place, ignore_errors=True)
    apt_folder = tools_folder() / "testing" / f"{tool.name}.apt"
    apt = PrivateApt(apt_folder, machine_architecture(), tuple(own_sources()))
    apt.prepare()
    apt.update()
    packages = [one for one in apt.resolve(tool.packages) if one.name not in _MACHINES_OWN]
    files = fetch_all(packages, apt.bases(), tools_folder() / "downloads", progress)
    root = place / "root"
    unpack(files, root, progress)
    shutil.rmtree(apt_folder)
    folders = {file.parent for file in root.rglob("*.so*") if "gconv" not in file.parts}
    libraries = ":".join(str(folder) for folder in sorted(folders) if _is_library_folder(folder))
    (root / "fonts.conf").write_text(_FONTS.format(root=root), encoding="utf-8")
    text = _LAUNCHER.format(libraries=libraries, root=root, program=root / tool.program)
    launcher = _launcher(tool)
    launcher.write_text(text, encoding="utf-8")
    launcher.chmod(0o755)
    return launcher


def _is_library_folder(folder: Path) -> bool:
    """/usr/lib/TRIPLET itself and pulseaudio's folder in it; plug-ins are found by other ways."""
    belongs = folder.name.endswith("-linux-gnu") or folder.name == "pulseaudio"
    return belongs and "share" not in folder.parts


def main() -> int:
    """`python -m callfloor.machine.testing_tools`: provision both and say where they are."""
    screen = Screen()
    try:
        for tool in (SIPP, CHROMIUM):
            with screen.fetching(tool.name) as tell:
                screen.say(f"{tool.name}: {provision(tool, tell)}")
    except CallfloorError as error:
        screen.say(error.message)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
