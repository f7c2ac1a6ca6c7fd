"""What a caller hears while no floor is there, in every language the product speaks.

English and Spanish are recorded sounds of Asterisk; Chinese, which has none, is rendered once before
Asterisk starts. A voice that is missing costs that one language, never the whole message.
"""

from pathlib import Path

from callfloor.kit.errors import CallfloorError
from callfloor.kit.log import get
from callfloor.telephony.asterisk.speech import Voice, to_telephone

_RECORDED = ("vm-nobodyavail&vm-intro", "vm-goodbye")
_SPOKEN = {"zh": ("现在无法接听您的来电。请在提示音后留言，按井号键结束。", "谢谢，再见。")}

log = get("asterisk")


def away_sounds(folder: Path, voice: Voice) -> dict[str, tuple[str, str]]:
    """Language → what `Playback` takes before and after the message, in the order in which a caller of
    no known language hears them.
    """
    found = {"en": _RECORDED, "es": _RECORDED}
    for language, (message, goodbye) in _SPOKEN.items():
        try:
            first = _render(folder / "away" / f"{language}.wav", message, language, voice)
            last = _render(folder / "away" / f"{language}-goodbye.wav", goodbye, language, voice)
        except (CallfloorError, OSError, ValueError) as error:
            log.warning("the away message is not spoken", language=language, error=str(error))
            continue
        found[language] = (first, last)
    return found


def _render(path: Path, text: str, language: str, voice: Voice) -> str:
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(to_telephone(voice.speak(text, language)))
        part.replace(path)
    return str(path.with_suffix(""))
