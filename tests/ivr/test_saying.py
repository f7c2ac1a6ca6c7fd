"""How figures are said in each language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callfloor.ivr.saying import Saying, said


def words(kind: Saying, value: str, language: str, currency: str = "") -> list[str]:
    return [
        prompt.value.removeprefix("digits/") if prompt.kind == "sound" else prompt.value
        for prompt in said(kind, value, language, currency)
    ]


@pytest.mark.parametrize(
    ("kind", "value", "language", "expected"),
    [
        ("date", "2026-11-25", "en", ["day-3", "mon-10", "20", "h-5", "20", "26"]),
        ("date", "2005-03-01", "en", ["day-2", "mon-2", "h-1", "2005"]),
        ("date", "1905-01-30", "en", ["day-1", "mon-0", "h-30", "19", "oh", "5"]),
        ("date", "1900-01-20", "en", ["day-6", "mon-0", "h-20", "1900"]),
        ("date", "2026-11-25", "es", ["day-3", "25", "es-de", "mon-10", "es-de", "2026"]),
        ("date", "2026-11-01T10:00", "es", ["day-0", "h-1", "es-de", "mon-10", "es-de", "2026"]),
        ("date", "2026-11-25", "zh", ["2026年11月25日，星期三"]),
        ("time", "15:05", "en", ["3", "oh", "5", "p-m"]),
        ("time", "2026-11-25T00:30:00", "en", ["12", "30", "a-m"]),
        ("time", "13:00", "es", ["1F", "p-m"]),
        ("time", "09:05", "es", ["9", "and", "5", "a-m"]),
        ("time", "09:00", "zh", ["上午9点整"]),
        ("number", "-12", "en", ["minus", "12"]),
        ("number", "12.5", "en", ["12.5"]),
        ("number", "120", "zh", ["120"]),
        ("digits", "600 12-3", "es", ["600123"]),
        ("digits", "12", "zh", ["1 2"]),
        ("digits", "A1", "en", ["A 1"]),
    ],
)
def test_words(kind: Saying, value: str, language: str, expected: list[str]) -> None:
    assert words(kind, value, language) == expected


@pytest.mark.parametrize(
    ("value", "currency", "language", "expected"),
    [
        ("12.50", "EUR", "en", ["12 euros and 50 cents"]),
        ("1.01", "EUR", "es", ["1 euro con 1 céntimo"]),
        ("0.05", "GBP", "en", ["5 pence"]),
        ("-3", "EUR", "en", ["minus 3 euros"]),
        ("12.5", "CNY", "zh", ["12元50分"]),
        ("20", "USD", "en", ["20", "dollars"]),
        ("20", "USD", "zh", ["20美元"]),
        ("9", "XXX", "en", ["9 XXX"]),
        ("much", "EUR", "en", ["much EUR"]),
    ],
)
def test_money(value: str, currency: str, language: str, expected: list[str]) -> None:
    assert words("money", value, language, currency) == expected


@given(
    st.sampled_from(["number", "digits", "date", "time", "money"]),
    st.text(max_size=40) | st.from_regex(r"\A[0-9:T.-]{1,20}\Z"),
    st.sampled_from(["en", "es", "zh", "fr"]),
)
def test_whatever_a_service_answers_can_be_said(kind: Saying, value: str, language: str) -> None:
    found = said(kind, value, language, "EUR")
    assert bool(found) == bool(value.strip())
    assert {prompt.kind for prompt in found} <= {"sound", "number", "digits", "speech"}
