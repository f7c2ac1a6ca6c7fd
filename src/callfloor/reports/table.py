"""A report's figures as plain rows: what every file of it has in common. Pure."""

from callfloor.metrics.kpis import BY_KEY
from callfloor.metrics.written import figure, local, name_of
from callfloor.reports.content import Cell, Content, Line
from callfloor.reports.words import said


def heads(content: Content) -> list[str]:
    language = content.language
    first = [said("who", language)]
    if content.step != "total":
        first.insert(0, said("from", language))
    return [*first, *(name_of(one, language) for one in content.indicators)]


def places(content: Content, line: Line) -> list[str]:
    """What stands before the figures of a line."""
    who = line.name or line.key or said("whole", content.language)
    return [who] if content.step == "total" else [local(line.bucket_ms, content.zone), who]


def text_of(content: Content, at: int, cell: Cell | None) -> str:
    """A figure with what must be said about it."""
    if cell is None:
        return ""
    language, unit = content.language, BY_KEY[content.indicators[at]].unit
    told = figure(cell.value, unit, language, content.currency)
    if content.before and content.step == "total" and cell.before is not None:
        earlier = figure(cell.before, unit, language, content.currency)
        told += f" ({said('before', language)} {earlier})"
    return told


def marks_of(content: Content, cell: Cell | None) -> list[str]:
    """In words, so that they are read without colours too."""
    if cell is None:
        return []
    found = [said("missed", content.language)] if cell.is_met is False else []
    if "low_sample" in cell.flags:
        found.append(said("small", content.language))
    if any(flag.startswith("ledger_gap") for flag in cell.flags):
        found.append(said("ledger_gap", content.language))
    return found
