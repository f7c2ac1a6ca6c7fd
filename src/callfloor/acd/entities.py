"""What the core remembers of contacts and agents. Written by `transitions` only, from facts only.

Nothing here depends on settings: the same facts give the same entities whatever the settings are
now. What settings add (who may take what, when a limit is over) is derived in `index`. None of them
can be part of a circle, so the collector need not visit the many thousands of a busy floor (`gc=False`).
"""

from typing import Literal

import msgspec

from callfloor.acd import urgency
from callfloor.events.agents import AgentState
from callfloor.events.contacts import WRITTEN, Medium
from callfloor.events.parties import MonitorMode

Phase = Literal[
    "ivr", "queued", "ringing", "talking", "holding", "rejoining",
    "routing", "voicemail", "outside", "dismissed", "calling", "dialling", "postponed", "ended",
]  # fmt: skip
"""`routing` is between two places within one step; `outside`: handed to an outside number;
`dismissed`: told something, then it ends. Where the centre calls: `calling` the agent's own phone,
`dialling` the customer; a callback is `postponed` until its time comes."""

Needs = tuple[tuple[str, int], ...]
"""Skills with their least proficiency, ordered by skill: hashable, one form for one demand."""

Place = tuple[int, int, str]
"""(rank_ms, sequence, contact_id): the one order of all who wait, smaller first."""


class Leg(msgspec.Struct, gc=False):
    """One stay in one queue; `is_open` until it was left."""

    leg_id: str
    queue_id: str
    priority: int
    rank_ms: int
    sequence: int
    needs: Needs
    agent_id: str
    entered_ms: int
    is_open: bool = True
    announced_ms: int = 0
    agent_limit_ms: int | None = None
    """Set where `agent_id` is only preferred, for this long."""
    step: int = 0
    """Rings of the queue that were widened already."""
    is_callback_offered: bool = False
    service_level_ms: int = 0
    """What the queue promised when it was entered; 0: this stay does not count."""
    medium: Medium = "voice"


class Ring(msgspec.Struct, gc=False):
    ring_id: str
    agent_id: str
    offered_ms: int
    limit_ms: int
    has_started: bool = False


class Segment(msgspec.Struct, gc=False):
    """One agent's part. `lost_ms` is set while the agent's leg is away and the customer is kept."""

    segment_id: str
    agent_id: str
    queue_id: str
    ring_id: str
    answered_ms: int
    is_connected: bool = False
    is_held: bool = False
    lost_ms: int | None = None
    rejoin_ring_id: str = ""


PartyPlace = Literal["waiting", "ringing", "consulting", "held", "joined"]
"""`waiting` for an agent of a queue; `consulting` or `held` once answered; `joined` the customer."""


class Party(msgspec.Struct, gc=False):
    """Somebody beside the agent: at most one is not `joined`, the one who is being consulted.

    `asked_queue_id` is set where a queue was asked; `segment_id` once an agent has joined.
    """

    party_id: str
    asked_by: str
    asked_ms: int
    asked_limit_ms: int
    agent_id: str = ""
    number: str = ""
    supervisor: str = ""
    """`user:<id>` of a supervisor who took the call over."""
    asked_queue_id: str = ""
    place: PartyPlace = "waiting"
    ring_id: str = ""
    offered_ms: int = 0
    limit_ms: int = 0
    has_started: bool = False
    segment_id: str = ""
    queue_id: str = ""
    joined_ms: int = 0


class Monitor(msgspec.Struct, gc=False):
    """A supervisor who hears the call of `agent_id`."""

    monitor_id: str
    ring_id: str
    by: str
    phone_id: str
    agent_id: str
    mode: MonitorMode
    started_ms: int
    is_answered: bool = False


class Contact(msgspec.Struct, gc=False):
    contact_id: str
    line: str
    channel: str
    direction: str
    caller: str
    caller_name: str
    called: str
    trunk: str
    language: str
    is_demo: bool
    is_test: bool
    arrived_ms: int
    phase: Phase = "ivr"
    since_ms: int = 0
    in_ivr: bool = False
    is_served: bool = False
    """The node of the flow that it is at has done what it called for."""
    is_surveyed: bool = False
    """Its agent has hung up, and a flow asks the customer how it was."""
    leg: Leg | None = None
    ringing: list[Ring] = []
    """Phones that ring for it now, in the order of the offers; several in a queue that rings all."""
    segment: Segment | None = None
    legs: int = 0
    rings: int = 0
    segments: int = 0
    dismissal: str = ""
    """Why it was dismissed, if it was."""
    matched: tuple[str, ...] = ()
    """Lists and rules that were told of its caller last."""
    parties: list[Party] = []
    party_count: int = 0
    monitors: list[Monitor] = []
    monitor_count: int = 0
    returns_to: str = ""
    """The queue that a transfer to an outside number gives the customer back to when it fails."""
    customer: Literal["here", "away", "dialling"] = "here"
    """`away`: there is no customer's channel, the centre has to dial one."""
    parent_id: str = ""
    queue_id: str = ""
    """Of a call out: whose wrap-up follows."""
    to_agent_id: str = ""
    """Of an internal call: whom it is for."""
    attempts: int = 0
    """How often the customer was dialled; `counted`: as many as the rule of the queue counts."""
    counted: int = 0
    dialled_ms: int = 0
    dial_limit_ms: int = 0
    due_ms: int = 0
    """Of a callback: not before this."""
    is_reached: bool = False
    wrap_ups: list[str] = []
    """Segments whose wrap-up is still open; the contact is forgotten when it ended and none is."""

    @property
    def medium(self) -> Medium:
        return next((one for one in WRITTEN if one == self.channel), "voice")

    @property
    def is_written(self) -> bool:
        """Whether there is no call: nothing rings, and telephony knows nothing of it."""
        return self.channel in WRITTEN

    @property
    def consult(self) -> Party | None:
        """Who is being asked, not yet in the conversation with the customer."""
        return next((party for party in self.parties if party.place != "joined"), None)

    @property
    def ring(self) -> Ring | None:
        """The first phone that rings."""
        return self.ringing[0] if self.ringing else None

    def ring_with(self, ring_id: str) -> Ring | None:
        return next((ring for ring in self.ringing if ring.ring_id == ring_id), None)

    def ring_of(self, agent_id: str) -> Ring | None:
        return next((ring for ring in self.ringing if ring.agent_id == agent_id), None)

    def place(self) -> Place:
        leg = self.leg
        return (leg.rank_ms, leg.sequence, self.contact_id) if leg else (0, 0, self.contact_id)


class Abandoned(msgspec.Struct, gc=False):
    """One who hung up waiting and was not called back yet."""

    contact_id: str
    queue_id: str
    number: str
    caller_name: str
    language: str
    at_ms: int
    due_ms: int | None
    claimed_by: str = ""


class MovedSkills(msgspec.Struct, gc=False):
    """What a lead moved for a while: `changes` in place of the settings' proficiencies, 0 for none."""

    agent_id: str
    changes: dict[str, int]
    from_ms: int
    until_ms: int
    by: str
    by_name: str = ""
    reason: str = ""


class WrapUp(msgspec.Struct, gc=False):
    contact_id: str
    segment_id: str
    queue_id: str
    started_ms: int
    limit_ms: int | None


class Work(msgspec.Struct, gc=False):
    """A written contact that an agent has at hand: offered, open, or in wrap-up."""

    contact_id: str
    medium: Medium
    queue_id: str
    since_ms: int
    segment_id: str = ""
    """Set once it was taken."""
    wrap_up: WrapUp | None = None


class AgentRun(msgspec.Struct, gc=False):
    """An agent as it is now. `idle_ms` orders ready agents; a ring that came to nothing keeps it."""

    agent_id: str
    state: AgentState = "logged_out"
    reason: str = ""
    since_ms: int = 0
    idle_ms: int = 0
    login_ms: int = 0
    busy_ms: int = 0
    offered_ms: int = 0
    occupancy: int = 0
    """Share of the time since log-in that contacts took, in ten-thousandths, when last set free."""
    hard_ms: int = 0
    hard_segment_id: str = ""
    is_owed: bool = False
    """A hard contact has not been followed by a pause or by readiness yet."""
    recovered_ms: tuple[int, ...] = ()
    contact_id: str = ""
    queue_id: str = ""
    is_reachable: bool = False
    registration: str = ""
    next_state: Literal["", "logged_out", "not_ready"] = ""
    """What the agent asked to become when the contact at hand is over."""
    next_reason: str = ""
    wrap_up: WrapUp | None = None
    is_phone_lost: bool = False
    """Not ready only because the phone vanished: ready again by itself when it is soon back."""

    works: list[Work] = []
    """Written contacts at hand, in the order of the offers; `state` is `working` while there are any."""

    @property
    def is_busy(self) -> bool:
        return self.state in ("reserved", "ringing", "talking", "holding", "wrap_up", "working")

    def work_on(self, contact_id: str) -> Work | None:
        """Offered or open; what is in wrap-up only is over."""
        found = (one for one in self.works if one.contact_id == contact_id)
        return next((one for one in found if one.wrap_up is None), None)

    def wrap_up_of(self, segment_id: str) -> WrapUp | None:
        """That of a segment, or where none is named the one of a call."""
        if not segment_id:
            return self.wrap_up
        found = (self.wrap_up, *(work.wrap_up for work in self.works))
        return next((one for one in found if one and one.segment_id == segment_id), None)


class QueueRun(msgspec.Struct, gc=False):
    """What a queue's contacts were like lately, the older ones fading."""

    queue_id: str
    handle_ms: int = 0
    """How long one took an agent, wrap-up left out."""
    gap_ms: int | None = None
    """From one who leaves the line of those who wait to the next, while somebody waits."""
    departed_ms: int = 0
    """When the last one left it."""
    ring_ms: int = 0
    """From the offer to the answer."""
    offered: int = 0
    """How many of those in the queue are being offered now."""
    level: int = urgency.FULL
    """The share that was answered in time, in millionths."""
