"""An answer from the sums of days that are over is the answer from the contacts themselves."""

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from structlog.testing import capture_logs
from tests.metrics.columns import MONDAY_MS, simulated

from callfloor.contacts import projector
from callfloor.contacts.record import Record, apply
from callfloor.contacts.row import row_of
from callfloor.events.contacts import WrapUpCompleted
from callfloor.facts.contents import Shelf
from callfloor.imports.kinds import KINDS
from callfloor.imports.reading import Place
from callfloor.imports.service import Given, bring
from callfloor.journal.marks import DAY_MS, day_of, mark
from callfloor.kit.db import Database
from callfloor.metrics import counting, presence
from callfloor.metrics.columnar import filing, summing
from callfloor.metrics.configuration import Configuration
from callfloor.metrics.days import day_start_ms
from callfloor.metrics.periods import Step
from callfloor.metrics.query import Answer, Question, answer
from callfloor.metrics.rules import FigureRules
from callfloor.metrics.view import Grain, Thresholds

ZONE = "Europe/Madrid"
HOUR_MS = 3_600_000
FIRST_MS = day_start_ms(MONDAY_MS, ZONE)
NOW_MS = FIRST_MS + 9 * DAY_MS + 7 * HOUR_MS
RULES = FigureRules(
    version="2.7",
    thresholds={"sales": Thresholds(5_000, 10_000), "": Thresholds(30_000, 5_000)},
    configuration=Configuration(grace_ms=60_000, attendance_min_fraction=0.3),
)
PEOPLE = [f"agent{at:02}" for at in range(4)]
PLACE = Place(zone=ZONE, teams=dict.fromkeys(PEOPLE, "north"))


def shifted(value: Any, by_ms: int) -> Any:
    """The same later: every moment in it moved."""
    if isinstance(value, dict):
        return {key: shifted(one, by_ms) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [shifted(one, by_ms) for one in value]
    is_moment = isinstance(value, int) and value > 1_000_000_000_000
    return value + by_ms if is_moment else value


def moved(records: Sequence[Record], by_ms: int) -> list[Record]:
    found: list[Record] = []
    for record in records:
        later = msgspec.convert(shifted(msgspec.to_builtins(record), by_ms), Record)
        later.contact_id += f"+{by_ms}"
        found.append(later)
    return found


async def write(database: Database, records: Sequence[Record]) -> None:
    async with database.session("demo") as session:
        await session.execute(projector._UPSERT, [row_of(one) for one in records])
        await mark(session, "contacts", {("demo", day_of(one.arrived_ms)) for one in records})


def files_of(records: Sequence[Record]) -> dict[str, str]:
    """A file of each kind that the figures read, of the first days."""
    days = ("2025-11-17", "2025-11-18")
    plan = ["agent_id,start,end,activity,productive"]
    shifts, punches, judged = (
        ["person_id,start,end"],
        ["person_id,in,out"],
        ["agent_id,call_at,score,items"],
    )
    for day in days:
        for who in PEOPLE:
            plan += [
                f"{who},{day} 09:00,{day} 12:10,calls,yes",
                f"{who},{day} 12:10,{day} 12:40,lunch,no",
                f"{who},{day} 12:40,{day} 17:00,calls,yes",
            ]
            shifts.append(f"{who},{day} 09:00,{day} 17:00")
        punches.append(f"{PEOPLE[0]},{day} 09:07,{day} 16:50")
        punches.append(f"{PEOPLE[1]},{day} 08:55,")
        judged.append(f"{PEOPLE[0]},{day} 11:00,80,")
    items = '"[{""weight"": 1, ""points"": 1, ""max"": 3}]"'
    judged.append(f"{PEOPLE[1]},{days[0]} 12:00,,{items}")
    said = ["contact_id,sent_at,answered_at,resolved_answer"]
    handled = [one for one in records if one.segments and one.closed_ms and one.direction == "in"]
    for at, one in enumerate(handled[:8]):
        answer_ = "yes" if at % 3 else "no"
        said.append(f"{one.contact_id},2025-11-19 10:00,2025-11-19 10:05,{answer_}")
    return {
        "schedules": "\n".join(plan),
        "shifts": "\n".join(shifts),
        "punches": "\n".join(punches),
        "evaluations": "\n".join(judged),
        "surveys": "\n".join(said),
        "costs": "category,amount,currency,start,end\nlabour,1000,EUR,2025-11-17,2025-11-24",
        "employment": "person_id,start\n" + "\n".join(f"{one},2025-01-01" for one in PEOPLE),
        "attempts": "at,source,trunk_group,cause,count\n2025-11-17 10:00,carrier,main,q850:34,3",
    }


async def brought(database: Database, kind: str, content: str) -> None:
    given = Given(kind=KINDS[kind], content=content.encode())
    outcome = await bring(database, "demo", PLACE, given, None, mode="import")
    assert not outcome.wrong_count, outcome.wrong


async def filled(
    database: Database, folder: Path, patch: pytest.MonkeyPatch, *grains: Grain
) -> list[Record]:
    """Two simulated days, with all from outside; the files made, no step left to do.

    With the sums of these grains alone: the expression of each takes its time to be compiled.
    """
    patch.setattr(summing, "GRAINS", grains)
    records, spans, until_ms = simulated(1)
    records = [one for one in records if one.arrived_ms]
    await write(database, [*records, *moved(records, DAY_MS)])
    async with database.session("demo") as session:
        rows = [msgspec.structs.asdict(one) for one in spans]
        rows = [{**row, "end_ms": row["end_ms"] or until_ms} for row in rows]
        rows += [{**row, **shifted(row, DAY_MS)} for row in rows]
        await session.execute(presence._WRITE, rows)
        days = {day_of(row["start_ms"]) for row in rows}
        await mark(session, "spans", {("demo", day) for day in (*days, max(days) + 1)})
    for kind, content in files_of(records).items():
        await brought(database, kind, content)
    await up_to_date(database, folder)
    database.files = folder
    return records


async def up_to_date(database: Database, folder: Path) -> None:
    while await filing.step(database, folder, "demo", RULES, NOW_MS, settled_after_ms=-(2**62)):
        pass


async def ask(
    database: Database, grain: Grain = "centre", step: Step = "half_hour", **more: Any
) -> Answer:
    given: dict[str, Any] = {"from_ms": FIRST_MS, "to_ms": NOW_MS, "variants": True, **more}
    question = Question(
        tenant="demo", zone=ZONE, now_ms=NOW_MS, grain=grain, step=step, rules=RULES, **given
    )
    return await answer(database, question)


async def compare(database: Database, grain: Grain, step: Step, **more: Any) -> Answer:
    """The same from the files and without them."""
    found = await ask(database, grain, step, **more)
    folder, database.files = database.files, None
    wanted = await ask(database, grain, step, **more)
    database.files = folder
    assert not any(one.is_filed for one in wanted.sources)
    pairs = list(zip(found.rows, wanted.rows, strict=True))
    assert [pair for pair in pairs if pair[0] != pair[1]][:3] == []
    return found


@pytest.mark.thorough
async def test_every_figure_at_every_grain_is_that_of_the_contacts(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grains: tuple[Grain, ...] = ("centre", "queue", "team", "agent", "call_type")
    await filled(database, tmp_path, monkeypatch, *grains)
    keys = set()
    for grain in grains:
        found = await compare(database, grain, "half_hour" if grain == "queue" else "day")
        keys |= {row.indicator for row in found.rows if row.value is not None}
        assert any(one.is_filed for one in found.sources), grain
    assert len(keys) == 23


def _is_plain(record: Record) -> bool:
    """One call in, by one agent, who says that it is done."""
    of = [segment.resolved for segment in record.segments]
    return record.direction == "in" and record.closed_ms is not None and of == ["yes"]


@pytest.mark.thorough
async def test_a_day_that_something_late_has_changed_is_folded_until_it_is_written_anew(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = await filing.status(database, tmp_path, "demo", RULES, NOW_MS)
    assert (nothing.days, nothing.reaches_to) == (0, "")
    assert "no files yet" in filing.told(nothing)
    records = await filled(database, tmp_path, monkeypatch, "agent")
    whole = await filing.status(database, tmp_path, "demo", RULES, NOW_MS)
    assert (whole.reaches_to, whole.out_of_date) == ("2025-11-20", [])
    assert whole.rows["contacts"] > 200
    assert whole.files == len(list(tmp_path.rglob("*.parquet")))
    coded: dict[str, Any] = {"keys": ("fcr",), "variants": False, "variant": "agent_coded"}
    before = await ask(database, "agent", "total", **coded)
    late = copy.deepcopy(next(one for one in records if _is_plain(one)))
    segment = late.segments[-1]
    apply(
        late,
        WrapUpCompleted(
            tenant="demo", at_ms=NOW_MS, contact_id=late.contact_id, segment_id=segment.segment_id,
            agent_id=segment.agent_id, resolved="no",
        ),
    )  # fmt: skip
    await write(database, [late])
    changed = await compare(database, "agent", "total", **coded)
    assert changed.rows != before.rows
    assert changed.sources != before.sources
    part = await filing.status(database, tmp_path, "demo", RULES, NOW_MS)
    assert (part.reaches_to, part.out_of_date) == ("", ["2025-11-17"])
    await up_to_date(database, tmp_path)
    after = await compare(database, "agent", "total", **coded)
    assert (after.rows, after.sources) == (changed.rows, before.sources)

    shifts: dict[str, Any] = {"keys": ("attendance_rate",), "variants": False}
    before = await ask(database, "agent", "total", **shifts)
    punch = f"person_id,in,out\n{PEOPLE[2]},2025-11-17 10:00,2025-11-17 17:00"
    await brought(database, "punches", punch)
    changed = await compare(database, "agent", "total", **shifts)
    assert changed.rows != before.rows
    await up_to_date(database, tmp_path)
    after = await compare(database, "agent", "total", **shifts)
    assert (after.rows, after.sources) == (changed.rows, before.sources)


@pytest.mark.thorough
async def test_what_the_files_cannot_answer_is_folded(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(database, tmp_path, monkeypatch, "queue")
    wanted = await ask(database, "queue", "total", variants=False)
    assert any(one.is_filed for one in wanted.sources)
    # A quarter of an hour that the question cuts.
    from_ms, to_ms = FIRST_MS + 10 * HOUR_MS + 1, FIRST_MS + DAY_MS + 12 * HOUR_MS + 1
    found = await compare(database, "queue", "hour", from_ms=from_ms, to_ms=to_ms, variants=False)
    assert not any(one.is_filed for one in found.sources)
    to_ms = FIRST_MS + 2 * DAY_MS
    found = await compare(database, "queue", "hour", from_ms=from_ms, to_ms=to_ms, variants=False)
    assert any(one.is_filed for one in found.sources)
    # Rules by which nothing was added up.
    question = Question(
        tenant="demo", zone=ZONE, from_ms=FIRST_MS, to_ms=NOW_MS, now_ms=NOW_MS, grain="queue",
        rules=FigureRules(thresholds={"": Thresholds(1, 1)}),
    )  # fmt: skip
    assert not any(one.is_filed for one in (await answer(database, question)).sources)
    # Files that cannot be read: told of once.
    monkeypatch.setattr(counting, "_told", set())
    for path in tmp_path.glob("tenant=demo/sums_queue/*/*.parquet"):
        path.write_bytes(b"no table")
    with capture_logs() as told:
        for _ in range(2):
            assert (await ask(database, "queue", "total", variants=False)).rows == wanted.rows
    assert len([one for one in told if "files cannot be read" in one["event"]]) == 1
    (tmp_path / "tenant=demo" / "contents.json").write_text("{")
    assert (await ask(database, "queue", "total", variants=False)).rows == wanted.rows


def test_a_day_that_is_changing_or_not_over_is_not_written(tmp_path: Path) -> None:
    today = day_of(NOW_MS)
    marks = {
        ("contacts", today - 1): (NOW_MS - 1) * 1000,
        ("contacts", today): 5,
        ("contacts", today - 2): 7,
    }
    found = filing.due(Shelf(tmp_path, "demo").contents(), marks, NOW_MS, settled_after_ms=60_000)
    assert found.days == [(today - 2) * DAY_MS]
    soon = (today * DAY_MS) + filing.OVER_AFTER_MS - 1
    assert filing.due(Shelf(tmp_path, "demo").contents(), {("contacts", today - 1): 5}, soon,
                      settled_after_ms=0).days == []  # fmt: skip
