"""Facts of a recording after it was stored: removed by a rule, held, found damaged, sound again.

`by` is who asked (`user:<id>`, `token:<id>`), `system` on the command line.
"""

from typing import Literal

from callfloor.events.fact import ContactFact

Fault = Literal["missing", "damaged", "no_key"]
"""Not in the store; not what was sealed; sealed with a key that is not there."""


class RecordingRemoved(ContactFact, frozen=True, kw_only=True, tag="recording_removed"):
    """The sound was removed because `rule` keeps it for `days` days only."""

    recording_id: str
    rule: str
    days: int


class RecordingHeld(ContactFact, frozen=True, kw_only=True, tag="recording_held"):
    """No rule removes a recording of this contact, until `until_ms` or until the hold is taken off."""

    hold_id: str
    by: str
    reason: str
    until_ms: int | None = None


class RecordingReleased(ContactFact, frozen=True, kw_only=True, tag="recording_released"):
    """One hold was taken off; others may stay."""

    hold_id: str
    by: str
    reason: str


class RecordingDamaged(ContactFact, frozen=True, kw_only=True, tag="recording_damaged"):
    """The stored recording was read and is not what was stored."""

    recording_id: str
    fault: Fault


class RecordingSound(ContactFact, frozen=True, kw_only=True, tag="recording_sound"):
    """A recording that was found damaged is whole again, as after a backup was put back."""

    recording_id: str
