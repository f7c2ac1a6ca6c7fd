"""From raw legs to a sealed recording, whatever dies in between."""

import asyncio
import errno
import io
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from callfloor.events.contacts import RecordingFailed, RecordingStored
from callfloor.recording.keys import Keys
from callfloor.recording.mix import wav_header
from callfloor.recording.sealer import Outcome, Sealer
from callfloor.recording.store import RecordingStore
from callfloor.recording.waveform import waveform

RATE = 8000


def leg(path: Path, level: int, ms: int) -> None:
    samples = np.full(RATE * ms // 1000, level, dtype="<i2")
    path.write_bytes(wav_header(len(samples), channels=1) + samples.tobytes())


class Desk:
    def __init__(self, folder: Path) -> None:
        self.raw = folder / "raw"
        self.store = RecordingStore(folder / "sealed", Keys(folder / "keys"))
        self.outcomes: list[Outcome] = []
        self.sealer = Sealer(self.raw, self.store, self.outcomes.append)

    def samples(self, recording_id: str) -> "np.ndarray[tuple[int, int], np.dtype[np.int16]]":
        with self.store.open("shop", recording_id) as file:
            data = file.read(0, file.length)
        with wave.open(io.BytesIO(data)) as sound:
            assert (sound.getnchannels(), sound.getframerate()) == (2, RATE)
            frames = sound.readframes(sound.getnframes())
        return np.frombuffer(frames, dtype="<i2").reshape(-1, 2)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path)
    await desk.sealer.start()
    yield desk
    await desk.sealer.stop()


async def test_two_legs_become_stereo_and_the_raw_files_go(desk: Desk) -> None:
    leg(desk.raw / "17.1-in.wav", 1000, 500)
    leg(desk.raw / "17.1-out.wav", -2000, 400)
    desk.sealer.call_finished("shop", "C1", "17.1")
    await desk.sealer.settled()
    (stored,) = desk.outcomes
    assert isinstance(stored, RecordingStored)
    assert (stored.recording_id, stored.kind, stored.duration_ms) == ("C1", "call", 500)
    samples = desk.samples("C1")
    assert samples[0].tolist() == [1000, -2000]
    assert samples[-1].tolist() == [1000, 0]
    assert list(desk.raw.iterdir()) == []
    with desk.store.open("shop", "C1") as file:
        shape = waveform(file, points=10)
    assert shape.duration_ms == 500
    assert shape.left == [round(1000 / 32768, 3)] * 10
    assert shape.right[0] == round(2000 / 32768, 3)
    assert shape.right[-1] == 0.0


async def test_telling_twice_stores_once(desk: Desk) -> None:
    leg(desk.raw / "17.1-in.wav", 1, 100)
    leg(desk.raw / "17.1-out.wav", 1, 100)
    desk.sealer.call_finished("shop", "C1", "17.1")
    desk.sealer.call_finished("shop", "C1", "17.1")
    await desk.sealer.settled()
    desk.sealer.call_finished("shop", "C1", "17.1")
    await desk.sealer.settled()
    assert len(desk.outcomes) == 1


async def test_audio_of_zero_length_is_told_and_nothing_stays(desk: Desk) -> None:
    for side in ("in", "out"):
        (desk.raw / f"17.1-{side}.wav").write_bytes(wav_header(0, channels=1))
    desk.sealer.call_finished("shop", "C1", "17.1")
    await desk.sealer.settled()
    (failed,) = desk.outcomes
    assert isinstance(failed, RecordingFailed)
    assert failed.reason == "no_sound"
    assert list(desk.raw.iterdir()) == []


async def test_a_store_that_refuses_again_and_again_is_told_once_and_then_that_it_took(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    leg(desk.raw / "17.1-in.wav", 1, 100)
    leg(desk.raw / "17.1-out.wav", 1, 100)

    def refuse(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as full:
        full.setattr(desk.store, "seal", refuse)
        for _ in range(3):
            desk.sealer.call_finished("shop", "C1", "17.1")
            await desk.sealer.settled()
    desk.sealer.call_finished("shop", "C1", "17.1")
    await desk.sealer.settled()
    assert [type(outcome) for outcome in desk.outcomes] == [RecordingFailed, RecordingStored]


async def test_a_header_that_was_never_finished_loses_no_sound(desk: Desk) -> None:
    samples = np.full(RATE, 77, dtype="<i2").tobytes()
    for side in ("in", "out"):
        (desk.raw / f"17.1-{side}.wav").write_bytes(wav_header(0, channels=1) + samples + b"x")
    desk.sealer.call_finished("shop", "C1", "17.1")
    await desk.sealer.settled()
    assert desk.samples("C1").shape == (RATE, 2)


async def test_a_voice_message_is_of_its_own_kind(desk: Desk) -> None:
    leg(desk.raw / "C1.vm.wav", 500, 300)
    desk.sealer.voicemail_finished("shop", "C1", "C1.vm")
    await desk.sealer.settled()
    (stored,) = desk.outcomes
    assert isinstance(stored, RecordingStored)
    assert (stored.kind, stored.recording_id, stored.duration_ms) == ("voicemail", "C1.vm", 300)
    assert desk.samples("C1.vm")[0].tolist() == [500, 0]


async def test_what_a_killed_process_left_is_sealed_by_the_next(tmp_path: Path) -> None:
    dead = Desk(tmp_path)
    await dead.sealer.start()
    dead.sealer.call_began("shop", "C1", "17.1")
    dead.sealer.call_began("shop", "C2", "17.2")
    async with asyncio.timeout(60):
        while len(list(dead.raw.glob("*.note"))) < 2:
            await asyncio.sleep(0.01)
    await dead.sealer.stop()
    for line in ("17.1", "17.2"):
        leg(dead.raw / f"{line}-in.wav", 1, 100)
        leg(dead.raw / f"{line}-out.wav", 1, 100)
    desk = Desk(tmp_path)
    await desk.sealer.start()
    assert await desk.sealer.sweep(live_lines={"17.2"}) == 1
    await desk.sealer.settled()
    await desk.sealer.stop()
    assert [one.contact_id for one in desk.outcomes] == ["C1"]
    assert (desk.raw / "17.2-in.wav").exists()


async def test_a_sweep_takes_calls_whose_end_went_unheard_and_leaves_new_ones(desk: Desk) -> None:
    desk.sealer.call_began("shop", "C1", "17.1")
    desk.sealer.call_began("shop", "C2", "17.2")
    async with asyncio.timeout(60):
        while len(list(desk.raw.glob("*.note"))) < 2:
            await asyncio.sleep(0.01)
    leg(desk.raw / "17.1-in.wav", 1, 100)
    desk.sealer.sweep(["17.2"])
    desk.sealer.call_began("shop", "C3", "17.3")
    async with asyncio.timeout(60):
        while not desk.outcomes:
            await asyncio.sleep(0.01)
    await desk.sealer.settled()
    assert [one.contact_id for one in desk.outcomes] == ["C1"]


async def test_pain_8_a_disk_that_fills_up_leaves_the_note_that_was_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sealer.call_began("shop", "C1", "17.1")
    note = desk.raw / "C1.note"
    async with asyncio.timeout(60):
        while not note.exists():
            await asyncio.sleep(0.01)
    whole = note.read_bytes()
    write = Path.write_bytes

    def half(path: Path, data: bytes) -> int:
        write(path, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    monkeypatch.setattr(desk.store, "seal", lambda *_: half(desk.raw / "sound", b"12"))
    write(desk.raw / "17.1-in.wav", wav_header(80, channels=1) + b"\1\0" * 80)
    desk.sealer.call_finished("shop", "C1", "17.1")
    await desk.sealer.settled()
    assert isinstance(desk.outcomes[0], RecordingFailed)
    assert note.read_bytes() == whole


async def test_when_the_store_cannot_be_written_the_raw_files_stay(desk: Desk) -> None:
    leg(desk.raw / "17.1-in.wav", 1, 100)
    leg(desk.raw / "17.1-out.wav", 1, 100)
    (desk.raw.parent / "sealed").write_text("a file where the folder should be")
    desk.sealer.call_finished("shop", "C1", "17.1")
    await desk.sealer.settled()
    assert isinstance(desk.outcomes[0], RecordingFailed)
    (desk.raw.parent / "sealed").unlink()
    assert await desk.sealer.sweep(live_lines=()) == 1
    await desk.sealer.settled()
    assert isinstance(desk.outcomes[1], RecordingStored)
    assert list(desk.raw.iterdir()) == []


async def test_raw_files_that_still_lie_there_are_taken_up_when_asked(desk: Desk) -> None:
    """Also where the note of the call was lost; nothing else is reached by what was asked."""
    leg(desk.raw / "17.1-in.wav", 5, 100)
    assert await desk.sealer.retry("shop", "C1", "17.1")
    await desk.sealer.settled()
    (stored,) = desk.outcomes
    assert isinstance(stored, RecordingStored)
    assert not await desk.sealer.retry("shop", "C1", "17.1"), "there is nothing left"
    (desk.raw.parent / "x-in.wav").write_bytes(b"")
    for contact_id, line in (("C1", "../x"), ("../C1", "17.2"), ("C1", "")):
        assert not await desk.sealer.retry("shop", contact_id, line)
    leg(desk.raw / "17.2-in.wav", 5, 100)
    desk.sealer.call_began("shop", "C2", "17.2")
    assert not await desk.sealer.retry("shop", "C2", "17.2"), "the call goes on"
