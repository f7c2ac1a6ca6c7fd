"""Ports that nobody uses just now.

They lie below those that the system gives to outgoing connections: none of these takes one between
its choice and its use. Nor does another process of tests: a port that was chosen is claimed, by a name
that the system keeps for as long as this process lives.
"""

import random
import socket
from pathlib import Path

_FIRST, _END = 10_000, 20_000
_SPANS = 100
"""How many ports one claim of a span holds."""
_claims: list[socket.socket] = []


def _is_claimed(name: str) -> bool:
    """False when it is ours from now on."""
    claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        claim.bind(f"\0callfloor test {name}")
    except OSError:
        claim.close()
        return True
    _claims.append(claim)
    return False


def free_tcp_port() -> int:
    return _free(socket.SOCK_STREAM)


def free_udp_port() -> int:
    return _free(socket.SOCK_DGRAM)


def free_media_port() -> int:
    """The first of four, as SIPp takes them: sound and its reports, picture and its reports."""
    while True:
        port = free_udp_port()
        if not any(is_taken(port + further) for further in (1, 2, 3)):
            return port


def _free(kind: socket.SocketKind) -> int:
    while True:
        port = random.randrange(_FIRST, _END)
        with socket.socket(socket.AF_INET, kind) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if not _is_claimed(f"port {port}"):
            return port


def is_taken(port: int) -> bool:
    """Whether a program listens there for UDP. Asked of the system: a probe would be in its way."""
    ending = f":{port:04X}"
    rows = Path("/proc/net/udp").read_text(encoding="ascii").splitlines()[1:]
    return any(row.split()[1].endswith(ending) for row in rows)


def free_sip_port() -> int:
    """Free for UDP and TCP, as SIP needs it."""
    while True:
        port = free_udp_port()
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def free_span(length: int) -> tuple[int, int]:
    """The first and last of a run of UDP ports, for RTP, a multiple of 100 of them."""
    blocks = length // _SPANS
    for _ in range(1_000):
        first = random.randrange(20_000, 60_000 - length, _SPANS)
        held: list[socket.socket] = []
        try:
            for port in range(first, first + length):
                one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                held.append(one)
                one.bind(("127.0.0.1", port))
        except OSError:
            continue
        finally:
            for one in held:
                one.close()
        numbers = range(first // _SPANS, first // _SPANS + blocks)
        if not any(_is_claimed(f"span {number}") for number in numbers):
            return first, first + length - 1
    msg = f"no run of {length} free UDP ports"
    raise RuntimeError(msg)
