"""Prompts recorded by phone: the centre rings, says what to do, and keeps what is kept by a key.

The floor leads the call; what it keeps becomes a version of the prompt as a file that is sent does.
"""

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import Field

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.routes.supervisor import phone_of
from callfloor.api.security import Asking
from callfloor.centre.prompts import Language
from callfloor.centre.schemas import check_id
from callfloor.identity import audit
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.kit.errors import ConflictError, InvalidError

router = APIRouter(prefix="/prompts", tags=["prompts"])

_CHANGE: tuple[Permission, ...] = ("settings.change",)
_HAVE_PHONE: tuple[Permission, ...] = ("desk.use", "floor.listen")
_MAY_CALL: tuple[Permission, ...] = ("desk.use", "callbacks.use")


class TakeAsked(Shape):
    """`number`: the phone to ring, for who may call out; without it the own phone."""

    number: str = Field("", max_length=40)


class Key(Shape):
    key: Literal["1", "2", "#"]


class Take(Answer):
    """`phase`: ringing, told, recording, preparing, deciding (1 keeps, 2 begins again), keeping,
    leaving, over. `result` is set at the end: kept, not_kept (`error` tells why), hung_up, busy,
    no_answer, rejected, failed, lost, ended.
    """

    id: str
    prompt: str
    language: str
    phase: str
    result: str
    error: str
    sound: str
    version: int


_EXAMPLE: dict[str, Any] = {
    "id": "01KAF5Z8J3V2M6T0Q4R7Y9X1WC",
    "prompt": "welcome",
    "language": "es",
    "phase": "deciding",
    "result": "",
    "error": "",
    "sound": "",
    "version": 0,
}


@router.post(
    "/{prompt_id}/{language}/take",
    **described(
        "Record a prompt by phone: it rings now",
        needs=_CHANGE,
        body={"number": ""},
        answer={**_EXAMPLE, "phase": "ringing"},
    ),
)
async def begin(
    prompt_id: str, language: Language, body: TakeAsked, principal: Asking, parts: PartsDep
) -> Take:
    """Nothing is changed before it is kept by the key 1; a prompt that is not there yet is made."""
    wrong = check_id("prompts", prompt_id)
    if wrong:
        raise InvalidError(f"{wrong}.")
    asked = {
        "prompt": prompt_id,
        "language": language,
        "said_in": principal.language,
        "name": principal.name,
        **_where(principal, body.number.strip()),
    }
    tenant = principal.tenant
    answer = await parts.given.floor.begin_take(tenant, asked, actor=principal.actor)
    async with parts.database.session(tenant) as session:
        after = {"language": language, "number": body.number.strip()}
        subject = f"prompts:{prompt_id}"
        audit.record(session, tenant, principal, "prompt.recorded_by_phone", subject, after=after)
    return Take.model_validate(answer)


def _where(principal: Principal, number: str) -> dict[str, str]:
    if number:
        principal.require(*_MAY_CALL)
        return {"number": number}
    if not any(principal.may(one) for one in _HAVE_PHONE):
        msg = "This login has no phone; give the number of one."
        raise ConflictError(msg)
    return {"phone_id": phone_of(principal)}


@router.get(
    "/takes/{take_id}",
    **described("How a recording by phone stands", needs=_CHANGE, answer=_EXAMPLE),
)
async def read(take_id: str, principal: Asking, parts: PartsDep) -> Take:
    return Take.model_validate(await parts.given.floor.take(principal.tenant, take_id))


@router.post(
    "/takes/{take_id}/keys",
    **described(
        "Press a key of it here instead of on the phone",
        needs=_CHANGE,
        body={"key": "1"},
        answer={**_EXAMPLE, "phase": "keeping"},
    ),
)
async def press(take_id: str, body: Key, principal: Asking, parts: PartsDep) -> Take:
    floor = parts.given.floor
    answer = await floor.press(principal.tenant, take_id, body.key, actor=principal.actor)
    return Take.model_validate(answer)


@router.delete(
    "/takes/{take_id}",
    **described(
        "Hang up; what was not kept is thrown away",
        needs=_CHANGE,
        answer={**_EXAMPLE, "phase": "over", "result": "hung_up"},
    ),
)
async def hang_up(take_id: str, principal: Asking, parts: PartsDep) -> Take:
    floor = parts.given.floor
    answer = await floor.press(principal.tenant, take_id, "", actor=principal.actor)
    return Take.model_validate(answer)
