"""All 23 indicators in half hours of a month: sums of days and flat tables, beside PostgreSQL and Polars.

    PYTHONPATH=. .venv/bin/python bench/indicators.py [--contacts N] [--facts FOLDER] [--engines …] [--json]

A year of N contacts (`facts.generate`, seed 1) is drawn in FOLDER where it is not there yet: of its days
those that the question and returns within a week touch (28 April to 8 June); no other would be opened. The
question: each half hour of May, every queue (about 24,000 places), all components of the queues and from them
the standard variant of every indicator that queues have. `sums` answers as the product does, and so also
with all 23 of the whole centre in each half hour; what it took to add up the days before is told apart.
`tables` computes the same of the queues from the flat tables in DuckDB. One process for each engine, so that
its peak memory is its own (PostgreSQL's is that of the client: the server is not counted, and has
shared_buffers of 1 GB). `cold` is the first question of a fresh process, compiling the expression included;
`warm` the median of five. PostgreSQL has these days in tables with the columns that the question needs, an
index on each moment that it filters by, analysed; it answers the same expression, compiled by Ibis. Polars
is written by hand over the same files. All must give the same sums.
"""

import argparse
import asyncio
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pyarrow.parquet as pq

from callfloor.facts.contents import REACH_MS, Shelf, day_name, days_of
from callfloor.facts.generate import YEAR, generate
from callfloor.facts.store import Store
from callfloor.facts.tables import SCHEMAS
from callfloor.metrics import counting, imported
from callfloor.metrics.columnar import filed, filing, outside
from callfloor.metrics.columnar.asking import Asked, edges_of, frames
from callfloor.metrics.columnar.dialects import sql
from callfloor.metrics.columnar.duck import Duck
from callfloor.metrics.columnar.values import values
from callfloor.metrics.configuration import STANDARD
from callfloor.metrics.formulas import FORMULAS, evaluate
from callfloor.metrics.kpis import INDICATORS
from callfloor.metrics.parts import Scope
from callfloor.metrics.periods import midnight_ms
from callfloor.metrics.rules import FigureRules
from callfloor.metrics.tally import Tally
from callfloor.metrics.waits import CLASSES_S

TENANT, ZONE, ROUNDS = "generated", "Europe/Madrid", 5
FIRST_DAY, LAST_DAY = f"{YEAR}-04-28", f"{YEAR}-06-08"
DAY_MS = 86_400_000
LEG = ["queue_id", "entered_ms", "wait_ms", "outcome", "queued", "callback_connected_ms", "direction",
       "is_test", "is_post_transfer", "estimate_ms"]  # fmt: skip
SEGMENT = ["queue_id", "direction", "is_test", "is_consult", "answered_ms", "leg_entered_ms",
           "contact_entered_ms", "closed_ms", "end_reason", "transfer_to", "talk_ms", "hold_ms",
           "wrap_up_ms", "hold_count", "wrap_up_started_ms", "contact_id", "is_last",
           "contact_closed_ms", "wrap_up_code", "resolved", "source"]  # fmt: skip


def question(step: Any = "half_hour", days: int = 31) -> Asked:
    from datetime import date, timedelta

    begin = date(YEAR, 5, 1)
    from_ms, to_ms = (midnight_ms(one, ZONE) for one in (begin, begin + timedelta(days=days)))
    edges = edges_of(step, ZONE, from_ms, to_ms)
    return Asked(grain="queue", edges=edges, now_ms=to_ms + 86_400_000)


def prepare(folder: Path, contacts: int) -> dict[str, Any]:
    """The days of the year that the question and its returns touch, and the sums of those of May."""
    if not Store(folder, TENANT).contents().days:
        generate(folder, TENANT, contacts=contacts, seed=1, first=FIRST_DAY, last=LAST_DAY)
    contents = Store(folder, TENANT).contents()
    asked = question()
    days = [
        day_ms
        for day_ms in days_of(asked.from_ms - REACH_MS, asked.to_ms)
        if (day := contents.days.get(day_name(day_ms))) and day.summed is None
    ]
    begun = time.perf_counter()
    if days:
        filing.sum_days(folder, TENANT, days, FigureRules(), grains=("centre", "queue"))
    rows = dict.fromkeys(SCHEMAS, 0)
    for day in contents.days.values():
        for name, count in day.rows.items():
            rows[name] += count
    return {"rows": rows, "days_summed": len(days), "summed_s": time.perf_counter() - begun}


def all_values(table: pa.Table) -> int:
    names = [f"{one.key}.{one.variants['queue']}" for one in INDICATORS if "queue" in one.variants]
    return sum(len(values(table, name)) for name in names if name in FORMULAS)


def timed(ask: Callable[[], pa.Table]) -> dict[str, Any]:
    times = []
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        table = ask()
        all_values(table)
        times.append(time.perf_counter() - begun)
    return _told(times, table)


def _told(times: list[float], table: pa.Table) -> dict[str, Any]:
    names = sorted(set(table.column_names) - {"bucket_ms", "key"})
    sums = {name: int(pc.sum(table[name]).as_py() or 0) for name in names}
    return {"cold_s": times[0], "warm_s": statistics.median(times[1:]), "places": table.num_rows,
            "sums": {name: value for name, value in sums.items() if value},
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}  # fmt: skip


def by_sums(folder: Path) -> dict[str, Any]:
    """As the product answers: every queue by column, and the centre with what queues do not have."""
    shelf = Shelf(folder, TENANT)
    contents = shelf.contents()
    needed = counting.needed(INDICATORS)
    names = filed.names_of(contents, "queue", needed)

    def ask(given: Asked) -> pa.Table:
        first = given.from_ms - REACH_MS
        days = {
            day_ms: day.summed
            for day_ms in days_of(first, given.to_ms)
            if (day := contents.days.get(day_name(day_ms))) and day.summed
        }
        buckets = list(pairwise(given.edges))
        with filed.opened() as connection:
            found = filed.asked(connection, shelf, days, "queue", buckets, names)
            assert found is not None
            table: Any = found.to_arrow_table()
            table = table.rename_columns(["bucket_ms", "key", *names])
        assert centre_values(shelf, contents, days, given, buckets, needed) == 23
        return table

    asked, day = question(), question("total", 1)
    found = timed(lambda: ask(asked))
    return {**found, "day_s": timed(lambda: ask(day))["warm_s"]}


def centre_values(
    shelf: Shelf, contents: Any, days: Any, given: Asked, buckets: Any, needed: frozenset[str]
) -> int:
    """All 23 of the whole centre, those from outside too; how many of them have a value somewhere."""
    tally = Tally(lambda at_ms: at_ms)
    for bucket_ms, key, sums in filed.sums(shelf, contents, days, "centre", buckets, needed):
        tally.add_all((bucket_ms, "centre", key), sums)
    files = shelf.brought(contents, 0, given.to_ms + 2 * DAY_MS)
    scope = Scope(
        grain="centre", buckets=buckets, zone=ZONE, now_ms=given.now_ms,
        configuration=STANDARD, handled={},
    )  # fmt: skip
    near = outside.read(files, ("costs", "employment", "attempts"))
    for part in imported.of_whole(near, scope):
        tally.add(part.at_ms, "centre", part.key, part.component, part.value)
    formulas = [f"{one.key}.{one.at('centre') or one.all_variants[0]}" for one in INDICATORS]
    seen = set()
    for place in tally.places():
        totals = tally.totals(*place)
        seen |= {name for name in formulas if evaluate(name, totals).value is not None}
    return len(seen)


def by_tables(folder: Path) -> dict[str, Any]:
    asked, duck = question(), Duck(folder, TENANT)
    found = timed(lambda: duck.read(asked))
    day = timed(lambda: duck.read(question("total", 1)))
    return {**found, "day_s": day["warm_s"]}


def by_polars(folder: Path) -> dict[str, Any]:
    asked = question()
    store = Store(folder, TENANT)
    files = store.files(store.contents(), asked.from_ms - REACH_MS, asked.to_ms)
    quarters = pl.LazyFrame(frames(asked)["quarters"].to_pydict()).drop("ordinal")

    def bucketed(table: pl.LazyFrame, at: str, sums: dict[str, pl.Expr]) -> pl.LazyFrame:
        inside = table.filter(pl.col(at).is_between(asked.from_ms, asked.to_ms, closed="left"))
        placed = inside.with_columns(quarter_ms=pl.col(at) - pl.col(at) % 900_000)
        joined = placed.join(quarters, on="quarter_ms")
        return joined.group_by("bucket_ms", key="queue_id").agg(**sums)

    def ask() -> pa.Table:
        legs = pl.scan_parquet(files["legs"]).filter(direction="in", is_test=False)
        segments = pl.scan_parquet(files["segments"]).filter(direction="in", is_test=False)
        own = segments.filter(~pl.col("is_consult"))
        parts = [
            bucketed(legs, "entered_ms", _polars_waits()),
            bucketed(own, "closed_ms", _polars_segments()),
            bucketed(own.filter("is_last"), "contact_closed_ms", _polars_resolution()),
        ]
        together = pl.concat(parts, how="diagonal_relaxed")
        added = together.group_by("bucket_ms", "key").agg(pl.all().sum())
        return added.collect(engine="streaming").to_arrow()

    return timed(ask)


def _polars_waits() -> dict[str, pl.Expr]:
    wait, outcome, queued = pl.col("wait_ms"), pl.col("outcome"), pl.col("queued")
    answered, abandoned = outcome == "answered", outcome == "abandoned"
    promised, told = outcome == "callback_requested", answered & queued
    error = (pl.col("estimate_ms") - wait).abs()
    spoken = promised & pl.col("callback_connected_ms").is_not_null()
    virtual = (pl.col("callback_connected_ms") - pl.col("entered_ms")).clip(0)
    closed = wait.is_not_null()
    counts = {
        "received": pl.lit(value=True), "offered": pl.lit(value=True), "queued": queued,
        "open": ~closed, "overdue": ~closed, "closed": closed, "queued_closed": closed & queued,
        "answered": answered, "answered_in_target": answered & (wait <= 20_000),
        "queued_answered": told, "abandoned": abandoned,
        "abandoned_in_target": abandoned & (wait <= 20_000),
        "abandoned_short": abandoned & (wait <= 20_000),
        "flow_out": ~(answered | abandoned | promised | (outcome == "")),
        "callback_requested": promised, "callback_in_target": promised & (wait <= 20_000),
        "callback_connected": spoken, "callback_connected_in_target": spoken & (virtual <= 20_000),
        "estimates": told, "estimates_near": told & ((error <= 30_000) | (error <= wait // 2)),
    }  # fmt: skip
    above = -1
    for one in CLASSES_S:
        is_in = (wait > above) & (wait <= one * 1000)
        counts[f"abandoned_up_to_{one}s"] = abandoned & is_in
        above = one * 1000
    counts["abandoned_longer"] = abandoned & (wait > above)
    times = {
        "wait_ms": closed, "wait_queued_ms": queued, "wait_answered_ms": answered,
        "wait_queued_answered_ms": told, "wait_abandoned_ms": abandoned,
        "wait_abandoned_long_ms": abandoned & (wait > 20_000),
    }  # fmt: skip
    sums = {name: (of & pl.col("entered_ms").is_not_null()).sum() for name, of in counts.items()}
    sums |= {name: wait.filter(of).sum() for name, of in times.items()}
    return {**sums, "estimate_error_ms": error.filter(told).sum(),
            "callback_wait_ms": virtual.filter(spoken).sum()}  # fmt: skip


def _polars_segments() -> dict[str, pl.Expr]:
    reason = pl.col("end_reason")
    blind, attended = reason == "blind_transfer", reason == "attended_transfer"
    held = pl.col("hold_count")
    return {"segments": pl.len(), "hold_count": held.sum(), "held_segments": (held > 0).sum(),
            "wrap_up_segments": pl.col("wrap_up_started_ms").is_not_null().sum(),
            "transfers": (blind | attended).sum(), "transfers_blind": blind.sum(),
            "transfers_attended": attended.sum(),
            **{name: pl.col(name).sum() for name in ("talk_ms", "hold_ms", "wrap_up_ms")}}  # fmt: skip


def _polars_resolution() -> dict[str, pl.Expr]:
    base = ~pl.col("wrap_up_code").is_in(["wrong_number", "test", "prank", "dropped_line"])
    coded = base & pl.col("resolved").is_in(["yes", "no"])
    return {"resolution_base": base.sum(), "resolution_coded": coded.sum(),
            "resolution_yes": (coded & (pl.col("resolved") == "yes")).sum()}  # fmt: skip


_POSTGRESQL = ("shared_buffers=1GB", "work_mem=256MB", "jit=off", "max_wal_size=8GB")


def by_postgresql(folder: Path) -> dict[str, Any]:
    from tests.conftest import PostgresProcess

    class Server(PostgresProcess):
        """Set up as for reports on this machine."""

        options = tuple(word for one in _POSTGRESQL for word in ("-c", one))

    with tempfile.TemporaryDirectory(prefix="callfloor-bench-") as home:
        server = Server(Path(home))
        server.start()
        try:
            return asyncio.run(_in_postgresql(server, folder))
        finally:
            server.stop()


async def _in_postgresql(server: Any, folder: Path) -> dict[str, Any]:
    import asyncpg

    await server.until_ready()
    await server.create_role_and_database()
    connection = await asyncpg.connect(await server.create_database("bench"), timeout=30)
    store = Store(folder, TENANT)
    files = store.files(store.contents(), 0, question().to_ms + 400 * 86_400_000)
    begun = time.perf_counter()
    for name, columns in (("legs", LEG), ("segments", SEGMENT)):
        await _load(connection, name, columns, files[name])
    loaded_s = time.perf_counter() - begun
    asked = question()
    for name, table in frames(asked).items():
        await _table(connection, name, table.schema)
        await _copy(connection, name, table)
        await connection.execute(f"analyze {name}")
    statement = sql(asked, "postgres")
    times, table = [], pa.table({})
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        rows = await connection.fetch(statement, timeout=900)
        names = [*rows[0].keys()]
        table = pa.table({name: _whole(name, [row[name] for row in rows]) for name in names})
        all_values(table)
        times.append(time.perf_counter() - begun)
    return {**_told(times, table), "loaded_s": loaded_s}


def _whole(name: str, column: list[Any]) -> pa.Array:
    return pa.array(column) if name == "key" else pa.array([int(one) for one in column], pa.int64())


async def _load(connection: Any, name: str, columns: list[str], files: list[str]) -> None:
    await _table(connection, name, pq.read_schema(files[0]).empty_table().select(columns).schema)
    for file in files:
        await _copy(connection, name, pq.read_table(file, columns=columns))
    for column in ("entered_ms", "closed_ms", "contact_closed_ms"):
        if column in columns:
            await connection.execute(f"create index on {name} ({column})", timeout=900)
    await connection.execute(f"vacuum analyze {name}", timeout=900)


async def _table(connection: Any, name: str, schema: pa.Schema) -> None:
    kinds = {"string": "text", "int64": "bigint", "int32": "integer", "bool": "boolean"}
    columns = ", ".join(f"{one.name} {kinds[str(one.type)]}" for one in schema)
    await connection.execute(f"create table {name} ({columns})")


async def _copy(connection: Any, name: str, table: pa.Table) -> None:
    body = io.BytesIO()
    csv.write_csv(table, body, csv.WriteOptions(include_header=False))
    body.seek(0)
    await connection.copy_to_table(name, source=body, format="csv", timeout=900)


ENGINES = {"sums": by_sums, "tables": by_tables, "polars": by_polars, "postgresql": by_postgresql}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--contacts", type=int, default=200_000)
    parser.add_argument(
        "--facts", type=Path, default=Path(tempfile.gettempdir()) / "callfloor-facts"
    )
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", choices=ENGINES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    folder = given.facts / str(given.contacts)
    if given.one:
        print(json.dumps(ENGINES[given.one](folder)))
        return
    prepared = prepare(folder, given.contacts)
    found = {}
    for engine in given.engines:
        words = [sys.executable, __file__, "--contacts", str(given.contacts), "--one", engine]
        out = subprocess.run(
            [*words, "--facts", str(given.facts)], check=True, stdout=subprocess.PIPE, timeout=3_000
        )
        found[engine] = json.loads(out.stdout.splitlines()[-1])
    sums = [one.pop("sums") for one in found.values()]
    alike = set.intersection(*(set(one) for one in sums)) - {"resolution_combined"}
    assert all(one[name] == sums[0][name] for one in sums for name in alike), "they do not agree"
    assert len(alike) > 30
    if given.json:
        told = {"contacts": given.contacts, "load": os.getloadavg(), **prepared}
        print(json.dumps({**told, "engines": found}))
        return
    print(f"{given.contacts} contacts in the year; May, half hours, every queue; same sums in all")
    print(f"load average {os.getloadavg()}; {prepared}")
    print(
        f"{'engine':>12} {'cold s':>8} {'warm s':>8} {'peak MB':>8} {'places':>8} {'a day, ms':>10}"
    )
    for engine, one in found.items():
        day = f"{1000 * one['day_s']:.0f}" if "day_s" in one else ""
        print(f"{engine:>12} {one['cold_s']:>8.2f} {one['warm_s']:>8.2f} {one['peak_mb']:>8.0f}"
              f" {one['places']:>8} {day:>10}")  # fmt: skip


if __name__ == "__main__":
    main()
