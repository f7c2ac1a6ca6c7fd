"""SIPp on both sides of a switch: customers who call and agents who answer, with times of each step.

A customer's number goes with the call as its caller id, so that both sides' logs can be joined.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.sip_times import Times

from callfloor.machine import testing_tools

_SDP = """v=0
o=load 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000"""

CUSTOMER = f"""<?xml version="1.0" encoding="UTF-8"?>
<scenario name="customer">
@begin@
<nop><action><log message="in 9[call_number] [timestamp]"/></action></nop>
<send retrans="500"><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:9[call_number]@[local_ip]:[local_port]>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:9[call_number]@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

{_SDP}
]]></send>
<recv response="100" optional="true"><action><log message="tried 9[call_number] [timestamp]"/></action></recv>
<recv response="180" optional="true"/>
<recv response="183" optional="true"/>
@refusals@
<recv response="200" rrs="true" timeout="60000"/>
<send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:9[call_number]@[local_ip]:[local_port]>;tag=[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Contact: <sip:9[call_number]@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Length: 0

]]></send>
<nop next="1" chance="@abandons@"><action><log message="up 9[call_number] [timestamp]"/></action></nop>
@talk@
<nop next="9"/>
<label id="7"/>
<send><![CDATA[
ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0
[last_Via:]
[last_From:]
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Max-Forwards: 70
Content-Length: 0

]]></send>
<label id="9"/>
<nop/>
</scenario>
"""

REFUSALS = (403, 404, 480, 486, 488, 500, 503, 603)
"""Answers that Asterisk may give to a call by itself, before anybody of ours hears of it."""
_REFUSED = """<recv response="{code}" optional="true" next="7"><action>
<log message="code 9[call_number] {code} [timestamp]"/></action></recv>"""

_OK = """<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>"""

_CUSTOMER_ENDS = """@pause@
<nop next="2"/>
<label id="1"/>
<pause milliseconds="@patience_ms@"/>
<nop><action><log message="quit 9[call_number] [timestamp]"/></action></nop>
<label id="2"/>
<nop><action><log message="bye 9[call_number] [timestamp]"/></action></nop>
<send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:9[call_number]@[local_ip]:[local_port]>;tag=[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: 2 BYE
Contact: <sip:9[call_number]@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Length: 0

]]></send>
<recv response="200" timeout="10000"/>"""

_CUSTOMER_IS_LEFT = f"""<label id="1"/>
<recv request="BYE" timeout="120000"/>
{_OK}"""


def _answer(status: str, more: str = "Content-Length: 0\n") -> str:
    """An answer to the INVITE, whatever was read since."""
    again = "" if status[0] == "1" else ' retrans="500"'
    return f"""<send{again}><![CDATA[
SIP/2.0 {status}
Via: [$via]
From: [$from]
To: [$to];tag=[call_number]
[last_Call-ID:]
CSeq: [last_cseq_number] INVITE
Contact: <sip:[local_ip]:[local_port]>
{more}
]]></send>"""


_BODY = f"""Content-Type: application/sdp
Content-Length: [len]

{_SDP}"""

_RINGS_ON = f"""<recv request="CANCEL" timeout="@ring_ms@" ontimeout="3"/>
{_OK}
{_answer("487 Request Terminated")}
<recv request="ACK" next="2"/>
<label id="3"/>"""

AGENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<scenario name="agent">
<recv request="INVITE"@route@><action>
<ereg regexp="INVITE sip:(a[0-9]+)@" search_in="msg" check_it="true" assign_to="1,2"/>
<ereg regexp="sip:([0-9]+)@" search_in="hdr" header="From:" check_it="false" assign_to="3,4"/>
<ereg regexp=".*" search_in="hdr" header="Via:" assign_to="via"/>
<ereg regexp=".*" search_in="hdr" header="From:" assign_to="from"/>
<ereg regexp=".*" search_in="hdr" header="To:" assign_to="to"/>
<log message="ring [$2] [$4] [timestamp]"/>
</action></recv>
{_answer("180 Ringing")}
<nop next="1" chance="@rejects@"/>
@ring@
{_answer("200 OK", _BODY)}
<recv request="ACK"/>
@end@
<nop next="2"><action><log message="done [$2] [$4] [timestamp]"/></action></nop>
<label id="1"/>
{_answer("603 Decline")}
<recv request="ACK"/>
<nop><action><log message="refused [$2] [$4] [timestamp]"/></action></nop>
<label id="2"/>
<nop/>
<Reference variables="1,3"/>
</scenario>
"""


_AGENT_IS_LEFT = f"""<recv request="BYE" timeout="120000"/>
{_OK}"""

_AGENT_ENDS = """@pause@
<nop><action><log message="bye [$2] [$4] [timestamp]"/></action></nop>
<send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: [$to];tag=[call_number]
To: [$from]
Call-ID: [call_id]
CSeq: 2 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>
<recv response="200" timeout="10000"/>"""


@dataclass(frozen=True)
class Shape:
    """How people behave. `poisson_s`: all calls fall at random within so many seconds.

    `varied`: talk times are exponential with the mean `talk_ms`. Customers end the calls, so long
    after their call was answered, which may be by music; or `agents_end` them.
    """

    name: str
    rate: float
    count: int
    talk_ms: int = 500
    varied: bool = False
    agents_end: bool = False
    poisson_s: float = 0
    abandons: float = 0
    patience_ms: int = 400
    rejects: float = 0
    ring_ms: int = 0
    """How long an agent lets it ring."""

    def written(self, scenario: str) -> str:
        begin, pause = "", f'<pause milliseconds="{self.talk_ms}"/>'
        if self.varied:
            pause = f'<pause distribution="exponential" mean="{self.talk_ms}"/>'
        if self.poisson_s:
            begin = f'<pause distribution="uniform" min="0" max="{self.poisson_s * 1000:.0f}"/>'
        marks = {  # those that bring further marks come first
            "@talk@": _CUSTOMER_IS_LEFT if self.agents_end else _CUSTOMER_ENDS,
            "@end@": _AGENT_ENDS if self.agents_end else _AGENT_IS_LEFT,
            "@route@": ' rrs="true"' if self.agents_end else "",
            "@pause@": pause,
            "@begin@": begin,
            "@refusals@": "\n".join(_REFUSED.format(code=code) for code in REFUSALS),
            "@abandons@": str(self.abandons),
            "@patience_ms@": str(self.patience_ms),
            "@rejects@": str(self.rejects),
            "@ring@": _RINGS_ON if self.ring_ms else "",
            "@ring_ms@": str(self.ring_ms),
        }
        for mark, text in marks.items():
            scenario = scenario.replace(mark, text)
        return scenario


class Load:
    """SIPp's two sides against `switch_port`. Agents answer on `agent_port`, for any user part."""

    def __init__(self, folder: Path, switch_port: int, agent_port: int, customer_port: int) -> None:
        self._folder = folder
        self._switch_port = switch_port
        self._agent_port = agent_port
        self._customer_port = customer_port
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def agents(self, shape: Shape) -> Iterator[None]:
        """Agents' phones answer (or refuse) at once as long as the block runs."""
        (self._folder / "agent.xml").write_text(shape.written(AGENT), encoding="utf-8")
        (self._folder / "agents.log").unlink(missing_ok=True)
        phones = subprocess.Popen(
            self._command("agent", self._agent_port, "agents.log", ("-mp", "20000")),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
        )
        try:
            yield
        finally:
            phones.terminate()
            phones.wait(10)

    def customers(self, shape: Shape) -> None:
        """The shape's calls. Returns when all are over."""
        calling = self.begin(shape)
        try:
            calling.wait(shape.count / shape.rate + 180)
        finally:
            calling.kill()

    def begin(self, shape: Shape) -> subprocess.Popen[bytes]:
        """The customers' process, which ends when all calls are over."""
        (self._folder / "customer.xml").write_text(shape.written(CUSTOMER), encoding="utf-8")
        (self._folder / "customers.log").unlink(missing_ok=True)
        rate = 10 * shape.count if shape.poisson_s else shape.rate
        words: tuple[str, ...] = ("-r", str(rate), "-m", str(shape.count), "-l", str(shape.count))
        words += ("-mp", "40000", "-s", "1000", "-recv_timeout", "60000")
        return subprocess.Popen(
            (*self._command("customer", self._customer_port, "customers.log", words),
             f"127.0.0.1:{self._switch_port}"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
        )  # fmt: skip

    def _command(
        self, scenario: str, port: int, log: str, words: tuple[str, ...]
    ) -> tuple[str, ...]:
        return (
            str(testing_tools.sipp()), "-sf", f"{scenario}.xml", "-i", "127.0.0.1",
            "-p", str(port), "-trace_logs", "-log_file", log, "-nostdin", *words,
        )  # fmt: skip

    def times(self) -> Times:
        """What both logs say of the run before."""
        times = Times()
        tables = {"in": times.called, "up": times.answered, "bye": times.hung_up}
        for line in _lines(self._folder / "customers.log"):
            if line[0] == "quit":
                times.gave_up.add(line[1])
            elif line[0] == "tried":
                times.tried.add(line[1])
            elif line[0] == "code":
                times.codes[line[1]] = int(line[2])
            else:
                tables[line[0]][line[1]] = float(line[-1])
        for line in _lines(self._folder / "agents.log"):
            if line[0] == "ring":
                times.rings.append((float(line[-1]), line[1], line[2]))
            elif line[0] == "bye":
                times.hung_up[line[2]] = float(line[-1])
            elif line[0] == "done":
                times.handled.add(line[2])
            elif line[0] == "refused":
                times.refused.add((line[1], line[2]))
        times.rings.sort()
        return times


def _lines(path: Path) -> Iterator[list[str]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            words = line.split()
            if len(words) > 2:
                yield words
