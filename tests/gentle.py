"""Starts the programs of `./test`; a gentle one takes only what the others leave of the processor.

Linux shares the processor among sessions first (autogroup, sched(7)) and heeds the nice value only within
one. Parts of an installation, and Chromium, are sessions of their own: beside them a nice value says
nothing, so what is to be gentle gets a session of its own whose group has the nice value.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER = "CALLFLOOR_TEST_GENTLE"
"""The variable that names the folder in which each gentle session that runs has a file."""
_HUSH = "hush"

_GENTLY = (
    "/bin/sh",
    "-c",
    'echo 19 2>/dev/null >/proc/self/autogroup; exec nice -n 19 "$@"',
    "gently",
)
_sessions: set[int] = set()
_turn = threading.Lock()
_interrupted = threading.Event()


def run(
    words: Sequence[str], folder: Path, env: Mapping[str, str] | None = None, *, gently: bool = True
) -> subprocess.CompletedProcess[str]:
    """Its exit code and what it said, errors among it.

    Raises:
        InterruptedError: `interrupt_all` was called; nothing is started any more.
    """
    marks = _folder() if gently else None
    while marks and (marks / _HUSH).exists():
        time.sleep(0.2)
    if _interrupted.is_set():
        raise InterruptedError("the whole run was interrupted")
    with subprocess.Popen(
        [*(_GENTLY if gently else ()), *words],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        here = marks / str(process.pid) if marks else None
        with _turn:
            _sessions.add(process.pid)
        if here is not None:
            here.touch()
        said, _ = process.communicate()
        if here is not None:
            here.unlink()
        with _turn:
            _sessions.discard(process.pid)
    return subprocess.CompletedProcess(process.args, process.returncode, said)


def interrupt_all() -> None:
    """As Ctrl-C in a terminal, which a session of its own does not hear: tests clean up behind them."""
    _interrupted.set()
    wake()
    with _turn:
        for session in _sessions:
            os.killpg(session, signal.SIGINT)


@contextmanager
def hushed() -> Iterator[None]:
    """All that is gentle stands still: for a test of which milliseconds matter. One at a time."""
    folder = _folder()
    if folder is None:
        yield
        return
    (folder / _HUSH).touch()
    _signal_all(folder, signal.SIGSTOP)
    try:
        yield
    finally:
        wake()


def wake() -> None:
    """What stands still goes on."""
    folder = _folder()
    if folder is not None:
        (folder / _HUSH).unlink(missing_ok=True)
        _signal_all(folder, signal.SIGCONT)


def _folder() -> Path | None:
    named = os.environ.get(FOLDER, "")
    return Path(named) if named else None


def _signal_all(folder: Path, number: signal.Signals) -> None:
    for one in folder.iterdir():
        if one.name.isdigit():
            with suppress(ProcessLookupError):
                os.killpg(int(one.name), number)
