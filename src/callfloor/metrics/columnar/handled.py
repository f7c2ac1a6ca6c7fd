"""What agents' segments add, as `metrics/handling.py` defines it: talk, holds, transfers, resolution."""

from collections.abc import Iterator
from typing import Any

import ibis
import ibis.expr.types as ir

from callfloor.metrics.columnar.asking import Kind
from callfloor.metrics.columnar.sources import (
    Stream,
    Sums,
    count,
    cut,
    keyed,
    or_now,
    owner,
    source,
    total,
)
from callfloor.metrics.view import CONTACT_GRAINS

_PEOPLE = ("agent", "team")
_OF = "direction is_test"
_SEGMENT = (
    f"{_OF} is_consult answered_ms leg_entered_ms contact_entered_ms closed_ms end_reason transfer_to"
    " talk_ms hold_ms wrap_up_ms hold_count wrap_up_started_ms"
)
_PIECE = f"{_OF} is_consult is_closed kind start_ms end_ms"
_CONTACT = (
    f"{_OF} contact_id refused segments entered_ms closed_ms talk_ms hold_ms wrap_up_ms"
    " wrap_up_code resolved"
)
_LAST = f"{_OF} contact_id is_last contact_entered_ms contact_closed_ms wrap_up_code resolved"


def streams(kind: Kind) -> Iterator[Stream]:
    """A segment counts once it is closed, and then whole; only in `clip` its time is cut."""
    segments = _own(source("segments", f"{_SEGMENT} {owner(kind.grain)}"), kind)
    is_cohort = kind.attribution == "cohort"
    if kind.grain in _PEOPLE:
        at = segments.leg_entered_ms if is_cohort else segments.answered_ms
        taken = segments.mutate(at_ms=at)
        if not kind.configuration.cph_include_consult:
            taken = taken.filter(~taken.is_consult)
        yield Stream(taken, {"segments_answered": count()})
    closed = segments.filter(~segments.is_consult, segments.closed_ms.notnull())
    at = closed.closed_ms
    if is_cohort:
        is_whole = kind.grain in CONTACT_GRAINS
        at = closed.contact_entered_ms if is_whole else closed.leg_entered_ms
    yield Stream(closed.mutate(at_ms=at), _of_segment(closed, kind))
    if kind.attribution == "clip":
        pieces = _own(source("pieces", f"{_PIECE} {owner(kind.grain)}"), kind)
        parts = _pieces(pieces.filter(~pieces.is_consult), kind)
        names = ("talk", "hold", "wrap_up")
        yield Stream(parts, {f"{one}_ms": total(parts.long_ms, parts.kind == one) for one in names})
    if kind.grain in CONTACT_GRAINS:
        yield from _of_contacts(kind)
    else:
        yield from _of_last(kind)


def _own(table: ir.Table, kind: Kind) -> ir.Table:
    """Of a callback, which is no new contact, the handling counts for its agent."""
    directions = ("in", "callback") if kind.grain in _PEOPLE else ("in",)
    return keyed(table.filter(table.direction.isin(directions), ~table.is_test), kind.grain)


def _of_segment(segments: ir.Table, kind: Kind) -> Sums:
    is_moved = _is_transfer(segments, kind)
    sums: Sums = {
        "segments": count(),
        "hold_count": total(segments.hold_count.cast("int64")),
        "held_segments": count(segments.hold_count > 0),
        "wrap_up_segments": count(segments.wrap_up_started_ms.notnull()),
        "transfers": count(is_moved),
        "transfers_blind": count(is_moved & (segments.end_reason == "blind_transfer")),
        "transfers_attended": count(is_moved & (segments.end_reason == "attended_transfer")),
    }
    if kind.attribution != "clip":
        sums |= {name: total(segments[name]) for name in ("talk_ms", "hold_ms", "wrap_up_ms")}
    return sums


def _is_transfer(segments: ir.Table, kind: Kind) -> Any:
    is_moved = segments.end_reason.isin(("blind_transfer", "attended_transfer"))
    excluded = sorted(kind.configuration.transfer_exclude_targets - {""})
    return is_moved & ~segments.transfer_to.isin(excluded) if excluded else is_moved


def _pieces(pieces: ir.Table, kind: Kind) -> ir.Table:
    return cut(pieces, pieces.start_ms, or_now(pieces.end_ms), kind)


def _moved(kind: Kind) -> ir.Table:
    """Contacts that an agent handed on."""
    segments = source("segments", "contact_id is_consult end_reason transfer_to")
    own = segments.filter(~segments.is_consult, _is_transfer(segments, kind))
    return own.select(moved_id="contact_id").distinct()


def _of_contacts(kind: Kind) -> Iterator[Stream]:
    """Figures of the contact as handled, once all its segments are closed."""
    contacts = _own(source("contacts", f"{_CONTACT} {owner(kind.grain)}"), kind)
    contacts = contacts.filter(
        contacts.refused == "", contacts.segments > 0, contacts.closed_ms.notnull()
    )
    at = contacts.entered_ms if kind.attribution == "cohort" else contacts.closed_ms
    contacts = contacts.mutate(at_ms=at)
    moved = _moved(kind)
    handled = contacts.left_join(moved, contacts.contact_id == moved.moved_id)
    sums: Sums = {
        "contacts_handled": count(),
        "contacts_transferred": count(handled.moved_id.notnull()),
    }
    if kind.attribution != "clip":
        handle_ms = handled.talk_ms + handled.hold_ms + handled.wrap_up_ms
        sums["contact_handle_ms"] = total(handle_ms)
        sums["contact_hold_ms"] = total(handled.hold_ms)
        sums["contact_wrap_up_ms"] = total(handled.wrap_up_ms)
    code = handled.wrap_up_code
    yield Stream(handled, {**sums, **_resolution(handled, handled.moved_id, code, kind)})
    if kind.attribution == "clip":
        pieces = _own(source("pieces", f"{_PIECE} {owner(kind.grain)}"), kind)
        parts = _pieces(pieces.filter(~pieces.is_consult, pieces.is_closed), kind)
        yield Stream(
            parts,
            {
                "contact_handle_ms": total(parts.long_ms),
                "contact_hold_ms": total(parts.long_ms, parts.kind == "hold"),
                "contact_wrap_up_ms": total(parts.long_ms, parts.kind == "wrap_up"),
            },
        )


def _of_last(kind: Kind) -> Iterator[Stream]:
    """Resolution is credited to the last agent, with his team and queue."""
    segments = source("segments", f"{_LAST} {owner(kind.grain)}")
    last = segments.filter(
        segments.direction == "in",
        ~segments.is_test,
        segments.is_last,
        segments.contact_closed_ms.notnull(),
    )
    last = keyed(last, kind.grain)
    is_cohort = kind.attribution == "cohort"
    last = last.mutate(at_ms=last.contact_entered_ms if is_cohort else last.contact_closed_ms)
    moved_id: Any = ibis.null("string")
    if kind.configuration.fcr_transfer_breaks:
        moved = _moved(kind)
        last = last.left_join(moved, last.contact_id == moved.moved_id)
        moved_id = last.moved_id
    yield Stream(last, _resolution(last, moved_id, last.wrap_up_code, kind))


def _resolution(last: ir.Table, moved_id: Any, code: Any, kind: Kind) -> Sums:
    """By the last agent's word (5.17)."""
    configuration = kind.configuration
    is_base = ~code.isin(sorted(configuration.fcr_ineligible_codes))
    is_coded = is_base & last.resolved.isin(("yes", "no"))
    is_resolved = is_coded & (last.resolved == "yes")
    if configuration.fcr_transfer_breaks:
        is_resolved = is_resolved & moved_id.isnull()
    return {
        "resolution_base": count(is_base),
        "resolution_coded": count(is_coded),
        "resolution_yes": count(is_resolved),
    }
