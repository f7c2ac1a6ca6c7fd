"""A downloaded file says who took it, when and why, and is still a WAV with the same sound."""

import io
import struct
import wave
from pathlib import Path

import pytest

from callfloor.recording.keys import Keys
from callfloor.recording.mark import length_of, mark, marked
from callfloor.recording.mix import wav_header
from callfloor.recording.store import RecordingStore


@pytest.mark.parametrize("frames", [0, 1, 40_001])
@pytest.mark.parametrize("reason", ["Case 17", "Queja de Ñoño\n第17号", "x" * 3_000])
def test_the_mark_stands_behind_the_same_sound(tmp_path: Path, frames: int, reason: str) -> None:
    store = RecordingStore(tmp_path / "sealed", Keys(tmp_path / "keys"))
    sound = bytes(range(256)) * (frames // 64) + bytes(frames % 64 * 4)
    data = wav_header(len(sound) // 4, channels=2) + sound
    store.seal("shop", "r1", len(data), [data])
    chunk = mark(
        taken_by="Ana (ana)", at="2026-11-25T09:00:00Z", reason=reason,
        recording_id="r1", contact_id="c1",
    )  # fmt: skip
    with store.open("shop", "r1") as sealed:
        length = length_of(sealed, chunk)
        found = b"".join(marked(sealed, chunk))
    assert len(found) == length
    assert struct.unpack("<I", found[4:8])[0] == len(found) - 8
    with wave.open(io.BytesIO(found)) as file:
        assert file.getnchannels() == 2
        assert file.readframes(file.getnframes()) == sound
    at = found.index(b"ICMT")
    size = struct.unpack("<I", found[at + 4 : at + 8])[0]
    text = found[at + 8 : at + 8 + size].rstrip(b"\0").decode()
    assert text.startswith("Downloaded by Ana (ana) at 2026-11-25T09:00:00Z: ")
    assert " ".join(reason.split())[:200] in text
