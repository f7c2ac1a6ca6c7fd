"""Facts of the list of abandoned calls: who hung up waiting, who sees to it, and how it ended.

Their contact is the abandoned call itself, which has ended.
"""

from typing import Literal

from callfloor.events.fact import ContactFact

SettledBy = Literal["called_again", "called_back", "callback", "dismissed", "expired"]


class AbandonedListed(ContactFact, frozen=True, kw_only=True, tag="abandoned_listed"):
    """A caller hung up while waiting, longer than a short abandon, with a number to call.

    `due_ms`: when a callback is made by itself; None where no rule says so.
    """

    queue_id: str
    number: str
    caller_name: str = ""
    language: str = ""
    waited_ms: int
    due_ms: int | None = None


class AbandonedClaimed(ContactFact, frozen=True, kw_only=True, tag="abandoned_claimed"):
    """Somebody sees to it, so that no two call the same customer."""

    by: str


class AbandonedReleased(ContactFact, frozen=True, kw_only=True, tag="abandoned_released"):
    by: str


class AbandonedSettled(ContactFact, frozen=True, kw_only=True, tag="abandoned_settled"):
    """Off the list. `other_id` is the call or callback that settled it, where there is one."""

    reason: SettledBy
    by: str = ""
    other_id: str = ""
