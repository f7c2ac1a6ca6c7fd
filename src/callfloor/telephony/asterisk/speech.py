"""Texts spoken for callers: rendered once, kept as files that Asterisk plays.

espeak-ng is the first voice behind the `Voice` port; a better one needs only to return a WAV file.
"""

import asyncio
import io
import subprocess
import wave
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import numpy as np

from callfloor.kit.errors import UnavailableError

RATE = 8000
Samples = np.ndarray[tuple[int], np.dtype[np.float64]]
_VOICES = {"en": "en-us", "es": "es-419", "zh": "cmn"}
_SPEED = {"zh": "150"}
_TEXT_MAX = 2000


class Voice(Protocol):
    """Turns a text into a WAV file (any rate, mono, 16 bit). May block; it is called in a thread."""

    name: str

    def speak(self, text: str, language: str) -> bytes: ...


class Espeak:
    """espeak-ng, found or fetched when the first text is to be spoken."""

    name = "espeak-ng"

    def __init__(self, find_command: Callable[[], tuple[str, ...]]) -> None:
        self._find_command = find_command
        self._command: tuple[str, ...] = ()

    def speak(self, text: str, language: str) -> bytes:
        if not self._command:
            self._command = self._find_command()
        voice = _VOICES.get(language.split("-")[0], language)
        speed = _SPEED.get(language.split("-")[0], "145")
        said = subprocess.run(  # noqa: S603 - no shell; the text goes in by standard input
            [*self._command, "-v", voice, "-s", speed, "--stdin", "--stdout"],
            input=text[:_TEXT_MAX].encode(),
            capture_output=True,
            timeout=30,
            check=False,
        )
        if said.returncode != 0 or not said.stdout.startswith(b"RIFF"):
            reason = said.stderr.decode(errors="replace").strip()[:200]
            msg = f"espeak-ng could not speak {language}: {reason}"
            raise UnavailableError(msg)
        return said.stdout


def to_telephone(wav: bytes) -> bytes:
    """The sound at 8 kHz, mono, 16 bit, as a WAV file; the header's length may be unset (streamed)."""
    start = wav.index(b"data") + 8
    with wave.open(io.BytesIO(wav)) as source:
        rate, channels, width = source.getframerate(), source.getnchannels(), source.getsampwidth()
    if width != 2:
        msg = "The voice gave a WAV file that is not of 16 bit."
        raise UnavailableError(msg)
    body = wav[start : start + (len(wav) - start) // (2 * channels) * (2 * channels)]
    samples = np.frombuffer(body, dtype="<i2").reshape(-1, channels).mean(axis=1)
    if rate != RATE and len(samples):
        samples = _resample(samples, rate)
    out = io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(np.clip(samples, -32768, 32767).astype("<i2").tobytes())
    return out.getvalue()


def _resample(samples: Samples, rate: int) -> Samples:
    """To 8 kHz by a windowed low pass and interpolation, good enough for a telephone."""
    cutoff = min(RATE, rate) * 0.45 / rate
    taps = np.arange(-32, 33)
    kernel = 2 * cutoff * np.sinc(2 * cutoff * taps) * np.hamming(len(taps))
    smooth = np.convolve(samples, kernel, mode="same")
    at = np.arange(int(len(samples) * RATE / rate)) * (rate / RATE)
    found: Samples = np.interp(at, np.arange(len(samples)), smooth)
    return found


class Speech:
    """Renders on demand, one at a time for each text, and remembers by the text's hash."""

    def __init__(self, folder: Path, voice: Voice) -> None:
        self._folder = folder
        self._voice = voice
        self._running: dict[Path, asyncio.Task[None]] = {}

    def _path(self, text: str, language: str) -> Path:
        mark = sha256(f"{self._voice.name}\0{language}\0{text}".encode()).hexdigest()[:32]
        return self._folder / "speech" / f"{mark}.wav"

    async def media(self, text: str, language: str) -> str:
        """The media URI of the spoken text; UnavailableError where no voice can speak it."""
        path = self._path(text, language)
        if not path.is_file():
            task = self._running.get(path)
            if task is None:
                task = asyncio.create_task(asyncio.to_thread(self._render, text, language, path))
                self._running[path] = task
                task.add_done_callback(lambda _done: self._running.pop(path, None))
            await asyncio.shield(task)
        return f"sound:{path.with_suffix('')}"

    def _render(self, text: str, language: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(to_telephone(self._voice.speak(text, language)))
        part.replace(path)
