"""Recordings at rest: readable in parts, by their own name only, and never when changed."""

import random
from pathlib import Path

import pytest

from callfloor.kit.errors import InvalidError, NotFoundError, SetupError
from callfloor.recording.keys import Keys
from callfloor.recording.store import CHUNK, DamagedError, RecordingStore


@pytest.fixture
def store(tmp_path: Path) -> RecordingStore:
    return RecordingStore(tmp_path / "sealed", Keys(tmp_path / "keys"))


def sealed_path(tmp_path: Path, recording_id: str) -> Path:
    return next((tmp_path / "sealed").rglob(f"{recording_id}.cfr"))


def parts_of(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17])
def test_what_was_sealed_is_read_whole_and_in_any_part(store: RecordingStore, length: int) -> None:
    data = random.Random(length).randbytes(length)
    sealed = store.seal("shop", "one", length, parts_of(data, 1000))
    assert sealed.size_bytes == length
    with store.open("shop", "one") as file:
        assert file.length == length
        assert b"".join(file.parts()) == data
        for offset, size in ((0, 10), (CHUNK - 3, 6), (length - 5, 50), (length + 9, 4)):
            offset = max(0, offset)
            assert file.read(offset, size) == data[offset : offset + size]


def test_nothing_of_the_audio_is_in_the_file(store: RecordingStore, tmp_path: Path) -> None:
    store.seal("shop", "one", 4000, [b"secret words" * 333 + b"abcd"])
    assert b"secret words" not in sealed_path(tmp_path, "one").read_bytes()
    assert sealed_path(tmp_path, "one").stat().st_mode & 0o077 == 0


def test_a_changed_byte_is_noticed(store: RecordingStore, tmp_path: Path) -> None:
    store.seal("shop", "one", 5000, [bytes(5000)])
    path = sealed_path(tmp_path, "one")
    data = bytearray(path.read_bytes())
    for at in (5, 20, 30, 40, len(data) - 1):
        changed = bytearray(data)
        changed[at] ^= 1
        path.write_bytes(changed)
        with pytest.raises((DamagedError, SetupError)), store.open("shop", "one") as file:
            file.read(0, 5000)


def test_a_recording_under_another_name_does_not_open(
    store: RecordingStore, tmp_path: Path
) -> None:
    store.seal("shop", "one", 10, [bytes(10)])
    path = sealed_path(tmp_path, "one")
    path.rename(path.with_name("two.cfr"))
    (tmp_path / "sealed/shop/two").mkdir()
    path.with_name("two.cfr").rename(tmp_path / "sealed/shop/two/two.cfr")
    with pytest.raises(DamagedError), store.open("shop", "two") as file:
        file.read(0, 10)


def test_a_cut_off_file_is_noticed(store: RecordingStore, tmp_path: Path) -> None:
    store.seal("shop", "one", 3 * CHUNK, [bytes(3 * CHUNK)])
    path = sealed_path(tmp_path, "one")
    path.write_bytes(path.read_bytes()[: 2 * CHUNK])
    with pytest.raises(DamagedError), store.open("shop", "one") as file:
        file.read(0, 3 * CHUNK)


def test_another_tenant_sees_nothing(store: RecordingStore) -> None:
    store.seal("shop", "one", 10, [bytes(10)])
    with pytest.raises(NotFoundError):
        store.open("bank", "one")


@pytest.mark.parametrize("name", ["../one", "", "a/b", ".hidden", "x" * 200])
def test_a_name_cannot_leave_the_folder(store: RecordingStore, name: str) -> None:
    with pytest.raises(InvalidError):
        store.open("shop", name)


def test_a_length_that_does_not_fit_leaves_nothing(store: RecordingStore, tmp_path: Path) -> None:
    with pytest.raises(InvalidError):
        store.seal("shop", "one", 10, [bytes(9)])
    assert not store.has("shop", "one")
    assert [path for path in (tmp_path / "sealed").rglob("*") if path.is_file()] == []


def test_after_a_rotation_old_recordings_open_and_new_ones_use_the_new_key(
    store: RecordingStore, tmp_path: Path
) -> None:
    store.seal("shop", "old", 3, [b"old"])
    keys = Keys(tmp_path / "keys")
    first, _ = keys.newest()
    keys.rotate()
    store.seal("shop", "new", 3, [b"new"])
    next((tmp_path / "keys").glob(f"*-{first.hex()}.key")).unlink()
    fresh = RecordingStore(tmp_path / "sealed", Keys(tmp_path / "keys"))
    with fresh.open("shop", "new") as file:
        assert file.read(0, 3) == b"new"
    with pytest.raises(SetupError, match="Put it back"):
        fresh.open("shop", "old")
