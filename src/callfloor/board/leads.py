"""What leads did, folded for the board: callers moved in line, skills moved for a while."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from callfloor.events import leads as f
from callfloor.events.fact import Fact

if TYPE_CHECKING:
    from callfloor.board.state import Board, LiveContact, Touched


class LiveMoved(msgspec.Struct, frozen=True, kw_only=True):
    """As `acd.entities.MovedSkills`."""

    changes: dict[str, int]
    from_ms: int
    until_ms: int
    by: str
    by_name: str
    reason: str


def skills_of(board: Board, agent_id: str) -> dict[str, int]:
    """What an agent can now."""
    setting, live = board.setting(agent_id), board.agents.get(agent_id)
    own = dict(setting.skills) if setting is not None else {}
    if setting is None or live is None or live.moved is None:
        return own
    return {skill: level for skill, level in {**own, **live.moved.changes}.items() if level}


def serves(skills: Mapping[str, int], needs: Mapping[str, int]) -> bool:
    return all(skills.get(skill, 0) >= least for skill, least in needs.items())


def follow_skills(board: Board, fact: f.SkillsMoved | f.SkillsReturned) -> Touched:
    """The agent's skills have changed, and with them which queues it serves."""
    agent = board.agent(fact.agent_id)
    agent.moved = None
    if isinstance(fact, f.SkillsMoved):
        agent.moved = LiveMoved(
            changes=fact.changes,
            from_ms=fact.at_ms,
            until_ms=fact.until_ms,
            by=fact.by,
            by_name=fact.by_name,
            reason=fact.reason,
        )
    touched: Touched = {("agents", fact.agent_id)}
    if board.setting(fact.agent_id) is None:
        return touched
    skills = skills_of(board, fact.agent_id)
    for queue_id, queue in board.centre.queues.items():
        is_in, was_in = serves(skills, queue.needs), fact.agent_id in board.serving[queue_id]
        if is_in != was_in:
            board.serving[queue_id] ^= {fact.agent_id}
            board.staffing[queue_id][agent.state] += 1 if is_in else -1
            touched.add(("queues", queue_id))
    board.queues_of[fact.agent_id] = [
        queue_id for queue_id, served in board.serving.items() if fact.agent_id in served
    ]
    return touched


def _replaced(
    board: Board, contact: LiveContact, fact: f.CallerMovedUp | f.CallerAssigned
) -> Touched:
    line = board.lines.get(contact.queue_id)
    if line is not None:
        line.move(fact.contact_id, fact.rank_ms)
    return {("queues", contact.queue_id)}


LEAD_PLACES: dict[type[Fact], Callable[[Board, LiveContact, Any], Touched]] = {
    f.CallerMovedUp: _replaced,
    f.CallerAssigned: _replaced,
}
