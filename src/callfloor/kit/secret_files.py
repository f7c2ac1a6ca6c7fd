"""Secrets that the installation makes for itself: each a file that only its owner may read."""

import os
import secrets as randomness

from callfloor.kit.settings import Settings


def secret(settings: Settings, name: str) -> str:
    """The secret of that name, made at the first call; the same for every process of the home."""
    folder = settings.secrets_folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / name
    if not file.exists():
        part = folder / f".{name}.{os.getpid()}"
        part.touch(mode=0o600)
        part.write_text(randomness.token_urlsafe(32), encoding="utf-8")
        try:
            os.link(part, file)
        except FileExistsError:  # another process was first: its secret is the one
            pass
        finally:
            part.unlink()
    return file.read_text(encoding="utf-8").strip()
