"""Which checks belong to an indicator, and what the product looks up for each of them. Data."""

from typing import Final, Literal, NamedTuple

Kind = Literal[
    "figure",
    "waits",
    "redials",
    "unanswered",
    "hours",
    "agents",
    "types",
    "targets",
    "kinds",
    "missing",
]
Measure = Literal["transfers", "blind", "talk", "hold", "wrap_up", "handle", "resolved", ""]
"""What is looked at by agent or type: a share of transfers, or milliseconds a contact."""


class Evidence(NamedTuple):
    """One thing looked up. `what` is an indicator of a figure, a measure, or what does not exist yet.

    `wrong_when` says on which side a figure speaks for the check.
    """

    kind: Kind
    what: str = ""
    wrong_when: Literal["high", "low", "either"] = "high"


class Step(NamedTuple):
    check: str
    evidence: tuple[Evidence, ...]


def _figure(indicator: str, wrong_when: Literal["high", "low", "either"] = "high") -> Evidence:
    return Evidence("figure", indicator, wrong_when)


def _missing(what: str) -> Evidence:
    return Evidence("missing", what)


_WAITS = Evidence("waits")
_REDIALS = Evidence("redials")
_UNANSWERED = Evidence("unanswered")
_TYPES = Evidence("types")
_ABANDONED_HOURS = Evidence("hours", "abandoned")
_IMPATIENCE = Step("impatience", (_WAITS, _REDIALS))
_UNREACHABLE = Step("unreachable", (_UNANSWERED, _figure("blocked_rate")))
_ACW = Step("acw", (_figure("avg_after_call_work"), Evidence("agents", "wrap_up")))
_HOLD = Step("hold", (_figure("avg_hold_time"),))
_FORECAST = Step("forecast", (_missing("forecast"),))
_VOLUME = Step("volume", (_figure("total_contacts"),))
_ADHERENCE = Step("adherence", (_figure("schedule_adherence", "low"), _missing("required")))
_MIX = Step("mix", (_TYPES,))
_PEAK = Step("peak", (_ABANDONED_HOURS,))
_WAITING = (_ACW, _HOLD, _VOLUME, _PEAK, _MIX, _FORECAST, _ADHERENCE)
_RESOLUTION = Step("resolution", (_figure("fcr", "low"),))
_SATISFACTION = Step("satisfaction", (_figure("fcr", "low"), _missing("survey")))
_HANDLE = Step("handle", (_figure("avg_handle_time"), _figure("avg_talk_time")))
_TRANSFERS = Step("transfers", (_figure("transfer_rate"),))


def _people(measure: Measure) -> tuple[Step, ...]:
    return (
        Step("few_agents", (Evidence("agents", measure),)),
        Step("types", (Evidence("types", measure),)),
    )


PLAYBOOKS: Final[dict[str, tuple[Step, ...]]] = {
    "schedule_adherence": (
        Step("supervision", (_missing("coaching"),)),
        Step("span", (_missing("tenure"),)),
        Step("rules", (_missing("reasons"),)),
        Step("absence", (_figure("attendance_rate", "low"),)),
        Step("idle", (_figure("occupancy", "low"), _figure("total_contacts", "low"))),
    ),
    "avg_after_call_work": (
        *_people("wrap_up"),
        Step("form", (_figure("avg_after_call_work"), _missing("latency"))),
        Step("pause", (_figure("schedule_adherence", "low"),)),
    ),
    "avg_abandon_time": (_IMPATIENCE, _UNREACHABLE, _PEAK),
    "cost_per_contact": (
        _HANDLE,
        Step("idle", (_figure("occupancy", "low"),)),
        _RESOLUTION,
        Step("staffing", (_figure("queued_rate"),)),
        _TRANSFERS,
    ),
    "avg_handle_time": (*_people("handle"), _ACW, _HOLD, _SATISFACTION),
    "avg_hold_time": _people("hold"),
    "avg_rings": (_VOLUME, Step("peak", (Evidence("hours", "offered"),))),
    "avg_queue_time": (*_WAITING, _UNREACHABLE),
    "avg_speed_of_answer": _WAITING,
    "avg_talk_time": (_SATISFACTION, *_people("talk")),
    "contacts_per_hour": (
        _HANDLE,
        Step("idle", (_figure("occupancy", "low"),)),
        Step("few_agents", (Evidence("agents", "handle"),)),
    ),
    "quality_score": (
        Step("supervision", (_missing("coaching"),)),
        Step("few_agents", (_missing("evaluations"),)),
    ),
    "occupancy": (
        Step("idle", (_figure("occupancy", "low"), _figure("total_contacts", "low"))),
        _VOLUME,
        _HANDLE,
        _FORECAST,
        Step("adherence", (_figure("schedule_adherence", "low"),)),
    ),
    "abandonment_rate": (_IMPATIENCE, _UNREACHABLE, *_WAITING),
    "attendance_rate": (Step("reasons", (_missing("absences"),)),),
    "blocked_rate": (
        Step("peak", (Evidence("hours", "blocked"), _missing("trunks"))),
        Step("volume", (_figure("total_contacts"),)),
    ),
    "fcr": (*_people("resolved"), _TRANSFERS),
    "queued_rate": (
        Step(
            "staffing",
            (Evidence("hours", "offered"), _figure("avg_queue_time"), _missing("required")),
        ),
        _VOLUME,
        _ACW,
    ),
    "transfer_rate": (
        Step("skills", (Evidence("agents", "transfers"),)),
        Step("information", (Evidence("targets"), Evidence("types", "transfers"))),
        Step("blind_use", (Evidence("kinds"),)),
        Step("busy_habit", (Evidence("hours", "transfers"),)),
        Step("data_pass", (_missing("survey"),)),
        Step("policy", (Evidence("kinds"),)),
        Step("cost", (_missing("cost"),)),
        Step("proposal", (_missing("proposal"),)),
    ),
    "answer_rate": (_IMPATIENCE, _UNREACHABLE, *_WAITING),
    "service_level": _WAITING,
    "total_contacts": (_MIX, Step("peak", (Evidence("hours", "offered"),)), _FORECAST),
    "agent_turnover": (Step("exit", (_missing("interviews"),)),),
}
