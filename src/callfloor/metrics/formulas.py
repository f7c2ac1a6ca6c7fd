"""How a value comes from components: sums first, one division last, null where the base is empty.

A formula is written as it is read in `indicators.md`: names of components with plus and minus.
Every indicator has a standard variant and keeps the others beside it. Pure.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

Unit = Literal["percent", "seconds", "count", "per_hour"]

_SCALE: dict[Unit, float] = {
    "percent": 100.0,
    "seconds": 0.001,
    "count": 1.0,
    "per_hour": 3_600_000.0,
}


class Formula(msgspec.Struct, frozen=True):
    """`base` empty means a plain count. Times are in milliseconds below, in seconds as a value."""

    unit: Unit
    top: str
    base: str = ""


class Value(msgspec.Struct, frozen=True):
    """`value` is None where there is nothing to divide by; never 0 in its stead."""

    value: float | None
    numerator: int
    denominator: int | None


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

FORMULAS: dict[str, Formula] = {
    "service_level.offered": Formula("percent", "answered_in_target", _BASE),
    "service_level.answered_only": Formula("percent", "answered_in_target", "answered"),
    "service_level.offered_less_short_abandons": Formula(
        "percent", "answered_in_target", f"{_BASE} - abandoned_short"
    ),
    "service_level.early_abandons_met": Formula(
        "percent", "answered_in_target + abandoned_in_target", _BASE
    ),
    "service_level.offered_no_flow_outs": Formula("percent", "answered_in_target", _LIVE),
    "service_level.offered_less_short_abandons_no_flow_outs": Formula(
        "percent", "answered_in_target", f"{_LIVE} - abandoned_short"
    ),
    "service_level.offered_less_early_abandons_no_flow_outs": Formula(
        "percent", "answered_in_target", f"{_LIVE} - abandoned_in_target"
    ),
    "service_level.early_abandons_met_no_flow_outs": Formula(
        "percent", "answered_in_target + abandoned_in_target", _LIVE
    ),
    "service_level.offered_callbacks_at_request": Formula(
        "percent", "answered_in_target + callback_in_target", f"{_BASE} + callback_requested"
    ),
    "service_level.attempts": Formula("percent", "answered_in_target", "offered - open + blocked"),
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
    "avg_handle_time.segment": Formula("seconds", "talk_ms + hold_ms + wrap_up_ms", "segments"),
    "avg_handle_time.talk_acw": Formula("seconds", "talk_ms + wrap_up_ms", "segments"),
    "avg_handle_time.contact": Formula("seconds", "contact_handle_ms", "contacts_handled"),
    "avg_talk_time.talk": Formula("seconds", "talk_ms", "segments"),
    "avg_talk_time.talk_incl_hold": Formula("seconds", "talk_ms + hold_ms", "segments"),
    "avg_hold_time.per_handled": Formula("seconds", "hold_ms", "segments"),
    "avg_hold_time.per_held": Formula("seconds", "hold_ms", "held_segments"),
    "avg_after_call_work.per_handled": Formula("seconds", "wrap_up_ms", "segments"),
    "avg_after_call_work.with_acw": Formula("seconds", "wrap_up_ms", "wrap_up_segments"),
    "occupancy.handle": Formula("percent", _OCCUPIED, f"{_OCCUPIED} + state_ready"),
    "occupancy.handle_ring_idle": Formula("percent", _HANDLING, f"{_OCCUPIED} + state_ready"),
    "occupancy.handle_ring_excluded": Formula("percent", _HANDLING, f"{_HANDLING} + state_ready"),
    "occupancy.talk_hold": Formula(
        "percent", "state_talking + state_holding", "state_talking + state_holding + state_ready"
    ),
    "contacts_per_hour.logged_in": Formula("per_hour", "segments_answered", "logged_in_ms"),
    "contacts_per_hour.productive": Formula(
        "per_hour", "segments_answered", f"{_OCCUPIED} + state_ready"
    ),
    "transfer_rate.contact": Formula("percent", "contacts_transferred", "contacts_handled"),
    "transfer_rate.segment": Formula("percent", "transfers", "segments"),
    "transfer_rate.segment_blind": Formula("percent", "transfers_blind", "segments"),
    "queued_rate.received": Formula("percent", "queued", "received"),
    "queued_rate.offered": Formula("percent", "queued", "offered"),
    "blocked_rate.attempts": Formula("percent", "blocked", "blocked + received"),
    "total_contacts.incl_blocked": Formula("count", "blocked + received"),
    "fcr.agent_coded": Formula("percent", "resolution_yes", "resolution_coded"),
}
"""Every formula by `indicator.variant`."""

_PARSED = {
    name: (_terms(formula.top), _terms(formula.base), _SCALE[formula.unit])
    for name, formula in FORMULAS.items()
}


def evaluate(name: str, totals: Mapping[str, int]) -> Value:
    """The value of a formula over summed components; a base of 0 (or below) gives None."""
    top, base, scale = _PARSED[name]
    numerator = sum(sign * totals.get(component, 0) for sign, component in top)
    if not base:
        return Value(value=numerator * scale, numerator=numerator, denominator=None)
    denominator = sum(sign * totals.get(component, 0) for sign, component in base)
    if denominator <= 0:
        return Value(value=None, numerator=numerator, denominator=denominator)
    return Value(
        value=numerator * scale / denominator, numerator=numerator, denominator=denominator
    )
