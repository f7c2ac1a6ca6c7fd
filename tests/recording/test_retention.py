"""Which rule says when a recording goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callfloor.recording.retention import (
    DAY_MS,
    RetentionRule,
    Stored,
    Term,
    shortest_days,
    term_of,
)

T = 1_774_170_000_000


def stored(kind: str = "call", direction: str = "in", queues: tuple[str, ...] = ()) -> Stored:
    return Stored(
        recording_id="r", contact_id="c", kind=kind, direction=direction,
        queue_ids=queues, started_ms=T,
    )  # fmt: skip


RULES = (
    RetentionRule(rule_id="messages", kinds=("voicemail",), days=7),
    RetentionRule(rule_id="complaints", queues=("complaints",)),
    RetentionRule(rule_id="sales", queues=("sales",), days=365),
    RetentionRule(rule_id="out", directions=("out",), days=30),
    RetentionRule(rule_id="rest", days=90),
)


@pytest.mark.parametrize(
    ("one", "rule", "days"),
    [
        (stored("voicemail", queues=("complaints",)), "messages", 7),
        (stored(queues=("complaints",)), "complaints", None),
        (stored(queues=("sales",)), "sales", 365),
        (stored(direction="out"), "out", 30),
        (stored(), "rest", 90),
        (stored(queues=("support", "sales")), "sales", 365),
        (stored(queues=("sales", "complaints")), "complaints", None),
    ],
)
def test_the_first_rule_that_fits_decides_and_of_several_queues_the_longest(
    one: Stored, rule: str, days: int | None
) -> None:
    at_ms = None if days is None else T + days * DAY_MS
    assert term_of(RULES, one) == Term(rule, days, at_ms)


def test_without_a_rule_all_stays() -> None:
    assert term_of((), stored(queues=("sales",))) == Term()
    assert shortest_days(()) is None
    assert shortest_days(RULES) == 7


_words = st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True).map(tuple)
_rules = st.lists(
    st.builds(
        RetentionRule,
        rule_id=st.uuids().map(str),
        queues=_words,
        days=st.none() | st.integers(1, 1_000),
    ),
    max_size=5,
).map(tuple)


@given(_rules, _words)
def test_nothing_goes_before_the_shortest_rule_and_a_further_queue_never_shortens(
    rules: tuple[RetentionRule, ...], queues: tuple[str, ...]
) -> None:
    term = term_of(rules, stored(queues=queues))
    days = shortest_days(rules)
    if term.at_ms is not None:
        assert days is not None
        assert term.at_ms >= T + days * DAY_MS
        for queue_id in queues:
            alone = term_of(rules, stored(queues=(queue_id,))).at_ms
            assert alone is not None
            assert alone <= term.at_ms
