"""Files as rows: CSV, XLSX and JSON told apart by what is in them, read within limits.

Nothing of a workbook is executed: of a formula the result that was saved with it is taken.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Literal, NoReturn

import msgspec

from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong

ROWS_MAX = 250_000
BYTES_MAX = 32 * 1024 * 1024
UNPACKED_MAX = 512 * 1024 * 1024
COLUMNS_MAX = 100
Form = Literal["csv", "xlsx", "json"]


class Row(msgspec.Struct, frozen=True):
    """`line` is that of the file (of JSON, the number of the object)."""

    line: int
    cells: dict[str, Any]
    extra: int = 0
    """Cells beyond the last heading."""


class Sheet(msgspec.Struct, frozen=True):
    """`headings` as the file has them, in lower case with underscores."""

    form: Form
    headings: list[str]
    rows: list[Row]


def read(content: bytes) -> Sheet:
    """InvalidError where it cannot be read as a table at all."""
    if len(content) > BYTES_MAX:
        megabytes = BYTES_MAX // 1024 // 1024
        _refuse("file_too_large", f"A file has at most {megabytes} MB; cut it in two.")
    if not content.strip():
        _refuse("file_empty", "The file is empty; give one with a heading line and rows below it.")
    if content[:2] == b"PK":
        return _read_xlsx(content)
    text = _decoded(content)
    if text.lstrip()[:1] in ("[", "{"):
        return _read_json(text)
    return _read_csv(text)


def _refuse(code: str, message: str) -> NoReturn:
    raise InvalidError(message, [wrong("file", code, message)])


def _decoded(content: bytes) -> str:
    try:
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        msg = f"Line {line} is not UTF-8; save the file as CSV UTF-8, or as XLSX."
        raise InvalidError(msg, [wrong("file", "not_utf8", msg, line=line)]) from error


def _heading(value: Any) -> str:
    return "_".join(str("" if value is None else value).strip().lower().split())


def _table(form: Form, lines: Iterator[tuple[int, Sequence[Any]]]) -> Sheet:
    """From lines of cells, the first one with the headings; empty lines are passed over."""
    headings: list[str] = []
    rows: list[Row] = []
    for line, cells in lines:
        if not any(cell is not None and str(cell).strip() for cell in cells):
            continue
        if not headings:
            headings = _trimmed([_heading(cell) for cell in cells])
            _check_headings(headings)
            continue
        if len(rows) >= ROWS_MAX:
            _refuse("too_many_rows", f"A file has at most {ROWS_MAX} rows; cut it in two.")
        extra = sum(1 for cell in cells[len(headings) :] if cell not in (None, ""))
        named = zip(headings, cells, strict=False)
        rows.append(Row(line, {name: cell for name, cell in named if name}, extra))
    return Sheet(form, headings, rows)


def _trimmed(headings: list[str]) -> list[str]:
    while headings and not headings[-1]:
        headings.pop()
    return headings


def _check_headings(headings: list[str]) -> None:
    if len(headings) > COLUMNS_MAX:
        _refuse("too_many_columns", f"A file has at most {COLUMNS_MAX} columns.")
    twice = [name for name in headings if name and headings.count(name) > 1]
    if twice:
        _refuse("column_twice", f"The column {twice[0]} is there twice; keep one.")


def _read_csv(text: str) -> Sheet:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max((",", ";", "\t"), key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)

    def lines() -> Iterator[tuple[int, Sequence[Any]]]:
        line = 1
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1

    try:
        return _table("csv", lines())
    except csv.Error as error:
        line = reader.line_num
        msg = f"Line {line} is not CSV ({error}); look for a quotation mark that is not closed."
        raise InvalidError(msg, [wrong("file", "not_csv", msg, line=line)]) from error


def _read_xlsx(content: bytes) -> Sheet:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED_MAX:
                _refuse("file_too_large", "The workbook is too large when unpacked; cut it in two.")
        book = load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=False
        )
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=COLUMNS_MAX + 1, values_only=True)
            return _table("xlsx", enumerate(rows, start=1))
        finally:
            book.close()
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        IndexError,
        ValueError,
        TypeError,
        SyntaxError,  # what the XML parser raises
        EOFError,
        OSError,
    ) as error:
        msg = "This is no workbook that can be read; save it again as XLSX, or as CSV UTF-8."
        raise InvalidError(msg, [wrong("file", "not_xlsx", msg)]) from error


def _read_json(text: str) -> Sheet:
    try:
        found = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        msg = f"This is not JSON ({str(error)[:100]}); give a list of objects."
        raise InvalidError(msg, [wrong("file", "not_json", msg)]) from error
    if isinstance(found, dict):
        found = found.get("rows")
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        _refuse("not_json", 'Give a list of objects, or {"rows": [...]}; each object is a row.')
    if len(found) > ROWS_MAX:
        _refuse("too_many_rows", f"A file has at most {ROWS_MAX} rows; cut it in two.")
    rows = [
        Row(number, {_heading(name): value for name, value in one.items()})
        for number, one in enumerate(found, start=1)
    ]
    headings = list(dict.fromkeys(name for row in rows for name in row.cells))
    if len(headings) > COLUMNS_MAX:
        _refuse("too_many_columns", f"A row has at most {COLUMNS_MAX} fields.")
    return Sheet("json", headings, rows)


def _no_constant(name: str) -> NoReturn:
    msg = f"{name} is no number"
    raise ValueError(msg)
