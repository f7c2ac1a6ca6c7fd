"""A report's content as it could be, for the tests of its files."""

import math

from callfloor.metrics.details import Detail
from callfloor.reports.content import Cell, Content, Line, Reason, Trend
from callfloor.reports.waits import Waits

FROM_MS = 1_772_406_000_000
"""Monday 2026-03-02, midnight in Madrid."""
DAY_MS = 86_400_000
KEYS = ("service_level", "avg_handle_time", "cost_per_contact", "total_contacts")


def cell(value: float | None, **changes: object) -> Cell:
    fields: dict[str, object] = {
        "value": value, "before": 71.25, "numerator": 33, "denominator": 40, "sample_size": 40,
        "variant": "offered", "status": "final", "is_met": None,
    }  # fmt: skip
    return Cell(**{**fields, **changes})  # type: ignore[arg-type]


def content(language: str = "en", lines: int = 3, name: str = "Week of the queues") -> Content:
    def line(at: int) -> Line:
        return Line(
            key=f"q{at}",
            name=("=HYPERLINK(1)", "Support <b>", "投诉", "+34911")[at]
            if at < 4
            else f"Queue {at}",
            bucket_ms=FROM_MS,
            cells=(
                cell(82.456, is_met=False, flags=("low_sample",)),
                cell(267.4),
                cell(3.5),
                cell(None) if at == 1 else cell(1234.0, denominator=None),
            ),
        )

    course = [(FROM_MS + at * DAY_MS, 70 + 15 * math.sin(at)) for at in range(7)]
    points: list[tuple[int, float | None]] = [*course[:3], (course[3][0], None), *course[4:]]
    return Content(
        report_id="week", name=name, language=language, zone="Europe/Madrid", currency="EUR",
        grain="queue", step="total", from_ms=FROM_MS, to_ms=FROM_MS + 7 * DAY_MS,
        before=(FROM_MS - 7 * DAY_MS, FROM_MS), made_ms=FROM_MS + 7 * DAY_MS + 25_200_000,
        definition_version="2.17", profile="standard", indicators=KEYS,
        lines=tuple(line(at) for at in range(lines)),
        trends=(
            Trend(
                indicator="service_level", points=tuple(points),
                before=tuple((at, 65.0 + 2 * n) for n, (at, _) in enumerate(course)),
                low=80.0, high=None,
            ),
        ),
        reasons=tuple(
            Reason(name=f"Reason {at}", count=90 - 9 * at, share_so_far=min(1.0, 0.3 + at / 9))
            for at in range(8)
        ),
        week=tuple(
            tuple(60 + 30 * math.sin(day + half / 8) if 14 < half < 40 else None for half in range(48))
            for day in range(7)
        ),
        waits=Waits(
            answered=(40, 22, 18, 12, 9, 4, 1), abandoned=(1, 1, 2, 3, 4, 2, 2),
            median_ms=11_400.0, p90_ms=58_000.0, longest_ms=312_000,
        ),
        details=tuple(
            one
            for at in range(min(lines, 20))
            for one in (
                Detail(grain_key=f"q{at}", name=f"Queue {at}", indicator="avg_handle_time",
                       count=212, median=184.0, p90=421.5, longest=1290.0),
                Detail(grain_key=f"q{at}", name=f"Queue {at}", indicator="service_level",
                       periods=22, met=19),
            )
        ),
    )  # fmt: skip
