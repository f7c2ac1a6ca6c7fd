"""How a value comes from components: sums first, one division last, null where the base is empty.

A formula is written as it is read in `indicators.md`: names of components with plus and minus.
Every indicator has a standard variant and keeps the others beside it. Pure.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import msgspec

Unit = Literal["percent", "seconds", "count", "per_hour", "money"]
Amount = int | Fraction
"""Counts and milliseconds are whole; shares of money, days and points are exact fractions."""

SCALE: dict[Unit, Fraction] = {
    "percent": Fraction(100),
    "seconds": Fraction(1, 1000),
    "count": Fraction(1),
    "per_hour": Fraction(3_600_000),
    "money": Fraction(1),
}
"""From the quotient of the sums to the value."""


class Formula(msgspec.Struct, frozen=True):
    """`base` empty means a plain count. Times are in milliseconds below, in seconds as a value.

    `times` and `per` name one component each that multiplies top and base: a rate over an average,
    as leavers over (days of heads ÷ days), or over a part of the year.
    """

    unit: Unit
    top: str
    base: str = ""
    times: str = ""
    per: str = ""
    factor: int = 1


class Value(msgspec.Struct, frozen=True):
    """`value` is None where there is nothing to divide by; never 0 in its stead."""

    value: float | None
    numerator: Amount
    denominator: Amount | None

    @property
    def exact(self) -> Decimal | None:
        """Numerator ÷ denominator in decimal arithmetic, as money is shown."""
        if self.value is None:
            return None
        top, base = Fraction(self.numerator), Fraction(self.denominator or 1)
        quotient = top / base
        return Decimal(quotient.numerator) / Decimal(quotient.denominator)


def _terms(text: str) -> list[tuple[int, str]]:
    sign, found = 1, []
    for word in text.split():
        if word in ("+", "-"):
            sign = 1 if word == "+" else -1
        else:
            found.append((sign, word))
    return found


_BASE = "answered + abandoned + flow_out"
_LIVE = "answered + abandoned"
_REACHED = "received - open - closed_hours"
_HANDLING = "state_talking + state_holding + state_wrap_up + state_working"
_OCCUPIED = f"{_HANDLING} + state_reserved + state_ringing + state_outbound"

_TOLD = "segments - segments_untold"
_TOLD_CONTACTS = "contacts_handled - contacts_untold"
_UNTOLD_TALK = " - untold_talk_ms"
"""Calls from another system's log tell neither holds nor after-call work."""
_SHORT = " - abandoned_short"
_EARLY = " - abandoned_in_target"
_SERVICE_LEVEL = {
    "offered": ("answered_in_target", ""),
    "answered_only": ("answered_in_target", None),
    "offered_less_short_abandons": ("answered_in_target", _SHORT),
    "early_abandons_met": ("answered_in_target + abandoned_in_target", ""),
    "offered_less_early_abandons": ("answered_in_target", _EARLY),
}
"""The ways of 5.21 to look at abandons: what is met, and what leaves the base `A + AB + F`."""
_CALLBACKS = {
    "": ("", ""),
    "_callbacks_at_request": (" + callback_in_target", " + callback_requested"),
    "_callbacks_virtual_wait": (" + callback_connected_in_target", " + callback_connected"),
}


def _service_levels() -> dict[str, Formula]:
    """Every formula under every switch: flow-outs, callbacks, calls that wait too long already."""
    found = {}
    for kind, (met, less) in _SERVICE_LEVEL.items():
        if less is None:
            found[f"service_level.{kind}"] = Formula("percent", met, "answered")
            continue
        for flow_outs, base in (("", _BASE), ("_no_flow_outs", _LIVE)):
            for callbacks, (more_met, more) in _CALLBACKS.items():
                for overdue, late in (("", ""), ("_overdue_waiting", " + overdue")):
                    name = f"service_level.{kind}{flow_outs}{callbacks}{overdue}"
                    found[name] = Formula("percent", met + more_met, base + more + less + late)
    found["service_level.attempts"] = Formula(
        "percent", "answered_in_target", "offered - open + blocked"
    )
    return found


FORMULAS: dict[str, Formula] = {
    **_service_levels(),
    "abandonment_rate.offered_net_short": Formula(
        "percent", "abandoned - abandoned_short", f"{_BASE} - abandoned_short"
    ),
    "abandonment_rate.connected_net_short": Formula(
        "percent", "abandoned - abandoned_short", f"{_REACHED} - abandoned_short"
    ),
    "abandonment_rate.connected_net_short_with_ivr": Formula(
        "percent",
        "abandoned - abandoned_short + ivr_abandoned",
        f"{_REACHED} - abandoned_short",
    ),
    "abandonment_rate.offered_all_abandons": Formula("percent", "abandoned", _BASE),
    "abandonment_rate.long_over_offered": Formula("percent", "abandoned - abandoned_short", _BASE),
    "abandonment_rate.long_over_answered": Formula(
        "percent", "abandoned - abandoned_short", "answered"
    ),
    "answer_rate.offered": Formula("percent", "answered", _BASE),
    "answer_rate.received": Formula("percent", "answered", _REACHED),
    "answer_rate.attempts": Formula("percent", "answered", f"{_REACHED} + blocked"),
    "answer_rate.offered_net_short": Formula("percent", "answered", f"{_BASE} - abandoned_short"),
    "answer_rate.served": Formula("percent", "answered + self_service", _REACHED),
    "avg_speed_of_answer.answered_waits": Formula("seconds", "wait_answered_ms", "answered"),
    "avg_speed_of_answer.all_waits_over_answered": Formula("seconds", "wait_ms", "answered"),
    "avg_queue_time.queued_all_outcomes": Formula("seconds", "wait_queued_ms", "queued_closed"),
    "avg_queue_time.queued_answered": Formula(
        "seconds", "wait_queued_answered_ms", "queued_answered"
    ),
    "avg_queue_time.all_offered": Formula("seconds", "wait_ms", "closed"),
    "avg_abandon_time.exclude_short": Formula(
        "seconds", "wait_abandoned_long_ms", "abandoned - abandoned_short"
    ),
    "avg_abandon_time.include_short": Formula("seconds", "wait_abandoned_ms", "abandoned"),
    "avg_handle_time.segment": Formula(
        "seconds", f"talk_ms + hold_ms + wrap_up_ms{_UNTOLD_TALK}", _TOLD
    ),
    "avg_handle_time.talk_acw": Formula("seconds", f"talk_ms + wrap_up_ms{_UNTOLD_TALK}", _TOLD),
    "avg_handle_time.contact": Formula(
        "seconds", "contact_handle_ms - untold_handle_ms", _TOLD_CONTACTS
    ),
    "avg_handle_time.contact_talk_acw": Formula(
        "seconds", "contact_handle_ms - contact_hold_ms - untold_handle_ms", _TOLD_CONTACTS
    ),
    "avg_talk_time.talk": Formula("seconds", "talk_ms", "segments"),
    "avg_talk_time.talk_incl_hold": Formula("seconds", "talk_ms + hold_ms", "segments"),
    "avg_hold_time.per_handled": Formula("seconds", "hold_ms", _TOLD),
    "avg_hold_time.per_held": Formula("seconds", "hold_ms", "held_segments"),
    "avg_hold_time.holds_per_handled": Formula("count", "hold_count", _TOLD),
    "avg_after_call_work.per_handled": Formula("seconds", "wrap_up_ms", _TOLD),
    "avg_after_call_work.with_acw": Formula("seconds", "wrap_up_ms", "wrap_up_segments"),
    "avg_after_call_work.contact": Formula("seconds", "contact_wrap_up_ms", _TOLD_CONTACTS),
    "occupancy.handle": Formula("percent", _OCCUPIED, f"{_OCCUPIED} + state_ready"),
    "occupancy.handle_ring_idle": Formula("percent", _HANDLING, f"{_OCCUPIED} + state_ready"),
    "occupancy.handle_ring_excluded": Formula("percent", _HANDLING, f"{_HANDLING} + state_ready"),
    "occupancy.talk_hold": Formula(
        "percent", "state_talking + state_holding", "state_talking + state_holding + state_ready"
    ),
    "occupancy.utilisation": Formula("percent", _HANDLING, "logged_in_ms"),
    "contacts_per_hour.logged_in": Formula("per_hour", "segments_answered", "logged_in_ms"),
    "contacts_per_hour.productive": Formula(
        "per_hour", "segments_answered", f"{_OCCUPIED} + state_ready"
    ),
    "transfer_rate.contact": Formula("percent", "contacts_transferred", "contacts_handled"),
    "transfer_rate.segment": Formula("percent", "transfers", "segments"),
    "transfer_rate.segment_blind": Formula("percent", "transfers_blind", "segments"),
    "transfer_rate.segment_attended": Formula("percent", "transfers_attended", "segments"),
    "queued_rate.received": Formula("percent", "queued", "received"),
    "queued_rate.offered": Formula("percent", "queued", "offered"),
    "blocked_rate.attempts": Formula("percent", "blocked", "blocked + received"),
    "total_contacts.incl_blocked": Formula("count", "blocked + received"),
    "fcr.agent_coded": Formula("percent", "resolution_yes", "resolution_coded"),
    "fcr.no_repeat": Formula("percent", "resolution_no_repeat", "resolution_looked"),
    "fcr.combined": Formula("percent", "resolution_combined", "resolution_both"),
    "fcr.survey": Formula("percent", "survey_resolved", "survey_answered"),
    "fcr.issue_based": Formula("percent", "issues_resolved", "issues"),
    "fcr.code_coverage": Formula("percent", "resolution_coded", "resolution_base"),
    "avg_rings.rings": Formula("count", "rings_heard", "ring_contacts"),
    "avg_rings.seconds": Formula("seconds", "front_ring_ms", "ring_contacts"),
    "schedule_adherence.overlap": Formula(
        "percent", "adherent_productive_ms", "sched_productive_ms"
    ),
    "schedule_adherence.conformance": Formula("percent", "productive_ms", "sched_productive_ms"),
    "schedule_adherence.all_activities": Formula("percent", "adherent_all_ms", "sched_all_ms"),
    "attendance_rate.persons": Formula("percent", "shifts_attended", "shifts_scheduled"),
    "attendance_rate.min_half_shift": Formula("percent", "shifts_half", "shifts_scheduled"),
    "cost_per_contact.agent_or_system": Formula("money", "cost", "contacts_handled + self_service"),
    "cost_per_contact.agent_handled": Formula("money", "cost", "contacts_handled"),
    "cost_per_contact.received": Formula("money", "cost", "received"),
    "cost_per_contact.labour_only": Formula(
        "money", "cost_labour", "contacts_handled + self_service"
    ),
    "cost_per_contact.per_resolution": Formula("money", "cost", "resolution_yes"),
    "cost_per_contact.incl_outbound": Formula(
        "money", "cost", "contacts_handled + self_service + contacts_outbound"
    ),
    "quality_score.score": Formula("count", "score_points", "evaluations"),
    "quality_score.raw": Formula("count", "raw_points", "evaluations"),
    **{
        f"quality_score.error_accuracy{suffix}": Formula("percent", free, "evaluations")
        for suffix, free in (
            ("", "free_of_customer"),
            ("_customer", "free_of_customer"),
            ("_business", "free_of_business"),
            ("_compliance", "free_of_compliance"),
            ("_critical", "critical_error_free"),
        )
    },
    "agent_turnover.daily": Formula("percent", "leavers", "headcount_days", "calendar_days"),
    "agent_turnover.daily_annualised": Formula(
        "percent", "leavers", "headcount_days", "calendar_days", "months", 12
    ),
    "agent_turnover.voluntary": Formula(
        "percent", "leavers_voluntary", "headcount_days", "calendar_days"
    ),
    "agent_turnover.voluntary_annualised": Formula(
        "percent", "leavers_voluntary", "headcount_days", "calendar_days", "months", 12
    ),
    **{
        f"agent_turnover.{kind}{suffix}": Formula("percent", "leavers", base, "", per, factor)
        for kind, base, twice in (
            ("simple", "headcount_opening + headcount_closing", 2),
            ("opening", "headcount_opening", 1),
            ("closing", "headcount_closing", 1),
        )
        for suffix, per, factor in (("", "", twice), ("_annualised", "months", 12 * twice))
    },
}
"""Every formula by `indicator.variant`."""


def is_listed(name: str) -> bool:
    """The many meetings of two switches and more can be asked for by name; lists leave them out."""
    switches = ("_no_flow_outs", "_callbacks_", "_overdue_waiting")
    return sum(one in name for one in switches) < 2


_PARSED = {
    name: (
        _terms(formula.top),
        _terms(formula.base),
        SCALE[formula.unit] * formula.factor,
        float(SCALE[formula.unit] * formula.factor),
    )
    for name, formula in FORMULAS.items()
}


def components_of(name: str) -> frozenset[str]:
    """The components that a formula reads."""
    top, base, _, _ = _PARSED[name]
    formula = FORMULAS[name]
    factors = {one for one in (formula.times, formula.per) if one}
    return frozenset({component for _, component in (*top, *base)} | factors)


def terms_of(name: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]], float]:
    """Signs and components of top and base, and what their quotient is multiplied by."""
    top, base, _, quick = _PARSED[name]
    return top, base, quick


def evaluate(name: str, totals: Mapping[str, Amount]) -> Value:
    """The value of a formula over summed components; a base of 0 (or below) gives None."""
    top, base, scale, quick = _PARSED[name]
    formula = FORMULAS[name]
    numerator: Amount = sum(sign * totals.get(component, 0) for sign, component in top)
    if formula.times:
        numerator *= totals.get(formula.times, 0)
    if not base:
        return Value(value=float(numerator) * quick, numerator=numerator, denominator=None)
    denominator: Amount = sum(sign * totals.get(component, 0) for sign, component in base)
    if formula.per:
        denominator *= totals.get(formula.per, 0)
    if denominator <= 0:
        return Value(value=None, numerator=numerator, denominator=denominator)
    if isinstance(numerator, int) and isinstance(denominator, int):
        value = numerator * quick / denominator
    else:
        value = float(numerator * scale / denominator)
    return Value(value=value, numerator=numerator, denominator=denominator)


def of_sums(name: str, numerator: float, denominator: float | None) -> float | None:
    """The value of a formula whose top and base are added up already, as over the days of a month."""
    quick = _PARSED[name][3]
    if denominator is None:
        return numerator * quick
    return numerator * quick / denominator if denominator > 0 else None
