"""What people hear who record a prompt by phone, or try the echo, in the languages of the product. Pure."""

from typing import Literal

from callfloor.telephony.port import Prompt

Sentence = Literal[
    "begin", "again", "nothing_heard", "keep_or_again", "kept", "not_kept", "goodbye",
    "echo", "echo_not_now",
]  # fmt: skip

_LANGUAGES = {
    "en": {"en": "in English", "es": "in Spanish", "zh": "in Chinese"},
    "es": {"en": "en inglés", "es": "en español", "zh": "en chino"},
    "zh": {"en": "英语", "es": "西班牙语", "zh": "中文"},
}
SENTENCES: dict[Sentence, dict[str, str]] = {
    "begin": {
        "en": "You are recording a prompt {language}. Speak after the tone, and press hash to end.",
        "es": "Va a grabar un mensaje {language}. Hable después de la señal y pulse almohadilla "
        "para terminar.",
        "zh": "您将录制{language}提示音。请在提示音后讲话，按井号键结束。",
    },
    "again": {
        "en": "Once more. Speak after the tone, and press hash to end.",
        "es": "Otra vez. Hable después de la señal y pulse almohadilla para terminar.",
        "zh": "重新录制。请在提示音后讲话，按井号键结束。",
    },
    "nothing_heard": {
        "en": "Nothing was heard. Speak after the tone, and press hash to end.",
        "es": "No se ha oído nada. Hable después de la señal y pulse almohadilla para terminar.",
        "zh": "没有听到声音。请在提示音后讲话，按井号键结束。",
    },
    "keep_or_again": {
        "en": "To keep this recording, press 1. To record it again, press 2. "
        "Hang up to keep nothing.",
        "es": "Para guardar esta grabación, pulse 1. Para grabarla de nuevo, pulse 2. "
        "Cuelgue para no guardar nada.",
        "zh": "保留录音请按1，重新录制请按2，挂机则不保留。",
    },
    "kept": {
        "en": "The recording is kept. Goodbye.",
        "es": "La grabación se ha guardado. Adiós.",
        "zh": "录音已保留。再见。",
    },
    "not_kept": {
        "en": "The recording could not be kept. Please try again later. Goodbye.",
        "es": "No se ha podido guardar la grabación. Inténtelo más tarde. Adiós.",
        "zh": "录音未能保留，请稍后再试。再见。",
    },
    "goodbye": {
        "en": "Nothing was kept. Goodbye.",
        "es": "No se ha guardado nada. Adiós.",
        "zh": "没有保留任何录音。再见。",
    },
    "echo": {
        "en": "Echo test. You will now hear what you say. Hang up to end.",
        "es": "Prueba de eco. Ahora oirá lo que diga. Cuelgue para terminar.",
        "zh": "回音测试。您将听到自己的声音，挂机即结束。",
    },
    "echo_not_now": {
        "en": "The echo test is for agents who are not ready. Set yourself not ready first. Goodbye.",
        "es": "La prueba de eco es para agentes no disponibles. Póngase primero en no disponible. "
        "Adiós.",
        "zh": "回音测试仅供示忙的座席使用，请先示忙。再见。",
    },
}


def spoken(sentence: Sentence, language: str, *, sound_language: str = "en") -> Prompt:
    """The sentence in this language; `sound_language` is that of the prompt that is recorded."""
    known = language if language in _LANGUAGES else "en"
    text = SENTENCES[sentence][known].format(language=_LANGUAGES[known][sound_language])
    return Prompt("speech", text, known)
