"""What imported facts add to a question: components at its buckets and grain.

The components themselves are made by `outside`; here facts are fetched and put in their place.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.record import Record
from callfloor.imports import kept
from callfloor.imports.kept import Kept
from callfloor.imports.kinds import DAY_MS, FOR_EVER_MS, Name
from callfloor.metrics import outside
from callfloor.metrics.adherence import adherence_parts, scheduled_parts
from callfloor.metrics.components import contributions as of_contact
from callfloor.metrics.days import day_start_ms
from callfloor.metrics.formulas import Amount
from callfloor.metrics.kpis import Indicator
from callfloor.metrics.parts import Part, Scope, Worked, owner, placing
from callfloor.metrics.periods import Bucket, midnight_ms
from callfloor.metrics.view import ALL, View

_WANTED: dict[Name, frozenset[str]] = {
    "schedules": frozenset({"schedule_adherence"}),
    "shifts": frozenset({"attendance_rate"}),
    "punches": frozenset({"attendance_rate"}),
    "costs": frozenset({"cost_per_contact"}),
    "employment": frozenset({"agent_turnover"}),
    "evaluations": frozenset({"quality_score"}),
    "attempts": frozenset({"blocked_rate", "total_contacts", "answer_rate", "service_level"}),
    "surveys": frozenset({"fcr"}),
}
"""Kind of facts → the indicators that read it."""
CostCategory = Literal["labour", "telecom", "technology", "facilities", "training", "other"]
COST_CATEGORIES: tuple[CostCategory, ...] = get_args(CostCategory)
_PROOF = {
    "schedule_adherence": "sched_productive_ms",
    "attendance_rate": "shifts_scheduled",
    "cost_per_contact": "cost",
    "quality_score": "evaluations",
    "agent_turnover": "headcount_days",
}
"""The component that is there only where there are facts for it."""
_TOLD_OF_CALLS = frozenset({"avg_handle_time", "avg_hold_time", "avg_after_call_work"})
"""What calls from another system's log do not tell."""
Facts = Mapping[Name, Sequence[Kept]]
"""Of those kinds of which there is anything at all."""
NEAR_MS = 2 * DAY_MS
"""So far around a time facts are looked at that may reach into it."""
PROOFS = frozenset(_PROOF.values())
UNREPORTED = "carrier_days_missing"
"""Days for which the carrier's file is missing though there are others."""

BY_TIME: tuple[Name, ...] = ("schedules", "shifts", "punches", "evaluations")
"""What counts where it is, so that the parts of a time add up to the whole; of the others a time can
only be counted as a whole: what replaces what, who is the best source, who was there at its begin."""
OF_WHOLE: tuple[Name, ...] = ("costs", "employment", "attempts", "schedules")
_SURVEYED = text(
    "select f.data::text, c.record::text from imports_facts f join contacts c on c.id = f.subject"
    " and c.tenant_id = f.tenant_id"
    " where f.tenant_id = current_setting('callfloor.tenant', true) and f.kind = 'surveys'"
    " and f.is_current and c.arrived_ms >= :from_ms and c.arrived_ms < :to_ms"
)
_decode = msgspec.json.Decoder(Record).decode


def has_no_source(indicator: Indicator, totals: Mapping[str, Amount]) -> bool:
    """Whether the facts are missing without which there is no value, only a number that misleads."""
    proof = _PROOF.get(indicator.key)
    if proof is not None:
        return proof not in totals
    if indicator.key in _TOLD_OF_CALLS:
        return 0 < totals.get("segments", 0) == totals.get("segments_untold", 0)
    return indicator.key == "blocked_rate" and totals.get(UNREPORTED, 0) > 0


async def kinds(session: AsyncSession, indicators: Collection[str]) -> list[Name]:
    """What the indicators read of what there is, at whatever time."""
    wanted = [kind for kind, readers in _WANTED.items() if readers.intersection(indicators)]
    there = await kept.kinds_there(session) if wanted else set()
    return [kind for kind in wanted if kind in there]


async def load(
    session: AsyncSession, wanted: Collection[Name], *, from_ms: int, to_ms: int
) -> dict[Name, list[Kept]]:
    """Facts that touch the time or lie near it; amounts of money all, for what replaces what."""
    found: dict[Name, list[Kept]] = {}
    for kind in wanted:
        is_all = kind == "costs"
        found[kind] = await kept.within(
            session,
            kind,
            from_ms=0 if is_all else from_ms - NEAR_MS,
            to_ms=FOR_EVER_MS if is_all else to_ms + NEAR_MS,
        )
    return found


async def load_surveyed(
    session: AsyncSession, *, from_ms: int, to_ms: int
) -> list[tuple[str, str]]:
    """Survey and contact, as they are kept, of the contacts that arrived in the time."""
    rows = await session.execute(_SURVEYED, {"from_ms": from_ms, "to_ms": to_ms})
    return [(row[0], row[1]) for row in rows]


def by_time(of: Facts, scope: Scope, worked: Iterable[Worked]) -> Iterator[Part]:
    """What the facts of `BY_TIME` add in the buckets of the scope. Pure."""
    if "schedules" in of:
        yield from adherence_parts(of["schedules"], worked, scope)
    if scope.grain in ("centre", "team", "agent", "shift"):
        yield from _attendance(of.get("shifts", []), of.get("punches", []), scope)
    if scope.grain in ("centre", "team", "agent", "evaluator"):
        yield from _quality(of.get("evaluations", []), scope)


def of_whole(of: Facts, scope: Scope) -> Iterator[Part]:
    """What the facts of `OF_WHOLE` add; of attempts, where there are any at whatever time. Pure."""
    yield from scheduled_parts(of.get("schedules", []), scope)
    if scope.grain in ("centre", "team"):
        yield from _turnover(of.get("employment", []), scope)
    if scope.grain in ("centre", "call_type"):
        yield from _costs(of.get("costs", []), scope)
    if scope.grain in ("centre", "dnis", "trunk_group") and "attempts" in of:
        yield from _blocked(of["attempts"], scope)


def _given(at_ms: int, key: str, components: Mapping[str, Amount]) -> Iterator[Part]:
    for component, value in components.items():
        yield Part(at_ms, key, component, value)


def _attendance(shifts: Sequence[Kept], punches: Sequence[Kept], scope: Scope) -> Iterator[Part]:
    """A shift belongs where it begins; one that has not begun is not missed yet."""
    clocked: dict[str, list[outside.Punch]] = defaultdict(list)
    for row in punches:
        clocked[row.subject].append(
            outside.Punch(person=row.subject, in_ms=row.data["in"], out_ms=row.data["out"])
        )
    place = placing(scope.buckets)
    for row in shifts:
        bucket = place(row.start_ms)
        key = owner(row, scope.grain)
        if bucket is None or not key or row.start_ms > scope.now_ms:
            continue
        shift = outside.Shift(person=row.subject, start_ms=row.start_ms, end_ms=row.end_ms)
        near = [
            one
            for one in clocked[row.subject]
            if one.in_ms < row.end_ms and _reaches(one, row.start_ms)
        ]
        yield from _given(bucket, key, outside.attendance([shift], near, scope.configuration))


def _reaches(punch: outside.Punch, at_ms: int) -> bool:
    """A punch out that was forgotten ends with its own shift, not with one of the days after."""
    if punch.out_ms is None:
        return punch.in_ms > at_ms - DAY_MS // 2
    return punch.out_ms > at_ms


def _quality(rows: Sequence[Kept], scope: Scope) -> Iterator[Part]:
    """By the moment of the call, not of its review."""
    place = placing(scope.buckets)
    for row in rows:
        bucket, key = place(row.start_ms), owner(row, scope.grain)
        if bucket is None or not key:
            continue
        found = outside.quality([_evaluation(row)], scope.configuration)
        if found["evaluations"]:
            yield from _given(bucket, key, found)


def _evaluation(row: Kept) -> outside.Evaluation:
    given = row.data
    items = tuple(
        outside.Item(
            weight=Decimal(one["weight"]),
            points=None if one["points"] is None else Decimal(one["points"]),
            max_points=Decimal(one["max"]),
            criticality=one["criticality"],
            has_error=one["error"],
        )
        for one in given["items"] or []
    )
    if not items:
        points = Decimal(given["score"])
        items = (outside.Item(weight=Decimal(1), points=points, max_points=Decimal(100)),)
    errors = tuple(
        outside.Item(
            weight=Decimal(0), points=None, max_points=Decimal(1), criticality=word, has_error=True
        )
        for word in (given["critical_errors"] or "").split()
    )
    return outside.Evaluation(
        agent_id=row.subject,
        items=(*items, *errors),
        status=given["status"],
        kind=given["kind"],
        is_auto_fail=given["auto_fail"],
    )


def days_of(bucket: Bucket, zone: str) -> tuple[date, date]:
    """The local days that begin in the bucket: the first, and the one after the last."""
    return _first_day(bucket[0], zone), _first_day(bucket[1], zone)


def _first_day(at_ms: int, zone: str) -> date:
    day = datetime.fromtimestamp(day_start_ms(at_ms, zone) / 1000, ZoneInfo(zone)).date()
    return day if midnight_ms(day, zone) >= at_ms else day + timedelta(days=1)


def _turnover(rows: Sequence[Kept], scope: Scope) -> Iterator[Part]:
    """Full-time agents, in whole days up to today."""
    spells: dict[str, list[outside.Spell]] = defaultdict(list)
    for row in rows:
        given = row.data
        if given["employment"] != "full_time" or given["role"] not in ("agent", "", None):
            continue
        last = given["last_day"]
        spells[owner(row, scope.grain)].append(
            outside.Spell(
                start=date.fromisoformat(given["start"]),
                last_day=None if last is None else date.fromisoformat(last),
                leave_kind=given["leave_kind"] or "",
            )
        )
    after_today = _first_day(scope.now_ms + 1, scope.zone)
    for bucket in scope.buckets:
        start, end = days_of(bucket, scope.zone)
        end = min(end, after_today)
        if start >= end:
            continue
        for key, own in spells.items():
            found = outside.turnover(own, start, end)
            if key and (found["headcount_days"] or found["leavers"]):
                yield from _given(bucket[0], key, found)


def _costs(rows: Sequence[Kept], scope: Scope) -> Iterator[Part]:
    """By whole days; at the grain of call types in proportion to their handle time."""
    entries = list(outside.standing([_cost(row) for row in rows]))
    for bucket in scope.buckets:
        start, end = days_of(bucket, scope.zone)
        near = [one for one in entries if one.start < end and one.end > start]
        if start < end:
            yield from _gaps(entries, near, bucket[0], start, end, scope)
        if start >= end or not near:
            continue
        found = outside.costs(near, start, end)
        if scope.grain == "centre":
            yield from _given(bucket[0], ALL, found)
            continue
        own = {key: ms for (at, key), ms in scope.handled.items() if at == bucket[0] and ms}
        whole = sum(own.values())
        for key, handle_ms in own.items():
            share = Fraction(handle_ms) / whole
            yield from _given(bucket[0], key, {name: one * share for name, one in found.items()})


def _gaps(
    entries: Sequence[outside.Cost],
    near: Sequence[outside.Cost],
    at_ms: int,
    start: date,
    end: date,
    scope: Scope,
) -> Iterator[Part]:
    """Categories without an entry in the time that had one in the time of the same length before it."""
    before = start - (end - start)
    were = {one.category for one in entries if one.start < start and one.end > before}
    if scope.grain == "centre":
        for category in sorted(were - {one.category for one in near}):
            yield Part(at_ms, ALL, f"cost_gap_{category}", 1)


def gaps_of(totals: Mapping[str, Amount]) -> list[CostCategory]:
    """Those categories, by the components of a time."""
    return [one for one in COST_CATEGORIES if totals.get(f"cost_gap_{one}")]


def _cost(row: Kept) -> outside.Cost:
    given = row.data
    return outside.Cost(
        cost_id=row.source_id,
        category=given["category"],
        amount=Decimal(given["amount"]) * Decimal(given["rate"] or 1),
        start=date.fromisoformat(given["start"]),
        end=date.fromisoformat(given["end"]),
        status=given["status"],
        cost_centre=given["cost_centre"] or "",
        replaces=given["replaces"] or "",
    )


def _blocked(rows: Sequence[Kept], scope: Scope) -> Iterator[Part]:
    place = placing(scope.buckets)
    attempts = [attempt_of(row) for row in rows]
    for one in outside.blocked(attempts, scope.configuration):
        bucket = place(one.at_ms)
        key = {"centre": ALL, "dnis": one.dnis, "trunk_group": one.trunk_group}[scope.grain]
        if bucket is not None and key and one.count:
            yield Part(bucket, key, "blocked", one.count)
    yield from _unreported({day_start_ms(one.at_ms, scope.zone) for one in attempts}, scope)


def attempt_of(row: Kept) -> outside.Blocked:
    return outside.Blocked(
        at_ms=row.start_ms,
        source=row.data["source"],
        cause=row.data["cause"] or "",
        count=row.data["count"],
        trunk_group=row.data["trunk_group"] or "",
        dnis=row.data["dnis"] or "",
        caller=row.data.get("caller_hash") or "",
    )


def _unreported(reported: Collection[int], scope: Scope) -> Iterator[Part]:
    """Days that have begun and of which no file tells anything, not even that nothing was blocked."""
    if scope.grain != "centre":
        return
    for start_ms, end_ms in scope.buckets:
        at_ms = day_start_ms(start_ms, scope.zone)
        missing = 0
        while at_ms < min(end_ms, scope.now_ms):
            missing += at_ms not in reported
            at_ms = day_start_ms(at_ms + 30 * 3_600_000, scope.zone)
        if missing:
            yield Part(start_ms, ALL, UNREPORTED, missing)


def surveys(surveyed: Sequence[tuple[str, str]], scope: Scope, view: View) -> Iterator[Part]:
    """Where the contact's own resolution counts, there counts what its customer says of it."""
    place = placing(scope.buckets)
    for given, record in surveyed:
        answer = msgspec.json.decode(given)
        if answer["answered_at"] is None or answer["resolved_answer"] is None:
            continue
        for one in of_contact(_decode(record), {}, view):
            bucket = place(one.at_ms)
            if one.component == "resolution_base" and bucket is not None:
                yield Part(bucket, one.key, "survey_answered", 1)
                is_resolved = int(answer["resolved_answer"] == "yes")
                yield Part(bucket, one.key, "survey_resolved", is_resolved)
