"""Shifts, punches, heads, money and evaluations of an example file."""

from datetime import date, timedelta
from typing import Any

import msgspec

from callfloor.metrics import outside
from callfloor.metrics.examples.fields import Row, day, decimal, first, moment_of, needed, rows

_LEAVES = {"leave", "leaver", "left"}


class Ledger(msgspec.Struct, kw_only=True):
    """`counts` are numbers of contacts that a money example states instead of contacts."""

    shifts: list[tuple[str, outside.Shift]]
    """Name of the shift, and one person's part of it."""
    punches: list[outside.Punch]
    spells: list[outside.Spell]
    costs: list[outside.Cost]
    counts: dict[str, int]
    evaluations: list[tuple[str, outside.Evaluation]]


def read(given: Row, zone: str) -> Ledger:
    return Ledger(
        shifts=[
            (
                str(first(one, "shift", default="")),
                outside.Shift(
                    person=str(first(one, "person", "person_id", "agent_id")),
                    start_ms=needed(one, zone, "start"),
                    end_ms=needed(one, zone, "end"),
                ),
            )
            for one in rows(given, "shifts")
        ],
        punches=[
            outside.Punch(
                person=str(first(one, "person", "person_id", "agent_id")),
                in_ms=needed(one, zone, "in"),
                out_ms=moment_of(one, zone, "out"),
            )
            for one in rows(given, "punches", "attendance_punches")
        ],
        spells=_spells(given),
        costs=[_cost(one) for one in rows(given, "cost_entries", "costs", "ledger")],
        counts=_counts(given),
        evaluations=[_evaluation(one) for one in rows(given, "evaluations")],
    )


def _counts(given: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in ("counts", "contact_counts", "volumes", "handled", "contacts"):
        if isinstance(given.get(name), dict):
            found |= {key: value for key, value in given[name].items() if isinstance(value, int)}
    whole = {key: value for key, value in given.items() if isinstance(value, int)}
    return {**whole, **found}


def _spells(given: Row) -> list[outside.Spell]:
    """From spells as such, or from an opening head-count with the moves of a period."""
    found = [
        outside.Spell(
            start=day(one["start"]),
            last_day=None if one.get("last_day") is None else day(one["last_day"]),
            leave_kind=str(first(one, "leave_kind", "reason", default="")),
        )
        for one in rows(given, "employment_spells", "spells")
    ]
    heads = given.get("headcount")
    if isinstance(heads, dict):
        found += _moves(heads)
    return found


def _moves(heads: Row) -> list[outside.Spell]:
    """Who leaves was there before: spells that end are taken from the opening head-count."""
    start = day(heads["period"][0])
    staying, found = int(heads.get("opening") or 0), []
    for one in rows(heads, "moves"):
        change = int(one.get("change") or 0)
        if change > 0:
            found.append(outside.Spell(start=day(one["date"]), count=change))
            continue
        staying += change
        kind = str(one.get("kind") or "")
        last_day = day(one["last_day"]) if one.get("last_day") else _before(one["date"])
        found.append(
            outside.Spell(
                start=start,
                last_day=last_day,
                leave_kind=str(one.get("reason") or "dismissal") if kind in _LEAVES else kind,
                count=-change,
            )
        )
    return [*found, outside.Spell(start=start, count=staying)]


def _before(value: Any) -> date:
    return day(value) - timedelta(days=1)


def _cost(row: Row) -> outside.Cost:
    return outside.Cost(
        cost_id=str(first(row, "id", "cost_id", default="")),
        category=str(first(row, "category", default="other")),
        amount=decimal(row["amount"]) * decimal(first(row, "rate", "booked_rate", default=1)),
        start=day(row["start"]),
        end=day(row["end"]),
        status="accrued" if row.get("status") == "accrued" else "actual",
        cost_centre=str(row.get("cost_centre") or ""),
        replaces=str(first(row, "replaces", "replaces_id", default="")),
    )


def _evaluation(row: Row) -> tuple[str, outside.Evaluation]:
    items = tuple(_item(one) for one in rows(row, "items"))
    if not items and row.get("score") is not None:
        points = decimal(row["score"])
        items = (outside.Item(weight=decimal(1), points=points, max_points=decimal(100)),)
    found = outside.Evaluation(
        agent_id=str(row.get("agent_id") or ""),
        items=items,
        status=str(row.get("status") or "final"),
        kind=str(row.get("kind") or "recording"),
        is_auto_fail=bool(row.get("auto_fail")) or any(_fails(one) for one in rows(row, "items")),
    )
    return str(row.get("id") or ""), found


def _fails(row: Row) -> bool:
    """An item that fails the whole, and was not met."""
    missed = bool(row.get("error")) or row.get("points") == 0
    return bool(row.get("auto_fail")) and missed


def _item(row: Row) -> outside.Item:
    points = row.get("points")
    if isinstance(points, str):  # "N/A"
        points = None
    return outside.Item(
        weight=decimal(first(row, "weight", default=1)),
        points=None if points is None else decimal(points),
        max_points=decimal(first(row, "max", "max_points", default=1)),
        criticality=str(row.get("criticality") or "none"),
        has_error=bool(row.get("error")),
    )
