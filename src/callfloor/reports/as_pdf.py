"""A report as pages to print: A4 across, the table's head on every page, the charts behind it."""

import io
from html import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import KeepTogether, LongTable, Paragraph, SimpleDocTemplate, Spacer

from callfloor.metrics.written import span
from callfloor.reports import charts, hidden
from callfloor.reports.as_html import made, middle
from callfloor.reports.content import LINES_MAX, Content
from callfloor.reports.links import link
from callfloor.reports.table import heads, marks_of, places, text_of
from callfloor.reports.words import said

_MARGIN = 36
_RULE, _HEAD = HexColor(0xE5E7EB), HexColor(0xF3F4F6)
_LEADS = "#1d4ed8"
_LINES = [
    ("BACKGROUND", (0, 0), (-1, 0), _HEAD),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def as_pdf(content: Content, console: str | None = None) -> bytes:
    """`console` is where the console is reached; None: no links."""
    out = io.BytesIO()
    page = SimpleDocTemplate(
        out, pagesize=landscape(A4), title=content.name, author="Callfloor",
        leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
    )  # fmt: skip
    style = Style(content.language)
    story: list[object] = [
        style.put(content.name, style.title),
        style.put(span(content.from_ms, content.to_ms, content.zone), style.text),
        Spacer(0, 10),
    ]
    story.append(
        _table(content, style, console)
        if content.lines
        else style.put(said("nothing", content.language), style.text)
    )
    if content.is_cut:
        story.append(style.put(said("cut", content.language, count=LINES_MAX), style.text))
    story += _hidden(content, style)
    for heading, drawing in charts.all_of(content):
        story.append(KeepTogether([Spacer(0, 12), style.put(heading, style.head), drawing]))
    story += [
        Paragraph(escape(one), style.small) for one in (middle(content), made(content)) if one
    ]
    page.build(story)
    return out.getvalue()


class Style:
    """Paragraphs in the fonts of the language; a name in another is put into one that has it."""

    def __init__(self, language: str) -> None:
        self._language = language
        plain, bold = charts.font(language), charts.font(language, bold=True)
        wrap = {"wordWrap": "CJK"} if language == "zh" else {}
        self.title = ParagraphStyle("title", fontName=bold, fontSize=16, leading=20, **wrap)
        self.head = ParagraphStyle("head", fontName=bold, fontSize=11, leading=15, **wrap)
        self.text = ParagraphStyle("text", fontName=plain, fontSize=9, leading=12, **wrap)
        self.small = ParagraphStyle("small", fontName=plain, fontSize=8, leading=11, **wrap)
        self.figure = ParagraphStyle("figure", parent=self.small, alignment=2)

    def put(self, words: str, style: ParagraphStyle, *lines: str, leads_to: str = "") -> Paragraph:
        """`lines` stand below the words, which lead to an address where there is one."""
        first = escape(words)
        if leads_to:
            first = f'<a href="{escape(leads_to)}" color="{_LEADS}">{first}</a>'
        told = "<br/>".join((first, *map(escape, lines)))
        face = charts.font(self._language, words)
        is_other = face == charts.CHINESE and self._language != "zh"
        return Paragraph(f'<font name="{face}">{told}</font>' if is_other else told, style)


def _table(content: Content, style: Style, console: str | None) -> LongTable:
    first = len(heads(content)) - len(content.indicators)
    rows = [
        [
            style.put(one, style.small if at < first else style.figure)
            for at, one in enumerate(heads(content))
        ]
    ]
    for line in content.lines:
        row = [style.put(one, style.small) for one in places(content, line)]
        for at, cell in enumerate(line.cells):
            told, marks = text_of(content, at, cell), marks_of(content, cell)
            to = "" if cell is None or console is None else link(content, line, at, cell)
            to = f"{console}{to}" if to else ""
            row.append(style.put(told, style.figure, *marks, leads_to=to))
        rows.append(row)
    wide = landscape(A4)[0] - 2 * _MARGIN - 12
    lead = min(130.0 * first, wide / 3)
    others = (wide - lead) / len(content.indicators)
    return LongTable(
        rows,
        colWidths=[lead / first] * first + [others] * len(content.indicators),
        repeatRows=1,
        style=_LINES,
    )


def _hidden(content: Content, style: Style) -> list[object]:
    """Below the figures: what they hide, the first two columns names."""
    found: list[object] = []
    table = hidden.told(content)
    if table:
        rows = [
            [style.put(one, style.small if at < 2 else style.figure) for at, one in enumerate(row)]
            for row in table
        ]
        wide = landscape(A4)[0] - 2 * _MARGIN - 12
        first, others = 150.0, (wide - 300) / (len(table[0]) - 2)
        widths = [first, first] + [others] * (len(table[0]) - 2)
        heading = style.put(said("hidden", content.language), style.head)
        found += [Spacer(0, 12), heading, Spacer(0, 4)]
        found.append(LongTable(rows, colWidths=widths, repeatRows=1, style=_LINES))
    if content.is_too_much:
        found.append(style.put(said("too_much", content.language), style.text))
    return found
