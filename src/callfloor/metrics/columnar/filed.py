"""Which days a question can have from their sums, and these sums: the part for which no contact is read.

A day serves where its sums are there, made of what the database still has, by the rules of the question,
and where the question does not cut it. What is asked of other days is folded from their contacts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from callfloor.facts.contents import REACH_MS, Contents, Shelf, Summed, day_name, days_of
from callfloor.journal.marks import DAY_MS, Marks
from callfloor.kit.errors import InvalidError
from callfloor.metrics.columnar.marked import fingerprint, followed_of, longest_ms, seen_of
from callfloor.metrics.formulas import Amount
from callfloor.metrics.periods import Bucket
from callfloor.metrics.rules import FigureRules
from callfloor.metrics.view import Grain

if TYPE_CHECKING:
    import duckdb

QUARTER_MS = 900_000
MEMORY = "512MB"
"""Of all questions at one time together."""
Sums = tuple[int, str, dict[str, Amount]]
"""Bucket, key, and component → sum; a component that nothing was added to is left out."""


class Wanted(NamedTuple):
    """`follows`: with who came again, for which the days after have to be as they were."""

    from_ms: int
    to_ms: int
    now_ms: int
    rules: FigureRules
    follows: bool


def serving(contents: Contents, marks: Marks, wanted: Wanted) -> dict[int, Summed]:
    """The days, by their begin, whose contacts and agents' time need not be folded."""
    rules = fingerprint(wanted.rules)
    found = {}
    for day_ms in days_of(wanted.from_ms - REACH_MS, wanted.to_ms):
        day = contents.days.get(day_name(day_ms))
        summed = day.summed if day else None
        if summed is None or not summed.seen or summed.rules != rules:
            continue
        is_as_it_was = summed.seen == seen_of(marks, day_ms) and (
            not wanted.follows or summed.followed == followed_of(marks, wanted.rules, day_ms)
        )
        if is_as_it_was and _is_over(summed, wanted) and _is_uncut(summed, day_ms, wanted):
            found[day_ms] = summed
    return found


def _is_over(summed: Summed, wanted: Wanted) -> bool:
    """Whoever waits still in the sums counts there as overdue."""
    patience_ms = longest_ms(wanted.rules) if summed.is_open else 0
    return wanted.now_ms > summed.last_ms + patience_ms


def _is_uncut(summed: Summed, day_ms: int, wanted: Wanted) -> bool:
    """No edge of the question lies within a quarter of an hour that has sums."""
    begins_well = wanted.from_ms % QUARTER_MS == 0 or day_ms >= wanted.from_ms
    return begins_well and (wanted.to_ms % QUARTER_MS == 0 or summed.last_ms < wanted.to_ms)


def others(days: Iterable[int], from_ms: int, to_ms: int) -> list[Bucket]:
    """What of the time lies in none of the days, in as few parts as it can be said."""
    found: list[Bucket] = []
    at_ms = from_ms
    for day_ms in sorted(days):
        if day_ms > at_ms:
            found.append((at_ms, min(day_ms, to_ms)))
        at_ms = max(at_ms, day_ms + DAY_MS)
    if at_ms < to_ms:
        found.append((at_ms, to_ms))
    return [(start_ms, end_ms) for start_ms, end_ms in found if start_ms < end_ms]


def sums(
    shelf: Shelf,
    contents: Contents,
    days: Mapping[int, Summed],
    grain: Grain,
    buckets: Sequence[Bucket],
    needed: frozenset[str],
) -> Iterator[Sums]:
    """Of each bucket and key the components that are needed.

    duckdb.Error or OSError where the files are not what the list says.
    """
    names = names_of(contents, grain, needed)
    for row in _rows(shelf, days, grain, buckets, names):
        values = zip(names, row[2:], strict=True)
        yield (
            row[0],
            row[1],
            {
                name: one if isinstance(one, int) else Fraction(one)
                for name, one in values
                if one is not None
            },
        )


def _rows(
    shelf: Shelf,
    days: Mapping[int, Summed],
    grain: Grain,
    buckets: Sequence[Bucket],
    names: Sequence[str],
) -> list[tuple[Any, ...]]:
    try:
        with opened() as connection:
            found = asked(connection, shelf, days, grain, buckets, names)
            return found.fetchall() if found else []
    except Exception:
        # Whatever it was: nobody asks once more of a DuckDB that may be broken.
        _engine.cache_clear()
        raise


def names_of(contents: Contents, grain: Grain, needed: frozenset[str]) -> list[str]:
    return sorted(needed.intersection(contents.components.get(grain, ())))


def asked(
    connection: "duckdb.DuckDBPyConnection",
    shelf: Shelf,
    days: Mapping[int, Summed],
    grain: Grain,
    buckets: Sequence[Bucket],
    names: Sequence[str],
) -> "duckdb.DuckDBPyConnection | None":
    """Begin of the bucket, key, and the sum of each of the names; None where there is no file."""
    paths = [str(shelf.folder / one.files[grain]) for one in days.values() if grain in one.files]
    if not paths or not buckets:
        return None
    statement = (
        f"select begin_ms, key{''.join(_SUM.format(name) for name in names)}"  # noqa: S608 - our names
        " from read_parquet($paths) sums"
        " asof join (select unnest($begins) as begin_ms) buckets on quarter_ms >= begin_ms"
        " where quarter_ms >= $from_ms and quarter_ms < $to_ms group by all"
    )
    given = {
        "paths": paths,
        "begins": [start_ms for start_ms, _ in buckets],
        "from_ms": buckets[0][0],
        "to_ms": buckets[-1][1],
    }
    return connection.execute(statement, given)


def opened() -> "duckdb.DuckDBPyConnection":
    """For one question, to be closed after it; of one DuckDB for all, whose start costs more than they."""
    return _engine().cursor()


@cache
def _engine() -> "duckdb.DuckDBPyConnection":
    # Not before somebody asks: it takes its time to load.
    import duckdb

    return duckdb.connect(config=_CONFIG)


_SUM = ', sum("{}")'
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": MEMORY,
    "threads": 2,
    # What was read stays with the operating system, not in the memory of this process.
    "enable_external_file_cache": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def is_of_files(error: Exception) -> bool:
    """Whether the files are to blame, and the same answer can be had without them."""
    if isinstance(error, OSError | InvalidError):
        return True
    return type(error).__module__.partition(".")[0] in ("duckdb", "_duckdb")
