"""Durations cut at the edges of buckets, and spans of time laid over one another. Pure."""

from collections.abc import Callable, Iterable, Iterator

Span = tuple[int, int]
"""Begin and end in milliseconds, half-open."""


def cut(
    start_ms: int, end_ms: int, next_bucket: Callable[[int], int] | None
) -> Iterator[tuple[int, int]]:
    """Begin and length of each part; `next_bucket(at)` is where the next bucket begins."""
    at_ms = start_ms
    while at_ms < end_ms:
        part_end_ms = end_ms if next_bucket is None else min(end_ms, next_bucket(at_ms))
        yield at_ms, part_end_ms - at_ms
        at_ms = part_end_ms


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, overlapping and touching ones as one, empty and negative ones left out."""
    found: list[Span] = []
    for start_ms, end_ms in sorted(one for one in spans if one[1] > one[0]):
        if found and start_ms <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end_ms))
        else:
            found.append((start_ms, end_ms))
    return found


def without(whole: Span, holes: Iterable[Span]) -> list[Span]:
    """What is left of `whole` beside the holes."""
    left, at_ms = [], whole[0]
    for start_ms, end_ms in merged(holes):
        if min(start_ms, whole[1]) > at_ms:
            left.append((at_ms, min(start_ms, whole[1])))
        at_ms = max(at_ms, end_ms)
    if at_ms < whole[1]:
        left.append((at_ms, whole[1]))
    return left


def common(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """Where both are; each given in order and without overlaps, as `merged` gives them."""
    found = []
    rest = list(other)
    for start_ms, end_ms in one:
        for begin_ms, until_ms in rest:
            if begin_ms < end_ms and until_ms > start_ms:
                found.append((max(start_ms, begin_ms), min(end_ms, until_ms)))
    return found
