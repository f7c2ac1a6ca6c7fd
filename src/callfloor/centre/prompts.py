"""Prompts that a centre has recorded itself: their settings, and where they are named. Pure.

A setting holds which sound is said in which language; the sounds themselves are in `sounds.py`, by
their hash. So a version of a prompt is a version of its setting, with author, date and a way back.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from callfloor.centre.fields import Setting, Text, matching

PREFIX = "prompt:"
"""Where a sound or a text is named, `prompt:NAME` is a prompt of the centre."""
_HASH = re.compile(r"[0-9a-f]{64}")

Language = Literal["en", "es", "zh"]
Sound = Annotated[
    str, AfterValidator(matching(_HASH.pattern, "name a sound by its SHA-256", "sound_form"))
]


class RecordedPrompt(Setting):
    """One thing said, in the languages it was recorded in: language → the sound's SHA-256."""

    name: Text
    sounds: dict[Language, Sound] = Field({}, max_length=3)


def named_in(words: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(language, prompt) of a message by language that names prompts."""
    for language, text in words.items():
        if text.startswith(PREFIX):
            yield language, text.removeprefix(PREFIX).strip()
