"""The flat tables of section 2 of the specification: their columns, types and what they are sorted by.

Durations and moments are whole milliseconds (UTC), empty texts are no nulls, a null moment has not
come yet. Each table repeats of its contact what reports group by, so that no join is needed. There
is no amount of money here; where one comes in it is decimal128, never a float.
"""

import pyarrow as pa

VERSION = 1
"""Raised with every change of a column; files of another version are made anew by a rebuild."""

_TEXT, _MS, _COUNT, _BOOL = pa.string(), pa.int64(), pa.int32(), pa.bool_()


def _schema(texts: str = "", moments: str = "", perhaps: str = "", counts: str = "",
            flags: str = "") -> pa.Schema:  # fmt: skip
    """Names apart by spaces; `perhaps` are moments and durations that may be null."""
    fields = [pa.field(name, _TEXT, nullable=False) for name in texts.split()]
    fields += [pa.field(name, _MS, nullable=False) for name in moments.split()]
    fields += [pa.field(name, _MS) for name in perhaps.split()]
    fields += [pa.field(name, _COUNT, nullable=False) for name in counts.split()]
    fields += [pa.field(name, _BOOL, nullable=False) for name in flags.split()]
    return pa.schema(fields, metadata={"callfloor.facts": str(VERSION)})


_OF_CONTACT = "contact_id direction channel"
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
    "spans": _schema("agent_id team_id state", "start_ms", "end_ms"),
}

ORDER: dict[str, tuple[str, ...]] = {
    "contacts": ("entered_ms",),
    "legs": ("entered_ms",),
    "rings": ("agent_id", "offered_ms"),
    "segments": ("answered_ms",),
    "pieces": ("start_ms",),
    "spans": ("start_ms",),
}
"""Rows that lie near one another in time lie so in the file, which a question for few hours reads."""
