"""Takes what Asterisk recorded into the store, and takes the raw files away.

A note beside the raw files says whose they are, from the call's arrival on. So whatever dies in
between, the next start finds what is left and seals it.
"""

import asyncio
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Literal

import msgspec

from callfloor.events.contacts import RecordingFailed, RecordingStored
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import CallfloorError
from callfloor.kit.log import get
from callfloor.recording.mix import stereo
from callfloor.recording.store import RecordingStore

Outcome = RecordingStored | RecordingFailed

log = get("recording")


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Whose raw files these are. `line` names them."""

    tenant: str
    contact_id: str
    recording_id: str
    line: str
    kind: Literal["call", "voicemail"] = "call"


class Sealer:
    """`on_outcome` gets one fact for each recording, in this event loop."""

    def __init__(
        self,
        raw_folder: Path,
        store: RecordingStore,
        on_outcome: Callable[[Outcome], None],
    ) -> None:
        self._raw = raw_folder
        self._store = store
        self._on_outcome = on_outcome
        self._queue: asyncio.Queue[Note] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._pending: set[str] = set()
        self._begun: set[str] = set()
        """Lines of calls that began in this process and are not over."""
        self._sweeping: asyncio.Task[int] | None = None

    async def start(self) -> None:
        self._raw.mkdir(parents=True, exist_ok=True)
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """What is queued stays noted and is done at the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

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

    async def _sweep(self, live: set[str]) -> int:
        notes = await asyncio.to_thread(self._notes)
        left = [note for note in notes if note.line not in live and note.line not in self._begun]
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
            self._note_path(note).write_bytes(msgspec.json.encode(note))
        except OSError as error:
            log.warning("a recording's note was not written", error=str(error))

    def _notes(self) -> list[Note]:
        found = []
        for path in sorted(self._raw.glob("*.note")):
            try:
                found.append(msgspec.json.decode(path.read_bytes(), type=Note))
            except (OSError, msgspec.MsgspecError) as error:
                log.warning(
                    "a recording's note could not be read", file=path.name, error=str(error)
                )
        return found

    async def _work(self) -> None:
        while True:
            note = await self._queue.get()
            try:
                outcome = await asyncio.to_thread(self._seal, note)
                if outcome is not None:
                    self._on_outcome(outcome)
            except Exception:
                log.exception("a recording could not be taken in", contact_id=note.contact_id)
            finally:
                self._pending.discard(note.recording_id)
                self._queue.task_done()

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
