"""Waiting music from a centre's own sounds: each is a class of one file, made when it is first wanted.

A class is named by its sound, which never changes, so classes are only added. They stand in a file
beside Asterisk's own of music, which a new Asterisk reads at its start.
"""

import asyncio
import re
from pathlib import Path

from callfloor.kit.log import get
from callfloor.telephony.asterisk.client import AriClient, path_of

MUSIC_FILE = "musiconhold_centre.conf"
FILE = "file:"
_MODULE = "res_musiconhold.so"
_NAME_LENGTH = 40
_ENTRY = re.compile(r"^\[(\w+)\]\nmode=playlist\nentry=(/[^\n]+)\n", re.MULTILINE)

log = get("asterisk")


class Music:
    """`folder` is where Asterisk's configuration lies, `prompts_folder` where the sounds do."""

    def __init__(self, client: AriClient, folder: Path, prompts_folder: Path) -> None:
        self._client = client
        self._file = folder / MUSIC_FILE
        self._prompts = prompts_folder.resolve()
        self._read: set[str] = set()
        """Classes that this Asterisk surely knows."""
        self._lock = asyncio.Lock()

    async def class_of(self, music: str) -> str:
        """The class that plays this music: itself, or that of `file:<path below the prompts>`."""
        if not music.startswith(FILE):
            return music
        path = (self._prompts / music.removeprefix(FILE)).resolve()
        name = f"c{re.sub(r'[^0-9a-z]', '', path.stem)[:_NAME_LENGTH]}"
        async with self._lock:
            if name not in self._read:
                await self._add(name, path)
        return name if name in self._read else "default"

    def forget(self) -> None:
        """Another Asterisk may be there: look again before relying on it."""
        self._read.clear()

    def _is_there(self, path: Path) -> bool:
        return path.is_relative_to(self._prompts) and path.is_file()

    async def _add(self, name: str, path: Path) -> None:
        if not await asyncio.to_thread(self._is_there, path):
            log.warning("a queue's own music is not there", file=path.name)
            return
        known = await asyncio.to_thread(_known, self._file)
        wanted = {**known, name: str(path.with_suffix(""))}
        if wanted != known:
            await asyncio.to_thread(_write, self._file, wanted)
        answer = await self._client.put(path_of("asterisk", "modules", _MODULE))
        if answer.ok:
            self._read |= set(wanted)
        else:
            log.warning("Asterisk did not read the music anew", status=answer.status)


def _known(file: Path) -> dict[str, str]:
    """Classes whose sounds are still there."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = dict(_ENTRY.findall(text))
    return {name: entry for name, entry in found.items() if Path(f"{entry}.wav").is_file()}


def _write(file: Path, classes: dict[str, str]) -> None:
    lines = [f"[{name}]\nmode=playlist\nentry={entry}\n" for name, entry in classes.items()]
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text("\n".join(lines), encoding="utf-8")
    part.replace(file)
