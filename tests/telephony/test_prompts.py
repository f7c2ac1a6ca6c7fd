"""What callers hear: files, spoken texts, numbers by language."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from callfloor.kit.errors import UnavailableError
from callfloor.telephony.asterisk.install import espeak_command
from callfloor.telephony.asterisk.prompts import Prompts
from callfloor.telephony.asterisk.speech import RATE, Espeak, Speech, to_telephone
from callfloor.telephony.port import Prompt


def tone(rate: int, seconds: float, channels: int = 1, hz: float = 440) -> bytes:
    times = np.arange(int(rate * seconds)) / rate
    samples = (8000 * np.sin(2 * np.pi * hz * times)).astype("<i2")
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(samples, channels).tobytes())
    return out.getvalue()


class FakeVoice:
    name = "fake"

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def speak(self, text: str, language: str) -> bytes:
        if language == "xx":
            msg = "no such voice"
            raise UnavailableError(msg)
        self.said.append((text, language))
        return tone(22_050, 0.2)


@pytest.fixture
def voice() -> FakeVoice:
    return FakeVoice()


@pytest.fixture
def prompts(tmp_path: Path, voice: FakeVoice) -> Prompts:
    return Prompts(tmp_path, Speech(tmp_path, voice))


@pytest.mark.parametrize(("rate", "channels"), [(22_050, 1), (48_000, 2), (8_000, 1)])
def test_any_sound_becomes_one_for_the_telephone(rate: int, channels: int) -> None:
    with wave.open(io.BytesIO(to_telephone(tone(rate, 0.5, channels)))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        assert abs(file.getnframes() - RATE // 2) < 10
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float)
    spectrum = np.abs(np.fft.rfft(samples))
    assert abs(float(spectrum.argmax()) * RATE / len(samples) - 440) < 5


def test_a_sound_of_zero_length_stays_one() -> None:
    with wave.open(io.BytesIO(to_telephone(tone(22_050, 0)))) as file:
        assert file.getnframes() == 0


async def test_runs_of_one_language_are_played_together(prompts: Prompts) -> None:
    groups = await prompts.groups(
        (
            Prompt(kind="sound", value="hello"),
            Prompt(kind="number", value="42"),
            Prompt(kind="digits", value="12", language="es"),
        )
    )
    assert groups == [("en", ["sound:hello", "number:42"]), ("es", ["digits:12"])]


async def test_a_text_is_spoken_once_and_kept(prompts: Prompts, voice: FakeVoice) -> None:
    hello = Prompt(kind="speech", value="Hola", language="es")
    first = await prompts.groups((hello, hello))
    second = await prompts.groups((hello,))
    assert voice.said == [("Hola", "es")]
    ((_, media),) = second
    assert first == [("es", media * 2)]
    assert Path(media[0].removeprefix("sound:") + ".wav").is_file()


async def test_numbers_are_spoken_where_asterisk_has_no_sounds(
    prompts: Prompts, voice: FakeVoice
) -> None:
    await prompts.groups(
        (
            Prompt(kind="number", value="42", language="zh"),
            Prompt(kind="digits", value="12", language="zh"),
        )
    )
    assert voice.said == [("42", "zh"), ("1 2", "zh")]


async def test_what_cannot_be_said_is_left_out_and_the_rest_is_said(prompts: Prompts) -> None:
    groups = await prompts.groups(
        (
            Prompt(kind="speech", value="?", language="xx"),
            Prompt(kind="file", value="../../etc/passwd"),
            Prompt(kind="file", value="missing.wav"),
            Prompt(kind="sound", value="hello,http://elsewhere"),
            Prompt(kind="sound", value="hello"),
        )
    )
    assert groups == [("en", ["sound:hello"])]


@pytest.mark.real
@pytest.mark.parametrize(
    ("language", "text"), [("en", "Hello"), ("es", "Hola"), ("zh", "您好，请稍候")]
)
async def test_espeak_speaks_the_three_languages(tmp_path: Path, language: str, text: str) -> None:
    media = await Speech(tmp_path, Espeak(espeak_command)).media(text, language)
    with wave.open(media.removeprefix("sound:") + ".wav") as file:
        assert file.getnframes() > RATE // 4
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert abs(samples.astype(int)).max() > 2000
