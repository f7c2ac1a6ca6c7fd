"""What a lead can ask of the core for callers who wait and for agents' skills."""

from callfloor.acd.inputs import Input


class LeadAction(Input, frozen=True, kw_only=True):
    """`by` is `user:<id>` or `token:<id>`, `by_name` that one's name; both stand in the facts."""

    by: str = ""
    by_name: str = ""
    reason: str = ""


class MoveUp(LeadAction, frozen=True, kw_only=True):
    """First of its queue, or where `priority` puts it."""

    contact_id: str
    priority: int | None = None


class MoveToQueue(LeadAction, frozen=True, kw_only=True):
    contact_id: str
    queue_id: str


class GiveToAgent(LeadAction, frozen=True, kw_only=True):
    """It waits for this agent alone, for a while; then for anyone of its queue, in its place."""

    contact_id: str
    agent_id: str


class CutCall(LeadAction, frozen=True, kw_only=True):
    """End a call that is stuck, wherever it is."""

    contact_id: str


class MoveSkills(LeadAction, frozen=True, kw_only=True):
    """For `for_ms` the agent has what the queues need, and the changes; 0 takes a skill away.

    It replaces what was moved before.
    """

    agent_id: str
    queue_ids: tuple[str, ...] = ()
    changes: dict[str, int] = {}
    for_ms: int


class ReturnSkills(LeadAction, frozen=True, kw_only=True):
    """The settings' skills hold again now."""

    agent_id: str


class EndWrapUp(LeadAction, frozen=True, kw_only=True):
    """Close the wrap-up of an agent who has left it open, without a code."""

    agent_id: str
