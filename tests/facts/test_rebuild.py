"""The files from the database: the same again, what was there while it is not done, days on their own."""

from functools import partial
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from tests.metrics.columns import folded, simulated

from callfloor.contacts import projector
from callfloor.contacts.row import row_of
from callfloor.facts.rebuild import rebuild
from callfloor.facts.store import Store
from callfloor.kit.db import Database
from callfloor.kit.errors import ConflictError
from callfloor.metrics import presence
from callfloor.metrics.columnar.asking import Asked
from callfloor.metrics.columnar.duck import Duck
from callfloor.metrics.columnar.outside import SOURCES

DAY = 86_400_000


async def _filled(database: Database) -> tuple[Asked, dict[str, object]]:
    records, spans, now_ms = simulated(1)
    async with database.session("demo") as session:
        await session.execute(projector._UPSERT, [row_of(one) for one in records if one.arrived_ms])
        await session.execute(presence._WRITE, [msgspec.structs.asdict(one) for one in spans])
    day = now_ms // DAY * DAY
    asked = Asked(grain="agent", edges=(day, day + DAY // 2, day + DAY), now_ms=now_ms)
    return asked, {"wanted": folded(asked, records, spans)}


async def test_files_rebuilt_from_the_database_answer_as_the_fold_does(
    database: Database, tmp_path: Path
) -> None:
    asked, more = await _filled(database)
    store, now_ms = Store(tmp_path, "demo"), asked.now_ms
    make_anew = partial(
        rebuild, store, database, "demo", SOURCES, from_ms=None, to_ms=now_ms, now_ms=now_ms
    )
    first = await make_anew()
    assert first.days >= 1
    assert first.rows["contacts"] > 100
    duck = Duck(tmp_path, "demo")
    assert duck.totals(asked) == more["wanted"]
    before = store.contents()
    assert {one.read_ms for one in before.days.values()} == {now_ms}

    assert await make_anew() == first
    assert duck.totals(asked) == more["wanted"]

    def breaks_off(_day: str, _done: int, _of: int) -> None:
        raise KeyboardInterrupt

    there = sorted(str(one) for one in store.folder.rglob("*.parquet"))
    with pytest.raises(KeyboardInterrupt):
        await make_anew(progress=breaks_off)
    assert sorted(str(one) for one in store.folder.rglob("*.parquet")) == there
    assert duck.totals(asked) == more["wanted"]
    duck.close()


async def test_one_company_is_written_by_one_at_a_time_and_reads_its_own_only(
    database: Database, tmp_path: Path
) -> None:
    asked, _ = await _filled(database)
    now_ms = asked.now_ms
    other = await rebuild(
        Store(tmp_path, "other"),
        database,
        "other",
        SOURCES,
        from_ms=None,
        to_ms=now_ms,
        now_ms=now_ms,
    )
    assert set(other.rows.values()) == {0}
    store = Store(tmp_path, "demo")
    with store.writing(), pytest.raises(ConflictError, match="being written already"):
        await rebuild(store, database, "demo", SOURCES, from_ms=None, to_ms=now_ms, now_ms=now_ms)


async def test_days_made_anew_alone_leave_the_others_and_say_what_is_not_known(
    database: Database, tmp_path: Path
) -> None:
    asked, _ = await _filled(database)
    store, day = Store(tmp_path, "demo"), asked.from_ms
    found = await rebuild(
        store, database, "demo", SOURCES, from_ms=day - 5 * DAY, to_ms=day + 1, now_ms=asked.now_ms
    )
    assert found.days == 6
    contents = store.contents()
    assert len(contents.days) == 6
    files = store.files(contents, day, day + 1)["legs"]
    assert len(files) == 1
    assert pq.read_metadata(files[0]).num_rows == found.rows["legs"]
