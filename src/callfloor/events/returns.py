"""Facts of a customer who comes back from where an agent had sent the call."""

from typing import Literal

from callfloor.events.fact import ContactFact

TransferFailure = Literal[
    "busy", "no_answer", "rejected", "unknown_number", "no_route", "failed", "lost"
]
"""`lost`: nobody knows, for the leg ended while no floor was there."""


class TransferFailed(ContactFact, frozen=True, kw_only=True, tag="transfer_failed"):
    """The outside number did not take the customer, who goes back to `queue_id`, first in line.

    `cause` is Q.850, `sip_code` the trunk's answer, 0 if none.
    """

    queue_id: str
    reason: TransferFailure
    cause: int = 0
    sip_code: int = 0
