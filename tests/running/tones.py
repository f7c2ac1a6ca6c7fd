"""Tones: made, and found again in a recording, with the moment at which each burst began."""

import io
import wave

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 8000
WINDOW = 160
"""Samples over which a pitch is measured: 20 ms."""
CALLER_HZ = 1000.0
AGENT_HZ = 1600.0
"""Both are whole multiples of 50 Hz: over one window neither leaks into the other."""
BURST_S = 0.25

Samples = NDArray[np.float64]


def bursts(
    pitch_hz: float, onsets_s: list[float], length_s: float, rate_hz: int = RATE_HZ
) -> Samples:
    """Silence with a short tone at each onset."""
    times = np.arange(int(length_s * rate_hz)) / rate_hz
    tone = 0.4 * np.sin(2 * np.pi * pitch_hz * times)
    gate = np.zeros_like(tone)
    for onset_s in onsets_s:
        gate[(times >= onset_s) & (times < onset_s + BURST_S)] = 1.0
    return tone * gate


def irregular_onsets(first_s: float, count: int) -> list[float]:
    """Onsets whose gaps differ, so that no shift makes the row look like itself."""
    gaps = [0.6 + 0.13 * ((3 * n) % 5) for n in range(count)]
    return [first_s + sum(gaps[:n]) for n in range(count)]


def steady(pitch_hz: float, length_s: float) -> Samples:
    times = np.arange(int(length_s * RATE_HZ)) / RATE_HZ
    tone: Samples = 0.4 * np.sin(2 * np.pi * pitch_hz * times)
    return tone


def to_wav(sound: Samples, rate_hz: int = RATE_HZ) -> bytes:
    """A mono 16-bit WAV file."""
    memory = io.BytesIO()
    with wave.open(memory, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return memory.getvalue()


def channels(data: bytes) -> list[Samples]:
    """The channels of a 16-bit WAV of 8 kHz, each from -1 to 1."""
    with wave.open(io.BytesIO(data)) as file:
        assert file.getsampwidth() == 2
        assert file.getframerate() == RATE_HZ
        count = file.getnchannels()
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
    return [samples[n::count] for n in range(count)]


def level(sound: Samples, pitch_hz: float) -> Samples:
    """The amplitude of a pitch around each sample, from the 20 ms about it."""
    if len(sound) < WINDOW:
        return np.zeros(len(sound))
    turn = np.exp(-2j * np.pi * pitch_hz * np.arange(len(sound)) / RATE_HZ)
    sums = np.concatenate([[0], np.cumsum(sound * turn)])
    found = 2 * np.abs(sums[WINDOW:] - sums[:-WINDOW]) / WINDOW
    padded: Samples = np.pad(found, (WINDOW // 2, len(sound) - len(found) - WINDOW // 2))
    return padded


def onsets(sound: Samples, pitch_hz: float, least: float = 0.02) -> list[float]:
    """The seconds at which bursts of a pitch begin: half of the loudest, kept for 100 ms at least.

    Gaps shorter than 60 ms (a lost packet) do not part a burst.
    """
    found = level(sound, pitch_hz)
    loudest = float(np.percentile(found, 99.5)) if len(found) else 0.0
    if loudest < least:
        return []
    loud = found > loudest / 2
    edges = np.flatnonzero(np.diff(np.concatenate([[0], loud.astype(np.int8), [0]])))
    spans: list[list[int]] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if spans and start - spans[-1][1] < 0.06 * RATE_HZ:
            spans[-1][1] = int(end)
        else:
            spans.append([int(start), int(end)])
    return [start / RATE_HZ for start, end in spans if end - start > 0.1 * RATE_HZ]


def nearest(moment_s: float, among_s: list[float]) -> float:
    """The one of `among_s` that is nearest in time."""
    return min(among_s, key=lambda other: abs(other - moment_s))


def _ulaw_table() -> Samples:
    code = ~np.arange(256, dtype=np.uint8)
    exponent, mantissa = (code >> 4) & 7, code & 15
    size = ((mantissa.astype(np.int32) << 3) + 132 << exponent.astype(np.int32)) - 132
    table: Samples = np.where(code & 0x80, -size, size) / 32768
    return table


_TABLE = _ulaw_table()
_ORDER = np.argsort(_TABLE, kind="stable")
_MIDDLES = (_TABLE[_ORDER][1:] + _TABLE[_ORDER][:-1]) / 2


def to_ulaw(sound: Samples) -> bytes:
    """G.711 µ-law, one byte a sample: the code whose value is nearest."""
    return _ORDER[np.searchsorted(_MIDDLES, sound)].astype(np.uint8).tobytes()


def from_ulaw(payload: bytes) -> Samples:
    decoded: Samples = _TABLE[np.frombuffer(payload, np.uint8)]
    return decoded
