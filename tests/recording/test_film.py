"""Parts of a screen become one film: in order, without pauses, to be begun anywhere."""

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.recording.screens import frames_of, stream

from callfloor.kit.errors import InvalidError
from callfloor.recording import webm
from callfloor.recording.film import Film, Part, Span, film


def part(number: int, from_ms: int, length_ms: int) -> Part:
    data = stream(frames_of(number, length_ms))
    return Part(from_ms, from_ms + length_ms, lambda: data)


def made(parts: list[Part], cuts: list[Span] | None = None, end_ms: int = 1_000_000) -> Film:
    found = film(parts, cuts or [], end_ms)
    assert found is not None
    return found


def written(one: Film) -> tuple[bytes, list[webm.Frame]]:
    data = b"".join(one.parts())
    assert len(data) == one.length, "the length is told before the film is written"
    return data, list(webm.read(data)[1])


def test_a_browsers_stream_is_read_frame_by_frame() -> None:
    frames = frames_of(1, 1_000)
    track, found = webm.read(stream(frames))
    assert (track.codec, track.width, track.height) == ("V_VP8", 1280, 720)
    assert list(found) == frames


def test_what_breaks_off_is_read_as_far_as_it_goes() -> None:
    frames = frames_of(1, 1_000)
    data = stream(frames)
    for length in range(len(data) - 1, 120, -7):
        found = list(webm.read(data[:length])[1])
        assert found == frames[: len(found)]


@given(st.binary(max_size=300))
def test_anything_else_is_refused_by_a_sentence_or_has_no_frames(data: bytes) -> None:
    for given_ in (data, stream(frames_of(1, 300))[:60] + data):
        with contextlib.suppress(InvalidError):
            list(webm.read(given_)[1])


def test_parts_follow_each_other_on_one_time_line_and_the_later_one_holds() -> None:
    one = made([part(1, 200, 3_000), part(2, 3_000, 2_000)])
    _, frames = written(one)
    assert [f.at_ms for f in frames] == sorted(f.at_ms for f in frames)
    assert {f.body.split(b"/")[0] for f in frames if f.at_ms >= 3_000} == {b"2"}
    assert (one.spans, one.duration_ms) == (((200, 5_000),), 5_000)


def test_nothing_of_a_pause_and_nothing_behind_the_talk_is_kept() -> None:
    parts = [part(1, 0, 4_000), part(2, 5_000, 4_000), part(3, 9_500, 1_000)]
    one = made(parts, [(1_000, 5_500)], end_ms=8_000)
    _, frames = written(one)
    assert all(f.at_ms < 1_000 for f in frames), "behind a cut nothing is shown before a key frame"
    assert one.spans == ((0, 1_000), (5_500, 8_000))
    _, later = written(made(parts, [(1_000, 5_000)], end_ms=8_000))
    assert {f.body.split(b"/")[0] for f in later if f.at_ms >= 1_000} == {b"2"}
    assert max(f.at_ms for f in later) < 8_000


def test_a_film_tells_its_length_and_where_to_begin() -> None:
    """As a player reads it: duration, and cues that lie where a cluster with a key frame begins."""
    data, _ = written(made([part(n, n * 2_000, 2_000) for n in range(5)]))
    inner = dict(webm._elements(data))
    assert struct.unpack(">d", inner[0x4489]) == (10_000.0,)
    segment_at = data.index(b"\x18\x53\x80\x67") + 12
    assert int.from_bytes(data[segment_at - 7 : segment_at]) == len(data) - segment_at
    times = []
    for name, point in webm._elements(bytes(inner[0x1C53BB6B])):
        assert name == 0xBB
        time, place = (body for _, body in webm._elements(bytes(point)))
        at = segment_at + int.from_bytes(dict(webm._elements(bytes(place)))[0xF1])
        assert data[at : at + 4] == b"\x1f\x43\xb6\x75"
        first = next(webm.read(data[:segment_at] + bytes(_tracks(data)) + data[at:])[1])
        assert first.is_key
        times.append(int.from_bytes(time))
        assert first.at_ms == times[-1]
    assert times == [0, 2_000, 4_000, 6_000, 8_000]


def _tracks(data: bytes) -> bytes:
    at = data.index(b"\x16\x54\xae\x6b")
    return data[at : data.index(b"\x1c\x53\xbb\x6b")]


def test_of_nothing_usable_there_is_no_film() -> None:
    assert film([], [], 1_000) is None
    assert film([Part(0, 900, lambda: b"\x1a\x45\xdf\xa3 no")], [], 1_000) is None
    assert film([part(1, 0, 900)], [(0, 1_000)], 1_000) is None
    other = stream(frames_of(2, 500), codec="V_VP9")
    mixed = made([part(1, 0, 900), Part(1_000, 1_500, lambda: other)])
    assert mixed.spans == ((0, 900),), "one film has one codec"


_PARTS = st.lists(st.tuples(st.integers(-500, 20_000), st.integers(1, 5_000)), max_size=5)
_CUTS = st.lists(st.tuples(st.integers(0, 20_000), st.integers(1, 5_000)), max_size=3)


@given(_PARTS, _CUTS, st.integers(0, 25_000))
def test_a_film_never_shows_what_was_cut_and_can_always_be_played(
    given_parts: list[tuple[int, int]], given_cuts: list[tuple[int, int]], end_ms: int
) -> None:
    cuts = [(from_ms, from_ms + length) for from_ms, length in given_cuts]
    parts = [part(n, from_ms, length) for n, (from_ms, length) in enumerate(given_parts)]
    one = film(parts, cuts, end_ms)
    if one is None:
        return
    _, frames = written(one)
    assert frames[0].is_key
    assert [f.at_ms for f in frames] == sorted(f.at_ms for f in frames)
    shown: dict[bytes, int] = {}
    for frame in frames:
        number, _, at_ms = frame.body.partition(b"/")
        assert int(at_ms) == shown.get(number, 0), "a frame of a part needs all before it"
        shown[number] = int(at_ms) + 100
        assert 0 <= frame.at_ms < end_ms
        assert not any(from_ms <= frame.at_ms < to_ms for from_ms, to_ms in cuts)
    for from_ms, to_ms in one.spans:
        assert 0 <= from_ms < to_ms <= end_ms
        assert not any(max(from_ms, one_) < min(to_ms, two) for one_, two in cuts)


@pytest.mark.parametrize("by", [1, 300, 70_000])
def test_tags_behind_it_belong_to_it(by: int) -> None:
    data, frames = written(made([part(1, 0, 2_000)]))
    chunk = webm.tags({"COMMENT": "x" * by})
    tagged = webm.lengthened(data[:64], len(chunk)) + data[64:] + chunk
    segment_at = tagged.index(b"\x18\x53\x80\x67") + 12
    assert int.from_bytes(tagged[segment_at - 7 : segment_at]) == len(tagged) - segment_at
    assert list(webm.read(tagged)[1]) == frames
