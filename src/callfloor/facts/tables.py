"""The flat tables of section 2 of the specification: their columns, types and what they are sorted by.

Durations and moments are whole milliseconds (UTC), empty texts are no nulls, a null moment has not
come yet. Each table repeats of its contact what reports group by, so that no join is needed. Amounts
of money are decimal, never floats.
"""

import pyarrow as pa

from callfloor.facts.contents import VERSION

_TEXT, _MS, _COUNT, _BOOL = pa.string(), pa.int64(), pa.int32(), pa.bool_()
_DAY, _EXACT = pa.date32(), pa.decimal128(38, 12)


def _schema(texts: str = "", moments: str = "", perhaps: str = "", counts: str = "",
            flags: str = "", days: str = "", exact: str = "") -> pa.Schema:  # fmt: skip
    """Names apart by spaces; `perhaps` are moments and durations that may be null, as days and exact
    numbers may be."""
    fields = [pa.field(name, _TEXT, nullable=False) for name in texts.split()]
    fields += [pa.field(name, _MS, nullable=False) for name in moments.split()]
    fields += [pa.field(name, _MS) for name in perhaps.split()]
    fields += [pa.field(name, _COUNT, nullable=False) for name in counts.split()]
    fields += [pa.field(name, _BOOL, nullable=False) for name in flags.split()]
    fields += [pa.field(name, _DAY) for name in days.split()]
    fields += [pa.field(name, _EXACT) for name in exact.split()]
    return pa.schema(fields, metadata={"callfloor.facts": str(VERSION)})


_OF_CONTACT = "contact_id direction channel source"
_PLACES = "dnis trunk_group call_type"

SCHEMAS: dict[str, pa.Schema] = {
    # One attempt of a customer. `fate` is `queue` where it waited, `direct` where an agent answered
    # without, else what became of it in the menu; the wait is that of the whole contact.
    "contacts": _schema(
        f"{_OF_CONTACT} {_PLACES} customer call_type_initial disposition ended_by refused fate outcome"
        " wait_queue_id wrap_up_code last_code resolved issue_id",
        "arrived_ms entered_ms talk_ms hold_ms wrap_up_ms",
        "front_ring_ms ended_ms closed_ms wait_ms callback_connected_ms",
        "segments parts",
        "queued is_test is_demo",
    ),
    # One stay in one queue.
    "legs": _schema(
        f"{_OF_CONTACT} leg_id queue_id outcome",
        "entered_ms",
        "offered_ms exited_ms wait_ms callback_connected_ms estimate_ms",
        "seq",
        "queued is_post_transfer is_returned is_test",
    ),
    # One ringing of one agent, with the wait of its leg.
    "rings": _schema(
        f"{_OF_CONTACT} ring_id leg_id queue_id agent_id result",
        "offered_ms",
        "ended_ms leg_entered_ms leg_wait_ms",
        "",
        "is_test",
    ),
    # One agent's part of one contact.
    "segments": _schema(
        f"{_OF_CONTACT} {_PLACES} segment_id leg_id queue_id agent_id team_id end_reason transfer_to"
        " wrap_up_code resolved issue_id",
        "leg_entered_ms contact_entered_ms answered_ms talk_ms hold_ms wrap_up_ms",
        "contact_closed_ms connected_ms ended_ms closed_ms wrap_up_started_ms wrap_up_ended_ms",
        "seq hold_count lost_count",
        "is_consult is_last is_test",
    ),
    # The time of a segment cut into talk, hold and after-call work; without an end while it runs.
    "pieces": _schema(
        f"{_OF_CONTACT} {_PLACES} segment_id kind queue_id agent_id team_id",
        "start_ms",
        "end_ms",
        "",
        "is_closed is_consult is_test",
    ),
    # An agent's state, cut at midnight UTC; without an end while it lasts. Logged out is no span.
    # `began_ms` is when it began in truth.
    "spans": _schema("agent_id team_id state", "start_ms began_ms", "end_ms"),
    # What customers said of a contact, on the day of the contact.
    "surveys": _schema(
        "source_id contact_id resolved_answer", "sent_ms", "answered_ms nps", exact="csat"
    ),
}
"""What lies in the day of its contact, or of its own time."""
_OUTSIDE = "source_id subject team_id"
_TIMES = "start_ms end_ms ingested_ms"
BROUGHT: dict[str, pa.Schema] = {
    "costs": _schema(
        f"{_OUTSIDE} category currency cost_centre status replaces",
        _TIMES,
        days="start end",
        exact="amount rate",
    ),
    "shifts": _schema(f"{_OUTSIDE} shift absence_reason", _TIMES),
    "punches": _schema(
        f"{_OUTSIDE} terminal", f"{_TIMES} in_ms", "out_ms", "", "manual_correction"
    ),
    "schedules": _schema(
        f"{_OUTSIDE} activity exception_of approved_by",
        _TIMES,
        "",
        "schedule_version",
        "productive",
    ),
    "employment": _schema(
        f"{_OUTSIDE} role employment leave_kind leave_reason_code exit_interview_id",
        _TIMES,
        days="start last_day",
        exact="fte",
    ),
    "attempts": _schema(
        f"{_OUTSIDE} source trunk_group dnis cause caller_hash", _TIMES, "", "count"
    ),
    "evaluations": _schema(
        f"{_OUTSIDE} evaluator_id kind form_version items critical_errors status contact_id",
        _TIMES,
        "evaluated_ms",
        "",
        "auto_fail",
        exact="score",
    ),
}
"""Brought in from outside, each on the day of its begin. `items` is JSON."""

ORDER: dict[str, tuple[str, ...]] = {
    "contacts": ("entered_ms",),
    "legs": ("entered_ms",),
    "rings": ("agent_id", "offered_ms"),
    "segments": ("answered_ms",),
    "pieces": ("start_ms",),
    "spans": ("start_ms",),
    "surveys": ("sent_ms",),
    **dict.fromkeys(BROUGHT, ("start_ms",)),
}
"""Rows that lie near one another in time lie so in the file, which a question for few hours reads."""
