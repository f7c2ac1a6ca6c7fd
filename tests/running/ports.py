"""Ports that nobody uses just now."""

import socket


def free_tcp_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_udp_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_taken(port: int) -> bool:
    """Whether a program listens there for UDP."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
        return False


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
