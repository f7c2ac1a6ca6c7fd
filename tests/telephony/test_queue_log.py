"""A log that Asterisk's own app_queue writes is read as what happened: no line is odd to us."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.asterisk_fixture import folder_of
from tests.running.ports import free_sip_port, free_span, free_tcp_port

from callfloor.contacts.record import Record
from callfloor.imports.queue_log import read
from callfloor.imports.reading import Place, Reading
from callfloor.kit.clock import now_ms
from callfloor.kit.settings import Settings
from callfloor.telephony.asterisk.config import command, write_config
from callfloor.telephony.asterisk.install import AsteriskInstall

pytestmark = pytest.mark.real
LIMIT_S = 30.0
_DIALPLAN = """
[general]
static=yes
[callers]
exten => queue,1,Set(CALLERID(num)=600000001)
 same => n,QueueLog(NONE,${UNIQUEID},NONE,DID,911000100)
 same => n,Answer()
 same => n,Queue(600,c,,,3)
 same => n,Hangup()
[phones]
exten => maria,1,Answer()
 same => n,Wait(60)
exten => brief,1,Answer()
 same => n,Wait(1)
 same => n,Hangup()
exten => deaf,1,Ringing()
 same => n,Wait(60)
[exits]
exten => 5,1,Hangup()
"""
_QUEUE = """
[general]
persistentmembers=no
[600]
strategy=ringall
timeout=1
retry=1
joinempty=yes
leavewhenempty=no
context=exits
"""


class Peer:
    """An Asterisk with app_queue and nothing of ours in it."""

    def __init__(self, home: Path, install: AsteriskInstall) -> None:
        first, last = free_span(100)
        self._settings = Settings(
            home=home,
            asterisk_http_port=free_tcp_port(),
            sip_port=free_sip_port(),
            rtp_port_first=first,
            rtp_port_last=last,
        )
        self._install = install
        self._main = write_config(self._settings, install)
        etc = self._main.parent
        modules = etc / "modules.conf"
        more = ("app_dial", "app_queue", "app_senddtmf", "res_clioriginate")
        loads = "".join(f"load = {name}.so\n" for name in more)
        modules.write_text(modules.read_text() + loads)
        (etc / "extensions.conf").write_text(_DIALPLAN)
        (etc / "queues.conf").write_text(_QUEUE)
        (etc / "queuerules.conf").write_text("[general]\n")
        logger = etc / "logger.conf"
        logger.write_text(logger.read_text().replace("queue_log=no", "queue_log=yes"))
        self._out = (home / "peer.out").open("ab")
        self._process = subprocess.Popen(
            command(install, self._main),
            env=install.environment(),
            stdout=self._out,
            stderr=self._out,
        )

    @property
    def log(self) -> bytes:
        path = self._settings.asterisk_folder / "log" / "queue_log"
        return path.read_bytes() if path.is_file() else b""

    def say(self, words: str) -> None:
        argv = (*self._install.argv, "-C", str(self._main), "-rx", words)
        subprocess.run(argv, env=self._install.environment(), capture_output=True, timeout=20)

    def call(self, then: str) -> None:
        """A caller comes into the queue, does `then` and is gone."""
        self.say(f"channel originate Local/queue@callers/n application {then}")

    def until(self, event: str, count: int = 1) -> None:
        end = time.monotonic() + LIMIT_S
        while self.log.count(f"|{event}|".encode()) < count:
            assert time.monotonic() < end, f"no {event} in:\n{self.log.decode()}"
            time.sleep(0.1)

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._out.close()


@pytest.fixture
def peer(tmp_path: Path, asterisk_install: AsteriskInstall) -> Iterator[Peer]:
    one = Peer(folder_of(tmp_path, "peer"), asterisk_install)
    try:
        one.until("QUEUESTART")
        yield one
    finally:
        one.stop()


def _morning(peer: Peer) -> None:
    """Given up, waited in vain, left by a key, rung in vain, ended by either side."""
    peer.call("Wait 1")
    peer.until("ABANDON")
    peer.call("SendDTMF 5")
    peer.until("EXITWITHKEY")
    peer.say("queue add member Local/deaf@phones/n to 600")
    peer.call("Wait 20")
    peer.until("RINGNOANSWER")
    peer.until("EXITWITHTIMEOUT")
    peer.say("queue remove member Local/deaf@phones/n from 600")
    peer.say("queue add member Local/maria@phones/n to 600")
    peer.say("queue pause member Local/maria@phones/n queue 600 reason lunch")
    peer.say("queue unpause member Local/maria@phones/n queue 600")
    peer.call("Wait 2")
    peer.until("COMPLETECALLER")
    peer.say("queue remove member Local/maria@phones/n from 600")
    peer.say("queue add member Local/brief@phones/n to 600")
    peer.call("Wait 20")
    peer.until("COMPLETEAGENT")
    peer.say("queue remove member Local/brief@phones/n from 600")
    peer.until("REMOVEMEMBER", 3)


def _read(content: bytes) -> Reading:
    place = Place(
        zone="UTC", queues={"600": "600"}, agents={n: n for n in ("maria", "brief", "deaf")}
    )
    return read(content, place, source="", renamed={}, callback_key="5", now_ms=now_ms() + 1_000)


def test_what_app_queue_logs_is_read_whole(peer: Peer) -> None:
    _morning(peer)
    found = _read(peer.log)
    odd = [(one.line, one.code) for one in (*found.wrong.listed, *found.warnings.listed)]
    assert odd == [], peer.log.decode()
    calls = [
        msgspec.convert({**one.data, "tenant": "t"}, Record)
        for one in found.facts
        if one.source_id.startswith("call|")
    ]
    ends = [(one.legs[-1].outcome, one.ended_by) for one in calls]
    assert ends == [
        ("abandoned", "customer"),
        ("callback_requested", "system"),
        ("timeout", "system"),
        ("answered", "customer"),
        ("answered", "agent"),
    ]
    assert all((one.caller, one.called) == ("600000001", "911000100") for one in calls)
    assert {ring.result for ring in calls[2].rings} == {"missed"}
    assert [one.segments[0].agent_id for one in calls[3:]] == ["maria", "brief"]
    sessions = {one.subject: one for one in found.facts if one.source_id.startswith("session|")}
    assert set(sessions) == {"maria", "brief", "deaf"}
    assert "talking" in {state for _, _, state in sessions["maria"].data["spans"]}
