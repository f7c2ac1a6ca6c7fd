"""SIPp on both sides of a switch: customers who call and agents who answer, with times of each step.

A customer's number goes with the call as its caller id, so that both sides' logs can be joined.
"""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

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
<recv response="100" optional="true"/>
<recv response="180" optional="true"/>
<recv response="183" optional="true"/>
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
<nop><action><log message="up 9[call_number] [timestamp]"/></action></nop>
<pause/>
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
<recv response="200" timeout="10000"/>
</scenario>
"""

AGENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<scenario name="agent">
<recv request="INVITE"><action>
<ereg regexp="INVITE sip:(a[0-9]+)@" search_in="msg" check_it="true" assign_to="1,2"/>
<ereg regexp="sip:([0-9]+)@" search_in="hdr" header="From:" check_it="false" assign_to="3,4"/>
<log message="ring [$2] [$4] [timestamp]"/>
</action></recv>
<send><![CDATA[
SIP/2.0 180 Ringing
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>
Content-Length: 0

]]></send>
<send retrans="500"><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>
Content-Type: application/sdp
Content-Length: [len]

{_SDP}
]]></send>
<recv request="ACK"/>
<recv request="BYE" timeout="120000"/>
<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>
<nop><action><log message="done [$2] [$4] [timestamp]"/></action></nop>
<Reference variables="1,3"/>
</scenario>
"""


@dataclass
class Times:
    """Seconds since 1970 by customer: called, bridged answer seen, hung up; and each agent's rings."""

    called: dict[str, float] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)
    hung_up: dict[str, float] = field(default_factory=dict)
    rings: list[tuple[float, str, str]] = field(default_factory=list)
    """(when, agent, customer), in order."""
    handled: set[str] = field(default_factory=set)
    """Customers whose agent leg came up and ended in order."""

    def ring_delays_ms(self) -> list[float]:
        """Customer's INVITE sent → agent's INVITE received."""
        first: dict[str, float] = {}
        for at_s, _, customer in self.rings:
            first.setdefault(customer, at_s)
        return [1000 * (at_s - self.called[c]) for c, at_s in first.items() if c in self.called]

    def gaps_ms(self) -> list[float]:
        """Customer hangs up → the same agent's phone is rung for the next one."""
        by_agent: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for at_s, agent, customer in self.rings:
            by_agent[agent].append((at_s, customer))
        return [
            1000 * (later[0] - self.hung_up[earlier[1]])
            for rings in by_agent.values()
            for earlier, later in pairwise(rings)
            if earlier[1] in self.hung_up
        ]

    def out_of_order(self) -> int:
        """Rings for a customer while somebody who had called earlier was still unrung."""
        unrung = sorted(self.called, key=lambda c: self.called[c])
        waiting = dict.fromkeys(unrung)
        count = 0
        for at_s, _, customer in self.rings:
            if customer not in waiting:
                continue
            first = next(iter(waiting))
            # Two INVITEs within 5 ms may be read in either order by the switch: that is no defect.
            if first != customer and self.called[first] < self.called[customer] - 0.005:
                count += self.called[first] < at_s
            del waiting[customer]
        return count


class Load:
    """SIPp's two sides against `switch_port`. Agents answer on `agent_port`, for any user part."""

    def __init__(self, folder: Path, switch_port: int, agent_port: int, customer_port: int) -> None:
        self._folder = folder
        self._switch_port = switch_port
        self._agent_port = agent_port
        self._customer_port = customer_port
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "customer.xml").write_text(CUSTOMER, encoding="utf-8")
        (folder / "agent.xml").write_text(AGENT, encoding="utf-8")

    @contextmanager
    def agents(self) -> Iterator[None]:
        """Agents' phones answer at once as long as the block runs."""
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

    def customers(self, rate: float, count: int, talk_ms: int) -> int:
        """Calls at a rate per second; how many went through all steps. Returns when all are over."""
        (self._folder / "customers.log").unlink(missing_ok=True)
        words: tuple[str, ...] = (
            "-r",
            str(rate),
            "-m",
            str(count),
            "-d",
            str(talk_ms),
            "-mp",
            "40000",
        )
        words += ("-l", str(count), "-timeout", "180", "-s", "1000", "-recv_timeout", "60000")
        done = subprocess.run(
            (*self._command("customer", self._customer_port, "customers.log", words),
             f"127.0.0.1:{self._switch_port}"),
            capture_output=True,
            text=True,
            cwd=self._folder,
            timeout=240,
            check=False,
        )  # fmt: skip
        found = re.findall(r"Successful call\s*\|\s*\d+\s*\|\s*(\d+)", done.stdout)
        return int(found[-1]) if found else 0

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
            tables[line[0]][line[1]] = float(line[-1])
        for line in _lines(self._folder / "agents.log"):
            if line[0] == "ring":
                times.rings.append((float(line[-1]), line[1], line[2]))
            elif line[0] == "done":
                times.handled.add(line[2])
        times.rings.sort()
        return times


def _lines(path: Path) -> Iterator[list[str]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            words = line.split()
            if len(words) > 2:
                yield words
