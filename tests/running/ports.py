"""Ports that nobody uses just now.

They lie below those that the system gives to outgoing connections: none of these takes one between
its choice and its use.
"""

import random
import socket
from pathlib import Path

_FIRST, _END = 10_000, 20_000


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
    """The first and last of a run of UDP ports, for RTP; each run of tests gets another one."""
    for first in range(20_000 + (free_udp_port() % 100) * 100, 60_000, length):
        held: list[socket.socket] = []
        try:
            for port in range(first, first + length):
                one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                held.append(one)
                one.bind(("127.0.0.1", port))
        except OSError:
            continue
        else:
            return first, first + length - 1
        finally:
            for one in held:
                one.close()
    msg = "no run of free UDP ports"
    raise RuntimeError(msg)
