"""`callfloor up` as a person meets it: one start, kills of every part, one stop."""

import asyncio
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from tests.running.ports import free_sip_port, free_span, free_tcp_port

pytestmark = pytest.mark.real

PARTS = ("postgres", "asterisk", "floor", "api", "clerk")
READY_LIMIT_S = 90.0


class Started:
    """A `callfloor up` of its own, with its own folder and ports."""

    def __init__(self, home: Path) -> None:
        first, last = free_span(100)
        self.home = home
        self.port = free_tcp_port()
        self.environment = {
            **os.environ,
            "CALLFLOOR_HOME": str(home),
            "CALLFLOOR_PORT": str(self.port),
            "CALLFLOOR_POSTGRES_PORT": str(free_tcp_port()),
            "CALLFLOOR_ASTERISK_HTTP_PORT": str(free_tcp_port()),
            "CALLFLOOR_SIP_PORT": str(free_sip_port()),
            "CALLFLOOR_RTP_PORT_FIRST": str(first),
            "CALLFLOOR_RTP_PORT_LAST": str(last),
            "CALLFLOOR_DEMO_WEEKS": "0",
        }
        for name in ("CALLFLOOR_DATABASE_URL", "CALLFLOOR_ASTERISK_URL"):
            self.environment.pop(name, None)

    async def launch(self, *words: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "callfloor", "up", *words),
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/health/ready", timeout=2
            ) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def pid(self, part: str) -> int:
        return int((self.home / "run" / f"{part}.pid").read_text())


async def until(check: Callable[[], bool], limit_s: float, what: str) -> None:
    end = time.monotonic() + limit_s
    while not await asyncio.to_thread(check):
        assert time.monotonic() < end, what
        await asyncio.sleep(0.05)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Started:
    return Started(tmp_path_factory.mktemp("up") / "home")


@pytest.fixture
async def running(started: Started) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await started.launch()
    assert process.stdout is not None
    reader = asyncio.create_task(process.stdout.read())

    def ready() -> bool:
        assert process.returncode is None, f"it ended with {process.returncode}"
        return started.is_ready()

    try:
        await until(ready, READY_LIMIT_S, "it did not get ready")
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.wait(), 40)
        await reader


@pytest.mark.timeout(400)
async def test_every_part_comes_back_after_a_kill_and_the_stop_leaves_nothing_behind(
    started: Started, running: asyncio.subprocess.Process
) -> None:
    second = await started.launch()
    said, _ = await second.communicate()
    assert second.returncode == 3
    assert f"process {running.pid}" in said.decode()
    for part in PARTS:
        killed = started.pid(part)
        os.kill(killed, signal.SIGKILL)

        def back(part: str = part, killed: int = killed) -> bool:
            return started.pid(part) != killed and started.is_ready()

        await until(back, 60, f"{part} did not come back")
    pids = [started.pid(part) for part in PARTS]
    running.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(running.wait(), 40) == 0
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []
    assert not list((started.home / "run").glob("*.pid"))


@pytest.mark.timeout(400)
async def test_a_killed_start_is_followed_by_one_that_works(
    started: Started, running: asyncio.subprocess.Process
) -> None:
    running.kill()
    await running.wait()
    again = await started.launch()
    await until(started.is_ready, READY_LIMIT_S, "the start after a kill did not get ready")
    assert again.returncode is None
    again.send_signal(signal.SIGTERM)
    await asyncio.wait_for(again.communicate(), 40)
    assert again.returncode == 0
