"""A downloaded recording says in itself who took it, when and why.

A LIST chunk behind the sound of a WAV, Matroska's tags behind the pictures of a film.
"""

import re
import struct
from collections.abc import Iterator

from callfloor.recording import webm
from callfloor.recording.mix import HEADER
from callfloor.recording.store import SealedFile

_TEXT_MAX = 1_000
_FILM_HEAD = 64
"""Longer than what stands before the segment's size."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def mark(*, taken_by: str, at: str, reason: str, recording_id: str, contact_id: str) -> bytes:
    """The chunk, of even length. Its texts are UTF-8."""
    words = {
        b"INAM": f"Recording {recording_id} of contact {contact_id}",
        b"IENG": taken_by,
        b"ICRD": at,
        b"ICMT": f"Downloaded by {taken_by} at {at}: {reason}",
        b"ISFT": "Callfloor",
    }
    body = b"INFO" + b"".join(_chunk(name, text) for name, text in words.items())
    return b"LIST" + struct.pack("<I", len(body)) + body


def film_mark(*, taken_by: str, at: str, reason: str, recording_id: str, contact_id: str) -> bytes:
    """The same for a screen, as tags."""
    words = {
        "TITLE": f"Screen {recording_id} of contact {contact_id}",
        "DATE_TAGGED": at,
        "COMMENT": f"Downloaded by {taken_by} at {at}: {reason}",
        "ENCODED_BY": "Callfloor",
    }
    return webm.tags({name: _CONTROL.sub(" ", text)[:_TEXT_MAX] for name, text in words.items()})


def marked_film(sealed: SealedFile, chunk: bytes) -> Iterator[bytes]:
    """The whole film with its tags at the end, the segment's size made right."""
    yield webm.lengthened(sealed.read(0, _FILM_HEAD), len(chunk))
    yield from sealed.parts(_FILM_HEAD)
    yield chunk


def marked(sealed: SealedFile, chunk: bytes) -> Iterator[bytes]:
    """The whole WAV with the chunk at its end, the sizes in its head made right."""
    padding = (sealed.length - HEADER) % 2
    head = bytearray(sealed.read(0, HEADER))
    if len(head) == HEADER and head.startswith(b"RIFF"):
        head[4:8] = struct.pack("<I", sealed.length + padding + len(chunk) - 8)
    yield bytes(head)
    yield from sealed.parts(HEADER)
    yield bytes(padding)
    yield chunk


def length_of(sealed: SealedFile, chunk: bytes) -> int:
    length: int = sealed.length
    return length + (length - HEADER) % 2 + len(chunk)


def _chunk(name: bytes, text: str) -> bytes:
    body = _CONTROL.sub(" ", text)[:_TEXT_MAX].encode() + b"\0"
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
