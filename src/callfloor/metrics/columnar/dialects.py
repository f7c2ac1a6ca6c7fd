"""The expression as SQL of the engine that runs it: DuckDB here, ClickHouse and PostgreSQL elsewhere."""

from functools import lru_cache
from typing import Literal

from ibis.backends.sql.compilers import ClickHouseCompiler, DuckDBCompiler, PostgresCompiler

from callfloor.metrics.columnar.asking import Asked, Kind, written
from callfloor.metrics.columnar.components import expression

Dialect = Literal["duckdb", "clickhouse", "postgres"]
_COMPILERS = {
    "duckdb": DuckDBCompiler,
    "clickhouse": ClickHouseCompiler,
    "postgres": PostgresCompiler,
}


def sql(asked: Asked, dialect: Dialect = "duckdb") -> str:
    """Over tables named as the flat ones and as the `frames` of the question.

    ClickHouse needs `join_use_nulls = 1`: a row that found no partner has nulls, as in other engines.
    """
    return written(_of_kind(asked.kind, dialect), asked)


@lru_cache(maxsize=256)
def _of_kind(kind: Kind, dialect: Dialect) -> str:
    """Compiling takes a good part of a second, and the moments of a question do not change it."""
    compiler = _COMPILERS[dialect]()
    return str(compiler.to_sqlglot(expression(kind)).sql(compiler.dialect))
