"""How figures, times and spans are written for people, in their language. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

from callfloor.metrics.formulas import Unit
from callfloor.metrics.kpis import BY_KEY


def name_of(indicator: str, language: str) -> str:
    return BY_KEY[indicator].names[language]


def local(at_ms: int, zone: str, *, time: bool = True) -> str:
    there = datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone))
    return f"{there:%Y-%m-%d %H:%M}" if time else f"{there:%Y-%m-%d}"


def figure(value: float | None, unit: Unit, language: str, currency: str = "") -> str:
    """As a person reads it: one decimal, two for money; times as minutes and seconds."""
    if value is None:
        return "–"
    if unit == "seconds":
        return duration(value)
    digits = 2 if unit == "money" else 0 if unit == "count" and value == int(value) else 1
    text = f"{value:,.{digits}f}"
    if language == "es":
        text = text.translate(str.maketrans(",.", ".,"))
    if unit == "percent":
        return f"{text} %" if language == "es" else f"{text}%"
    return f"{text} {currency}".strip() if unit == "money" else text


def duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def span(content_from_ms: int, to_ms: int, zone: str) -> str:
    """From the first day to the last, which is included."""
    first, last = local(content_from_ms, zone, time=False), local(to_ms - 1, zone, time=False)
    return first if first == last else f"{first} – {last}"
