"""Calls that came and ended while no controller was there: each is told once, afterwards.

The dialplan notes every call before anything else, and the note is taken away when the controller has
the call for good: when its arrival is durable. What is left of a channel that has gone was never heard
of, message or not.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from callfloor.kit.clock import now_ms
from callfloor.kit.ids import new_id
from callfloor.kit.log import get
from callfloor.kit.settings import Settings
from callfloor.telephony import port
from callfloor.telephony.asterisk import raw
from callfloor.telephony.asterisk.client import path_of
from callfloor.telephony.asterisk.switch import NOT_FOUND, Switch
from callfloor.telephony.asterisk.translate import source_of

_FIELDS = 5
_LOOK_EVERY_S = 1.0

log = get("asterisk")


class AwayCallers:
    """`look` begins after each synchronisation and goes on until no note is left."""

    def __init__(
        self, settings: Settings, switch: Switch, tell: Callable[[port.TelephonyEvent], None]
    ) -> None:
        self._settings = settings
        self._switch = switch
        self._tell = tell
        self._looking: asyncio.Task[None] | None = None
        self._told: dict[str, str] = {}
        """Contact → line of those whose arrival was told and is not known to be durable yet."""

    def told(self, contact_id: str, line: str) -> None:
        """The controller hears of this call now; a controller that dies at once must find it again."""
        self._told[contact_id] = line

    def recorded(self, contact_id: str) -> None:
        """Its arrival is durable."""
        line = self._told.pop(contact_id, "")
        if line:
            self.taken(line)

    def taken(self, line: str) -> None:
        """The controller has this call."""
        (self._settings.raw_recordings_folder / f"{line}.call").unlink(missing_ok=True)

    def noted(self) -> dict[str, int]:
        """Line → when it was noted, ms of the epoch."""
        found = {}
        for path in self._settings.raw_recordings_folder.glob("*.call"):
            with suppress(FileNotFoundError):
                found[path.name.removesuffix(".call")] = int(path.stat().st_mtime * 1000)
        return found

    def look(self) -> None:
        self.stop()
        self._looking = asyncio.create_task(self._look())

    def stop(self) -> None:
        if self._looking is not None:
            self._looking.cancel()

    async def _look(self) -> None:
        while notes := sorted(self._settings.raw_recordings_folder.glob("*.call")):
            for path in notes:
                if path.name.removesuffix(".call") not in self._told.values():
                    await self._tell_if_over(path)
            await asyncio.sleep(_LOOK_EVERY_S)

    async def _tell_if_over(self, path: Path) -> None:
        line = path.name.removesuffix(".call")
        there = await self._switch.client.get(path_of("channels", line))
        if there.status == NOT_FOUND:
            self._tell_over(path, line)

    def _tell_over(self, path: Path, line: str) -> None:
        is_whole = raw.is_whole(raw.away_file(self._settings, line))
        if not is_whole or not path.exists() or line in self._told.values():
            return  # still being written, or the controller took the call meanwhile
        told = self._read(path, line)
        if told is None:
            path.unlink(missing_ok=True)
        else:
            self.told(told.contact_id, line)
            self._tell(told)
            self._tell(
                port.RecordingFinished(at_ms=now_ms(), contact_id=told.contact_id, line=line)
            )

    def _read(self, path: Path, line: str) -> port.CallerWasAlone | None:
        text = path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
        fields = text.split("|", _FIELDS - 1)
        if len(fields) < _FIELDS or not fields[2].isdigit():
            log.warning("the note of a caller could not be read", file=path.name)
            return None
        source = source_of(fields[0])
        message = raw.away_file(self._settings, line)
        return port.CallerWasAlone(
            at_ms=raw.ended_ms(message) or int(path.stat().st_mtime * 1000),
            arrived_ms=int(fields[2]) * 1000,
            contact_id=new_id(),
            line=line,
            tenant=source.tenant,
            caller=fields[3],
            caller_name=fields[4],
            number=fields[1],
            trunk=source.trunk,
            message_ms=raw.duration_ms(message),
        )
