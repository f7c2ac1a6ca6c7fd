"""A report as a file: HTML, PDF, XLSX or CSV. What people have named is text there, never a formula."""

import csv
import io
from collections.abc import Callable
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from callfloor.metrics.kpis import BY_KEY
from callfloor.reports.as_html import as_html
from callfloor.reports.as_pdf import as_pdf
from callfloor.reports.content import Content
from callfloor.reports.table import heads, places
from callfloor.reports.words import said, span

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(content: Content) -> bytes:
    """One line for each, values as numbers with a point; UTF-8 with a mark, as spreadsheets want it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe(one) for one in _columns(content)])
    for row in _rows(content):
        writer.writerow([safe(one) if isinstance(one, str) else one for one in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula; numbers as they are dialled stay as they are."""
    is_number = text[1:].isdigit()
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text


def as_xlsx(content: Content) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Report")
    sheet.freeze_panes = "B4"
    title = WriteOnlyCell(sheet, value=content.name)
    title.font = Font(bold=True, size=14)
    sheet.append([title])
    sheet.append([span(content.from_ms, content.to_ms, content.zone)])
    sheet.append([_bold(sheet, one) for one in _columns(content)])
    for row in _rows(content):
        sheet.append([_text(sheet, one) if isinstance(one, str) else one for one in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bold(sheet: object, text: str) -> WriteOnlyCell:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _text(sheet: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _columns(content: Content) -> list[str]:
    """Each figure with its sample, and with that of the time before where it is compared."""
    first = len(heads(content)) - len(content.indicators)
    found = heads(content)[:first]
    for name, one in zip(heads(content)[first:], content.indicators, strict=True):
        unit = BY_KEY[one].unit
        named = f"{name} ({content.currency})" if unit == "money" else f"{name} ({unit})"
        found += [named, said("sample", content.language)]
        if _is_compared(content):
            found.append(f"{name}, {said('before', content.language)}")
    return found


def _rows(content: Content) -> list[list[str | float | None]]:
    rows: list[list[str | float | None]] = []
    for line in content.lines:
        row: list[str | float | None] = [*places(content, line)]
        for cell in line.cells:
            row += [None, None] if cell is None else [cell.value, cell.sample_size]
            if _is_compared(content):
                row.append(None if cell is None else cell.before)
        rows.append(row)
    return rows


def _is_compared(content: Content) -> bool:
    return content.before is not None and content.step == "total"


WRITERS: Final[dict[str, tuple[str, Callable[[Content], bytes]]]] = {
    "html": ("text/html; charset=utf-8", as_html),
    "pdf": ("application/pdf", as_pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "csv": ("text/csv; charset=utf-8", as_csv),
}
"""Format → its media type and what writes it."""
