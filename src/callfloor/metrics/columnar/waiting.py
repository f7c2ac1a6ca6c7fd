"""What waiting adds, as `metrics/waits.py` defines it: legs in their queues, contacts as one."""

from collections.abc import Iterator
from typing import Any

import ibis
import ibis.expr.types as ir

from callfloor.metrics.columnar.asking import NOW_MS, Kind
from callfloor.metrics.columnar.sources import (
    LIMITS,
    Stream,
    Sums,
    count,
    cut,
    keyed,
    owner,
    source,
    total,
)
from callfloor.metrics.view import CONTACT_GRAINS
from callfloor.metrics.waits import CLASSES_S, NEAR_MS

_WAIT = "direction is_test entered_ms wait_ms outcome queued callback_connected_ms"
_LEG = f"{_WAIT} queue_id is_post_transfer estimate_ms"
_CONTACT = f"{_WAIT} refused fate wait_queue_id arrived_ms front_ring_ms"
FATES = ("open", "closed_hours", "self_service", "ivr_abandoned", "system_dropped")


def streams(kind: Kind) -> Iterator[Stream]:
    if kind.grain == "queue":
        yield from _of_legs(kind)
    elif kind.grain in CONTACT_GRAINS:
        yield from _of_contacts(kind)


def _of_legs(kind: Kind) -> Iterator[Stream]:
    legs = source("legs", _LEG)
    wanted = legs.filter(legs.direction == "in", ~legs.is_test)
    if not kind.configuration.queue_include_post_transfer:
        wanted = wanted.filter(~wanted.is_post_transfer)
    waits = _judged(wanted, wanted.queue_id, kind)
    waits = waits.mutate(key=waits.queue_id, waited=ibis.literal(value=True))
    is_told = waits.estimate_ms.notnull() & (waits.outcome == "answered") & waits.queued
    error = (waits.estimate_ms - waits.wait_ms).abs()
    more: Sums = {
        "received": count(),
        "estimates": count(is_told),
        "estimate_error_ms": total(error, is_told),
        "estimates_near": count(is_told & ((error <= NEAR_MS) | (error <= waits.wait_ms // 2))),
    }
    yield from _of_waits(waits, kind, more)


def _of_contacts(kind: Kind) -> Iterator[Stream]:
    contacts = source("contacts", f"{_CONTACT} {owner(kind.grain)}")
    own = keyed(contacts.filter(~contacts.is_test), kind.grain)
    refused = own.filter(own.refused != "")
    yield Stream(refused.mutate(at_ms=refused.arrived_ms), {"blocked": count()})
    taken = own.filter(own.refused == "", own.direction == "in")
    waits = _judged(taken, taken.wait_queue_id, kind)
    waits = waits.mutate(waited=waits.fate.isin(("queue", "direct")))
    more: Sums = {"received": count()}
    more |= {name: count(waits.fate == name) for name in FATES}
    yield from _of_waits(waits, kind, more)
    cycle_ms = kind.configuration.ring_cycle_ms
    rung = taken.filter(taken.front_ring_ms.notnull())
    rings = (rung.front_ring_ms + cycle_ms - 1) // cycle_ms
    yield Stream(
        rung.mutate(at_ms=rung.entered_ms),
        {
            "ring_contacts": count(),
            "rings_heard": total(rings),
            "front_ring_ms": total(rung.front_ring_ms),
        },
    )


def _judged(table: ir.Table, queue: Any, kind: Kind) -> ir.Table:
    """With T and S of its queue."""
    limits = kind.any_queue
    found = table.left_join(LIMITS, queue == LIMITS.limit_queue)
    return found.mutate(
        level_ms=found.level_ms.coalesce(limits.service_level_ms),
        short_ms=found.short_ms.coalesce(limits.short_abandon_ms),
    )


def _of_waits(waits: ir.Table, kind: Kind, more: Sums) -> Iterator[Stream]:
    """Counts at the entry (cohort) or where they happened (event); in clip waits are cut."""
    entered: Sums = {**more}
    for name, amount in _entered(waits, kind).items():
        entered[name] = entered[name] + amount if name in entered else amount
    durations = _durations(waits)
    left = {**_left(waits, kind), "callback_wait_ms": total(_virtual_ms(waits), _is_spoken(waits))}
    whole = {name: total(waits.wait_ms, condition) for name, condition in durations.items()}
    at_entry = waits.mutate(at_ms=waits.entered_ms)
    if kind.attribution == "event":
        yield Stream(at_entry, entered)
        yield Stream(waits.mutate(at_ms=waits.entered_ms + waits.wait_ms), {**left, **whole})
    elif kind.attribution == "clip":
        del left["callback_wait_ms"]
        yield Stream(at_entry, {**entered, **left})
        lasting = waits.filter(waits.wait_ms.notnull())
        parts = cut(lasting, lasting.entered_ms, lasting.entered_ms + lasting.wait_ms, kind)
        conditions = _durations(parts)
        yield Stream(parts, {name: total(parts.long_ms, of) for name, of in conditions.items()})
        spoken = waits.filter(_is_spoken(waits))
        parts = cut(spoken, spoken.entered_ms, spoken.callback_connected_ms, kind)
        yield Stream(parts, {"callback_wait_ms": total(parts.long_ms)})
    else:
        yield Stream(at_entry, {**entered, **left, **whole})


def _entered(waits: ir.Table, kind: Kind) -> Sums:
    is_open = waits.waited & waits.wait_ms.isnull()
    since_ms = ibis.literal(NOW_MS) - waits.entered_ms
    return {
        "offered": count(waits.waited),
        "queued": count(waits.waited & waits.queued),
        "open": count(is_open),
        "overdue": count(is_open & (since_ms > waits.level_ms)),
    }


def _in_time(waits: ir.Table, kind: Kind) -> Any:
    if kind.configuration.sl_threshold_strict:
        return waits.wait_ms < waits.level_ms
    return waits.wait_ms <= waits.level_ms


def _left(waits: ir.Table, kind: Kind) -> Sums:
    wait_ms, in_time = waits.wait_ms, _in_time(waits, kind)
    answered, abandoned = waits.outcome == "answered", waits.outcome == "abandoned"
    promised = waits.outcome == "callback_requested"
    is_other = ~waits.outcome.isin(("", "answered", "abandoned", "callback_requested"))
    spoken = _is_spoken(waits)
    sums: Sums = {
        "closed": count(wait_ms.notnull()),
        "queued_closed": count(wait_ms.notnull() & waits.queued),
        "answered": count(answered),
        "answered_in_target": count(answered & in_time),
        "queued_answered": count(answered & waits.queued),
        "abandoned": count(abandoned),
        "abandoned_in_target": count(abandoned & in_time),
        "abandoned_short": count(abandoned & (wait_ms <= waits.short_ms)),
        "flow_out": count(is_other),
        "callback_requested": count(promised),
        "callback_in_target": count(promised & in_time),
        "callback_connected": count(spoken),
        "callback_connected_in_target": count(spoken & (_virtual_ms(waits) <= waits.level_ms)),
    }
    above_ms = -1
    for one in CLASSES_S:
        is_in = (wait_ms > above_ms) & (wait_ms <= one * 1000)
        sums[f"abandoned_up_to_{one}s"] = count(abandoned & is_in)
        above_ms = one * 1000
    sums["abandoned_longer"] = count(abandoned & (wait_ms > above_ms))
    return sums


def _durations(waits: ir.Table) -> dict[str, Any]:
    """Component → of which waits it is the sum."""
    is_over = waits.wait_ms.notnull()
    answered, abandoned = waits.outcome == "answered", waits.outcome == "abandoned"
    return {
        "wait_ms": is_over,
        "wait_queued_ms": is_over & waits.queued,
        "wait_answered_ms": answered,
        "wait_queued_answered_ms": answered & waits.queued,
        "wait_abandoned_ms": abandoned,
        "wait_abandoned_long_ms": abandoned & (waits.wait_ms > waits.short_ms),
    }


def _is_spoken(waits: ir.Table) -> Any:
    return (waits.outcome == "callback_requested") & waits.callback_connected_ms.notnull()


def _virtual_ms(waits: ir.Table) -> Any:
    return ibis.greatest(0, waits.callback_connected_ms - waits.entered_ms)
