"""Recordings to be heard, seen and taken along: decrypted as they are sent, only for whom the role allows.

Each hearing is in the audit trail; the parts that a player asks for afterwards are not repeated. A
recording is read whole before it is played: what is not as it was stored is named, not played.
"""

import asyncio
import re
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import StreamingResponse

from callfloor.api.described import Answer, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text
from callfloor.contacts import integrity, service
from callfloor.events.captures import SCREEN
from callfloor.identity import audit
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import NotFoundError
from callfloor.recording.mark import film_mark, length_of, mark, marked, marked_film
from callfloor.recording.store import DamagedError, SealedFile
from callfloor.recording.waveform import waveform

router = APIRouter(prefix="/recordings", tags=["recordings"])

_NEEDS: tuple[Permission, ...] = ("recordings.listen_own", "recordings.listen_all")
_DOWNLOADS: tuple[Permission, ...] = ("recordings.download",)
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_MEDIA = "audio/wav"
_FILM = "video/webm"
_FAULTS = {
    "missing": "The recording's file {file} is not in the storage. Put it back from a backup.",
    "damaged": "The recording's file {file} is damaged or was changed. Put it back from a backup.",
    "no_key": "The key of the file {file} is missing. Put it back from a backup of the secrets.",
}


class WaveformShown(Answer):
    """Peaks from 0 to 1; `left` is the customer, `right` the agent."""

    duration_ms: int
    left: list[float]
    right: list[float]


@router.get(
    "/{recording_id}/audio",
    response_class=StreamingResponse,
    **described(
        "The sound of a recording (WAV, customer left, agent right)",
        needs=_NEEDS,
        media=_MEDIA,
        answer="RIFF…",
    ),
)
async def audio(
    recording_id: str,
    principal: Asking,
    parts: PartsDep,
    wanted: Annotated[str | None, Header(alias="range")] = None,
) -> Response:
    _expect(recording_id, is_screen=False)
    return await _streamed(recording_id, principal, parts, wanted, _MEDIA)


@router.get(
    "/{recording_id}/video",
    response_class=StreamingResponse,
    **described(
        "The film of an agent's screen (WebM), on the time line that begins with its call's answer",
        needs=_NEEDS,
        media=_FILM,
        answer="WebM…",
    ),
)
async def video(
    recording_id: str,
    principal: Asking,
    parts: PartsDep,
    wanted: Annotated[str | None, Header(alias="range")] = None,
) -> Response:
    _expect(recording_id, is_screen=True)
    return await _streamed(recording_id, principal, parts, wanted, _FILM)


@router.get(
    "/{recording_id}/waveform",
    **described(
        "The shape of a recording",
        needs=_NEEDS,
        answer={"duration_ms": 230_000, "left": [0.0, 0.31, 0.2], "right": [0.1, 0.0, 0.4]},
    ),
)
async def shape(
    recording_id: str, principal: Asking, parts: PartsDep, response: Response
) -> WaveformShown:
    _expect(recording_id, is_screen=False)
    await _allowed(parts, principal, recording_id)
    await _whole(parts, principal.tenant, recording_id)

    def read() -> WaveformShown:
        with parts.recordings.open(principal.tenant, recording_id) as sealed:
            found = waveform(sealed)
        return WaveformShown(duration_ms=found.duration_ms, left=found.left, right=found.right)

    response.headers["Cache-Control"] = "private, max-age=3600"
    return await asyncio.to_thread(read)


@router.get(
    "/{recording_id}/download",
    response_class=StreamingResponse,
    **described(
        "A recording as a file that says who took it, when and why",
        needs=_DOWNLOADS,
        media=_MEDIA,
        answer="RIFF…",
    ),
)
async def download(
    recording_id: str,
    principal: Asking,
    parts: PartsDep,
    reason: Annotated[str, Query(min_length=3, max_length=300, description="Why it is taken")],
) -> Response:
    contact_id = await _allowed(
        parts, principal, recording_id, "recording.downloaded", {"reason": reason.strip()}
    )
    await _whole(parts, principal.tenant, recording_id)
    sealed = await asyncio.to_thread(parts.recordings.open, principal.tenant, recording_id)
    about = {
        "taken_by": f"{principal.name} ({principal.login or principal.actor})",
        "at": at_text(now_ms()),
        "reason": reason.strip(),
        "recording_id": recording_id,
        "contact_id": contact_id,
    }
    if recording_id.endswith(SCREEN):
        chunk, ending = film_mark(**about), "webm"
        length, file, media = sealed.length + len(chunk), _marked_film(sealed, chunk), _FILM
    else:
        chunk, ending = mark(**about), "wav"
        length, file, media = length_of(sealed, chunk), _marked(sealed, chunk), _MEDIA
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Length": str(length),
        "Content-Disposition": f'attachment; filename="{recording_id}.{ending}"',
    }
    return StreamingResponse(file, media_type=media, headers=headers)


def _expect(recording_id: str, *, is_screen: bool) -> None:
    if recording_id.endswith(SCREEN) != is_screen:
        msg = "A screen is a film (video), and every other recording is a sound (audio)."
        raise NotFoundError(msg)


async def _streamed(
    recording_id: str, principal: Principal, parts: Parts, wanted: str | None, media: str
) -> Response:
    begins = _begins(wanted)
    await _allowed(parts, principal, recording_id, _deed(media) if begins else "")
    if begins:
        await _whole(parts, principal.tenant, recording_id)
    sealed = await asyncio.to_thread(parts.recordings.open, principal.tenant, recording_id)
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "private, no-store"}
    span = _span(wanted, sealed.length)
    if span is None:
        sealed.__exit__()
        headers["Content-Range"] = f"bytes */{sealed.length}"
        return Response(status_code=416, headers=headers)
    first, last = span
    headers["Content-Length"] = str(last - first + 1)
    if wanted:
        headers["Content-Range"] = f"bytes {first}-{last}/{sealed.length}"
    return StreamingResponse(
        _parts(sealed, first, last - first + 1),
        status_code=206 if wanted else 200,
        media_type=media,
        headers=headers,
    )


def _deed(media: str) -> str:
    return "recording.seen" if media == _FILM else "recording.heard"


async def _allowed(
    parts: Parts,
    principal: Principal,
    recording_id: str,
    action: str = "",
    about: dict[str, str] | None = None,
) -> str:
    """The contact's id; `action` goes into the audit trail.

    NotFoundError where there is none, or it is not the asker's to hear.
    """
    async with parts.database.session(principal.tenant) as session:
        contact = await service.with_recording(session, recording_id)
        own = contact is not None and principal.agent_id in contact["agent_ids"]
        if contact is None or not (own or principal.may("recordings.listen_all")):
            msg = "There is no such recording."
            raise NotFoundError(msg)
        if action:
            subject = f"recording:{recording_id}"
            after = {"contact_id": contact["id"], **(about or {})}
            audit.record(session, principal.tenant, principal, action, subject, after=after)
    return str(contact["id"])


async def _whole(parts: Parts, tenant: str, recording_id: str) -> None:
    """DamagedError, told in the contact too, where it is not what was stored."""
    async with parts.database.session(tenant) as session:
        recording = await integrity.kept(session, recording_id)
    if recording is None:
        return
    digest = recording.sha256
    fault = await asyncio.to_thread(parts.proofs.fault_of, tenant, recording_id, digest)
    if (fault or "") != recording.damage:
        async with parts.database.session(tenant) as session:
            await integrity.note(session, tenant, recording, fault, now_ms())
    if fault:
        file = parts.recordings.name_of(tenant, recording_id)
        raise DamagedError(_FAULTS[fault].format(file=file), file=file, fault=fault)


def _begins(wanted: str | None) -> bool:
    return wanted is None or wanted.startswith("bytes=0-")


def _span(wanted: str | None, length: int) -> tuple[int, int] | None:
    """First and last byte; None where the range cannot be met (RFC 9110, one range at a time)."""
    if wanted is None:
        return (0, length - 1) if length else (0, -1)
    found = _RANGE.fullmatch(wanted.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        first, last = max(0, length - int(found[2])), length - 1
    else:
        first = int(found[1])
        last = min(int(found[2]), length - 1) if found[2] else length - 1
    return (first, last) if first <= last else None


def _marked(sealed: SealedFile, chunk: bytes) -> Iterator[bytes]:
    with sealed:
        yield from marked(sealed, chunk)


def _marked_film(sealed: SealedFile, chunk: bytes) -> Iterator[bytes]:
    with sealed:
        yield from marked_film(sealed, chunk)


def _parts(sealed: SealedFile, offset: int, size: int) -> Iterator[bytes]:
    with sealed:
        yield from sealed.parts(offset, size)
