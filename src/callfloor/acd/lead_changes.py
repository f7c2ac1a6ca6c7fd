"""How the facts of leads change the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from callfloor.acd.entities import Contact, MovedSkills, Phase
from callfloor.events import leads as f
from callfloor.events.fact import ContactFact, Fact

if TYPE_CHECKING:
    from callfloor.acd.state import State

LEAD_PHASES: dict[type[Fact], frozenset[Phase]] = {
    f.CallerMovedUp: frozenset({"queued", "ringing"}),
    f.CallerAssigned: frozenset({"queued"}),
}


def _moved_up(_: State, contact: Contact, fact: f.CallerMovedUp) -> bool:
    leg = contact.leg
    if leg is None or leg.leg_id != fact.leg_id:
        return False
    leg.priority, leg.rank_ms = fact.priority, fact.rank_ms
    return True


def _assigned(_: State, contact: Contact, fact: f.CallerAssigned) -> bool:
    leg = contact.leg
    if leg is None or leg.leg_id != fact.leg_id:
        return False
    leg.agent_id, leg.agent_limit_ms, leg.rank_ms = fact.agent_id, fact.limit_ms, fact.rank_ms
    return True


def _skills_moved(state: State, fact: f.SkillsMoved) -> bool:
    state.moved[fact.agent_id] = MovedSkills(
        fact.agent_id, fact.changes, fact.at_ms, fact.until_ms, fact.by, fact.by_name, fact.reason
    )
    state.index.sync_skills(fact.agent_id, state.moved[fact.agent_id])
    return True


def _skills_returned(state: State, fact: f.SkillsReturned) -> bool:
    if state.moved.pop(fact.agent_id, None) is None:
        return False
    state.index.sync_skills(fact.agent_id, None)
    return True


LEAD_CHANGES: dict[type[ContactFact], Callable[[State, Contact, Any], bool]] = {
    f.CallerMovedUp: _moved_up,
    f.CallerAssigned: _assigned,
}
SKILL_CHANGES: dict[type[Fact], Callable[[State, Any], bool]] = {
    f.SkillsMoved: _skills_moved,
    f.SkillsReturned: _skills_returned,
}
