"""How numbers, dates, times and money are said: by Asterisk's sounds where they exist, else as speech.

English and Spanish have recorded sounds; what one of them cannot say whole is spoken whole, so that
no sentence changes its voice in the middle. Chinese, which has no sounds, is always spoken. Pure.
"""

import datetime as dt
from typing import Literal

from callfloor.ivr.actions import Prompt
from callfloor.ivr.values import number_of

RECORDED = frozenset({"en", "es"})
Saying = Literal["number", "digits", "date", "time", "money"]

CURRENCIES: dict[str, dict[str, tuple[str, str, str, str]]] = {
    "EUR": {
        "en": ("euro", "euros", "cent", "cents"),
        "es": ("euro", "euros", "céntimo", "céntimos"),
        "zh": ("欧元", "欧元", "欧分", "欧分"),
    },
    "USD": {
        "en": ("dollar", "dollars", "cent", "cents"),
        "es": ("dólar", "dólares", "centavo", "centavos"),
        "zh": ("美元", "美元", "美分", "美分"),
    },
    "GBP": {
        "en": ("pound", "pounds", "penny", "pence"),
        "es": ("libra", "libras", "penique", "peniques"),
        "zh": ("英镑", "英镑", "便士", "便士"),
    },
    "CNY": {
        "en": ("yuan", "yuan", "fen", "fen"),
        "es": ("yuan", "yuanes", "fen", "fen"),
        "zh": ("元", "元", "分", "分"),
    },
    "MXN": {
        "en": ("peso", "pesos", "centavo", "centavos"),
        "es": ("peso", "pesos", "centavo", "centavos"),
        "zh": ("比索", "比索", "分", "分"),
    },
    "COP": {
        "en": ("peso", "pesos", "centavo", "centavos"),
        "es": ("peso", "pesos", "centavo", "centavos"),
        "zh": ("比索", "比索", "分", "分"),
    },
    "JPY": {
        "en": ("yen", "yen", "sen", "sen"),
        "es": ("yen", "yenes", "sen", "sen"),
        "zh": ("日元", "日元", "钱", "钱"),
    },
}
"""Currency → language → one whole, many wholes, one hundredth, many hundredths."""

_ZH_DAYS = "一二三四五六日"


def said(kind: Saying, value: str, language: str, currency: str = "") -> tuple[Prompt, ...]:
    """Prompts of the kinds sound, number, digits and speech; empty where there is no value."""
    value = value.strip()
    if not value:
        return ()
    match kind:
        case "number":
            found = _number(value, language)
        case "digits":
            found = _digits(value, language)
        case "date":
            found = _date(value, language)
        case "time":
            found = _time(value, language)
        case "money":
            found = _money(value, language, currency)
    return found or (_speech(value, language),)


def _speech(text: str, language: str) -> Prompt:
    return Prompt("speech", text, language)


def _sound(name: str, language: str) -> Prompt:
    return Prompt("sound", f"digits/{name}", language)


def _count(number: int, language: str) -> Prompt:
    return Prompt("number", str(number), language)


def _number(value: str, language: str) -> tuple[Prompt, ...]:
    number = number_of(value)
    if number is None or number != number.to_integral_value() or abs(number) >= 10**9:
        return ()
    if language not in RECORDED:
        return (_speech(str(int(number)), language),)
    minus = (_sound("minus", language),) if number < 0 else ()
    return (*minus, _count(abs(int(number)), language))


def _digits(value: str, language: str) -> tuple[Prompt, ...]:
    plain = value.replace(" ", "").replace("-", "").removeprefix("+")
    if not (plain.isascii() and plain.isdecimal()):
        return (_speech(" ".join(value), language),)
    if language not in RECORDED:
        return (_speech(" ".join(plain), language),)
    return (Prompt("digits", plain, language),)


def _date(value: str, language: str) -> tuple[Prompt, ...]:
    try:
        day = dt.date.fromisoformat(value[:10])
    except ValueError:
        return ()
    if language == "zh":
        text = f"{day.year}年{day.month}月{day.day}日，星期{_ZH_DAYS[day.weekday()]}"
        return (_speech(text, language),)
    if language not in RECORDED:
        return ()
    week, month = f"day-{day.isoweekday() % 7}", f"mon-{day.month - 1}"
    if language == "es":
        of = _sound("es-de", language)
        first = _sound("h-1", language) if day.day == 1 else _count(day.day, language)
        year = _count(day.year, language)
        return (_sound(week, language), first, of, _sound(month, language), of, year)
    return (
        _sound(week, language),
        _sound(month, language),
        *_ordinal(day.day, language),
        *_english_year(day.year, language),
    )


def _ordinal(day: int, language: str) -> tuple[Prompt, ...]:
    """The day of a month: 1st to 20th and 30th are one sound, the others a ten and a unit."""
    if day <= 20 or day == 30:
        return (_sound(f"h-{day}", language),)
    return (_sound(str(day // 10 * 10), language), _sound(f"h-{day % 10}", language))


def _english_year(year: int, language: str) -> tuple[Prompt, ...]:
    """2026 as twenty twenty-six, 1905 as nineteen oh five, 2005 as two thousand five."""
    hundreds, rest = divmod(year, 100)
    if not 1100 <= year < 2100 or (hundreds == 20 and rest < 10) or rest == 0:
        return (_count(year, language),)
    oh = (_sound("oh", language),) if rest < 10 else ()
    return (_count(hundreds, language), *oh, _count(rest, language))


def _time(value: str, language: str) -> tuple[Prompt, ...]:
    try:
        time = dt.time.fromisoformat(value.split("T")[-1].split(" ")[-1][:5])
    except ValueError:
        return ()
    is_morning, hour = time.hour < 12, time.hour % 12 or 12
    if language == "zh":
        minutes = f"{time.minute}分" if time.minute else "整"
        return (_speech(f"{'上午' if is_morning else '下午'}{hour}点{minutes}", language),)
    if language not in RECORDED:
        return ()
    half = _sound("a-m" if is_morning else "p-m", language)
    if language == "es":
        clock = _sound("1F", language) if hour == 1 else _count(hour, language)
        past = (_sound("and", language), _count(time.minute, language)) if time.minute else ()
        return (clock, *past, half)
    oh = (_sound("oh", language),) if 0 < time.minute < 10 else ()
    past = (*oh, _count(time.minute, language)) if time.minute else ()
    return (_count(hour, language), *past, half)


def _money(value: str, language: str, currency: str) -> tuple[Prompt, ...]:
    amount = number_of(value)
    words = CURRENCIES.get(currency, {}).get(language)
    if amount is None or words is None:
        return (_speech(f"{value} {currency}".strip(), language),)
    minor = int((abs(amount) * 100).to_integral_value())
    whole, rest = divmod(minor, 100)
    if currency == "USD" and language in RECORDED and amount >= 0 and not rest and whole != 1:
        return (_count(whole, language), _sound("dollars", language))
    return (_speech(_money_text(whole, rest, words, language, is_debt=amount < 0), language),)


def _money_text(
    whole: int, rest: int, words: tuple[str, str, str, str], language: str, *, is_debt: bool
) -> str:
    space, join = ("", "") if language == "zh" else (" ", {"es": " con "}.get(language, " and "))
    wholes = f"{whole}{space}{words[0] if whole == 1 else words[1]}"
    parts = f"{rest}{space}{words[2] if rest == 1 else words[3]}" if rest else ""
    minus = {"en": "minus ", "es": "menos ", "zh": "负"}.get(language, "-") if is_debt else ""
    if not parts:
        return minus + wholes
    return minus + (parts if not whole else wholes + join + parts)
