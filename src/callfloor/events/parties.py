"""Facts of people beside the agent of a contact: consulted, in a conference, handed over to, listening.

A *party* is asked for by the agent of the running segment: a colleague, whoever a queue has free, or
an outside number. Ids are made by the core: party `<contact>.p1`; rings are counted with the
contact's other rings. A *monitor* (`<contact>.m1`) is a supervisor who hears the call.
"""

from typing import Literal

from callfloor.events.contacts import RingResult
from callfloor.events.fact import ContactFact

PartyEnd = Literal[
    "cancelled", "no_answer", "rejected", "busy", "failed", "nobody_free", "hung_up", "phone_lost",
    "left", "removed", "customer_gone", "contact_over", "withdrawn",
]  # fmt: skip
MonitorMode = Literal["listen", "whisper", "barge"]
MonitorEnd = Literal[
    "stopped", "hung_up", "not_answered", "agent_left", "contact_over", "phone_lost"
]


class ConsultStarted(ContactFact, frozen=True, kw_only=True, tag="consult_started"):
    """The agent of `segment_id` asks somebody. Exactly one target is set; the customer is on hold.

    `limit_ms` is how long a queue is asked before it counts as having nobody free.
    """

    party_id: str
    segment_id: str
    agent_id: str
    to_agent_id: str = ""
    to_queue_id: str = ""
    to_number: str = ""
    limit_ms: int = 60_000


class PartyOffered(ContactFact, frozen=True, kw_only=True, tag="party_offered"):
    """The phone of an agent (who is reserved for it), or an outside number, is being rung."""

    party_id: str
    ring_id: str
    agent_id: str = ""
    number: str = ""
    limit_ms: int = 20_000


class PartyRingStarted(ContactFact, frozen=True, kw_only=True, tag="party_ring_started"):
    party_id: str
    ring_id: str
    agent_id: str = ""


class PartyRingEnded(ContactFact, frozen=True, kw_only=True, tag="party_ring_ended"):
    """A party's ring that was not answered; a queue that is asked goes on with its next agent."""

    party_id: str
    ring_id: str
    agent_id: str = ""
    result: RingResult
    cause: int = 0
    sip_code: int = 0


class PartyAnswered(ContactFact, frozen=True, kw_only=True, tag="party_answered"):
    """The party speaks with the agent, or waits with music where the agent is with the customer."""

    party_id: str
    ring_id: str
    agent_id: str = ""
    is_held: bool = False


class PartyHeld(ContactFact, frozen=True, kw_only=True, tag="party_held"):
    """The consulted party waits with music: the agent is with the customer, or away for a moment."""

    party_id: str
    ring_id: str
    agent_id: str = ""


class PartyResumed(ContactFact, frozen=True, kw_only=True, tag="party_resumed"):
    party_id: str
    ring_id: str
    agent_id: str = ""


class PartyJoined(ContactFact, frozen=True, kw_only=True, tag="party_joined"):
    """The party is in the conversation with the customer. For an agent a segment begins."""

    party_id: str
    ring_id: str
    agent_id: str = ""
    number: str = ""
    segment_id: str = ""
    queue_id: str = ""
    team_id: str = ""


class PartyLeft(ContactFact, frozen=True, kw_only=True, tag="party_left"):
    """The party is out: never reached, sent away, or gone. Ends its segment where it had one."""

    party_id: str
    ring_id: str = ""
    agent_id: str = ""
    number: str = ""
    segment_id: str = ""
    reason: PartyEnd


class ContactHandedOver(ContactFact, frozen=True, kw_only=True, tag="contact_handed_over"):
    """A party is now the one who has the customer: the agent of the running segment, or a number."""

    party_id: str
    ring_id: str
    agent_id: str = ""
    number: str = ""
    segment_id: str = ""
    queue_id: str = ""


class MonitorStarted(ContactFact, frozen=True, kw_only=True, tag="monitor_started"):
    """A supervisor asked to hear the call of `agent_id`; the supervisor's phone is being rung.

    `phone_id` is that phone's name without the tenant; `announced` is what the setting said then.
    """

    monitor_id: str
    ring_id: str
    by: str
    phone_id: str
    agent_id: str
    mode: MonitorMode
    announced: bool = False


class MonitorAnswered(ContactFact, frozen=True, kw_only=True, tag="monitor_answered"):
    monitor_id: str
    ring_id: str


class MonitorModeChanged(ContactFact, frozen=True, kw_only=True, tag="monitor_mode_changed"):
    monitor_id: str
    mode: MonitorMode


class SupervisorJoined(ContactFact, frozen=True, kw_only=True, tag="supervisor_joined"):
    """A supervisor takes the call over: no monitor any more, but the party `party_id`."""

    party_id: str
    monitor_id: str
    ring_id: str
    by: str


class MonitorEnded(ContactFact, frozen=True, kw_only=True, tag="monitor_ended"):
    monitor_id: str
    ring_id: str
    by: str
    reason: MonitorEnd
