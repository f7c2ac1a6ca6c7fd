"""Facts of a recording beside its start and its storing: what was decided, silenced, kept, removed.

`recording_started`, `recording_stored` and `recording_failed` are older and stand in `contacts`.
`by` is `agent`, `customer`, `flow`, `limit`, `rule`, or who asked (`user:<id>`, `token:<id>`).
"""

from typing import Literal

from callfloor.events.fact import ContactFact

PauseReason = Literal["card_data", "private", "other"]


class RecordingAnnounced(ContactFact, frozen=True, kw_only=True, tag="recording_announced"):
    """The customer was told that the call may be recorded."""

    language: str = ""


class RecordingDeclined(ContactFact, frozen=True, kw_only=True, tag="recording_declined"):
    """The customer does not want to be recorded: silent from now on, discarded at the end."""

    by: str


class RecordingPaused(ContactFact, frozen=True, kw_only=True, tag="recording_paused"):
    """Both sides are silent in the recording from now on; by itself it sounds again at `until_ms`."""

    recording_id: str
    by: str
    reason: PauseReason = "other"
    until_ms: int


class RecordingResumed(ContactFact, frozen=True, kw_only=True, tag="recording_resumed"):
    recording_id: str
    by: str


class RecordingPauseFailed(ContactFact, frozen=True, kw_only=True, tag="recording_pause_failed"):
    """Telephony could not silence the recording: it has gone on, and is discarded at the end."""

    recording_id: str


class RecordingDecided(ContactFact, frozen=True, kw_only=True, tag="recording_decided"):
    """Whether the recording of a call that is over is kept, and which rule says so.

    `rule` is the rule's id; empty where no rule fits, `declined`, `not_announced` or `not_silenced`.
    """

    recording_id: str
    keep: bool
    rule: str = ""


class RecordingDiscarded(ContactFact, frozen=True, kw_only=True, tag="recording_discarded"):
    """The sound of a call that is not kept was removed without having been stored."""

    recording_id: str
    rule: str = ""
