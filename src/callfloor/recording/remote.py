"""Where sealed recordings go from this machine: any S3 service. What is sent is encrypted already.

A service that is away, slow or refuses gives UnavailableError; only what it knows not to have is
missing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from callfloor.kit.errors import SetupError, UnavailableError
from callfloor.kit.settings import Settings

if TYPE_CHECKING:
    from obstore.store import S3Config

AHEAD_BYTES = 1_048_576
_TIMEOUT_S = 20
_RETRY_S = 5


class Readable(Protocol):
    """What a sealed file is read from, here or there."""

    def read(self, size: int = ..., /) -> bytes: ...

    def seek(self, offset: int, /) -> int: ...

    def close(self) -> None: ...


class Remote(Protocol):
    """Names are paths with slashes, the company first."""

    def put(self, name: str, path: Path) -> None:
        """Whole or not at all; there when this returns."""

    def open(self, name: str) -> Readable:
        """FileNotFoundError where there is none."""

    def stamp(self, name: str) -> str:
        """Changes with the content; empty where there is none."""

    def delete(self, name: str) -> None:
        """Nothing where there is none."""

    def probe(self) -> None:
        """Write, read and remove something small; raises where one of them fails."""


class S3Remote:
    """Objects below `prefix` in one bucket. Nothing is asked before the first use."""

    def __init__(self, store: S3Store, where: str) -> None:
        self._store = store
        self.where = where

    @classmethod
    def of(cls, settings: Settings) -> "S3Remote":
        key, secret = settings.s3_access_key_id, settings.s3_secret_access_key
        if (key is None) != (secret is None):
            msg = "Set CALLFLOOR_S3_ACCESS_KEY_ID and CALLFLOOR_S3_SECRET_ACCESS_KEY both, or neither."
            raise SetupError(msg)
        endpoint, bucket = settings.s3_endpoint, str(settings.s3_bucket)
        # The service compares what came with what was sent.
        config: S3Config = {"region": settings.s3_region, "checksum_algorithm": "sha256"}
        if endpoint:
            config["endpoint"] = endpoint
        if key is not None and secret is not None:
            config["access_key_id"] = key.get_secret_value()
            config["secret_access_key"] = secret.get_secret_value()
        store = S3Store(
            bucket,
            prefix=settings.s3_prefix or None,
            config=config,
            client_options={
                "allow_http": bool(endpoint and endpoint.startswith("http://")),
                "connect_timeout": timedelta(seconds=3),
                "timeout": timedelta(seconds=_TIMEOUT_S),
            },
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=_RETRY_S)},
        )
        return cls(store, f"bucket {bucket}" + (f" at {endpoint}" if endpoint else ""))

    def put(self, name: str, path: Path) -> None:
        with _reached():
            obstore.put(self._store, name, path, use_multipart=False)
            size = obstore.head(self._store, name)["size"]
        if size != path.stat().st_size:
            msg = f"The storage keeps {size} bytes of {name}; it is sent again."
            raise UnavailableError(msg, part="s3")

    def open(self, name: str) -> Readable:
        with _reached():
            size = obstore.head(self._store, name)["size"]
        return _Ranged(self._store, name, size)

    def stamp(self, name: str) -> str:
        try:
            with _reached():
                found = obstore.head(self._store, name)
        except FileNotFoundError:
            return ""
        return f"{found['e_tag']}.{found['size']}"

    def delete(self, name: str) -> None:
        try:
            with _reached():
                obstore.delete(self._store, name)
        except FileNotFoundError:
            return

    def probe(self) -> None:
        name, words = ".callfloor-probe", b"Callfloor can write here."
        with _reached():
            obstore.put(self._store, name, words)
            found = bytes(obstore.get(self._store, name).bytes())
            obstore.delete(self._store, name)
        if found != words:
            msg = "The storage gave back something else than was written."
            raise UnavailableError(msg, part="s3")


class _Ranged:
    """An object read in ranges, each a little ahead, as a file would be."""

    def __init__(self, store: S3Store, name: str, size: int) -> None:
        self._store, self._name, self._size = store, name, size
        self._at = 0
        self._from, self._data = 0, b""

    def seek(self, offset: int, /) -> int:
        self._at = offset
        return offset

    def read(self, size: int = -1, /) -> bytes:
        end = self._size if size < 0 else min(self._size, self._at + size)
        if end <= self._at:
            return b""
        if not self._from <= self._at or end > self._from + len(self._data):
            length = min(max(end - self._at, AHEAD_BYTES), self._size - self._at)
            with _reached():
                found = obstore.get_range(self._store, self._name, start=self._at, length=length)
            self._from, self._data = self._at, bytes(found)
        start = self._at - self._from
        part = self._data[start : start + end - self._at]
        self._at += len(part)
        return part

    def close(self) -> None:
        self._data = b""


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except BaseError as error:
        first = str(error).strip().splitlines()[0][:200]
        msg = f"The storage of recordings cannot be reached just now: {first}"
        raise UnavailableError(msg, part="s3") from error
