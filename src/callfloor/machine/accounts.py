"""A system account for a server that refuses to run as root, and its way to the files it needs."""

import os
import pwd
import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

from callfloor.kit.errors import SetupError
from callfloor.kit.log import get

NAME = "callfloor-db"

_ACCESS = "system.posix_acl_access"
_OWNER, _USER, _GROUP, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
_SEARCH = 1
_NOBODY = 0xFFFFFFFF

log = get("machine")


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int


def server_account() -> Account | None:
    """The account PostgreSQL runs as: None (the invoking user) unless that is root."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _create()
    return Account(entry.pw_uid, entry.pw_gid)


def _create() -> pwd.struct_passwd:
    tool = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    why = "there is no useradd"
    if tool is not None:
        words = ["--system", "--no-create-home", "--home-dir", "/nonexistent"]
        made = subprocess.run(  # noqa: S603 - our own command line, no shell
            [tool, *words, "--shell", "/usr/sbin/nologin", NAME],
            capture_output=True,
            text=True,
            check=False,
        )
        try:
            return pwd.getpwnam(NAME)
        except KeyError:
            why = made.stderr.strip()
    msg = (
        f"PostgreSQL does not run as root and the system account {NAME} could not be made "
        f"({why}). Start as an ordinary user, or set CALLFLOOR_DATABASE_URL."
    )
    raise SetupError(msg)


def reaches(account: Account, path: Path) -> bool:
    """Whether the account may enter this folder, or run this file."""
    asked = subprocess.run(  # noqa: S603 - fixed program, no shell
        ["/usr/bin/test", "-x", str(path)],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        check=False,
    )
    return asked.returncode == 0


def grant_passage(account: Account, path: Path) -> None:
    """Let the account pass through the folders above `path`, and do nothing else in them.

    A project below /root is the common case. An access list names this one account; where the
    file system has none, the folder may be passed (not listed) by all.
    """
    if reaches(account, path):
        return
    for folder in reversed(path.parents):
        if reaches(account, folder):
            continue
        try:
            os.setxattr(folder, _ACCESS, _list_with(folder, account.uid))
        except OSError:
            folder.chmod(folder.stat().st_mode | 0o001)
        log.warning("PostgreSQL's account may pass through this folder now", folder=str(folder))
    if not reaches(account, path):
        msg = (
            f"PostgreSQL's system account {NAME} cannot reach {path}. Put the project into a "
            "folder that other accounts may enter, or start as an ordinary user."
        )
        raise SetupError(msg)


def _list_with(folder: Path, uid: int) -> bytes:
    """The folder's access list with one more entry: this user may search it."""
    mode = folder.stat().st_mode
    entries = {
        (_OWNER, _NOBODY): mode >> 6 & 7,
        (_GROUP, _NOBODY): mode >> 3 & 7,
        (_OTHER, _NOBODY): mode & 7,
    }
    if _ACCESS in os.listxattr(folder):
        data = os.getxattr(folder, _ACCESS)
        entries = {(tag, who): right for tag, right, who in struct.iter_unpack("<HHI", data[4:])}
    entries[_USER, uid] = _SEARCH
    mask = entries.get((_MASK, _NOBODY), entries[_GROUP, _NOBODY])
    entries[_MASK, _NOBODY] = mask | _SEARCH
    ordered = sorted(entries.items())
    packed = b"".join(struct.pack("<HHI", tag, right, who) for (tag, who), right in ordered)
    return struct.pack("<I", 2) + packed
