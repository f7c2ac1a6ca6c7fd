"""Facts of a contact that is let go instead of served: told something, or sent to a number."""

from typing import Literal

from callfloor.events.fact import ContactFact

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
