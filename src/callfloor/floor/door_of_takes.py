"""The part of the floor's door by which prompts are recorded by phone."""

from typing import Any

import msgspec

from callfloor.acd.centre import Agent
from callfloor.acd.numbers import allowed_number
from callfloor.floor.asking import Language
from callfloor.floor.state import FloorState
from callfloor.floor.takes import Author, Phone, Take
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import InvalidError
from callfloor.kit.ids import new_id


class TakeAsked(msgspec.Struct, frozen=True, kw_only=True):
    """`phone_id` is an agent's or a supervisor's phone; `number` one outside, instead."""

    prompt: str
    language: Language
    said_in: str = "en"
    phone_id: str = ""
    number: str = ""
    name: str = ""


def take_of(state: FloorState, tenant: str, body: dict[str, Any], actor: str) -> Take:
    """What is asked for as a take that can begin; Refused for a number that may not be called."""
    try:
        asked = msgspec.convert(body, TakeAsked)
    except msgspec.ValidationError as error:
        raise InvalidError(f"The body does not fit: {error}.") from error
    return Take(
        tenant=tenant,
        take_id=new_id(),
        prompt=asked.prompt,
        language=asked.language,
        said_in=asked.said_in,
        author=Author(actor, asked.name),
        phone=_phone(state, tenant, asked),
        began_ms=now_ms(),
    )


def _phone(state: FloorState, tenant: str, asked: TakeAsked) -> Phone:
    centre = state.state_of(tenant).centre
    if asked.number:
        number = allowed_number(centre.calls_out, asked.number)
        return Phone(kind="fixed", number=number, shown=centre.calls_out.shown)
    agent = centre.agents.get(asked.phone_id, Agent(agent_id="", name="", team_id=""))
    phone_id = f"{tenant}.{asked.phone_id}"
    return Phone(phone_id=phone_id, kind=agent.phone, address=agent.address)


def shown(take: Take) -> dict[str, Any]:
    return {
        "id": take.take_id,
        "prompt": take.prompt,
        "language": take.language,
        "phase": take.phase,
        "result": take.result,
        "error": take.error,
        "sound": take.sound,
        "version": take.version,
    }
