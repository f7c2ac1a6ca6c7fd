"""A report as one page that needs nothing else: to be read in a mail or a browser, or printed."""

from html import escape

from reportlab.graphics import renderSVG

from callfloor.metrics.written import duration, local, span
from callfloor.reports import charts, hidden
from callfloor.reports.content import LINES_MAX, Content, Line
from callfloor.reports.links import link
from callfloor.reports.table import heads, marks_of, places, text_of
from callfloor.reports.words import said

_STYLE = """
body{font:14px/1.5 system-ui,sans-serif;color:#1f2937;margin:24px;max-width:1100px}
h1{font-size:22px;margin:0}h2{font-size:16px;margin:28px 0 6px}
table{border-collapse:collapse;width:100%;margin-top:16px}
th,td{padding:5px 10px;border-bottom:1px solid #e5e7eb;text-align:right;vertical-align:top}
th{background:#f3f4f6;text-align:right}.p{text-align:left;white-space:nowrap}
a{color:#1d4ed8;text-decoration:none}a:hover{text-decoration:underline}
small{color:#6b7280;display:block}.m{color:#b91c1c}svg{width:100%;height:auto}
"""


def as_html(content: Content, console: str | None = None) -> bytes:
    language = "zh-CN" if content.language == "zh" else content.language
    parts = [
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">',
        f"<title>{escape(content.name)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(content.name)}</h1>",
        f"<p>{escape(span(content.from_ms, content.to_ms, content.zone))}</p>",
        _table(content, console)
        if content.lines
        else f"<p>{said('nothing', content.language)}</p>",
        _cut(content),
        _hidden(content),
    ]
    for at, (heading, drawing) in enumerate(charts.all_of(content)):
        parts.append(f"<h2>{escape(heading)}</h2>{_svg(renderSVG.drawToString(drawing), at)}")
    parts += [_middle(content), f"<p><small>{escape(made(content))}</small></p></body></html>"]
    return "".join(parts).encode("utf-8")


def _svg(text: str, at: int) -> str:
    """The picture alone, without the head of a file of its own; its ids are its own on the page."""
    picture = text[text.index("<svg") :]
    for name in ("clip", "group"):
        picture = picture.replace(f'id="{name}"', f'id="{name}{at}"')
    return picture.replace("url(#clip)", f"url(#clip{at})")


def _table(content: Content, console: str | None) -> str:
    first = len(places(content, content.lines[0]))
    head = "".join(
        f'<th class="p">{escape(one)}</th>' if at < first else f"<th>{escape(one)}</th>"
        for at, one in enumerate(heads(content))
    )
    rows = "".join(_row(content, line, console) for line in content.lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(content: Content, line: Line, console: str | None) -> str:
    cells = [f'<td class="p">{escape(one)}</td>' for one in places(content, line)]
    for at, cell in enumerate(line.cells):
        sample = "" if cell is None else f"{said('sample', content.language)} {cell.sample_size}"
        marks = "".join(
            f'<small class="m">{escape(one)}</small>' for one in marks_of(content, cell)
        )
        told = escape(text_of(content, at, cell))
        leads_to = "" if cell is None or console is None else link(content, line, at, cell)
        if leads_to:
            told = f'<a href="{escape(f"{console}{leads_to}")}" target="_top">{told}</a>'
        cells.append(f"<td>{told}<small>{escape(sample)}</small>{marks}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _cut(content: Content) -> str:
    if not content.is_cut:
        return ""
    return f"<p>{escape(said('cut', content.language, count=LINES_MAX))}</p>"


def _hidden(content: Content) -> str:
    language, table = content.language, hidden.told(content)
    note = f"<p>{escape(said('too_much', language))}</p>" if content.is_too_much else ""
    if not table:
        return note
    head, *lines = table
    rows = "".join(f"<tr>{_places('td', line)}</tr>" for line in lines)
    return (
        f"<h2>{escape(said('hidden', language))}</h2><table><thead><tr>{_places('th', head)}</tr></thead>"
        f"<tbody>{rows}</tbody></table>{note}"
    )


def _places(tag: str, cells: list[str]) -> str:
    """The first two are names, the others figures."""
    return "".join(
        f'<{tag} class="p">{escape(one)}</{tag}>' if at < 2 else f"<{tag}>{escape(one)}</{tag}>"
        for at, one in enumerate(cells)
    )


def _middle(content: Content) -> str:
    told = middle(content)
    return f"<p>{escape(told)}</p>" if told else ""


def middle(content: Content) -> str:
    """The waits in a sentence; empty where nobody waited."""
    found = content.waits
    if found is None or found.median_ms is None or found.p90_ms is None:
        return ""
    return said(
        "middle",
        content.language,
        median=duration(found.median_ms / 1000),
        p90=duration(found.p90_ms / 1000),
        longest=duration((found.longest_ms or 0) / 1000),
    )


def made(content: Content) -> str:
    """When and by which definitions: what makes two reports comparable."""
    return said(
        "made",
        content.language,
        at=local(content.made_ms, content.zone),
        zone=content.zone,
        version=content.definition_version,
    )
