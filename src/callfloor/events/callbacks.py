"""Facts of callbacks: promises to call a customer back, in the order of the queue.

A callback is a contact of its own (direction `callback`, `parent_id` the call it was asked for in). It
waits in the queue at the place of the one who asked, and ends when the customer was reached, or when
it was given up or cancelled.
"""

from typing import Literal

from callfloor.events.fact import ContactFact, Fact
from callfloor.events.outbound import DialResult

CallbackSource = Literal["waiting", "ivr", "abandoned", "agent", "scheduled"]


class CallbackOffered(ContactFact, frozen=True, kw_only=True, tag="callback_offered"):
    """One who waits was told that being called back is possible. It is asked once.

    `asked` False: so near to the head of the line that it was not worth asking.
    """

    leg_id: str
    asked: bool = True


class CallbackRequested(ContactFact, frozen=True, kw_only=True, tag="callback_requested"):
    """Stands right behind the callback's `contact_arrived`. `due_ms`: not before this moment.

    `rank_ms` and `sequence` are the place in line of the one who asked; `needs` go with them.
    """

    parent_id: str
    queue_id: str
    number: str
    priority: int
    rank_ms: int
    sequence: int = 0
    needs: dict[str, int] = {}
    source: CallbackSource = "waiting"
    due_ms: int = 0
    by: str = ""


class CallbackAttempted(ContactFact, frozen=True, kw_only=True, tag="callback_attempted"):
    """The customer was dialled in vain. `counted` attempts are limited; the next is at `due_ms`."""

    attempt: int
    result: DialResult
    counted: bool = True
    due_ms: int = 0


class CallbackReached(ContactFact, frozen=True, kw_only=True, tag="callback_reached"):
    """Customer and agent hear each other: the promise is kept."""

    agent_id: str
    attempt: int


class CallbackGivenUp(ContactFact, frozen=True, kw_only=True, tag="callback_given_up"):
    """So many attempts came to nothing; nobody tries again by itself."""

    attempts: int
    result: DialResult


class CallbackCancelled(ContactFact, frozen=True, kw_only=True, tag="callback_cancelled"):
    """No longer needed. `called_again`: the customer rang meanwhile, as contact `other_id`."""

    reason: Literal["called_again", "by_person", "queue_removed"]
    other_id: str = ""
    by: str = ""


class CallbackMoved(ContactFact, frozen=True, kw_only=True, tag="callback_moved"):
    """Set for another time by a person."""

    due_ms: int
    by: str = ""


class CallbackHoursChanged(Fact, frozen=True, kw_only=True, tag="callback_hours_changed"):
    """From now on the callbacks of this queue may be made, or may not."""

    queue_id: str
    is_open: bool
