"""Writing the files: new ones beside the old ones, and the list of them last.

A reader sees all of a rebuild or nothing of it, and one that was broken off leaves what was there.
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

from callfloor.facts.contents import CONTENTS, SUMS, Brought, Contents, Day, Shelf, Summed, day_name
from callfloor.facts.flatten import Row
from callfloor.facts.tables import BROUGHT, ORDER, SCHEMAS
from callfloor.kit.errors import ConflictError

_ROWS_A_GROUP = 122_880


class Rebuilt(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: UTC days of contacts, and rows by table."""

    days: int
    first_day: str
    last_day: str
    rows: dict[str, int]


def table_of(name: str, rows: Sequence[Row]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema={**SCHEMAS, **BROUGHT}[name])


class Store(Shelf):
    """The files of one company, to be written too."""

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
                after = writer.contents()
                _replace(self.folder / CONTENTS, msgspec.json.encode(after))
            finally:
                _sweep(self.folder, self.contents())


class Writer:
    def __init__(self, folder: Path, before: Contents) -> None:
        self.generation = before.generation + 1
        self.days, self.brought = dict(before.days), dict(before.brought)
        self.components = dict(before.components)
        self._folder = folder

    def contents(self) -> Contents:
        """As it is to be."""
        return Contents(
            generation=self.generation,
            days=dict(sorted(self.days.items())),
            brought=dict(sorted(self.brought.items())),
            components=self.components,
        )

    def forget_all(self) -> None:
        self.days, self.brought = {}, {}

    def put(
        self,
        at_ms: int,
        tables: Mapping[str, pa.Table],
        *,
        read_ms: int,
        mark: int = 0,
        contacts_mark: int = 0,
    ) -> None:
        """The whole of one UTC day, in the place of what it had; a table left out is empty."""
        files, rows = self._written(at_ms, tables)
        self.days[day_name(at_ms)] = Day(
            read_ms=read_ms, mark=mark, contacts_mark=contacts_mark, files=files, rows=rows
        )

    def bring(self, at_ms: int, tables: Mapping[str, pa.Table], *, mark: int = 0) -> None:
        """All from outside that begins on one UTC day."""
        files, rows = self._written(at_ms, tables)
        self.brought[day_name(at_ms)] = Brought(mark=mark, files=files, rows=rows)

    def sum_up(self, at_ms: int, sums: Mapping[str, pa.Table], summed: Summed) -> None:
        """The sums of a day that is there, by grain; the columns are those of every day."""
        for grain, one in sums.items():
            names = set(one.column_names) - {"quarter_ms", "key"}
            self.components[grain] = tuple(sorted(names))
        files, _ = self._written(at_ms, {f"{SUMS}{grain}": one for grain, one in sums.items()})
        by_grain = {name.removeprefix(SUMS): file for name, file in files.items()}
        day = self.days[day_name(at_ms)]
        summed = msgspec.structs.replace(summed, files=by_grain)
        self.days[day_name(at_ms)] = msgspec.structs.replace(day, summed=summed)

    def _written(
        self, at_ms: int, tables: Mapping[str, pa.Table]
    ) -> tuple[dict[str, str], dict[str, int]]:
        day = day_name(at_ms)
        files, rows = {}, {}
        for name, table in tables.items():
            if not table.num_rows:
                continue
            file = f"{name}/day={day}/{self.generation}.parquet"
            path = self._folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            order: list[Any] = [(column, "ascending") for column in ORDER.get(name, ())]
            pq.write_table(
                table.sort_by(order) if order else table,
                path,
                compression="zstd",
                compression_level=1,
                row_group_size=_ROWS_A_GROUP,
            )
            files[name], rows[name] = file, table.num_rows
        return files, rows


def _replace(path: Path, body: bytes) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _sweep(folder: Path, contents: Contents) -> None:
    """Remove the files that the list does not name."""
    named = contents.named()
    for path in folder.glob("*/day=*/*.parquet"):
        if str(path.relative_to(folder)) not in named:
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                path.parent.rmdir()
