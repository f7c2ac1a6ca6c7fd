"""Calls without a recording that should have one: answered, to be kept by the rules, and not there.

Each with the reason, and whether Asterisk's raw files still lie there, so that it can be tried again.
"""

from pathlib import Path

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.filters import OWN
from callfloor.contacts.record import Record
from callfloor.contacts.recordings import Recording, answered_or_waited_in, call_of
from callfloor.contacts.row import outcome_of, read_record
from callfloor.recording.rules import Policy, decide

SETTLED_MS = 120_000
"""A call that ended later than this ago may still be at the sealer."""
LISTED_MAX = 500

_QUERY = text(
    f"select record::text from contacts where {OWN} and refused = ''"  # noqa: S608
    " and recording_state in ('missing', 'damaged', 'none') and outcome = 'answered'"
    " and ended_ms is not null and ended_ms <= :before_ms"
    " and (recording_state <> 'none' or not is_demo) and coalesce(record ->> 'source', '') = ''"
    " and (cast(:contact_id as text) = '' or id = :contact_id)"
    " order by arrived_ms desc, id desc limit :limit"
)


_SCREENS = text(
    f"select record::text from contacts where {OWN} and screen_state in ('missing', 'damaged')"  # noqa: S608
    " and ended_ms is not null and ended_ms <= :before_ms"
    " order by arrived_ms desc, id desc limit :limit"
)


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """`reason`: what the sealer said (`no_sound`, `disk`, …), `not_started`, `not_sealed` (nobody
    said anything), or what the last check found (`missing`, `damaged`, `no_key`). Of a `screen` also
    why the desk did not record it (`events.captures.WhyNoScreen`), or `not_sent`.
    """

    contact_id: str
    recording_id: str
    arrived_ms: int
    ended_ms: int
    queue_id: str
    agent_id: str
    caller: str
    transfers: int
    reason: str
    line: str
    has_raw: bool
    kind: str = "call"


async def listed(
    session: AsyncSession, policy: Policy, raw: Path, now_ms: int, *, contact_id: str = ""
) -> list[Missing]:
    """The latest first, at most `LISTED_MAX`; `raw` is where Asterisk writes."""
    given = {"before_ms": now_ms - SETTLED_MS, "limit": LISTED_MAX, "contact_id": contact_id}
    found = []
    for (body,) in await session.execute(_QUERY, given):
        missing = missing_of(read_record(body), policy)
        if missing is not None:
            found.append(msgspec.structs.replace(missing, has_raw=_has_raw(raw, missing.line)))
    return found


async def screens_listed(session: AsyncSession, now_ms: int) -> list[Missing]:
    """Screens that a rule wanted and that are not there: the latest calls first."""
    given = {"before_ms": now_ms - SETTLED_MS, "limit": LISTED_MAX}
    rows = await session.execute(_SCREENS, given)
    return [one for (body,) in rows for one in missing_screens_of(read_record(body))]


def missing_screens_of(record: Record) -> list[Missing]:
    call = call_of(record)
    if call is not None and call.status in ("dropped", "discarded"):
        return []
    wrong = [(one, _screen_reason(one)) for one in record.recordings if one.kind == "screen"]
    return [
        Missing(
            contact_id=record.contact_id,
            recording_id=one.recording_id,
            arrived_ms=record.arrived_ms,
            ended_ms=record.ended_ms or record.arrived_ms,
            queue_id=next(
                (s.queue_id for s in record.segments if s.segment_id == one.segment_id), ""
            ),
            agent_id=one.agent_id,
            caller=record.caller,
            transfers=sum(1 for s in record.segments if s.transfer),
            reason=reason,
            line="",
            has_raw=False,
            kind="screen",
        )
        for one, reason in wrong
        if reason
    ]


def _screen_reason(one: Recording) -> str:
    return (one.failure or "not_sent") if one.status == "running" else _reason(one)


def missing_of(record: Record, policy: Policy) -> Missing | None:
    """None where nothing is missing: it is there, or the rules did not want it."""
    calls = [one for one in record.recordings if one.kind == "call"]
    if (
        any(one.status == "stored" and not one.damage for one in calls)
        or outcome_of(record) != "answered"
    ):
        return None
    wrong = next((one for one in calls if _reason(one)), None)
    if wrong is None and (calls or not _wanted(record, policy)):
        return None
    last = record.segments[-1] if record.segments else None
    return Missing(
        contact_id=record.contact_id,
        recording_id=wrong.recording_id if wrong else record.contact_id,
        arrived_ms=record.arrived_ms,
        ended_ms=record.ended_ms or record.arrived_ms,
        queue_id=last.queue_id if last else "",
        agent_id=last.agent_id if last else "",
        caller=record.caller,
        transfers=sum(1 for one in record.segments if one.transfer),
        reason=_reason(wrong) if wrong else "not_started",
        line=record.line,
        has_raw=False,
    )


def _reason(one: Recording) -> str:
    match one.status:
        case "stored":
            return one.damage
        case "failed":
            return one.failure or "not_sealed"
        case "kept" | "running":
            return "not_sealed"
    return ""


def _wanted(record: Record, policy: Policy) -> bool:
    queues = answered_or_waited_in(record)
    return decide(policy, record.contact_id, record.direction, queues).keep


def _has_raw(raw: Path, line: str) -> bool:
    return bool(line) and any((raw / f"{line}-{side}.wav").exists() for side in ("in", "out"))
