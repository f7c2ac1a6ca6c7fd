"""What must fit in one row of a file from outside, beyond the form of its cells. Pure."""

from collections.abc import Callable, Iterator

from callfloor.imports.columns import CellError, Values, days_between

DAY_MS = 86_400_000
LONGEST_SHIFT_MS = 2 * DAY_MS

Finding = tuple[str, CellError]
"""Column, and what is wrong there."""


def no_check(_values: Values) -> Iterator[Finding]:
    yield from ()


def order(start: str, end: str, longest_ms: int) -> Callable[[Values], Iterator[Finding]]:
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


def check_cost(values: Values) -> Iterator[Finding]:
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


def check_schedule(values: Values) -> Iterator[Finding]:
    yield from order("start", "end", LONGEST_SHIFT_MS)(values)
    if bool(values["exception_of"]) != bool(values["approved_by"]):
        column = "approved_by" if values["exception_of"] else "exception_of"
        msg = (
            "An exception names what it replaces (exception_of) and who approved it (approved_by)."
        )
        yield column, CellError("half_an_exception", msg)


def check_spell(values: Values) -> Iterator[Finding]:
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


def check_attempt(values: Values) -> Iterator[Finding]:
    if values["count"] < 0:
        yield "count", CellError("out_of_range", "A count is 0 or more.")
    cause = values["cause"] or ""
    family, _, number = cause.partition(":")
    if values["count"] and (family not in ("q850", "sip") or not number.isdigit()):
        msg = f"Write the cause as in {_CAUSES}."
        yield "cause", CellError("not_a_cause", msg, example=_CAUSES)


def check_evaluation(values: Values) -> Iterator[Finding]:
    if values["score"] is None and not values["items"]:
        yield "score", CellError("score_missing", "Give the score, or the items that make it.")
    if values["score"] is not None and not 0 <= float(values["score"]) <= 100:
        yield "score", CellError("out_of_range", "A score lies between 0 and 100.")
    for word in (values["critical_errors"] or "").split():
        if word not in ("customer", "business", "compliance"):
            allowed = "customer, business, compliance"
            msg = f"{word!r} is none of: {allowed}."
            yield "critical_errors", CellError("not_a_choice", msg, given=word, allowed=allowed)


def check_survey(values: Values) -> Iterator[Finding]:
    yield from order("sent_at", "answered_at", 366 * DAY_MS)(values)
    if values["nps"] is not None and not 0 <= values["nps"] <= 10:
        yield "nps", CellError("out_of_range", "It lies between 0 and 10.")
