"""Everything that can be said to the core. `step.step` is the one function that takes them.

What telephony reports about calls that have gone is taken in silence; what a person asks and may
not have now is answered with `errors.Refused`.
"""

from typing import Literal

import msgspec

from callfloor.acd.centre import Centre
from callfloor.events.contacts import Disposition
from callfloor.events.fact import Fact


class Input(msgspec.Struct, frozen=True):
    """The root of all inputs."""


class Configure(Input, frozen=True):
    """New settings take effect; people and contacts stay where they are."""

    centre: Centre


class Note(Input, frozen=True):
    """A fact decided outside the core (arrival, IVR, language, recording): applied and returned."""

    fact: Fact


class Admit(Input, frozen=True):
    """May a contact that has arrived come in? It is dismissed where not; else nothing happens."""

    contact_id: str


class Depart(Input, frozen=True):
    """A dismissed contact has been told everything."""

    contact_id: str


class Enqueue(Input, frozen=True):
    """Put a contact into a queue. `needs` adds to the queue's own; `priority` None is the queue's."""

    contact_id: str
    queue_id: str
    priority: int | None = None
    needs: dict[str, int] = {}
    is_post_transfer: bool = False
    agent_id: str = ""
    agent_limit_ms: int | None = None
    """How long the agent is preferred; None: it is handed to that person."""


class Finish(Input, frozen=True):
    """The centre ends the contact: self-service, closed hours, voice mail taken, a failed flow."""

    contact_id: str
    disposition: Disposition
    cause: str = "normal"


class CustomerGone(Input, frozen=True):
    """The customer's channel has gone. `telephony_lost` as the cause is nobody's hang-up."""

    contact_id: str
    cause: str = "normal"
    line: str = ""
    """Where it is told: news of an earlier line of the same contact change nothing."""


class RingProgressed(Input, frozen=True):
    contact_id: str
    ring_id: str


class RingAnswered(Input, frozen=True):
    contact_id: str
    ring_id: str


class RingFailed(Input, frozen=True):
    contact_id: str
    ring_id: str
    result: Literal["missed", "rejected", "busy", "failed", "cancelled"]
    q850: int = 0
    sip_code: int = 0


class Connected(Input, frozen=True):
    contact_id: str
    ring_id: str


class AgentLegEnded(Input, frozen=True):
    contact_id: str
    ring_id: str
    by_phone: bool


class AgentAction(Input, frozen=True):
    """What a person asks for an agent. `by` is `agent` or `user:<id>` of a lead."""

    agent_id: str


class LogIn(AgentAction, frozen=True):
    by: str = "agent"


class LogOut(AgentAction, frozen=True):
    """Takes effect after the contact at hand, its wrap-up included."""

    by: str = "agent"


class GoReady(AgentAction, frozen=True):
    by: str = "agent"


class GoNotReady(AgentAction, frozen=True):
    """At once when idle or ringing; after the contact at hand else."""

    reason: str
    by: str = "agent"


class HangUp(AgentAction, frozen=True):
    by: str = "agent"


class HoldCall(AgentAction, frozen=True):
    by: str = "agent"


class ResumeCall(AgentAction, frozen=True):
    by: str = "agent"


class Transfer(AgentAction, frozen=True):
    """A blind transfer to exactly one target."""

    to_queue_id: str = ""
    to_agent_id: str = ""
    to_number: str = ""
    reason: str = ""
    by: str = "agent"


class Consult(AgentAction, frozen=True):
    """The customer waits with music while the agent asks exactly one: an agent, a queue, a number."""

    to_queue_id: str = ""
    to_agent_id: str = ""
    to_number: str = ""
    by: str = "agent"


class Swap(AgentAction, frozen=True):
    """From the one who is consulted to the customer, or back; the other one waits with music."""

    by: str = "agent"


class CompleteTransfer(AgentAction, frozen=True):
    """The customer goes to the one who was consulted; the agent is out."""

    by: str = "agent"


class Conference(AgentAction, frozen=True):
    """All three hear each other."""

    by: str = "agent"


class CancelConsult(AgentAction, frozen=True):
    """The one who is asked is let go; back to the customer."""

    by: str = "agent"


class LeaveCall(AgentAction, frozen=True):
    """The agent leaves a conference; the others go on."""

    by: str = "agent"


class RemoveParty(AgentAction, frozen=True):
    party_id: str
    by: str = "agent"


class MonitorCall(AgentAction, frozen=True):
    """Hear the call of `agent_id` at the phone `phone_id`, or change how; `by` is the supervisor."""

    mode: Literal["listen", "whisper", "barge"] = "listen"
    phone_id: str = ""
    by: str = ""


class StopMonitor(AgentAction, frozen=True):
    by: str = ""


class TakeOver(AgentAction, frozen=True):
    """The supervisor who hears the call of `agent_id` has the customer from now on."""

    by: str = ""


class CompleteWrapUp(AgentAction, frozen=True):
    """`code` is the main one; `more_codes` are further ones, in order."""

    code: str = ""
    note: str = ""
    resolved: Literal["yes", "no", "n/a"] = "n/a"
    by: str = "agent"
    more_codes: tuple[str, ...] = ()
    segment_id: str = ""
    """Of which written contact; empty: of the call."""


class FlagHard(AgentAction, frozen=True):
    """The contact at hand, or the one in wrap-up, is a hard one."""

    by: str = "agent"


class TakeRecovery(AgentAction, frozen=True):
    """The pause after a hard contact."""

    by: str = "agent"


class ExtendWrapUp(AgentAction, frozen=True):
    by_ms: int
    by: str = "agent"
    segment_id: str = ""


class CallOut(AgentAction, frozen=True):
    """Call a number, or a colleague: the own phone first. `contact_id` is a new id.

    `abandoned_id` where it calls one of the list of abandoned calls back.
    """

    contact_id: str
    to_number: str = ""
    to_agent_id: str = ""
    queue_id: str = ""
    abandoned_id: str = ""
    by: str = "agent"


class CustomerProgressed(Input, frozen=True):
    contact_id: str
    line: str


class CustomerAnswered(Input, frozen=True):
    contact_id: str
    line: str


class CustomerFailed(Input, frozen=True):
    contact_id: str
    line: str
    result: Literal["busy", "no_answer", "rejected", "failed"]
    q850: int = 0
    sip_code: int = 0


class RequestCallback(Input, frozen=True):
    """One who waits, or is in the IVR, asks for it; with `contact_id` empty a person arranges it.

    `number` empty: the one that called. `due_ms` 0: as soon as it is its turn.
    """

    contact_id: str
    number: str = ""
    queue_id: str = ""
    caller_name: str = ""
    language: str = ""
    due_ms: int = 0
    by: str = ""


class ChangeCallback(Input, frozen=True):
    """Another time, or, where `due_ms` is None, not at all."""

    contact_id: str
    due_ms: int | None = None
    by: str = ""


class CallbackHours(Input, frozen=True):
    """Queue → whether its callbacks may be made now."""

    open: dict[str, bool]


class SeeToAbandoned(Input, frozen=True):
    """`claim` it, `release` it, or `dismiss` it: nobody need call."""

    contact_id: str
    what: Literal["claim", "release", "dismiss"]
    by: str


class PhoneChanged(Input, frozen=True):
    """An agent's phone registered or vanished; `registration` differs with each registration."""

    agent_id: str
    reachable: bool
    registration: str = ""


class OutsideFailed(Input, frozen=True):
    """The outside number did not answer."""

    contact_id: str
    q850: int = 0
    sip_code: int = 0


class Reconcile(Input, frozen=True):
    """What telephony says is alive: contact → ring → answered, and contact → bridged ring.

    Whatever the state holds beside it has ended while nobody listened.
    """

    alive: dict[str, dict[str, bool]]
    connected: dict[str, str] = {}
    restarted: bool = False
    outside: frozenset[str] = frozenset()
    """Contacts with a leg to an outside number."""
    customers: dict[str, tuple[str, bool]] = {}
    """Contact → line that the centre dialled, and whether it was answered."""


class Tick(Input, frozen=True):
    """Time has passed: `State.next_deadline_ms` is due."""
