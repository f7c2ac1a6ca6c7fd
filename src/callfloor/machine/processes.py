"""Keeps programs running: starts them in order, restarts what dies, stops them in reverse.

A child never outlives its supervisor: the kernel sends it its stop signal when the parent is gone.
"""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from callfloor.kit.log import get
from callfloor.machine.accounts import Account

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0
STEADY_S = 10.0
"""A program that ran this long starts again without a growing pause."""
_LOG_LIMIT_BYTES = 20_000_000
_LINE_LIMIT_BYTES = 1 << 20
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)

log = get("machine")


@dataclass(frozen=True)
class Program:
    """What is to be kept running."""

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    """Added to the supervisor's own."""
    folder: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    stop_limit_s: float = 10.0
    account: Account | None = None
    on_screen: bool = True
    before_start: Callable[[], None] | None = None


def _die_with_parent(parent: int, stop_signal: int) -> None:
    """Runs in the child between fork and exec."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, stop_signal, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), stop_signal)


def next_pause_s(last_pause_s: float, *, ran_s: float) -> float:
    """How long to wait before a program is started again that ran for `ran_s`."""
    if ran_s > STEADY_S or not last_pause_s:
        return FIRST_PAUSE_S
    return min(last_pause_s * 2, LONGEST_PAUSE_S)


class _Log:
    """One program's log: a file that is turned over when it is full, and the screen."""

    def __init__(self, folder: Path, name: str, *, on_screen: bool) -> None:
        self._file = folder / f"{name}.log"
        self._prefix = f"{name:>9} | ".encode()
        self._on_screen = on_screen
        self._stream = self._file.open("ab")

    def write(self, line: bytes) -> None:
        self._stream.write(line)
        self._stream.flush()
        if self._stream.tell() > _LOG_LIMIT_BYTES:
            self._stream.close()
            self._file.replace(self._file.with_suffix(".log.1"))
            self._stream = self._file.open("ab")
        if self._on_screen:
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.buffer.write(self._prefix + line)
                sys.stderr.buffer.flush()

    def close(self) -> None:
        self._stream.close()


async def _read(pipe: int) -> tuple[asyncio.StreamReader, asyncio.ReadTransport]:
    """What is written into a pipe, line by line; the transport closes our end of it."""
    reader = asyncio.StreamReader(limit=_LINE_LIMIT_BYTES)
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(pipe, "rb")
    )
    return reader, transport


class _Kept:
    """One program and the task that keeps it running."""

    def __init__(self, program: Program, log_folder: Path, run_folder: Path) -> None:
        self.program = program
        self.process: asyncio.subprocess.Process | None = None
        self._said: tuple[asyncio.StreamReader, asyncio.ReadTransport] | None = None
        self.starts = 0
        self.stopping = asyncio.Event()
        self._pid_file = run_folder / f"{program.name}.pid"
        self._log = _Log(log_folder, program.name, on_screen=program.on_screen)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """The first start; a program that cannot be executed raises OSError here."""
        await self._spawn()
        self._task = asyncio.create_task(self._keep(), name=f"keep {self.program.name}")

    async def _spawn(self) -> None:
        program = self.program
        if program.before_start is not None:
            program.before_start()
        parent, stop_signal = os.getpid(), int(program.stop_signal)
        account = program.account
        # A pipe of our own: of one of asyncio's, the end of the program would not be told before the
        # last grandchild that holds it is gone.
        reading, writing = os.pipe()
        said = await _read(reading)
        try:
            self.process = await asyncio.create_subprocess_exec(
                *program.argv,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=writing,
                stderr=writing,
                cwd=program.folder,
                env={**os.environ, **program.environment},
                # Ctrl-C in the terminal is for the supervisor alone, which stops all in order.
                start_new_session=True,
                preexec_fn=lambda: _die_with_parent(parent, stop_signal),
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )
        except BaseException:
            said[1].close()
            raise
        finally:
            os.close(writing)
        self._said = said
        self.starts += 1
        part = self._pid_file.with_suffix(".part")
        part.write_text(f"{self.process.pid}\n", encoding="utf-8")
        part.replace(self._pid_file)  # whoever reads it finds a number, at any moment

    async def _pump(self, said: asyncio.StreamReader) -> None:
        while True:
            try:
                line = await said.readline()
            except ValueError:
                continue  # a line beyond the limit: what follows it is read on
            if not line:
                return
            self._log.write(line)

    async def _keep(self) -> None:
        loop = asyncio.get_running_loop()
        pause_s = 0.0
        while True:
            began = loop.time()
            assert self.process is not None
            assert self._said is not None
            reader, pipe = self._said
            pump = asyncio.create_task(self._pump(reader))
            code = await self.process.wait()
            # A grandchild may hold the pipe open; the program itself is gone.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(pump, 0.2)
            pipe.close()
            if self.stopping.is_set():
                return
            pause_s = next_pause_s(pause_s, ran_s=loop.time() - began)
            log.error(
                "a program ended and is started again",
                program=self.program.name,
                exit_code=code,
                pause_s=pause_s,
            )
            if not await self._respawn(pause_s):
                return

    async def _respawn(self, pause_s: float) -> bool:
        """False when the supervisor stops meanwhile."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stopping.wait(), pause_s)
            if self.stopping.is_set():
                return False
            try:
                await self._spawn()
            except OSError as error:
                log.error("a program cannot be started", program=self.program.name, why=str(error))
                pause_s = LONGEST_PAUSE_S
            else:
                return True

    async def stop(self) -> None:
        """Ask, wait, and then insist."""
        self.stopping.set()
        process = self.process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(self.program.stop_signal)
            try:
                await asyncio.wait_for(process.wait(), self.program.stop_limit_s)
            except TimeoutError:
                log.warning("a program had to be killed", program=self.program.name)
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if self._task is not None:
            await self._task
        self._pid_file.unlink(missing_ok=True)
        self._log.close()


class Supervisor:
    """The programs of this machine, in the order in which they were started."""

    def __init__(self, log_folder: Path, run_folder: Path) -> None:
        self._log_folder = log_folder
        self._run_folder = run_folder
        self._kept: list[_Kept] = []
        for folder in (log_folder, run_folder):
            folder.mkdir(parents=True, exist_ok=True)

    async def start(self, program: Program) -> None:
        """Start it and keep it running until `stop`."""
        kept = _Kept(program, self._log_folder, self._run_folder)
        self._kept.append(kept)
        await kept.start()

    def pid(self, name: str) -> int | None:
        """The process that runs now, None between a death and the next start."""
        process = self._of(name).process
        return process.pid if process is not None and process.returncode is None else None

    def starts(self, name: str) -> int:
        """How often it was started; more than one says that it died."""
        return self._of(name).starts

    def tail(self, name: str, lines: int = 5) -> str:
        """The last lines that it logged, for the sentence about its failure."""
        file = self._log_folder / f"{name}.log"
        text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        return "\n".join(text.splitlines()[-lines:])

    def _of(self, name: str) -> _Kept:
        return next(kept for kept in self._kept if kept.program.name == name)

    async def stop(self) -> None:
        """Stop all, the last started first."""
        while self._kept:
            await self._kept.pop().stop()
