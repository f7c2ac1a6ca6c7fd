"""Facts of a lead who acts on the floor: callers moved in line, calls cut, skills lent for a while.

`by` is who did it (`user:<id>` or `token:<id>`), `by_name` that one's name then, `reason` in own words.
"""

from typing import Literal

from callfloor.events.fact import AgentFact, ContactFact

MovedHow = Literal["first", "priority"]


class CallerMovedUp(ContactFact, frozen=True, kw_only=True, tag="caller_moved_up"):
    """Another place in the same queue: first of all, or where this priority puts it."""

    leg_id: str
    queue_id: str
    how: MovedHow
    priority: int
    rank_ms: int
    reason: str
    by: str
    by_name: str = ""


class CallerAssigned(ContactFact, frozen=True, kw_only=True, tag="caller_assigned"):
    """It waits for this agent alone, next of all for that one; `limit_ms` counts from its entry."""

    leg_id: str
    queue_id: str
    agent_id: str
    limit_ms: int
    rank_ms: int
    reason: str
    by: str
    by_name: str = ""


class CallerMoved(ContactFact, frozen=True, kw_only=True, tag="caller_moved"):
    """Out of one queue, and into the other by the `contact_queued` that follows; its age goes along."""

    queue_id: str
    to_queue_id: str
    reason: str
    by: str
    by_name: str = ""


class CallCut(ContactFact, frozen=True, kw_only=True, tag="call_cut"):
    """The lead ends the call, wherever it is; the facts of its ending follow."""

    reason: str
    by: str
    by_name: str = ""


class SkillsMoved(AgentFact, frozen=True, kw_only=True, tag="skills_moved"):
    """Until `until_ms` these proficiencies hold in place of the settings'; 0: not this skill."""

    changes: dict[str, int]
    until_ms: int
    reason: str
    by: str
    by_name: str = ""


class SkillsReturned(AgentFact, frozen=True, kw_only=True, tag="skills_returned"):
    """The settings' skills hold again; `by` is `time`, or who ended it early."""

    by: str
    by_name: str = ""
