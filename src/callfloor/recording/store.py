"""Recordings at rest: AES-256-GCM in chunks, so that any part can be read without the whole.

The header (key id, nonce, lengths) and the recording's own name are authenticated with every chunk:
no chunk can be changed, moved, cut off or put under another name unnoticed.

Every recording is sealed into a folder here first. Where there is a `Remote` it is shipped there from
the folder and taken out of it once it has arrived; until then it is read from here. So a service that
is away makes the folder longer, and loses nothing.
"""

import os
import re
import secrets
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from callfloor.kit.errors import CallfloorError, InvalidError, NotFoundError
from callfloor.recording.keys import KEY_ID_BYTES, Keys
from callfloor.recording.remote import Readable, Remote

CHUNK = 65_536
_MAGIC = b"CFR1"
_NONCE_PREFIX = 8
_HEADER = struct.Struct(f">4s{KEY_ID_BYTES}s{_NONCE_PREFIX}sIQ")
_TAG = 16
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class DamagedError(CallfloorError):
    """The stored recording is not what was sealed."""

    status = 409
    code = "recording_damaged"


@dataclass(frozen=True)
class Sealed:
    """Of the audio as it is played, not of the file on disk."""

    size_bytes: int
    sha256: str


class SealedFile:
    """An open recording. `read` gives any part of the audio; close it, or use it in `with`."""

    def __init__(self, file: Readable, name: bytes, keys: Keys) -> None:
        self._file = file
        head = file.read(_HEADER.size)
        if len(head) != _HEADER.size or not head.startswith(_MAGIC):
            msg = "This recording's file is damaged: it does not begin as one."
            raise DamagedError(msg)
        _, key_id, self._prefix, self._chunk, self.length = _HEADER.unpack(head)
        self._cipher = AESGCM(keys.key(key_id))
        self._about = head + name

    def __enter__(self) -> "SealedFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, offset: int, size: int) -> bytes:
        """At most `size` bytes from `offset`; fewer at the end."""
        return b"".join(self.parts(offset, size))

    def parts(self, offset: int = 0, size: int | None = None) -> Iterator[bytes]:
        """The same in parts of one chunk, for streaming."""
        end = self.length if size is None else min(self.length, offset + size)
        while offset < end:
            number, start = divmod(offset, self._chunk)
            plain = self._decrypt(number)
            part = plain[start : start + end - offset]
            if not part:
                msg = "This recording's file is damaged: a part is missing."
                raise DamagedError(msg)
            yield part
            offset += len(part)

    def _decrypt(self, number: int) -> bytes:
        self._file.seek(_HEADER.size + number * (self._chunk + _TAG))
        sealed = self._file.read(self._chunk + _TAG)
        nonce = self._prefix + struct.pack(">I", number)
        try:
            return self._cipher.decrypt(nonce, sealed, self._about)
        except InvalidTag as error:
            msg = "This recording's file is damaged or was changed; restore it from a backup."
            raise DamagedError(msg) from error


class RecordingStore:
    """A folder a tenant, below it a folder for some hours of ids; there as here."""

    def __init__(self, folder: Path, keys: Keys, remote: Remote | None = None) -> None:
        self._folder = folder
        self._keys = keys
        self._remote = remote
        self._changing = Lock()
        """Held while a local file is put in place or taken out after it was shipped."""

    @property
    def ships(self) -> bool:
        return self._remote is not None

    def _path(self, tenant: str, recording_id: str) -> Path:
        for value in (tenant, recording_id):
            if not _ID.fullmatch(value):
                msg = f"{value!r} is not the name of a recording."
                raise InvalidError(msg)
        return self._folder / tenant / recording_id[:5] / f"{recording_id}.cfr"

    def seal(self, tenant: str, recording_id: str, length: int, parts: Iterable[bytes]) -> Sealed:
        """Store `length` bytes that come in parts of any size. Whole or not at all; may overwrite."""
        path = self._path(tenant, recording_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        key_id, key = self._keys.newest()
        prefix = secrets.token_bytes(_NONCE_PREFIX)
        head = _HEADER.pack(_MAGIC, key_id, prefix, CHUNK, length)
        cipher, about, digest = AESGCM(key), head + _name(tenant, recording_id), sha256()
        seen = 0
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(head)
            for number, chunk in enumerate(_chunks(parts)):
                digest.update(chunk)
                seen += len(chunk)
                nonce = prefix + struct.pack(">I", number)
                file.write(cipher.encrypt(nonce, chunk, about))
            file.flush()
            os.fsync(file.fileno())
        if seen != length:
            unfinished.unlink()
            msg = f"A recording of {length} bytes was announced, {seen} came."
            raise InvalidError(msg)
        with self._changing:
            unfinished.replace(path)
        return Sealed(size_bytes=length, sha256=digest.hexdigest())

    def open(self, tenant: str, recording_id: str) -> SealedFile:
        """NotFoundError where there is none of that tenant."""
        try:
            file = self._opened(tenant, recording_id)
        except FileNotFoundError as error:
            msg = "There is no such recording; it may have been deleted."
            raise NotFoundError(msg) from error
        try:
            return SealedFile(file, _name(tenant, recording_id), self._keys)
        except BaseException:
            file.close()
            raise

    def name_of(self, tenant: str, recording_id: str) -> str:
        """As it is called in the storage, for a person who puts it back."""
        return self._path(tenant, recording_id).relative_to(self._folder).as_posix()

    def stamp(self, tenant: str, recording_id: str) -> str:
        """Changes whenever the file does; empty where there is none."""
        try:
            return _stamp(self._path(tenant, recording_id))
        except FileNotFoundError:
            if self._remote is None:
                return ""
            return self._remote.stamp(self.name_of(tenant, recording_id))

    def has(self, tenant: str, recording_id: str) -> bool:
        return bool(self.stamp(tenant, recording_id))

    def delete(self, tenant: str, recording_id: str) -> None:
        """Here and there. UnavailableError where the service is away; nothing is gone then."""
        if self._remote is not None:
            self._remote.delete(self.name_of(tenant, recording_id))
        self._path(tenant, recording_id).unlink(missing_ok=True)
        if self._remote is not None:
            # Once more: it may have been under way. What is still under way finds no file here.
            self._remote.delete(self.name_of(tenant, recording_id))

    def waiting(self) -> list[Path]:
        """Sealed files in the folder here, the oldest first."""
        found = [(path.stat().st_mtime_ns, path) for path in self._folder.rglob("*.cfr")]
        return [path for _, path in sorted(found)]

    def ship(self, limit: int) -> int:
        """Bring up to `limit` files from here to the service; how many arrived.

        UnavailableError at the first that does not; it and those behind it stay here.
        """
        if self._remote is None:
            return 0
        paths = self.waiting()[:limit]
        for path in paths:
            self._ship(path, self._remote)
        return len(paths)

    def _ship(self, path: Path, remote: Remote) -> None:
        name = path.relative_to(self._folder).as_posix()
        try:
            before = _stamp(path)
            remote.put(name, path)
        except FileNotFoundError:
            return  # removed meanwhile
        with self._changing:
            after = _stamp(path) if path.exists() else ""
            if after == before:
                path.unlink()
        if not after:
            remote.delete(name)  # removed while it was under way

    def _opened(self, tenant: str, recording_id: str) -> Readable:
        path = self._path(tenant, recording_id)
        try:
            return path.open("rb")
        except FileNotFoundError:
            if self._remote is None:
                raise
            return self._remote.open(self.name_of(tenant, recording_id))


def _stamp(path: Path) -> str:
    found = path.stat()
    return f"{found.st_mtime_ns}.{found.st_size}.{found.st_ino}"


def _name(tenant: str, recording_id: str) -> bytes:
    return f"{tenant}/{recording_id}".encode()


def _chunks(parts: Iterable[bytes]) -> Iterator[bytes]:
    rest = bytearray()
    for part in parts:
        rest += part
        while len(rest) >= CHUNK:
            yield bytes(rest[:CHUNK])
            del rest[:CHUNK]
    if rest:
        yield bytes(rest)
