"""Components of what comes from outside: schedules, punches, costs, heads, evaluations, carriers.

Each function gives the additive components of one scope (section 10 of the specification); the
values come from `formulas` as all others do. Money and shares are exact fractions. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import msgspec

from callfloor.facts.cutting import Span, common, merged
from callfloor.metrics.configuration import STANDARD, Configuration
from callfloor.metrics.formulas import Amount

Components = dict[str, Amount]
PRODUCTIVE = frozenset(
    {"working", "ready", "reserved", "ringing", "talking", "holding", "wrap_up", "outbound"}
)
BLOCKED_CAUSES = frozenset(
    {"q850:17", "q850:34", "q850:42", "q850:44", "q850:47", "sip:486", "sip:503", "sip:600"}
)

REDIAL_MS = 60_000
"""Whoever tries again within this is still the same blocked caller (5.16)."""


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent was scheduled to do."""

    start_ms: int
    end_ms: int
    is_productive: bool
    activity: str = ""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent did, in the words of `metrics_spans`."""

    start_ms: int
    end_ms: int
    state: str


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    person: str
    start_ms: int
    end_ms: int


class Punch(msgspec.Struct, frozen=True, kw_only=True):
    person: str
    in_ms: int
    out_ms: int | None = None


class Blocked(msgspec.Struct, frozen=True, kw_only=True):
    at_ms: int
    source: str
    cause: str
    count: int = 1
    trunk_group: str = ""
    dnis: str = ""
    caller: str = ""
    """Whoever tried, in whatever form the source tells it; empty where it does not."""


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """`end` is exclusive. `replaces` is the id of the accrual that this actual amount stands for."""

    cost_id: str
    category: str
    amount: Decimal
    start: date
    end: date
    status: Literal["accrued", "actual"] = "actual"
    cost_centre: str = ""
    replaces: str = ""


class Spell(msgspec.Struct, frozen=True, kw_only=True):
    """`count` heads that began on `start` and, if they left, worked on `last_day` too."""

    start: date
    last_day: date | None = None
    leave_kind: str = ""
    count: int = 1


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """`points` None: not applicable, and out of the base."""

    weight: Decimal
    points: Decimal | None
    max_points: Decimal
    criticality: str = "none"
    has_error: bool = False


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    agent_id: str
    items: tuple[Item, ...]
    status: str = "final"
    kind: str = "recording"
    is_auto_fail: bool = False


def adherence(
    states: Sequence[State],
    activities: Sequence[Activity],
    within: Span,
    configuration: Configuration = STANDARD,
) -> Components:
    """5.1 of one agent. Right state: productive as scheduled; at a break, logged in and not ready."""

    def cut(spans: Iterable[Span]) -> list[Span]:
        return common(merged(spans), [within])

    worked = cut(
        (one.start_ms, _worked_until(one, configuration))
        for one in states
        if one.state in PRODUCTIVE
    )
    resting = cut((one.start_ms, one.end_ms) for one in states if one.state == "not_ready")
    away = cut((one.start_ms, one.end_ms) for one in states if one.state == "logged_out")
    planned = cut((one.start_ms, one.end_ms) for one in activities if one.is_productive)
    pauses = cut((one.start_ms, one.end_ms) for one in activities if not one.is_productive)
    kept = _long(common(worked, planned)) + _grace(activities, worked, within, configuration)
    rested = _long(common(merged([*resting, *away]), pauses))
    return {
        "sched_productive_ms": _long(planned),
        "productive_ms": _long(worked),
        "adherent_productive_ms": kept,
        "sched_all_ms": _long(planned) + _long(pauses),
        "adherent_all_ms": kept + rested,
    }


def _worked_until(one: State, configuration: Configuration) -> int:
    cap_ms = configuration.acw_adherence_cap_ms
    if one.state == "wrap_up" and cap_ms is not None:
        return min(one.end_ms, one.start_ms + cap_ms)
    return one.end_ms


def _grace(
    activities: Sequence[Activity], worked: list[Span], within: Span, configuration: Configuration
) -> int:
    """Time out of place that lies within the grace at an edge of a productive activity."""
    grace_ms = configuration.grace_ms
    if grace_ms <= 0:
        return 0
    edges = []
    for one in activities:
        if one.is_productive:
            edges.append((one.start_ms, min(one.end_ms, one.start_ms + grace_ms)))
            edges.append((max(one.start_ms, one.end_ms - grace_ms), one.end_ms))
    forgiven = common(merged(edges), [within])
    return _long(forgiven) - _long(common(forgiven, worked))


def _long(spans: Iterable[Span]) -> int:
    return sum(end_ms - start_ms for start_ms, end_ms in spans)


def attendance(
    shifts: Sequence[Shift], punches: Sequence[Punch], configuration: Configuration = STANDARD
) -> Components:
    """5.15: whose presence inside the shift is above nothing, or at least the fraction asked for."""
    found: Counter[str] = Counter(
        dict.fromkeys(("shifts_scheduled", "shifts_attended", "shifts_half", "late_count"), 0)
    )
    for shift in shifts:
        found["shifts_scheduled"] += 1
        present = presence_in(shift, punches)
        share = Fraction(_long(present), max(1, shift.end_ms - shift.start_ms))
        least = Fraction(configuration.attendance_min_fraction).limit_denominator(1000)
        found["shifts_attended"] += int(share > 0 and share >= least)
        found["shifts_half"] += int(share >= Fraction(1, 2))
        if present and present[0][0] > shift.start_ms:
            found["late_count"] += 1
            found["late_ms"] += present[0][0] - shift.start_ms
        if present and present[-1][1] < shift.end_ms:
            found["early_leave_count"] += 1
            found["early_leave_ms"] += shift.end_ms - present[-1][1]
    return dict(found)


def presence_in(shift: Shift, punches: Sequence[Punch]) -> list[Span]:
    """A punch without an end lasts to the end of the shift."""
    spans = [
        (one.in_ms, one.out_ms if one.out_ms is not None else shift.end_ms)
        for one in punches
        if one.person == shift.person
    ]
    return common(merged(spans), [(shift.start_ms, shift.end_ms)])


def blocked(attempts: Iterable[Blocked], configuration: Configuration = STANDARD) -> list[Blocked]:
    """5.16: per trunk group the best source there is; what the acd itself refused is added always."""
    counted = [one for one in attempts if one.source == "acd" or one.cause in BLOCKED_CAUSES]
    order = {one: at for at, one in enumerate(configuration.blocked_source_priority)}
    best: dict[str, str] = {}
    for one in counted:
        held = best.setdefault(one.trunk_group, one.source)
        if order.get(one.source, len(order)) < order.get(held, len(order)):
            best[one.trunk_group] = one.source
    return [one for one in counted if one.source in ("acd", best[one.trunk_group])]


def blocked_callers(attempts: Iterable[Blocked]) -> int | None:
    """Attempts of one caller within a minute of one another as one; None where no caller is known.

    An attempt without a caller counts by itself.
    """
    found, is_known = 0, False
    last_ms: dict[str, int] = {}
    for one in sorted(attempts, key=lambda attempt: attempt.at_ms):
        if not one.caller:
            found += one.count
            continue
        is_known = True
        before_ms = last_ms.get(one.caller)
        if one.count and (before_ms is None or one.at_ms - before_ms > REDIAL_MS):
            found += 1
        last_ms[one.caller] = one.at_ms
    return found if is_known else None


def costs(entries: Sequence[Cost], start: date, end: date) -> Components:
    """5.4: each entry spread evenly over its days, those of the period summed. Currency units."""
    found: Components = {
        "cost": Fraction(0),
        "cost_labour": Fraction(0),
        "cost_accrued": Fraction(0),
    }
    for one in standing(entries):
        days = (one.end - one.start).days
        inside = (min(one.end, end) - max(one.start, start)).days
        if days <= 0 or inside <= 0:
            continue
        share = Fraction(one.amount) * inside / days
        keys = {"cost", f"cost_{one.category}"}
        if one.status == "accrued":
            keys.add("cost_accrued")
        for key in keys:
            found[key] = found.get(key, Fraction(0)) + share
    return found


def standing(entries: Sequence[Cost]) -> Iterator[Cost]:
    """Without the accruals that an actual amount has replaced: by id, or by category and time."""
    actual = [one for one in entries if one.status == "actual"]
    replaced = {one.replaces for one in actual if one.replaces} | {one.cost_id for one in actual}
    booked = {_of_entry(one) for one in actual}
    for one in entries:
        is_stale = one.cost_id in replaced or _of_entry(one) in booked
        if one.status == "actual" or not is_stale:
            yield one


def _of_entry(one: Cost) -> tuple[str, str, date, date]:
    return one.category, one.cost_centre, one.start, one.end


LEFT = frozenset(
    {"resignation", "dismissal", "end_of_contract", "moved_out_of_centre", "retirement"}
)
VOLUNTARY = frozenset({"resignation"})


def turnover(spells: Sequence[Spell], start: date, end: date) -> Components:
    """5.23: leavers whose last day is in the period, and heads day by day, the last day included."""
    found: Counter[str] = Counter(
        dict.fromkeys(("leavers", "leavers_voluntary", "headcount_days"), 0)
    )
    for one in spells:
        gone = date.max if one.last_day is None else one.last_day + timedelta(days=1)
        days = (min(gone, end) - max(one.start, start)).days
        found["headcount_days"] += one.count * max(0, days)
        found["headcount_opening"] += one.count * int(one.start <= start < gone)
        found["headcount_closing"] += one.count * int(one.start <= end < gone)
        if one.last_day is not None and start <= one.last_day < end:
            found["leavers"] += one.count * int(one.leave_kind in LEFT)
            found["leavers_voluntary"] += one.count * int(one.leave_kind in VOLUNTARY)
    return {
        **found,
        "calendar_days": (end - start).days,
        "months": sum((_share_of_month(day) for day in _days(start, end)), Fraction(0)),
    }


def _days(start: date, end: date) -> Iterator[date]:
    for number in range((end - start).days):
        yield start + timedelta(days=number)


def _share_of_month(day: date) -> Fraction:
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return Fraction(1, (after - first).days)


def quality(
    evaluations: Iterable[Evaluation], configuration: Configuration = STANDARD
) -> Components:
    """5.12: final evaluations, one vote each; calibration, drafts and appeals are left out."""
    found: Components = dict.fromkeys(
        ("evaluations", "score_points", "raw_points", "free_of_customer", "free_of_business",
         "free_of_compliance", "critical_error_free"), 0,
    )  # fmt: skip
    for one in evaluations:
        if one.status not in ("final", "revised") or one.kind == "calibration":
            continue
        raw = raw_score(one)
        if raw is None:
            continue
        is_zero = one.is_auto_fail and configuration.auto_fail_zero
        found["evaluations"] += 1
        found["raw_points"] += raw
        found["score_points"] += 0 if is_zero else raw
        wrong = {item.criticality for item in one.items if item.has_error} - {"none"}
        for kind in ("customer", "business", "compliance"):
            found[f"free_of_{kind}"] += int(kind not in wrong)
        found["critical_error_free"] += int(not wrong)
    return found


def raw_score(one: Evaluation) -> Fraction | None:
    """100 · Σ weight·points/max ÷ Σ weight over applicable items; None where there is none."""
    items = [item for item in one.items if item.points is not None and item.max_points > 0]
    weight = sum((Fraction(item.weight) for item in items), Fraction(0))
    if weight <= 0:
        return None
    points = sum(
        (
            Fraction(item.weight) * Fraction(item.points or 0) / Fraction(item.max_points)
            for item in items
        ),
        Fraction(0),
    )
    return 100 * points / weight
