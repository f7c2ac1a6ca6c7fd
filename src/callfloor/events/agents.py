"""Facts of an agent's presence. States of one agent are contiguous: each fact ends the one before."""

from typing import Literal

from callfloor.events.fact import AgentFact

AgentState = Literal[
    "logged_out", "ready", "reserved", "ringing", "talking", "holding", "wrap_up", "not_ready",
    "working",
]  # fmt: skip
"""`working`: written contacts are at hand (offered, open or in wrap-up), and no call."""


class AgentStateChanged(AgentFact, frozen=True, kw_only=True, tag="agent_state_changed"):
    """The agent is in `state` from now on. `reason` is set with `not_ready` only.

    `by` tells who did it: the person, the lead (`user:<id>`), or a rule (`no_answer`, `phone_lost`,
    `reconciled`, …).
    """

    state: AgentState
    reason: str = ""
    team_id: str = ""
    contact_id: str = ""
    purpose: Literal["", "out", "callback", "internal"] = ""
    """What the contact at hand is where it is no call in."""
    by: str = "agent"
    login_ms: int = 0
    """Since when the agent has been logged in; 0 when not."""
    busy_ms: int = 0
    """Of that time, how long contacts (offer to wrap-up) took until now."""
    offered_ms: int = 0
    """When the agent was last offered a contact."""
    hard_ms: int = 0
    """When the last hard contact was marked."""
    recovered_ms: tuple[int, ...] = ()
    """When the recovery pauses began that still count."""


class AgentNextStateSet(AgentFact, frozen=True, kw_only=True, tag="agent_next_state_set"):
    """What the agent becomes when the contact at hand is over, wrap-up included; empty: as usual."""

    state: Literal["", "logged_out", "not_ready"]
    reason: str = ""
    by: str = "agent"


class PhoneReachabilityChanged(AgentFact, frozen=True, kw_only=True, tag="phone_reachability"):
    """The agent's phone registered or vanished. A fixed address counts as reachable."""

    reachable: bool
    address: str = ""
    registration: str = ""
    """Differs with each new registration, so that a reloaded page is told apart."""
