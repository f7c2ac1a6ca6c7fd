"""What has to hold before anything is started, each as one sentence that says what to do."""

import contextlib
import errno
import fcntl
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from callfloor.kit.errors import SetupError
from callfloor.kit.settings import Settings

LEAST_DISK_BYTES = 500_000_000
_RELEASE_LIMIT_S = 5.0


@dataclass(frozen=True)
class Port:
    """One that we are about to listen on."""

    purpose: str
    variable: str
    host: str
    number: int
    kind: socket.SocketKind = socket.SOCK_STREAM


def ports(settings: Settings) -> list[Port]:
    """Every port that this machine's processes will take."""
    found = [Port("the console and the API", "CALLFLOOR_PORT", settings.host, settings.port)]
    if settings.database_url is None:
        found.append(
            Port("PostgreSQL", "CALLFLOOR_POSTGRES_PORT", "127.0.0.1", settings.postgres_port)
        )
    if settings.asterisk_url is None:
        number = settings.asterisk_http_port
        found += [
            Port("Asterisk's interface", "CALLFLOOR_ASTERISK_HTTP_PORT", "127.0.0.1", number),
            *(
                Port("SIP phones", "CALLFLOOR_SIP_PORT", settings.sip_host, settings.sip_port, kind)
                for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM)
            ),
        ]
    return found


def _why_not(port: Port) -> str | None:
    """The sentence about a port that cannot be had; None when it is free."""
    elsewhere = (
        f"{port.host} is no address of this machine. "
        f"Set {port.variable.replace('_PORT', '_HOST')} to one."
    )
    try:
        family, *_ = socket.getaddrinfo(port.host, port.number, type=port.kind)[0]
    except OSError:
        return elsewhere
    with socket.socket(family, port.kind) as probe:
        if port.kind == socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((port.host, port.number))
        except OSError as error:
            where = f"{port.host}:{port.number}"
            if error.errno == errno.EADDRINUSE:
                return (
                    f"Port {port.number} on {port.host}, wanted for {port.purpose}, is in use by "
                    f"another program. Stop that one, or set {port.variable} to a free port."
                )
            if error.errno == errno.EADDRNOTAVAIL:
                return elsewhere
            if error.errno in {errno.EACCES, errno.EPERM}:
                return (
                    f"This user may not listen on {where}, wanted for {port.purpose}. "
                    f"Set {port.variable} to a port above 1023."
                )
            return f"Nothing can listen on {where}, wanted for {port.purpose}: {error.strerror}."
    return None


def check_ports(settings: Settings, *, wait_s: float = 0.0) -> None:
    """SetupError about the first port that is taken after `wait_s`."""
    if settings.rtp_port_first >= settings.rtp_port_last:
        msg = "CALLFLOOR_RTP_PORT_FIRST has to be below CALLFLOOR_RTP_PORT_LAST."
        raise SetupError(msg)
    end = time.monotonic() + wait_s
    for port in ports(settings):
        while (why := _why_not(port)) is not None:
            if time.monotonic() >= end:
                raise SetupError(why)
            time.sleep(0.05)


def check_home(settings: Settings) -> None:
    """The folder of state can be written and has room."""
    home = settings.root
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o755)
        for folder in (settings.run_folder, settings.log_folder):
            folder.mkdir(exist_ok=True)
        probe = home / f".probe.{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        why = "there is no space left" if error.errno == errno.ENOSPC else error.strerror
        msg = (
            f"The folder of state {home} cannot be written ({why}). Make it writable for this "
            "user, or set CALLFLOOR_HOME to another folder."
        )
        raise SetupError(msg) from error
    check_disk(home, LEAST_DISK_BYTES)


def check_disk(folder: Path, needed_bytes: int) -> None:
    """SetupError when the file system of `folder` has less room than that."""
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed_bytes:
        msg = (
            f"{folder} has {free // 1_000_000} MB free and {needed_bytes // 1_000_000} MB are "
            "needed. Free some space, or put the project or CALLFLOOR_HOME on another disk."
        )
        raise SetupError(msg)


def left_over(settings: Settings) -> bool:
    """Whether an earlier start did not end in order: its children may take a moment to go."""
    return any(settings.run_folder.glob("*.pid"))


def await_release(settings: Settings) -> None:
    """Check the ports; after a killed start, give its children time to let them go."""
    check_ports(settings, wait_s=_RELEASE_LIMIT_S if left_over(settings) else 0.0)


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Holds the folder of state; a second start is refused with the number of the first."""
    file = settings.run_folder / "callfloor.lock"
    stream = file.open("a+", encoding="utf-8")
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        stream.seek(0)
        pid = stream.read().strip() or "unknown"
        stream.close()
        msg = (
            f"Callfloor already runs on {settings.root} (process {pid}). "
            "Stop that one first, or set CALLFLOOR_HOME to another folder."
        )
        raise SetupError(msg) from error
    try:
        stream.truncate(0)
        stream.write(f"{os.getpid()}\n")
        stream.flush()
        yield
    finally:
        with contextlib.suppress(OSError):
            stream.truncate(0)
        stream.close()
