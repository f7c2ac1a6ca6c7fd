"""The kinds of facts that come from outside, as data: columns, who may bring them, what must fit. Pure.

Names are those of section 2 of the specification of the indicators.
"""

from collections.abc import Callable, Iterator
from typing import Final, Literal, get_args

import msgspec

from callfloor.identity.permissions import Permission
from callfloor.imports.columns import CellError, Column, Values, day_ms, days_between

Name = Literal[
    "costs", "shifts", "punches", "schedules", "employment", "attempts", "evaluations", "surveys"
]
NAMES: Final[tuple[Name, ...]] = get_args(Name)
DAY_MS = 86_400_000
FOR_EVER_MS = 253_402_300_799_000
"""Where something that has no end yet is taken to end: the last second of the year 9999."""
LONGEST_SHIFT_MS = 2 * DAY_MS

Finding = tuple[str, CellError]
"""Column, and what is wrong there."""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """`key` names the columns that tell one fact from another where the file gives no ids.

    `subject` is the column of the person or contact it is about. `span` gives begin and end in UTC
    milliseconds, for finding it by time.
    """

    name: Name
    permission: Permission
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    subject: str = ""
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


def _no_check(_values: Values) -> Iterator[Finding]:
    yield from ()


def _order(start: str, end: str, longest_ms: int) -> Callable[[Values], Iterator[Finding]]:
    def check(values: Values) -> Iterator[Finding]:
        if values[end] is None:
            return
        if values[end] < values[start]:
            msg = f"It ends before it begins ({start})."
            yield end, CellError("negative_duration", msg, start=start)
        elif values[end] - values[start] > longest_ms:
            hours = longest_ms // 3_600_000
            msg = f"It lasts longer than {hours} hours, which cannot be right."
            yield end, CellError("too_long_a_time", msg, hours=hours)

    return check


def _check_cost(values: Values) -> Iterator[Finding]:
    days = days_between(values["start"], values["end"])
    if days < 0:
        msg = "It ends before it begins (start)."
        yield "end", CellError("negative_duration", msg, start="start")
    elif days == 0:
        msg = (
            "The end is the first day that it does not cover any more; give the day after the last."
        )
        yield "end", CellError("end_is_exclusive", msg)
    elif days > 3_660:
        yield "end", CellError("too_long_a_time", "It lasts longer than ten years.", hours=87_840)
    if len(values["currency"]) != 3 or not values["currency"].isalpha():
        msg = f"{values['currency']!r} is no currency; write its three letters, as EUR."
        yield "currency", CellError("not_a_currency", msg)
    if values["rate"] is not None and not _is_positive(values["rate"]):
        yield "rate", CellError("out_of_range", "A rate is above 0.")


def _is_positive(number: str) -> bool:
    return not number.startswith("-") and number.strip("0.") != ""


def _check_schedule(values: Values) -> Iterator[Finding]:
    yield from _order("start", "end", LONGEST_SHIFT_MS)(values)
    if bool(values["exception_of"]) != bool(values["approved_by"]):
        column = "approved_by" if values["exception_of"] else "exception_of"
        msg = (
            "An exception names what it replaces (exception_of) and who approved it (approved_by)."
        )
        yield column, CellError("half_an_exception", msg)


def _check_spell(values: Values) -> Iterator[Finding]:
    if values["last_day"] is not None:
        if values["last_day"] < values["start"]:
            msg = "It ends before it begins (start)."
            yield "last_day", CellError("negative_duration", msg, start="start")
        if not values["leave_kind"]:
            msg = "Whoever has a last day left in some way: fill leave_kind."
            yield "leave_kind", CellError("leave_kind_missing", msg)
    elif values["leave_kind"]:
        yield "last_day", CellError("last_day_missing", "Whoever left has a last day.")


_CAUSES = "q850:17, q850:34, sip:486"


def _check_attempt(values: Values) -> Iterator[Finding]:
    if values["count"] < 0:
        yield "count", CellError("out_of_range", "A count is 0 or more.")
    cause = values["cause"] or ""
    family, _, number = cause.partition(":")
    if values["count"] and (family not in ("q850", "sip") or not number.isdigit()):
        msg = f"Write the cause as in {_CAUSES}."
        yield "cause", CellError("not_a_cause", msg, example=_CAUSES)


def _check_evaluation(values: Values) -> Iterator[Finding]:
    if values["score"] is None and not values["items"]:
        yield "score", CellError("score_missing", "Give the score, or the items that make it.")
    if values["score"] is not None and not 0 <= float(values["score"]) <= 100:
        yield "score", CellError("out_of_range", "A score lies between 0 and 100.")
    for word in (values["critical_errors"] or "").split():
        if word not in ("customer", "business", "compliance"):
            allowed = "customer, business, compliance"
            msg = f"{word!r} is none of: {allowed}."
            yield "critical_errors", CellError("not_a_choice", msg, given=word, allowed=allowed)


def _check_survey(values: Values) -> Iterator[Finding]:
    yield from _order("sent_at", "answered_at", 366 * DAY_MS)(values)
    if values["nps"] is not None and not 0 <= values["nps"] <= 10:
        yield "nps", CellError("out_of_range", "It lies between 0 and 10.")


def _moments(start: str, end: str = "", open_ms: int = 0) -> Callable[[Values], tuple[int, int]]:
    """Without an end it lasts `open_ms`."""

    def span(values: Values) -> tuple[int, int]:
        found = values[end] if end else None
        return values[start], values[start] + open_ms if found is None else found

    return span


def _spell_span(values: Values) -> tuple[int, int]:
    last = values["last_day"]
    return day_ms(values["start"]), FOR_EVER_MS if last is None else day_ms(last) + DAY_MS


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
            check=_check_cost,
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
            check=_order("start", "end", LONGEST_SHIFT_MS),
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
            check=_order("in", "out", LONGEST_SHIFT_MS),
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
            check=_check_schedule,
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
            check=_check_spell,
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
            check=_check_attempt,
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
            check=_check_evaluation,
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
            check=_check_survey,
        ),
    )
}
