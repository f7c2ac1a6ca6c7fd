"""The supervisor, with small real programs: what dies is started again, nothing is left behind."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from callfloor.machine.processes import (
    FIRST_PAUSE_S,
    LONGEST_PAUSE_S,
    Program,
    Supervisor,
    next_pause_s,
)

PATIENT = "import time; print('up', flush=True); time.sleep(600)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {PATIENT}"


async def until(check: Callable[[], bool], limit_s: float = 10) -> None:
    end = time.monotonic() + limit_s
    while not check():
        assert time.monotonic() < end, "it did not come about in time"
        await asyncio.sleep(0.01)


def python(name: str, code: str, **changes: object) -> Program:
    return Program(name, (sys.executable, "-c", code), on_screen=False, **changes)  # type: ignore[arg-type]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
async def supervisor(tmp_path: Path) -> AsyncIterator[Supervisor]:
    made = Supervisor(tmp_path / "log", tmp_path / "run")
    yield made
    await made.stop()


async def test_what_is_killed_runs_again_as_another_process(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    await supervisor.start(python("one", PATIENT))
    first = supervisor.pid("one")
    assert first is not None
    os.kill(first, signal.SIGKILL)
    await until(lambda: supervisor.pid("one") not in {None, first})
    assert supervisor.starts("one") == 2
    noted = (tmp_path / "run/one.pid").read_text()
    assert int(noted) == supervisor.pid("one")


async def test_what_keeps_dying_is_started_again_and_again(supervisor: Supervisor) -> None:
    await supervisor.start(python("broken", "raise SystemExit(7)"))
    await until(lambda: supervisor.starts("broken") >= 3)


def test_the_pause_grows_to_a_limit_and_falls_back_after_a_steady_run() -> None:
    pauses = [0.0]
    for _ in range(9):
        pauses.append(next_pause_s(pauses[-1], ran_s=0.01))
    assert pauses[1] == FIRST_PAUSE_S
    assert pauses[2] == 2 * FIRST_PAUSE_S
    assert pauses[-1] == LONGEST_PAUSE_S
    assert next_pause_s(LONGEST_PAUSE_S, ran_s=60) == FIRST_PAUSE_S


async def test_programs_stop_in_the_reverse_order(supervisor: Supervisor, tmp_path: Path) -> None:
    code = (
        "import signal,sys,time,pathlib\n"
        "def end(*_):\n"
        f"    with pathlib.Path({str(tmp_path / 'order')!r}).open('a') as f: f.write(sys.argv[1])\n"
        "    sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end); print('up', flush=True); time.sleep(600)"
    )
    for name in "abc":
        await supervisor.start(Program(name, (sys.executable, "-c", code, name), on_screen=False))
    await until(lambda: all("up" in supervisor.tail(name) for name in "abc"))
    await supervisor.stop()
    assert (tmp_path / "order").read_text() == "cba"
    assert not list((tmp_path / "run").glob("*.pid"))


async def test_one_that_does_not_listen_is_killed_after_its_limit(supervisor: Supervisor) -> None:
    await supervisor.start(python("deaf", STUBBORN, stop_limit_s=0.3))
    await until(lambda: "up" in supervisor.tail("deaf"))
    pid = supervisor.pid("deaf")
    assert pid is not None
    await supervisor.stop()
    assert not alive(pid)


async def test_the_last_words_of_a_program_are_kept(supervisor: Supervisor) -> None:
    await supervisor.start(
        python("speaker", "print('the reason', flush=True); raise SystemExit(1)")
    )
    await until(lambda: "the reason" in supervisor.tail("speaker"))


async def test_a_program_that_is_not_there_is_told_at_once(supervisor: Supervisor) -> None:
    with pytest.raises(OSError, match="nowhere"):
        await supervisor.start(Program("gone", ("/nowhere/at/all",)))


PARENT = """
import asyncio, pathlib, sys
from callfloor.machine.processes import Program, Supervisor
async def main():
    folder = pathlib.Path(sys.argv[1])
    supervisor = Supervisor(folder, folder)
    child = (sys.executable, "-c", sys.argv[2])
    await supervisor.start(Program("child", child, on_screen=False))
    print(supervisor.pid("child"), flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""


async def test_children_end_with_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PARENT, str(tmp_path), PATIENT), stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    assert alive(child)
    parent.kill()
    await parent.wait()
    await until(lambda: not alive(child))
