"""A contact's recordings folded from their facts: what was stored, silenced, decided. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from callfloor.events import captures, keeping
from callfloor.events import contacts as facts
from callfloor.events import recordings as rec
from callfloor.events.fact import ContactFact

if TYPE_CHECKING:
    from callfloor.contacts.record import Record


class Pause(msgspec.Struct, kw_only=True):
    """Silence on both sides; `to_ms` is None while it lasts. Times are those of the facts."""

    from_ms: int
    until_ms: int
    to_ms: int | None = None
    by: str = ""
    reason: str = ""
    ended_by: str = ""


class Recording(msgspec.Struct, kw_only=True):
    """`status`: running, kept or dropped (decided, not there yet), stored, failed, discarded, removed.

    `damage` says what was found when a stored one was last read; empty: nothing. Of the kind `screen`
    are the screens of agents: with their segment, and the stretches that were recorded.
    """

    recording_id: str
    started_ms: int
    status: str = "running"
    kind: str = "call"
    duration_ms: int = 0
    size_bytes: int = 0
    sha256: str = ""
    damage: str = ""
    removed_ms: int | None = None
    removed_by_rule: str = ""
    rule: str = ""
    """The rule that decided; empty where none fitted."""
    failure: str = ""
    declined_by: str = ""
    declined_ms: int | None = None
    was_announced: bool = False
    pauses: list[Pause] = []
    agent_id: str = ""
    segment_id: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    surface: str = ""

    @property
    def pause(self) -> Pause | None:
        """The one that lasts."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].to_ms is None else None

    @property
    def paused_ms(self) -> int:
        return sum(one.to_ms - one.from_ms for one in self.pauses if one.to_ms is not None)


def of(record: Record, recording_id: str, at_ms: int) -> Recording:
    """The recording of that id; begun here where its start was not seen."""
    found = next((one for one in record.recordings if one.recording_id == recording_id), None)
    if found is None:
        found = Recording(recording_id=recording_id, started_ms=at_ms)
        record.recordings.append(found)
    return found


def call_of(record: Record) -> Recording | None:
    """The sound of the whole call."""
    return next((one for one in record.recordings if one.kind == "call"), None)


def _started(record: Record, fact: facts.RecordingStarted) -> None:
    of(record, fact.recording_id, fact.at_ms)


def _stored(record: Record, fact: facts.RecordingStored) -> None:
    found = of(record, fact.recording_id, fact.at_ms)
    found.status, found.kind, found.duration_ms = "stored", fact.kind, fact.duration_ms
    found.size_bytes, found.sha256, found.spans = fact.size_bytes, fact.sha256, fact.spans
    found.failure = found.damage = ""


def _failed(record: Record, fact: facts.RecordingFailed) -> None:
    found = of(record, fact.recording_id, fact.at_ms)
    found.status, found.failure = "failed", fact.reason


def _announced(record: Record, _: rec.RecordingAnnounced) -> None:
    found = call_of(record)
    if found is not None:
        found.was_announced = True


def _declined(record: Record, fact: rec.RecordingDeclined) -> None:
    found = call_of(record)
    if found is not None and found.declined_ms is None:
        _end_pause(found, fact.at_ms, fact.by)
        found.declined_ms, found.declined_by = fact.at_ms, fact.by


def _paused(record: Record, fact: rec.RecordingPaused) -> None:
    found = of(record, fact.recording_id, fact.at_ms)
    if found.pause is not None:
        found.pause.until_ms = fact.until_ms
    else:
        found.pauses.append(
            Pause(from_ms=fact.at_ms, until_ms=fact.until_ms, by=fact.by, reason=fact.reason)
        )


def _end_pause(found: Recording, at_ms: int, by: str) -> None:
    pause = found.pause
    if pause is not None:
        pause.to_ms, pause.ended_by = max(at_ms, pause.from_ms), by


def _resumed(record: Record, fact: rec.RecordingResumed) -> None:
    _end_pause(of(record, fact.recording_id, fact.at_ms), fact.at_ms, fact.by)


def _pause_failed(record: Record, fact: rec.RecordingPauseFailed) -> None:
    """It went on: what was taken for a pause was none."""
    found = of(record, fact.recording_id, fact.at_ms)
    if found.pause is not None:
        found.pauses.pop()
    found.failure = "not_silenced"


def _decided(record: Record, fact: rec.RecordingDecided) -> None:
    found = of(record, fact.recording_id, fact.at_ms)
    _end_pause(found, fact.at_ms, "end")
    found.rule = fact.rule
    if found.status == "running":
        found.status = "kept" if fact.keep else "dropped"


def _discarded(record: Record, fact: rec.RecordingDiscarded) -> None:
    of(record, fact.recording_id, fact.at_ms).status = "discarded"


def _removed(record: Record, fact: keeping.RecordingRemoved) -> None:
    found = of(record, fact.recording_id, fact.at_ms)
    found.status, found.removed_ms, found.removed_by_rule = "removed", fact.at_ms, fact.rule
    found.damage = ""


def _damaged(record: Record, fact: keeping.RecordingDamaged) -> None:
    of(record, fact.recording_id, fact.at_ms).damage = fact.fault


def _sound(record: Record, fact: keeping.RecordingSound) -> None:
    of(record, fact.recording_id, fact.at_ms).damage = ""


def _screen_wanted(record: Record, fact: captures.ScreenWanted) -> None:
    found = of(record, fact.recording_id, fact.at_ms)
    found.kind, found.rule = "screen", fact.rule
    found.agent_id, found.segment_id = fact.agent_id, fact.segment_id


def _screen_started(record: Record, fact: captures.ScreenStarted) -> None:
    found = of(record, fact.recording_id, fact.at_ms)
    if found.status == "running":
        found.surface, found.failure = fact.surface, ""


def _screen_not_recorded(record: Record, fact: captures.ScreenNotRecorded) -> None:
    """Said while it may still come: it is `failed` only when nothing has come of it."""
    found = of(record, fact.recording_id, fact.at_ms)
    if found.status == "running":
        found.failure = fact.reason


def screen_state_of(record: Record) -> str:
    """The same for the screens of its agents; `missing` where one was wanted and is not there."""
    states = {_word(record, one) for one in record.recordings if one.kind == "screen"}
    order = ("damaged", "missing", "stored", "removed", "open", "not_kept")
    return next((one for one in order if one in states), "none")


def state_of(record: Record) -> str:
    """What has become of a contact's recordings, in one word, for the list.

    `none`: nobody began one. `stored`, `damaged`, `removed` by a rule, `not_kept`, `open` while the
    call lasts, `missing`: it should be there and is not.
    """
    states = {_word(record, one) for one in record.recordings if one.kind != "screen"}
    order = ("damaged", "stored", "missing", "removed", "open", "not_kept")
    return next((one for one in order if one in states), "none")


def _word(record: Record, one: Recording) -> str:
    call = call_of(record)
    if one.kind == "screen" and call is not None and call.status in ("dropped", "discarded"):
        return "not_kept"
    match one.status:
        case "stored":
            return "damaged" if one.damage else "stored"
        case "removed":
            return "removed"
        case "dropped" | "discarded":
            return "not_kept"
        case "failed" | "kept":
            return "missing"
    return "open" if record.ended_ms is None else "missing"


def answered_or_waited_in(record: Record) -> list[str]:
    """The queues whose rules hold for its recordings, as `floor.recordings` decides."""
    answered = sorted({one.queue_id for one in record.segments if one.queue_id})
    return answered or sorted({leg.queue_id for leg in record.legs})


HANDLERS: dict[type[ContactFact], Callable[[Record, Any], None]] = {
    facts.RecordingStarted: _started,
    facts.RecordingStored: _stored,
    facts.RecordingFailed: _failed,
    rec.RecordingAnnounced: _announced,
    rec.RecordingDeclined: _declined,
    rec.RecordingPaused: _paused,
    rec.RecordingResumed: _resumed,
    rec.RecordingPauseFailed: _pause_failed,
    rec.RecordingDecided: _decided,
    rec.RecordingDiscarded: _discarded,
    keeping.RecordingRemoved: _removed,
    keeping.RecordingDamaged: _damaged,
    keeping.RecordingSound: _sound,
    captures.ScreenWanted: _screen_wanted,
    captures.ScreenStarted: _screen_started,
    captures.ScreenNotRecorded: _screen_not_recorded,
}
