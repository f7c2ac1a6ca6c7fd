"""The soak's own account: a call that is not in the journal is explained or lost, and never passed over."""

from bench.accounting import account
from bench.sip_times import Times


def placed(*customers: str) -> Times:
    return Times(called={one: 100.0 + number for number, one in enumerate(customers)})


def test_calls_that_are_all_journalled_need_no_word() -> None:
    assert account(placed("91", "92"), ["92", "91"], []) == ({}, [])


def test_a_call_that_was_answered_and_is_not_journalled_is_lost() -> None:
    times = placed("91", "92")
    times.tried |= {"91", "92"}
    times.answered["92"], times.hung_up["92"] = 101.5, 103.0
    explained, wrong = account(times, ["91"], [102.25])
    assert explained == {}
    assert wrong == [
        "1 of 2 calls are lost: 92, answered after 0.50 s, hung up after 2.00 s,"
        " the floor was killed at +1.25 s"
    ]


def test_a_call_that_rang_on_is_lost_and_one_that_asterisk_refused_is_explained() -> None:
    times = placed("91", "92", "93", "94")
    times.tried |= {"91", "92"}
    times.codes["92"] = times.codes["93"] = 503
    explained, wrong = account(times, [], [])
    assert explained == {"turned away by Asterisk with 503": 2, "no answer to the INVITE": 1}
    assert wrong == ["1 of 4 calls are lost: 91, no kill was near"]


def test_a_call_that_is_journalled_twice_or_was_never_placed_is_wrong() -> None:
    _, wrong = account(placed("91"), ["91", "91", "95"], [])
    assert wrong == [
        "1 calls are journalled more than once: ['91']",
        "1 are journalled but never placed: ['95']",
    ]
