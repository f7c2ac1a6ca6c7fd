"""A private Asterisk of a test's own on free ports, and an ear that keeps what telephony tells."""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from tests.running.ports import free_sip_port, free_span, free_tcp_port

from callfloor.kit.settings import Settings
from callfloor.telephony import port
from callfloor.telephony.asterisk.config import command, write_config
from callfloor.telephony.asterisk.install import AsteriskInstall

E = TypeVar("E", bound=port.TelephonyEvent)
LIMIT_S = 20.0
"""Long: other tests may be running beside."""


class AsteriskProcess:
    """`start`, `kill` (as a crash) and `stop` may follow each other; ports and folder stay."""

    def __init__(self, home: Path, install: AsteriskInstall) -> None:
        first, last = free_span(100)
        self.settings = Settings(
            home=home,
            asterisk_http_port=free_tcp_port(),
            sip_port=free_sip_port(),
            rtp_port_first=first,
            rtp_port_last=last,
            calls_max=200,
        )
        self._install = install
        self._process: subprocess.Popen[bytes] | None = None
        self._out = (home / "asterisk.out").open("ab")

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def log(self) -> str:
        path = self.settings.asterisk_folder / "log" / "messages"
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def start(self) -> None:
        main = write_config(self.settings, self._install)
        self._process = subprocess.Popen(
            command(self._install, main),
            env={**os.environ, **self._install.environment()},
            stdout=self._out,
            stderr=self._out,
        )

    def kill(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            self._process.wait(10)
            self._process = None

    def stop(self) -> int:
        """End it as the supervisor does; returns its exit code."""
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            return -1
        finally:
            self._process = None

    def close(self) -> None:
        self.stop()
        self._out.close()


class Ear:
    """Keeps the events of a telephony in order; `until` waits for one that was not taken yet."""

    def __init__(self) -> None:
        self.events: list[port.TelephonyEvent] = []
        self.reflex: Callable[[port.TelephonyEvent], None] = lambda _event: None
        self._taken = 0
        self._news = asyncio.Event()

    def __call__(self, event: port.TelephonyEvent) -> None:
        self.events.append(event)
        self._news.set()
        self.reflex(event)

    async def until(
        self,
        kind: type[E],
        fits: Callable[[E], bool] = lambda _event: True,
        limit_s: float = LIMIT_S,
    ) -> E:
        """The next event of this kind after the last one waited for."""
        end = time.monotonic() + limit_s
        while True:
            for at in range(self._taken, len(self.events)):
                event = self.events[at]
                if isinstance(event, kind) and fits(event):
                    self._taken = at + 1
                    return event
            self._news.clear()
            left_s = end - time.monotonic()
            try:
                await asyncio.wait_for(self._news.wait(), max(0.0, left_s))
            except TimeoutError:
                seen = "\n".join(repr(event) for event in self.events)
                msg = f"no {kind.__name__} within {limit_s} s; heard:\n{seen}"
                raise AssertionError(msg) from None

    def heard(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]


def folder_of(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def running(home: Path, install: AsteriskInstall) -> Iterator[AsteriskProcess]:
    process = AsteriskProcess(home, install)
    process.start()
    try:
        yield process
    finally:
        process.close()
