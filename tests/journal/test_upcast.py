"""Old forms of facts are lifted step by step; what was written stays readable."""

import msgspec
import pytest

from callfloor.events.installation import CentreChanged
from callfloor.journal import upcast


def test_a_renamed_fact_of_two_versions_ago_is_read() -> None:
    steps = {
        ("settings_touched", 1): lambda body: ("settings_touched", 2, {**body, "number": 7}),
        ("settings_touched", 2): lambda body: (
            "centre_changed",
            1,
            {"tenant": body["tenant"], "at_ms": body["at_ms"], "version": body["number"]},
        ),
    }
    body = msgspec.json.encode({"type": "settings_touched", "tenant": "a", "at_ms": 3})
    assert upcast.read("settings_touched", 1, body, steps) == CentreChanged(
        tenant="a", at_ms=3, version=7
    )


def test_an_unknown_kind_is_an_error_and_not_passed_over() -> None:
    with pytest.raises(KeyError):
        upcast.read("never_heard_of", 1, b"{}")
