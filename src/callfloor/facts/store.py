"""The files: one for each table and UTC day, named by a list that is replaced in one go.

    facts/tenant=demo/contents.json
    facts/tenant=demo/legs/day=2026-11-26/7.parquet

A writer makes new files beside the old ones and changes the list last, so that a reader sees all of
a rebuild or nothing of it, and one that was broken off leaves what was there. A contact lies whole
in the day (UTC) in which it arrived, spans of agents' states are cut at midnight UTC.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from callfloor.facts.flatten import DAY_MS, Row
from callfloor.facts.tables import ORDER, SCHEMAS, VERSION
from callfloor.kit.clock import to_datetime
from callfloor.kit.errors import ConflictError, InvalidError

CONTENTS = "contents.json"
REACH_MS = 2 * DAY_MS
"""No contact lasts longer than this, after-call work included."""
_ROWS_A_GROUP = 122_880


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """`read_ms` is when the facts were read: what came later is not in the files."""

    read_ms: int
    files: dict[str, str] = {}
    """Table → file below the company's folder; a table without rows has none."""
    rows: dict[str, int] = {}


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    version: int = VERSION
    generation: int = 0
    begins_ms: int | None = None
    """Before this nothing is known to be missing or there; 0 where it reaches back to the first fact."""
    days: dict[str, Day] = {}


class Rebuilt(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: UTC days, and rows by table."""

    days: int
    first_day: str
    last_day: str
    rows: dict[str, int]


def day_name(at_ms: int) -> str:
    return f"{to_datetime(at_ms):%Y-%m-%d}"


def days_of(from_ms: int, to_ms: int) -> Iterator[int]:
    """The beginnings of the UTC days that the time touches."""
    return iter(range(from_ms // DAY_MS * DAY_MS, to_ms, DAY_MS))


def table_of(name: str, rows: Sequence[Row]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=SCHEMAS[name])


class Store:
    """The files of one company below `root`."""

    def __init__(self, root: Path, tenant: str) -> None:
        self.folder = root / f"tenant={tenant}"

    def contents(self) -> Contents:
        """What is there; nothing where files are of another version of the tables."""
        try:
            body = (self.folder / CONTENTS).read_bytes()
        except FileNotFoundError:
            return Contents()
        try:
            found = msgspec.json.decode(body, type=Contents)
        except msgspec.DecodeError as error:
            msg = f"{self.folder / CONTENTS} is damaged ({error}); delete it and rebuild the facts."
            raise InvalidError(msg) from error
        return found if found.version == VERSION else Contents(generation=found.generation)

    def files(self, contents: Contents, from_ms: int, to_ms: int) -> dict[str, list[str]]:
        """By table, the files of the days that the time touches."""
        found: dict[str, list[str]] = {name: [] for name in SCHEMAS}
        for at_ms in days_of(from_ms, to_ms):
            day = contents.days.get(day_name(at_ms))
            for name, file in day.files.items() if day else ():
                found[name].append(str(self.folder / file))
        return found

    def read_until_ms(self, contents: Contents, from_ms: int, to_ms: int) -> int | None:
        """Until when all facts of the time are in the files; None where a day is missing.

        What a contact does belongs to the day of its arrival, so the days before count too.
        """
        begins_ms = contents.begins_ms
        if begins_ms is None or from_ms - REACH_MS < begins_ms:
            return None
        first = min(contents.days, default="")
        until_ms: int | None = None
        for at_ms in days_of(from_ms - REACH_MS, to_ms):
            day = contents.days.get(day_name(at_ms))
            if day is None and (begins_ms or day_name(at_ms) >= first):
                return None
            if day is not None:
                until_ms = day.read_ms if until_ms is None else min(until_ms, day.read_ms)
        return until_ms

    @contextlib.contextmanager
    def writing(self) -> Iterator["Writer"]:
        """Nothing that was written counts before the end, and nothing stays where that is not reached."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                msg = "Facts of this company are being written already; wait for the end of that."
                raise ConflictError(msg) from error
            before = self.contents()
            writer = Writer(self.folder, before)
            try:
                yield writer
                after = Contents(
                    generation=writer.generation,
                    begins_ms=writer.begins_ms,
                    days=dict(sorted({**writer.kept, **writer.days}.items())),
                )
                _replace(self.folder / CONTENTS, msgspec.json.encode(after))
            finally:
                _sweep(self.folder, self.contents())


class Writer:
    def __init__(self, folder: Path, before: Contents) -> None:
        self.generation = before.generation + 1
        self.begins_ms = before.begins_ms
        self.kept = before.days
        self.days: dict[str, Day] = {}
        self._folder = folder

    def covers(self, from_ms: int | None, to_ms: int) -> None:
        """From when on the days are being written; None for all there ever was."""
        if from_ms is None:
            self.begins_ms, self.kept = 0, {}
        elif self.begins_ms is None or from_ms < self.begins_ms <= to_ms:
            self.begins_ms = from_ms

    def put(self, at_ms: int, tables: Mapping[str, pa.Table], *, read_ms: int) -> None:
        """The whole of one UTC day, in the place of what it had; a table left out is empty."""
        day = day_name(at_ms)
        files, rows = {}, {}
        for name, table in tables.items():
            if not table.num_rows:
                continue
            file = f"{name}/day={day}/{self.generation}.parquet"
            path = self._folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            order: list[Any] = [(column, "ascending") for column in ORDER[name]]
            pq.write_table(
                table.sort_by(order),
                path,
                compression="zstd",
                compression_level=1,
                row_group_size=_ROWS_A_GROUP,
            )
            files[name], rows[name] = file, table.num_rows
        self.days[day] = Day(read_ms=read_ms, files=files, rows=rows)


def _replace(path: Path, body: bytes) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _sweep(folder: Path, contents: Contents) -> None:
    """Remove the files that the list does not name."""
    named = {file for day in contents.days.values() for file in day.files.values()}
    for path in folder.glob("*/day=*/*.parquet"):
        if str(path.relative_to(folder)) not in named:
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                path.parent.rmdir()
