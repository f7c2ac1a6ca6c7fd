"""Shift handover notes: what one lead leaves to the next, with the figures and what is open.

A note is never changed. The next lead reads and signs it, once, and it is another person's to sign.
"""

from collections import Counter
from typing import Any

from sqlalchemy import BigInteger, Text, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from callfloor.board.state import BUSY, Board
from callfloor.identity.principal import Principal
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Record
from callfloor.kit.errors import ConflictError, NotFoundError
from callfloor.kit.ids import new_id
from callfloor.metrics.formulas import evaluate

OPEN_SHOWN = 50


class Handover(Record):
    """`team_id` empty: of the whole centre. `figures` and `still_open` are as they were then."""

    __tablename__ = "board_handovers"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    team_id: Mapped[str] = mapped_column(Text)
    day: Mapped[str] = mapped_column(Text)
    shift: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB)
    still_open: Mapped[dict[str, Any]] = mapped_column(JSONB)
    written_by: Mapped[str] = mapped_column(Text)
    written_name: Mapped[str] = mapped_column(Text)
    written_ms: Mapped[int] = mapped_column(BigInteger)
    signed_by: Mapped[str] = mapped_column(Text)
    signed_name: Mapped[str] = mapped_column(Text)
    signed_ms: Mapped[int | None] = mapped_column(BigInteger)
    signed_remark: Mapped[str] = mapped_column(Text)


def figures_of(board: Board, team_id: str) -> dict[str, Any]:
    """Today's figures of all queues, and of the agents of the team (of all for none)."""
    queues: Counter[str] = Counter()
    for queue_id in board.centre.queues:
        queues.update(board.today("queue", queue_id))
    agents: Counter[str] = Counter()
    people = _people(board, team_id)
    for agent_id in people:
        agents.update(board.today("agent", agent_id))
    states = Counter(
        live.state for agent_id in people if (live := board.agents.get(agent_id)) is not None
    )
    wait_s = evaluate(board.figures.formula("avg_speed_of_answer", "queue"), queues).value
    return {
        "offered": queues["offered"],
        "answered": queues["answered"],
        "abandoned": queues["abandoned"],
        "service_level": evaluate(board.figures.formula("service_level", "queue"), queues).value,
        "abandonment_rate": evaluate(
            board.figures.formula("abandonment_rate", "queue"), queues
        ).value,
        "avg_speed_of_answer_ms": None if wait_s is None else round(wait_s * 1000),
        "agents_in": states.total() - states["logged_out"],
        "agents_answered": agents["segments_answered"],
        "agents_missed": agents["rings_missed"],
        "agents_transferred": agents["transfers"],
    }


def open_of(board: Board, team_id: str) -> dict[str, Any]:
    """What the next lead finds: who waits, who talks, what is closed, whose skills are moved."""
    people = _people(board, team_id)
    live = [board.agents[agent_id] for agent_id in people if agent_id in board.agents]
    entered = [line.oldest_entered_ms() for line in board.lines.values()]
    return {
        "waiting": {
            queue_id: len(line) for queue_id, line in sorted(board.lines.items()) if len(line)
        },
        "oldest_entered_ms": min((at_ms for at_ms in entered if at_ms is not None), default=None),
        "busy": sum(agent.state in BUSY for agent in live),
        "not_ready": [
            {"agent_id": agent.agent_id, "reason": agent.reason, "since_ms": agent.since_ms}
            for agent in live
            if agent.state == "not_ready"
        ][:OPEN_SHOWN],
        "moved": [
            {
                "agent_id": agent.agent_id,
                "until_ms": agent.moved.until_ms,
                "reason": agent.moved.reason,
            }
            for agent in live
            if agent.moved is not None
        ][:OPEN_SHOWN],
        "closed": sorted(board.centre.closings),
    }


def _people(board: Board, team_id: str) -> list[str]:
    agents = board.centre.agents.values()
    return sorted(one.agent_id for one in agents if team_id in ("", one.team_id))


async def write(
    session: AsyncSession,
    by: Principal,
    *,
    team_id: str,
    day: str,
    shift: str,
    text: str,
    figures: dict[str, Any],
    still_open: dict[str, Any],
) -> Handover:
    note = Handover(
        id=new_id(),
        tenant_id=by.tenant,
        team_id=team_id,
        day=day,
        shift=shift,
        text=text,
        figures=figures,
        still_open=still_open,
        written_by=by.actor,
        written_name=by.name,
        written_ms=now_ms(),
        signed_by="",
        signed_name="",
        signed_ms=None,
        signed_remark="",
    )
    session.add(note)
    return note


async def sign(session: AsyncSession, by: Principal, note_id: str, remark: str) -> Handover:
    """NotFoundError, or ConflictError for one's own note and for one that is signed already."""
    note = await session.get(Handover, note_id, with_for_update=True)
    if note is None or note.tenant_id != by.tenant:
        msg = f"There is no handover note {note_id}."
        raise NotFoundError(msg, note_id=note_id)
    if note.signed_ms is not None:
        error = ConflictError(f"{note.signed_name} has signed this note already.")
        error.code = "signed_already"
        raise error
    if note.written_by == by.actor:
        error = ConflictError("This note is yours; who takes over signs it.")
        error.code = "own_note"
        raise error
    note.signed_by, note.signed_name = by.actor, by.name
    note.signed_ms, note.signed_remark = now_ms(), remark
    return note


async def read(
    session: AsyncSession, tenant: str, *, team_id: str | None, before: str, limit: int
) -> list[Handover]:
    """The newest first; `before` is the last one of the page before, empty for the first page."""
    query = select(Handover).where(Handover.tenant_id == tenant)
    if team_id is not None:
        query = query.where(Handover.team_id == team_id)
    if before:
        query = query.where(Handover.id < before)
    return list((await session.execute(query.order_by(Handover.id.desc()).limit(limit))).scalars())
