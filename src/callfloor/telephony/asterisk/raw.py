"""The raw files that Asterisk writes: where they lie, how long they are, when they are complete."""

import asyncio
import struct
from pathlib import Path

from callfloor.kit.settings import Settings

_HEADER = 44
_BYTES_PER_MS = 16
"""8,000 samples a second of two bytes."""
_LOOK_EVERY_S = 0.15
_LOOKS_MAX = 20


def legs(settings: Settings, line: str) -> tuple[Path, Path]:
    """What the customer said, and what the customer heard."""
    folder = settings.raw_recordings_folder
    return folder / f"{line}-in.wav", folder / f"{line}-out.wav"


def message_file(settings: Settings, recording_id: str) -> Path:
    """A voice message taken by the floor."""
    return settings.raw_recordings_folder / f"{recording_id}.wav"


def away_file(settings: Settings, line: str) -> Path:
    """A voice message taken while the controller was away."""
    return settings.raw_recordings_folder / f"{line}-message.wav"


def duration_ms(path: Path) -> int:
    """From the file's size; a header may be behind."""
    try:
        return max(0, path.stat().st_size - _HEADER) // _BYTES_PER_MS
    except OSError:
        return 0


def ended_ms(path: Path) -> int:
    """When it was written last; 0 where there is no sound in it."""
    try:
        found = path.stat()
    except OSError:
        return 0
    return int(found.st_mtime * 1000) if found.st_size > _HEADER else 0


def is_whole(path: Path) -> bool:
    """Whether the header's length is that of the file. A missing file is whole."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
            size = file.seek(0, 2)
    except OSError:
        return True
    if len(header) < _HEADER:
        return False
    (told,) = struct.unpack_from("<I", header, 40)
    return size - _HEADER - told in (0, 1)


async def closed(settings: Settings, line: str) -> None:
    """Wait until both legs are complete: whole, and not growing from one look to the next.

    Asterisk's recorder ends a moment after the channel; a damaged file must not be waited for.
    """
    paths = legs(settings, line)
    before: list[int] = []
    for _ in range(_LOOKS_MAX):
        sizes = [_size(path) for path in paths]
        if sizes == before and all(is_whole(path) for path in paths):
            return
        before = sizes
        await asyncio.sleep(_LOOK_EVERY_S)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


async def discard(settings: Settings, line: str) -> None:
    """Take away what was begun for a call that was refused."""
    await closed(settings, line)
    for path in legs(settings, line):
        path.unlink(missing_ok=True)
