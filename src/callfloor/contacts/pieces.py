"""What a contact's record is made of: its legs in queues, its rings, its segments."""

import msgspec


class Leg(msgspec.Struct, kw_only=True):
    """One stay in one queue. `offered_ms` is the first time an agent was reserved for it."""

    leg_id: str
    queue_id: str
    entered_ms: int
    rank_ms: int = 0
    priority: int = 0
    offered_ms: int | None = None
    exited_ms: int | None = None
    outcome: str = ""
    is_post_transfer: bool = False
    returned: bool = False
    callback_connected_ms: int | None = None
    """Of a leg that ended with a callback: when the customer was spoken to, where that is known."""
    estimate_ms: int | None = None
    """The wait as estimated on entry."""

    @property
    def wait_ms(self) -> int | None:
        """Entry to exit, ringing included; None while open. A skewed clock gives 0, not less."""
        return None if self.exited_ms is None else max(0, self.exited_ms - self.entered_ms)

    @property
    def queued(self) -> bool:
        """True when no agent could be reserved at the instant of entry."""
        return self.offered_ms is None or self.offered_ms > self.entered_ms


class Ring(msgspec.Struct, kw_only=True):
    """One ringing of one agent. `result` is `answered`, or why it was not; empty while it rings."""

    ring_id: str
    leg_id: str
    queue_id: str
    agent_id: str
    offered_ms: int
    ended_ms: int | None = None
    result: str = ""


class Segment(msgspec.Struct, kw_only=True):
    """One agent's part of the contact. `hold_ms` sums the holds that are over."""

    segment_id: str
    leg_id: str
    queue_id: str
    agent_id: str
    team_id: str
    answered_ms: int
    connected_ms: int | None = None
    ended_ms: int | None = None
    end_reason: str = ""
    hold_ms: int = 0
    hold_count: int = 0
    holds: list[tuple[int, int]] = []
    """The holds that are over, the first ones where there were very many."""
    held_since_ms: int | None = None
    lost_count: int = 0
    wrap_up_started_ms: int | None = None
    wrap_up_limit_ms: int | None = None
    wrap_up_ended_ms: int | None = None
    wrap_up_code: str = ""
    more_codes: tuple[str, ...] = ()
    note: str = ""
    resolved: str = "n/a"
    issue_id: str = ""
    wrap_up_automatic: bool = False
    transfer: str = ""
    transfer_to: str = ""
    is_consult: bool = False
    """Of an agent who was only asked: his time is no customer's."""

    @property
    def closed_ms(self) -> int | None:
        """When nothing more can be added to it: the end of after-call work, else its own end."""
        if self.wrap_up_started_ms is not None:
            return self.wrap_up_ended_ms
        return self.ended_ms

    @property
    def talk_ms(self) -> int:
        """Answer to end without holds; 0 while it runs."""
        if self.ended_ms is None:
            return 0
        return max(0, self.ended_ms - self.answered_ms - self.hold_ms)

    @property
    def wrap_up_ms(self) -> int:
        if self.wrap_up_started_ms is None or self.wrap_up_ended_ms is None:
            return 0
        return max(0, self.wrap_up_ended_ms - self.wrap_up_started_ms)
