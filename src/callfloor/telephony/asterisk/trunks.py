"""Trunks: whether the peer behind each answers Asterisk's OPTIONS, told whenever that changes.

Asterisk asks those with a `qualify_frequency`; of the others, and before its first question was
answered or given up, it knows nothing, and nothing is told.
"""

from collections.abc import Callable, Iterable

from callfloor.kit.clock import now_ms
from callfloor.telephony import port
from callfloor.telephony.asterisk.client import AriClient
from callfloor.telephony.asterisk.probing import probing, watch
from callfloor.telephony.asterisk.sip import trunk_endpoint
from callfloor.telephony.asterisk.wire import Event

_KNOWN = {"Reachable": True, "Unreachable": False}


class Trunks:
    """`emit` gets a TrunkReachable for every change, never the same twice."""

    def __init__(self, client: AriClient, emit: Callable[[port.TrunkReachable], None]) -> None:
        self._client = client
        self._emit = emit
        self._watched: dict[str, port.Trunk] = {}
        """Endpoint → trunk."""
        self._told: dict[str, bool] = {}

    @property
    def reachable(self) -> dict[str, bool]:
        """`<tenant>.<trunk_id>` → whether it answers, of those where it is known."""
        found = ((self._watched[name], is_there) for name, is_there in self._told.items())
        return {f"{one.tenant}.{one.trunk_id}": is_there for one, is_there in found}

    def put(self, trunks: Iterable[port.Trunk]) -> None:
        """All that there are; `synchronise` follows once Asterisk has read them."""
        self._watched = {trunk_endpoint(one): one for one in trunks if one.host and one.watch_s}
        self._told = {name: told for name, told in self._told.items() if name in self._watched}

    async def synchronise(self) -> None:
        """After (re)connecting, and after the trunks were read anew: hear of them, and how they are."""
        if not self._watched:
            return
        names = sorted(self._watched)
        await watch(self._client, names)
        async with probing(self._client) as probe:
            for name in names:
                known = [
                    _KNOWN[status]
                    for status in (await probe.contacts(name)).values()
                    if status in _KNOWN
                ]
                if known:
                    self._settle(name, any(known))

    def on_event(self, event: Event) -> bool:
        """Whether it was about a trunk."""
        info = event.contact_info
        if event.type != "ContactStatusChange" or info is None:
            return False
        name = info.aor or (event.endpoint.resource if event.endpoint else "")
        if name not in self._watched:
            return False
        if info.contact_status in _KNOWN:
            self._settle(name, _KNOWN[info.contact_status])
        return True

    def forget(self) -> None:
        """Another Asterisk knows nothing yet; what it comes to know is told."""
        self._told.clear()

    def _settle(self, name: str, is_there: bool) -> None:
        if self._told.get(name) == is_there:
            return
        self._told[name] = is_there
        trunk = self._watched[name]
        self._emit(
            port.TrunkReachable(
                at_ms=now_ms(), tenant=trunk.tenant, trunk_id=trunk.trunk_id, reachable=is_there
            )
        )
