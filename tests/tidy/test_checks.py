"""`./test` itself: what fails at first is seen again by itself, shown, and named."""

import pytest
from tests import checks
from tests.checks import Outcome, Steps


class Runs:
    """Stands for pytest: gives these outcomes in turn."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.asked: list[tuple[str, ...]] = []

    def __call__(self, *words: str, gently: bool = False) -> Outcome:
        self.asked.append(words)
        return self.outcomes.pop(0)


ONE = "tests/journeys/test_call.py::test_a"
OTHER = "tests/journeys/test_call.py::test_b"


def test_what_fails_once_is_run_by_itself_and_named_in_the_summary(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = Runs(
        Outcome(ok=False, passed=8, failed=2, said="first", failing=(ONE, OTHER)),
        Outcome(ok=True, passed=2, failed=0, said="second"),
    )
    monkeypatch.setattr(checks, "pytest", runs)
    steps = Steps()
    assert steps.run("journeys", lambda: checks.pytest_real("tests/journeys"))
    assert runs.asked == [("-m", "real", "tests/journeys"), ("-m", "real", ONE, OTHER)]
    assert steps.finish() == 0
    shown = capsys.readouterr().out
    assert "first" in shown
    assert [line for line in shown.splitlines() if "UNSTEADY" in line and ONE in line]
    assert "10 passed, 0 failed" in shown


def test_what_fails_twice_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    again = Outcome(ok=False, passed=1, failed=1, said="second", failing=(OTHER,))
    monkeypatch.setattr(
        checks,
        "pytest",
        Runs(Outcome(ok=False, passed=8, failed=2, said="", failing=(ONE, OTHER)), again),
    )
    steps = Steps()
    assert not steps.run("journeys", lambda: checks.pytest_real("tests/journeys"))
    (_, _, outcome) = steps.done[0]
    assert (outcome.passed, outcome.failed, outcome.unsteady) == (9, 1, (ONE,))
    assert steps.finish() == 1


def test_a_group_that_fails_as_a_whole_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    many = tuple(f"{ONE}{number}" for number in range(9))
    runs = Runs(Outcome(ok=False, passed=0, failed=9, said="", failing=many))
    monkeypatch.setattr(checks, "pytest", runs)
    assert not checks.pytest_real("tests/journeys").ok
    assert len(runs.asked) == 1
