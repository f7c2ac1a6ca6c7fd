"""A report as a file: HTML, PDF, XLSX or CSV. What people have named is text there, never a formula."""

import csv
import io
from collections.abc import Callable
from typing import Final

from callfloor.metrics.kpis import BY_KEY
from callfloor.reports.content import Content
from callfloor.reports.hidden import heads_of, values_of
from callfloor.reports.table import heads, places
from callfloor.reports.words import said

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(content: Content, _console: str | None = None) -> bytes:
    """One line for each, values as numbers with a point; UTF-8 with a mark, as spreadsheets want it.

    Details stand beside their figures, where a line is of the whole time as they are.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe(one) for one in columns(content, is_whole=True)])
    for row in rows(content, is_whole=True):
        writer.writerow([safe(one) if isinstance(one, str) else one for one in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula; numbers as they are dialled stay as they are."""
    is_number = text[1:].isdigit()
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text


def as_html(content: Content, console: str | None = None) -> bytes:
    """`console` is where the console is reached, empty for the page's own place; None: no links."""
    from callfloor.reports.as_html import as_html as write

    return write(content, console)


def as_pdf(content: Content, console: str | None = None) -> bytes:
    from callfloor.reports.as_pdf import as_pdf as write

    return write(content, console)


def as_xlsx(content: Content, console: str | None = None) -> bytes:
    from callfloor.reports.as_xlsx import as_xlsx as write

    return write(content, console)


def columns(content: Content, *, is_whole: bool = False) -> list[str]:
    """Each figure with its sample, and with that of the time before where it is compared.

    `is_whole`: with all that is known of it, what it hides too.
    """
    first = len(heads(content)) - len(content.indicators)
    found = heads(content)[:first]
    for name, one in zip(heads(content)[first:], content.indicators, strict=True):
        unit = BY_KEY[one].unit
        named = f"{name} ({content.currency})" if unit == "money" else f"{name} ({unit})"
        found += [named, said("sample", content.language)]
        if is_compared(content):
            found.append(f"{name}, {said('before', content.language)}")
        if is_whole and has_details(content):
            found += heads_of(one, content.language)
    return found


def rows(content: Content, *, is_whole: bool = False) -> list[list[str | float | None]]:
    found: list[list[str | float | None]] = []
    for line in content.lines:
        row: list[str | float | None] = [*places(content, line)]
        for one, cell in zip(content.indicators, line.cells, strict=True):
            row += [None, None] if cell is None else [cell.value, cell.sample_size]
            if is_compared(content):
                row.append(None if cell is None else cell.before)
            if is_whole and has_details(content):
                row += values_of(content, line.key, one)
        found.append(row)
    return found


def is_compared(content: Content) -> bool:
    return content.before is not None and content.step == "total"


def has_details(content: Content) -> bool:
    """Whether lines bear them: they are of the whole time."""
    return content.details is not None and content.step == "total"


WRITERS: Final[dict[str, tuple[str, Callable[[Content, str | None], bytes]]]] = {
    "html": ("text/html; charset=utf-8", as_html),
    "pdf": ("application/pdf", as_pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "csv": ("text/csv; charset=utf-8", as_csv),
}
"""Format → its media type and what writes it, given where the console is if figures are to lead there.
Each brings its library when it is first asked for: most processes never write a PDF."""
