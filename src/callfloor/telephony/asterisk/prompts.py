"""From prompts to the media that Asterisk plays, in runs of one language each."""

import re
from pathlib import Path

from callfloor.kit.errors import UnavailableError
from callfloor.kit.log import get
from callfloor.telephony.asterisk.speech import Speech
from callfloor.telephony.port import Prompt

_WITH_SOUNDS = ("en", "es")
"""Languages in which Asterisk's own sounds can read numbers and digits out."""
_SOUND = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")

log = get("prompts")


class Prompts:
    """Uploaded files are named relative to the prompts' folder and cannot leave it."""

    def __init__(self, folder: Path, speech: Speech) -> None:
        self._folder = folder.resolve()
        self._speech = speech

    async def groups(self, prompts: tuple[Prompt, ...]) -> list[tuple[str, list[str]]]:
        """(language, media URIs) in order; what cannot be said is logged and left out."""
        found: list[tuple[str, list[str]]] = []
        for prompt in prompts:
            try:
                media = await self._media(prompt)
            except (UnavailableError, OSError) as error:
                log.warning("a prompt cannot be played", kind=prompt.kind, error=str(error))
                continue
            if not found or found[-1][0] != prompt.language:
                found.append((prompt.language, []))
            found[-1][1].append(media)
        return found

    async def _media(self, prompt: Prompt) -> str:
        if prompt.kind == "speech":
            return await self._speech.media(prompt.value, prompt.language)
        if prompt.kind in ("number", "digits"):
            if prompt.language not in _WITH_SOUNDS:
                spoken = prompt.value if prompt.kind == "number" else " ".join(prompt.value)
                return await self._speech.media(spoken, prompt.language)
            return f"{prompt.kind}:{prompt.value}"
        if prompt.kind == "file":
            path = (self._folder / prompt.value).resolve()
            if not path.is_relative_to(self._folder) or not path.is_file():
                msg = f"There is no uploaded prompt {prompt.value}."
                raise UnavailableError(msg)
            return f"sound:{path.with_suffix('')}"
        if not _SOUND.fullmatch(prompt.value):
            msg = f"{prompt.value!r} is not the name of a sound."
            raise UnavailableError(msg)
        return f"sound:{prompt.value}"
