"""What a centre sets for its recordings."""

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.centre.fields import LocalWords, Setting, Slug, Text


class RecordingSetting(Setting):
    """What holds for all recordings of the centre; explained at `recording.rules.Policy`."""

    announcement: LocalWords | None = None
    decline_key: Literal["", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"] = ""
    pause_limit_ms: int = Field(300_000, ge=10_000, le=3_600_000)

    @model_validator(mode="after")
    def _key_is_told(self) -> "RecordingSetting":
        if self.decline_key and self.announcement is None:
            how = "a key needs an announcement that tells of it"
            raise PydanticCustomError("decline_key", how)
        return self


class RecordingRule(Setting):
    """Which calls are kept; the first that fits decides, by `place`. Empty lists fit all.

    `screen_percent` of the calls that fit with the screen of their agents, of those that are kept.
    """

    name: Text
    place: int = Field(100, ge=1, le=10_000)
    queues: list[Slug] = []
    directions: list[Literal["in", "out", "internal"]] = []
    percent: int = Field(100, ge=0, le=100)
    screen_percent: int = Field(0, ge=0, le=100)

    @model_validator(mode="after")
    def _no_screen_alone(self) -> "RecordingRule":
        if self.screen_percent > self.percent:
            how = "the screen cannot be recorded in more calls than percent keeps"
            raise PydanticCustomError("screen_percent", how)
        return self


class RetentionRule(Setting):
    """How long what is kept stays; the first that fits decides, by `place`. No `days`: for good."""

    name: Text
    place: int = Field(100, ge=1, le=10_000)
    queues: list[Slug] = []
    directions: list[Literal["in", "out", "internal"]] = []
    kinds: list[Literal["call", "voicemail", "screen"]] = []
    days: int | None = Field(None, ge=1, le=36_500)
