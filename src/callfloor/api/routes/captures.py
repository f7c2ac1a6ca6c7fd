"""The screen of an agent's desk while a call lasts: what the browser sends of it, piece by piece.

The floor says whose screen is wanted (`screen_wanted`), the desk's browser records and sends, a job
makes one recording of the pieces once the call is over (`contacts.captures`).
"""

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.routes.desk import own_agent
from callfloor.api.security import Asking
from callfloor.contacts import service
from callfloor.contacts.captures import contact_of
from callfloor.contacts.recordings import Recording, call_of
from callfloor.events.captures import (
    ScreenNotRecorded,
    ScreenStarted,
    Surface,
    WhyNoScreen,
)
from callfloor.events.fact import Fact
from callfloor.identity.permissions import GRANTED, ROLES, Permission
from callfloor.identity.principal import Principal
from callfloor.journal.port import Entry
from callfloor.journal.postgres import append_in
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import ConflictError, InvalidError, LimitedError, NotFoundError
from callfloor.kit.fields import wrong
from callfloor.kit.ids import new_id
from callfloor.recording.captures import Piece
from callfloor.recording.policy import recording_policy

router = APIRouter(prefix="/desk/captures", tags=["desk"])

_NEEDS: tuple[Permission, ...] = ("desk.use",)
SKEW_MS = 5_000
"""How far a piece's times may lie outside the call: a browser knows the server's clock roughly."""
BURST_BYTES = 8 * 1_048_576
BYTES_PER_S = 120_000
_ID = "01KA9Q0V3M8K6Z2X4C5B7N8M9P.s1.screen"


class CaptureRules(Answer):
    """Whether any rule may want this desk's screen, and which roles may see it; the server's clock."""

    is_wanted: bool
    seen_by: list[str]
    now_ms: int


class CaptureTold(Shape):
    """What the browser makes of a screen that is wanted; the rest but `started` says why it does not."""

    state: Literal["started", "refused", "unsupported", "lost", "not_kept_up"]
    surface: Surface = ""


class CaptureTaken(Answer):
    now_ms: int


@router.get(
    "",
    **described(
        "Whether the desk's screen may be recorded, who may see it, and the server's clock",
        needs=_NEEDS,
        answer={
            "is_wanted": True,
            "seen_by": ["supervisor", "quality"],
            "now_ms": 1_763_802_012_345,
        },
    ),
)
async def read(principal: Asking, parts: PartsDep) -> CaptureRules:
    policy = recording_policy(await parts.given.centre(principal.tenant))
    return CaptureRules(
        is_wanted=any(min(rule.percent, rule.screen_percent) > 0 for rule in policy.rules),
        seen_by=[role for role in ROLES if "recordings.listen_all" in GRANTED[role]],
        now_ms=now_ms(),
    )


@router.post(
    "/{recording_id}",
    **described(
        "Say that the browser records a screen that is wanted, or why it does not",
        needs=_NEEDS,
        body={"state": "started", "surface": "monitor"},
        answer={"now_ms": 1_763_802_012_345},
    ),
)
async def tell(
    recording_id: str, body: CaptureTold, principal: Asking, parts: PartsDep
) -> CaptureTaken:
    parts.capture_limit.take(f"{principal.tenant}/{principal.agent_id}", now_ms())
    screen = await _own(parts, principal, recording_id)
    about: dict[str, Any] = {
        "tenant": principal.tenant,
        "at_ms": now_ms(),
        "contact_id": contact_of(recording_id),
        "recording_id": recording_id,
        "agent_id": screen.agent_id,
    }
    fact: Fact
    if body.state == "started":
        fact = ScreenStarted(**about, surface=body.surface)
    else:
        reason: WhyNoScreen = body.state
        fact = ScreenNotRecorded(**about, reason=reason)
    async with parts.database.session(principal.tenant) as session:
        await append_in(session, [Entry(id=new_id(), fact=fact)])
    return CaptureTaken(now_ms=now_ms())


@router.put(
    "/{recording_id}/{part}/{number}",
    **described(
        "Send a piece of the screen (a stretch of a WebM stream of one part, as the body)",
        needs=_NEEDS,
        takes_bytes=True,
        answer={"now_ms": 1_763_802_012_345},
    ),
)
async def send(
    recording_id: str,
    part: Annotated[int, Path(ge=0, lt=36_000)],
    number: Annotated[int, Path(ge=0, lt=2_000)],
    begun_ms: Annotated[int, Query(description="When the part began, by the server's clock")],
    to_ms: Annotated[int, Query(description="Until when the part is complete with this piece")],
    request: Request,
    principal: Asking,
    parts: PartsDep,
    is_last: Annotated[bool, Query(description="It closes its part")] = False,
) -> CaptureTaken:
    """May be sent again. Pieces of a part are numbered from 0; the first one begins the stream."""
    parts.capture_limit.take(f"{principal.tenant}/{principal.agent_id}", now_ms())
    screen = await _own(parts, principal, recording_id)
    _check_times(begun_ms, to_ms, screen)
    body = await request.body()
    piece = Piece(
        part=part, number=number, begun_ms=begun_ms, to_ms=to_ms, is_last=is_last, body=body
    )
    await asyncio.to_thread(_put, parts, principal.tenant, screen, piece)
    return CaptureTaken(now_ms=now_ms())


def _put(parts: Parts, tenant: str, screen: Recording, piece: Piece) -> None:
    """In a thread. LimitedError where more has come than such a call can have."""
    there = sum(one.size_bytes for one in parts.captures.lying(tenant, screen.recording_id))
    allowed = BURST_BYTES + (now_ms() - screen.started_ms) * BYTES_PER_S // 1000
    if there + len(piece.body) > allowed:
        msg = f"More than {BYTES_PER_S} bytes a second came of this screen; record it smaller."
        raise LimitedError(msg, retry_after_s=60)
    parts.captures.put(tenant, screen.recording_id, piece)


def _check_times(begun_ms: int, to_ms: int, screen: Recording) -> None:
    earliest, latest = screen.started_ms - SKEW_MS, now_ms() + SKEW_MS
    if not earliest <= begun_ms <= to_ms <= latest:
        msg = "begun_ms and to_ms do not lie within the call; compare your clock with now_ms."
        raise InvalidError(msg, [wrong("begun_ms", "out_of_call", msg)])


async def _own(parts: Parts, principal: Principal, recording_id: str) -> Recording:
    """The screen that is wanted of this very agent, while it may still come."""
    agent_id, contact_id = own_agent(principal), contact_of(recording_id)
    live = parts.live.board(principal.tenant).contacts.get(contact_id)
    record = live.record if live else None
    if record is None:
        async with parts.database.session(principal.tenant) as session:
            _, record = await service.one(session, contact_id)
    found = next((one for one in record.recordings if one.recording_id == recording_id), None)
    if found is None or found.kind != "screen" or found.agent_id != agent_id:
        msg = f"No screen {recording_id} is wanted of you; look at the call at your desk."
        raise NotFoundError(msg, id=recording_id)
    call = call_of(record)
    if found.status != "running" or (call is not None and call.declined_ms is not None):
        msg = "The recording of this screen is over; nothing more is taken."
        raise ConflictError(msg)
    return found
