"""The files of a report: all four say the same, none runs what people have named, empty ones are whole."""

import csv
import io
from html.parser import HTMLParser

import msgspec
import pytest
from openpyxl import load_workbook
from tests.reports.made import KEYS, content

from callfloor.reports.files import WRITERS, as_csv, as_xlsx, safe


@pytest.mark.parametrize("language", ["en", "es", "zh"])
@pytest.mark.parametrize("format_", sorted(WRITERS))
@pytest.mark.parametrize("lines", [0, 3, 400])
def test_every_format_is_written_in_every_language_empty_and_large(
    language: str, format_: str, lines: int
) -> None:
    whole = content(language, lines)
    if not lines:
        whole = msgspec.structs.replace(whole, trends=(), reasons=(), week=(), waits=None)
    body = WRITERS[format_][1](whole)
    start = {"html": b"<!doctype html>", "pdf": b"%PDF-", "xlsx": b"PK", "csv": b"\xef\xbb\xbf"}
    assert body.startswith(start[format_])
    assert len(body) > 200


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_shows_names_as_text_and_says_in_words_what_colours_say() -> None:
    page = _Text()
    page.feed(WRITERS["html"][1](content()).decode())
    assert "b" not in page.tags
    assert "script" not in page.tags
    assert "Support <b>" in page.words
    for told in (
        "82.5%",
        "before 71.2%",
        "4:27",
        "3.50 EUR",
        "off target",
        "small sample",
        "1,234",
    ):
        assert told in page.words, told
    assert page.tags.count("svg") == 4
    assert "Half waited at most 0:11" in page.words
    assert "2026-03-02 – 2026-03-08" in page.words
    assert "2.17" in page.words


def test_figures_are_numbers_in_files_and_names_are_never_formulas() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(content(lines=4)).decode("utf-8-sig"))))
    assert rows[0][:3] == ["Of", "Service level (percent)", "sample"]
    assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(1)", "Support <b>", "投诉", "+34911"]
    assert rows[1][1:4] == ["82.456", "40", "71.25"]
    assert rows[2][-3] == ""
    sheet = load_workbook(io.BytesIO(as_xlsx(content(lines=4)))).active
    assert sheet is not None
    first = sheet["A4"]
    assert (first.value, first.data_type) == ("=HYPERLINK(1)", "s")
    assert sheet["B4"].value == 82.456
    assert len(sheet[3]) == 1 + 3 * len(KEYS)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+34911", "+34911"),
        ("-2+3", "'-2+3"),
        ("a", "a"),
    ],
)
def test_a_text_that_looks_like_a_formula_is_kept_a_text(text: str, kept: str) -> None:
    assert safe(text) == kept
