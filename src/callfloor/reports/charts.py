"""The pictures of a report as drawings, the same in HTML and in PDF: no colour alone tells anything."""

from collections.abc import Sequence
from typing import Final

from reportlab.graphics.shapes import Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from callfloor.metrics.kpis import BY_KEY
from callfloor.metrics.written import figure, local, name_of
from callfloor.reports.content import Content, Trend
from callfloor.reports.waits import EDGES_S, Waits
from callfloor.reports.words import DAYS, said

WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP = 720, 190, 64, 24, 26, 16
INK, SOFT, LINE_COLOUR = HexColor(0x1F2937), HexColor(0x9CA3AF), HexColor(0x0F766E)
BAND, EARLIER, SECOND = HexColor(0xD1FAE5), HexColor(0xB45309), HexColor(0xB91C1C)
CHINESE: Final = "STSong-Light"
"""A font that every reader of PDF has for Chinese; nothing has to be installed for it."""
_FIRST_OF_CJK = 0x2E80
pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
Points = Sequence[tuple[int, float | None]]


def font(language: str, words: str = "", *, bold: bool = False) -> str:
    """By the language, or by what is said in it: a name may be of another."""
    if language == "zh" or any(ord(letter) >= _FIRST_OF_CJK for letter in words):
        return CHINESE
    return "Helvetica-Bold" if bold else "Helvetica"


class Canvas:
    """A drawing with the language's font and a scale from values to heights."""

    def __init__(self, language: str, highest: float, height: int = HEIGHT) -> None:
        self.drawing = Drawing(WIDTH, height)
        self.language, self.highest, self.height = language, highest or 1.0, height

    def y(self, value: float) -> float:
        return BOTTOM + (self.height - BOTTOM - TOP) * min(1.0, max(0.0, value / self.highest))

    def text(self, x: float, y: float, words: str, anchor: str = "start", size: int = 8) -> None:
        shape = String(
            x, y, words, fontName=font(self.language, words), fontSize=size, fillColor=INK
        )
        shape.textAnchor = anchor
        self.drawing.add(shape)

    def bar(self, x: float, y: float, width: float, height: float, colour: Color) -> None:
        self.drawing.add(Rect(x, y, width, height, fillColor=colour, strokeColor=None))

    def line(self, points: Sequence[tuple[float, float]], colour: Color, *, dashed: bool) -> None:
        flat = [one for point in points for one in point]
        dash = [4, 3] if dashed else None
        shape = PolyLine(flat, strokeColor=colour, strokeWidth=1.4, strokeDashArray=dash)
        self.drawing.add(shape)

    def scale(self, labels: Sequence[str]) -> None:
        """Grid lines from 0 to the highest, each with its words."""
        for at, label in enumerate(labels):
            y = self.y(self.highest * at / (len(labels) - 1))
            self.drawing.add(Line(LEFT, y, WIDTH - RIGHT, y, strokeColor=SOFT, strokeWidth=0.3))
            self.text(LEFT - 6, y - 3, label, anchor="end")


def trend(content: Content, one: Trend) -> Drawing:
    """The time itself as a line, the time before dashed, the band that is wanted behind them."""
    unit = BY_KEY[one.indicator].unit
    values = [value for _, value in (*one.points, *one.before) if value is not None]
    highest = max([*values, one.high or 0, one.low or 0], default=1.0) * 1.08
    if unit == "percent" and max(values, default=0.0) <= 100:
        highest = 100.0
    canvas = Canvas(content.language, highest)
    if one.low is not None or one.high is not None:
        low, high = canvas.y(one.low or 0), canvas.y(highest if one.high is None else one.high)
        canvas.bar(LEFT, low, WIDTH - RIGHT - LEFT, high - low, BAND)
    canvas.scale(
        [figure(highest * at / 4, unit, content.language, content.currency) for at in range(5)]
    )
    length = max(len(one.points), 2)
    for points, colour, dashed in ((one.before, EARLIER, True), (one.points, LINE_COLOUR, False)):
        for run in _runs(points[:length]):
            canvas.line(
                [(_x(at, length), canvas.y(value)) for at, value in run], colour, dashed=dashed
            )
    for at in range(0, len(one.points), max(1, length // 8)):
        is_time = content.to_ms - content.from_ms <= 2 * 86_400_000
        words = local(one.points[at][0], content.zone, time=True)
        canvas.text(_x(at, length), 10, words[11:] if is_time else words[5:10], anchor="middle")
    return canvas.drawing


def _x(at: int, length: int) -> float:
    return LEFT + (WIDTH - RIGHT - LEFT) * at / (length - 1)


def _runs(points: Points) -> list[list[tuple[int, float]]]:
    """Parts without a gap; a point alone is drawn as a short line."""
    runs: list[list[tuple[int, float]]] = [[]]
    for at, (_, value) in enumerate(points):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((at, value))
    return [run if len(run) > 1 else [run[0], (run[0][0], run[0][1])] for run in runs if run]


def reasons(content: Content) -> Drawing:
    """Bars by number, and the share of all so far as a line (Pareto)."""
    found = content.reasons
    canvas = Canvas(content.language, max((one.count for one in found), default=1), HEIGHT + 30)
    canvas.scale([f"{canvas.highest * at / 4:.0f}" for at in range(5)])
    width = (WIDTH - RIGHT - LEFT) / max(len(found), 1)
    middles = []
    for at, one in enumerate(found):
        x = LEFT + at * width
        canvas.bar(x + width * 0.15, BOTTOM, width * 0.7, canvas.y(one.count) - BOTTOM, LINE_COLOUR)
        canvas.text(x + width / 2, canvas.y(one.count) + 2, f"{one.count}", anchor="middle")
        canvas.text(x + width / 2, 12, one.name[: max(4, int(width / 5))], anchor="middle", size=7)
        middles.append((x + width / 2, canvas.y(canvas.highest * one.share_so_far)))
    if len(middles) > 1:
        canvas.line(middles, EARLIER, dashed=True)
        canvas.text(
            WIDTH - RIGHT, middles[-1][1] + 4, f"{found[-1].share_so_far:.0%}", anchor="end"
        )
    return canvas.drawing


def week(content: Content) -> Drawing:
    """Weekdays by half hours: the darker, the higher; what is off target bears a mark."""
    first, language = content.indicators[0], content.language
    wanted = BY_KEY[first]
    values = [value for day in content.week for value in day if value is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    canvas = Canvas(language, 1.0, 7 * 18 + BOTTOM + TOP)
    width = (WIDTH - RIGHT - LEFT) / 48
    for row, day in enumerate(content.week):
        y = canvas.height - TOP - (row + 1) * 18
        canvas.text(LEFT - 6, y + 5, DAYS[language][row], anchor="end")
        for half, value in enumerate(day):
            if value is None:
                continue
            canvas.bar(
                LEFT + half * width, y, width - 0.6, 17, _shade((value - low) / ((high - low) or 1))
            )
            if (wanted.low is not None and value < wanted.low) or (
                wanted.high is not None and value > wanted.high
            ):
                canvas.text(LEFT + half * width + width / 2, y + 5, "×", anchor="middle", size=7)
    for hour in range(0, 25, 3):
        canvas.text(LEFT + hour * 2 * width, 10, f"{hour:02}:00", anchor="middle")
    return canvas.drawing


def _shade(share: float) -> Color:
    """From nearly white to the colour of lines."""
    return Color(*(light + (dark - light) * share for light, dark in
                   zip((0.93, 0.97, 0.96), (0.06, 0.46, 0.43), strict=True)))  # fmt: skip


def waits(content: Content, found: Waits) -> Drawing:
    """How many waited how long, those who gave up on top of those who were answered."""
    totals = [a + b for a, b in zip(found.answered, found.abandoned, strict=True)]
    canvas = Canvas(content.language, max([*totals, 1]))
    canvas.scale([f"{canvas.highest * at / 4:.0f}" for at in range(5)])
    width = (WIDTH - RIGHT - LEFT) / len(totals)
    names = [f"≤ {edge} s" for edge in EDGES_S] + [f"> {EDGES_S[-1]} s"]
    for at, name in enumerate(names):
        x, answered = LEFT + at * width + width * 0.15, canvas.y(found.answered[at])
        canvas.bar(x, BOTTOM, width * 0.7, answered - BOTTOM, LINE_COLOUR)
        canvas.bar(x, answered, width * 0.7, canvas.y(totals[at]) - answered, SECOND)
        label = f"{found.answered[at]} + {found.abandoned[at]}"
        canvas.text(x + width * 0.35, canvas.y(totals[at]) + 2, label, anchor="middle", size=7)
        canvas.text(x + width * 0.35, 10, name, anchor="middle")
    return canvas.drawing


def all_of(content: Content) -> list[tuple[str, Drawing]]:
    """Each with its heading, in the order of reading."""
    language = content.language
    found = [
        (said("trend", language, name=name_of(one.indicator, language)), trend(content, one))
        for one in content.trends
    ]
    if content.reasons:
        found.append((said("reasons", language), reasons(content)))
    if content.week:
        name = name_of(content.indicators[0], language)
        found.append((said("week", language, name=name), week(content)))
    if content.waits is not None:
        found.append((said("waits", language), waits(content, content.waits)))
    return found
