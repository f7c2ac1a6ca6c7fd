"""The rule of alerts over any course of values: what opens, what closes, and that one is open at most."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import cases

from callfloor.alerts import rule
from callfloor.alerts.rule import Open, Run, Wanted, baseline, decide, follow, judge
from callfloor.centre.indicators import Target as TargetSetting
from callfloor.metrics.kpis import Cadence
from callfloor.metrics.rules import FigureRules

FEW = settings(max_examples=cases(200, quick=30), deadline=None)
_VERDICTS = st.lists(st.sampled_from(("good", "bad", "silent")), max_size=40)
_CADENCES: list[Cadence] = ["half_hour", "day", "week", "month"]
_NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


def _course(verdicts: list[Any], needed: int, acts_at: int | None = None) -> list[str]:
    """The decisions of one cadence, with an action recorded before the period of that number."""
    current: Open | None = None
    run, told = Run(), list[str]()
    for number, verdict in enumerate(verdicts):
        if number == acts_at and current is not None:
            current = current._replace(has_action=True)
            if current.is_well:
                current = None
        run = follow(run, verdict, is_next=True)
        decision = decide(current, "day", run, needed)
        told.append(decision or "")
        if decision == "open":
            current = Open("day", is_well=False, has_action=False)
        elif decision == "close":
            current = None
        elif decision in ("recover", "relapse"):
            assert current is not None
            current = current._replace(is_well=decision == "recover")
    return told


@FEW
@given(_VERDICTS, st.integers(1, 4))
def test_one_opens_after_so_many_bad_periods_in_a_row_and_not_before(
    verdicts: list[str], needed: int
) -> None:
    told = _course(verdicts, needed)
    if "open" in told:
        at = told.index("open")
        assert verdicts[at - needed + 1 : at + 1] == ["bad"] * needed
        assert told.count("open") == 1, (
            "it is not closed without an action, so none opens beside it"
        )
    else:
        assert "b" * needed not in "".join(verdict[0] for verdict in verdicts)


@FEW
@given(_VERDICTS, st.integers(1, 3), st.integers(0, 40))
def test_none_closes_without_an_action_and_only_behind_good_periods(
    verdicts: list[str], needed: int, acts_at: int
) -> None:
    assert "close" not in _course(verdicts, needed)
    told = _course(verdicts, needed, acts_at)
    for at, decision in enumerate(told):
        if decision in ("close", "recover"):
            assert at >= acts_at or decision == "recover"
            heard = [verdict for verdict in verdicts[: at + 1] if verdict != "silent"]
            assert heard[-needed:] == ["good"] * needed


@FEW
@given(_VERDICTS, st.integers(1, 3))
def test_silence_opens_and_closes_nothing(verdicts: list[str], needed: int) -> None:
    told = _course(verdicts, needed)
    changes = [at for at, decision in enumerate(told) if decision in ("open", "relapse")]
    assert all(verdicts[at] == "bad" for at in changes)


@FEW
@given(st.sampled_from(_CADENCES), st.sampled_from(_CADENCES), st.booleans(), st.integers(0, 3))
def test_a_longer_period_takes_an_open_one_over_and_a_shorter_one_adds_nothing(
    held: Cadence, judged: Cadence, is_well: bool, bad: int
) -> None:
    decision = decide(Open(held, is_well, has_action=True), judged, Run(bad=bad), 1)
    if rule.is_longer(judged, held):
        assert decision == ("lengthen" if bad else None)
    elif judged != held:
        assert decision is None


@FEW
@given(st.lists(_NUMBERS, max_size=12), st.sampled_from(("higher", "lower", "none", "band")))
def test_a_baseline_holds_its_own_mean_and_needs_enough_periods(
    values: list[float], direction: Any
) -> None:
    found = baseline(values, direction)
    if len(values) < rule.COMPARED_MIN:
        assert found is None
        return
    assert found is not None
    mean = sum(values[: rule.COMPARED]) / len(values[: rule.COMPARED])
    slack = 1e-6 * max(1, abs(mean))
    assert found.low is None or found.low <= mean + slack
    assert found.high is None or found.high >= mean - slack
    assert (found.low is None) == (direction == "lower")
    assert (found.high is None) == (direction == "higher")


def test_the_sample_the_bounds_and_the_edges() -> None:
    wanted = Wanted(30, 60, "target")
    assert judge(60, 10, wanted, 10) == "good", "bounds are inclusive"
    assert judge(60.1, 10, wanted, 10) == "bad"
    assert judge(29.9, 10, wanted, 10) == "bad", "a band has two sides"
    assert judge(90, 9, wanted, 10) == "silent", "too few to say"
    assert judge(None, 10, wanted, 10) == "silent"
    assert judge(90, 10, None, 10) == "silent"
    assert baseline([10, 12, 8, 10], "lower") == Wanted(
        None, 10 + 2 * 1.632993161855452, "baseline"
    )


def test_a_run_is_broken_by_a_gap_in_the_day_and_not_by_a_closed_sunday() -> None:
    assert follow(Run(bad=1), "bad", is_next=False) == Run(bad=1)
    assert rule.bridges("day")
    assert not rule.bridges("half_hour")
    half_hours = FigureRules().target("service_level")
    assert [rule.needed(one, half_hours) for one in ("half_hour", "day")] == [2, 1]
    more = TargetSetting.model_validate(
        {"name": "Calm", "indicator": "transfer_rate", "high": 2, "consecutive": 3}
    )
    assert rule.needed("day", FigureRules(targets=(more,)).target("transfer_rate")) == 3
