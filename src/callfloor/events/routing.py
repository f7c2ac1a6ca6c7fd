"""Facts of a contact on its way: who may take it now, and how it is let go instead of served."""

from typing import Literal

from callfloor.events.fact import ContactFact

HardWhy = Literal["queue", "long", "escalated", "flagged"]
DismissReason = Literal["closed", "overflow", "do_not_serve"]


class ContactDismissed(ContactFact, frozen=True, kw_only=True, tag="contact_dismissed"):
    """The customer hears `message` (language → text) and then the call ends, or takes a message."""

    reason: DismissReason
    message: dict[str, str] = {}
    ends_with: Literal["hangup", "voicemail"] = "hangup"


class ContactSentOut(ContactFact, frozen=True, kw_only=True, tag="contact_sent_out"):
    """The queue `queue_id` could not keep the contact, and an outside number is called for it."""

    queue_id: str
    to_number: str


class ContactWidened(ContactFact, frozen=True, kw_only=True, tag="contact_widened"):
    """More people may take it now: `needs` hold from here on, and nobody is preferred any more.

    `step` counts the queue's rings that it has left behind.
    """

    leg_id: str
    queue_id: str
    needs: dict[str, int] = {}
    step: int = 0


class CustomerServed(ContactFact, frozen=True, kw_only=True, tag="customer_served"):
    """Whom a caller spoke with last, in a queue that prefers that agent the next time."""

    caller: str
    agent_id: str


class HardContactMarked(ContactFact, frozen=True, kw_only=True, tag="hard_contact_marked"):
    """This segment was hard on its agent, and why."""

    agent_id: str
    segment_id: str
    why: HardWhy
