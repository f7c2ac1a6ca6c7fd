"""A report as a workbook: figures as numbers that lead to their contacts, names as text."""

import io
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from callfloor.metrics.written import span
from callfloor.reports import hidden
from callfloor.reports.content import Content, Line
from callfloor.reports.files import columns, is_compared, rows
from callfloor.reports.links import link
from callfloor.reports.table import places
from callfloor.reports.words import said

LINKS_MAX: Final = 65_000
"""A sheet of Excel holds 65,530; one with more of them is repaired, which loses all."""
_LEADS = Font(color="1D4ED8", underline="single")
_BOLD = Font(bold=True)


def as_xlsx(content: Content, console: str | None = None) -> bytes:
    """`console` is where the console is reached; None: no links."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Report")
    sheet.freeze_panes = "B4"
    title = WriteOnlyCell(sheet, value=content.name)
    title.font = Font(bold=True, size=14)
    sheet.append([title])
    sheet.append([span(content.from_ms, content.to_ms, content.zone)])
    sheet.append([_bold(sheet, one) for one in columns(content)])
    linked = 0
    for line, row in zip(content.lines, rows(content), strict=True):
        leads = {} if console is None or linked >= LINKS_MAX else _leads(content, line, console)
        linked += len(leads)
        sheet.append([_cell(sheet, one, leads.get(at, "")) for at, one in enumerate(row)])
    _hidden(book, content)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _leads(content: Content, line: Line, console: str) -> dict[int, str]:
    """Column → where its figure leads."""
    first, wide = len(places(content, line)), 3 if is_compared(content) else 2
    found = {
        first + wide * at: link(content, line, at, cell)
        for at, cell in enumerate(line.cells)
        if cell is not None and cell.value is not None
    }
    return {at: f"{console}{one}" for at, one in found.items() if one}


def _hidden(book: Workbook, content: Content) -> None:
    """A sheet of its own: it is of the whole time, whatever the lines of the report are of."""
    if content.details is None:
        return
    sheet = book.create_sheet("Details")
    sheet.freeze_panes = "C2"
    head, *lines = hidden.table(content)
    sheet.append([_bold(sheet, str(one)) for one in head])
    for row in lines:
        sheet.append([_cell(sheet, one) for one in row])
    if content.is_too_much:
        sheet.append([_text(sheet, said("too_much", content.language))])


def _cell(sheet: object, value: str | float | None, leads_to: str = "") -> object:
    if isinstance(value, str):
        return _text(sheet, value)
    if not leads_to or value is None:
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.hyperlink, cell.font = leads_to, _LEADS
    return cell


def _bold(sheet: object, text: str) -> WriteOnlyCell:
    cell = _text(sheet, text)
    cell.font = _BOLD
    return cell


def _text(sheet: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
