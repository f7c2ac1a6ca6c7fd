"""What Asterisk's words mean in the port's: pure functions, no state."""

import re
from dataclasses import dataclass
from typing import Literal

from callfloor.telephony.port import EndCause

RingResult = Literal["missed", "rejected", "busy", "failed", "cancelled"]

DialResult = Literal["busy", "no_answer", "rejected", "failed"]

_USER_BUSY = 17
_NO_RESPONSE = (18, 19)
_REJECTED = 21
_NO_RTP = 44
_NORMAL = 16

_SIP_MISSED = frozenset({408, 480, 487})
_SIP_BUSY = frozenset({486, 600})
_SIP_REJECTED = frozenset({603, 607, 608})
_SIP_ERROR = 400

_TO_Q850: dict[EndCause, int] = {
    "normal": 16,
    "busy": 17,
    "no_answer": 19,
    "rejected": 21,
    "failed": 38,
    "congestion": 42,
    "telephony_lost": 41,
    "unknown_number": 1,
}

_RING = re.compile(r"([0-9A-HJKMNP-TV-Z]{26})\.r\d+$")
_OUTSIDE = re.compile(r"([0-9A-HJKMNP-TV-Z]{26})\.o\d+$")


_DIALLED = re.compile(r"([0-9A-HJKMNP-TV-Z]{26})\.c\d+$")


_ALONE = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}\.h\d+$")


@dataclass(frozen=True)
class Source:
    """Where a customer's call came from: `<tenant>.<kind>.<id>`, the name of its endpoint."""

    tenant: str = ""
    kind: str = ""
    name: str = ""

    @property
    def trunk(self) -> str:
        return self.name if self.kind == "trunk" else ""


def source_of(text: str) -> Source:
    if text.startswith("web."):  # the page's tenant is that of the number it calls
        return Source("", "web", text.removeprefix("web."))
    parts = text.split(".", 2)
    return Source(*parts) if len(parts) == 3 else Source()


def ring_contact(channel_id: str) -> str:
    """The contact of an agent leg's channel; empty where it is none."""
    found = _RING.match(channel_id)
    return found[1] if found else ""


def outside_contact(channel_id: str) -> str:
    """The contact of a leg to an outside number; empty where it is none."""
    found = _OUTSIDE.match(channel_id)
    return found[1] if found else ""


def dialled_contact(channel_id: str) -> str:
    """The contact of a customer's channel that we dialled; empty where it is none."""
    found = _DIALLED.match(channel_id)
    return found[1] if found else ""


def is_alone(channel_id: str) -> bool:
    """Whether we dialled this channel for a call without a contact."""
    return bool(_ALONE.match(channel_id))


def dial_result(q850: int, sip_code: int) -> DialResult:
    """Why a dialled customer was not reached."""
    result = ring_result(q850, sip_code)
    if result == "busy" or result == "rejected":
        return result
    return "no_answer" if result == "missed" else "failed"


def ring_result(q850: int, sip_code: int) -> RingResult:
    """Why an agent's phone did not answer. The SIP code is surer: several share one Q.850 cause."""
    if sip_code >= _SIP_ERROR:
        if sip_code in _SIP_BUSY:
            return "busy"
        if sip_code in _SIP_REJECTED:
            return "rejected"
        return "missed" if sip_code in _SIP_MISSED else "failed"
    if q850 == _USER_BUSY:
        return "busy"
    if q850 == _REJECTED:
        return "rejected"
    return "missed" if q850 in _NO_RESPONSE else "failed"


def hung_up_by_phone(q850: int, *, requested: bool) -> bool:
    """True where the far end said goodbye; False where it fell silent or its connection broke."""
    return requested and q850 == _NORMAL


def end_cause(q850: int) -> EndCause:
    """How a customer's call ended that we did not end."""
    if q850 in (34, 42):
        return "congestion"
    return "failed" if q850 in (27, 38, 41, _NO_RTP) else "normal"


def q850_of(cause: EndCause) -> int:
    return _TO_Q850[cause]


def caller_id(name: str, number: str) -> str:
    """`"name" <number>` of what cannot break out of it."""
    plain_number = re.sub(r"[^0-9A-Za-z+*#._-]", "", number)[:40]
    plain_name = "".join(char for char in name if char.isprintable() and char not in '"<>\\')[:60]
    return f'"{plain_name or plain_number}" <{plain_number}>'
