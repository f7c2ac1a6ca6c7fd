"""The settings that routing needs, as data. A change of settings is a new value of `Centre`."""

from typing import Literal

import msgspec

from callfloor.acd.callers import CallerRule, Listed

Strategy = Literal[
    "longest_idle", "least_occupied", "round_robin", "most_skilled", "ring_all",
]  # fmt: skip


class Widening(msgspec.Struct, frozen=True, kw_only=True):
    """From this wait on, `needs` stand in place of the queue's own."""

    after_ms: int
    needs: dict[str, int] = {}


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """A line of waiting contacts. `needs` maps a skill to the least proficiency (1 to 5)."""

    queue_id: str
    name: str
    needs: dict[str, int] = {}
    match_language: bool = False
    """Adds the contact's language as a needed skill (`en`, `es`, `zh`) at proficiency 1."""
    priority: int = 5
    """0 to 10; each step is worth `priority_step_ms` of waiting."""
    is_hard: bool = False
    """Its contacts are hard on agents: complaints, cancellations."""
    strategy: Strategy = "longest_idle"
    ring_all_limit: int = 5
    """How many phones `ring_all` rings at once, at most."""
    prefer: Literal["nobody", "last_agent"] = "nobody"
    """`last_agent`: who spoke with this caller last has the first word, for `prefer_wait_ms`."""
    prefer_wait_ms: int = 20_000
    """0: only if that agent is ready just now."""
    widen: tuple[Widening, ...] = ()
    """Rings that widen with the wait, in the order of `after_ms`."""
    ring_limit_ms: int = 20_000
    wrap_up_limit_ms: int | None = 60_000
    """After-call work closes by itself after this; None for no limit; 0 for no wrap-up at all."""
    wrap_up_code_required: bool = True
    service_level_ms: int = 20_000
    service_level_target_pct: int = 80
    abandonment_target_pct: int = 5
    short_abandon_ms: int = 20_000
    announce: Literal["none", "position", "wait"] = "position"
    announce_every_ms: int = 30_000
    wait_limit_ms: int | None = None
    """A contact that has waited longer overflows."""
    length_limit: int | None = None
    """A contact that would be one too many overflows, unless an agent takes it at once."""
    no_agent: Literal["wait", "unstaffed", "none_ready"] = "wait"
    """Overflow where nobody who could take it is logged in (also while it waits), or is ready."""
    overflow_queue_id: str = ""
    overflow_number: str = ""
    overflow_message: dict[str, str] = {}
    """Where overflow goes: this queue, else this number, else told this (language → text) and
    ended; where none of them is set, to voice mail."""
    music: str = "default"
    survey_flow: str = ""
    """A flow that asks the customer after the agent has hung up; empty: nobody is asked."""
    callback: Literal["none", "key", "offer"] = "none"
    """Whether one who waits may hang up and be called back in turn: by the key alone, or asked too."""
    callback_key: str = "1"
    callback_offer_after_ms: int = 60_000
    """Asked once, after so long a wait …"""
    callback_offer_position: int = 2
    """… at this place in line or further back."""
    callback_calendar: str = ""
    """Callbacks are made in these hours only; empty: at any time."""
    callback_retry_ms: int = 300_000
    callback_attempts_max: int = 3
    callback_after_abandon_ms: int | None = None
    """A caller who hung up waiting is called back by itself after this, once a day; None: never."""


AT_MOST = {"chat": 3, "email": 1, "sms": 3}


class Capacity(msgspec.Struct, frozen=True, kw_only=True):
    """How many written contacts an agent has at hand at once. A call excludes all of them."""

    at_most: dict[str, int] = msgspec.field(default_factory=lambda: dict(AT_MOST))
    """Medium → so many of it; one that is not named is not for this agent."""
    in_all: int = 3
    alone: tuple[str, ...] = ()
    """Media that are taken only by one who has nothing else at hand, and then exclude all else."""

    def takes(self, medium: str) -> bool:
        """Whether it may ever be given a contact of this medium."""
        return medium == "voice" or min(self.in_all, self.at_most.get(medium, 0)) > 0


class CallsOut(msgspec.Struct, frozen=True, kw_only=True):
    """What may be dialled for this centre. With no prefix nothing may: a centre is no open relay."""

    prefixes: tuple[str, ...] = ()
    """A number that begins with one of these may be dialled."""
    calls_max: int = 10
    """Customers dialled or talking at once on calls out and callbacks."""
    shown: str = ""
    """The number that customers see."""
    queue_id: str = ""
    """Whose wrap-up follows a call out."""
    ring_limit_ms: int = 20_000
    dial_limit_ms: int = 45_000


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """A person who takes contacts. `skills` maps a skill (languages too) to proficiency 1 to 5."""

    agent_id: str
    name: str
    team_id: str
    skills: dict[str, int] = {}
    phone: Literal["browser", "sip", "fixed"] = "browser"
    address: str = ""
    """For `fixed`: a SIP URI, an outside number or a telephony address; else empty."""
    is_demo: bool = False
    capacity: Capacity = Capacity()


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody is let in until it is lifted. `leave`: those who wait are told and let go as well."""

    message: dict[str, str] = {}
    ends_with: Literal["hangup", "voicemail"] = "hangup"
    waiting: Literal["stay", "leave"] = "stay"


class Centre(msgspec.Struct, frozen=True, kw_only=True):
    """All of one tenant that the acd knows. `version` counts up with each change."""

    tenant: str
    version: int = 0
    queues: dict[str, Queue] = {}
    agents: dict[str, Agent] = {}
    closings: dict[str, Closing] = {}
    """Queue → its emergency closing; the empty name is the whole centre."""
    listed: dict[str, tuple[Listed, ...]] = {}
    """A number in plain form → how the centre's lists know it."""
    caller_rules: tuple[CallerRule, ...] = ()
    """In the order in which they are gone through."""
    languages: tuple[str, ...] = ("en", "es", "zh")
    """Languages that callers can choose; each is a skill too."""
    priority_step_ms: int = 30_000
    """One step of priority outweighs this much waiting: rank = entered − priority × step."""
    urgency_ms: int = 0
    """What a queue far below its service level gains on one far above; see `urgency`. 0: nothing."""
    hold_back_ms: int = 30_000
    """Who has written contacts at hand takes no further one that came so much later than a contact
    that only an agent with free hands can take. So a call is not passed by for ever."""
    calls_out: CallsOut = CallsOut()
    rejoin_limit_ms: int = 30_000
    """How long a customer is kept for an agent whose phone vanished; then back to the queue, first."""
    direct_wait_limit_ms: int = 60_000
    """How long a contact handed to one person waits for that person; then anyone of the queue."""
    phone_back_limit_ms: int = 300_000
    """A ready agent whose phone vanished is ready again by itself if it is back within this."""
    recovery: Literal["off", "offer", "give"] = "off"
    """The pause after a hard contact: none, for the agent to take, or given by rule."""
    recovery_ms: int = 90_000
    recovery_limit: int = 3
    recovery_window_ms: int = 4 * 3_600_000
    """So many pauses at most within so long."""
    hard_after_ms: int | None = None
    """A conversation that took longer was a hard one."""
    hard_rest_ms: int = 900_000
    """For so long after a hard contact another of a hard queue goes to somebody else, if there is one."""
    recovery_reason: str = "recovery"
    language: str = "en"
    """Spoken to customers who have chosen none."""
    monitor_announced: bool = True
    """Whether an agent sees that a supervisor hears the call."""
    missed_reason: str = "missed"
    """Not-ready reason set when an agent did not answer."""
    phone_lost_reason: str = "phone_lost"

    @property
    def remembers_agents(self) -> bool:
        """Whether some rule asks who spoke with a caller last."""
        return any(rule.prefer == "last_agent" for rule in self.caller_rules)

    def closing_of(self, queue_id: str) -> Closing | None:
        """The closing that holds for a queue now."""
        return self.closings.get(queue_id) or self.closings.get("")
