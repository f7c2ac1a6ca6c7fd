"""SIPp's people for the soak: customers of whom some give up, agents of whom some refuse."""

import re
import subprocess
from pathlib import Path

from callfloor.machine import testing_tools

ABANDONS, REJECTS = 0.2, 0.1
TALK_MS = (1_000, 4_000)
PATIENCE_MS = 250
"""Those who abandon hang up this soon, while a phone is being rung for them."""
RING_MS = 600
"""How long an agent lets it ring."""
_LIMIT_MS = 600_000

_SDP = """v=0
o=load 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000"""


def _request(method: str, number: int) -> str:
    """A request within the dialogue that the customer began."""
    return f"""<send{' retrans="500"' if method == "BYE" else ""}><![CDATA[
{method} [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:9[call_number]@[local_ip]:[local_port]>;tag=[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: {number} {method}
Contact: <sip:9[call_number]@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Length: 0

]]></send>"""


CUSTOMER = f"""<?xml version="1.0" encoding="UTF-8"?>
<scenario name="soak_customer">
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
{_request("ACK", 1)}
<nop next="1" chance="{ABANDONS}"/>
<pause distribution="uniform" min="{TALK_MS[0]}" max="{TALK_MS[1]}" next="2"/>
<label id="1"/>
<pause milliseconds="{PATIENCE_MS}"/>
<label id="2"/>
{_request("BYE", 2)}
<recv response="200" timeout="10000"/>
</scenario>
"""


def _answer(status: str, more: str = "Content-Length: 0\n") -> str:
    """An answer to the INVITE, whatever was read since."""
    again = ' retrans="500"' if status[0] != "1" else ""
    return f"""<send{again}><![CDATA[
SIP/2.0 {status}
Via: [$via]
From: [$from]
To: [$to];tag=s[call_number]
[last_Call-ID:]
CSeq: [last_cseq_number] INVITE
Contact: <sip:[local_ip]:[local_port]>
{more}
]]></send>"""


_OK = """<send><![CDATA[
SIP/2.0 200 OK
[last_Via:]
[last_From:]
[last_To:]
[last_Call-ID:]
[last_CSeq:]
Content-Length: 0

]]></send>"""

AGENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<scenario name="soak_agent">
<recv request="INVITE"><action>
<ereg regexp=".*" search_in="hdr" header="Via:" assign_to="via"/>
<ereg regexp=".*" search_in="hdr" header="From:" assign_to="from"/>
<ereg regexp=".*" search_in="hdr" header="To:" assign_to="to"/>
</action></recv>
{_answer("180 Ringing")}
<nop next="3" chance="{REJECTS}"/>
<recv request="CANCEL" timeout="{RING_MS}" ontimeout="1"/>
{_OK}
{_answer("487 Request Terminated")}
<recv request="ACK" next="4"/>
<label id="1"/>
{_answer("200 OK", f"Content-Type: application/sdp{chr(10)}Content-Length: [len]{chr(10)}{chr(10)}{_SDP}")}
<recv request="ACK"/>
<recv request="BYE" timeout="{_LIMIT_MS}"/>
{_OK}
<nop next="4"/>
<label id="3"/>
{_answer("603 Decline")}
<recv request="ACK"/>
<label id="4"/>
<nop/>
</scenario>
"""


class People:
    """Both sides, running until `over`."""

    def __init__(self, folder: Path, switch_port: int, agent_port: int, customer_port: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "customer.xml").write_text(CUSTOMER, encoding="utf-8")
        (folder / "agent.xml").write_text(AGENT, encoding="utf-8")
        self._folder = folder
        self._switch = f"127.0.0.1:{switch_port}"
        self._ports = {"agent": agent_port, "customer": customer_port}
        self._running: dict[str, subprocess.Popen[str]] = {}

    def begin(self, rate: float, count: int) -> None:
        self._start("agent", "-mp", "20000")
        self._start(
            "customer", self._switch, "-s", "1000", "-r", str(rate), "-m", str(count),
            "-l", str(count), "-mp", "40000", "-recv_timeout", "60000",
        )  # fmt: skip

    def _start(self, name: str, *words: str) -> None:
        self._running[name] = subprocess.Popen(
            (
                str(testing_tools.sipp()), "-sf", f"{name}.xml", "-i", "127.0.0.1",
                "-p", str(self._ports[name]), "-nostdin", *words,
            ),
            stdout=(self._folder / f"{name}.screen").open("w"),
            stderr=subprocess.STDOUT,
            cwd=self._folder,
            text=True,
        )  # fmt: skip

    @property
    def calling(self) -> bool:
        """Whether customers are still there."""
        return self._running["customer"].poll() is None

    def stop(self) -> None:
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.wait(10)

    def placed(self) -> int:
        """How many calls the customers began, by SIPp's own last screen."""
        screen = (self._folder / "customer.screen").read_text(errors="replace")
        found = re.findall(
            r"OutGoing calls? created\s*\|\s*\d+\s*\|\s*(\d+)", screen, re.IGNORECASE
        )
        return int(found[-1]) if found else 0
