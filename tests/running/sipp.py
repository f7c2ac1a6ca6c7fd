"""SIPp as customers and as agents' phones. Each process is told its line of data per call.

A customer hangs up when the test sends its SIPp a MESSAGE that bears the call's id: SIPp knows no
other way to be told about one call of many.
"""

import contextlib
import re
import socket
import subprocess
from pathlib import Path

from tests.running.ports import free_media_port, free_udp_port, is_taken
from tests.running.waiting import until

from callfloor.machine import testing_tools

SCENARIOS = Path(__file__).with_name("sipp")


class Sipp:
    """One process; `log` is every message it sent and received."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", port: int, folder: Path, calls: int
    ) -> None:
        self.process = process
        self.port = port
        self.calls = calls
        self._folder = folder

    def _messages(self) -> str:
        texts = [p.read_text(errors="replace") for p in self._folder.glob("*messages.log")]
        return "".join(texts)

    def received(self, first_words: str) -> int:
        """How many messages came in that begin so, as `BYE`. SIPp writes them down as it exits."""
        assert not self.is_running
        beginning = re.compile(
            rf"^UDP message received .*\n\n{re.escape(first_words)}\b", re.MULTILINE
        )
        return len(beginning.findall(self._messages()))

    @property
    def trouble(self) -> str:
        """What SIPp found unexpected."""
        return "".join(p.read_text(errors="replace") for p in self._folder.glob("*errors.log"))

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None

    def hang_up(self, *calls: int) -> None:
        """Let these customers hang up, counted from 0; all of them where none is named."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            for call in calls or range(self.calls):
                lines = (
                    f"MESSAGE sip:hang.up@127.0.0.1:{self.port} SIP/2.0",
                    "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK-hang-up",
                    "From: <sip:test@127.0.0.1>;tag=1",
                    "To: <sip:hang.up@127.0.0.1>;tag=2",
                    f"Call-ID: {call + 1}-{self.process.pid}@127.0.0.1",
                    "CSeq: 9 MESSAGE",
                    "Content-Length: 0",
                )
                text = "\r\n".join(lines) + "\r\n\r\n"
                sender.sendto(text.encode(), ("127.0.0.1", self.port))

    def wait(self, limit_s: float) -> int:
        """Its exit code: 0 when each call went by the scenario."""
        return self.process.wait(limit_s)

    def stop(self) -> None:
        for end in (self.process.terminate, self.process.kill):
            if self.is_running:
                end()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(2)


class Street:
    """Starts SIPp processes against one installation's SIP port and ends them all."""

    def __init__(self, sip_port: int, folder: Path) -> None:
        self._sip_port = sip_port
        self._folder = folder
        self._all: list[Sipp] = []

    def call(
        self, lines: list[tuple[int, str, str]], *, stay_s: float = 600, per_second: int = 10
    ) -> Sipp:
        """Customers: (audio port, calling number, called number) each; they hang up after `stay_s`."""
        words = {"stay_ms": str(int(stay_s * 1000))}
        limits = ["-m", str(len(lines)), "-l", str(len(lines)), "-r", str(per_second)]
        data = [";".join(map(str, line)) for line in lines]
        return self._start("caller", words, data, [*limits, f"127.0.0.1:{self._sip_port}"])

    def agent_answers(
        self, audio_ports: list[int], *, ring_s: float = 0.3, talk_s: float = 600, port: int = 0
    ) -> Sipp:
        """A phone that answers its calls, one audio port for each in turn."""
        words = {"ring_ms": str(int(ring_s * 1000)), "talk_ms": str(int(talk_s * 1000))}
        return self._start("answers", words, [str(port) for port in audio_ports], [], port)

    def agent_refuses(self, status: str, port: int = 0) -> Sipp:
        """A phone that answers every call with this status line, as `603 Decline`."""
        return self._start("refuses", {"status": status}, [], [], port)

    def agent_never_answers(self, port: int = 0) -> Sipp:
        return self._start("never_answers", {}, [], [], port)

    def stop(self) -> None:
        for one in self._all:
            one.stop()

    def _start(
        self, scenario: str, words: dict[str, str], data: list[str], more: list[str], port: int = 0
    ) -> Sipp:
        program = str(testing_tools.sipp())
        port = port or free_udp_port()
        folder = self._folder / f"sipp-{len(self._all)}-{scenario}"
        folder.mkdir(parents=True)
        text = (SCENARIOS / f"{scenario}.xml").read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace(f"@{word}@", value)
        (folder / "scenario.xml").write_text(text, encoding="utf-8")
        argv = [program, "-sf", "scenario.xml", "-i", "127.0.0.1", "-p", str(port), "-nostdin"]
        argv += ["-trace_err", "-trace_msg", "-timeout", "900", "-mp", str(free_media_port())]
        # That SIPp itself was kept waiting for a moment is no trouble of a call's.
        argv += ["-watchdog_minor_threshold", "30000", "-watchdog_major_threshold", "60000"]
        if data:
            (folder / "lines.csv").write_text("SEQUENTIAL\n" + "\n".join(data) + "\n")
            argv += ["-inf", "lines.csv"]
        with (folder / "screen.log").open("wb") as screen:
            process = subprocess.Popen([*argv, *more], cwd=folder, stdout=screen, stderr=screen)
        one = Sipp(process, port, folder, len(data))
        self._all.append(one)
        until(lambda: is_taken(port) or not one.is_running, 20, f"SIPp listens for {scenario}")
        assert one.process.poll() in (None, 0), (folder / "screen.log").read_text(errors="replace")
        return one
