"""An example of a file of a kind: its headings with one line below them, or a piece of a log. Pure."""

import csv
import io

from callfloor.imports.kinds import Kind
from callfloor.imports.queue_log import EXAMPLE


def text_of(kind: Kind) -> str:
    """A table has the mark that makes spreadsheets read it as UTF-8."""
    if kind.form == "log":
        return EXAMPLE
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(column.name for column in kind.columns)
    writer.writerow(column.example for column in kind.columns)
    return "\ufeff" + written.getvalue()


def name_of(kind: Kind) -> str:
    """How such a file is called."""
    return kind.name if kind.form == "log" else f"{kind.name}.csv"


def media_of(kind: Kind) -> str:
    return "text/plain" if kind.form == "log" else "text/csv"
