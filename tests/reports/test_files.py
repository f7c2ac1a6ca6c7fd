"""The files of a report: all four say the same, none runs what people have named, empty ones are whole."""

import csv
import io
import re
from html.parser import HTMLParser

import msgspec
import pytest
from openpyxl import load_workbook
from tests.reports.made import KEYS, content

from callfloor.metrics.details import Detail
from callfloor.reports.files import WRITERS, as_csv, as_html, as_xlsx, safe
from callfloor.reports.links import link
from callfloor.reports.words import said

CONSOLE = "https://centre.example"


@pytest.mark.parametrize("language", ["en", "es", "zh"])
@pytest.mark.parametrize("format_", sorted(WRITERS))
@pytest.mark.parametrize("lines", [0, 3, 120])
def test_every_format_is_written_in_every_language_empty_and_large(
    language: str, format_: str, lines: int
) -> None:
    whole = content(language, lines)
    if not lines:
        whole = msgspec.structs.replace(
            whole, trends=(), reasons=(), week=(), waits=None, details=None
        )
    body = WRITERS[format_][1](whole, CONSOLE)
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
    page.feed(WRITERS["html"][1](content(), None).decode())
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
    assert rows[2][rows[0].index("Total calls (count)")] == ""
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


def test_each_figure_of_a_workbook_leads_to_its_contacts_as_on_the_page() -> None:
    whole = content(lines=4)
    sheet = load_workbook(io.BytesIO(as_xlsx(whole, CONSOLE)))["Report"]
    heads = [cell.value for cell in sheet[3]]
    for number, line in enumerate(whole.lines, start=4):
        for at, cell in enumerate(line.cells):
            shown = sheet.cell(number, 2 + 3 * at)
            assert str(heads[1 + 3 * at]).endswith(")"), "of the figure, not of its sample"
            if cell is None or cell.value is None:
                assert shown.hyperlink is None
                continue
            assert shown.value == cell.value
            assert shown.data_type == "n", "a figure stays a number"
            assert shown.hyperlink is not None
            assert shown.hyperlink.target == f"{CONSOLE}{link(whole, line, at, cell)}"
    linked = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(linked) == 4 * len(KEYS) - 1
    bare = load_workbook(io.BytesIO(as_xlsx(whole)))["Report"]
    assert not [cell for row in bare.iter_rows() for cell in row if cell.hyperlink]


def test_a_workbook_has_no_more_links_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("callfloor.reports.as_xlsx.LINKS_MAX", 8)
    sheet = load_workbook(io.BytesIO(as_xlsx(content(lines=4), CONSOLE)))["Report"]
    rows = [{cell.row for cell in row if cell.hyperlink} for row in sheet.iter_rows()]
    assert [one for one in rows if one] == [{4}, {5}, {6}]


def test_each_figure_of_a_printed_report_leads_there_too() -> None:
    whole = content(lines=4)
    body = WRITERS["pdf"][1](whole, CONSOLE)
    found = [one.decode() for one in re.findall(rb"/URI \(([^)]*)\)", body)]
    wanted = [
        f"{CONSOLE}{link(whole, line, at, cell)}"
        for line in whole.lines
        for at, cell in enumerate(line.cells)
        if cell is not None
    ]
    assert found == wanted
    assert b"/URI" not in WRITERS["pdf"][1](whole, None)


def test_what_figures_hide_stands_in_every_file() -> None:
    whole = content(lines=2)
    page = _Text()
    page.feed(as_html(whole).decode())
    for told in ("Median", "3:04", "7:02", "21:30", "212", "19 / 22", "Nine in ten at most"):
        assert told in page.words, told
    assert "Worst hour" not in page.words, "no column without anything in it"
    head, first, *_ = csv.reader(io.StringIO(as_csv(whole).decode("utf-8-sig")))
    values = dict(zip(head, first, strict=True))
    assert values["Average handle time, Median (seconds)"] == "184.0"
    assert values["Average handle time, Nine in ten at most (seconds)"] == "421.5"
    assert values["Service level, Half hours on target"] == "19"
    sheet = load_workbook(io.BytesIO(as_xlsx(whole)))["Details"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:6] == [
        "Of", "Figure", "Counted", "Median (seconds)", "Nine in ten at most (seconds)",
        "Longest (seconds)",
    ]  # fmt: skip
    assert rows[1][:6] == ["Queue 0", "Average handle time", 212, 184, 421.5, 1290]
    assert len(rows) == 5


def test_the_worst_hour_is_told_with_its_begin_and_names_are_text() -> None:
    worst = Detail(grain_key="*", indicator="blocked_rate", peak=25.0, peak_ms=1_772_445_600_000)
    named = Detail(grain_key="q0", name="=1+1 <b>", indicator="avg_handle_time", count=1, median=2)
    whole = msgspec.structs.replace(content("es", lines=1), details=(worst, named))
    page = _Text()
    page.feed(as_html(whole).decode())
    assert "25,0 % (2026-03-02 11:00)" in page.words
    assert "=1+1 <b>" in page.words
    assert "b" not in page.tags
    sheet = load_workbook(io.BytesIO(as_xlsx(whole)))["Details"]
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1 <b>", "s")
    assert (sheet["G2"].value, sheet["H2"].value) == (25, "2026-03-02 11:00")


@pytest.mark.parametrize("language", ["en", "es", "zh"])
def test_a_report_without_its_details_says_why(language: str) -> None:
    whole = msgspec.structs.replace(content(language), details=(), is_too_much=True)
    assert said("too_much", language) in as_html(whole).decode()
    assert WRITERS["pdf"][1](whole, None).startswith(b"%PDF-")
    sheet = load_workbook(io.BytesIO(as_xlsx(whole)))["Details"]
    assert sheet["A2"].value == said("too_much", language)
