"""The spool: durable, in order, complete after any kind of end; the shipper that empties it."""

import asyncio
import errno
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import cases

from callfloor.events.installation import CentreChanged
from callfloor.journal.memory import MemoryJournal
from callfloor.journal.port import Entry
from callfloor.journal.segments import Segments, pack
from callfloor.journal.shipper import Shipper
from callfloor.journal.spool import Spool
from callfloor.kit.errors import UnavailableError


def entry(number: int) -> Entry:
    return Entry(id=f"e{number}", fact=CentreChanged(tenant="a", at_ms=number, version=number))


def numbers(entries: Sequence[Entry]) -> list[int]:
    return [item.fact.at_ms for item in entries]


async def opened(folder: Path, segment_max_bytes: int = 500) -> Spool:
    spool = Spool(folder, segment_max_bytes=segment_max_bytes)
    await spool.open()
    return spool


async def test_appends_keep_their_order_and_are_all_read(tmp_path: Path) -> None:
    spool = await opened(tmp_path)
    await asyncio.gather(*(spool.append([entry(n * 2), entry(n * 2 + 1)]) for n in range(50)))
    assert spool.waiting == 100
    assert numbers(await spool.read(1000)) == list(range(100))
    await spool.close()


async def test_acknowledged_entries_are_gone_and_their_segments_too(tmp_path: Path) -> None:
    spool = await opened(tmp_path)
    for number in range(40):
        await spool.append([entry(number)])
    segments = len(list(tmp_path.glob("*.facts")))
    assert segments > 3
    assert numbers(await spool.read(33)) == list(range(33))
    await spool.acknowledge()
    assert spool.waiting == 7
    assert len(list(tmp_path.glob("*.facts"))) < segments
    assert numbers(await spool.read(33)) == list(range(33, 40))
    await spool.close()


async def test_a_new_process_finds_the_rest(tmp_path: Path) -> None:
    spool = await opened(tmp_path)
    await spool.append([entry(number) for number in range(10)])
    await spool.read(4)
    await spool.acknowledge()
    # No close: as after kill -9.
    again = await opened(tmp_path)
    assert again.waiting == 6
    await again.append([entry(10)])
    assert numbers(await again.read(100)) == list(range(4, 11))
    await again.acknowledge()
    assert again.waiting == 0
    third = await opened(tmp_path)
    assert third.waiting == 0
    assert await third.read(10) == []
    await third.append([entry(11)])
    assert numbers(await third.read(10)) == [11]
    for each in (spool, again, third):
        await each.close()


@settings(max_examples=cases(60, quick=15), deadline=None)
@given(cut=st.integers(0, 400), added=st.integers(1, 3))
def test_a_torn_tail_loses_only_itself(
    tmp_path_factory: pytest.TempPathFactory, cut: int, added: int
) -> None:
    folder = tmp_path_factory.mktemp("torn")
    segments = Segments(folder, 10_000)
    segments.open()
    written = [entry(number) for number in range(4)]
    records = [pack(one) for one in written]
    segments.write(written)
    segments.close()
    file = next(folder.glob("*.facts"))
    keep = max(0, file.stat().st_size - cut)
    os.truncate(file, keep)
    whole = sum(1 for count in range(1, 5) if sum(map(len, records[:count])) <= keep)
    again = Segments(folder, 10_000)
    again.open()
    again.write([entry(100 + number) for number in range(added)])
    expected = [*range(whole), *(100 + number for number in range(added))]
    assert numbers(again.read(100)) == expected
    again.close()


async def test_a_damaged_record_is_never_read(tmp_path: Path) -> None:
    spool = await opened(tmp_path, 10_000)
    await spool.append([entry(1), entry(2), entry(3)])
    file = next(tmp_path.glob("*.facts"))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    assert numbers(await spool.read(10)) == [1]
    await spool.acknowledge()
    await spool.append([entry(4)])
    await spool.close()


async def test_a_full_disk_is_said_and_later_writes_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = await opened(tmp_path, 10_000)
    await spool.append([entry(1)])
    real = os.fdatasync

    def refuse(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fdatasync", refuse)
    with pytest.raises(UnavailableError, match="No space left"):
        await spool.append([entry(2)])
    monkeypatch.setattr(os, "fdatasync", real)
    await spool.append([entry(3)])
    assert numbers(await spool.read(10)) == [1, 3]
    await spool.close()
    again = await opened(tmp_path, 10_000)
    assert numbers(await again.read(10)) == [1, 3]
    await again.close()


class _Storage(MemoryJournal):
    """A journal whose storage can be away, and that can lose the answer to an append."""

    def __init__(self) -> None:
        super().__init__()
        self.away = False
        self.loses_answer = False

    async def append(self, entries: Sequence[Entry]) -> None:
        if self.away:
            msg = "away"
            raise UnavailableError(msg)
        await super().append(entries)
        if self.loses_answer:
            self.loses_answer = False
            msg = "the answer was lost"
            raise UnavailableError(msg)


async def test_the_shipper_waits_for_the_storage_and_loses_nothing(tmp_path: Path) -> None:
    spool = await opened(tmp_path)
    storage = _Storage()
    shipper = Shipper(spool, storage)
    shipping = asyncio.create_task(shipper.run())
    await spool.append([entry(1)])
    await _until(lambda: spool.waiting == 0)
    storage.away = True
    await spool.append([entry(number) for number in range(2, 30)])
    await _until(lambda: shipper.away_since_ms is not None)
    assert spool.waiting == 28
    storage.loses_answer = True
    storage.away = False
    await _until(lambda: spool.waiting == 0 and shipper.away_since_ms is None)
    recorded = await storage.read()
    assert [item.fact.at_ms for item in recorded] == list(range(1, 30))
    shipping.cancel()
    await asyncio.gather(shipping, return_exceptions=True)
    await spool.close()


async def _until(condition: object) -> None:
    assert callable(condition)
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.01)
