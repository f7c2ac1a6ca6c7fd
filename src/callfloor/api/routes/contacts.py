"""The list of contacts, and one contact with its timeline straight from the journal."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Query

from callfloor.api.behind import Figure, figure
from callfloor.api.described import Answer, described
from callfloor.api.holds_shown import EXAMPLE_HOLD, HoldShown, hold_shown
from callfloor.api.names import Names, names_of
from callfloor.api.parts import PartsDep
from callfloor.api.quality_shown import EXAMPLE_QUALITY, QualityShown, quality_shown
from callfloor.api.recordings_shown import EXAMPLE_RECORDING, RecordingShown, recordings_shown
from callfloor.api.security import Asking
from callfloor.api.sought import Sought, sought
from callfloor.api.times import at_text, at_text_or_none
from callfloor.contacts import holds, service
from callfloor.contacts.record import Leg, Segment
from callfloor.events import codec
from callfloor.events.keeping import RecordingHeld, RecordingReleased
from callfloor.events.parties import MonitorStarted
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.journal.port import Recorded
from callfloor.kit.clock import now_ms

router = APIRouter(prefix="/contacts", tags=["contacts"])

_NEEDS: tuple[Permission, ...] = ("contacts.view_own", "contacts.view_all")


class ContactRow(Answer):
    id: str
    channel: str
    direction: str
    caller: str
    caller_name: str
    called: str
    language: str
    queue_id: str
    queue_name: str
    agent_id: str
    agent_name: str
    arrived_at: str
    answered_at: str | None
    ended_at: str | None
    wait_ms: int | None
    talk_ms: int | None
    hold_ms: int | None
    wrap_up_ms: int | None
    disposition: str
    outcome: str
    wrap_up_code: str
    recording_id: str | None
    recording_state: str
    recording_ms: int
    screen_state: str
    paused_ms: int
    is_held: bool
    transfers: int
    is_demo: bool


class ContactPage(Answer):
    items: list[ContactRow]
    next_cursor: str | None
    total: int


class SegmentShown(Answer):
    id: str
    queue_id: str
    queue_name: str
    agent_id: str
    agent_name: str
    team_id: str
    answered_at: str
    connected_at: str | None
    ended_at: str | None
    end_reason: str
    talk_ms: int
    hold_ms: int
    hold_count: int
    wrap_up_ms: int
    wrap_up_code: str
    more_codes: list[str]
    wrap_up_automatic: bool
    note: str
    resolved: str
    transfer: str
    transfer_to: str


class LegShown(Answer):
    id: str
    queue_id: str
    queue_name: str
    entered_at: str
    exited_at: str | None
    wait_ms: int | None
    outcome: str
    queued: bool
    is_post_transfer: bool


class Contact(ContactRow):
    """`timeline` are the facts themselves, in order, each with its place in the journal."""

    segments: list[SegmentShown]
    legs: list[LegShown]
    timeline: list[dict[str, Any]]
    recordings: list[RecordingShown]
    quality: list[QualityShown]
    holds: list[HoldShown]
    """Empty for whoever may not see them."""


EXAMPLE_ROW = {
    "id": "01KA9Q0V3M8K6Z2X4C5B7N8M9P",
    "channel": "voice",
    "direction": "in",
    "caller": "+34600123456",
    "caller_name": "Ana Ruiz",
    "called": "+34911000100",
    "language": "es",
    "queue_id": "sales",
    "queue_name": "Sales",
    "agent_id": "maria",
    "agent_name": "María García",
    "arrived_at": "2026-11-22T09:00:10.120Z",
    "answered_at": "2026-11-22T09:00:31.004Z",
    "ended_at": "2026-11-22T09:04:02.700Z",
    "wait_ms": 12_400,
    "talk_ms": 190_210,
    "hold_ms": 21_486,
    "wrap_up_ms": 31_000,
    "disposition": "queue",
    "outcome": "answered",
    "wrap_up_code": "order_placed",
    "recording_id": "01KA9Q0V3M8K6Z2X4C5B7N8M9R",
    "recording_state": "stored",
    "recording_ms": 230_000,
    "screen_state": "none",
    "paused_ms": 31_400,
    "is_held": False,
    "transfers": 0,
    "is_demo": False,
}
_EXAMPLE_CONTACT = {
    **EXAMPLE_ROW,
    "segments": [
        {
            "id": "01KA9Q0V3M8K6Z2X4C5B7N8M9P.s1",
            "queue_id": "sales",
            "queue_name": "Sales",
            "agent_id": "maria",
            "agent_name": "María García",
            "team_id": "north",
            "answered_at": "2026-11-22T09:00:31.004Z",
            "connected_at": "2026-11-22T09:00:31.050Z",
            "ended_at": "2026-11-22T09:04:02.700Z",
            "end_reason": "customer_hangup",
            "talk_ms": 190_210,
            "hold_ms": 21_486,
            "hold_count": 1,
            "wrap_up_ms": 31_000,
            "wrap_up_code": "order_placed",
            "more_codes": ["delivery"],
            "wrap_up_automatic": False,
            "note": "Wants delivery on Friday.",
            "resolved": "yes",
            "transfer": "",
            "transfer_to": "",
        }
    ],
    "legs": [
        {
            "id": "01KA9Q0V3M8K6Z2X4C5B7N8M9P.q1",
            "queue_id": "sales",
            "queue_name": "Sales",
            "entered_at": "2026-11-22T09:00:18.604Z",
            "exited_at": "2026-11-22T09:00:31.004Z",
            "wait_ms": 12_400,
            "outcome": "answered",
            "queued": True,
            "is_post_transfer": False,
        }
    ],
    "timeline": [
        {
            "position": 4711,
            "at": "2026-11-22T09:00:10.120Z",
            "type": "contact_arrived",
            "caller": "+34600123456",
        }
    ],
    "recordings": [EXAMPLE_RECORDING],
    "quality": [EXAMPLE_QUALITY],
    "holds": [EXAMPLE_HOLD],
}


def own_only(principal: Principal) -> str | None:
    """The agent whose contacts alone the asker may see; None for whoever may see all."""
    return None if principal.may("contacts.view_all") else (principal.agent_id or "-")


@router.get(
    "",
    **described(
        "Contacts, newest first",
        needs=_NEEDS,
        answer={"items": [EXAMPLE_ROW], "next_cursor": None, "total": 1},
    ),
)
async def listed(
    principal: Asking,
    parts: PartsDep,
    wanted: Annotated[Sought, Depends(sought)],
    behind: Annotated[Figure, Depends(figure)],
    cursor: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=service.LIMIT_MAX)] = 50,
) -> ContactPage:
    names = names_of(parts, principal.tenant)
    seen = msgspec.structs.replace(wanted.filters(names), only_agent_id=own_only(principal))
    if behind.indicator:
        centre = await parts.given.centre(principal.tenant)
        seen = await parts.figures.narrowed(seen, behind, centre)
    async with parts.database.session(principal.tenant) as session:
        page = await service.listed(session, seen, cursor=cursor, limit=limit)
    items = [row_shown(row, names) for row in page.rows]
    return ContactPage(items=items, next_cursor=page.next_cursor, total=page.total)


@router.get(
    "/{contact_id}",
    **described("One contact with its timeline", needs=_NEEDS, answer=_EXAMPLE_CONTACT),
)
async def one(contact_id: str, principal: Asking, parts: PartsDep) -> Contact:
    names = names_of(parts, principal.tenant)
    async with parts.database.session(principal.tenant) as session:
        row, record = await service.one(session, contact_id, only_agent_id=own_only(principal))
        may_see = principal.may("recordings.hold") or principal.may("recordings.check")
        held = await holds.listed(session, contact_id=contact_id) if may_see else []
    recorded = await parts.given.journal.read_contact(principal.tenant, contact_id)
    timeline = []
    at_ms = now_ms()
    unseen = set() if principal.may("contacts.view_all") else _unseen(recorded)
    for each in recorded:
        if getattr(each.fact, "monitor_id", "") in unseen:
            continue
        if isinstance(each.fact, RecordingHeld | RecordingReleased) and not may_see:
            continue
        values = codec.to_dict(each.fact)
        at = at_text(values.pop("at_ms"))
        values.pop("tenant", None)
        timeline.append({"position": each.position, "at": at, **values})
    return Contact(
        **row_shown(row, names).model_dump(),
        segments=[_segment(segment, names) for segment in record.segments],
        legs=[_leg(leg, names) for leg in record.legs],
        timeline=timeline,
        recordings=recordings_shown(record),
        quality=quality_shown(record, names),
        holds=[hold_shown(one, at_ms) for one in held],
    )


def _unseen(recorded: Sequence[Recorded]) -> set[str]:
    """Monitors that the agent was not told of: they are not told by the timeline either."""
    return {
        each.fact.monitor_id
        for each in recorded
        if isinstance(each.fact, MonitorStarted) and not each.fact.announced
    }


def row_shown(row: dict[str, Any], names: Names) -> ContactRow:
    plain = {name: row[name] for name in ContactRow.model_fields if name in row}
    return ContactRow(
        **plain,
        queue_name=names.queue(row["queue_id"]),
        agent_name=names.agent(row["agent_id"]),
        arrived_at=at_text(row["arrived_ms"]),
        answered_at=at_text_or_none(row["answered_ms"]),
        ended_at=at_text_or_none(row["ended_ms"]),
    )


def _segment(segment: Segment, names: Names) -> SegmentShown:
    return SegmentShown(
        id=segment.segment_id,
        queue_id=segment.queue_id,
        queue_name=names.queue(segment.queue_id),
        agent_id=segment.agent_id,
        agent_name=names.agent(segment.agent_id),
        team_id=segment.team_id,
        answered_at=at_text(segment.answered_ms),
        connected_at=at_text_or_none(segment.connected_ms),
        ended_at=at_text_or_none(segment.ended_ms),
        end_reason=segment.end_reason,
        talk_ms=segment.talk_ms,
        hold_ms=segment.hold_ms,
        hold_count=segment.hold_count,
        wrap_up_ms=segment.wrap_up_ms,
        wrap_up_code=segment.wrap_up_code,
        more_codes=list(segment.more_codes),
        wrap_up_automatic=segment.wrap_up_automatic,
        note=segment.note,
        resolved=segment.resolved,
        transfer=segment.transfer,
        transfer_to=segment.transfer_to,
    )


def _leg(leg: Leg, names: Names) -> LegShown:
    return LegShown(
        id=leg.leg_id,
        queue_id=leg.queue_id,
        queue_name=names.queue(leg.queue_id),
        entered_at=at_text(leg.entered_ms),
        exited_at=at_text_or_none(leg.exited_ms),
        wait_ms=leg.wait_ms,
        outcome=leg.outcome,
        queued=leg.queued,
        is_post_transfer=leg.is_post_transfer,
    )
