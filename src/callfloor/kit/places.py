"""Where the program itself stands on the disk: the project's folder and the tools it fetched.

State is elsewhere (`Settings.home`); what lies here can be deleted and is made again.
"""

import os
from pathlib import Path


def project_folder() -> Path | None:
    """The checkout that this package runs from; None when it was installed from a wheel."""
    folder = Path(__file__).resolve().parents[3]
    return folder if (folder / "pyproject.toml").is_file() else None


def tools_folder() -> Path:
    """Asterisk, Node and other programs fetched for this project; `CALLFLOOR_TOOLS` moves it."""
    told = os.environ.get("CALLFLOOR_TOOLS")
    if told:
        return Path(told).expanduser().resolve()
    project = project_folder()
    if project is not None:
        return project / ".tools"
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(cache).expanduser() / "callfloor" / "tools"
