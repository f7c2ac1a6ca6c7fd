"""What desks send of their screens while a call lasts, sealed piece by piece until it is one film.

A piece is written whole or not at all and may be sent twice. The folder is on this disk also where
recordings go to an S3 service: only the film goes there.
"""

import re
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

import msgspec

from callfloor.kit.errors import InvalidError
from callfloor.kit.settings import Settings
from callfloor.recording.film import Part
from callfloor.recording.keys import Keys
from callfloor.recording.store import RecordingStore

PIECE_BYTES_MAX = 1_048_576
PARTS_MAX = 36_000
PIECES_MAX = 2_000
_HEAD = struct.Struct(">QQB")
_NAME = re.compile(r"(?P<part>\d{5})\.(?P<number>\d{4})\.(?P<size>\d+)")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of one part, put together by their numbers from 0, are one WebM stream. A later part has
    a higher number: a browser counts the seconds of the call, so that a page loaded anew goes on.

    `begun_ms` is when the part began, `to_ms` until when it is complete, both by the server's clock.
    """

    part: int
    number: int
    begun_ms: int
    to_ms: int
    is_last: bool
    body: bytes


class Lying(msgspec.Struct, frozen=True, kw_only=True):
    """A piece as its file's name and date tell of it."""

    name: str
    recording_id: str
    part: int
    number: int
    size_bytes: int
    written_ms: int


class Captures:
    """A folder for each recording, below it as in a `RecordingStore`."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self._folder = folder
        self._keys = keys

    def _store(self, recording_id: str) -> RecordingStore:
        return RecordingStore(self._of(recording_id), self._keys)

    def _of(self, recording_id: str) -> Path:
        if not _ID.fullmatch(recording_id):
            msg = f"{recording_id!r} is not the name of a recording."
            raise InvalidError(msg)
        return self._folder / recording_id

    @classmethod
    def of(cls, settings: Settings) -> "Captures":
        return cls(settings.captures_folder, Keys.of(settings))

    def put(self, tenant: str, recording_id: str, piece: Piece) -> None:
        """InvalidError where it is too large or its numbers are beyond what a call can have."""
        size = len(piece.body)
        if size > PIECE_BYTES_MAX or piece.part >= PARTS_MAX or piece.number >= PIECES_MAX:
            msg = f"A piece of a screen has at most {PIECE_BYTES_MAX} bytes; send smaller ones."
            raise InvalidError(msg)
        head = _HEAD.pack(piece.begun_ms, piece.to_ms, piece.is_last)
        name = f"{piece.part:05d}.{piece.number:04d}.{size}"
        self._store(recording_id).seal(tenant, name, len(head) + size, [head, piece.body])

    def get(self, tenant: str, lying: Lying) -> Piece:
        with self._store(lying.recording_id).open(tenant, lying.name) as sealed:
            data = b"".join(sealed.parts())
        begun_ms, to_ms, is_last = _HEAD.unpack_from(data)
        return Piece(
            part=lying.part,
            number=lying.number,
            begun_ms=begun_ms,
            to_ms=to_ms,
            is_last=bool(is_last),
            body=data[_HEAD.size :],
        )

    def lying(self, tenant: str, recording_id: str) -> list[Lying]:
        """Every piece that came, in the order in which it was recorded."""
        found = self._read(tenant, recording_id)
        return sorted(found, key=lambda one: (one.part, one.number, one.written_ms))

    def _read(self, tenant: str, recording_id: str) -> Iterator[Lying]:
        for path in (self._of(recording_id) / tenant).glob("*/*.cfr"):
            match = _NAME.fullmatch(path.stem)
            if match is not None:
                yield Lying(
                    name=path.stem,
                    recording_id=recording_id,
                    part=int(match["part"]),
                    number=int(match["number"]),
                    size_bytes=int(match["size"]),
                    written_ms=int(path.stat().st_mtime * 1000),
                )

    def open_ones(self) -> list[tuple[str, str]]:
        """Tenant and recording of all that waits to become a film, in one order."""
        found = self._folder.glob("*/*/")
        return sorted((path.name, path.parent.name) for path in found)

    def parts(self, tenant: str, recording_id: str, started_ms: int) -> list[Part]:
        """As `film` takes them; a part ends before the first piece that never came."""
        by_part: dict[int, list[Lying]] = {}
        for one in self.lying(tenant, recording_id):
            pieces = by_part.setdefault(one.part, [])
            if one.number == len(pieces):
                pieces.append(one)
        return [
            self._part(tenant, pieces, started_ms)
            for _, pieces in sorted(by_part.items())
            if pieces
        ]

    def _part(self, tenant: str, pieces: list[Lying], started_ms: int) -> Part:
        first, last = self.get(tenant, pieces[0]), self.get(tenant, pieces[-1])

        def read() -> bytes:
            return b"".join(self.get(tenant, one).body for one in pieces)

        return Part(first.begun_ms - started_ms, last.to_ms - started_ms, read)

    def is_complete(self, tenant: str, recording_id: str) -> bool:
        """Whether the latest piece closes its part."""
        lying = self.lying(tenant, recording_id)
        return bool(lying) and self.get(tenant, lying[-1]).is_last

    def clear(self, recording_id: str) -> None:
        shutil.rmtree(self._of(recording_id), ignore_errors=True)
