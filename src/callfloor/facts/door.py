"""SQL over the flat tables for those who know it: one question, reading only, within bounds.

DuckDB runs in this process and is shut in before the question comes: it reads the company's own files
and nothing else, writes nowhere, loads nothing and cannot be set otherwise.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import msgspec

from callfloor.facts.store import Store
from callfloor.facts.tables import BROUGHT, SCHEMAS
from callfloor.kit.errors import InvalidError, NotFoundError

MEMORY = "1GB"
THREADS = 2
_TABLES = {**SCHEMAS, **BROUGHT}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """`is_cut`: there are more rows than were wanted."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def ask(store: Store, sql: str, *, rows_max: int, limit_s: float) -> Answer:
    """One `select`. InvalidError says what is wrong with it, or that it took too long."""
    contents = store.contents()
    if not contents.days:
        msg = "There are no facts as files yet; make them by callfloor facts rebuild."
        raise NotFoundError(msg)
    files: dict[str, list[str]] = {name: [] for name in _TABLES}
    of_days = [day.files for day in contents.days.values()]
    for named in (*of_days, *(day.files for day in contents.brought.values())):
        for name, file in named.items():
            files[name].append(str(store.folder / file))
    with _shut_in(store, files) as connection:
        try:
            statements = connection.extract_statements(sql)
        except duckdb.Error as error:
            raise _wrong(error) from error
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            msg = "Give one statement that reads: select … (or with …, from …)."
            raise InvalidError(msg)
        return _bounded(connection, statements[0], rows_max, limit_s)


def _bounded(
    connection: duckdb.DuckDBPyConnection, statement: Any, rows_max: int, limit_s: float
) -> Answer:
    timer = threading.Timer(limit_s, connection.interrupt)
    timer.start()
    try:
        found = connection.execute(statement)
        rows = found.fetchmany(rows_max + 1)
        columns = [one[0] for one in found.description or ()]
    except duckdb.InterruptException as error:
        msg = (
            f"It took longer than {limit_s:g} s; ask for fewer days or columns, or raise the limit."
        )
        raise InvalidError(msg) from error
    except duckdb.Error as error:
        raise _wrong(error) from error
    finally:
        timer.cancel()
    return Answer(columns=columns, rows=rows[:rows_max], is_cut=len(rows) > rows_max)


@contextmanager
def _shut_in(store: Store, files: dict[str, list[str]]) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": MEMORY,
            "threads": THREADS,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
        },
    )
    try:
        for name, paths in files.items():
            if paths:
                listed = ", ".join(f"'{path.replace(chr(39), chr(39) * 2)}'" for path in paths)
                connection.execute(
                    f"create view {name} as select * from read_parquet([{listed}],"  # noqa: S608
                    " hive_partitioning = true, union_by_name = true)"
                )
            else:
                connection.register(name, _TABLES[name].empty_table())
        folder = str(store.folder).replace("'", "''")
        connection.execute(f"set allowed_directories = ['{folder}']")
        connection.execute("set temp_directory = ''")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection
    finally:
        connection.close()


def _wrong(error: duckdb.Error) -> InvalidError:
    """DuckDB's own words: they name the place in the question."""
    return InvalidError(f"It cannot be answered: {str(error).strip()[:2000]}")
