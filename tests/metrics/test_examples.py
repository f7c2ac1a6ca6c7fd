"""Worked examples are answered as worked by hand, and a bad file with what is wrong in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.metrics.worked import ALL_OF_THEM, CROSSING
from typer.testing import CliRunner

from callfloor.cli import app
from callfloor.kit.errors import InvalidError
from callfloor.metrics.examples.asking import answers


def _flat(value: Any, path: str = "") -> dict[str, Any]:
    if not isinstance(value, dict):
        return {path: value}
    return {k: v for key, one in value.items() for k, v in _flat(one, f"{path}/{key}").items()}


@pytest.mark.parametrize("example", ALL_OF_THEM, ids=lambda one: one["id"])
def test_an_example_is_answered_as_worked_by_hand(example: dict[str, Any]) -> None:
    found = answers({"examples": [example]})
    assert "not_understood" not in found
    given, expected = _flat(found["results"][example["id"]]), _flat(example["expected"])
    assert list(given) == list(expected)
    for key, value in expected.items():
        if isinstance(value, float | int) and not isinstance(value, bool):
            assert given[key] == pytest.approx(value, abs=1e-4), key
        else:
            assert given[key] == value, key


def test_a_switch_of_the_configuration_changes_the_formula_of_the_same_name() -> None:
    example = {
        **ALL_OF_THEM[1],
        "config": {**ALL_OF_THEM[1]["config"], "sl_callbacks": "at_request"},
        "expected": {"queue:Q": {"service_level.offered": 0}},
    }
    found = answers({"examples": [example]})
    assert found["results"]["OWN-05"]["queue:Q"]["service_level.offered"] == 50.0


def test_a_key_that_means_nothing_is_named_and_the_others_are_answered() -> None:
    example = {**CROSSING, "expected": {"cohort": {"offered": 0, "happiness": 1}}}
    found = answers({"examples": [example]})
    assert found["results"]["OWN-03"] == {"cohort": {"offered": 3}}
    assert found["not_understood"] == {"OWN-03": ["cohort/happiness"]}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"config": {"tz": "Europe/Atlantis"}}, "Europe/Atlantis"),
        ({"input": {"contacts": [{"id": "a", "arrived_at": "yesterday"}]}}, "yesterday"),
        ({"input": {"contacts": [{"id": "a"}]}}, "arrived_at is missing"),
        ({"input": {"queue_legs": "none"}}, "queue_legs must be a list"),
        ({"input": {"agent_states": [{"agent_id": "a", "state": "ASLEEP"}]}}, "ASLEEP"),
        ({"input": {"cost_entries": [{"amount": "much", "start": "2026-01-01"}]}}, "much"),
        ({"input": None}, "needs an id and its input"),
    ],
)
def test_a_bad_example_is_refused_with_what_is_wrong(change: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidError, match=says):
        answers({"examples": [{**CROSSING, **change}]})


def test_the_command_prints_the_results(tmp_path: Path) -> None:
    file = tmp_path / "examples.json"
    file.write_text(json.dumps({"examples": [CROSSING]}))
    told = CliRunner().invoke(app, ["indicators", "example", str(file)])
    assert told.exit_code == 0
    assert json.loads(told.stdout)["results"]["OWN-03"]["event"]["09:30"]["answered"] == 1
    file.write_text("{")
    assert CliRunner().invoke(app, ["indicators", "example", str(file)]).exit_code != 0
