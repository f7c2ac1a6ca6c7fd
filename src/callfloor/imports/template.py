"""An empty file of a kind: its headings, and one line that shows how each is written. Pure."""

import csv
import io

from callfloor.imports.kinds import Kind


def csv_of(kind: Kind) -> str:
    """With the mark that makes spreadsheets read it as UTF-8."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(column.name for column in kind.columns)
    writer.writerow(column.example for column in kind.columns)
    return "\ufeff" + written.getvalue()
