"""Facts of customers whom the centre dials: calls out, internal calls, and callbacks.

Of such a contact `caller` is the customer's number and `called` the centre's own, as on calls in. Each
time the customer is dialled on a line of its own: `<contact>.c1`, `<contact>.c2`, …
"""

from typing import Literal

from callfloor.events.fact import ContactFact

DialResult = Literal[
    "busy", "no_answer", "rejected", "failed", "hung_up", "agent_cancelled", "agent_gone",
    "telephony_lost",
]  # fmt: skip
"""Why a dialled customer was not reached. `hung_up`: answered, and gone before the agent was there.

`agent_gone` and `telephony_lost` are nobody's doing at the far end: a callback does not count them.
"""


class CallOutPlaced(ContactFact, frozen=True, kw_only=True, tag="call_out_placed"):
    """An agent asked for a call; the agent's own phone is rung first. Exactly one target is set."""

    ring_id: str
    agent_id: str
    to_number: str = ""
    to_agent_id: str = ""
    queue_id: str = ""
    """Whose wrap-up follows; empty where the call is for no queue."""
    limit_ms: int = 20_000


class CustomerDialled(ContactFact, frozen=True, kw_only=True, tag="customer_dialled"):
    """The agent is there; now the customer (or the other agent's phone) is called."""

    attempt: int
    line: str
    agent_id: str
    to_number: str = ""
    to_agent_id: str = ""
    shown: str = ""
    """The number that the customer sees."""
    limit_ms: int = 45_000


class CustomerRinging(ContactFact, frozen=True, kw_only=True, tag="customer_ringing"):
    line: str


class CustomerAnswered(ContactFact, frozen=True, kw_only=True, tag="customer_answered"):
    line: str


class CustomerNotReached(ContactFact, frozen=True, kw_only=True, tag="customer_not_reached"):
    """`cause` is Q.850, `sip_code` the far end's answer; 0 if none."""

    line: str
    agent_id: str
    result: DialResult
    cause: int = 0
    sip_code: int = 0
