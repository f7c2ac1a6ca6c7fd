"""From one contact's record to additive components: the only place where anything is counted.

A contribution says: at this moment, for this grain and key, add this much to this component. The
moment carries the attribution (indicators 1.4): outcomes of a leg belong to its entry (cohort),
handle times to the end of after-call work (close), rings and answers of an agent to when they
happened (event). Totals of any span are plain sums, which is why the live board and a report over
the same hours cannot differ. Pure.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import msgspec

from callfloor.contacts.record import Leg, Record, Segment

Grain = Literal["centre", "queue", "agent", "team"]
ALL = "*"
"""The one key at the grain of the centre."""

FLOW_OUTS = frozenset({"overflow", "timeout", "key_exit", "voicemail", "system_drop"})
CLOSED_HOURS = frozenset({"closed_hours", "rejected", "do_not_serve"})


class Contribution(NamedTuple):
    at_ms: int
    grain: Grain
    key: str
    component: str
    value: int


class Thresholds(msgspec.Struct, frozen=True):
    """Of one queue: T of the service level and S of the short abandon, both inclusive."""

    service_level_ms: int = 20_000
    short_abandon_ms: int = 20_000


Rules = Mapping[str, Thresholds]
_DEFAULT = Thresholds()


def contributions(record: Record, rules: Rules) -> Iterator[Contribution]:
    """All that one contact adds. Tests are in no figure; outbound work is only in agents' time."""
    if record.is_test:
        return
    if record.refused:
        yield Contribution(record.arrived_ms, "centre", ALL, "blocked", 1)
        return
    if record.direction != "in" or not record.arrived_ms:
        return
    for leg in record.legs:
        thresholds = rules.get(leg.queue_id, _DEFAULT)
        for component, value in _of_wait(leg.wait_ms, leg.outcome, thresholds, queued=leg.queued):
            yield Contribution(leg.entered_ms, "queue", leg.queue_id, component, value)
        yield Contribution(leg.entered_ms, "queue", leg.queue_id, "received", 1)
    yield from _of_segments(record)
    yield from _of_rings(record)
    yield from _of_centre(record, rules)


def _of_wait(
    wait_ms: int | None, outcome: str, thresholds: Thresholds, *, queued: bool
) -> Iterator[tuple[str, int]]:
    """What one wait adds, of a leg or of a whole contact: the same counts by the same thresholds."""
    yield "offered", 1
    if queued:
        yield "queued", 1
    if wait_ms is None or not outcome:
        yield "open", 1
        return
    in_time = wait_ms <= thresholds.service_level_ms
    yield "closed", 1
    yield "wait_ms", wait_ms
    if queued:
        yield "queued_closed", 1
        yield "wait_queued_ms", wait_ms
    if outcome == "answered":
        yield "answered", 1
        yield "wait_answered_ms", wait_ms
        if in_time:
            yield "answered_in_target", 1
        if queued:
            yield "queued_answered", 1
            yield "wait_queued_answered_ms", wait_ms
    elif outcome == "abandoned":
        yield from _of_abandon(wait_ms, thresholds, in_time=in_time)
    elif outcome == "callback_requested":
        yield "callback_requested", 1
        if in_time:
            yield "callback_in_target", 1
    else:
        yield "flow_out", 1


def _of_abandon(
    wait_ms: int, thresholds: Thresholds, *, in_time: bool
) -> Iterator[tuple[str, int]]:
    yield "abandoned", 1
    yield "wait_abandoned_ms", wait_ms
    if in_time:
        yield "abandoned_in_target", 1
    if wait_ms <= thresholds.short_abandon_ms:
        yield "abandoned_short", 1
    else:
        yield "wait_abandoned_long_ms", wait_ms


def _of_segments(record: Record) -> Iterator[Contribution]:
    for segment in record.segments:
        for grain, key in _owners(segment):
            if grain in ("agent", "team"):
                yield Contribution(segment.answered_ms, grain, key, "segments_answered", 1)
        closed_ms = segment.closed_ms
        if closed_ms is None:
            continue
        for component, value in _of_segment(segment):
            yield Contribution(closed_ms, "centre", ALL, component, value)
            for grain, key in _owners(segment):
                yield Contribution(closed_ms, grain, key, component, value)


def _owners(segment: Segment) -> Iterator[tuple[Grain, str]]:
    yield "agent", segment.agent_id
    if segment.team_id:
        yield "team", segment.team_id
    if segment.queue_id:
        yield "queue", segment.queue_id


def _of_segment(segment: Segment) -> Iterator[tuple[str, int]]:
    yield "segments", 1
    yield "talk_ms", segment.talk_ms
    yield "hold_ms", segment.hold_ms
    yield "wrap_up_ms", segment.wrap_up_ms
    yield "hold_count", segment.hold_count
    if segment.hold_count:
        yield "held_segments", 1
    if segment.wrap_up_started_ms is not None:
        yield "wrap_up_segments", 1
    if segment.end_reason in ("blind_transfer", "attended_transfer"):
        yield "transfers", 1
        yield f"transfers_{'blind' if segment.end_reason == 'blind_transfer' else 'attended'}", 1


def _of_rings(record: Record) -> Iterator[Contribution]:
    legs = {leg.leg_id: leg for leg in record.legs}
    for ring in record.rings:
        if ring.ended_ms is None:
            continue
        component = "rings_answered" if ring.result == "answered" else f"rings_{ring.result}"
        yield Contribution(ring.ended_ms, "agent", ring.agent_id, component, 1)
        leg = legs.get(ring.leg_id)
        if ring.result == "answered" and leg is not None and leg.wait_ms is not None:
            yield Contribution(leg.entered_ms, "agent", ring.agent_id, "answered", 1)
            yield Contribution(
                leg.entered_ms, "agent", ring.agent_id, "wait_answered_ms", leg.wait_ms
            )


def _of_centre(record: Record, rules: Rules) -> Iterator[Contribution]:
    """The contact as one, whatever the number of its queues and agents."""
    own = [leg for leg in record.legs if not leg.is_post_transfer]
    at_ms = own[0].entered_ms if own else record.arrived_ms
    yield Contribution(at_ms, "centre", ALL, "received", 1)
    counted = _of_whole_wait(record, own, rules) if own else _of_unqueued(record)
    for component, value in counted:
        yield Contribution(at_ms, "centre", ALL, component, value)
    yield from _of_handling(record)


def _of_whole_wait(record: Record, own: list[Leg], rules: Rules) -> Iterator[tuple[str, int]]:
    """Waits up to the first answer are one wait; a queue that passed it on has not lost it yet."""
    wait_ms: int | None = 0
    outcome = ""
    queued = False
    for leg in own:
        queued = queued or leg.queued
        if leg.wait_ms is None or wait_ms is None:
            wait_ms, outcome = None, ""
            break
        wait_ms += leg.wait_ms
        outcome = leg.outcome
        if outcome in ("answered", "abandoned", "callback_requested"):
            break
    if outcome in FLOW_OUTS and record.ended_ms is None:
        wait_ms, outcome = None, ""
    thresholds = rules.get(leg.queue_id, _DEFAULT)
    yield from _of_wait(wait_ms, outcome, thresholds, queued=queued)


def _of_unqueued(record: Record) -> Iterator[tuple[str, int]]:
    if record.ended_ms is None:
        yield "open", 1
    elif record.disposition in CLOSED_HOURS or record.ivr_exit == "closed_hours":
        yield "closed_hours", 1
    elif record.disposition in ("self_service", "voicemail"):
        yield "self_service", 1
    elif record.disposition == "direct" and record.segments:
        yield from _of_wait(0, "answered", _DEFAULT, queued=False)
    elif record.disposition == "ivr_abandoned" or record.ended_by == "customer":
        yield "ivr_abandoned", 1
    else:
        yield "system_dropped", 1


def _of_handling(record: Record) -> Iterator[Contribution]:
    """Figures of the contact as handled, once all its segments are closed."""
    closed_ms = record.closed_ms
    if not record.segments or closed_ms is None:
        return
    handle_ms = sum(s.talk_ms + s.hold_ms + s.wrap_up_ms for s in record.segments)
    yield Contribution(closed_ms, "centre", ALL, "contacts_handled", 1)
    yield Contribution(closed_ms, "centre", ALL, "contact_handle_ms", handle_ms)
    if any(s.end_reason in ("blind_transfer", "attended_transfer") for s in record.segments):
        yield Contribution(closed_ms, "centre", ALL, "contacts_transferred", 1)
    last = record.segments[-1]
    scopes: list[tuple[Grain, str]] = [("centre", ALL), *_owners(last)]
    for grain, key in scopes:
        yield Contribution(closed_ms, grain, key, "resolution_base", 1)
        if last.resolved in ("yes", "no"):
            yield Contribution(closed_ms, grain, key, "resolution_coded", 1)
            yield Contribution(closed_ms, grain, key, "resolution_yes", int(last.resolved == "yes"))
