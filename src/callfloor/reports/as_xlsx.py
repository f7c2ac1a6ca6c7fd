"""A report as a workbook: figures as numbers, names as text."""

import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from callfloor.metrics.written import span
from callfloor.reports.content import Content
from callfloor.reports.files import columns, rows


def as_xlsx(content: Content) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Report")
    sheet.freeze_panes = "B4"
    title = WriteOnlyCell(sheet, value=content.name)
    title.font = Font(bold=True, size=14)
    sheet.append([title])
    sheet.append([span(content.from_ms, content.to_ms, content.zone)])
    sheet.append([_bold(sheet, one) for one in columns(content)])
    for row in rows(content):
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
