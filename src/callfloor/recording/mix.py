"""Two mono legs become one stereo WAV: the customer left, what the customer heard right.

Both legs begin at the same moment and are kept in step by Asterisk; the shorter one is silent at its
end. A header may be unfinished (Asterisk was killed), so the file's size counts.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

RATE = 8000
HEADER = 44
_BLOCK = 32_768


@dataclass(frozen=True)
class Stereo:
    """A WAV file of `length` bytes whose parts are read when they are asked for."""

    left: Path
    right: Path
    frames: int

    @property
    def length(self) -> int:
        return HEADER + self.frames * 4

    @property
    def duration_ms(self) -> int:
        return self.frames * 1000 // RATE

    def parts(self) -> Iterator[bytes]:
        yield wav_header(self.frames, channels=2)
        done = 0
        with _Leg(self.left) as left, _Leg(self.right) as right:
            while done < self.frames:
                count = min(_BLOCK, self.frames - done)
                block = np.zeros((count, 2), dtype="<i2")
                for column, leg in enumerate((left, right)):
                    samples = leg.read(count)
                    block[: len(samples), column] = samples
                yield block.tobytes()
                done += count


class _Leg:
    """The samples of one leg; a missing or empty file has none."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb") if _frames(path) else None
        if self._file is not None:
            self._file.seek(HEADER)

    def __enter__(self) -> "_Leg":
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def read(self, count: int) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
        data = self._file.read(count * 2) if self._file is not None else b""
        return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2")


def _frames(path: Path) -> int:
    try:
        return max(0, path.stat().st_size - HEADER) // 2
    except FileNotFoundError:
        return 0


def stereo(left: Path, right: Path) -> Stereo:
    """`frames` is 0 where nothing was recorded on either side."""
    return Stereo(left, right, max(_frames(left), _frames(right)))


def wav_header(frames: int, *, channels: int) -> bytes:
    """The 44 bytes before 8 kHz samples of 16 bit."""
    size = frames * 2 * channels
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, channels, RATE, RATE * 2 * channels,
        2 * channels, 16, b"data", size,
    )  # fmt: skip
