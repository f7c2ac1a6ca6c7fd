"""Files as people make them: what is read, and what is listed as wrong, by line and column."""

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from callfloor.imports import sheets, template
from callfloor.imports.columns import LOCALES, Cells, Column, Locale, parse, plain
from callfloor.imports.kinds import KINDS
from callfloor.imports.reading import Place, Reading, read
from callfloor.kit.errors import InvalidError

NOW_MS = 1_790_000_000_000
MADRID = Place(zone="Europe/Madrid", teams={"maria": "north"}, zones={"liwei": "Asia/Shanghai"})


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def read_file(kind: str, content: str | bytes, locale: Locale = "en", zone: str = "") -> Reading:
    raw = content.encode() if isinstance(content, str) else content
    return read(KINDS[kind], sheets.read(raw), MADRID, zone=zone, locale=locale, now_ms=NOW_MS)


def codes(found: Reading) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.code) for one in found.wrong.listed]


def book(rows: list[list[Any]]) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


@pytest.mark.parametrize("kind", sorted(k for k, one in KINDS.items() if one.form == "table"))
def test_the_template_of_each_kind_is_a_file_that_can_be_brought_in(kind: str) -> None:
    found = read_file(kind, template.text_of(KINDS[kind]))
    assert (codes(found), len(found.facts)) == ([], 1)


def test_local_times_are_those_of_the_row_then_of_the_file_then_of_the_persons_site() -> None:
    head = "person_id,in,out,zone\n"
    line = "{},2026-03-02 09:00,2026-03-02 17:00,{}\n"
    first, second, third = read_file(
        "punches",
        head + line.format("maria", "") + line.format("liwei", "") + line.format("x", "UTC"),
    ).facts
    assert first.start_ms == ms("2026-03-02T09:00+01:00")
    assert second.start_ms == ms("2026-03-02T09:00+08:00")
    assert third.start_ms == ms("2026-03-02T09:00Z")
    (fourth,) = read_file("punches", head + line.format("liwei", ""), zone="America/Lima").facts
    assert fourth.start_ms == ms("2026-03-02T09:00-05:00")
    assert (first.team_id, fourth.team_id) == ("north", "")


def test_times_that_clocks_leap_over_are_wrong_and_those_they_show_twice_are_told() -> None:
    found = read_file(
        "punches",
        "person_id,in,out\nmaria,2026-03-29 02:30,2026-03-29 09:00\n"
        "maria,2025-10-26 02:30,2025-10-26 09:00\n",
    )
    assert codes(found) == [(2, "in", "no_such_time")]
    assert [(one.line, one.code) for one in found.warnings.listed] == [(3, "ambiguous_time")]
    assert found.facts[0].start_ms == ms("2025-10-26T02:30+02:00")


def test_everything_wrong_is_listed_by_line_and_nothing_stops_at_the_first() -> None:
    found = read_file(
        "punches",
        "person_id,in,out,zone\n"
        "maria,2026-03-02 09:00,2026-03-02 17:00,\n"
        "maria,2026-03-02 09:00,2026-03-02 18:00,\n"
        "maria,2026-03-03 09:00,2026-03-03 08:00,\n"
        "maria,2126-03-02 09:00,,\n"
        "maria,2026-12-24 09:00,,\n"
        "maria,2026-03-04 09:00,,Mars/Olympus\n"
        ",yesterday,,\n"
        "maria,2026-03-05 09:00,2026-03-05 10:00,,,more\n",
    )
    assert codes(found) == [
        (3, "id", "twice"),
        (4, "out", "negative_duration"),
        (5, "in", "odd_year"),
        (6, "in", "in_future"),
        (7, "zone", "unknown_zone"),
        (8, "person_id", "missing"),
        (8, "in", "not_a_time"),
        (9, "", "too_many_cells"),
    ]
    assert len(found.facts) == 1


COSTS = "category;amount;currency;start;end\n"


def test_a_file_of_a_european_spreadsheet_is_read_with_its_commas_where_it_says_so() -> None:
    content = (COSTS + "telecom;1.234,50;EUR;2026-03-01;2026-04-01\n").encode("utf-8-sig")
    (cost,) = read_file("costs", content, locale="es").facts
    assert cost.data["amount"] == "1234.5"
    assert codes(read_file("costs", content)) == [(2, "amount", "other_decimals")]
    own = b"category;amount;currency;start;end;locale\nother;2,5;EUR;2026-03-01;2026-03-02;es\n"
    (cost,) = read_file("costs", own).facts
    assert cost.data["amount"] == "2.5"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("telecom;1;EUR;2026-03-02;2026-03-02", "end_is_exclusive"),
        ("telecom;1;EUR;2026-03-02;2026-03-01", "negative_duration"),
        ("gifts;1;EUR;2026-03-01;2026-03-02", "not_a_choice"),
        ("other;1;euros;2026-03-01;2026-03-02", "not_a_currency"),
        ("other;NaN;EUR;2026-03-01;2026-03-02", "not_a_number"),
        ("other;=1+1;EUR;2026-03-01;2026-03-02", "not_a_number"),
        ("other;1e5;EUR;2026-03-01;2026-03-02", "not_a_number"),
        ("other;1;EUR;1.3.2026;2026-03-02", "not_a_day"),
    ],
)
def test_costs_that_cannot_be_right_are_named(line: str, code: str) -> None:
    assert [one[2] for one in codes(read_file("costs", COSTS + line))] == [code]


def test_a_column_that_is_unknown_or_missing_is_named_before_any_row_is_read() -> None:
    found = read_file("costs", "category,amount,curency,start,end\nx,x,x,x,x\n")
    assert codes(found) == [(1, "curency", "unknown_column"), (1, "currency", "missing_column")]


def test_a_workbook_gives_the_same_facts_as_its_csv() -> None:
    rows: list[list[Any]] = [
        ["Person ID", "In", "Out", "Manual correction"],
        ["maria", datetime(2026, 3, 2, 9, 0, 30), datetime(2026, 3, 2, 17), True],  # noqa: DTZ001
        [7, "2026-03-02 09:00", None, "no"],
        [None, None, None, None],
    ]
    of_book = read_file("punches", book(rows))
    of_csv = read_file(
        "punches",
        "person_id,in,out,manual_correction\nmaria,2026-03-02 09:00:30,2026-03-02 17:00,yes\n"
        "7,2026-03-02 09:00,,no\n",
    )
    assert codes(of_book) == []
    assert [one.data for one in of_book.facts] == [one.data for one in of_csv.facts]


def test_a_formula_is_not_worked_out() -> None:
    rows = [["category", "amount", "currency", "start", "end"]]
    rows.append(["other", "=2+3", "EUR", "2026-03-01", "2026-03-02"])
    assert codes(read_file("costs", book(rows))) == [(2, "amount", "missing")]


def test_json_is_read_with_its_numbers_exact_and_its_items() -> None:
    items = [
        {"id": "greeting", "weight": 2, "points": 1, "max": 2},
        {"id": "data", "weight": 1, "points": None, "max": 1},
    ]
    row = {"agent_id": "maria", "call_at": "2026-03-02T09:00:00Z", "items": items}
    (one,) = read_file("evaluations", json.dumps({"rows": [row]})).facts
    assert one.data["items"][0] == {
        "id": "greeting", "weight": "2", "points": "1", "max": "2", "criticality": "none",
        "error": False,
    }  # fmt: skip
    wrong = json.dumps([{**row, "items": [{"points": 3, "max": 2}]}, {**row, "items": "x"}])
    assert [one[1:] for one in codes(read_file("evaluations", wrong))] == [
        ("items", "out_of_range"),
        ("items", "not_items"),
    ]
    exact = '[{"category":"other","amount":0.1,"currency":"EUR","start":"2026-01-01","end":"2026-01-02"}]'
    assert read_file("costs", exact).facts[0].data["amount"] == "0.1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"a;b\n\xe9;1\n", "not_utf8"),
        (b"PK\x03\x04 no workbook", "not_xlsx"),
        (b"[1, 2]", "not_json"),
        (b'[{"amount": NaN}]', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"a,a\n1,2\n", "column_twice"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(InvalidError) as refused:
        sheets.read(content)
    assert refused.value.errors[0]["code"] == code


@pytest.mark.thorough
def test_one_wrong_row_of_a_hundred_thousand_is_found_by_its_line() -> None:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["person_id", "in", "out"])
    for number in range(100_000):
        out = "2026-03-02 08:00" if number == 77_776 else "2026-03-02 17:00"
        writer.writerow([f"p{number}", "2026-03-02 09:00", out])
    found = read_file("punches", written.getvalue())
    assert codes(found) == [(77_778, "out", "negative_duration")]
    assert found.rows == 100_000


@given(st.integers(0, 2**31 - 1), st.sampled_from(["Europe/Madrid", "Asia/Kathmandu", "UTC"]))
def test_a_time_written_on_the_clock_of_its_zone_is_read_back(at_s: int, zone: str) -> None:
    at = datetime.fromtimestamp(at_s, ZoneInfo(zone))
    if not 2000 <= at.year < 2100 or at.fold:
        return
    column = Column(name="at", type="moment")
    written = at.replace(tzinfo=None).isoformat(sep=" ")
    assert parse(column, written, Cells(zone=zone, now_ms=NOW_MS), []) == at_s * 1000
    in_utc = at.astimezone(UTC).isoformat()
    assert parse(column, in_utc, Cells(zone=zone, now_ms=NOW_MS), []) == at_s * 1000


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    ),
    st.sampled_from(LOCALES),
)
def test_an_amount_is_the_same_however_it_is_written(amount: Decimal, locale: Locale) -> None:
    text = f"{amount:,f}"
    if locale == "es":
        text = text.translate(str.maketrans(",.", ".,"))
    column = Column(name="amount", type="decimal")
    kept = parse(column, text, Cells(zone="UTC", locale=locale, now_ms=NOW_MS), [])
    assert Decimal(kept) == amount
    assert kept == plain(amount.normalize())


@given(st.text(max_size=400), st.sampled_from(sorted(KINDS)))
def test_any_text_is_refused_or_listed_and_never_breaks(text: str, kind: str) -> None:
    try:
        content = text.encode()
        found = read_file(kind, content)
    except (InvalidError, UnicodeEncodeError):
        return
    assert found.wrong.count or not found.rows or found.facts
