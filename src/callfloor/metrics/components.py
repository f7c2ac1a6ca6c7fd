"""From one contact's record to additive components: the only place where contacts are counted.

The live board, the reports and the worked examples all read this one stream, so that figures over
the same hours cannot differ: totals of any span are plain sums. Pure.
"""

from collections.abc import Iterator

from callfloor.contacts.record import Record
from callfloor.facts.whole import call_type_of, entry_ms
from callfloor.metrics import handling, waits
from callfloor.metrics.view import (
    ALL,
    CONTACT_GRAINS,
    LIVE,
    Contribution,
    Grain,
    Rules,
    Thresholds,
    View,
)

__all__ = ["ALL", "Contribution", "Grain", "Rules", "Thresholds", "contributions"]


def contributions(record: Record, rules: Rules, view: View = LIVE) -> Iterator[Contribution]:
    """All that one contact adds at the grains of the view.

    Tests are in no figure. Work on calls out is in agents' time only; of a callback, which is no new
    contact, the handling counts for its agent.
    """
    grains = view.grains
    for one in _all(record, rules, view):
        if one.grain in grains:
            yield one


def _all(record: Record, rules: Rules, view: View) -> Iterator[Contribution]:
    if record.is_test:
        return
    places = _places(record, view)
    if record.refused:
        for place in places:
            yield Contribution(record.arrived_ms, *place, "blocked", 1)
        return
    if not record.arrived_ms:
        return
    if record.direction == "callback":
        for one in handling.of_segments(record, [], view):
            if one.grain in ("agent", "team"):
                yield one
    if record.direction != "in":
        return
    if "queue" in view.grains:
        for leg in record.legs:
            yield from waits.of_leg(leg, rules, view)
    yield from handling.of_segments(record, places, view)
    yield from _of_rings(record)
    if places:
        yield from waits.of_contact(record, places, rules, view)
        yield from _of_front(record, places, view)
    yield from handling.of_handling(record, places, view)


def _places(record: Record, view: View) -> list[waits.Place]:
    """Where the contact counts as one."""
    keys = {"centre": ALL, "channel": record.channel, "dnis": record.called}
    keys["trunk_group"] = record.trunk
    found: list[waits.Place] = []
    for grain in CONTACT_GRAINS:
        if grain in view.grains:
            key = call_type_of(record) if grain == "call_type" else keys[grain]
            found.append((grain, key))
    return found


def _of_front(record: Record, places: list[waits.Place], view: View) -> Iterator[Contribution]:
    """What the caller heard ring before the first answer, in whole cycles of the country (5.7)."""
    if record.front_ring_ms is None:
        return
    at_ms = entry_ms(record)
    rings = -(-record.front_ring_ms // view.configuration.ring_cycle_ms)
    parts = (("ring_contacts", 1), ("rings_heard", rings), ("front_ring_ms", record.front_ring_ms))
    for grain, key in places:
        for component, value in parts:
            yield Contribution(at_ms, grain, key, component, value)


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
