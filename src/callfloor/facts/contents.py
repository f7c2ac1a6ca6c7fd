"""What files there are, and where: the list that is replaced in one go, read without any of the tables.

    facts/tenant=demo/contents.json
    facts/tenant=demo/legs/day=2026-11-26/7.parquet

A contact lies whole in the day (UTC) in which it arrived, spans of agents' states are cut at midnight UTC,
what was brought in from outside lies in the day in which it begins. Each day keeps the marks
(`journal.marks`) that it was read under: other marks mean that something has changed since.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from callfloor.journal.marks import DAY_MS
from callfloor.kit.clock import to_datetime
from callfloor.kit.errors import InvalidError

VERSION = 2
"""Of the tables: raised with every change of a column; files of another version are made anew."""
TABLES: Final = ("contacts", "legs", "rings", "segments", "pieces", "spans", "surveys")
"""Those that lie in the day of their contact, or of their own time."""
BROUGHT_IN: Final = (
    "costs", "shifts", "punches", "schedules", "employment", "attempts", "evaluations",
)  # fmt: skip
"""Those from outside, each on the day of its begin."""
CONTACTS: Final = ("contacts", "queue_log")
OWN: Final = (*CONTACTS, "spans", "surveys")
"""The kinds of marks that tell that the contacts, or any tables of a day, have changed."""
CONTENTS = "contents.json"
SUMS = "sums_"
"""Before the grain: the name of a table of sums."""
REACH_MS = 2 * DAY_MS
"""No contact lasts longer than this, after-call work included."""


class Summed(msgspec.Struct, frozen=True, kw_only=True):
    """The day's sums by grain, and what they were made from: other marks, rules or later days mean
    others. `last_ms` is the last moment in them; `is_open`: something in them was not over."""

    seen: int
    followed: int
    rules: str
    last_ms: int
    is_open: bool
    files: dict[str, str] = {}


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """`read_ms` is when the facts were read, `mark` and `contacts_mark` what the day was marked with."""

    read_ms: int
    mark: int = 0
    contacts_mark: int = 0
    files: dict[str, str] = {}
    """Table → file below the company's folder; a table without rows has none."""
    rows: dict[str, int] = {}
    summed: Summed | None = None


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """What from outside begins on the day."""

    mark: int = 0
    files: dict[str, str] = {}
    rows: dict[str, int] = {}


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    version: int = VERSION
    generation: int = 0
    days: dict[str, Day] = {}
    brought: dict[str, Brought] = {}
    components: dict[str, tuple[str, ...]] = {}
    """By grain, the components that the sums have."""

    def named(self) -> set[str]:
        """Every file that counts."""
        found = {file for day in self.days.values() for file in day.files.values()}
        found |= {file for day in self.brought.values() for file in day.files.values()}
        sums = (day.summed for day in self.days.values() if day.summed)
        return found | {file for one in sums for file in one.files.values()}


def day_name(at_ms: int) -> str:
    return f"{to_datetime(at_ms):%Y-%m-%d}"


def days_of(from_ms: int, to_ms: int) -> Iterator[int]:
    """The beginnings of the UTC days that the time touches."""
    return iter(range(from_ms // DAY_MS * DAY_MS, to_ms, DAY_MS))


class Shelf:
    """The files of one company below `root`, to be read."""

    def __init__(self, root: Path, tenant: str) -> None:
        self.folder = root / f"tenant={tenant}"

    def contents(self) -> Contents:
        """What is there; nothing where files are of another version of the tables."""
        try:
            body = (self.folder / CONTENTS).read_bytes()
        except FileNotFoundError:
            return Contents()
        try:
            found = msgspec.json.decode(body, type=Contents)
        except msgspec.DecodeError as error:
            msg = f"{self.folder / CONTENTS} is damaged ({error}); delete it and rebuild the facts."
            raise InvalidError(msg) from error
        return found if found.version == VERSION else Contents(generation=found.generation)

    def files(self, contents: Contents, from_ms: int, to_ms: int) -> dict[str, list[str]]:
        """By table, the files of the days that the time touches."""
        found: dict[str, list[str]] = {name: [] for name in TABLES}
        for at_ms in days_of(from_ms, to_ms):
            day = contents.days.get(day_name(at_ms))
            for name, file in day.files.items() if day else ():
                found[name].append(str(self.folder / file))
        return found

    def brought(self, contents: Contents, from_ms: int, to_ms: int) -> dict[str, list[str]]:
        """By kind, the files of what begins in the days that the time touches."""
        found: dict[str, list[str]] = {name: [] for name in BROUGHT_IN}
        first, end = day_name(from_ms), day_name(to_ms - 1)
        for day, one in contents.brought.items():
            if first <= day <= end:
                for name, file in one.files.items():
                    found[name].append(str(self.folder / file))
        return found
