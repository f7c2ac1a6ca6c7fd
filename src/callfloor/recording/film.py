"""One film of what a desk's browser recorded in parts: on one time line, without what is cut out.

A part begins with a key frame and has a begin of its own on the server's clock. Where two overlap the
later one holds; what lies in a pause of the recording is left out whatever the browser sent.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from callfloor.kit.errors import InvalidError
from callfloor.recording import webm

Span = tuple[int, int]
"""From and to, in milliseconds; `to` is the first that does not belong to it."""


@dataclass(frozen=True)
class Part:
    """Times count from the begin of the film. `to_ms`: until when it shows what was on the screen."""

    from_ms: int
    to_ms: int
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Film:
    """`spans` are the stretches of the time line that were captured; `parts` gives the file itself."""

    duration_ms: int
    spans: tuple[Span, ...]
    length: int
    parts: Callable[[], Iterator[bytes]]


def film(parts: Sequence[Part], cuts: Sequence[Span], end_ms: int) -> Film | None:
    """None where no picture is left. `end_ms` is where the talk ended: nothing behind it is kept."""
    usable = [part for part in sorted(parts, key=lambda one: one.from_ms) if _track(part)]
    found = next((_track(part) for part in usable), None)
    if found is None:
        return None
    usable = [part for part in usable if _is_alike(_track(part), found)]
    gone = [*cuts, (end_ms, max(end_ms, *(part.to_ms for part in usable)) + 1)]
    places: list[tuple[int, int]] = []
    length = 0
    for cluster in webm.clusters(_frames(usable, gone)):
        if cluster.is_key:
            places.append((cluster.at_ms, length))
        length += len(cluster.body)
    spans = _spans(usable, gone)
    if not places or not spans:
        return None
    duration_ms = spans[-1][1]
    head = webm.head(found, duration_ms, places, length)

    def written() -> Iterator[bytes]:
        yield head
        for cluster in webm.clusters(_frames(usable, gone)):
            yield cluster.body

    return Film(duration_ms, spans, len(head) + length, written)


def _track(part: Part) -> webm.Track | None:
    try:
        return webm.read(part.read())[0]
    except InvalidError:
        return None


def _is_alike(track: webm.Track | None, other: webm.Track) -> bool:
    """One track has one codec; another size in the midst is well."""
    return track is not None and (track.codec, track.private) == (other.codec, other.private)


def _frames(parts: Sequence[Part], gone: Sequence[Span]) -> Iterator[webm.Frame]:
    """Behind a frame that is left out none is shown before the next key frame."""
    last_ms = -1
    for place, part in enumerate(parts):
        until_ms = parts[place + 1].from_ms if place + 1 < len(parts) else None
        is_whole = False
        for frame in webm.read(part.read())[1]:
            at_ms = part.from_ms + frame.at_ms
            if until_ms is not None and at_ms >= until_ms:
                break
            is_kept = at_ms >= 0 and not any(one <= at_ms < two for one, two in gone)
            is_whole = is_kept and (is_whole or frame.is_key)
            if is_whole and at_ms >= last_ms:
                last_ms = at_ms
                yield webm.Frame(at_ms, frame.is_key, frame.body)


def _spans(parts: Sequence[Part], gone: Iterable[Span]) -> tuple[Span, ...]:
    """What the parts cover together, less what is gone."""
    covered: list[Span] = []
    for part in parts:
        from_ms = max(0, part.from_ms)
        if covered and from_ms <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], part.to_ms))
        elif part.to_ms > from_ms:
            covered.append((from_ms, part.to_ms))
    for cut in gone:
        covered = [left for span in covered for left in _without(span, cut)]
    return tuple(covered)


def _without(span: Span, cut: Span) -> list[Span]:
    pieces = [(span[0], min(span[1], cut[0])), (max(span[0], cut[1]), span[1])]
    return [piece for piece in pieces if piece[0] < piece[1]]
