"""What alerts ask of the figures."""

import pytest

from callfloor.alerts import measuring
from callfloor.centre.loaded import CentreSettings
from callfloor.kit.db import Database
from callfloor.metrics import counting
from callfloor.metrics.query import Question, Row


async def test_nobody_who_came_again_is_looked_up_for_an_alert(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So that the days of the newest week come from their sums too, though returns may still come."""
    asked: list[Question] = []

    async def ask(_database: object, question: Question) -> list[Row]:
        asked.append(question)
        return []

    monkeypatch.setattr(measuring, "ask", ask)
    centre = CentreSettings(
        tenant="t", name="", zone="UTC", country="ES", language="en", is_demo=False, version=1,
        items={},
    )  # fmt: skip
    keys = measuring.summed_keys()
    await measuring.asked(Database.__new__(Database), centre, keys, ("centre",), "day", 0, 1, 1)
    (question,) = asked
    assert not counting._follows(question)
    (fcr,) = (one for one in question.indicators if one.key == "fcr")
    assert question.variants_of(fcr) == ["agent_coded"]
    others = [one for one in question.indicators if one.key != "fcr"]
    shown = [question.rules.variant(one, "centre") for one in others]
    assert [question.variants_of(one) for one in others] == [[one] if one else [] for one in shown]
