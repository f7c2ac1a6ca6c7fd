"""The centre's own prompts: sound files sent in, converted once, heard, and named by flows and queues."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from callfloor.api.described import Answer, described
from callfloor.api.parts import PartsDep
from callfloor.api.routes.centre import tell_floor
from callfloor.api.security import Asking
from callfloor.api.times import at_text
from callfloor.centre import prompt_sounds, service, sounds
from callfloor.centre.prompts import Language, RecordedPrompt
from callfloor.identity.permissions import Permission

router = APIRouter(prefix="/prompts", tags=["prompts"])

_VIEW: tuple[Permission, ...] = ("settings.view",)
_CHANGE: tuple[Permission, ...] = ("settings.change",)
_MEDIA = "audio/wav"
Mark = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


class SoundShown(Answer):
    """One language of a prompt, and where to hear it (`/prompts/sounds/{sound}`)."""

    language: str
    sound: str
    duration_ms: int
    added_at: str
    author_name: str


class PromptShown(Answer):
    id: str
    name: str
    version: int
    sounds: list[SoundShown]


class Prompts(Answer):
    items: list[PromptShown]


class Taken(Answer):
    """What was made of a file that was sent; `version` is the prompt's from now on."""

    prompt: str
    language: str
    sound: str
    duration_ms: int
    version: int


_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_SOUND = {
    "language": "es",
    "sound": _HASH,
    "duration_ms": 4_200,
    "added_at": "2026-11-25T09:00:00.000Z",
    "author_name": "Lucía Pérez",
}
_PROMPT = {"id": "welcome", "name": "Welcome", "version": 2, "sounds": [_SOUND]}


@router.get("", **described("The centre's own prompts", needs=_VIEW, answer={"items": [_PROMPT]}))
async def list_prompts(principal: Asking, parts: PartsDep) -> Prompts:
    tenant = principal.tenant
    async with parts.database.session(tenant) as session:
        centre = await service.load(session, tenant)
        found = centre.of(RecordedPrompt)
        marks = [mark for prompt in found.values() for mark in prompt.sounds.values()]
        known = await sounds.about(session, tenant, marks)
    return Prompts(
        items=[
            PromptShown(
                id=prompt_id,
                name=prompt.name,
                version=centre.versions["prompts"].get(prompt_id, 1),
                sounds=[
                    SoundShown(
                        language=language,
                        sound=mark,
                        duration_ms=known[mark].duration_ms,
                        added_at=at_text(known[mark].added_at_ms),
                        author_name=known[mark].author_name,
                    )
                    for language, mark in prompt.sounds.items()
                    if mark in known
                ],
            )
            for prompt_id, prompt in found.items()
        ]
    )


@router.get(
    "/sounds/{sound}",
    response_class=Response,
    **described("A sound as callers hear it (WAV)", needs=_VIEW, media=_MEDIA, answer="RIFF…"),
)
async def hear(sound: Mark, principal: Asking, parts: PartsDep) -> Response:
    """Of any version: a sound is never altered, so it may be kept for good."""
    async with parts.database.session(principal.tenant) as session:
        content = await sounds.content_of(session, principal.tenant, sound)
    headers = {"Cache-Control": "private, max-age=31536000, immutable"}
    return Response(content, media_type=_MEDIA, headers=headers)


@router.put(
    "/{prompt_id}/{language}",
    **described(
        f"Send the sound of a prompt in one language ({sounds.FORMATS}, as the body)",
        needs=_CHANGE,
        takes_bytes=True,
        answer={
            "prompt": "welcome",
            "language": "es",
            "sound": _HASH,
            "duration_ms": 4_200,
            "version": 2,
        },
    ),
)
async def send(
    prompt_id: str, language: Language, request: Request, principal: Asking, parts: PartsDep
) -> Taken:
    """Converted to 8 kHz mono, at most five minutes. A prompt that is not there yet is made."""
    given = await request.body()
    content = await asyncio.to_thread(sounds.to_telephone, given)
    tenant = principal.tenant
    async with parts.database.session(tenant) as session:
        taken = await prompt_sounds.take(session, tenant, prompt_id, language, content, principal)
    if taken.is_new:
        await tell_floor(parts, principal)
    return Taken(
        prompt=prompt_id,
        language=language,
        sound=taken.sound,
        duration_ms=taken.duration_ms,
        version=taken.version,
    )
