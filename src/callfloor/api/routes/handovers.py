"""Shift handover notes: written by one lead with the day's figures, read and signed by the next."""

from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import Field

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text, at_text_or_none
from callfloor.board import handovers
from callfloor.board.state import Board
from callfloor.identity import audit
from callfloor.identity.principal import Principal
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import InvalidError, UnavailableError
from callfloor.kit.fields import wrong

router = APIRouter(prefix="/handovers", tags=["supervisor"])

Shift = Literal["early", "late", "night", "day"]


class HandoverFigures(Answer):
    """Of all queues today; the `agents_…` are those of the team, or of all."""

    offered: int
    answered: int
    abandoned: int
    service_level: float | None
    abandonment_rate: float | None
    avg_speed_of_answer_ms: int | None
    agents_in: int
    agents_answered: int
    agents_missed: int
    agents_transferred: int


class StillOpen(Answer):
    """What was open then. `closed` has the empty name for the whole centre.

    `callbacks` and `abandoned` are null where the floor could not be asked.
    """

    waiting: dict[str, int]
    oldest_entered_ms: int | None
    busy: int
    not_ready: list[dict[str, Any]]
    moved: list[dict[str, Any]]
    closed: list[str]
    callbacks: int | None = None
    abandoned: int | None = None


class TakenAlong(Answer):
    figures: HandoverFigures
    still_open: StillOpen


class HandoverNote(TakenAlong):
    """`team_id` empty: of the whole centre. `may_sign`: unsigned, and another person's."""

    id: str
    team_id: str
    day: str
    shift: str
    text: str
    written_by: str
    written_name: str
    written_at: str
    signed_name: str
    signed_at: str | None
    signed_remark: str
    may_sign: bool


class HandoverNotes(Answer):
    items: list[HandoverNote]
    next_cursor: str | None


class Written(Shape):
    team_id: str = Field("", max_length=100)
    shift: Shift
    text: str = Field(min_length=1, max_length=10_000)


class Signed(Shape):
    remark: str = Field("", max_length=1_000)


_TAKEN = {
    "figures": {
        "offered": 412,
        "answered": 391,
        "abandoned": 17,
        "service_level": 84.2,
        "abandonment_rate": 3.4,
        "avg_speed_of_answer_ms": 11_200,
        "agents_in": 24,
        "agents_answered": 391,
        "agents_missed": 6,
        "agents_transferred": 12,
    },
    "still_open": {
        "waiting": {"sales": 2},
        "oldest_entered_ms": 1_795_339_200_000,
        "busy": 9,
        "not_ready": [{"agent_id": "liwei", "reason": "break", "since_ms": 1_795_339_200_000}],
        "moved": [],
        "closed": [],
        "callbacks": 3,
        "abandoned": 1,
    },
}
_NOTE = {
    **_TAKEN,
    "id": "01M80QQ0PY2FNE64D484KSENYX",
    "team_id": "north",
    "day": "2026-11-25",
    "shift": "early",
    "text": "The trunk was slow until ten. Two are ill tomorrow.",
    "written_by": "user:01JZ3J0Q8ZC5N6W0J5R1T2V3X4",
    "written_name": "Lucía Pérez",
    "written_at": "2026-11-25T14:00:00.000Z",
    "signed_name": "",
    "signed_at": None,
    "signed_remark": "",
    "may_sign": True,
}


def _shown(note: handovers.Handover, principal: Principal) -> HandoverNote:
    return HandoverNote(
        id=note.id,
        team_id=note.team_id,
        day=note.day,
        shift=note.shift,
        text=note.text,
        figures=HandoverFigures(**note.figures),
        still_open=StillOpen(**note.still_open),
        written_by=note.written_by,
        written_name=note.written_name,
        written_at=at_text(note.written_ms),
        signed_name=note.signed_name,
        signed_at=at_text_or_none(note.signed_ms),
        signed_remark=note.signed_remark,
        may_sign=note.signed_ms is None
        and note.written_by != principal.actor
        and principal.may("floor.act"),
    )


def _check_team(board: Board, team_id: str) -> None:
    teams = {agent.team_id for agent in board.centre.agents.values()}
    if team_id and team_id not in teams:
        msg = f"No agent is in a team {team_id!r}; choose a team, or none for the whole centre."
        raise InvalidError(
            msg, [wrong("team_id", "unknown_reference", msg, kind="teams", id=team_id)]
        )


async def _taken(parts: Parts, principal: Principal, board: Board, team_id: str) -> TakenAlong:
    """The figures and what is open now; what only the floor knows is left out while it is away."""
    still_open = handovers.open_of(board, team_id)
    for name in ("callbacks", "abandoned"):
        try:
            told = await parts.given.floor.read_list(principal.tenant, name)
            items = told.get("items")
            still_open[name] = len(items) if isinstance(items, list) else 0
        except UnavailableError:
            still_open[name] = None
    figures = handovers.figures_of(board, team_id)
    return TakenAlong(figures=HandoverFigures(**figures), still_open=StillOpen(**still_open))


@router.get(
    "",
    **described(
        "Handover notes, the newest first",
        needs=("floor.view",),
        answer={"items": [_NOTE], "next_cursor": None},
    ),
)
async def listed(
    principal: Asking,
    parts: PartsDep,
    team_id: Annotated[str | None, Query(max_length=100)] = None,
    cursor: Annotated[str, Query(max_length=40)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> HandoverNotes:
    """`team_id` given and empty: those of the whole centre alone."""
    async with parts.database.session(principal.tenant) as session:
        found = await handovers.read(
            session, principal.tenant, team_id=team_id, before=cursor, limit=limit + 1
        )
        items = [_shown(note, principal) for note in found[:limit]]
    return HandoverNotes(items=items, next_cursor=items[-1].id if len(found) > limit else None)


@router.get(
    "/taken",
    **described("What a note would take along now", needs=("floor.view",), answer=_TAKEN),
)
async def taken(
    principal: Asking, parts: PartsDep, team_id: Annotated[str, Query(max_length=100)] = ""
) -> TakenAlong:
    board = parts.live.board(principal.tenant)
    _check_team(board, team_id)
    return await _taken(parts, principal, board, team_id)


@router.post(
    "",
    **described(
        "Write a handover note",
        needs=("floor.act",),
        body={"team_id": "north", "shift": "early", "text": "The trunk was slow until ten."},
        answer=_NOTE,
    ),
)
async def write(body: Written, principal: Asking, parts: PartsDep) -> HandoverNote:
    board = parts.live.board(principal.tenant)
    _check_team(board, body.team_id)
    along = await _taken(parts, principal, board, body.team_id)
    day = datetime.fromtimestamp(now_ms() / 1000, ZoneInfo(board.zone)).date().isoformat()
    async with parts.database.session(principal.tenant) as session:
        note = await handovers.write(
            session, principal, day=day, **body.model_dump(), **along.model_dump()
        )
        audit.record(
            session, principal.tenant, principal, "handover.written", f"handover:{note.id}",
            after={"team_id": note.team_id, "shift": note.shift},
        )  # fmt: skip
        return _shown(note, principal)


@router.post(
    "/{note_id}/sign",
    **described(
        "Read and sign a note that another lead has written",
        needs=("floor.act",),
        body={"remark": "Seen; I call the carrier."},
        answer={**_NOTE, "signed_name": "Omar Haddad", "signed_at": "2026-11-25T14:10:00.000Z"},
    ),
)
async def sign(note_id: str, body: Signed, principal: Asking, parts: PartsDep) -> HandoverNote:
    async with parts.database.session(principal.tenant) as session:
        note = await handovers.sign(session, principal, note_id, body.remark)
        audit.record(
            session, principal.tenant, principal, "handover.signed", f"handover:{note_id}",
            after={"remark": body.remark},
        )  # fmt: skip
        return _shown(note, principal)
