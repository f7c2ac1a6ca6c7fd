"""What agents' segments add: talk, holds, after-call work, transfers, resolution. Pure.

A segment counts once it is closed, and then whole; only in `clip` are its durations cut, what still
runs at now.
"""

from collections.abc import Iterator

from callfloor.contacts.record import Record, Segment
from callfloor.facts.cutting import cut
from callfloor.facts.pieces import pieces_of
from callfloor.facts.whole import entry_ms
from callfloor.metrics.configuration import Configuration
from callfloor.metrics.view import Contribution, View
from callfloor.metrics.waits import Place

_TRANSFERS = {"blind_transfer": "transfers_blind", "attended_transfer": "transfers_attended"}


def of_segments(record: Record, places: list[Place], view: View) -> Iterator[Contribution]:
    """`places` are those of the contact; each segment counts at its agent, team and queue too."""
    entries = {leg.leg_id: leg.entered_ms for leg in record.legs}
    for segment in record.segments:
        owners = _owners(segment)
        entered_ms = entries.get(segment.leg_id, entry_ms(record))
        is_cohort = view.attribution == "cohort"
        if not segment.is_consult or view.configuration.cph_include_consult:
            at_ms = entered_ms if is_cohort else segment.answered_ms
            for grain, key in owners:
                if grain in ("agent", "team"):
                    yield Contribution(at_ms, grain, key, "segments_answered", 1)
        if segment.is_consult:
            continue
        if view.attribution == "clip":
            yield from _clipped(record, segment, [*places, *owners], view)
        if segment.closed_ms is None:
            continue
        parts = [*_of_segment(segment, view), *_untold(record, segment, view)]
        for grain, key in (*places, *owners):
            at_ms = segment.closed_ms
            if is_cohort:
                at_ms = entered_ms if grain in ("agent", "team", "queue") else entry_ms(record)
            for component, value in parts:
                yield Contribution(at_ms, grain, key, component, value)


def _owners(segment: Segment) -> list[Place]:
    owners: list[Place] = [("agent", segment.agent_id)]
    if segment.team_id:
        owners.append(("team", segment.team_id))
    if segment.queue_id:
        owners.append(("queue", segment.queue_id))
    return owners


def _of_segment(segment: Segment, view: View) -> Iterator[tuple[str, int]]:
    yield "segments", 1
    if view.attribution != "clip":
        yield "talk_ms", segment.talk_ms
        yield "hold_ms", segment.hold_ms
        yield "wrap_up_ms", segment.wrap_up_ms
    yield "hold_count", segment.hold_count
    if segment.hold_count:
        yield "held_segments", 1
    if segment.wrap_up_started_ms is not None:
        yield "wrap_up_segments", 1
    kind = transfer_of(segment, view.configuration)
    if kind:
        yield "transfers", 1
        yield kind, 1


def _untold(record: Record, segment: Segment, view: View) -> list[tuple[str, int]]:
    """Of a call from another system's log nobody knows holds and after-call work: it leaves their
    averages, and those of whole handle times, on both sides."""
    if not record.source:
        return []
    talk_ms = 0 if view.attribution == "clip" else segment.talk_ms
    return [("segments_untold", 1), ("untold_talk_ms", talk_ms)]


def transfer_of(segment: Segment, configuration: Configuration) -> str:
    """The component that its transfer counts in; empty where it was none."""
    if segment.transfer_to and segment.transfer_to in configuration.transfer_exclude_targets:
        return ""
    return _TRANSFERS.get(segment.end_reason, "")


def _cut(segment: Segment, places: list[Place], view: View) -> Iterator[Contribution]:
    for kind, start_ms, end_ms in pieces_of(segment, view.now_ms):
        for at_ms, long_ms in cut(start_ms, end_ms, view.next_bucket):
            for grain, key in places:
                yield Contribution(at_ms, grain, key, f"{kind}_ms", long_ms)


def _clipped(
    record: Record, segment: Segment, places: list[Place], view: View
) -> Iterator[Contribution]:
    for part in _cut(segment, places, view):
        yield part
        if record.source and part.component == "talk_ms":
            yield part._replace(component="untold_talk_ms")


def of_handling(record: Record, places: list[Place], view: View) -> Iterator[Contribution]:
    """Figures of the contact as handled, once all its segments are closed."""
    own = [segment for segment in record.segments if not segment.is_consult]
    closed_ms = record.closed_ms
    if not own or closed_ms is None:
        return
    at_ms = entry_ms(record) if view.attribution == "cohort" else closed_ms
    for grain, key in places:
        yield Contribution(at_ms, grain, key, "contacts_handled", 1)
        if any(transfer_of(one, view.configuration) for one in own):
            yield Contribution(at_ms, grain, key, "contacts_transferred", 1)
        if record.source:
            yield Contribution(at_ms, grain, key, "contacts_untold", 1)
    for component, value, when_ms in _handle(own, at_ms, view):
        for grain, key in places:
            yield Contribution(when_ms, grain, key, component, value)
            if record.source and component == "contact_handle_ms":
                yield Contribution(when_ms, grain, key, "untold_handle_ms", value)
    for place in (*places, *_owners(own[-1])):
        for component, value in _of_resolution(record, own, view):
            yield Contribution(at_ms, *place, component, value)


def _handle(own: list[Segment], at_ms: int, view: View) -> Iterator[tuple[str, int, int]]:
    """The time of all its segments together, whole or, in clip, where it was spent."""
    if view.attribution != "clip":
        whole_ms = sum(one.talk_ms + one.hold_ms + one.wrap_up_ms for one in own)
        held_ms = sum(one.hold_ms for one in own)
        yield "contact_handle_ms", whole_ms, at_ms
        yield "contact_hold_ms", held_ms, at_ms
        yield "contact_wrap_up_ms", sum(one.wrap_up_ms for one in own), at_ms
        return
    for one in own:
        for part in _cut(one, [("centre", "")], view):
            yield "contact_handle_ms", part.value, part.at_ms
            if part.component != "talk_ms":
                yield f"contact_{part.component}", part.value, part.at_ms


def _of_resolution(record: Record, own: list[Segment], view: View) -> Iterator[tuple[str, int]]:
    """By the last agent's word, and by whether the customer came again about it (5.17)."""
    last = own[-1]
    if last.wrap_up_code in view.configuration.fcr_ineligible_codes:
        return
    yield "resolution_base", 1
    is_moved = view.configuration.fcr_transfer_breaks and any(
        transfer_of(one, view.configuration) for one in own
    )
    is_resolved = last.resolved == "yes" and not is_moved
    if last.resolved in ("yes", "no"):
        yield "resolution_coded", 1
        yield "resolution_yes", int(is_resolved)
    if view.repeated is None:
        return
    is_repeated = view.repeated.get(record.contact_id, False)
    yield "resolution_looked", 1
    yield "resolution_no_repeat", int(not is_repeated and not is_moved)
    if last.resolved in ("yes", "no"):
        yield "resolution_both", 1
        yield "resolution_combined", int(is_resolved and not is_repeated)
