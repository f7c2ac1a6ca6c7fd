"""Agents' time by the site's own days and half hours: nothing lost, nothing twice, nothing of another day."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from callfloor.events.agents import AgentState, AgentStateChanged
from callfloor.kit.clock import to_ms
from callfloor.metrics.periods import bucketing
from callfloor.metrics.presence import Spans, clipped

MADRID, SHANGHAI = "Europe/Madrid", "Asia/Shanghai"
HOUR_MS = 3_600_000


def at(text: str, zone: str = MADRID) -> int:
    return to_ms(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


def next_day(zone: str) -> Callable[[int], int]:
    bucket = bucketing("day", zone, (0, 0))
    return lambda at_ms: bucket(at_ms)[1]


def next_half_hour(zone: str) -> Callable[[int], int]:
    bucket = bucketing("half_hour", zone, (0, 0))
    return lambda at_ms: bucket(at_ms)[1]


def worked(
    changes: list[tuple[str, AgentState]], next_bucket: Callable[[int], int], zone: str = MADRID
) -> Counter[tuple[int, str]]:
    """Component by the moment from which it is counted, of one agent."""
    spans, found = Spans(), Counter[tuple[int, str]]()
    for moment, state in changes:
        spans.apply(
            AgentStateChanged(
                tenant="demo",
                at_ms=at(moment, zone),
                agent_id="maria",
                state=state,
                team_id="north",
            )
        )
    for span in spans.written.values():
        for one in clipped(span, from_ms=0, to_ms=2**60, now_ms=2**60, next_bucket=next_bucket):
            if one.grain == "agent":
                found[one.at_ms, one.component] += one.value
    return found


def by_day(found: Counter[tuple[int, str]], component: str, zone: str = MADRID) -> dict[str, int]:
    """Minutes by the site's date."""
    days: Counter[str] = Counter()
    for (at_ms, name), value in found.items():
        if name == component:
            days[str(datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)).date())] += value
    return {day: value // 60_000 for day, value in days.items()}


def test_pain_14_a_night_shift_belongs_to_the_two_days_it_touches() -> None:
    night: list[tuple[str, AgentState]] = [
        ("2026-11-23T22:00", "ready"),
        ("2026-11-24T00:30", "not_ready"),
        ("2026-11-24T01:00", "ready"),
        ("2026-11-24T06:00", "logged_out"),
    ]
    found = worked(night, next_day(MADRID))
    assert by_day(found, "logged_in_ms") == {"2026-11-23": 120, "2026-11-24": 360}
    assert by_day(found, "state_ready") == {"2026-11-23": 120, "2026-11-24": 330}
    assert by_day(found, "state_not_ready") == {"2026-11-24": 30}
    elsewhere = worked(night, next_day(SHANGHAI))
    assert by_day(elsewhere, "logged_in_ms", SHANGHAI) == {"2026-11-24": 480}, "another site's day"


@pytest.mark.parametrize(
    ("night", "morning", "minutes"),
    [
        # The clocks go forward: 22:00 to 06:00 is seven hours; back: nine.
        ("2026-03-28", "2026-03-29", {"2026-03-28": 120, "2026-03-29": 300}),
        ("2026-10-24", "2026-10-25", {"2026-10-24": 120, "2026-10-25": 420}),
    ],
)
def test_pain_14_a_shift_over_the_change_of_the_clocks_has_the_hours_that_passed(
    night: str, morning: str, minutes: dict[str, int]
) -> None:
    shift: list[tuple[str, AgentState]] = [
        (f"{night}T22:00", "ready"),
        (f"{morning}T06:00", "logged_out"),
    ]
    assert by_day(worked(shift, next_day(MADRID)), "logged_in_ms") == minutes
    halves = worked(shift, next_half_hour(MADRID))
    assert by_day(halves, "logged_in_ms") == minutes
    assert max(halves.values()) <= 1_800_000


def test_pain_14_a_split_day_counts_no_time_of_the_hours_between() -> None:
    """Logged out from 14:00 to 16:00; the half hours of the pause have nothing."""
    split: list[tuple[str, AgentState]] = [
        ("2026-11-23T08:45", "ready"),
        ("2026-11-23T14:00", "logged_out"),
        ("2026-11-23T16:10", "ready"),
        ("2026-11-23T20:05", "logged_out"),
    ]
    found = worked(split, next_half_hour(MADRID))
    assert by_day(found, "logged_in_ms") == {"2026-11-23": 315 + 235}
    pause = (at("2026-11-23T14:00"), at("2026-11-23T16:10"))
    assert not [when for when, _ in found if pause[0] <= when < pause[1]]
