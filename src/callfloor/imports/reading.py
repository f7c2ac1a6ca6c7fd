"""From the rows of a file to facts, with everything that is wrong listed by line and column. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from callfloor.imports.columns import (
    AMBIGUOUS,
    LOCALES,
    CellError,
    Cells,
    Column,
    Locale,
    parse,
)
from callfloor.imports.kinds import KINDS, READING, Kind
from callfloor.imports.sheets import Row, Sheet

LISTED_MAX = 1_000
"""So many findings are listed; all are counted."""
_KNOWN = {name: {column.name: column for column in kind.columns} for name, kind in KINDS.items()}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong, or to be looked at, in one line; `column` empty where it is of the whole line."""

    line: int
    column: str
    code: str
    message: str
    params: dict[str, Any] = {}


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """`mark` is the same for the same content. `subject` is the person or contact it is about."""

    line: int
    source_id: str
    start_ms: int
    end_ms: int
    subject: str
    team_id: str
    mark: str
    data: dict[str, Any]


class Findings:
    """Counted without end, listed up to a limit."""

    def __init__(self) -> None:
        self.count = 0
        self.listed: list[Finding] = []

    def add(self, line: int, column: str, error: CellError) -> None:
        self.count += 1
        if len(self.listed) < LISTED_MAX:
            self.listed.append(
                Finding(
                    line=line,
                    column=column,
                    code=error.code,
                    message=error.message,
                    params=error.params,
                )
            )


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    facts: list[Fact]
    rows: int
    wrong: Findings
    warnings: Findings


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What the settings know: each agent's team, and the clock where it works, if it has its own.

    `queues` and `agents` lead from what another system may call one, in small letters, to our id.
    """

    zone: str
    teams: Mapping[str, str] = {}
    zones: Mapping[str, str] = {}
    queues: Mapping[str, str] = {}
    agents: Mapping[str, str] = {}


def read(
    kind: Kind, sheet: Sheet, place: Place, *, zone: str, locale: Locale, now_ms: int
) -> Reading:
    """`zone` is where the file's local times are meant, empty for the place of each agent."""
    found = Reading(facts=[], rows=len(sheet.rows), wrong=Findings(), warnings=Findings())
    if not _has_columns(kind, sheet, found.wrong):
        return found
    lines: dict[str, int] = {}
    for row in sheet.rows:
        before = found.wrong.count
        cells = _cells(kind, row, place, zone, locale, now_ms, found.wrong)
        if cells is None:
            continue
        values = _values(kind, row, cells, found)
        if found.wrong.count > before:
            continue
        for column, error in kind.check(values):
            found.wrong.add(row.line, column, error)
        fact = _fact(kind, row, values, place)
        if fact.source_id in lines:
            first = lines[fact.source_id]
            msg = (
                f"The same fact stands in line {first} already; give each its own id, or keep one."
            )
            found.wrong.add(row.line, "id", CellError("twice", msg, first=first))
        lines.setdefault(fact.source_id, row.line)
        if kind.subject in ("agent_id", "person_id") and fact.subject not in place.teams:
            msg = f"The settings have no agent {fact.subject!r}."
            error = CellError("unknown_agent", msg, agent=fact.subject)
            found.warnings.add(row.line, kind.subject, error)
        if found.wrong.count == before:
            found.facts.append(fact)
    return found


def _has_columns(kind: Kind, sheet: Sheet, findings: Findings) -> bool:
    known = _KNOWN[kind.name]
    allowed = ", ".join(known)
    for name in sheet.headings:
        if name and name not in known:
            msg = f"There is no column {name!r} in {kind.name}; there are: {allowed}."
            error = CellError("unknown_column", msg, given=name, allowed=allowed)
            findings.add(1, name, error)
    for column in kind.columns:
        if column.is_required and column.name not in sheet.headings:
            msg = f"The column {column.name} is missing; the template has it."
            findings.add(1, column.name, CellError("missing_column", msg))
    return findings.count == 0


def _cells(
    kind: Kind,
    row: Row,
    place: Place,
    zone: str,
    locale: Locale,
    now_ms: int,
    wrong: Findings,
) -> Cells | None:
    """How this row is written: its own columns first, then what was said of the whole file."""
    own: dict[str, str | None] = {}
    for name in READING:
        column = _KNOWN[kind.name].get(name)
        if column is None or name not in row.cells:
            continue
        try:
            own[name] = parse(column, row.cells.get(name), Cells(zone="UTC", now_ms=now_ms), [])
        except CellError as error:
            wrong.add(row.line, name, error)
            return None
    person = str(row.cells.get(kind.subject) or "").strip()
    used = own.get("zone") or zone or place.zones.get(person) or place.zone
    return Cells(
        zone=used,
        locale=_style(own.get("locale"), locale),
        now_ms=now_ms,
    )


def _style(own: str | None, of_file: Locale) -> Locale:
    return next((one for one in LOCALES if one == own), of_file)


def _values(kind: Kind, row: Row, cells: Cells, found: Reading) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if row.extra:
        msg = "The line has more cells than there are headings; look for a comma too many."
        found.wrong.add(row.line, "", CellError("too_many_cells", msg))
    for column in kind.columns:
        if column.name in READING:
            continue
        notes: list[str] = []
        try:
            values[column.name] = parse(column, row.cells.get(column.name), cells, notes)
        except CellError as error:
            found.wrong.add(row.line, column.name, error)
        if AMBIGUOUS in notes:
            msg = "Clocks show this time twice that night; the first one is taken."
            found.warnings.add(row.line, column.name, CellError(AMBIGUOUS, msg))
    return values


def _fact(kind: Kind, row: Row, values: dict[str, Any], place: Place) -> Fact:
    own_id = values.pop("id", None)
    subject = str(values[kind.subject]) if kind.subject else ""
    team = values.get("team_id") or place.teams.get(subject, "")
    start_ms, end_ms = kind.span(values)
    kept = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Fact(
        line=row.line,
        source_id=own_id
        or "|".join(_told(_KNOWN[kind.name][name], values[name]) for name in kind.key),
        start_ms=start_ms,
        end_ms=max(start_ms, end_ms),
        subject=subject,
        team_id=team,
        mark=hashlib.sha256(kept.encode()).hexdigest(),
        data=values,
    )


def _told(column: Column, value: Any) -> str:
    """A value as a part of an id that people can read."""
    if value is None:
        return ""
    if column.type == "moment":
        return datetime.fromtimestamp(value / 1000, UTC).isoformat().replace("+00:00", "Z")
    return str(value)
