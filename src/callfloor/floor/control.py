"""The door by which the API asks the floor to do something: JSON over a unix socket.

Only processes of the same user reach the socket. Errors are problem details, as in the API.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from callfloor.acd import inputs, lead_inputs, written_inputs
from callfloor.acd.errors import Refused
from callfloor.floor import door_of_takes, promises
from callfloor.floor.loop import FloorLoop
from callfloor.floor.measured import MeasureCall
from callfloor.floor.phones import Phones
from callfloor.floor.recordings import DeclineRecording, PauseRecording, ResumeRecording
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import CallfloorError, ConflictError, InvalidError, NotFoundError
from callfloor.kit.ids import new_id

_log = log.get("floor.control")

ACTIONS: dict[str, type[inputs.Input]] = {
    "login": inputs.LogIn,
    "logout": inputs.LogOut,
    "ready": inputs.GoReady,
    "not_ready": inputs.GoNotReady,
    "hang_up": inputs.HangUp,
    "hold": inputs.HoldCall,
    "resume": inputs.ResumeCall,
    "transfer": inputs.Transfer,
    "consult": inputs.Consult,
    "swap": inputs.Swap,
    "complete_transfer": inputs.CompleteTransfer,
    "conference": inputs.Conference,
    "cancel_consult": inputs.CancelConsult,
    "leave": inputs.LeaveCall,
    "remove_party": inputs.RemoveParty,
    "monitor": inputs.MonitorCall,
    "stop_monitor": inputs.StopMonitor,
    "take_over": inputs.TakeOver,
    "call_out": inputs.CallOut,
    "wrap_up": inputs.CompleteWrapUp,
    "extend_wrap_up": inputs.ExtendWrapUp,
    "pause_recording": PauseRecording,
    "resume_recording": ResumeRecording,
    "decline_recording": DeclineRecording,
    "flag_hard": inputs.FlagHard,
    "recovery": inputs.TakeRecovery,
    "take": written_inputs.TakeContact,
    "decline": written_inputs.DeclineContact,
    "close": written_inputs.CloseContact,
    "hand_on": written_inputs.HandOn,
    "customer_left": written_inputs.CustomerLeft,
    "end_wrap_up": lead_inputs.EndWrapUp,
    "move_skills": lead_inputs.MoveSkills,
    "return_skills": lead_inputs.ReturnSkills,
    "move_up": lead_inputs.MoveUp,
    "move_to_queue": lead_inputs.MoveToQueue,
    "give_to_agent": lead_inputs.GiveToAgent,
    "cut": lead_inputs.CutCall,
    "measure_call": MeasureCall,
}
CONTACT_ACTIONS = frozenset(
    {
        "pause_recording", "resume_recording", "decline_recording",
        "move_up", "move_to_queue", "give_to_agent", "cut", "customer_left",
    }
)  # fmt: skip
"""What can be asked for a call, whoever is in it."""
AT_ONCE = 25
"""So many agents of a bulk action are seen to before the loop hears telephony again."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _problem(error: CallfloorError) -> web.Response:
    body = {
        "code": error.code,
        "message": error.message,
        "status": error.status,
        "params": {key: str(value) for key, value in error.params.items()},
    }
    return web.json_response(body, status=error.status, content_type="application/problem+json")


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refused as refused:
        error = ConflictError(refused.message)
        error.code = refused.code
        return _problem(error)
    except CallfloorError as error:
        return _problem(error)
    except web.HTTPException:
        raise
    except Exception:
        _log.exception("a control request failed", path=request.path)
        return _problem(CallfloorError("The floor could not do that. Its log tells why."))


async def _body(request: web.Request) -> dict[str, Any]:
    raw = await request.read()
    if not raw:
        return {}
    try:
        value = msgspec.json.decode(raw)
    except msgspec.DecodeError as error:
        raise InvalidError(f"The body is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise InvalidError("The body must be a JSON object.")
    return value


def _action(name: str, body: dict[str, Any]) -> inputs.Input:
    kind = ACTIONS.get(name)
    if kind is None:
        raise NotFoundError(f"There is no action {name!r}.")
    if kind is inputs.CallOut:
        body["contact_id"] = new_id()
    try:
        return msgspec.convert(body, kind)
    except msgspec.ValidationError as error:
        raise InvalidError(f"The body does not fit: {error}.") from error


def _clear(socket: Path) -> None:
    """Make way for a new socket where a killed floor left its own."""
    socket.parent.mkdir(parents=True, exist_ok=True)
    socket.unlink(missing_ok=True)


def _restrict(socket: Path) -> None:
    socket.chmod(0o600)


class Control:
    """The routes. `reload(tenant)` reads the tenant's settings anew; `health()` reports the parts.

    `retry_recording(tenant, contact, line)` tells whether there was anything to seal.
    """

    def __init__(
        self,
        loop: FloorLoop,
        phones: Phones,
        reload: Callable[[str], Awaitable[None]],
        health: Callable[[], dict[str, Any]],
        retry_recording: Callable[[str, str, str], Awaitable[bool]],
    ) -> None:
        self._loop = loop
        self._phones = phones
        self._reload = reload
        self._health = health
        self._retry_recording = retry_recording
        self._runner: web.AppRunner | None = None

    async def start(self, socket: Path) -> None:
        app = web.Application(middlewares=[_errors], client_max_size=256 * 1024)
        app.router.add_post("/v1/{tenant}/agents/{agent_id}/phone", self._phone)
        app.router.add_post("/v1/{tenant}/agents/{agent_id}/{action}", self._act)
        app.router.add_post("/v1/{tenant}/agents", self._act_on_many)
        app.router.add_post("/v1/{tenant}/supervisors/{phone_id}/phone", self._supervisor_phone)
        app.router.add_post("/v1/{tenant}/contacts/{contact_id}/seal_recording", self._seal_again)
        app.router.add_post("/v1/{tenant}/contacts/{contact_id}/{action}", self._act_on_contact)
        app.router.add_post("/v1/{tenant}/web_calls", self._web_call)
        app.router.add_post("/v1/{tenant}/written", self._write)
        app.router.add_get("/v1/{tenant}/callbacks", self._callbacks)
        app.router.add_post("/v1/{tenant}/callbacks", self._ask_callback)
        app.router.add_post("/v1/{tenant}/callbacks/{contact_id}", self._change_callback)
        app.router.add_get("/v1/{tenant}/abandoned", self._abandoned)
        app.router.add_post("/v1/{tenant}/abandoned/{contact_id}/{what}", self._see_to)
        app.router.add_post("/v1/{tenant}/takes", self._begin_take)
        app.router.add_get("/v1/{tenant}/takes/{take_id}", self._take)
        app.router.add_post("/v1/{tenant}/takes/{take_id}", self._press)
        app.router.add_post("/v1/{tenant}/centre_changed", self._centre_changed)
        app.router.add_get("/v1/state", self._state)
        app.router.add_get("/health", self._get_health)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        _clear(socket)
        await web.UnixSite(self._runner, str(socket)).start()
        _restrict(socket)

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _act(self, request: web.Request) -> web.Response:
        tenant, agent_id = request.match_info["tenant"], request.match_info["agent_id"]
        await self._do(request, request.match_info["action"], {"agent_id": agent_id})
        return web.json_response({"agent": self._loop.state.describe_agent(tenant, agent_id)})

    async def _act_on_many(self, request: web.Request) -> web.Response:
        """The same for each of many agents; one that is refused keeps no other from it."""
        body = await _body(request)
        tenant, name, given = request.match_info["tenant"], body.get("action"), body.get("body")
        agent_ids = body.get("agent_ids")
        if not isinstance(agent_ids, list) or not isinstance(given, dict):
            raise InvalidError("Give `action`, `agent_ids` and `body`.")
        actor = request.headers.get("X-Actor", "agent")
        refused: dict[str, str] = {}
        for number, agent_id in enumerate(agent_ids):
            if number % AT_ONCE == AT_ONCE - 1:
                await asyncio.sleep(0)
            action = _action(str(name), {**given, "agent_id": agent_id})
            try:
                self._loop.act(tenant, action, actor)
            except Refused as one:
                refused[str(agent_id)] = one.code
        return web.json_response({"refused": refused})

    async def _act_on_contact(self, request: web.Request) -> web.Response:
        name = request.match_info["action"]
        if name not in CONTACT_ACTIONS:
            raise NotFoundError(f"There is no action {name!r} on a contact.")
        await self._do(request, name, {"contact_id": request.match_info["contact_id"]})
        return web.json_response({})

    async def _seal_again(self, request: web.Request) -> web.Response:
        """Take the raw files of a call that is over into the store, where they still lie there."""
        tenant, contact_id = request.match_info["tenant"], request.match_info["contact_id"]
        line = str((await _body(request)).get("line", ""))
        if not await self._retry_recording(tenant, contact_id, line):
            raise NotFoundError("There are no raw files of this call any more.")
        return web.json_response({})

    async def _do(self, request: web.Request, name: str, about: dict[str, str]) -> None:
        action = _action(name, {**await _body(request), **about})
        actor = request.headers.get("X-Actor", "agent")
        self._loop.act(request.match_info["tenant"], action, actor)

    async def _phone(self, request: web.Request) -> web.Response:
        tenant, agent_id = request.match_info["tenant"], request.match_info["agent_id"]
        agent = self._loop.state.agent_settings(tenant, agent_id)
        if agent.phone == "fixed":
            raise ConflictError("This agent is rung at a fixed address and needs no credentials.")
        credentials = await self._phones.issue(
            f"{tenant}.{agent_id}", agent.phone, await self._language(request)
        )
        return web.json_response(msgspec.to_builtins(credentials))

    async def _language(self, request: web.Request) -> str:
        """Of the person whose phone it is, `en`, `es` or `zh`; else the centre's own."""
        told = str((await _body(request)).get("language", ""))[:2]
        return told or self._loop.state.language_of(request.match_info["tenant"])

    async def _supervisor_phone(self, request: web.Request) -> web.Response:
        """A phone of somebody who takes no contacts; an agent's own is asked for as the agent's."""
        tenant, phone_id = request.match_info["tenant"], request.match_info["phone_id"]
        self._loop.state.require_supervisor_phone(tenant, phone_id)
        credentials = await self._phones.issue(
            f"{tenant}.{phone_id}", "browser", await self._language(request)
        )
        return web.json_response(msgspec.to_builtins(credentials))

    async def _web_call(self, request: web.Request) -> web.Response:
        tenant, body = request.match_info["tenant"], await _body(request)
        number = str(body.get("number", ""))
        self._loop.state.require_number(tenant, number)
        credentials = await self._phones.issue_web_call(
            number, str(body.get("name", ""))[:60], str(body.get("language", ""))[:5]
        )
        return web.json_response(msgspec.to_builtins(credentials))

    async def _write(self, request: web.Request) -> web.Response:
        """A written contact comes in, or came in before; answers what has become of it by now."""
        body, made = await _body(request), new_id()
        await self._change(request, written_inputs.Write, contact_id=made)
        state = self._loop.state.state_of(request.match_info["tenant"])
        contact_id = state.brought.get(str(body.get("external_id", "")), made)
        contact = state.contacts.get(contact_id)
        agent_id = ""
        if contact is not None:
            having = contact.segment or contact.ring
            agent_id = having.agent_id if having else ""
        return web.json_response(
            {
                "id": contact_id,
                "phase": contact.phase if contact is not None else "ended",
                "agent_id": agent_id,
                "repeated": contact_id != made,
            }
        )

    async def _callbacks(self, request: web.Request) -> web.Response:
        state = self._loop.state.state_of(request.match_info["tenant"])
        return web.json_response({"items": promises.callbacks(state)})

    async def _ask_callback(self, request: web.Request) -> web.Response:
        await self._change(request, inputs.RequestCallback, contact_id="")
        return await self._callbacks(request)

    async def _change_callback(self, request: web.Request) -> web.Response:
        contact_id = request.match_info["contact_id"]
        await self._change(request, inputs.ChangeCallback, contact_id=contact_id)
        return await self._callbacks(request)

    async def _abandoned(self, request: web.Request) -> web.Response:
        state = self._loop.state.state_of(request.match_info["tenant"])
        return web.json_response({"items": promises.abandoned(state)})

    async def _see_to(self, request: web.Request) -> web.Response:
        given = {name: request.match_info[name] for name in ("contact_id", "what")}
        await self._change(request, inputs.SeeToAbandoned, **given)
        return await self._abandoned(request)

    async def _change(self, request: web.Request, kind: type[inputs.Input], **fields: str) -> None:
        try:
            given = msgspec.convert({**await _body(request), **fields}, kind)
        except msgspec.ValidationError as error:
            raise InvalidError(f"The body does not fit: {error}.") from error
        actor = request.headers.get("X-Actor", "agent")
        self._loop.act(request.match_info["tenant"], given, actor)

    async def _begin_take(self, request: web.Request) -> web.Response:
        tenant, actor = request.match_info["tenant"], request.headers.get("X-Actor", "")
        take = door_of_takes.take_of(self._loop.state, tenant, await _body(request), actor)
        self._loop.carry_out(self._loop.state.house.begin(take))
        return web.json_response(door_of_takes.shown(take))

    async def _take(self, request: web.Request) -> web.Response:
        tenant, take_id = request.match_info["tenant"], request.match_info["take_id"]
        return web.json_response(door_of_takes.shown(self._loop.state.house.take(tenant, take_id)))

    async def _press(self, request: web.Request) -> web.Response:
        """A key as if pressed on that phone; none hangs up."""
        tenant, take_id = request.match_info["tenant"], request.match_info["take_id"]
        house, key = self._loop.state.house, str((await _body(request)).get("key", ""))
        is_end = key == ""
        outcome = (
            house.hang_up(tenant, take_id)
            if is_end
            else house.press(tenant, take_id, key, now_ms())
        )
        self._loop.carry_out(outcome)
        return await self._take(request)

    async def _centre_changed(self, request: web.Request) -> web.Response:
        await self._reload(request.match_info["tenant"])
        return web.json_response({})

    async def _state(self, _request: web.Request) -> web.Response:
        return web.json_response(self._loop.state.describe())

    async def _get_health(self, _request: web.Request) -> web.Response:
        return web.json_response(self._health())

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
