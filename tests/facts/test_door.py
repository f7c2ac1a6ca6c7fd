"""SQL over the files: it reads what is there, and nothing else whatever it says."""

from pathlib import Path

import pytest

from callfloor.facts import door
from callfloor.facts.store import Store, table_of
from callfloor.kit.errors import InvalidError, NotFoundError

DAY = 86_400_000


def _span(agent_id: str, start_ms: int) -> dict[str, object]:
    return {
        "agent_id": agent_id, "team_id": "north", "state": "ready", "start_ms": start_ms,
        "began_ms": start_ms, "end_ms": start_ms + 1_000,
    }  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two companies with two days each."""
    root = tmp_path_factory.mktemp("facts")
    for tenant in ("demo", "other's"):
        one = Store(root, tenant)
        with one.writing() as writer:
            for day in (0, 1):
                rows = [_span(f"{tenant}-{number}", day * DAY + number) for number in range(5)]
                writer.put(day * DAY, {"spans": table_of("spans", rows)}, read_ms=2 * DAY)
    return Store(root, "demo")


def test_it_answers_and_says_where_it_was_cut(store: Store) -> None:
    sql = "select agent_id, day, count(*) as n from spans group by all order by all"
    found = door.ask(store, sql, rows_max=3, limit_s=30)
    assert found.columns == ["agent_id", "day", "n"]
    assert [str(cell) for cell in found.rows[0]] == ["demo-0", "1970-01-01", "1"]
    assert (len(found.rows), found.is_cut) == (3, True)
    assert door.ask(store, "from legs", rows_max=3, limit_s=30).rows == [], "a table without rows"
    quoted = Store(store.folder.parent, "other's")
    assert len(door.ask(quoted, "from spans", rows_max=50, limit_s=30).rows) == 10


@pytest.mark.parametrize(
    "sql",
    [
        "copy (select 1) to 'OUT'",
        "create table t (a int)",
        "select 1; select 2",
        "",
        "attach 'OUT' as a",
        "install httpfs",
        "set enable_external_access = true",
        "pragma database_list",
        "select * from read_csv('/etc/passwd')",
        "select * from read_parquet('ELSEWHERE')",
        "select * from 'ELSEWHERE'",
        "select getenv('HOME')",
        "select * from read_text('https://example.org')",
        "selec 1",
        "select nothing from spans",
    ],
)
def test_what_is_no_question_or_reaches_elsewhere_is_refused(store: Store, sql: str) -> None:
    out = store.folder / "out"
    elsewhere = store.folder.parent / "tenant=other's" / "spans/day=1970-01-01/1.parquet"
    assert elsewhere.exists()
    given = sql.replace("OUT", str(out)).replace("ELSEWHERE", str(elsewhere).replace("'", "''"))
    with pytest.raises(InvalidError):
        door.ask(store, given, rows_max=10, limit_s=30)
    assert not out.exists()


def test_what_takes_too_long_is_broken_off(store: Store) -> None:
    sql = (
        "select count(*) from range(100000000000) a, range(1000) b where a.range * b.range % 7 = 3"
    )
    with pytest.raises(InvalidError, match="longer than"):
        door.ask(store, sql, rows_max=10, limit_s=0.2)


def test_without_files_it_says_how_to_make_them(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="facts rebuild"):
        door.ask(Store(tmp_path, "demo"), "select 1", rows_max=1, limit_s=1)
