"""The shape of a recording for the player: the loudest sample of each slice, a side at a time."""

from dataclasses import dataclass

import numpy as np

from callfloor.recording.mix import HEADER, RATE
from callfloor.recording.store import SealedFile

POINTS = 800
_FULL = 32768


@dataclass(frozen=True)
class Waveform:
    """`left` (customer) and `right` (agent) run from 0 to 1 over `duration_ms`."""

    duration_ms: int
    left: list[float]
    right: list[float]


def waveform(recording: SealedFile, points: int = POINTS) -> Waveform:
    """At most `points` values a side; fewer for a recording with fewer samples."""
    frames = max(0, recording.length - HEADER) // 4
    points = max(0, min(points, frames))
    peaks = np.zeros((points, 2))
    done = 0
    rest = b""
    for part in recording.parts(HEADER):
        data = rest + part
        usable = len(data) // 4 * 4
        rest = data[usable:]
        loud = np.abs(np.frombuffer(data[:usable], dtype="<i2").reshape(-1, 2).astype(np.int32))
        slices = (done + np.arange(len(loud))) * points // max(1, frames)
        for side in (0, 1):
            np.maximum.at(peaks[:, side], slices, loud[:, side])
        done += len(loud)
    left, right = (np.round(peaks[:, side] / _FULL, 3).tolist() for side in (0, 1))
    return Waveform(frames * 1000 // RATE, left, right)
