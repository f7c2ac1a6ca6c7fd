"""A day's sums: every component of every key in quarters of an hour, so that a month is a sum of sums.

The expression over the flat tables gives what contacts and agents' time add, by the rules that the centre
has now; what was brought in and counts where it is (schedules, punches, evaluations) is added by the fold
that counts it elsewhere too. A quarter lies in one bucket of every step in every zone.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from callfloor.facts.contents import Contents, Shelf, Summed
from callfloor.journal.marks import DAY_MS
from callfloor.metrics import imported
from callfloor.metrics.columnar import outside
from callfloor.metrics.columnar.asking import QUARTER_MS, Asked
from callfloor.metrics.columnar.duck import Duck
from callfloor.metrics.columnar.marked import (
    NEAR,
    fingerprint,
    followed_in,
    later_days,
    longest_ms,
    seen_in,
)
from callfloor.metrics.outside import PRODUCTIVE, adherence, attendance, quality
from callfloor.metrics.parts import Part, Scope, Worked
from callfloor.metrics.rules import FigureRules
from callfloor.metrics.view import ALL, GRAINS, Grain

OUTSIDE: Final = frozenset(
    {
        *adherence([], [], (0, 0)),
        *attendance([], []),
        *("late_ms", "early_leave_count", "early_leave_ms"),
        *quality([]),
    }
)
"""Components of what is brought in and counts where it is."""
_PEOPLE: tuple[Grain, ...] = ("centre", "team", "agent")
_EXACT = pa.decimal128(38, 18)
_EXACT_NAMES = ("score_points", "raw_points")
"""Points are shares; everything else is counted in whole numbers."""
_LATEST = (
    ("contacts", "closed_ms"), ("contacts", "ended_ms"), ("legs", "exited_ms"),
    ("rings", "ended_ms"), ("segments", "closed_ms"), ("segments", "answered_ms"),
    ("spans", "end_ms"),
)  # fmt: skip
_OPEN = (("contacts", "closed_ms"), ("legs", "wait_ms"), ("segments", "closed_ms"))
"""Without these something of the day is not over, in the rows that are no refusals."""


class Sums(NamedTuple):
    tables: dict[str, pa.Table]
    """By grain: `quarter_ms`, `key`, and the components."""
    summed: Summed


def sum_day(
    duck: Duck,
    store: Shelf,
    contents: Contents,
    day_ms: int,
    rules: FigureRules,
    grains: Sequence[Grain] | None = None,
) -> Sums:
    """The sums of a day that is over and whose flat tables are there; of all grains, or of some."""
    wanted = GRAINS if grains is None else grains
    files = store.files(contents, day_ms, day_ms + DAY_MS)
    latest_ms = max(_latest(files), day_ms + DAY_MS - 1)
    near = store.brought(contents, day_ms + NEAR[0] * DAY_MS, day_ms + (NEAR[-1] + 1) * DAY_MS)
    is_empty = not any(files.values()) and not any(near.values())
    summed = Summed(
        seen=seen_in(contents, day_ms),
        followed=followed_in(contents, rules, day_ms),
        rules=fingerprint(rules),
        last_ms=latest_ms,
        is_open=_is_open(files),
    )
    if is_empty:
        return Sums({}, summed)
    visits = [*files["contacts"]]
    for at_ms in later_days(rules, day_ms):
        visits += store.files(contents, at_ms, at_ms + DAY_MS)["contacts"]
    is_capped = rules.configuration.acw_adherence_cap_ms is not None
    has_people = any(grain in _PEOPLE for grain in wanted)
    more = _outside(near, files, day_ms, rules, wanted) if has_people else {}
    asked = Asked(
        grain="centre",
        edges=tuple(range(day_ms, latest_ms + QUARTER_MS + 1, QUARTER_MS)),
        now_ms=latest_ms + longest_ms(rules) + 1,
        configuration=rules.configuration,
        rules=rules.thresholds,
        follows=True,
    )
    tables: dict[str, pa.Table] = {}
    for grain in wanted:
        table = duck.of_files(msgspec.structs.replace(asked, grain=grain), files, visits)
        table = table.rename_columns({"bucket_ms": "quarter_ms"})
        if grain in _PEOPLE:
            own = OUTSIDE if is_capped else OUTSIDE - {"productive_ms"}
            table = table if is_capped else _with_productive(table)
            found = [table, _table(more.get(grain, []), own)]
            table = pa.concat_tables(found, promote_options="default")
        tables[grain] = table.select(sorted(table.column_names)).sort_by("quarter_ms")
    return Sums(tables, summed)


def _outside(
    near: Mapping[str, Sequence[str]],
    files: Mapping[str, Sequence[str]],
    day_ms: int,
    rules: FigureRules,
    wanted: Sequence[Grain],
) -> dict[str, list[Part]]:
    facts = outside.read(near, imported.BY_TIME)
    if not any(facts.values()) and rules.configuration.acw_adherence_cap_ms is None:
        return {}
    worked = [_worked(row) for file in files["spans"] for row in pq.read_table(file).to_pylist()]
    quarters = [(at, at + QUARTER_MS) for at in range(day_ms, day_ms + DAY_MS, QUARTER_MS)]
    found: dict[str, list[Part]] = {}
    grain: Grain
    for grain in ("agent", "team") if "team" in wanted else ("agent",):
        scope = Scope(
            grain=grain,
            buckets=quarters,
            zone="UTC",
            now_ms=day_ms + DAY_MS,
            configuration=rules.configuration,
            handled={},
        )
        found[grain] = list(imported.by_time(facts, scope, worked))
    # The centre's are those of all its agents.
    found["centre"] = [one._replace(key=ALL) for one in found["agent"]]
    return found


def _with_productive(table: pa.Table) -> pa.Table:
    """Time at work is that of its states, as long as after-call work is not capped."""
    states = [f"state_{one}" for one in sorted(PRODUCTIVE)]
    total = pa.repeat(pa.scalar(0, pa.int64()), table.num_rows)
    for name in states:
        total = pc.add(total, table[name])
    return table.append_column("productive_ms", total)


def _worked(row: Mapping[str, Any]) -> Worked:
    return Worked(
        agent_id=row["agent_id"],
        team_id=row["team_id"],
        start_ms=row["began_ms"],
        end_ms=row["end_ms"],
        state=row["state"],
    )


def _table(parts: Sequence[Part], names: frozenset[str]) -> pa.Table:
    """One row for each quarter and key; what a place does not have is null there."""
    places: dict[tuple[int, str], dict[str, Any]] = defaultdict(dict)
    for part in parts:
        sums = places[part.at_ms - part.at_ms % QUARTER_MS, part.key]
        sums[part.component] = sums.get(part.component, 0) + part.value
    columns: dict[str, pa.Array] = {
        "quarter_ms": pa.array([at_ms for at_ms, _ in places], pa.int64()),
        "key": pa.array([key for _, key in places], pa.string()),
    }
    left = {name for sums in places.values() for name in sums} - OUTSIDE
    assert not left, f"the sums have no column for {left}"
    for name in names:
        values = [sums.get(name) for sums in places.values()]
        is_exact = name in _EXACT_NAMES
        columns[name] = (
            pa.array([exact(one) for one in values], _EXACT)
            if is_exact
            else pa.array(values, pa.int64())
        )
    return pa.table(columns)


def exact(value: int | Fraction | None) -> Decimal | None:
    """A share with eighteen digits behind the point."""
    if value is None:
        return None
    whole = round(Fraction(value) * 10**18)
    return Decimal(whole).scaleb(-18)


def _latest(files: Mapping[str, Sequence[str]]) -> int:
    columns = [
        pq.read_table(file, columns=[column])[column]
        for name, column in _LATEST
        for file in files[name]
    ]
    return max((pc.max(one).as_py() or 0 for one in columns), default=0)


def _is_open(files: Mapping[str, Sequence[str]]) -> bool:
    for name, column in _OPEN:
        columns = [column, "refused"] if name == "contacts" else [column]
        for file in files[name]:
            table = pq.read_table(file, columns=columns)
            if name == "contacts":
                table = table.filter(pc.equal(table["refused"], ""))
            if table[column].null_count:
                return True
    return False
