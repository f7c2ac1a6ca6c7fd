"""Keys of the recordings: one file each, readable by the owner only. New recordings use the newest.

A key that is deleted makes its recordings unreadable for good; that is a way to erase them.
"""

import os
import secrets
from pathlib import Path

from callfloor.kit.errors import SetupError
from callfloor.kit.settings import Settings

KEY_ID_BYTES = 8
_KEY_BYTES = 32


class Keys:
    """Key id → key, with the one to seal with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._keys: dict[bytes, bytes] = {}

    @classmethod
    def of(cls, settings: Settings) -> "Keys":
        return cls(settings.secrets_folder / "recordings")

    def newest(self) -> tuple[bytes, bytes]:
        """The key to seal with; the first one is made here."""
        files = sorted(self._folder.glob("*.key")) if self._folder.is_dir() else []
        key_id = bytes.fromhex(files[-1].stem.split("-")[1]) if files else self.rotate()
        return key_id, self.key(key_id)

    def key(self, key_id: bytes) -> bytes:
        """The key of a recording; SetupError where its file is missing or damaged."""
        if key_id not in self._keys:
            found = next(iter(self._folder.glob(f"*-{key_id.hex()}.key")), None)
            value = found.read_bytes() if found else b""
            if len(value) != _KEY_BYTES:
                msg = (
                    f"The key {key_id.hex()} of this recording is missing in {self._folder}. "
                    "Put it back from your backup of the secrets."
                )
                raise SetupError(msg)
            self._keys[key_id] = value
        return self._keys[key_id]

    def rotate(self) -> bytes:
        """Make a new key; earlier recordings keep theirs. Returns its id."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key_id = secrets.token_bytes(KEY_ID_BYTES)
        number = len(list(self._folder.glob("*.key"))) + 1
        path = self._folder / f"{number:04d}-{key_id.hex()}.key"
        stream = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(stream, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        return key_id
