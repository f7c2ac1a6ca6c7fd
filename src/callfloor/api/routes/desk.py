"""The agent's own desk: what it shows, what can be done there, and the phone's credentials.

Actions go to the floor, which alone decides; what it refuses comes back with its sentence.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.api.described import Answer, Shape, described
from callfloor.api.lists import Reason, Script, WrapUpCode, codes_of, reasons_of, script_for
from callfloor.api.names import Names, names_of
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.routes.contacts import EXAMPLE_ROW, ContactRow, row_shown
from callfloor.api.routes.recording_control import PauseAsked
from callfloor.api.security import Asking
from callfloor.api.times import at_text
from callfloor.board.entities import value_of
from callfloor.board.state import Board
from callfloor.contacts import service
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.kit.errors import ConflictError, NotFoundError

router = APIRouter(prefix="/desk", tags=["desk"])

_NEEDS: tuple[Permission, ...] = ("desk.use",)
_HISTORY = 10


class Named(Answer):
    id: str
    name: str


class Colleague(Answer):
    id: str
    name: str
    team_id: str
    state: str
    since_ms: int


class WrapUp(Answer):
    segment_id: str
    contact_id: str
    limit_ms: int | None
    started_ms: int


class Phone(Answer):
    """`kind` is browser, sip or fixed; a browser phone and a SIP phone ask for credentials."""

    kind: str
    reachable: bool
    address: str


class Desk(Answer):
    """`agent` and `contact` are live entities, as the live socket sends them."""

    agent: dict[str, Any]
    contact: dict[str, Any] | None
    wrap_up: WrapUp | None
    phone: Phone
    reasons: list[Reason]
    wrap_up_codes: list[WrapUpCode]
    queues: list[Named]
    colleagues: list[Colleague]
    history: list[ContactRow]
    script: Script | None
    company: str


class Done(Answer):
    """The agent as it is now."""

    agent: dict[str, Any]


class Credentials(Answer):
    """How the phone registers. A browser gets a new, short-lived secret each time.

    A SIP phone registers at `server` (UDP or TCP), a browser's at `ws_path` of this console.
    """

    user: str
    secret: str
    expires_at: str | None
    sip_uri: str
    ws_path: str
    realm: str
    server: str


class Nothing(Shape):
    pass


class NotReady(Shape):
    reason: str = Field(min_length=1, max_length=100)


class Target(Shape):
    """Exactly one target."""

    to_queue_id: str = Field("", max_length=100)
    to_agent_id: str = Field("", max_length=100)
    to_number: str = Field("", max_length=40)

    @model_validator(mode="after")
    def _one_target(self) -> "Target":
        if sum(map(bool, (self.to_queue_id, self.to_agent_id, self.to_number))) != 1:
            raise PydanticCustomError(
                "one_target", "give one of to_queue_id, to_agent_id and to_number"
            )
        return self


class Transfer(Target):
    """Hand the customer over at once; exactly one target."""


class Consult(Target):
    """Ask somebody while the customer waits with music; exactly one target."""


class CallOut(Shape):
    """Exactly one of `to_number` and `to_agent_id`; the own phone rings first.

    `abandoned_id` where one of the list of abandoned calls is called back, which is claimed by it.
    """

    to_number: str = Field("", max_length=40)
    to_agent_id: str = Field("", max_length=100)
    queue_id: str = Field("", max_length=100)
    abandoned_id: str = Field("", max_length=40)


class PartyRemoved(Shape):
    """`party_id` as in the live contact's `parties`."""

    party_id: str = Field(min_length=1, max_length=100)


class WrapUpDone(Shape):
    """`code` counts in the indicators; `more_codes` are told beside it."""

    code: str = Field("", max_length=100)
    more_codes: list[Annotated[str, Field(min_length=1, max_length=100)]] = Field([], max_length=9)
    note: str = Field("", max_length=4000)
    resolved: Literal["yes", "no", "n/a"] = "n/a"
    segment_id: str = Field("", max_length=60)
    """Of which written contact, as in the agent's `works`; empty: of the call."""


class MoreTime(Shape):
    by_ms: int = Field(ge=1_000, le=3_600_000)
    segment_id: str = Field("", max_length=60)


EXAMPLE_AGENT = {
    "id": "maria",
    "name": "María García",
    "team_id": "north",
    "state": "ready",
    "since_ms": 1_795_339_200_000,
    "reason": "",
    "next_state": "",
    "next_reason": "",
    "contact_id": "",
    "queue_id": "",
    "reachable": True,
    "phone": "browser",
    "is_demo": False,
    "wrap_up": None,
    "works": [],
    "today": {"answered": 3, "handled": 3, "missed": 0, "talk_ms": 412_000},
}
_EXAMPLE_DESK = {
    "agent": EXAMPLE_AGENT,
    "contact": None,
    "wrap_up": None,
    "phone": {"kind": "browser", "reachable": True, "address": ""},
    "reasons": [{"id": "break", "name": {"en": "Break", "es": "Descanso", "zh": "休息"}}],
    "wrap_up_codes": [
        {"id": "order_placed", "name": {"en": "Order placed"}, "queue_ids": ["sales"]}
    ],
    "queues": [{"id": "sales", "name": "Sales"}],
    "colleagues": [
        {
            "id": "liwei",
            "name": "Li Wei",
            "team_id": "north",
            "state": "talking",
            "since_ms": 1_795_339_200_000,
        }
    ],
    "history": [EXAMPLE_ROW],
    "script": {
        "id": "sales",
        "name": "Sales",
        "version": 3,
        "steps": [
            {"title": "Greeting", "text": "Good {time_of_day}, {company}, {agent} speaking."}
        ],
    },
    "company": "Example shop",
}


@router.get("", **described("Everything on the agent's desk", needs=_NEEDS, answer=_EXAMPLE_DESK))
async def read(principal: Asking, parts: PartsDep) -> Desk:
    agent_id = own_agent(principal)
    board = parts.live.board(principal.tenant)
    agent = value_of(board, "agents", agent_id)
    if agent is None:
        raise _no_agent(agent_id)
    contact_id = agent["contact_id"] or (agent["wrap_up"] or {}).get("contact_id", "")
    contact = value_of(board, "contacts", contact_id) if contact_id else None
    names = names_of(parts, principal.tenant)
    centre = await parts.given.centre(principal.tenant)
    setting = board.setting(agent_id)
    return Desk(
        agent=agent,
        contact=contact,
        wrap_up=WrapUp(**agent["wrap_up"]) if agent["wrap_up"] else None,
        phone=Phone(
            kind=agent["phone"],
            reachable=agent["reachable"],
            address=setting.address if setting is not None else "",
        ),
        reasons=reasons_of(centre),
        wrap_up_codes=codes_of(centre),
        queues=[Named(id=q.queue_id, name=q.name) for q in board.centre.queues.values()],
        colleagues=_colleagues(board, agent_id),
        history=await _history(parts, principal, contact, names),
        script=script_for(centre, contact["queue_id"], contact["language"]) if contact else None,
        company=centre.name,
    )


def _colleagues(board: Board, agent_id: str) -> list[Colleague]:
    found = []
    for other_id in sorted(board.centre.agents):
        value = value_of(board, "agents", other_id) if other_id != agent_id else None
        if value is not None:
            found.append(Colleague(**{name: value[name] for name in Colleague.model_fields}))
    return found


async def _history(
    parts: Parts, principal: Principal, contact: dict[str, Any] | None, names: Names
) -> list[ContactRow]:
    """What the caller at hand had before, whoever took it: the agent must know."""
    if contact is None:
        return []
    async with parts.database.session(principal.tenant) as session:
        rows = await service.history_of(
            session, contact["caller"], except_id=contact["id"], limit=_HISTORY
        )
    return [row_shown(row, names) for row in rows]


@router.post(
    "/phone",
    **described(
        "Credentials for the agent's phone",
        needs=_NEEDS,
        answer={
            "user": "demo.maria",
            "secret": "k3…",
            "expires_at": "2026-11-22T21:00:00.000Z",
            "sip_uri": "sip:demo.maria@callfloor",
            "ws_path": "/ws",
            "realm": "callfloor",
            "server": "192.0.2.10:5060",
        },
    ),
)
async def phone(principal: Asking, parts: PartsDep) -> Credentials:
    given = await parts.given.floor.phone(
        principal.tenant,
        own_agent(principal),
        actor=principal.actor,
        language=principal.language,
    )
    return credentials_shown(given, parts)


def credentials_shown(given: dict[str, Any], parts: Parts) -> Credentials:
    settings = parts.given.settings
    expires_ms = given.get("expires_at_ms")
    return Credentials(
        user=str(given.get("user", "")),
        secret=str(given.get("secret", "")),
        expires_at=at_text(int(expires_ms)) if expires_ms else None,
        sip_uri=str(given.get("sip_uri", "")),
        ws_path=str(given.get("ws_path", "/ws")),
        realm=str(given.get("realm", "")),
        server=f"{settings.sip_external_address or settings.sip_host}:{settings.sip_port}",
    )


async def act(
    parts: Parts, principal: Principal, agent_id: str, action: str, body: dict[str, Any]
) -> Done:
    """Ask the floor; the answer is the live agent with what the floor has just said of it."""
    body = {name: value for name, value in body.items() if name != "segment_id" or value}
    answer = await parts.given.floor.act(
        principal.tenant, agent_id, action, body, actor=principal.actor
    )
    known = value_of(parts.live.board(principal.tenant), "agents", agent_id) or {}
    said = answer.get("agent")
    # The floor names the written contacts at hand only; what they are stands on the board.
    agent = dict(said) if isinstance(said, dict) else {}
    agent.pop("works", None)
    return Done(agent={**known, **agent})


ACTIONS: dict[str, tuple[str, type[Shape], dict[str, Any]]] = {
    "login": ("Log in to take contacts", Nothing, {}),
    "logout": ("Log out", Nothing, {}),
    "ready": ("Be ready for the next contact", Nothing, {}),
    "not_ready": ("Be not ready, with a reason", NotReady, {"reason": "break"}),
    "call_out": ("Call a number or a colleague", CallOut, {"to_number": "+34911234567"}),
    "hang_up": ("End the call", Nothing, {}),
    "hold": ("Put the customer on hold", Nothing, {}),
    "resume": ("Take the customer back from hold", Nothing, {}),
    "transfer": ("Hand the customer over", Transfer, {"to_queue_id": "support"}),
    "consult": ("Ask somebody while the customer waits", Consult, {"to_agent_id": "liwei"}),
    "swap": ("Change between the customer and who is consulted", Nothing, {}),
    "complete_transfer": ("Hand the customer over to who was consulted", Nothing, {}),
    "conference": ("Join the customer and who was consulted", Nothing, {}),
    "cancel_consult": ("Let go of who is asked; back to the customer", Nothing, {}),
    "leave": ("Leave a conference; the others go on", Nothing, {}),
    "remove_party": (
        "Let one go out of the call",
        PartyRemoved,
        {"party_id": "01KAF5Z8J3V2M6T0Q4R7Y9X1WC.p1"},
    ),
    "wrap_up": (
        "Complete the after-call work",
        WrapUpDone,
        {
            "code": "order_placed",
            "more_codes": ["delivery"],
            "note": "Wants delivery on Friday.",
            "resolved": "yes",
        },
    ),
    "pause_recording": (
        "Silence the recording of the call",
        PauseAsked,
        {"reason": "card_data", "limit_ms": 120_000},
    ),
    "resume_recording": ("Let the recording sound again", Nothing, {}),
    "decline_recording": ("The customer does not want to be recorded", Nothing, {}),
    "flag_hard": ("Flag the contact at hand as a hard one", Nothing, {}),
    "recovery": ("Take the pause after a hard contact", Nothing, {}),
    "extend_wrap_up": ("More time for after-call work", MoreTime, {"by_ms": 60_000}),
}
"""Each action with its summary, the shape of its body and an example."""


def _endpoint(action: str, shape: type[Shape]) -> Callable[..., Awaitable[Done]]:
    async def perform(body: Any, principal: Asking, parts: PartsDep) -> Done:
        given = body.model_dump(exclude_defaults=isinstance(body, Target | PauseAsked))
        return await act(parts, principal, own_agent(principal), action, given)

    perform.__annotations__["body"] = shape
    return perform


for _action, (_summary, _shape, _body) in ACTIONS.items():
    router.add_api_route(
        f"/{_action}",
        _endpoint(_action, _shape),
        methods=["POST"],
        name=f"desk_{_action}",
        **described(_summary, needs=_NEEDS, body=_body, answer={"agent": EXAMPLE_AGENT}),
    )


def own_agent(principal: Principal) -> str:
    if not principal.agent_id:
        msg = "This login takes no contacts; ask for a login that is bound to an agent."
        raise ConflictError(msg)
    return principal.agent_id


def _no_agent(agent_id: str) -> NotFoundError:
    msg = f"The settings have no agent {agent_id}; ask for it to be added to the centre."
    return NotFoundError(msg, agent_id=agent_id)
