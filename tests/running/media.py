"""The voices of SIPp's calls: sockets that send a prepared sound or keys, and keep what they hear.

SIPp does the signalling, names these sockets in its SDP, and tells them the other side's port. So a
test knows to the millisecond when a tone or a key left and what came back, on any machine and
without rights to send raw packets.
"""

import secrets
import selectors
import socket
import struct
import threading
import time
from dataclasses import dataclass, field

import numpy as np
from tests.running.tones import RATE_HZ, Samples, from_ulaw, to_ulaw

FRAME = 160
"""Samples of one packet: 20 ms."""
_FRAME_S = FRAME / RATE_HZ
_PCMU = 0
_EVENTS = 101
_KEYS = "0123456789*#"
_KEY_FRAMES = 6
_KEY_PAUSE_FRAMES = 5


@dataclass
class Heard:
    """One packet of audio that came in."""

    at_s: float
    payload: bytes


@dataclass
class Line:
    """One end of a call's audio. All times are of `time.monotonic`."""

    socket: socket.socket
    keeps: bool = False
    """Keep what is heard, not only when."""
    peer: tuple[str, int] | None = None
    packets_heard: int = 0
    first_heard_s: float = 0.0
    last_heard_s: float = 0.0
    keys_heard: str = ""
    longest_gap_s: float = 0.0
    """The longest silence of the wire between two packets heard, since `forget_gap`."""
    heard: list[Heard] = field(default_factory=list)
    sent: list[tuple[float, int]] = field(default_factory=list)
    """When each frame of the sound left, and with which sample of the sound it began."""
    _sound: bytes = b""
    _loops: bool = False
    _at: int = 0
    _keys: list[bytes | None] = field(default_factory=list)
    _event_heard: int = -1
    _sequence: int = 0
    _timestamp: int = 0
    _key_began: int = 0
    _source: int = field(default_factory=lambda: secrets.randbits(32))

    @property
    def port(self) -> int:
        return int(self.socket.getsockname()[1])

    def play(self, sound: Samples, *, loops: bool = False) -> None:
        """Send this sound from now on, in real time; silence after it."""
        self._loops, self._at = loops, 0
        self._sound = to_ulaw(sound)

    def press(self, keys: str) -> None:
        """Press keys one after the other, as RFC 4733 has them."""
        for key in keys:
            event = _KEYS.index(key)
            lengths = [(n + 1) * FRAME for n in range(_KEY_FRAMES)]
            self._keys += [struct.pack("!BBH", event, 10, length) for length in lengths]
            self._keys += [struct.pack("!BBH", event, 0x80 | 10, lengths[-1])] * 3
            self._keys += [None] * _KEY_PAUSE_FRAMES

    @property
    def has_pressed(self) -> bool:
        return not self._keys

    def forget_gap(self) -> None:
        self.longest_gap_s = 0.0
        self.last_heard_s = time.monotonic()

    def sound_heard(self, since_s: float = 0.0) -> tuple[float, Samples]:
        """When the first packet came, and everything heard at the time at which it came."""
        packets = [packet for packet in list(self.heard) if packet.at_s >= since_s]
        if not packets:
            return since_s, np.zeros(0)
        first_s = packets[0].at_s
        whole = np.zeros(int((packets[-1].at_s - first_s) * RATE_HZ) + 2 * FRAME)
        for packet in packets:
            start = round((packet.at_s - first_s) * RATE_HZ)
            samples = from_ulaw(packet.payload)[: len(whole) - start]
            whole[start : start + len(samples)] = samples
        return first_s, whole

    def receive(self) -> None:
        packet = self.socket.recv(2048)
        now_s = time.monotonic()
        if packet.startswith(b"peer "):
            self.peer = ("127.0.0.1", int(packet[5:]))
            return
        kind = packet[1] & 0x7F if len(packet) >= 12 else -1
        if kind == _EVENTS and len(packet) >= 16:
            self._hear_key(packet)
        if kind != _PCMU:
            return
        if not self.packets_heard:
            self.first_heard_s = now_s
        else:
            self.longest_gap_s = max(self.longest_gap_s, now_s - self.last_heard_s)
        self.packets_heard += 1
        self.last_heard_s = now_s
        if self.keeps:
            self.heard.append(Heard(now_s, packet[12:]))

    def _hear_key(self, packet: bytes) -> None:
        """All packets of one key bear the same timestamp."""
        timestamp = int.from_bytes(packet[4:8], "big")
        if timestamp != self._event_heard and packet[12] < len(_KEYS):
            self._event_heard = timestamp
            self.keys_heard += _KEYS[packet[12]]

    def sent_at_s(self, sample: int) -> float:
        """When this sample of the sound left, the first time it did."""
        return next(
            at_s + (sample - first) / RATE_HZ
            for at_s, first in self.sent
            if first <= sample < first + FRAME
        )

    def send_frame(self) -> None:
        """What is due for the next 20 ms."""
        if self.peer is None:
            return
        self._sequence = (self._sequence + 1) & 0xFFFF
        self._timestamp = (self._timestamp + FRAME) & 0xFFFFFFFF
        if self._keys:
            self._send_key(self._keys.pop(0))
            return
        payload = self._sound[self._at : self._at + FRAME]
        if payload:
            self.sent.append((time.monotonic(), self._at))
            self._at += FRAME
            if self._at >= len(self._sound) and self._loops:
                self._at = 0
        self._send(_PCMU, self._timestamp, payload.ljust(FRAME, b"\xff"))

    def _send_key(self, event: bytes | None) -> None:
        if event is None:
            self._send(_PCMU, self._timestamp, b"\xff" * FRAME)
            return
        if int.from_bytes(event[2:], "big") == FRAME:
            self._key_began = self._timestamp  # all packets of one key bear its beginning
        self._send(_EVENTS, self._key_began, event)

    def _send(self, kind: int, timestamp: int, payload: bytes) -> None:
        head = struct.pack("!BBHII", 0x80, kind, self._sequence, timestamp, self._source)
        assert self.peer is not None
        self.socket.sendto(head + payload, self.peer)


class Media:
    """All lines of a test, served by one thread."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._lines: list[Line] = []
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="media", daemon=True)
        self._thread.start()

    def open(self, *, keeps: bool = False) -> Line:
        """A new line on a free port."""
        one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        one.bind(("127.0.0.1", 0))
        one.settimeout(0)
        line = Line(one, keeps=keeps)
        with self._lock:
            self._lines.append(line)
            self._selector.register(one, selectors.EVENT_READ, line)
        return line

    def close(self) -> None:
        self._stop.set()
        self._thread.join(5)
        for line in self._lines:
            line.socket.close()
        self._selector.close()

    def _run(self) -> None:
        due_s = time.monotonic()
        while not self._stop.is_set():
            wait_s = max(0.0, due_s - time.monotonic())
            with self._lock:
                ready = self._selector.select(min(wait_s, _FRAME_S))
            for key, _ in ready:
                try:
                    key.data.receive()
                except OSError:
                    continue  # the other side closed its port: its ICMP answer arrives here
            if time.monotonic() < due_s:
                continue
            due_s += _FRAME_S
            with self._lock:
                lines = list(self._lines)
            for line in lines:
                try:
                    line.send_frame()
                except OSError:
                    continue
