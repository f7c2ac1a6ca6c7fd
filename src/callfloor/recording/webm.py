"""WebM with one video track: what a browser recorded read frame by frame, and written as one file.

A browser writes for somebody who listens along: without a length and without an index. What is kept
has both, so that a player can go to any moment. Elements are those of RFC 8794 (EBML) and RFC 9559
(Matroska); times are milliseconds.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from callfloor.kit.errors import InvalidError

CODECS = ("V_VP8", "V_VP9")
CLUSTER_MS = 10_000
_EBML, _SEGMENT, _INFO, _SCALE = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x2AD7B1
_DURATION, _MUXER, _WRITER = 0x4489, 0x4D80, 0x5741
_TRACKS, _ENTRY, _NUMBER, _UID, _TYPE = 0x1654AE6B, 0xAE, 0xD7, 0x73C5, 0x83
_CODEC, _PRIVATE, _VIDEO, _WIDTH, _HEIGHT = 0x86, 0x63A2, 0xE0, 0xB0, 0xBA
_CLUSTER, _TIME, _SIMPLE, _GROUP, _BLOCK, _REFERENCE = 0x1F43B675, 0xE7, 0xA3, 0xA0, 0xA1, 0xFB
_CUES, _CUE, _CUE_TIME, _CUE_AT = 0x1C53BB6B, 0xBB, 0xB3, 0xB7
_CUE_TRACK, _CUE_PLACE = 0xF7, 0xF1
_TAGS, _TAG, _TARGETS, _SIMPLE_TAG = 0x1254C367, 0x7373, 0x63C0, 0x67C8
_TAG_NAME, _TAG_TEXT = 0x45A3, 0x4487
_OPENED = frozenset({_SEGMENT, _INFO, _TRACKS, _ENTRY, _VIDEO, _CLUSTER})
"""What is looked into as it comes: live streams do not tell the sizes of these."""
_MILLISECOND = 1_000_000
_KEY, _LACED = 0x80, 0x06


@dataclass(frozen=True)
class Track:
    codec: str
    width: int
    height: int
    private: bytes = b""


@dataclass(frozen=True)
class Frame:
    """One picture; a key frame needs no other before it."""

    at_ms: int
    is_key: bool
    body: bytes


@dataclass(frozen=True)
class Cluster:
    at_ms: int
    is_key: bool
    body: bytes


def read(data: bytes) -> tuple[Track, Iterator[Frame]]:
    """The track and its frames, up to where the data break off. InvalidError: it is no such video."""
    elements = list(_elements(data))
    first = dict(reversed(elements))
    codec = bytes(first.get(_CODEC, b"")).rstrip(b"\0").decode("ascii", "replace")
    scale = _number(first[_SCALE]) if _SCALE in first else _MILLISECOND
    if codec not in CODECS or scale != _MILLISECOND or not data.startswith(b"\x1a\x45\xdf\xa3"):
        msg = "This is not a WebM video of VP8 or VP9, as a browser records it."
        raise InvalidError(msg)
    track = Track(
        codec=codec,
        width=_number(first.get(_WIDTH, b"\0")),
        height=_number(first.get(_HEIGHT, b"\0")),
        private=bytes(first.get(_PRIVATE, b"")),
    )
    return track, _frames(elements)


def _frames(elements: list[tuple[int, memoryview]]) -> Iterator[Frame]:
    cluster_ms = 0
    for name, body in elements:
        if name == _TIME:
            cluster_ms = _number(body)
        elif name == _SIMPLE:
            yield from _frame(cluster_ms, body, is_key=None)
        elif name == _GROUP:
            inner = dict(_elements(bytes(body)))
            yield from _frame(cluster_ms, inner.get(_BLOCK), is_key=_REFERENCE not in inner)


def _frame(cluster_ms: int, block: memoryview | None, *, is_key: bool | None) -> Iterator[Frame]:
    """None where the block is not whole, or bundles several: no browser does so with video."""
    if block is None or len(block) < 5:
        return
    _, head = _size(block, 0)
    if head < 0 or len(block) < head + 4:
        return
    offset_ms, flags = struct.unpack_from(">hB", block, head)
    if flags & _LACED:
        return
    key = bool(flags & _KEY) if is_key is None else is_key
    yield Frame(max(0, cluster_ms + offset_ms), key, bytes(block[head + 3 :]))


def _elements(data: bytes) -> Iterator[tuple[int, memoryview]]:
    """Name and body of each element, those inside the opened ones included; ends where data do."""
    view, at = memoryview(data), 0
    while at < len(view):
        name, size_at = _name(view, at)
        size, body_at = _size(view, size_at) if size_at > 0 else (0, -1)
        if body_at < 0:
            return
        if name in _OPENED:
            at = body_at
            continue
        if size is None or body_at + size > len(view):
            return
        yield name, view[body_at : body_at + size]
        at = body_at + size


def _name(view: memoryview, at: int) -> tuple[int, int]:
    """An element's name and where its size begins; (0, -1) where there is none."""
    length = 9 - view[at].bit_length() if view[at] else 9
    if length > 4 or at + length >= len(view):
        return 0, -1
    return int.from_bytes(view[at : at + length]), at + length


def _size(view: memoryview, at: int) -> tuple[int | None, int]:
    """A number of variable length and where it ends; None: unknown, -1: cut off."""
    if at >= len(view) or not view[at]:
        return 0, -1
    length = 9 - view[at].bit_length()
    if at + length > len(view):
        return 0, -1
    whole = (1 << (7 * length)) - 1
    value = int.from_bytes(view[at : at + length]) & whole
    return (None if value == whole else value), at + length


def _number(body: bytes | memoryview) -> int:
    return int.from_bytes(body[:8])


# -- writing ------------------------------------------------------------------------------------


def clusters(frames: Iterable[Frame]) -> Iterator[Cluster]:
    """A new one at each key frame, so that a player can begin there."""
    at_ms, is_key, blocks = 0, False, b""
    for frame in frames:
        if not blocks or frame.is_key or frame.at_ms - at_ms > CLUSTER_MS:
            if blocks:
                yield _cluster(at_ms, blocks, is_key=is_key)
            at_ms, is_key, blocks = frame.at_ms, frame.is_key, b""
        blocks += _simple_block(frame, at_ms)
    if blocks:
        yield _cluster(at_ms, blocks, is_key=is_key)


def _cluster(at_ms: int, blocks: bytes, *, is_key: bool) -> Cluster:
    return Cluster(at_ms, is_key, element(_CLUSTER, _uint(_TIME, at_ms) + blocks))


def _simple_block(frame: Frame, cluster_ms: int) -> bytes:
    flags = _KEY if frame.is_key else 0
    head = b"\x81" + struct.pack(">hB", max(0, frame.at_ms - cluster_ms), flags)
    return element(_SIMPLE, head + frame.body)


def head(
    track: Track, duration_ms: int, places: list[tuple[int, int]], clusters_bytes: int
) -> bytes:
    """All before the clusters. `places`: time and offset behind this head of where to begin."""
    info = element(
        _INFO,
        _uint(_SCALE, _MILLISECOND)
        + element(_DURATION, struct.pack(">d", float(duration_ms)))
        + element(_MUXER, b"Callfloor")
        + element(_WRITER, b"Callfloor"),
    )
    fixed = info + _tracks(track)
    before = len(fixed) + len(_cues(places, 0))
    body = fixed + _cues(places, before)
    ebml = element(
        _EBML,
        _uint(0x4286, 1) + _uint(0x42F7, 1) + _uint(0x42F2, 4) + _uint(0x42F3, 8)
        + element(0x4282, b"webm") + _uint(0x4287, 4) + _uint(0x4285, 2),
    )  # fmt: skip
    return ebml + _SEGMENT.to_bytes(4) + _long(len(body) + clusters_bytes) + body


def _tracks(track: Track) -> bytes:
    entry = (
        _uint(_NUMBER, 1)
        + _uint(_UID, 1)
        + _uint(_TYPE, 1)
        + element(_CODEC, track.codec.encode())
        + (element(_PRIVATE, track.private) if track.private else b"")
        + element(_VIDEO, _uint(_WIDTH, track.width) + _uint(_HEIGHT, track.height))
    )
    return element(_TRACKS, element(_ENTRY, entry))


def _cues(places: list[tuple[int, int]], before: int) -> bytes:
    points = b""
    for at_ms, offset in places:
        place = _uint(_CUE_TRACK, 1) + element(_CUE_PLACE, (before + offset).to_bytes(8))
        points += element(_CUE, element(_CUE_TIME, at_ms.to_bytes(8)) + element(_CUE_AT, place))
    return element(_CUES, points)


def tags(words: dict[str, str]) -> bytes:
    """What a player shows as the file's own words; belongs at the end of the segment."""
    texts = b"".join(
        element(
            _SIMPLE_TAG,
            element(_TAG_NAME, name.encode()) + element(_TAG_TEXT, text.encode()),
        )
        for name, text in words.items()
    )
    return element(_TAGS, element(_TAG, element(_TARGETS, b"") + texts))


def lengthened(start: bytes, by: int) -> bytes:
    """The first bytes of such a file, its segment longer by so much."""
    at = start.find(_SEGMENT.to_bytes(4)) + 4
    size = int.from_bytes(start[at + 1 : at + 8])
    return start[:at] + _long(size + by) + start[at + 8 :]


def element(name: int, body: bytes) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8) + _short(len(body)) + body


def _uint(name: int, value: int) -> bytes:
    return element(name, value.to_bytes(max(1, (value.bit_length() + 7) // 8)))


def _short(size: int) -> bytes:
    length = next(n for n in range(1, 9) if size < (1 << (7 * n)) - 1)
    return (size | 1 << (7 * length)).to_bytes(length)


def _long(size: int) -> bytes:
    return (size | 1 << 56).to_bytes(8)
