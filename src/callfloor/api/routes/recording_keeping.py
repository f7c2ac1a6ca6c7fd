"""What becomes of recordings once they are stored: what would go by its rule, and what is held.

The pages of it are for whoever sees to recordings; holding and letting go is a permission of its own.
"""

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from callfloor.api.described import Answer, Shape, described
from callfloor.api.holds_shown import EXAMPLE_HOLD, HoldShown, hold_shown
from callfloor.api.names import names_of
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.api.sought import Sought
from callfloor.api.times import at_text
from callfloor.contacts import holds, repair, retention
from callfloor.identity import audit
from callfloor.identity.permissions import Permission
from callfloor.kit.clock import now_ms, to_ms
from callfloor.kit.errors import NotFoundError
from callfloor.recording.policy import recording_policy, retention_rules

router = APIRouter(prefix="/recordings", tags=["recordings"])

_SEE: tuple[Permission, ...] = ("recordings.check", "recordings.hold")
_HOLD: tuple[Permission, ...] = ("recordings.hold",)
_CHECK: tuple[Permission, ...] = ("recordings.check",)
_ID = "01M80QQ0PY2FNE64D484KSENYX"


class Holds(Answer):
    """The latest first."""

    items: list[HoldShown]


class MissingShown(Answer):
    """`reason` is explained at `contacts.repair.Missing`; `has_raw`: it can be tried again.

    `kind` is call, or screen for that of an agent.
    """

    contact_id: str
    recording_id: str
    arrived_at: str
    ended_at: str
    queue_id: str
    queue_name: str
    agent_id: str
    agent_name: str
    caller: str
    transfers: int
    reason: str
    has_raw: bool
    kind: str


class MissingList(Answer):
    """The latest first, at most 500."""

    items: list[MissingShown]


class HoldAsked(Shape):
    """Either `contact_ids`, or a `search` as the list of contacts takes it. No `until`: for good."""

    reason: str = Field(min_length=3, max_length=500)
    until: AwareDatetime | None = None
    contact_ids: list[str] = Field([], max_length=1000)
    search: Sought | None = None


class ReleaseAsked(Shape):
    reason: str = Field(min_length=3, max_length=500)


class DueShown(Answer):
    recording_id: str
    contact_id: str
    kind: str
    started_at: str
    due_at: str
    rule: str
    days: int
    size_bytes: int


class RetentionShown(Answer):
    """What would go if the round were now; `items` are the oldest of them. Nothing is changed."""

    recordings: int
    size_bytes: int
    duration_ms: int
    held: int
    by_rule: dict[str, int]
    items: list[DueShown]


@router.get(
    "/retention",
    **described(
        "What the retention rules would remove now",
        needs=_SEE,
        answer={
            "recordings": 1,
            "size_bytes": 7_360_044,
            "duration_ms": 230_000,
            "held": 3,
            "by_rule": {"sales": 1},
            "items": [
                {
                    "recording_id": _ID,
                    "contact_id": _ID,
                    "kind": "call",
                    "started_at": "2026-08-20T09:00:12.000Z",
                    "due_at": "2026-11-18T09:00:12.000Z",
                    "rule": "sales",
                    "days": 90,
                    "size_bytes": 7_360_044,
                }
            ],
        },
    ),
)
async def read_retention(principal: Asking, parts: PartsDep) -> RetentionShown:
    rules = retention_rules(await parts.given.centre(principal.tenant))
    async with parts.database.session(principal.tenant) as session:
        found = await retention.preview(session, rules, now_ms())
    return RetentionShown(
        recordings=found.recordings,
        size_bytes=found.size_bytes,
        duration_ms=found.duration_ms,
        held=found.held,
        by_rule=found.by_rule,
        items=[
            DueShown(
                recording_id=due.stored.recording_id,
                contact_id=due.stored.contact_id,
                kind=due.stored.kind,
                started_at=at_text(due.stored.started_ms),
                due_at=at_text(due.term.at_ms or 0),
                rule=due.term.rule_id,
                days=due.term.days or 0,
                size_bytes=due.stored.size_bytes,
            )
            for due in found.items
        ],
    )


@router.get(
    "/holds",
    **described("Legal holds, the latest first", needs=_SEE, answer={"items": [EXAMPLE_HOLD]}),
)
async def read_holds(principal: Asking, parts: PartsDep) -> Holds:
    async with parts.database.session(principal.tenant) as session:
        found = await holds.listed(session)
    at_ms = now_ms()
    return Holds(items=[hold_shown(one, at_ms) for one in found])


@router.post(
    "/holds",
    **described(
        "Hold the recordings of contacts: no rule removes them",
        needs=_HOLD,
        body={"reason": "Case 17/2026", "contact_ids": [_ID]},
        answer=EXAMPLE_HOLD,
        status=201,
    ),
)
async def place(body: HoldAsked, principal: Asking, parts: PartsDep) -> HoldShown:
    at_ms = now_ms()
    sought = body.search
    search = None if sought is None else sought.filters(names_of(parts, principal.tenant))
    async with parts.database.session(principal.tenant) as session:
        hold = await holds.place(
            session,
            principal.tenant,
            principal,
            at_ms,
            reason=body.reason,
            until_ms=None if body.until is None else to_ms(body.until),
            contact_ids=tuple(dict.fromkeys(body.contact_ids)),
            search=search,
        )
    return hold_shown(hold, at_ms)


@router.post(
    "/holds/{hold_id}/release",
    **described(
        "Take a hold off",
        needs=_HOLD,
        body={"reason": "The case is closed"},
        answer={
            **EXAMPLE_HOLD,
            "is_in_force": False,
            "released_at": "2026-11-26T09:00:00.000Z",
            "released_by": f"user:{_ID}",
            "released_by_name": "Elena Ortiz",
            "release_reason": "The case is closed",
        },
    ),
)
async def release(
    hold_id: str, body: ReleaseAsked, principal: Asking, parts: PartsDep
) -> HoldShown:
    at_ms = now_ms()
    async with parts.database.session(principal.tenant) as session:
        hold = await holds.release(
            session, principal.tenant, principal, at_ms, hold_id, reason=body.reason
        )
    return hold_shown(hold, at_ms)


@router.get(
    "/missing",
    **described(
        "Answered calls without the recording that they should have",
        needs=_CHECK,
        answer={
            "items": [
                {
                    "contact_id": _ID,
                    "recording_id": _ID,
                    "arrived_at": "2026-11-25T09:00:12.000Z",
                    "ended_at": "2026-11-25T09:04:02.000Z",
                    "queue_id": "sales",
                    "queue_name": "Sales",
                    "agent_id": "maria",
                    "agent_name": "María García",
                    "caller": "+34600123456",
                    "transfers": 1,
                    "reason": "disk",
                    "has_raw": True,
                    "kind": "call",
                }
            ]
        },
    ),
)
async def missing(principal: Asking, parts: PartsDep) -> MissingList:
    found = await _missing(parts, principal.tenant)
    async with parts.database.session(principal.tenant) as session:
        found += await repair.screens_listed(session, now_ms())
    found.sort(key=lambda one: one.arrived_ms, reverse=True)
    names = names_of(parts, principal.tenant)
    return MissingList(
        items=[
            MissingShown(
                contact_id=one.contact_id,
                recording_id=one.recording_id,
                arrived_at=at_text(one.arrived_ms),
                ended_at=at_text(one.ended_ms),
                queue_id=one.queue_id,
                queue_name=names.queue(one.queue_id),
                agent_id=one.agent_id,
                agent_name=names.agent(one.agent_id),
                caller=one.caller,
                transfers=one.transfers,
                reason=one.reason,
                has_raw=one.has_raw,
                kind=one.kind,
            )
            for one in found
        ]
    )


class Retried(Answer):
    is_tried: bool


@router.post(
    "/missing/{contact_id}/retry",
    **described(
        "Take the raw files of such a call into the storage, where they still lie there",
        needs=_CHECK,
        body={},
        answer={"is_tried": True},
        status=202,
    ),
)
async def retry(contact_id: str, principal: Asking, parts: PartsDep) -> Retried:
    """What comes of it is told by a fact; look at the list again."""
    found = await _missing(parts, principal.tenant, contact_id)
    if not found:
        msg = f"No recording of a contact {contact_id} is missing."
        raise NotFoundError(msg, id=contact_id)
    (one,) = found
    await parts.given.floor.act_on(
        principal.tenant,
        "contacts",
        contact_id,
        "seal_recording",
        {"line": one.line},
        actor=principal.actor,
    )
    async with parts.database.session(principal.tenant) as session:
        subject = f"recording:{one.recording_id}"
        audit.record(session, principal.tenant, principal, "recording.retried", subject)
    return Retried(is_tried=True)


async def _missing(parts: Parts, tenant: str, contact_id: str = "") -> list[repair.Missing]:
    policy = recording_policy(await parts.given.centre(tenant))
    raw = parts.given.settings.raw_recordings_folder
    async with parts.database.session(tenant) as session:
        return await repair.listed(session, policy, raw, now_ms(), contact_id=contact_id)
