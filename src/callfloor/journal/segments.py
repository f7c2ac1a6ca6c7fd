"""Segment files on the disk: the blocking half of the spool, called from its one disk thread.

A segment is named by the number of its first record. A record is its length, its CRC-32 and its
JSON. A torn tail, as a power cut leaves, ends its segment and no more.
"""

import contextlib
import itertools
import os
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from callfloor.journal import upcast
from callfloor.journal.port import Entry
from callfloor.kit import log

_HEAD = struct.Struct("<II")
_RECORD_MAX_BYTES = 16 * 1024 * 1024
_READ_BYTES = 1024 * 1024
_decoder = msgspec.json.Decoder(upcast.Written)
_logger = log.get("spool")


def pack(entry: Entry) -> bytes:
    """One entry as the record that stands in a segment."""
    body = msgspec.json.encode(upcast.write(entry))
    return _HEAD.pack(len(body), zlib.crc32(body)) + body


def _records(data: bytes) -> tuple[list[bytes], int]:
    """The whole, undamaged records at the start of `data`, and how many bytes they take."""
    bodies: list[bytes] = []
    place = 0
    while place + _HEAD.size <= len(data):
        length, checksum = _HEAD.unpack_from(data, place)
        end = place + _HEAD.size + length
        body = data[place + _HEAD.size : end]
        if length > _RECORD_MAX_BYTES or end > len(data) or zlib.crc32(body) != checksum:
            break
        bodies.append(body)
        place = end
    return bodies, place


def _entry(body: bytes) -> Entry:
    row = _decoder.decode(body)
    return Entry(id=row.id, fact=upcast.read(row.type, row.version, row.body))


class _Place(msgspec.Struct):
    """Where reading goes on: record `number` begins at `offset` of the segment named `first`."""

    first: int
    offset: int
    number: int


class Segments:
    """Not safe for two threads. Counts are of records since the folder was first used."""

    def __init__(self, folder: Path, segment_max_bytes: int) -> None:
        self._folder = folder
        self._segment_max_bytes = segment_max_bytes
        self._file: int | None = None
        self._bytes = 0
        self.written = 0
        self.acknowledged = 0
        self._place = _Place(0, 0, 0)
        self._read_to = _Place(0, 0, 0)

    def open(self) -> None:
        """Count what an earlier process left; writing goes on in a new segment behind it."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileNotFoundError, ValueError):
            self.acknowledged = int((self._folder / "acknowledged").read_text(encoding="ascii"))
        firsts = self._firsts()
        self.written = max(self.acknowledged, firsts[-1] if firsts else 0)
        if firsts:
            bodies, whole = _records(self._path(firsts[-1]).read_bytes())
            self.written = max(self.written, firsts[-1] + len(bodies))
            torn = self._path(firsts[-1]).stat().st_size - whole
            if torn:
                _logger.warning("the spool ends in a torn record", bytes=torn)
        begin = max((first for first in firsts if first <= self.acknowledged), default=0)
        self._place = _Place(begin, 0, begin)
        if firsts and begin < firsts[0]:
            self._place = _Place(firsts[0], 0, firsts[0])

    def write(self, entries: Sequence[Entry]) -> None:
        """Append records and return once they are on the disk; OSError leaves them out."""
        data = b"".join(map(pack, entries))
        if self._file is None or self._bytes >= self._segment_max_bytes:
            self._begin_segment()
        try:
            self._write_all(data)
        except OSError:
            # Should the cut fail too: reading ends a segment where the next one's number begins.
            if self._file is not None:
                with contextlib.suppress(OSError):
                    os.ftruncate(self._file, self._bytes)
            self.close()
            raise
        self._bytes += len(data)
        self.written += len(entries)

    def _write_all(self, data: bytes) -> None:
        if self._file is None:
            raise OSError
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._file, rest) :]
        os.fdatasync(self._file)

    def _begin_segment(self) -> None:
        self.close()
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        self._file = os.open(self._path(self.written), flags, 0o600)
        self._bytes = 0
        self._sync_folder()

    def _sync_folder(self) -> None:
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def read(self, limit: int) -> list[Entry]:
        """The oldest entries that are not acknowledged, at most `limit`."""
        place = _Place(self._place.first, self._place.offset, self._place.number)
        found: list[Entry] = []
        while len(found) < limit and place.number < self.written:
            end = self._end_of(place.first)
            if place.number >= end:
                place = _Place(end, 0, end)
                continue
            bodies = self._read_some(
                place, min(end - place.number, self._room(place, found, limit))
            )
            if not bodies:
                _logger.error("a segment of the spool is damaged", first=place.first)
                place = _Place(end, 0, end)
                continue
            skipped = max(0, min(len(bodies), self.acknowledged - place.number))
            found.extend(_entry(body) for body in bodies[skipped:])
            place.offset += sum(_HEAD.size + len(body) for body in bodies)
            place.number += len(bodies)
        self._read_to = place
        return found

    def _room(self, place: _Place, found: list[Entry], limit: int) -> int:
        return limit - len(found) + max(0, self.acknowledged - place.number)

    def _end_of(self, first: int) -> int:
        """The number behind the last record that counts in the segment named `first`."""
        later = [other for other in self._firsts() if other > first]
        return min(later, default=self.written)

    def _read_some(self, place: _Place, count_max: int) -> list[bytes]:
        bodies: list[bytes] = []
        try:
            with self._path(place.first).open("rb") as file:
                file.seek(place.offset)
                data = b""
                while len(bodies) < count_max:
                    more = file.read(_READ_BYTES)
                    if not more:
                        break
                    fresh, used = _records(data + more)
                    data = (data + more)[used:]
                    bodies.extend(fresh)
        except FileNotFoundError:
            return []
        return bodies[:count_max]

    def acknowledge(self) -> None:
        """Let go of all that the last `read` gave."""
        self._place = self._read_to
        self.acknowledged = max(self.acknowledged, self._place.number)
        # Lost by a power cut it costs a repetition, which the journal passes over: no sync.
        part = self._folder / "acknowledged.part"
        part.write_text(str(self.acknowledged), encoding="ascii")
        part.replace(self._folder / "acknowledged")
        firsts = self._firsts()
        for first, later in itertools.pairwise(firsts):
            if later <= self.acknowledged:
                self._path(first).unlink()

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _path(self, first: int) -> Path:
        return self._folder / f"{first:016d}.facts"

    def _firsts(self) -> list[int]:
        return sorted(int(path.stem) for path in self._folder.glob("*.facts"))
