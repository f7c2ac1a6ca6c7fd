"""DuckDB in this process: the expression as its SQL, over the Parquet files of one company.

Bounded in memory and threads, for it runs beside the live floor. It loads no extension: those that
read Parquet and know time zones are built in, and none may be fetched.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from callfloor.facts.contents import REACH_MS, Shelf
from callfloor.facts.tables import SCHEMAS
from callfloor.metrics.columnar.asking import Asked, frames
from callfloor.metrics.columnar.dialects import sql
from callfloor.metrics.columnar.sources import VISITS

MEMORY = "1GB"
THREADS = 2
Totals = dict[tuple[int, str], dict[str, int]]
"""Bucket and key → component → sum; what is 0 is left out."""


class Duck:
    """One connection; not to be used by two threads at once."""

    def __init__(self, root: Path, tenant: str, *, memory: str = MEMORY, threads: int = THREADS):
        self._store = Shelf(root, tenant)
        self._connection = duckdb.connect(
            config={
                "memory_limit": memory,
                "threads": threads,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "temp_directory": str(root / "temporary"),
            }
        )
        self._connection.execute("set preserve_insertion_order = false")

    def close(self) -> None:
        self._connection.close()

    def read(self, asked: Asked) -> pa.Table:
        """Bucket, key and a column for each component of the grain."""
        try:
            return self._read(asked)
        except duckdb.IOException:
            # Between reading the list and the files a rebuild has replaced them: once more.
            return self._read(asked)

    def totals(self, asked: Asked) -> Totals:
        return totals(self.read(asked))

    def _read(self, asked: Asked) -> pa.Table:
        contents, begin_ms = self._store.contents(), asked.from_ms - REACH_MS
        until_ms = asked.to_ms + asked.configuration.fcr_window_ms if asked.follows else begin_ms
        return self.of_files(
            asked,
            self._store.files(contents, begin_ms, asked.to_ms),
            self._store.files(contents, begin_ms, until_ms)["contacts"],
        )

    def of_files(self, asked: Asked, files: Mapping[str, list[str]], visits: list[str]) -> pa.Table:
        """The same over these files; `visits` are those of contacts that may be somebody's return."""
        for name, found in {**files, VISITS: visits}.items():
            # A table that was registered for another question would hide the view.
            self._connection.unregister(name)
            if found:
                self._connection.read_parquet(found).create_view(name, replace=True)
            else:
                schema = SCHEMAS["contacts" if name == VISITS else name]
                self._connection.register(name, schema.empty_table())
        for name, table in frames(asked).items():
            self._connection.register(name, table)
        table = self._connection.sql(sql(asked)).to_arrow_table()
        return table.cast(_whole(table.schema))


def _whole(schema: pa.Schema) -> pa.Schema:
    """DuckDB adds up in 128 bits, which Arrow has as decimals; no sum of ours needs more than 64."""
    kinds = [pa.string() if one.name == "key" else pa.int64() for one in schema]
    return pa.schema(list(zip(schema.names, kinds, strict=True)))


def totals(table: pa.Table) -> Totals:
    names = [name for name in table.column_names if name not in ("bucket_ms", "key")]
    found: Totals = {}
    for row in table.to_pylist():
        values = {name: row[name] for name in names if row[name]}
        if values:
            found[row["bucket_ms"], row["key"]] = values
    return found
