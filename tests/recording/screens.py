"""A browser's stream of a screen, made by hand: as MediaRecorder writes it, without sizes and index."""

import struct

from callfloor.recording import webm

_UNKNOWN = b"\x01\xff\xff\xff\xff\xff\xff\xff"
_SEGMENT, _CLUSTER = b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"


def stream(frames: list[webm.Frame], codec: str = "V_VP8", per_cluster: int = 3) -> bytes:
    """One part; every other frame stands in a BlockGroup, as some browsers write."""
    head = webm.element(0x1A45DFA3, webm.element(0x4282, b"webm"))
    info = webm.element(0x1549A966, webm.element(0x2AD7B1, (1_000_000).to_bytes(3)))
    video = webm.element(0xE0, webm.element(0xB0, b"\x05\x00") + webm.element(0xBA, b"\x02\xd0"))
    entry = (
        webm.element(0xD7, b"\x01")
        + webm.element(0x83, b"\x01")
        + webm.element(0x86, codec.encode())
        + video
    )
    body = head + _SEGMENT + _UNKNOWN + info + webm.element(0x1654AE6B, webm.element(0xAE, entry))
    for at in range(0, len(frames), per_cluster):
        group = frames[at : at + per_cluster]
        begun_ms = group[0].at_ms
        body += _CLUSTER + _UNKNOWN + webm.element(0xE7, begun_ms.to_bytes(8))
        for place, frame in enumerate(group):
            body += _block(frame, begun_ms, grouped=bool(place % 2))
    return body


def _block(frame: webm.Frame, begun_ms: int, *, grouped: bool) -> bytes:
    flags = 0x80 if frame.is_key and not grouped else 0
    block = b"\x81" + struct.pack(">hB", frame.at_ms - begun_ms, flags) + frame.body
    if not grouped:
        return webm.element(0xA3, block)
    reference = b"" if frame.is_key else webm.element(0xFB, b"\xff")
    return webm.element(0xA0, webm.element(0xA1, block) + reference)


def frames_of(part: int, length_ms: int, every_ms: int = 100) -> list[webm.Frame]:
    """The first is a key frame; each body names its part and its time."""
    return [
        webm.Frame(at_ms, at_ms == 0, f"{part}/{at_ms}".encode())
        for at_ms in range(0, length_ms, every_ms)
    ]
