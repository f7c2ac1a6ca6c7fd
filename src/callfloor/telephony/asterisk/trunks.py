"""Trunks: whether the peer behind each answers Asterisk's OPTIONS and lets us register, told whenever that
changes.

Asterisk asks those with a `qualify_frequency`, and tells; of the others, and before its first question
was answered or given up, it knows nothing. How registrations are it tells only when it is asked.
"""

import asyncio
from collections.abc import Callable, Iterable

from callfloor.kit.clock import now_ms
from callfloor.kit.errors import UnavailableError
from callfloor.kit.log import get
from callfloor.telephony import port
from callfloor.telephony.asterisk.ami import Manager
from callfloor.telephony.asterisk.client import AriClient
from callfloor.telephony.asterisk.probing import probing, watch
from callfloor.telephony.asterisk.sip import trunk_endpoint
from callfloor.telephony.asterisk.wire import Event

_ANSWERS = {"Reachable": True, "Unreachable": False}
_ACCEPTED = {"Registered": True, "Rejected": False, "Stopped": False}
REGISTRATIONS_EVERY_S = 10.0

log = get("asterisk")


class Trunks:
    """`emit` gets a TrunkChanged for every change, never the same twice."""

    def __init__(
        self, client: AriClient, manager: Manager, emit: Callable[[port.TrunkChanged], None]
    ) -> None:
        self._client = client
        self._manager = manager
        self._emit = emit
        self._watched: dict[str, port.Trunk] = {}
        """Endpoint → trunk."""
        self._answers: dict[str, dict[str, bool]] = {}
        """Endpoint → address → whether it answers, where that is known."""
        self._accepted: dict[str, bool] = {}
        """Endpoint → whether our registration is accepted, where that is known."""
        self._told: dict[str, port.TrunkState] = {}
        self._asking: asyncio.Task[None] | None = None
        self._denied = ""

    @property
    def states(self) -> dict[str, port.TrunkState]:
        """`<tenant>.<trunk_id>` → how it is, of those where it is known."""
        found = ((self._watched[name], state) for name, state in self._told.items())
        return {f"{one.tenant}.{one.trunk_id}": state for one, state in found}

    def put(self, trunks: Iterable[port.Trunk]) -> None:
        """All that there are; `synchronise` follows once Asterisk has read them."""
        watched = {trunk_endpoint(one): one for one in trunks if one.asked or one.registers}
        same = {name for name, one in watched.items() if self._watched.get(name) == one}
        self._watched = watched
        self._answers = {name: one for name, one in self._answers.items() if name in same}
        self._accepted = {name: one for name, one in self._accepted.items() if name in same}
        self._told = {name: one for name, one in self._told.items() if name in watched}

    async def synchronise(self) -> None:
        """After (re)connecting, and after the trunks were read anew: hear of them, and how they are."""
        self.stop()
        asked = sorted(name for name, one in self._watched.items() if one.asked)
        if asked:
            await watch(self._client, asked)
            async with probing(self._client) as probe:
                for name in asked:
                    known = await probe.contacts(name)
                    self._answers[name] = {
                        uri: _ANSWERS[status] for uri, status in known.items() if status in _ANSWERS
                    }
                    self._settle(name)
        if any(one.registers for one in self._watched.values()):
            await self._ask_registrations()
            self._asking = asyncio.create_task(self._go_on_asking())

    def on_event(self, event: Event) -> bool:
        """Whether it was about a trunk."""
        info = event.contact_info
        if event.type != "ContactStatusChange" or info is None:
            return False
        name = info.aor or (event.endpoint.resource if event.endpoint else "")
        if name not in self._watched:
            return False
        if info.contact_status in _ANSWERS:
            self._answers.setdefault(name, {})[info.uri] = _ANSWERS[info.contact_status]
            self._settle(name)
        return True

    def forget(self) -> None:
        """Another Asterisk knows nothing yet; what it comes to know is told."""
        self._told.clear()
        self._answers.clear()
        self._accepted.clear()

    def stop(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    async def _go_on_asking(self) -> None:
        while True:
            await asyncio.sleep(REGISTRATIONS_EVERY_S)
            await self._ask_registrations()

    async def _ask_registrations(self) -> None:
        try:
            said = await self._manager.registrations()
        except UnavailableError as error:
            if error.message != self._denied:
                log.warning("registrations are not watched now", why=error.message)
            self._denied = error.message
            return
        self._denied = ""
        for name, one in sorted(self._watched.items()):
            status = said.get(name, "")
            if one.registers and status in _ACCEPTED:
                self._accepted[name] = _ACCEPTED[status]
                self._settle(name)

    def _state_of(self, name: str) -> port.TrunkState | None:
        answers = self._answers.get(name, {}).values()
        if answers and not any(answers):
            return "away"
        accepted = self._accepted.get(name)
        if accepted is False:
            return "refused"
        return "reachable" if answers or accepted else None

    def _settle(self, name: str) -> None:
        state = self._state_of(name)
        if state is None or self._told.get(name) == state:
            return
        self._told[name] = state
        trunk = self._watched[name]
        self._emit(
            port.TrunkChanged(
                at_ms=now_ms(), tenant=trunk.tenant, trunk_id=trunk.trunk_id, state=state
            )
        )
