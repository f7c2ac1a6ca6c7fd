"""What the adapter knows of each call: its legs, its bridge, its work in order. No I/O here."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from callfloor.kit.log import get
from callfloor.telephony.port import EndCause

log = get("asterisk")

Job = Callable[[], Awaitable[None]]


class Lane:
    """Work that must happen one after the other. A job that fails is logged and the next begins."""

    def __init__(self) -> None:
        self._jobs: deque[Job] = deque()
        self._task: asyncio.Task[None] | None = None

    def put(self, job: Job) -> None:
        self._jobs.append(job)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        try:
            while self._jobs:
                job = self._jobs.popleft()
                try:
                    await job()
                except Exception as error:
                    log.warning("a telephony command failed", error=str(error))
        finally:
            self._task = None

    def stop(self) -> None:
        self._jobs.clear()
        if self._task is not None:
            self._task.cancel()


@dataclass(eq=False)
class Leg:
    """A channel that we dialled: an agent's phone or an outside number. `id` is the channel's."""

    id: str
    contact_id: str
    state: Literal["placed", "ringing", "answered", "gone"] = "placed"
    is_outside: bool = False
    bridge: str = ""
    """Where it is; empty while it rings."""
    is_party: bool = False
    """One of several beside the agent: another leg that is connected does not take its place."""
    browser_phone_id: str = ""
    """Set for the leg of a page, which may be closed in mid-call."""
    cancelled: bool = False
    """Hung up by us; its end is not the phone's doing."""
    hangup_requested: bool = False
    tech_cause: int = 0
    lane: Lane = field(default_factory=Lane)


@dataclass(eq=False)
class Line:
    """A customer whom we dial, until there is an answer. `id` is the channel's."""

    id: str
    contact_id: str
    state: Literal["placed", "ringing", "answered", "gone"] = "placed"
    is_alone: bool = False
    """Of a call without a contact."""
    cancelled: bool = False
    lane: Lane = field(default_factory=Lane)


@dataclass(eq=False)
class Play:
    """One PlayPrompts: groups of media, one a language, played one after the other."""

    id: str
    groups: list[tuple[str, list[str]]] = field(default_factory=list)
    playback_id: str = ""
    """The part that runs now; empty before the first has begun."""
    number: int = 0
    stopped: bool = False
    ok: bool = True
    done: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(eq=False)
class Call:
    """A customer's call. `line` is its channel; empty while the centre has yet to dial one."""

    contact_id: str
    line: str
    answered: bool = False
    gone: bool = False
    place: Literal["", "hold", "mix"] = ""
    holding: str = ""
    """The holding bridge that the customer was last in."""
    music: str = "default"
    """The class of music that its channel has."""
    bridge: str = ""
    """The mixing bridge that is this call's, from the first connection to the end."""
    connected_id: str = ""
    """The leg that the customer is bridged with, or was before hold."""
    ending: EndCause | None = None
    q850: int = 16
    legs: dict[str, Leg] = field(default_factory=dict)
    plays: dict[str, Play] = field(default_factory=dict)
    voicemail_id: str = ""
    voicemail_done: bool = False
    lane: Lane = field(default_factory=Lane)
    silence: Lane = field(default_factory=Lane)
    """Beside the lane: a recording is silenced at once, whatever the call is waiting for."""
    outside_count: int = 0
    is_alone: bool = False
    """Of somebody with the centre alone; no contact."""
    is_echo: bool = False
    """It has left the application for the echo, and ends as a channel does that we subscribed to."""

    @property
    def is_left_alone(self) -> bool:
        """The customer is in the call's bridge, and whom it spoke with has gone or is on the way out."""
        leg = self.legs.get(self.connected_id)
        return self.place == "mix" and (leg is None or leg.cancelled)


class Calls:
    """All live calls, found by contact, by line and by leg."""

    def __init__(self) -> None:
        self.by_contact: dict[str, Call] = {}
        self.by_line: dict[str, Call] = {}
        self.legs: dict[str, Leg] = {}
        self.lines: dict[str, Line] = {}

    def __len__(self) -> int:
        return len(self.by_line)

    def add(self, call: Call) -> None:
        self.by_contact[call.contact_id] = call
        self.by_line[call.line] = call

    def add_leg(self, call: Call, leg: Leg) -> None:
        call.legs[leg.id] = leg
        self.legs[leg.id] = leg

    def remove_leg(self, leg: Leg) -> Call | None:
        leg.state = "gone"
        self.legs.pop(leg.id, None)
        call = self.by_contact.get(leg.contact_id)
        if call is not None:
            call.legs.pop(leg.id, None)
            self.forget_if_over(call)
        return call

    def forget_if_over(self, call: Call) -> bool:
        """A call is forgotten when the customer and every leg have gone."""
        self.by_line.pop(call.line, None) if call.gone else None
        is_dialled = any(line.contact_id == call.contact_id for line in self.lines.values())
        if call.legs or not (call.gone or (not call.line and not is_dialled)):
            return False
        if self.by_contact.get(call.contact_id) is call:  # not the one of a further attempt
            del self.by_contact[call.contact_id]
        return True

    def clear(self) -> None:
        for call in self.by_contact.values():
            call.lane.stop()
            call.silence.stop()
        for leg in self.legs.values():
            leg.lane.stop()
        for line in self.lines.values():
            line.lane.stop()
        self.by_contact.clear()
        self.by_line.clear()
        self.legs.clear()
        self.lines.clear()
