"""From a figure of a report to the contacts behind it, as an address of the console. Pure."""

from urllib.parse import urlencode

from callfloor.metrics.behind import NOT_OF_CONTACTS
from callfloor.metrics.periods import Step, bucketing
from callfloor.metrics.written import local
from callfloor.reports.content import Cell, Content, Line


def link(content: Content, line: Line, at: int, cell: Cell) -> str:
    """Behind where the console is; empty where a figure is not made of contacts, or of none."""
    indicator = content.indicators[at]
    if indicator in NOT_OF_CONTACTS or not (cell.sample_size or cell.numerator):
        return ""
    start_ms, end_ms = _time(content, line)
    asked = {
        "from": _clock(start_ms, content.zone),
        "to": _clock(end_ms, content.zone),
        "figure": indicator,
        "variant": cell.variant,
        "grain": content.grain,
    }
    return f"/contacts?{urlencode({**asked, 'key': line.key} if line.key else asked)}"


def _time(content: Content, line: Line) -> tuple[int, int]:
    step: Step = content.step  # type: ignore[assignment]
    whole = content.from_ms, content.to_ms
    start_ms, end_ms = bucketing(step, content.zone, whole)(line.bucket_ms)
    return max(start_ms, whole[0]), min(end_ms, whole[1])


def _clock(at_ms: int, zone: str) -> str:
    return local(at_ms, zone).replace(" ", "T")
