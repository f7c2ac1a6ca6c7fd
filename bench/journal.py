"""How soon a fact is durable, and how many facts a second the journal takes.

`python bench/journal.py [postgresql://…]` measures the spool on the disk of the current folder and,
where an address of a migrated database is given, PostgreSQL's journal behind it.
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from callfloor.events.contacts import ContactQueued
from callfloor.journal.port import Entry
from callfloor.journal.postgres import PostgresJournal
from callfloor.journal.shipper import Shipper
from callfloor.journal.spool import Spool
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.ids import new_id


def _entries(count: int) -> list[Entry]:
    return [
        Entry(
            id=new_id(),
            fact=ContactQueued(
                tenant="bench",
                at_ms=now_ms(),
                contact_id=new_id(),
                leg_id="x.q1",
                queue_id="sales",
                priority=5,
                rank_ms=now_ms(),
                needs={"sales": 1},
            ),
        )
        for _each in range(count)
    ]


def _say(what: str, times_ms: list[float]) -> None:
    ordered = sorted(times_ms)
    p50, p99 = (ordered[int(len(ordered) * part)] for part in (0.5, 0.99))
    print(f"{what}: p50 {p50:.2f} ms, p99 {p99:.2f} ms, worst {ordered[-1]:.2f} ms")


async def _paced(spool: Spool, per_second: int, seconds: int) -> list[float]:
    """Single facts at a steady rate, as a busy floor makes them."""
    times: list[float] = []

    async def one() -> None:
        begun = time.perf_counter()
        await spool.append(_entries(1))
        times.append((time.perf_counter() - begun) * 1000)

    async with asyncio.TaskGroup() as group:
        for _each in range(per_second * seconds):
            group.create_task(one())
            await asyncio.sleep(1 / per_second)
    return times


async def _burst(spool: Spool, count: int) -> float:
    batches = [_entries(10) for _each in range(count // 10)]
    begun = time.perf_counter()
    await asyncio.gather(*(spool.append(batch) for batch in batches))
    return count / (time.perf_counter() - begun)


async def main() -> None:
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        spool = Spool(Path(folder))
        await spool.open()
        shipping = None
        if len(sys.argv) > 1:
            database = Database(sys.argv[1])
            journal = PostgresJournal(database)
            shipping = asyncio.create_task(Shipper(spool, journal).run())
        _say("durable, 500 facts/s", await _paced(spool, 500, 5))
        print(f"spool, burst: {await _burst(spool, 50_000):,.0f} facts/s")
        if shipping is not None:
            left, begun = spool.waiting, time.perf_counter()
            while spool.waiting:  # noqa: ASYNC110 - the figure is the point, not the event
                await asyncio.sleep(0.01)
            rate = left / (time.perf_counter() - begun)
            print(f"shipped to PostgreSQL: {rate:,.0f} facts/s")
            times = []
            for _each in range(500):
                entries, begun = _entries(5), time.perf_counter()
                await journal.append(entries)
                times.append((time.perf_counter() - begun) * 1000)
            _say("PostgreSQL, 5 facts an append", times)
            shipping.cancel()
            await database.close()
        await spool.close()


asyncio.run(main())
