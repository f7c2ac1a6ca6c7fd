"""The same expression in ClickHouse, in this process through chdb, and values over whole columns."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chdb.session
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.metrics.columns import simulated, stored

from callfloor.facts.store import Store
from callfloor.facts.tables import SCHEMAS
from callfloor.metrics.columnar.asking import Asked, edges_of, frames
from callfloor.metrics.columnar.dialects import sql
from callfloor.metrics.columnar.duck import totals
from callfloor.metrics.columnar.values import values
from callfloor.metrics.formulas import FORMULAS, evaluate
from callfloor.metrics.view import Grain, Thresholds

DAY = 86_400_000


@pytest.fixture(scope="module")
def clickhouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    opened: Any = chdb.session.Session  # it has no types
    session = opened(str(tmp_path_factory.mktemp("clickhouse")))
    yield session
    session.close()


def _in_clickhouse(
    session: Any, asked: Asked, folder: Path
) -> dict[tuple[int, str], dict[str, int]]:
    """Over the very files, and over the question's own tables written beside them."""
    store = Store(folder, "t")
    files = store.files(store.contents(), asked.from_ms - 2 * DAY, asked.to_ms)
    for name, schema in SCHEMAS.items():
        if not files[name]:
            files[name] = [_written(folder, name, schema.empty_table())]
    for name, table in frames(asked).items():
        files[name] = [_written(folder, name, table)]
    for name, some in files.items():
        names = some[0] if len(some) == 1 else "{" + ",".join(some) + "}"
        session.query(f"create or replace view {name} as select * from file('{names}', Parquet)")
    statement = f"{sql(asked, 'clickhouse')} settings join_use_nulls = 1"
    path = folder / "found.parquet"
    session.query(f"insert into function file('{path}', Parquet) {statement}")
    found = pq.read_table(path)
    path.unlink()
    kinds = [pa.string() if one == "key" else pa.int64() for one in found.column_names]
    return totals(found.cast(pa.schema(list(zip(found.column_names, kinds, strict=True)))))


def _written(folder: Path, name: str, table: pa.Table) -> str:
    path = folder / f"{name}.parquet"
    pq.write_table(table, path)
    return str(path)


@pytest.mark.parametrize("grain", ["queue", "centre", "agent"])
def test_clickhouse_gives_the_same_sums_by_the_same_expression(
    grain: Grain, tmp_path: Path, clickhouse: Any
) -> None:
    records, spans, now_ms = simulated(0)
    duck = stored(tmp_path, records, spans, now_ms)
    from_ms = now_ms // DAY * DAY
    asked = Asked(
        grain=grain,
        edges=edges_of("half_hour", "Europe/Madrid", from_ms, from_ms + DAY),
        now_ms=now_ms,
        rules={"sales": Thresholds(5_000, 10_000)},
    )
    wanted = duck.totals(asked)
    assert len(wanted) > 20
    assert _in_clickhouse(clickhouse, asked, tmp_path) == wanted


def test_values_over_a_column_are_those_of_one_place_at_a_time(tmp_path: Path) -> None:
    records, spans, now_ms = simulated(0)
    duck = stored(tmp_path, records, spans, now_ms)
    from_ms = now_ms // DAY * DAY
    edges = edges_of("hour", "Europe/Madrid", from_ms, from_ms + DAY)
    table = duck.read(Asked(grain="queue", edges=edges, now_ms=now_ms))
    rows = table.to_pylist()
    for name in FORMULAS:
        found = [None if math.isnan(one) else one for one in values(table, name)]
        assert found == [pytest.approx(evaluate(name, row).value) for row in rows], name
