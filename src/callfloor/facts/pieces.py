"""A segment's time in pieces: talk, hold and after-call work, each from when to when. Pure."""

from typing import Literal, NamedTuple

from callfloor.contacts.record import Segment
from callfloor.facts.cutting import Span, merged, without

Kind = Literal["talk", "hold", "wrap_up"]


class Piece(NamedTuple):
    kind: Kind
    start_ms: int
    end_ms: int


def holds_of(segment: Segment, until_ms: int) -> list[Span]:
    """Holds in order; those of a segment that only knows their sum stand at its end."""
    holds = list(segment.holds)
    if segment.held_since_ms is not None:
        holds.append((segment.held_since_ms, until_ms))
    elif sum(end - start for start, end in merged(holds)) != segment.hold_ms:
        holds = [(until_ms - segment.hold_ms, until_ms)]
    return merged(holds)


def pieces_of(segment: Segment, now_ms: int | None) -> list[Piece]:
    """What still runs is cut at now; without a now it is left out."""
    ended_ms = segment.ended_ms if segment.ended_ms is not None else now_ms
    if ended_ms is None:
        return []
    holds = holds_of(segment, ended_ms)
    talks = without((segment.answered_ms, ended_ms), holds)
    found = [Piece("talk", *one) for one in talks]
    found += [Piece("hold", *one) for one in holds]
    wrap_up_ms = segment.wrap_up_ended_ms if segment.wrap_up_ended_ms is not None else now_ms
    if segment.wrap_up_started_ms is not None and wrap_up_ms is not None:
        found.append(Piece("wrap_up", segment.wrap_up_started_ms, wrap_up_ms))
    return found
