"""Reports as the API shows them: as they are set, made, and issued."""

from typing import Any, Literal

import msgspec

from callfloor.api.deliveries_shown import DeliveryShown, delivery_shown, example
from callfloor.api.described import Answer, Shape
from callfloor.api.details_shown import EXAMPLES, DetailShown, detail_shown
from callfloor.api.times import at_text
from callfloor.centre.reports import Report
from callfloor.deliveries.models import Delivery
from callfloor.reports.content import Content
from callfloor.reports.models import Issue


class ReportDraft(Report):
    """`expected_version` guards against overwriting what somebody else changed meanwhile."""

    expected_version: int | None = None


class ReportTried(Shape):
    """A report that is looked at before it is kept."""

    report: Report


class ReportShown(Answer):
    id: str
    version: int
    name: str
    indicators: list[str]
    grain: str
    only: list[str]
    period: str
    step: str
    compare: bool
    details: bool
    charts: list[str]
    cadence: str
    at: str
    formats: list[str]
    language: str
    emails: list[str]
    web_service: str


class Reports(Answer):
    items: list[ReportShown]


class CellShown(Answer):
    value: float | None
    before: float | None
    numerator: float
    denominator: float | None
    sample_size: int
    variant: str
    status: Literal["provisional", "final"]
    flags: list[str]
    is_met: bool | None


class ReportLine(Answer):
    key: str
    name: str
    bucket: str
    cells: list[CellShown | None]


class PointShown(Answer):
    at: str
    value: float | None


class TrendShown(Answer):
    indicator: str
    points: list[PointShown]
    before: list[PointShown]
    low: float | None
    high: float | None


class ReasonShown(Answer):
    name: str
    count: int
    share_so_far: float


class WaitsShown(Answer):
    """By class of waits: up to 5, 10, 20, 30, 60, 120 seconds, and longer."""

    answered: list[int]
    abandoned: list[int]
    median_ms: float | None
    p90_ms: float | None
    longest_ms: int | None


class ReportMade(Answer):
    """`week`: weekdays, Monday first, by half hours of the first indicator. `details` null: not asked for;
    `is_too_much`: there were too many contacts to read for them.
    """

    report_id: str
    name: str
    language: str
    zone: str
    currency: str
    grain: str
    step: str
    begin: str
    end: str
    made_at: str
    is_compared: bool
    is_cut: bool
    definition_version: str
    profile: str
    indicators: list[str]
    lines: list[ReportLine]
    trends: list[TrendShown]
    reasons: list[ReasonShown]
    week: list[list[float | None]]
    waits: WaitsShown | None
    details: list[DetailShown] | None
    is_too_much: bool


class IssueShown(Answer):
    """`issued_name` empty: by the clock."""

    id: str
    name: str
    begin: str
    end: str
    issued_at: str
    issued_name: str
    deliveries: list[DeliveryShown]


class Issues(Answer):
    """`next` is the moment to ask further from; null at the end."""

    items: list[IssueShown]
    next: str | None


class Issued(Answer):
    id: str


def report_shown(report_id: str, report: Report, version: int) -> ReportShown:
    return ReportShown(id=report_id, version=version, **report.model_dump(mode="json"))


def made_shown(content: Content) -> ReportMade:
    plain: dict[str, Any] = msgspec.to_builtins(content)
    for name in ("before", "from_ms", "to_ms", "made_ms", "lines", "trends", "details"):
        plain.pop(name)
    return ReportMade(
        **plain,
        begin=at_text(content.from_ms),
        end=at_text(content.to_ms),
        made_at=at_text(content.made_ms),
        is_compared=content.before is not None,
        details=None if content.details is None else [detail_shown(one) for one in content.details],
        lines=[
            ReportLine(
                key=line.key,
                name=line.name,
                bucket=at_text(line.bucket_ms),
                cells=[
                    None if one is None else CellShown(**msgspec.to_builtins(one))
                    for one in line.cells
                ],
            )
            for line in content.lines
        ],
        trends=[
            TrendShown(
                indicator=one.indicator,
                points=_points(one.points),
                before=_points(one.before),
                low=one.low,
                high=one.high,
            )
            for one in content.trends
        ],
    )


def _points(points: tuple[tuple[int, float | None], ...]) -> list[PointShown]:
    return [PointShown(at=at_text(at_ms), value=value) for at_ms, value in points]


def issue_shown(one: Issue, deliveries: list[Delivery]) -> IssueShown:
    return IssueShown(
        id=one.id,
        name=one.name,
        begin=at_text(one.from_ms),
        end=at_text(one.to_ms),
        issued_at=at_text(one.issued_ms),
        issued_name=one.issued_name,
        deliveries=[delivery_shown(sent) for sent in deliveries],
    )


REPORT = {
    "name": "Queues of yesterday", "indicators": ["service_level", "abandonment_rate"],
    "grain": "queue", "only": [], "period": "yesterday", "step": "total", "compare": True,
    "details": False, "charts": ["trend"], "cadence": "day", "at": "07:00", "formats": ["html", "xlsx"],
    "language": "en", "emails": ["lead@example.org"], "web_service": "",
}  # fmt: skip
SHOWN = {"id": "queues-daily", "version": 3, **REPORT}
_CELL = {
    "value": 82.5, "before": 79.1, "numerator": 33, "denominator": 40, "sample_size": 40,
    "variant": "offered", "status": "final", "flags": [], "is_met": True,
}  # fmt: skip
_POINT = {"at": "2026-11-25T09:00:00.000Z", "value": 82.5}
MADE = {
    "report_id": "queues-daily", "name": "Queues of yesterday", "language": "en",
    "zone": "Europe/Madrid", "currency": "EUR", "grain": "queue", "step": "total",
    "begin": "2026-11-24T23:00:00.000Z", "end": "2026-11-25T23:00:00.000Z",
    "made_at": "2026-11-26T06:00:00.000Z", "is_compared": True, "is_cut": False,
    "definition_version": "2.17", "profile": "standard",
    "indicators": ["service_level", "abandonment_rate"],
    "lines": [
        {"key": "sales", "name": "Sales", "bucket": "2026-11-24T23:00:00.000Z",
         "cells": [_CELL, None]}
    ],
    "trends": [
        {"indicator": "service_level", "points": [_POINT], "before": [], "low": 80.0, "high": None}
    ],
    "reasons": [{"name": "Order", "count": 12, "share_so_far": 0.4}],
    "week": [[None, 81.5]],
    "waits": {
        "answered": [40, 22, 18, 12, 9, 4, 1], "abandoned": [1, 1, 2, 3, 4, 2, 2],
        "median_ms": 11400.0, "p90_ms": 58000.0, "longest_ms": 312000,
    },
    "details": EXAMPLES, "is_too_much": False,
}  # fmt: skip
ISSUE = {
    "id": "01M80QQ0PY2FNE64D484KSENYX", "name": "Queues of yesterday",
    "begin": "2026-11-24T23:00:00.000Z", "end": "2026-11-25T23:00:00.000Z",
    "issued_at": "2026-11-26T06:00:00.000Z", "issued_name": "",
    "deliveries": [example("issued")],
}  # fmt: skip
"""Examples for the description of the API."""
