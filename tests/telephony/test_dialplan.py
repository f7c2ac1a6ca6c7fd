"""The away message: in the caller's language where it is known, else in all; never silence."""

import re
from pathlib import Path

from callfloor.kit.errors import UnavailableError
from callfloor.telephony.asterisk.away_message import away_sounds
from callfloor.telephony.asterisk.dialplan import extensions


class Dumb:
    """A voice that is not there."""

    name = "dumb"

    def speak(self, text: str, language: str) -> bytes:
        msg = f"There is no voice for {language}: {text}"
        raise UnavailableError(msg)


def test_a_missing_voice_costs_its_language_and_not_the_message(tmp_path: Path) -> None:
    assert list(away_sounds(tmp_path, Dumb())) == ["en", "es"]
    assert list(tmp_path.rglob("*.wav")) == []


def test_every_language_is_said_unless_the_page_told_one(tmp_path: Path) -> None:
    text = extensions(tmp_path, {"en": ("one&two", "bye"), "zh": ("/spoken/zh", "/bye")})
    said = re.findall(r"GosubIf\(.*?= \"(\w\w)\"\]\?(\w+-\w\w),1\)", text)
    assert said == [("en", "say-en"), ("zh", "say-zh"), ("en", "bye-en"), ("zh", "bye-zh")]
    assert "exten => bye-zh,1,Set(CHANNEL(language)=zh)\n same => n,Playback(/bye)" in text
    assert "exten => say-zh,1,Set(CHANNEL(language)=zh)\n same => n,Playback(/spoken/zh)" in text
    web = text[text.index("[callfloor-web]") : text.index("[callfloor-web-allowed]")]
    assert web.count("Set(CALLFLOOR_LANGUAGE=${CHANNEL(language)})") == 3
    assert text.count("CALLFLOOR_LANGUAGE=") == 3, "nobody else is known to speak a language"
