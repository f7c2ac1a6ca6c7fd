"""What a waiting caller is told, as prompts. Pure.

English and Spanish use the recorded sounds that come with Asterisk; Chinese, which has none, is
rendered speech.
"""

from callfloor.floor.recorded import said
from callfloor.telephony.port import Prompt

_ZH_NEXT = "您是下一位，请稍候。"
_ZH_POSITION = "您前面还有{ahead}位客户，请稍候。"
_ZH_WAIT = "预计等候时间约{minutes}分钟。"
_VOICEMAIL = {
    "en": "Nobody can take your call now. Please leave a message after the tone, and press hash to end.",
    "es": "Ahora nadie puede atender su llamada. Deje un mensaje después de la señal y pulse "
    "almohadilla para terminar.",
    "zh": "现在无法接听您的来电。请在提示音后留言，按井号键结束。",
}
_DISMISSED = {
    "closed": {
        "en": "We cannot take calls at the moment. Please call again later.",
        "es": "En este momento no podemos atender llamadas. Vuelva a llamar más tarde.",
        "zh": "目前无法接听来电，请稍后再拨。",
    },
    "overflow": {
        "en": "All our lines are busy. Please call again later.",
        "es": "Todas nuestras líneas están ocupadas. Vuelva a llamar más tarde.",
        "zh": "所有线路正忙，请稍后再拨。",
    },
    "callback": {
        "en": "Thank you. Your place in the line is kept, and we will call you back. Goodbye.",
        "es": "Gracias. Conservamos su turno y le devolveremos la llamada. Adiós.",
        "zh": "谢谢。您的排队位置已保留，我们会给您回电。再见。",
    },
    "do_not_serve": {
        "en": "We cannot take your call.",
        "es": "No podemos atender su llamada.",
        "zh": "我们无法接听您的来电。",
    },
}
"""What is said where the centre has written no words of its own."""
_OFFER = {
    "en": "To keep your place in the line and be called back, press {key}.",
    "es": "Para conservar su turno y que le devolvamos la llamada, pulse {key}.",
    "zh": "如需保留排队位置并由我们回电，请按{key}。",
}
_REFUSED = {
    "en": "That number cannot be called. Please stay on the line.",
    "es": "No podemos llamar a ese número. Permanezca en línea, por favor.",
    "zh": "无法拨打该号码，请不要挂机。",
}
RECORDED_LANGUAGES = frozenset({"en", "es"})


def _sound(name: str, language: str) -> Prompt:
    return Prompt("sound", name, language)


def position_prompts(position: int, language: str) -> tuple[Prompt, ...]:
    """The place in the queue; `position` counts from 1."""
    if language not in RECORDED_LANGUAGES:
        text = _ZH_NEXT if position <= 1 else _ZH_POSITION.format(ahead=position - 1)
        return (Prompt("speech", text, language),)
    if position <= 1:
        return (_sound("queue-youarenext", language), _sound("queue-thankyou", language))
    return (
        _sound("queue-thereare", language),
        Prompt("number", str(position - 1), language),
        _sound("queue-callswaiting", language),
        _sound("queue-thankyou", language),
    )


def wait_prompts(wait_estimate_ms: int, language: str) -> tuple[Prompt, ...]:
    """The estimated wait, in whole minutes and at least one."""
    minutes = max(1, round(wait_estimate_ms / 60_000))
    if language not in RECORDED_LANGUAGES:
        return (Prompt("speech", _ZH_WAIT.format(minutes=minutes), language),)
    return (
        _sound("queue-holdtime", language),
        Prompt("number", str(minutes), language),
        _sound("queue-minutes", language),
        _sound("queue-thankyou", language),
    )


def voicemail_prompts(language: str) -> tuple[Prompt, ...]:
    known = language if language in _VOICEMAIL else "en"
    return (Prompt("speech", _VOICEMAIL[known], known),)


def dismissal_prompts(reason: str, message: dict[str, str], language: str) -> tuple[Prompt, ...]:
    """The centre's own words, in English where it has none in this language."""
    words = {**_DISMISSED[reason], **{key: text for key, text in message.items() if text}}
    known = language if language in words else "en"
    return (said(words[known], known),)


def offer_prompts(key: str, language: str) -> tuple[Prompt, ...]:
    """What one who waits is asked: to be called back instead."""
    known = language if language in _OFFER else "en"
    return (Prompt("speech", _OFFER[known].format(key=key), known),)


def refused_prompts(language: str) -> tuple[Prompt, ...]:
    """To one who keyed a number that this centre does not call."""
    known = language if language in _REFUSED else "en"
    return (Prompt("speech", _REFUSED[known], known),)
