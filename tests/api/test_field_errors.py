"""What is wrong with a field has a code, parameters, and words in every language of the console."""

import json
import re
from pathlib import Path

import pytest
from tests.api.conftest import LogIn

_ROOT = Path(__file__).resolve().parents[2]
_SOURCE = _ROOT / "src" / "callfloor"
_CODES = (
    re.compile(r'PydanticCustomError\(\s*"(\w+)"'),
    re.compile(r'\bwrong\(\s*(?:f?"[^"]*"|\w+|\([^()]*\)),\s*(?:(?:\w+|"[^"]*"),\s*)?"(\w+)"'),
    re.compile(r'\bProblem\((?:path|name|""), "(\w+)"'),
    re.compile(r'\bProblem\(path, message, "(\w+)"'),
    re.compile(r'^\s+"(\w+_form)",?$', re.MULTILINE),
)


def _codes() -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(_SOURCE.rglob("*.py")))
    return {code for pattern in _CODES for code in pattern.findall(text)}


def test_the_codes_are_found_in_the_source() -> None:
    assert {"id_form", "zone", "password_length", "loop", "login_taken", "no_tenant"} <= _codes()


@pytest.mark.parametrize("language", ["en", "es", "zh-CN"])
def test_every_code_has_words(language: str) -> None:
    texts = _ROOT / "console" / "src" / "locales" / language / "problem.json"
    assert _codes() - set(json.loads(texts.read_text(encoding="utf-8"))["field"]) == set()


async def test_a_setting_that_does_not_fit_names_field_code_and_limit(log_in: LogIn) -> None:
    manager = await log_in("manager")
    body = {"name": "Sales", "priority": 11, "overflow_queue": "No Slug"}
    errors = (await manager.put("/api/centre/queues/sales", json=body)).json()["errors"]
    told = {error["field"]: (error["code"], error["params"]) for error in errors}
    assert told["priority"] == ("less_than_equal", {"le": 10})
    assert any(code == "id_form" for code, _ in told.values())
    body = {"name": "Sales", "overflow_queue": "nowhere"}
    (error,) = (await manager.put("/api/centre/queues/sales", json=body)).json()["errors"]
    assert (error["field"], error["code"]) == ("overflow_queue", "unknown_reference")
    assert error["params"] == {"kind": "queues", "id": "nowhere"}


async def test_a_file_tells_the_code_of_each_line(log_in: LogIn) -> None:
    manager = await log_in("manager")
    yaml = "queues:\n  sales:\n    name: Sales\n    priority: 11\n    colour: red\n"
    answer = await manager.post("/api/centre/apply", json={"yaml": yaml, "dry_run": True})
    told = {error["line"]: (error["field"], error["code"]) for error in answer.json()["errors"]}
    assert told[4] == ("queues.sales.priority", "less_than_equal")
    assert told[5] == ("queues.sales.colour", "extra_forbidden")


async def test_whoever_is_logged_in_reads_the_names(log_in: LogIn) -> None:
    agent = await log_in("agent")
    names = (await agent.get("/api/names")).json()
    assert names["agents"]["maria"]
    assert names["queues"]["sales"]
    assert {"teams", "skills", "reasons", "wrap_up_codes"} <= set(names)


async def test_what_is_wrong_with_no_single_field_is_said_without_one(log_in: LogIn) -> None:
    manager = await log_in("manager")
    body = {"name": "Late", "figure": "service_level", "limit": 101}
    problem = (await manager.put("/api/centre/alarms/late", json=body)).json()
    assert problem["detail"] == "This does not fit: a rate is at most 100."
