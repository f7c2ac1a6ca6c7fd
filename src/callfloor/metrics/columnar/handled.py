"""What agents' segments add, as `metrics/handling.py` defines it: talk, holds, transfers, resolution."""

from collections.abc import Iterator
from typing import Any

import ibis
import ibis.expr.types as ir

from callfloor.metrics.columnar.asking import Kind
from callfloor.metrics.columnar.sources import (
    VISITS,
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
_OF = "direction is_test source"
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
        sums: Sums = {f"{one}_ms": total(parts.long_ms, parts.kind == one) for one in names}
        is_untold = (parts.source != "") & (parts.kind == "talk")
        yield Stream(parts, {**sums, "untold_talk_ms": total(parts.long_ms, is_untold)})
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
        "segments_untold": count(segments.source != ""),
    }
    if kind.attribution != "clip":
        sums |= {name: total(segments[name]) for name in ("talk_ms", "hold_ms", "wrap_up_ms")}
        sums["untold_talk_ms"] = total(segments.talk_ms, segments.source != "")
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


def _repeated(kind: Kind) -> ir.Table:
    """Contacts whose customer came again about the same matter in time (`metrics.resolution`)."""
    contacts = source("contacts", "contact_id customer issue_id arrived_ms parts is_test")
    own = contacts.filter(contacts.parts > 0, ~contacts.is_test, contacts.customer != "")
    visits = source(VISITS, "customer issue_id arrived_ms parts is_test last_code")
    visits = visits.filter(
        visits.parts > 0,
        ~visits.is_test,
        ~visits.last_code.isin(sorted(kind.configuration.fcr_ineligible_codes)),
    )
    later = visits.select(later_customer="customer", later_issue="issue_id", later_ms="arrived_ms")
    until_ms = own.arrived_ms + kind.configuration.fcr_window_ms
    is_same = (own.issue_id == "") | (later.later_issue == "") | (own.issue_id == later.later_issue)
    found = own.inner_join(
        later,
        [
            own.customer == later.later_customer,
            later.later_ms > own.arrived_ms,
            later.later_ms <= until_ms,
            is_same,
        ],
    )
    return found.select(repeated_id="contact_id").distinct()


def _surveyed(handled: ir.Table, code: Any, kind: Kind) -> Stream:
    """What customers say counts where the contact's own resolution does."""
    surveys = source("surveys", "contact_id answered_ms resolved_answer")
    said = surveys.filter(surveys.answered_ms.notnull(), surveys.resolved_answer != "")
    said = said.select(survey_of="contact_id", answer="resolved_answer")
    is_base = ~code.isin(sorted(kind.configuration.fcr_ineligible_codes))
    found = handled.filter(is_base).inner_join(said, handled.contact_id == said.survey_of)
    return Stream(
        found, {"survey_answered": count(), "survey_resolved": count(found.answer == "yes")}
    )


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
    if kind.follows:
        repeated = _repeated(kind)
        handled = handled.left_join(repeated, handled.contact_id == repeated.repeated_id)
    sums: Sums = {
        "contacts_handled": count(),
        "contacts_transferred": count(handled.moved_id.notnull()),
        "contacts_untold": count(handled.source != ""),
    }
    if kind.attribution != "clip":
        handle_ms = handled.talk_ms + handled.hold_ms + handled.wrap_up_ms
        sums["contact_handle_ms"] = total(handle_ms)
        sums["untold_handle_ms"] = total(handle_ms, handled.source != "")
        sums["contact_hold_ms"] = total(handled.hold_ms)
        sums["contact_wrap_up_ms"] = total(handled.wrap_up_ms)
    code = handled.wrap_up_code
    yield Stream(handled, {**sums, **_resolution(handled, handled.moved_id, code, kind)})
    if kind.follows:
        yield _surveyed(contacts, contacts.wrap_up_code, kind)
    if kind.attribution == "clip":
        pieces = _own(source("pieces", f"{_PIECE} {owner(kind.grain)}"), kind)
        parts = _pieces(pieces.filter(~pieces.is_consult, pieces.is_closed), kind)
        yield Stream(
            parts,
            {
                "contact_handle_ms": total(parts.long_ms),
                "untold_handle_ms": total(parts.long_ms, parts.source != ""),
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
    if kind.follows:
        yield _surveyed(last, last.wrap_up_code, kind)
    breaks = kind.configuration.fcr_transfer_breaks
    if breaks:
        moved = _moved(kind)
        last = last.left_join(moved, last.contact_id == moved.moved_id)
    if kind.follows:
        repeated = _repeated(kind)
        last = last.left_join(repeated, last.contact_id == repeated.repeated_id)
    moved_id: Any = last.moved_id if breaks else ibis.null("string")
    yield Stream(last, _resolution(last, moved_id, last.wrap_up_code, kind))


def _resolution(last: ir.Table, moved_id: Any, code: Any, kind: Kind) -> Sums:
    """By the last agent's word, and by whether the customer came again about it (5.17)."""
    configuration = kind.configuration
    is_base = ~code.isin(sorted(configuration.fcr_ineligible_codes))
    is_coded = is_base & last.resolved.isin(("yes", "no"))
    is_own = moved_id.isnull() if configuration.fcr_transfer_breaks else None
    is_resolved = is_coded & (last.resolved == "yes")
    if is_own is not None:
        is_resolved = is_resolved & is_own
    sums: Sums = {
        "resolution_base": count(is_base),
        "resolution_coded": count(is_coded),
        "resolution_yes": count(is_resolved),
    }
    if kind.follows:
        is_once = last.repeated_id.isnull()
        is_kept = is_base & is_once
        sums |= {
            "resolution_looked": count(is_base),
            "resolution_no_repeat": count(is_kept if is_own is None else is_kept & is_own),
            "resolution_both": count(is_coded),
            "resolution_combined": count(is_resolved & is_once),
        }
    return sums
