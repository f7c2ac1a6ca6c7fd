"""Starts the programs of `./test`; a gentle one takes only what the others leave of the processor.

Linux shares the processor among sessions first (autogroup, sched(7)) and heeds the nice value only within
one. Parts of an installation, and Chromium, are sessions of their own: beside them a nice value says
nothing, so what is to be gentle gets a session of its own whose group has the nice value.
"""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

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
        with _turn:
            _sessions.add(process.pid)
        said, _ = process.communicate()
        with _turn:
            _sessions.discard(process.pid)
    return subprocess.CompletedProcess(process.args, process.returncode, said)


def interrupt_all() -> None:
    """As Ctrl-C in a terminal, which a session of its own does not hear: tests clean up behind them."""
    _interrupted.set()
    with _turn:
        for session in _sessions:
            os.killpg(session, signal.SIGINT)
