"""From the names of a centre's own prompts to the files that telephony plays. Pure."""

from collections.abc import Mapping

import msgspec

from callfloor.telephony import port

PREFIX = "prompt:"
Files = Mapping[str, Mapping[str, str]]
"""Prompt → language → its file below the prompts' folder."""


def with_files(command: port.Command, files: Files, own_language: str) -> port.Command:
    """The command as telephony can carry it out; nothing is changed where no prompt is named."""
    if isinstance(command, port.HoldInQueue) and command.music.startswith(PREFIX):
        return msgspec.structs.replace(command, music=_music(command.music, files, own_language))
    if not isinstance(command, port.PlayPrompts) or not any(map(_is_named, command.prompts)):
        return command
    prompts = tuple(_with_file(prompt, files, own_language) for prompt in command.prompts)
    return msgspec.structs.replace(command, prompts=prompts)


def said(text: str, language: str) -> port.Prompt:
    """A text of the settings: to be spoken, unless it names a prompt."""
    is_named = text.startswith(PREFIX)
    return port.Prompt("sound" if is_named else "speech", text.strip(), language)


def _music(named: str, files: Files, own_language: str) -> str:
    """Music is the same for all languages: as recorded in the centre's own, else in any."""
    known = files.get(named.removeprefix(PREFIX), {})
    found = next((known[one] for one in (own_language, *sorted(known)) if one in known), "")
    return f"file:{found}" if found else "default"


def _is_named(prompt: port.Prompt) -> bool:
    return prompt.kind == "sound" and prompt.value.startswith(PREFIX)


def _with_file(prompt: port.Prompt, files: Files, own_language: str) -> port.Prompt:
    """In the caller's language, else in the centre's own, else in any: better than silence."""
    known = files.get(prompt.value.removeprefix(PREFIX), {}) if _is_named(prompt) else {}
    for language in (prompt.language, own_language, *sorted(known)):
        if language in known:
            return port.Prompt("file", known[language], prompt.language)
    return prompt
