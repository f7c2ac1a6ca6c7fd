"""Whose leg of which call may be measured, and how much of it was told already. Pure.

A fold of facts beside the acd's state, of live calls and of those that ended lately: an agent's
browser tells the last stretch just behind the end of the call. Agents tell of their own leg only,
and of each stretch once.
"""

from collections import OrderedDict
from typing import Annotated

import msgspec

from callfloor.acd.errors import Refused
from callfloor.acd.inputs import AgentAction
from callfloor.events import contacts as c
from callfloor.events import parties as p
from callfloor.events.fact import ContactFact, Fact
from callfloor.events.outbound import CustomerDialled
from callfloor.events.quality import CallQualityMeasured

CALLS_KEPT = 10_000
SLACK_MS = 5_000
"""Clocks of browsers and the times of facts differ by as much at the most."""

_Count = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
_Time = Annotated[float, msgspec.Meta(ge=0, le=60_000)]


class MeasureCall(AgentAction, frozen=True, kw_only=True):
    """The fields of `CallQualityMeasured`, by the agent whose leg it is."""

    contact_id: str
    over_ms: Annotated[int, msgspec.Meta(ge=1_000, le=120_000)]
    received: _Count
    lost: _Count
    jitter_ms: _Time
    sent: _Count
    sent_lost: _Count
    sent_jitter_ms: _Time
    round_trip_ms: _Time | None = None
    mos: Annotated[float, msgspec.Meta(ge=1.0, le=4.5)]
    by: str = "agent"


class Leg(msgspec.Struct):
    began_ms: int
    segment_id: str = ""
    covered_ms: int = 0


class Call(msgspec.Struct):
    legs: dict[str, Leg] = {}
    """By agent."""
    ended_ms: int | None = None


class Measured:
    """Facts go in by `follow`, live and on replay; `act` answers with the fact that should follow."""

    def __init__(self) -> None:
        self._calls: OrderedDict[tuple[str, str], Call] = OrderedDict()

    def act(self, tenant: str, action: MeasureCall, now_ms: int) -> Fact:
        """Raises Refused where it is not the agent's own leg, or was told before."""
        call = self._calls.get((tenant, action.contact_id))
        leg = call.legs.get(action.agent_id) if call else None
        if call is None or leg is None:
            msg = "You have no part in this call, or it is long over; only an own call is measured."
            raise Refused("not_own_call", msg)
        until_ms = now_ms if call.ended_ms is None else call.ended_ms
        if leg.covered_ms + action.over_ms > until_ms - leg.began_ms + SLACK_MS:
            msg = "This stretch of the call was measured already; tell each stretch once."
            raise Refused("measured_already", msg)
        values = msgspec.structs.asdict(action)
        del values["by"]
        return CallQualityMeasured(tenant=tenant, at_ms=now_ms, segment_id=leg.segment_id, **values)

    def follow(self, fact: Fact) -> None:
        match fact:
            case c.ContactAnswered() | p.PartyJoined() | p.ContactHandedOver():
                self._begin(fact, fact.agent_id, fact.segment_id)
            case p.PartyAnswered():
                self._begin(fact, fact.agent_id)
            case CustomerDialled():
                self._begin(fact, fact.to_agent_id)
            case CallQualityMeasured():
                call = self._calls.get((fact.tenant, fact.contact_id))
                leg = call.legs.get(fact.agent_id) if call else None
                if leg is not None:
                    leg.covered_ms += fact.over_ms
            case c.ContactEnded():
                call = self._calls.get((fact.tenant, fact.contact_id))
                if call is not None:
                    call.ended_ms = fact.at_ms

    def _begin(self, fact: ContactFact, agent_id: str, segment_id: str = "") -> None:
        """The first part of an agent in a call; a later one only tells its segment."""
        if not agent_id:
            return
        call = self._calls.setdefault((fact.tenant, fact.contact_id), Call())
        leg = call.legs.setdefault(agent_id, Leg(began_ms=fact.at_ms))
        leg.segment_id = segment_id or leg.segment_id
        while len(self._calls) > CALLS_KEPT:
            self._calls.popitem(last=False)
