"""Takes what Asterisk recorded into the store, and takes the raw files away.

A note beside the raw files says whose they are, from the call's arrival on. So whatever dies in
between, the next start finds what is left and seals it.
"""

import asyncio
import contextlib
import re
import threading
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path
from typing import Literal

import msgspec
from prometheus_client import Gauge

from callfloor.events.contacts import RecordingFailed, RecordingStored
from callfloor.events.recordings import RecordingDiscarded
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import CallfloorError, UnavailableError
from callfloor.kit.log import get
from callfloor.recording.mix import stereo
from callfloor.recording.rules import Verdict
from callfloor.recording.store import RecordingStore

Outcome = RecordingStored | RecordingFailed | RecordingDiscarded
AskVerdict = Callable[[str, str], Awaitable[Verdict]]
"""Tenant and contact → whether the call's recording is kept. UnavailableError: not known yet."""
SHIPPED_AT_ONCE = 20
SHIP_AGAIN_S = 30.0
WAITING = Gauge("callfloor_recordings_waiting", "Sealed recordings that the storage lacks.")
QUIET_MS = 10_000
"""A sweep leaves files alone that Asterisk wrote to within this: their end is being told."""

_LINE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")

log = get("recording")


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Whose raw files these are. `line` names them."""

    tenant: str
    contact_id: str
    recording_id: str
    line: str
    kind: Literal["call", "voicemail"] = "call"


async def keep_all(_tenant: str, _contact_id: str) -> Verdict:
    return Verdict(keep=True)


class Sealer:
    """`on_outcome` gets one fact for each recording, in this event loop.

    A call that is not kept is removed unsealed; voice messages always stay.
    """

    def __init__(
        self,
        raw_folder: Path,
        store: RecordingStore,
        on_outcome: Callable[[Outcome], None],
        verdict: AskVerdict = keep_all,
    ) -> None:
        self._raw = raw_folder
        self._store = store
        self._on_outcome = on_outcome
        self._verdict = verdict
        self._queue: asyncio.Queue[Note] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._pending: set[str] = set()
        self._begun: set[str] = set()
        """Lines of calls that began in this process and are not over."""
        self._told_failed: set[str] = set()
        self._sweeping: asyncio.Task[int] | None = None
        self._shipping: asyncio.Task[None] | None = None
        self._stored = asyncio.Event()

    async def start(self) -> None:
        self._raw.mkdir(parents=True, exist_ok=True)
        self._task = asyncio.create_task(self._work())

        if self._store.ships:
            self._shipping = asyncio.create_task(self._ship())

    async def stop(self) -> None:
        """What is queued stays noted, what is not shipped stays here; both go on at the next start."""
        tasks = [task for task in (self._task, self._shipping) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def call_began(self, tenant: str, contact_id: str, line: str) -> None:
        """Note whose recording this will be. Never blocks."""
        self._begun.add(line)
        note = Note(tenant=tenant, contact_id=contact_id, recording_id=contact_id, line=line)
        asyncio.get_running_loop().run_in_executor(None, self._write, note)

    def call_finished(self, tenant: str, contact_id: str, line: str) -> None:
        """The legs of a call are complete (RecordingFinished)."""
        self._begun.discard(line)
        self._put(Note(tenant=tenant, contact_id=contact_id, recording_id=contact_id, line=line))

    def voicemail_finished(self, tenant: str, contact_id: str, recording_id: str) -> None:
        """A voice message is complete (VoicemailEnded)."""
        note = Note(
            tenant=tenant,
            contact_id=contact_id,
            recording_id=recording_id,
            line=recording_id,
            kind="voicemail",
        )
        self._put(note)

    def sweep(self, live_lines: Collection[str]) -> asyncio.Task[int]:
        """Seal what was left behind, of calls that are over; the task's result is how many.

        `live_lines` are the lines alive now; calls that begin after this are left alone.
        """
        live = set(live_lines)
        self._begun &= live
        self._sweeping = asyncio.create_task(self._sweep(live))
        return self._sweeping

    async def retry(self, tenant: str, contact_id: str, line: str) -> bool:
        """Take up the raw files of one call that is over; False where there are none."""
        note = Note(tenant=tenant, contact_id=contact_id, recording_id=contact_id, line=line)
        if not _LINE.fullmatch(line) or not _LINE.fullmatch(contact_id):
            return False
        if line in self._begun or not await asyncio.to_thread(self._has_raw, note):
            return False
        self._told_failed.discard(note.recording_id)
        self._put(note)
        return True

    async def try_again(self, live_lines: Collection[str]) -> int:
        """Take up what failed before (a full disk, a database away); how many there were."""
        return await self._sweep(set(live_lines) | self._begun, only_quiet=True)

    async def _sweep(self, live: set[str], *, only_quiet: bool = False) -> int:
        notes = await asyncio.to_thread(self._notes)
        left = [note for note in notes if note.line not in live and note.line not in self._begun]
        if only_quiet:
            left = await asyncio.to_thread(lambda: [one for one in left if self._is_quiet(one)])
        for note in left:
            self._put(note)
        return len(left)

    async def settled(self) -> None:
        """Wait until everything queued so far is sealed."""
        await self._queue.join()

    # -- how ------------------------------------------------------------------------------------

    def _put(self, note: Note) -> None:
        if note.recording_id not in self._pending:
            self._pending.add(note.recording_id)
            self._queue.put_nowait(note)

    def _note_path(self, note: Note) -> Path:
        return self._raw / f"{note.recording_id}.note"

    def _write(self, note: Note) -> None:
        try:
            path = self._note_path(note)
            part = path.with_suffix(f".{threading.get_ident()}")
            part.write_bytes(msgspec.json.encode(note))
            part.replace(path)  # whoever reads it finds the whole note, at any moment
        except OSError as error:
            log.warning("a recording's note was not written", error=str(error))

    def _notes(self) -> list[Note]:
        found = []
        for path in sorted(self._raw.glob("*.note")):
            try:
                found.append(msgspec.json.decode(path.read_bytes(), type=Note))
            except FileNotFoundError:
                continue  # sealed meanwhile
            except (OSError, msgspec.MsgspecError) as error:
                log.warning(
                    "a recording's note could not be read", file=path.name, error=str(error)
                )
        return found

    async def _work(self) -> None:
        while True:
            note = await self._queue.get()
            try:
                outcome = await self._settle(note)
                if outcome is not None:
                    self._tell(outcome)
            except UnavailableError as error:
                log.warning("a recording waits for its rule", error=error.message)
            except Exception:
                log.exception("a recording could not be taken in", contact_id=note.contact_id)
            finally:
                self._pending.discard(note.recording_id)
                self._queue.task_done()

    async def _ship(self) -> None:
        """Bring what is sealed to the service, as it comes and again when the service is back."""
        is_away = False
        while True:
            self._stored.clear()
            try:
                while await asyncio.to_thread(self._store.ship, SHIPPED_AT_ONCE):
                    pass
                if is_away:
                    log.info("the storage of recordings is back")
                is_away = False
            except (OSError, CallfloorError) as error:
                if not is_away:
                    log.warning("recordings wait here for their storage", error=str(error))
                is_away = True
            WAITING.set(len(await asyncio.to_thread(self._store.waiting)))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SHIP_AGAIN_S):
                    await self._stored.wait()

    def _tell(self, outcome: Outcome) -> None:
        """What goes wrong again and again is told once; that it went well at last, too."""
        if isinstance(outcome, RecordingFailed):
            if outcome.recording_id in self._told_failed:
                return
            self._told_failed.add(outcome.recording_id)
        else:
            self._told_failed.discard(outcome.recording_id)
            self._stored.set()
        self._on_outcome(outcome)

    async def _settle(self, note: Note) -> Outcome | None:
        if note.kind == "call":
            verdict = await self._verdict(note.tenant, note.contact_id)
            if not verdict.keep:
                return await asyncio.to_thread(self._discard, note, verdict.rule)
        return await asyncio.to_thread(self._seal, note)

    def _discard(self, note: Note, rule: str) -> Outcome | None:
        files = self._files(note)
        if not any(path.exists() for path in (*files, self._note_path(note))):
            return None  # told twice, done once
        self._clear(note, *files)
        return RecordingDiscarded(
            tenant=note.tenant,
            at_ms=now_ms(),
            contact_id=note.contact_id,
            recording_id=note.recording_id,
            rule=rule,
        )

    def _has_raw(self, note: Note) -> bool:
        return any(path.exists() for path in self._files(note))

    def _is_quiet(self, note: Note) -> bool:
        """In a thread. Whether nothing was written to the files lately."""
        before_s = now_ms() / 1000 - QUIET_MS / 1000
        there = [path for path in self._files(note) if path.exists()]
        return all(path.stat().st_mtime < before_s for path in there)

    def _files(self, note: Note) -> tuple[Path, Path]:
        if note.kind == "voicemail":
            return self._raw / f"{note.line}.wav", self._raw / f"{note.line}.none"
        return self._raw / f"{note.line}-in.wav", self._raw / f"{note.line}-out.wav"

    def _seal(self, note: Note) -> Outcome | None:
        """In a thread. On a failure the raw files and the note stay for the next sweep."""
        left, right = self._files(note)
        if not left.exists() and not right.exists():
            known = self._note_path(note).exists()
            self._note_path(note).unlink(missing_ok=True)
            if not known or self._store.has(note.tenant, note.recording_id):
                return None  # told twice, done once
            return _failed(note, "no_sound")
        self._write(note)
        mixed = stereo(left, right)
        if mixed.frames == 0:
            self._clear(note, left, right)
            return _failed(note, "no_sound")
        try:
            sealed = self._store.seal(note.tenant, note.recording_id, mixed.length, mixed.parts())
        except (OSError, CallfloorError) as error:
            log.warning("a recording was not sealed", contact_id=note.contact_id, error=str(error))
            return _failed(note, error.code if isinstance(error, CallfloorError) else "disk")
        self._clear(note, left, right)
        return RecordingStored(
            tenant=note.tenant,
            at_ms=now_ms(),
            contact_id=note.contact_id,
            recording_id=note.recording_id,
            kind=note.kind,
            duration_ms=mixed.duration_ms,
            size_bytes=sealed.size_bytes,
            sha256=sealed.sha256,
        )

    def _clear(self, note: Note, left: Path, right: Path) -> None:
        message = self._raw / f"{note.line}-message.wav"
        for path in (left, right, message, self._note_path(note)):
            path.unlink(missing_ok=True)


def _failed(note: Note, reason: str) -> RecordingFailed:
    return RecordingFailed(
        tenant=note.tenant,
        at_ms=now_ms(),
        contact_id=note.contact_id,
        recording_id=note.recording_id,
        reason=reason,
    )
