"""What is kept of a contact is found again by what a person would type of it."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import cases

from callfloor.contacts.record import Record, Segment
from callfloor.contacts.words import sought, words_of


def _segment(agent_id: str) -> Segment:
    return Segment(
        segment_id="s1", leg_id="q1", queue_id="q", agent_id=agent_id, team_id="t", answered_ms=0
    )


def _is_found(record: Record, typed: str) -> bool:
    words = words_of(record)
    groups = sought(typed)
    return bool(groups) and all(
        any(one.first <= word < one.end for one in group for word in words) for group in groups
    )


@given(st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True), st.integers(1, 16))
@settings(max_examples=cases(200, quick=20), deadline=None)
def test_a_number_is_found_by_any_of_its_first_or_last_digits(number: str, count: int) -> None:
    record = Record(tenant="demo", contact_id="c1", caller=number)
    assert _is_found(record, number)
    assert _is_found(record, number[:count].ljust(2, number[1]))
    assert _is_found(record, number[1:][-count:])
    assert _is_found(record, " ".join(number[1:]))
    assert not _is_found(record, f"{number}0")


def test_words_are_found_by_their_beginning_whatever_their_case() -> None:
    segment = _segment("ana-01")
    segment.note = "Straße 5: o'Brien wants a REFUND, order A-4711. 客户想退款"
    record = Record(tenant="demo", contact_id="c1", caller_name="王芳", segments=[segment])
    for typed in ("strasse", "refu", "o'brien", "ref a-47", "王", "芳", "退款", "客户", "ana-01"):
        assert _is_found(record, typed), typed
    for typed in ("fund", "refunds", "%", "_", "'", "ref nothing"):
        assert not _is_found(record, typed), typed


def test_a_long_note_keeps_its_beginning_and_no_more() -> None:
    segment = _segment("ana")
    segment.note = " ".join(f"word{number}" for number in range(2_000))
    record = Record(tenant="demo", contact_id="c1", segments=[segment])
    assert len(words_of(record)) == 400
    assert _is_found(record, "word17")
