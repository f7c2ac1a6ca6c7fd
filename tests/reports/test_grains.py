"""Reports at the grains that only facts from outside have: shifts, and who evaluates, by their names."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from tests.metrics.test_imported import DAY_MS, MIDNIGHT_MS, ZONE, brought

from callfloor.centre.loaded import CentreSettings
from callfloor.centre.reports import Grain, Report
from callfloor.centre.schemas import Agent
from callfloor.identity.models import User
from callfloor.kit.db import Database
from callfloor.metrics.view import EVERY_GRAIN
from callfloor.reports.content import Content, Maker

CONSOLE = Path(__file__).parents[2] / "console/src"
NOW_MS = MIDNIGHT_MS + DAY_MS + DAY_MS // 2
SHIFTS = """person_id,start,end,shift
maria,2026-03-02 08:00,2026-03-02 14:00,early
liwei,2026-03-02 14:00,2026-03-02 20:00,Tardes de sábado
"""
PUNCHES = "person_id,in,out\nmaria,2026-03-02 08:00,2026-03-02 14:00\n"
EVALUATIONS = "agent_id,call_at,evaluator_id,score\n" + "".join(
    f"maria,2026-03-02 09:0{at},{who},80\n"
    for at, who in enumerate(("ana", "luis@example.org", "wang", "q-1"))
)


async def made(database: Database, grain: str, *indicators: str) -> Content:
    centre = CentreSettings(
        tenant="demo", name="Demo", zone=ZONE, country="ES", language="en", is_demo=True, version=1,
        items={"agents": {"wang": Agent(name="王芳", team="north")}},
    )  # fmt: skip
    report = Report.model_validate(
        {"name": "R", "indicators": [*indicators], "grain": grain, "language": "es"}
    )
    return await Maker(database, centre, "r", report, NOW_MS).make(NOW_MS)


@pytest.mark.thorough
async def test_shifts_and_evaluators_stand_in_a_report_as_people_know_them(
    database: Database,
) -> None:
    for kind, rows in (("shifts", SHIFTS), ("punches", PUNCHES), ("evaluations", EVALUATIONS)):
        await brought(database, kind, rows)
    async with database.session("demo") as session:
        for login, name in (("ana", "Ana Díaz"), ("luis", "Luis Gil")):
            session.add(
                User(
                    id=login, tenant_id="demo", login=login, name=name, password_hash="", roles=[],
                    email=f"{login}@example.org", created_at_ms=1,
                )
            )  # fmt: skip
    shifts = await made(database, "shift", "attendance_rate", "service_level")
    told = {one.name: [cell and cell.value for cell in one.cells] for one in shifts.lines}
    assert told == {"Turno de mañana": [100, None], "Tardes de sábado": [0, None]}
    evaluators = await made(database, "evaluator", "quality_score")
    assert sorted(one.name for one in evaluators.lines) == ["Ana Díaz", "Luis Gil", "q-1", "王芳"]
    assert {one.key for one in evaluators.lines} == {"ana", "luis@example.org", "q-1", "wang"}


def test_the_builder_offers_every_grain_that_the_indicators_have() -> None:
    assert set(get_args(Grain)) == set(EVERY_GRAIN)
    form = (CONSOLE / "features/settings/reportForm.ts").read_text("utf-8")
    assert "options: [...GRAINS]" in form
    figures = (CONSOLE / "features/numbers/types.ts").read_text("utf-8")
    (block,) = re.findall(r"const GRAINS = \[(.*?)\] as const", figures, re.DOTALL)
    assert re.findall(r"'(\w+)'", block) == list(get_args(Grain))


@pytest.mark.parametrize("language", ["en", "es", "zh-CN"])
def test_shifts_are_called_in_reports_as_in_handover_notes(language: str) -> None:
    from callfloor.metrics.names import _SHIFTS

    notes = json.loads((CONSOLE / f"locales/{language}/handovers.json").read_text("utf-8"))
    assert {key: words[language[:2]] for key, words in _SHIFTS.items()} == notes["shift"]
