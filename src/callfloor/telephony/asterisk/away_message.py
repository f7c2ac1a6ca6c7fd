"""What a caller hears while no floor is there, in every language the product speaks.

English and Spanish are recorded sounds of Asterisk; Chinese, which has none, is rendered once before
Asterisk starts. A voice that is missing costs that one language, never the whole message.
"""

from pathlib import Path

from callfloor.kit.errors import CallfloorError
from callfloor.kit.log import get
from callfloor.telephony.asterisk.speech import Voice, to_telephone

_RECORDED = "vm-nobodyavail&vm-intro"
_SPOKEN = {"zh": "现在无法接听您的来电。请在提示音后留言，按井号键结束。"}

log = get("asterisk")


def away_sounds(folder: Path, voice: Voice) -> dict[str, str]:
    """Language → what `Playback` takes, in the order in which a caller of no known language hears it."""
    found = {"en": _RECORDED, "es": _RECORDED}
    for language, text in _SPOKEN.items():
        path = folder / "away" / f"{language}.wav"
        try:
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_suffix(".part")
                part.write_bytes(to_telephone(voice.speak(text, language)))
                part.replace(path)
        except (CallfloorError, OSError, ValueError) as error:
            log.warning("the away message is not spoken", language=language, error=str(error))
            continue
        found[language] = str(path.with_suffix(""))
    return found
