"""A sound becomes what a prompt says in one language: sent as a file, or recorded by phone."""

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.centre import service, sounds
from callfloor.centre.prompts import Language, RecordedPrompt
from callfloor.identity.principal import Principal


class Taken(msgspec.Struct, frozen=True):
    """`is_new` is False where the prompt said this already."""

    sound: str
    duration_ms: int
    version: int
    is_new: bool


async def take(
    session: AsyncSession,
    tenant_id: str,
    prompt_id: str,
    language: Language,
    content: bytes,
    by: Principal | None,
) -> Taken:
    """Keep a sound as `sounds.to_telephone` makes it; a prompt that is not there yet is made."""
    await service.lock(session, tenant_id)
    mark = await sounds.keep(session, tenant_id, content, by)
    before = (await service.load(session, tenant_id)).of(RecordedPrompt).get(prompt_id)
    prompt = before or RecordedPrompt(name=prompt_id)
    said: dict[Language, str] = {**prompt.sounds, language: mark}
    body = {"name": prompt.name, "sounds": said}
    change = await service.put(session, tenant_id, "prompts", prompt_id, body, by)
    centre = await service.load(session, tenant_id)
    known = await sounds.about(session, tenant_id, [mark])
    return Taken(
        sound=mark,
        duration_ms=known[mark].duration_ms,
        version=centre.versions["prompts"][prompt_id],
        is_new=change is not None,
    )
