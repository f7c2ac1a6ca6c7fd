"""Recordings to be heard: decrypted as they are sent, in any part, only for whom the role allows.

Each hearing is in the audit trail; the parts that a player asks for afterwards are not repeated.
"""

import asyncio
import re
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Header, Response
from fastapi.responses import StreamingResponse

from callfloor.api.described import Answer, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.contacts import service
from callfloor.identity import audit
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.kit.errors import NotFoundError
from callfloor.recording.store import SealedFile
from callfloor.recording.waveform import waveform

router = APIRouter(prefix="/recordings", tags=["recordings"])

_NEEDS: tuple[Permission, ...] = ("recordings.listen_own", "recordings.listen_all")
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_MEDIA = "audio/wav"


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
    await _allowed(parts, principal, recording_id, note=_begins(wanted))
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
        media_type=_MEDIA,
        headers=headers,
    )


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
    await _allowed(parts, principal, recording_id, note=False)

    def read() -> WaveformShown:
        with parts.recordings.open(principal.tenant, recording_id) as sealed:
            found = waveform(sealed)
        return WaveformShown(duration_ms=found.duration_ms, left=found.left, right=found.right)

    response.headers["Cache-Control"] = "private, max-age=3600"
    return await asyncio.to_thread(read)


async def _allowed(parts: Parts, principal: Principal, recording_id: str, *, note: bool) -> None:
    """NotFoundError where there is none, or it is not the asker's to hear."""
    async with parts.database.session(principal.tenant) as session:
        contact = await service.with_recording(session, recording_id)
        own = contact is not None and principal.agent_id in contact["agent_ids"]
        if contact is None or not (own or principal.may("recordings.listen_all")):
            msg = "There is no such recording."
            raise NotFoundError(msg)
        if note:
            subject = f"recording:{recording_id}"
            after = {"contact_id": contact["id"]}
            audit.record(
                session, principal.tenant, principal, "recording.heard", subject, after=after
            )


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


def _parts(sealed: SealedFile, offset: int, size: int) -> Iterator[bytes]:
    with sealed:
        yield from sealed.parts(offset, size)
