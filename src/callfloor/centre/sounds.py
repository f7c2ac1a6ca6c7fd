"""Recorded sounds: converted once to what Asterisk plays, kept by their hash, laid out as files.

They are kept in the database, so that they are backed up with the settings and every machine that
runs a floor has them; the floor lays out those that its prompts name before it takes settings over.
"""

import io
import os
import wave
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import miniaudio
import msgspec
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.centre.models import CentreSound
from callfloor.identity.principal import Principal
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import InvalidError, NotFoundError
from callfloor.kit.fields import told, wrong

RATE = 8_000
"""What the telephone network carries; Asterisk plays it to wideband phones as well."""
LENGTH_MAX_MS = 5 * 60_000
LENGTH_MIN_MS = 100
FORMATS = "WAV, MP3, FLAC or Ogg Vorbis"


def to_telephone(given: bytes) -> bytes:
    """The sound as a WAV file of 8 kHz, mono, 16 bit; InvalidError says what does not fit.

    Read in pieces and never further than `LENGTH_MAX_MS`: a small file may hold hours of silence.
    """
    if not given:
        raise _refused("sound_empty", "Nothing was sent; choose a sound file.")
    pieces = bytearray()
    try:
        stream = miniaudio.stream_memory(
            given,
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            frames_to_read=RATE,
        )
        for piece in stream:
            pieces += piece.tobytes()
            if _length_ms(pieces) > LENGTH_MAX_MS:
                minutes = LENGTH_MAX_MS // 60_000
                msg = f"The sound is longer than {minutes} minutes; shorten it."
                raise _refused("sound_too_long", msg, minutes=minutes)
    except miniaudio.MiniaudioError as error:
        msg = f"This is no sound that can be read; send {FORMATS}."
        raise _refused("sound_unreadable", msg, formats=FORMATS.replace(" or ", ", ")) from error
    if _length_ms(pieces) < LENGTH_MIN_MS:
        raise _refused("sound_empty", "There is nothing to hear in this file; choose another.")
    out = io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(RATE)
        target.writeframes(pieces)
    return out.getvalue()


def _length_ms(samples: bytes | bytearray) -> int:
    return len(samples) // 2 * 1000 // RATE


def _refused(code: str, message: str, **params: object) -> InvalidError:
    return InvalidError(message, [wrong("sound", code, message, **params)])


async def keep(session: AsyncSession, tenant_id: str, content: bytes, by: Principal | None) -> str:
    """Keep a sound as `to_telephone` makes it; its SHA-256. The same one twice is one."""
    mark = sha256(content).hexdigest()
    row = insert(CentreSound).values(
        tenant_id=tenant_id,
        sha256=mark,
        content=content,
        duration_ms=_length_ms(content[44:]),
        added_at_ms=now_ms(),
        author=by.actor if by else "system",
        author_name=by.name if by else "",
    )
    await session.execute(row.on_conflict_do_nothing())
    return mark


async def content_of(session: AsyncSession, tenant_id: str, mark: str) -> bytes:
    query = select(CentreSound.content).where(
        CentreSound.tenant_id == tenant_id, CentreSound.sha256 == mark
    )
    found = (await session.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFoundError("There is no such sound.")
    return found


class AboutSound(msgspec.Struct, frozen=True):
    duration_ms: int
    added_at_ms: int
    author_name: str


async def about(
    session: AsyncSession, tenant_id: str, marks: Iterable[str]
) -> dict[str, AboutSound]:
    """What is known of sounds; those that are not here are left out."""
    query = select(
        CentreSound.sha256,
        CentreSound.duration_ms,
        CentreSound.added_at_ms,
        CentreSound.author_name,
    ).where(CentreSound.tenant_id == tenant_id, CentreSound.sha256.in_(sorted(set(marks))))
    rows = (await session.execute(query)).all()
    return {mark: AboutSound(length_ms, at_ms, name) for mark, length_ms, at_ms, name in rows}


async def require(session: AsyncSession, tenant_id: str, sounds: dict[str, dict[str, str]]) -> None:
    """InvalidError where a prompt names a sound that was never sent (prompt → language → sound)."""
    wanted = {mark for one in sounds.values() for mark in one.values()}
    if not wanted:
        return
    here = set(await about(session, tenant_id, wanted))
    errors: list[dict[str, object]] = [
        wrong(
            f"prompts.{prompt}.sounds.{language}",
            "unknown_sound",
            "this sound is not in the centre; send it on the prompts page or by the API",
        )
        for prompt, one in sounds.items()
        for language, mark in one.items()
        if mark not in here
    ]
    if errors:
        raise InvalidError(f"{told(errors)}.", errors)


def file_of(tenant_id: str, mark: str) -> str:
    """Where a sound lies below the prompts' folder."""
    return f"centre/{tenant_id}/{mark}.wav"


async def lay_out(
    session: AsyncSession, tenant_id: str, marks: Iterable[str], folder: Path
) -> None:
    """Write the files that are missing."""
    missing = sorted(m for m in set(marks) if not (folder / file_of(tenant_id, m)).is_file())
    for mark in missing:
        path = folder / file_of(tenant_id, mark)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".part{os.getpid()}")
        part.write_bytes(await content_of(session, tenant_id, mark))
        part.replace(path)
