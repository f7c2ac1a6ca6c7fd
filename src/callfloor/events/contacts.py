"""Facts of a contact, from its arrival to its end.

Ids below a contact are made by the pure core and so are repeatable: queue leg `<contact>.q1`,
ring `<contact>.r1`, segment `<contact>.s1`.
"""

from typing import Literal

from callfloor.events.fact import ContactFact

Channel = Literal["voice", "web_call", "chat", "email", "sms"]
Medium = Literal["voice", "chat", "email", "sms"]
"""What a contact asks of an agent: a call from the browser is a call as any other."""
MEDIA: tuple[Medium, ...] = ("voice", "chat", "email", "sms")
WRITTEN: tuple[Medium, ...] = MEDIA[1:]
"""Media without a call: nothing rings, and an agent may have several at hand."""
Direction = Literal["in", "out", "callback", "internal"]
LegOutcome = Literal[
    "answered", "abandoned", "overflow", "timeout", "key_exit", "voicemail", "system_drop",
    "callback_requested",
]  # fmt: skip
RingResult = Literal["missed", "rejected", "busy", "failed", "caller_hung_up", "withdrawn"]
SegmentEnd = Literal[
    "customer_hangup",
    "agent_hangup",
    "blind_transfer",
    "attended_transfer",
    "left",
    "taken_over",
    "system",
    "not_reached",
]
Disposition = Literal[
    "queue", "self_service", "ivr_abandoned", "closed_hours", "rejected", "direct", "voicemail",
    "system_drop", "not_reached", "callback_cancelled", "do_not_serve",
]  # fmt: skip
EndedBy = Literal["customer", "agent", "system"]
IvrExit = Literal[
    "to_queue", "hangup", "self_service", "closed_hours", "voicemail", "transfer_out", "failed",
    "callback",
]  # fmt: skip


class ContactArrived(ContactFact, frozen=True, kw_only=True, tag="contact_arrived"):
    """The centre accepted a contact. `line` is the telephony's own id of the customer's channel."""

    channel: Channel
    direction: Direction
    line: str
    caller: str
    """As dialled in normal form (E.164 where it can be told), empty when withheld.

    The customer's number also on calls out and callbacks, `called` then being the centre's.
    """
    caller_name: str = ""
    called: str
    trunk: str = ""
    language: str = ""
    is_demo: bool = False
    is_test: bool = False
    parent_id: str = ""
    """Of a callback: the call it was asked for in."""


class ContactRefused(ContactFact, frozen=True, kw_only=True, tag="contact_refused"):
    """A blocked attempt: it reached the centre's edge and was refused there."""

    caller: str
    called: str
    trunk: str = ""
    cause: Literal["admission", "unknown_number", "rate", "queue_full", "do_not_serve"]


class IvrStarted(ContactFact, frozen=True, kw_only=True, tag="ivr_started"):
    flow: str
    flow_version: int


class IvrNodeEntered(ContactFact, frozen=True, kw_only=True, tag="ivr_node_entered"):
    node: str
    task_completed: bool = False


class DigitsEntered(ContactFact, frozen=True, kw_only=True, tag="digits_entered"):
    """Digits a caller keyed at a node; empty where nothing came in time."""

    node: str
    digits: str
    accepted: bool


class LanguageChosen(ContactFact, frozen=True, kw_only=True, tag="language_chosen"):
    language: str


class IvrEnded(ContactFact, frozen=True, kw_only=True, tag="ivr_ended"):
    exit: IvrExit
    call_type: str = ""


class ContactQueued(ContactFact, frozen=True, kw_only=True, tag="contact_queued"):
    """One entry into one queue (a queue leg). `needs` maps a skill to its least proficiency (1 to 5).

    `rank_ms` orders all waiting contacts, smaller first; `agent_id` is set where one agent alone
    may take it (a transfer to a person).
    """

    leg_id: str
    queue_id: str
    priority: int
    rank_ms: int
    needs: dict[str, int] = {}
    agent_id: str = ""
    agent_limit_ms: int | None = None
    """How long `agent_id` is preferred, then anyone of the queue; None: handed to that person."""
    is_post_transfer: bool = False
    returned: bool = False
    """True where the place was kept (an agent's phone was lost for good)."""
    sequence: int = 0
    """The place among those of one rank, where it is another one's; 0: behind all who came."""
    service_level_ms: int = 0
    """Answered within this it counts as in time; 0: this stay is not counted."""
    wait_estimate_ms: int | None = None
    """How long until it is answered, as estimated now; held against what then happens."""


class WaitAnnounced(ContactFact, frozen=True, kw_only=True, tag="wait_announced"):
    leg_id: str
    position: int
    wait_estimate_ms: int | None = None


class ContactOffered(ContactFact, frozen=True, kw_only=True, tag="contact_offered"):
    """An agent was reserved and the phone is being rung for this leg."""

    leg_id: str
    queue_id: str
    ring_id: str
    agent_id: str
    limit_ms: int = 20_000
    """The ring is over after this, counted from `at_ms`."""


class RingStarted(ContactFact, frozen=True, kw_only=True, tag="ring_started"):
    """The agent's phone says that it rings."""

    ring_id: str
    agent_id: str


class RingEnded(ContactFact, frozen=True, kw_only=True, tag="ring_ended"):
    """A ring that was not answered. `cause` is Q.850, `sip_code` the phone's answer, 0 if none."""

    ring_id: str
    agent_id: str
    result: RingResult
    cause: int = 0
    sip_code: int = 0


class ContactLeftQueue(ContactFact, frozen=True, kw_only=True, tag="contact_left_queue"):
    """The one end of a queue leg."""

    leg_id: str
    queue_id: str
    outcome: LegOutcome


class ContactAnswered(ContactFact, frozen=True, kw_only=True, tag="contact_answered"):
    """An agent took the contact: a segment begins."""

    segment_id: str
    leg_id: str
    queue_id: str
    ring_id: str
    agent_id: str
    team_id: str


class ContactConnected(ContactFact, frozen=True, kw_only=True, tag="contact_connected"):
    """Both sides can hear each other (the telephony has bridged them)."""

    segment_id: str
    ring_id: str


class ContactHeld(ContactFact, frozen=True, kw_only=True, tag="contact_held"):
    segment_id: str
    agent_id: str


class ContactResumed(ContactFact, frozen=True, kw_only=True, tag="contact_resumed"):
    segment_id: str
    agent_id: str


class AgentLegLost(ContactFact, frozen=True, kw_only=True, tag="agent_leg_lost"):
    """The agent's phone vanished in mid-call (a reload, a lost network); the customer is kept."""

    segment_id: str
    ring_id: str
    agent_id: str


class AgentRejoining(ContactFact, frozen=True, kw_only=True, tag="agent_rejoining"):
    """The phone is back and is rung again for the running segment; it answers by itself."""

    segment_id: str
    ring_id: str
    agent_id: str


class AgentRejoined(ContactFact, frozen=True, kw_only=True, tag="agent_rejoined"):
    segment_id: str
    ring_id: str
    agent_id: str


class ContactTransferred(ContactFact, frozen=True, kw_only=True, tag="contact_transferred"):
    """An agent handed the contact over. Exactly one target is set."""

    segment_id: str
    agent_id: str
    kind: Literal["blind", "attended"]
    to_queue_id: str = ""
    to_agent_id: str = ""
    to_number: str = ""
    reason: str = ""


class SegmentEnded(ContactFact, frozen=True, kw_only=True, tag="segment_ended"):
    segment_id: str
    agent_id: str
    reason: SegmentEnd


class WrapUpStarted(ContactFact, frozen=True, kw_only=True, tag="wrap_up_started"):
    segment_id: str
    agent_id: str
    queue_id: str = ""
    limit_ms: int | None = None


class WrapUpExtended(ContactFact, frozen=True, kw_only=True, tag="wrap_up_extended"):
    """More time was asked for; `limit_ms` is the new whole limit, counted from the start."""

    segment_id: str
    agent_id: str
    limit_ms: int


class WrapUpCompleted(ContactFact, frozen=True, kw_only=True, tag="wrap_up_completed"):
    """`automatic` where the limit closed it without a code."""

    segment_id: str
    agent_id: str
    code: str = ""
    """The one that counts in the indicators; further ones are told beside it."""
    more_codes: tuple[str, ...] = ()
    note: str = ""
    resolved: Literal["yes", "no", "n/a"] = "n/a"
    automatic: bool = False


class RecordingStarted(ContactFact, frozen=True, kw_only=True, tag="recording_started"):
    recording_id: str


class RecordingStored(ContactFact, frozen=True, kw_only=True, tag="recording_stored"):
    """`spans` of a screen are the stretches of its time line that were recorded, in milliseconds."""

    recording_id: str
    kind: Literal["call", "voicemail", "screen"] = "call"
    duration_ms: int
    size_bytes: int
    sha256: str
    spans: tuple[tuple[int, int], ...] = ()


class RecordingFailed(ContactFact, frozen=True, kw_only=True, tag="recording_failed"):
    recording_id: str
    reason: str


class ContactEnded(ContactFact, frozen=True, kw_only=True, tag="contact_ended"):
    """The contact is over. `cause` is a word, as `normal` or `telephony_lost`."""

    disposition: Disposition
    ended_by: EndedBy
    cause: str = "normal"
