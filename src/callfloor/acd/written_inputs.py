"""What can be said for a written contact, beside what can be said for any: who takes it, and its end."""

from callfloor.acd.inputs import AgentAction, Input
from callfloor.events.contacts import Medium


class Write(Input, frozen=True, kw_only=True):
    """A customer has written; the floor brings the contact in, and puts it into the queue."""

    contact_id: str
    medium: Medium
    queue_id: str
    sender: str
    """Address or number, as the other side of the channel knows it."""
    sender_name: str = ""
    to: str = ""
    language: str = ""
    priority: int | None = None
    needs: dict[str, int] = {}
    external_id: str = ""
    """The bringer's own id: said again, it is the contact that it brought before, and changes nothing."""


class CustomerLeft(Input, frozen=True, kw_only=True):
    """The customer has ended a written contact, or took it back."""

    contact_id: str


class WrittenAction(AgentAction, frozen=True, kw_only=True):
    """`agent_id` is the one who has it at hand."""

    contact_id: str
    by: str = "agent"


class TakeContact(WrittenAction, frozen=True, kw_only=True):
    """The agent takes what is offered."""


class DeclineContact(WrittenAction, frozen=True, kw_only=True):
    """The agent does not take what is offered; as with a call, not ready follows."""


class CloseContact(WrittenAction, frozen=True, kw_only=True):
    """The agent's part is over, and the contact with it; wrap-up follows."""


class HandOn(WrittenAction, frozen=True, kw_only=True):
    """To exactly one: a queue, or an agent."""

    to_queue_id: str = ""
    to_agent_id: str = ""
    reason: str = ""
