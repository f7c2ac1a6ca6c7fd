"""The kinds of facts that come from outside, as data: columns, who may bring them, what must fit. Pure.

Names are those of section 2 of the specification of the indicators.
"""

from collections.abc import Callable, Iterator
from typing import Final, Literal, get_args

import msgspec

from callfloor.identity.permissions import Permission
from callfloor.imports.checks import (
    DAY_MS,
    LONGEST_SHIFT_MS,
    Finding,
    check_attempt,
    check_cost,
    check_evaluation,
    check_schedule,
    check_spell,
    check_survey,
    no_check,
    order,
)
from callfloor.imports.columns import Column, Values, day_ms

__all__ = ["DAY_MS", "FOR_EVER_MS", "KINDS", "NAMES", "READING", "Finding", "Kind", "Name"]

Name = Literal[
    "costs", "shifts", "punches", "schedules", "employment", "attempts", "evaluations", "surveys",
    "queue_log",
]  # fmt: skip
NAMES: Final[tuple[Name, ...]] = get_args(Name)
FOR_EVER_MS = 253_402_300_799_000
"""Where something that has no end yet is taken to end: the last second of the year 9999."""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """`key` names the columns that tell one fact from another where the file gives no ids.

    `subject` is the column of the person or contact it is about. `span` gives begin and end in UTC
    milliseconds, for finding it by time. `form` tells a table, each row a fact, from a log whose
    lines together make calls and agents' sessions (`imports.queue_log`).
    """

    name: Name
    permission: Permission
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    subject: str = ""
    form: Literal["table", "log"] = "table"
    span: Callable[[Values], tuple[int, int]]
    check: Callable[[Values], Iterator[Finding]]


def _id(example: str) -> Column:
    return Column(name="id", example=example)


def _person(name: str = "agent_id") -> Column:
    return Column(name=name, is_required=True, example="maria")


def _choice(name: str, *choices: str, default: str | None = None) -> Column:
    return Column(
        name=name,
        type="choice",
        choices=choices,
        default=default,
        is_required=default is None,
        example=default or choices[0],
    )


_ZONE = Column(name="zone", type="zone", example="Europe/Madrid")
_LOCALE = Column(name="locale", type="choice", choices=("en", "es", "zh"), example="en")
_TEAM = Column(name="team_id", example="north")
READING = ("zone", "locale")
"""Columns that say how the others are written and are not kept."""


def _times(start: str = "start", end: str = "end", *, is_past: bool = False) -> tuple[Column, ...]:
    at = {"start": "2026-03-02 09:00", "end": "2026-03-02 17:00"}
    return (
        Column(name=start, type="moment", is_required=True, example=at["start"], is_past=is_past),
        Column(
            name=end, type="moment", is_required=not is_past, example=at["end"], is_past=is_past
        ),
    )


def _moments(start: str, end: str = "", open_ms: int = 0) -> Callable[[Values], tuple[int, int]]:
    """Without an end it lasts `open_ms`."""

    def span(values: Values) -> tuple[int, int]:
        found = values[end] if end else None
        return values[start], values[start] + open_ms if found is None else found

    return span


def _spell_span(values: Values) -> tuple[int, int]:
    last = values["last_day"]
    return day_ms(values["start"]), FOR_EVER_MS if last is None else day_ms(last) + DAY_MS


_LOGGED = ((1, "9"), (2, "1772442007.18"), (3, "4"), (4, ""), (5, ""))

KINDS: Final[dict[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(
            name="costs",
            permission="imports.costs",
            columns=(
                _id("2026-03-rent"),
                _choice(
                    "category",
                    "labour",
                    "telecom",
                    "technology",
                    "facilities",
                    "training",
                    "other",
                ),
                Column(name="amount", type="decimal", is_required=True, example="12500.00"),
                Column(name="currency", is_required=True, example="EUR"),
                Column(name="rate", type="decimal", example=""),
                Column(name="start", type="date", is_required=True, example="2026-03-01"),
                Column(name="end", type="date", is_required=True, example="2026-04-01"),
                Column(name="cost_centre", example="floor-1"),
                _choice("status", "accrued", "actual", default="actual"),
                Column(name="replaces"),
                _LOCALE,
            ),
            key=("category", "cost_centre", "start", "end", "status"),
            span=lambda values: (day_ms(values["start"]), day_ms(values["end"])),
            check=check_cost,
        ),
        Kind(
            name="shifts",
            permission="imports.attendance",
            columns=(
                _id(""),
                _person("person_id"),
                *_times(),
                Column(name="shift", example="morning"),
                Column(name="absence_reason"),
                _TEAM,
                _ZONE,
            ),
            key=("person_id", "start"),
            subject="person_id",
            span=_moments("start", "end"),
            check=order("start", "end", LONGEST_SHIFT_MS),
        ),
        Kind(
            name="punches",
            permission="imports.attendance",
            columns=(
                _id(""),
                _person("person_id"),
                *_times("in", "out", is_past=True),
                Column(name="terminal", example="door-2"),
                Column(name="manual_correction", type="flag", default=False, example="no"),
                _ZONE,
            ),
            key=("person_id", "in"),
            subject="person_id",
            span=_moments("in", "out", DAY_MS),
            check=order("in", "out", LONGEST_SHIFT_MS),
        ),
        Kind(
            name="schedules",
            permission="imports.schedules",
            columns=(
                _id(""),
                _person(),
                *_times(),
                Column(name="activity", is_required=True, example="calls"),
                Column(name="productive", type="flag", is_required=True, example="yes"),
                Column(name="schedule_version", type="integer", default=1, example="1"),
                Column(name="exception_of"),
                Column(name="approved_by"),
                _TEAM,
                _ZONE,
            ),
            key=("agent_id", "start", "schedule_version", "exception_of"),
            subject="agent_id",
            span=_moments("start", "end"),
            check=check_schedule,
        ),
        Kind(
            name="employment",
            permission="imports.employment",
            columns=(
                _id(""),
                _person("person_id"),
                Column(name="role", default="agent", example="agent"),
                _choice("employment", "full_time", "part_time", "agency", default="full_time"),
                Column(name="fte", type="decimal", default="1", example="1"),
                Column(name="start", type="date", is_required=True, example="2025-01-15"),
                Column(name="last_day", type="date"),
                Column(
                    name="leave_kind",
                    type="choice",
                    choices=(
                        "resignation",
                        "dismissal",
                        "end_of_contract",
                        "moved_out_of_centre",
                        "role_change_inside",
                        "retirement",
                    ),
                ),
                Column(name="leave_reason_code"),
                Column(name="exit_interview_id"),
                _TEAM,
                _LOCALE,
            ),
            key=("person_id", "start"),
            subject="person_id",
            span=_spell_span,
            check=check_spell,
        ),
        Kind(
            name="attempts",
            permission="imports.attempts",
            columns=(
                _id(""),
                Column(
                    name="at",
                    type="moment",
                    is_required=True,
                    is_past=True,
                    example="2026-03-02 10:00",
                ),
                _choice("source", "carrier", "sbc", default="carrier"),
                Column(name="trunk_group", example="main"),
                Column(name="dnis", example="+34910000000"),
                Column(name="cause", example="q850:34"),
                Column(name="count", type="integer", default=1, example="3"),
                Column(name="caller_hash"),
                _ZONE,
            ),
            key=("source", "at", "trunk_group", "dnis", "cause", "caller_hash"),
            span=_moments("at"),
            check=check_attempt,
        ),
        Kind(
            name="evaluations",
            permission="imports.evaluations",
            columns=(
                _id("e-1001"),
                _person(),
                Column(
                    name="call_at",
                    type="moment",
                    is_required=True,
                    is_past=True,
                    example="2026-03-02 10:12",
                ),
                Column(name="evaluated_at", type="moment", is_past=True),
                Column(name="evaluator_id", example="quality-1"),
                _choice(
                    "kind",
                    "live",
                    "recording",
                    "screen",
                    "side_by_side",
                    "calibration",
                    default="recording",
                ),
                Column(name="form_version", example="3"),
                Column(name="score", type="decimal", example="87.5"),
                Column(name="items", type="items"),
                Column(name="critical_errors"),
                Column(name="auto_fail", type="flag", default=False, example="no"),
                _choice("status", "draft", "final", "under_appeal", "revised", default="final"),
                Column(name="contact_id"),
                _TEAM,
                _ZONE,
                _LOCALE,
            ),
            key=("agent_id", "call_at", "evaluator_id"),
            subject="agent_id",
            span=_moments("call_at"),
            check=check_evaluation,
        ),
        Kind(
            name="surveys",
            permission="imports.surveys",
            columns=(
                _id(""),
                Column(name="contact_id", is_required=True, example="01M80QQ0PY2FNE64D484KSENYX"),
                Column(
                    name="sent_at",
                    type="moment",
                    is_required=True,
                    is_past=True,
                    example="2026-03-02 10:20",
                ),
                Column(name="answered_at", type="moment", is_past=True, example="2026-03-02 10:25"),
                Column(name="csat", type="decimal", example="4"),
                Column(name="nps", type="integer", example="9"),
                Column(name="resolved_answer", type="choice", choices=("yes", "no"), example="yes"),
                _ZONE,
                _LOCALE,
            ),
            key=("contact_id",),
            subject="contact_id",
            span=_moments("sent_at"),
            check=check_survey,
        ),
        Kind(
            name="queue_log",
            permission="imports.history",
            form="log",
            columns=(
                Column(name="time", is_required=True, example="1772442010"),
                Column(name="callid", is_required=True, example="1772442005.17"),
                Column(name="queue", is_required=True, example="sales"),
                Column(name="agent", is_required=True, example="PJSIP/maria"),
                Column(name="event", is_required=True, example="CONNECT"),
                *(Column(name=f"data{at}", example=one) for at, one in _LOGGED),
            ),
            key=("callid",),
            span=_moments("time"),
            check=no_check,
        ),
    )
}
