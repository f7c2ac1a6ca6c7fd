"""What a drawn year has from outside: plans and attendance of the drawn agents, costs, heads, evaluations,
calls that the carrier could not bring. It fits the drawn spans: who is there is there by plan."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from callfloor.facts.drawing import Array, Columns, ids, names_of, table_of
from callfloor.facts.flatten import DAY_MS
from callfloor.facts.tables import BROUGHT

if TYPE_CHECKING:
    from callfloor.facts.generate import Day

HOUR_MS = 3_600_000
EVALUATED = 0.02
_COSTS = {"labour": "212000.50", "telecom": "18400.25", "technology": "31250.75"}


def outside_of(day: "Day", *, is_first: bool) -> dict[str, pa.Table]:
    """Drawn behind the day's own tables, from the same chance; heads on the first day."""
    found = {**_attendance(day), "evaluations": _evaluations(day), "attempts": _attempts(day)}
    start = datetime.fromtimestamp(day.day_ms / 1000, UTC).date()
    if start.day == 1:
        found["costs"] = _costs(day, start)
    if is_first:
        found["employment"] = _employment(day, start)
    return {name: table_of(BROUGHT[name], columns) for name, columns in found.items()}


def _common(kind: str, day: "Day", agent: Array, start: Array, end: Array) -> Columns:
    return {
        "source_id": ids(f"{kind}{day.day_ms // DAY_MS}-", "", np.arange(len(start))),
        "subject": names_of("agent", day.agents)[agent],
        "team_id": names_of("team", day.agents // 12 + 1)[agent // 12],
        "start_ms": start,
        "end_ms": end,
        "ingested_ms": start - 7 * DAY_MS,
    }


def _attendance(day: "Day") -> dict[str, Columns]:
    """Eight hours with a break in the middle; some come late, and one in twenty is not there at all."""
    chance, there, begin = day.chance, day.there, day.begin
    n = len(there)
    absent = np.flatnonzero(chance.random(n) < 0.05)
    shift_of = np.concatenate([there, (there[absent] + 1) % day.agents])
    shift_at = np.concatenate([begin, begin[absent]])
    edges = np.array([0, 4 * HOUR_MS, 4 * HOUR_MS + HOUR_MS // 2, 8 * HOUR_MS])
    starts = (begin[:, None] + edges[:-1]).ravel()
    ends = (begin[:, None] + edges[1:]).ravel()
    plans = _common("p", day, np.repeat(there, 3), starts, ends)
    plans["activity"] = np.tile(["calls", "break", "calls"], n)
    plans["productive"] = np.tile([True, False, True], n)
    plans["schedule_version"] = np.ones(3 * n, np.int32)
    came = begin + (chance.normal(0, 240_000, n)).astype(int)
    left = begin + 8 * HOUR_MS + (chance.normal(120_000, 240_000, n)).astype(int)
    punches = _common("t", day, there, came, left)
    return {
        "schedules": plans,
        "shifts": _common("s", day, shift_of, shift_at, shift_at + 8 * HOUR_MS),
        "punches": {**punches, "in_ms": came, "out_ms": left},
    }


def _evaluations(day: "Day") -> Columns:
    n = max(1, round(len(day.there) * 96 * EVALUATED / 24))
    at = day.day_ms + day.chance.integers(8 * HOUR_MS, 18 * HOUR_MS, n)
    found = _common("e", day, day.chance.integers(0, day.agents, n), at, at)
    score = day.chance.integers(4_000, 10_001, n)
    return {
        **found,
        "kind": np.repeat(["recording"], n),
        "status": np.repeat(["final"], n),
        "score": pa.array([Decimal(int(one)) / 100 for one in score], pa.decimal128(38, 12)),
    }


def _attempts(day: "Day") -> Columns:
    """A row an hour and trunk group, of a carrier's file."""
    trunks = np.tile(["north", "south", "mobile"], 24)
    at = np.repeat(day.day_ms + np.arange(24) * HOUR_MS, 3)
    return {
        "source_id": ids(f"a{day.day_ms // DAY_MS}-", "", np.arange(len(at))),
        "start_ms": at,
        "end_ms": at,
        "ingested_ms": at + DAY_MS,
        "source": np.repeat(["carrier"], len(at)),
        "trunk_group": trunks,
        "cause": np.repeat(["q850:34"], len(at)),
        "count": day.chance.poisson(day.count / 3000, len(at)).astype(np.int32),
    }


def _costs(day: "Day", start: date) -> Columns:
    after = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    n = len(_COSTS)
    end_ms = day.day_ms + (after - start).days * DAY_MS
    return {
        "source_id": ids(f"c{day.day_ms // DAY_MS}-", "", np.arange(n)),
        "start_ms": np.repeat(day.day_ms, n),
        "end_ms": np.repeat(end_ms, n),
        "ingested_ms": np.repeat(end_ms, n),
        "category": np.array(list(_COSTS)),
        "currency": np.repeat(["EUR"], n),
        "status": np.repeat(["actual"], n),
        "start": pa.array([start] * n),
        "end": pa.array([after] * n),
        "amount": pa.array([Decimal(one) for one in _COSTS.values()], pa.decimal128(38, 12)),
    }


def _employment(day: "Day", start: date) -> Columns:
    everyone = np.arange(day.agents)
    begin = np.repeat(day.day_ms, day.agents)
    found = _common("h", day, everyone, begin, begin + 3_650 * DAY_MS)
    left = day.chance.integers(0, 1_460, day.agents)
    last = [date.fromordinal(start.toordinal() + int(one)) if one < 365 else None for one in left]
    return {
        **found,
        "role": np.repeat(["agent"], day.agents),
        "employment": np.repeat(["full_time"], day.agents),
        "leave_kind": np.where(left < 365, "resignation", ""),
        "start": pa.array([start] * day.agents),
        "last_day": pa.array(last, pa.date32()),
    }
