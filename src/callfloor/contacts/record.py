"""One contact folded from its facts: its legs in queues, its segments with agents, its rings.

Pure and mutable: `apply` is total over every fact of a contact, also out of order on replay, and
never raises. The list, the live board and the indicators all read this one record, so a figure can
never disagree between them. Order and meaning of the facts are those of `events.contacts`.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from callfloor.contacts import recordings
from callfloor.contacts.pieces import Leg, Ring, Segment
from callfloor.contacts.quality import Quality, measured
from callfloor.contacts.recordings import Recording
from callfloor.events import contacts as facts
from callfloor.events import outbound, parties
from callfloor.events.callers import CallerMatched, ListedCaller
from callfloor.events.fact import ContactFact
from callfloor.events.ivr import VariablesSet
from callfloor.events.leads import CallerMovedUp
from callfloor.events.quality import CallQualityMeasured
from callfloor.events.written import ContactBrought

__all__ = ["Leg", "Record", "Recording", "Ring", "Segment", "apply"]

KEYS_KEPT = 20
VARIABLES_KEPT = 30
VALUE_KEPT = 200
HOLDS_KEPT = 50


class Record(msgspec.Struct, kw_only=True):
    """A contact with all that became of it. `arrived_ms` 0 means that its arrival was never seen."""

    tenant: str
    contact_id: str
    arrived_ms: int = 0
    channel: str = "voice"
    direction: str = "in"
    caller: str = ""
    caller_name: str = ""
    called: str = ""
    trunk: str = ""
    language: str = ""
    is_demo: bool = False
    is_test: bool = False
    flow: str = ""
    ivr_exit: str = ""
    call_type: str = ""
    keys: list[tuple[str, str]] = []
    """What the caller chose in the menus: node and digits."""
    variables: dict[str, str] = {}
    """What flows have learnt, as it holds now; without what is hidden."""
    task_completed: bool = False
    listed: list[ListedCaller] = []
    """How the centre's lists know the caller, as told last."""
    caller_rules: dict[str, str] = {}
    """Rules over callers that fit: id → name."""
    ended_ms: int | None = None
    disposition: str = ""
    ended_by: str = ""
    cause: str = ""
    refused: str = ""
    """Why the edge refused it; a refused attempt is not a contact of the centre."""
    front_ring_ms: int | None = None
    """How long the caller heard it ring before the first answer; None where nothing answered."""
    customer_id: str = ""
    external_id: str = ""
    """By which the program that brought it in knows it."""
    legs: list[Leg] = []
    rings: list[Ring] = []
    segments: list[Segment] = []
    recordings: list[Recording] = []
    quality: list[Quality] = []
    """How well each agent's leg sounded, where a browser measured it."""
    line: str = ""
    """The customer's channel, by which the raw files of the recording are named."""
    source: str = ""
    """The log of another system that it was brought in from, in whole seconds and without holds and
    after-call work; empty where the floor itself recorded it."""

    def leg(self, leg_id: str) -> Leg | None:
        return next((leg for leg in reversed(self.legs) if leg.leg_id == leg_id), None)

    def ring(self, ring_id: str) -> Ring | None:
        return next((ring for ring in reversed(self.rings) if ring.ring_id == ring_id), None)

    def segment(self, segment_id: str) -> Segment | None:
        return next((s for s in reversed(self.segments) if s.segment_id == segment_id), None)

    @property
    def closed_ms(self) -> int | None:
        """When the last of it was over, after-call work included; None while anything is open."""
        if self.ended_ms is None:
            return None
        ends = [segment.closed_ms for segment in self.segments]
        if any(end is None for end in ends):
            return None
        return max([self.ended_ms, *(end for end in ends if end is not None)])


def apply(record: Record, fact: ContactFact) -> None:
    """Fold one fact in; a kind that does not touch the record changes nothing.

    Nor does any fact before the arrival, which is always the first of a contact.
    """
    handler = _HANDLERS.get(type(fact))
    if handler is not None and (record.arrived_ms or isinstance(fact, _FIRST)):
        handler(record, fact)


def _arrived(record: Record, fact: facts.ContactArrived) -> None:
    record.arrived_ms = fact.at_ms
    record.channel, record.direction = fact.channel, fact.direction
    record.caller, record.caller_name = fact.caller, fact.caller_name
    record.called, record.trunk = fact.called, fact.trunk
    record.language, record.line = fact.language, fact.line
    record.is_demo, record.is_test = fact.is_demo, fact.is_test


def _brought(record: Record, fact: ContactBrought) -> None:
    record.external_id = fact.external_id


def _customer_answered(record: Record, fact: outbound.CustomerAnswered) -> None:
    record.line = fact.line


def _refused(record: Record, fact: facts.ContactRefused) -> None:
    record.arrived_ms = record.arrived_ms or fact.at_ms
    record.caller, record.called, record.trunk = fact.caller, fact.called, fact.trunk
    record.refused = fact.cause


def _picked_up(record: Record, at_ms: int) -> None:
    """By the flow or by the agent, whichever came first: the end of what the caller hears ring."""
    if record.front_ring_ms is None:
        record.front_ring_ms = max(0, at_ms - record.arrived_ms)


def _ivr_started(record: Record, fact: facts.IvrStarted) -> None:
    _picked_up(record, fact.at_ms)
    if not record.segments:  # a survey after the talk is another flow than the one that was called
        record.flow = fact.flow


def _node(record: Record, fact: facts.IvrNodeEntered) -> None:
    if not record.segments:
        record.task_completed = fact.task_completed


def _variables(record: Record, fact: VariablesSet) -> None:
    """Hidden ones have no value here."""
    for name, value in fact.variables.items():
        if value and (name in record.variables or len(record.variables) < VARIABLES_KEPT):
            record.variables[name] = value[:VALUE_KEPT]
        elif not value:
            record.variables.pop(name, None)


def _language(record: Record, fact: facts.LanguageChosen) -> None:
    record.language = fact.language


def _matched(record: Record, fact: CallerMatched) -> None:
    record.listed, record.caller_rules = list(fact.listed), dict(fact.rules)


def _keyed(record: Record, fact: facts.DigitsEntered) -> None:
    if fact.accepted and fact.digits and len(record.keys) < KEYS_KEPT:
        record.keys.append((fact.node, fact.digits))


def _ivr_ended(record: Record, fact: facts.IvrEnded) -> None:
    if not record.segments:
        record.ivr_exit, record.call_type = fact.exit, fact.call_type


def _queued(record: Record, fact: facts.ContactQueued) -> None:
    if record.leg(fact.leg_id) is not None:
        return
    record.legs.append(
        Leg(
            leg_id=fact.leg_id,
            queue_id=fact.queue_id,
            entered_ms=fact.at_ms,
            rank_ms=fact.rank_ms,
            priority=fact.priority,
            is_post_transfer=fact.is_post_transfer,
            returned=fact.returned,
            estimate_ms=fact.wait_estimate_ms,
        )
    )


def _moved_up(record: Record, fact: CallerMovedUp) -> None:
    leg = record.leg(fact.leg_id)
    if leg is not None:
        leg.rank_ms, leg.priority = fact.rank_ms, fact.priority


def _offered(record: Record, fact: facts.ContactOffered) -> None:
    leg = record.leg(fact.leg_id)
    if leg is not None and leg.offered_ms is None:
        leg.offered_ms = fact.at_ms
    if record.ring(fact.ring_id) is None:
        record.rings.append(
            Ring(
                ring_id=fact.ring_id,
                leg_id=fact.leg_id,
                queue_id=fact.queue_id,
                agent_id=fact.agent_id,
                offered_ms=fact.at_ms,
            )
        )


def _ring_ended(record: Record, fact: facts.RingEnded) -> None:
    ring = record.ring(fact.ring_id)
    if ring is not None and ring.ended_ms is None:
        ring.ended_ms, ring.result = fact.at_ms, fact.result


def _left_queue(record: Record, fact: facts.ContactLeftQueue) -> None:
    leg = record.leg(fact.leg_id)
    if leg is not None and leg.exited_ms is None:
        leg.exited_ms, leg.outcome = fact.at_ms, fact.outcome


def _answered(record: Record, fact: facts.ContactAnswered | parties.PartyJoined) -> None:
    """Whoever joined beside the agent has a segment too; an outside number has none."""
    if not fact.segment_id or record.segment(fact.segment_id) is not None:
        return
    has_joined = isinstance(fact, parties.PartyJoined)
    record.segments.append(
        Segment(
            segment_id=fact.segment_id,
            leg_id=getattr(fact, "leg_id", ""),
            queue_id=fact.queue_id,
            agent_id=fact.agent_id,
            team_id=fact.team_id,
            answered_ms=fact.at_ms,
            connected_ms=fact.at_ms if has_joined else None,
        )
    )
    ring = record.ring(fact.ring_id)
    if ring is not None and ring.ended_ms is None:
        ring.ended_ms, ring.result = fact.at_ms, "answered"


def _connected(record: Record, fact: facts.ContactConnected) -> None:
    _picked_up(record, fact.at_ms)
    segment = record.segment(fact.segment_id)
    if segment is not None and segment.connected_ms is None:
        segment.connected_ms = fact.at_ms


def _held(record: Record, fact: facts.ContactHeld) -> None:
    segment = record.segment(fact.segment_id)
    if segment is not None and segment.held_since_ms is None and segment.ended_ms is None:
        segment.held_since_ms = fact.at_ms
        segment.hold_count += 1


def _end_hold(segment: Segment, at_ms: int) -> None:
    if segment.held_since_ms is not None:
        segment.hold_ms += max(0, at_ms - segment.held_since_ms)
        if len(segment.holds) < HOLDS_KEPT:
            segment.holds.append((segment.held_since_ms, max(at_ms, segment.held_since_ms)))
        segment.held_since_ms = None


def _resumed(record: Record, fact: facts.ContactResumed | facts.AgentRejoined) -> None:
    segment = record.segment(fact.segment_id)
    if segment is not None:
        _end_hold(segment, fact.at_ms)


def _lost(record: Record, fact: facts.AgentLegLost) -> None:
    segment = record.segment(fact.segment_id)
    if segment is not None:
        segment.lost_count += 1


def _transferred(record: Record, fact: facts.ContactTransferred) -> None:
    segment = record.segment(fact.segment_id)
    if segment is not None:
        segment.transfer = fact.kind
        segment.transfer_to = fact.to_queue_id or fact.to_agent_id or fact.to_number


def _segment_ended(record: Record, fact: facts.SegmentEnded) -> None:
    segment = record.segment(fact.segment_id)
    if segment is not None and segment.ended_ms is None:
        _end_hold(segment, fact.at_ms)
        segment.ended_ms, segment.end_reason = fact.at_ms, fact.reason


def _wrap_up_started(record: Record, fact: facts.WrapUpStarted) -> None:
    segment = record.segment(fact.segment_id)
    if segment is None:
        return
    if segment.wrap_up_started_ms is None:
        segment.wrap_up_started_ms = fact.at_ms
        segment.wrap_up_limit_ms = fact.limit_ms


def _wrap_up_extended(record: Record, fact: facts.WrapUpExtended) -> None:
    segment = record.segment(fact.segment_id)
    if segment is not None:
        segment.wrap_up_limit_ms = fact.limit_ms


def _wrap_up_completed(record: Record, fact: facts.WrapUpCompleted) -> None:
    segment = record.segment(fact.segment_id)
    if segment is None:
        return
    if segment.wrap_up_ended_ms is None:
        segment.wrap_up_ended_ms = fact.at_ms
    segment.wrap_up_code, segment.more_codes = fact.code, fact.more_codes
    segment.note = fact.note
    segment.resolved, segment.wrap_up_automatic = fact.resolved, fact.automatic


def _party_left(record: Record, fact: parties.PartyLeft) -> None:
    segment = record.segment(fact.segment_id) if fact.segment_id else None
    if segment is not None and segment.ended_ms is None:
        segment.ended_ms = fact.at_ms
        segment.end_reason = _PARTY_ENDS.get(fact.reason, "left")


_PARTY_ENDS = {"customer_gone": "customer_hangup", "phone_lost": "system"}


def _ended(record: Record, fact: facts.ContactEnded) -> None:
    if record.ended_ms is None:
        record.ended_ms = fact.at_ms
        record.disposition, record.ended_by = fact.disposition, fact.ended_by
        record.cause = fact.cause


_FIRST = (facts.ContactArrived, facts.ContactRefused)
_HANDLERS: dict[type, Callable[[Record, Any], None]] = {
    facts.ContactArrived: _arrived,
    facts.ContactRefused: _refused,
    ContactBrought: _brought,
    outbound.CustomerAnswered: _customer_answered,
    facts.IvrStarted: _ivr_started,
    facts.IvrNodeEntered: _node,
    facts.LanguageChosen: _language,
    CallerMatched: _matched,
    facts.DigitsEntered: _keyed,
    facts.IvrEnded: _ivr_ended,
    VariablesSet: _variables,
    facts.ContactQueued: _queued,
    CallerMovedUp: _moved_up,
    facts.ContactOffered: _offered,
    facts.RingEnded: _ring_ended,
    facts.ContactLeftQueue: _left_queue,
    facts.ContactAnswered: _answered,
    facts.ContactConnected: _connected,
    facts.ContactHeld: _held,
    facts.ContactResumed: _resumed,
    facts.AgentRejoined: _resumed,
    facts.AgentLegLost: _lost,
    facts.ContactTransferred: _transferred,
    facts.SegmentEnded: _segment_ended,
    parties.PartyJoined: _answered,
    parties.PartyLeft: _party_left,
    facts.WrapUpStarted: _wrap_up_started,
    facts.WrapUpExtended: _wrap_up_extended,
    facts.WrapUpCompleted: _wrap_up_completed,
    **recordings.HANDLERS,
    CallQualityMeasured: measured,
    facts.ContactEnded: _ended,
}
