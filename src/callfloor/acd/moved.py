"""The index of who can take whom, brought in line when a lead moves an agent's skills for a while."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from callfloor.acd.entities import MovedSkills, Needs

if TYPE_CHECKING:
    from callfloor.acd.index import Demand, Index


def level_in(skills: Mapping[str, int], needs: Needs) -> int | None:
    """The summed proficiency in what a demand needs; None where the skills do not meet it."""
    level = 0
    for skill, least in needs:
        have = skills.get(skill, 0)
        if have < least:
            return None
        level += have
    return level


def take(index: Index, one: MovedSkills) -> None:
    """The skills that hold until `until_ms`, where the settings know the agent."""
    agent = index.centre.agents.get(one.agent_id)
    if agent is not None:
        skills = {**agent.skills, **one.changes}
        index.moved[one.agent_id] = {skill: level for skill, level in skills.items() if level}
    index.deadlines.set(f"s{one.agent_id}", one.until_ms)


def sync(index: Index, agent_id: str, moved: MovedSkills | None, demands: Iterable[Demand]) -> None:
    """Skills were moved, or (`moved` None) are back: look at each of the demands for this agent."""
    is_known = agent_id in index.centre.agents
    before = index.skills_of(agent_id) if is_known else {}
    index.moved.pop(agent_id, None)
    index.deadlines.set(f"s{agent_id}", None)
    if moved is not None:
        take(index, moved)
    if not is_known:
        return
    now = index.skills_of(agent_id)
    for skill in before:
        if skill not in now:
            index.skilled[skill] = [one for one in index.skilled[skill] if one != agent_id]
            if not index.skilled[skill]:
                del index.skilled[skill]
    for skill in now:
        if skill not in before:
            insort(index.skilled.setdefault(skill, []), agent_id)
    for demand in demands:
        _sync_demand(index, demand, agent_id, index.level_of(agent_id, *demand.key[1:]))


def _sync_demand(index: Index, demand: Demand, agent_id: str, level: int | None) -> None:
    known, standing = demand.eligible.get(agent_id), index.ready.get(agent_id)
    if level == known:
        return
    if known is not None:
        if standing is not None:
            demand.remove_ready(agent_id, standing)
        del demand.eligible[agent_id]
    if level is not None:
        demand.eligible[agent_id] = level
        if standing is not None:
            demand.add_ready(agent_id, standing)
    if (known is None) != (level is None):
        others = [one for one in index.agent_demands.get(agent_id, ()) if one is not demand]
        index.agent_demands[agent_id] = others if level is None else [*others, demand]
        if agent_id in index.staff:
            demand.staffed += -1 if level is None else 1
        index.sync_staffed(demand)
