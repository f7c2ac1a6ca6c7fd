"""What was brought in from outside, as rows of the flat tables and back; and who gives a rebuild its rows.

The columns are those of the kinds (`imports.kinds`): times in milliseconds, days as days, numbers with
twelve digits behind the point, an empty text for an empty cell.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pyarrow.parquet as pq
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.facts.flatten import DAY_MS, Row, Rows
from callfloor.facts.rebuild import Sources
from callfloor.facts.tables import BROUGHT
from callfloor.imports import kept
from callfloor.imports.columns import Column
from callfloor.imports.kept import Kept
from callfloor.imports.kinds import KINDS, Name
from callfloor.metrics import presence

_KEPT = ("id", "zone", "locale", "team_id")
"""Columns of the files that are none of the tables, or stand before all others."""
_PLACES = Decimal(1).scaleb(-12)
_DAYS = text(
    f"select distinct start_ms / {DAY_MS} from imports_facts"  # noqa: S608 - a number of ours
    " where tenant_id = current_setting('callfloor.tenant', true) and is_current"
    f" and kind in ({', '.join(map(repr, BROUGHT))})"
    " and start_ms >= :from_ms and start_ms < :to_ms order by 1"
)
_SURVEYS = text(
    "select f.source_id, f.subject, f.data::text from imports_facts f"
    " join contacts c on c.tenant_id = f.tenant_id and c.id = f.subject"
    " where f.tenant_id = current_setting('callfloor.tenant', true) and f.kind = 'surveys'"
    " and f.is_current and c.arrived_ms >= :from_ms and c.arrived_ms < :to_ms order by f.source_id"
)


def columns_of(name: Name) -> Iterator[tuple[str, Column]]:
    """The column of the table, and the column of the file whose values it has."""
    kind = KINDS[name]
    for column in kind.columns:
        if column.name in _KEPT or column.name == kind.subject:
            continue
        own = column.name
        if column.type == "moment":
            own = f"{own.removesuffix('_at')}_ms"
        if own not in ("at_ms", "call_ms"):  # the begin, which stands before all others
            yield own, column


def row_of(name: Name, one: Kept) -> Row:
    row: Row = {
        "source_id": one.source_id,
        "subject": one.subject,
        "team_id": one.team_id,
        "start_ms": one.start_ms,
        "end_ms": one.end_ms,
        "ingested_ms": one.ingested_at_ms,
    }
    for own, column in columns_of(name):
        row.setdefault(own, _told(column, one.data.get(column.name)))
    return row


def _told(column: Column, value: Any) -> Any:
    if column.type == "decimal":
        return None if value is None else Decimal(value).quantize(_PLACES)
    if column.type == "date":
        return None if value is None else date.fromisoformat(value)
    if column.type == "items":
        return json.dumps(value) if value else ""
    if column.type in ("text", "choice"):
        return value or ""
    if column.type == "flag":
        return bool(value)
    return value


def kept_of(name: Name, row: Mapping[str, Any]) -> Kept:
    """The fact as the figures read it."""
    data = {column.name: _read(column, row[own]) for own, column in columns_of(name)}
    return Kept(
        source_id=row["source_id"],
        subject=row["subject"],
        team_id=row["team_id"],
        start_ms=row["start_ms"],
        end_ms=row["end_ms"],
        ingested_at_ms=row["ingested_ms"],
        data=data,
    )


def _read(column: Column, value: Any) -> Any:
    if column.type == "date":
        return None if value is None else value.isoformat()
    if column.type == "items":
        return json.loads(value) if value else []
    return value


def read(files: Mapping[str, Sequence[str]], kinds: Sequence[Name]) -> dict[Name, list[Kept]]:
    """All of the kinds in the files, in the order in which the database gives them."""
    found: dict[Name, list[Kept]] = {}
    for name in kinds:
        some = [kept_of(name, row) for file in files.get(name, ()) for row in _rows(file)]
        found[name] = sorted(some, key=lambda one: (one.start_ms, one.source_id))
    return found


def _rows(file: str) -> list[Row]:
    """A small file by itself: to look for a whole data set costs four times as much."""
    with pq.ParquetFile(file) as one:
        rows: list[Row] = one.read(use_threads=False).to_pylist()
    return rows


async def _spans(session: AsyncSession, from_ms: int, to_ms: int) -> Sequence[presence.Span]:
    return await presence.within(session, from_ms=from_ms, to_ms=to_ms)


async def _brought(session: AsyncSession, from_ms: int, to_ms: int) -> Rows:
    found: Rows = {}
    for name in get_args(Name):
        if name in BROUGHT:
            some = await kept.within(session, name, from_ms=from_ms, to_ms=to_ms)
            found[name] = [row_of(name, one) for one in some if one.start_ms >= from_ms]
    return found


async def _brought_days(session: AsyncSession, from_ms: int, to_ms: int) -> Sequence[int]:
    rows = await session.execute(_DAYS, {"from_ms": from_ms, "to_ms": to_ms})
    return [int(row[0]) * DAY_MS for row in rows]


async def _surveys(session: AsyncSession, from_ms: int, to_ms: int) -> Sequence[Row]:
    rows = await session.execute(_SURVEYS, {"from_ms": from_ms, "to_ms": to_ms})
    return [_survey(row[0], row[1], json.loads(row[2])) for row in rows]


def _survey(source_id: str, contact_id: str, given: Mapping[str, Any]) -> Row:
    csat = given.get("csat")
    return {
        "source_id": source_id,
        "contact_id": contact_id,
        "resolved_answer": given.get("resolved_answer") or "",
        "sent_ms": given["sent_at"],
        "answered_ms": given.get("answered_at"),
        "nps": given.get("nps"),
        "csat": None if csat is None else Decimal(csat).quantize(_PLACES),
    }


SOURCES = Sources(spans=_spans, surveys=_surveys, brought=_brought, brought_days=_brought_days)
