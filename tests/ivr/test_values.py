"""Variables: what templates, conditions and paths make of them, and what they cannot do."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callfloor.ivr.values import Comparison, Condition, at_path, filled, holds, with_values


def test_a_template_puts_values_in_and_nothing_else() -> None:
    values = {"name": "{secret:KEY}", "age": "7"}
    assert filled("{name}/{age}/{gone}/{Name}/{secret:KEY}", values) == (
        "{secret:KEY}/7//{Name}/{secret:KEY}"
    )


@pytest.mark.parametrize(
    ("mine", "compare", "value", "expected"),
    [
        ("9", "less", "10", True),
        ("abc", "less", "abd", True),
        ("10.0", "equal", "10", True),
        ("Ana", "equal", "ana", True),
        ("", "known", "", False),
        ("", "unknown", "", True),
        ("gold member", "contains", "GOLD", True),
        ("+34600", "begins_with", "+34", True),
        ("5", "at_least", "5", True),
        ("5", "at_most", "4", False),
        ("5", "more", "{limit}", True),
        ("5", "not_equal", "5", False),
        ("1e999999999", "more", "1", True),
        ("NaN", "equal", "NaN", True),
    ],
)
def test_conditions(mine: str, compare: Comparison, value: str, expected: bool) -> None:
    values = {"x": mine, "limit": "4"}
    assert holds(Condition(variable="x", compare=compare, value=value), values) is expected


@given(st.text(), st.text(), st.sampled_from(["equal", "less", "more", "contains"]))
def test_a_condition_never_fails_whatever_a_caller_supplies(a: str, b: str, how: Any) -> None:
    assert holds(Condition(variable="x", compare=how, value=b), {"x": a}) in (True, False)


def test_a_path_picks_one_value_out_of_an_answer() -> None:
    body = {"orders": [{"state": "sent", "total": 12.5, "paid": True, "rows": []}]}
    assert at_path(body, "orders.0.state") == "sent"
    assert at_path(body, "orders.0.total") == "12.5"
    assert at_path(body, "orders.0.paid") == "yes"
    for path in ("orders.1.state", "orders.x", "orders.0.rows", "orders.0.state.x", "__class__"):
        assert at_path(body, path) is None


def test_variables_are_bounded_in_number_and_size() -> None:
    many = with_values({}, {f"v{n}": "x" * 10_000 for n in range(1_000)})
    assert len(many) == 100
    assert max(map(len, many.values())) == 500
