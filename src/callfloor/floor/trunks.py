"""Which trunks answer and let us register, as the facts have it: only a change is a fact. Pure."""

from callfloor.events.fact import Fact
from callfloor.events.trunks import TrunkState, TrunkStateChanged

TrunkId = tuple[str, str]
"""Tenant and trunk."""


class TrunkStates:
    """Changed by facts alone, live as in a replay; what was never told of a trunk is not in it."""

    def __init__(self) -> None:
        self._states: dict[TrunkId, TrunkState] = {}
        self._watched: dict[str, frozenset[str]] = {}

    def configure(self, tenant: str, watched: frozenset[str], now_ms: int) -> list[Fact]:
        """The trunks of a tenant that are asked; nothing is known of the others any more."""
        self._watched[tenant] = watched
        return self.settle(now_ms, tenant)

    def settle(self, now_ms: int, only: str = "") -> list[Fact]:
        """What is left of trunks that are no longer watched, of one tenant or of all."""
        gone = [
            key
            for key in sorted(self._states)
            if (not only or key[0] == only) and key[1] not in self._watched.get(key[0], ())
        ]
        return [self._change(key, "unwatched", now_ms) for key in gone]

    def told(self, tenant: str, trunk_id: str, state: TrunkState, now_ms: int) -> list[Fact]:
        """A fact where telephony's word is news of a trunk that is watched."""
        key = (tenant, trunk_id)
        if trunk_id not in self._watched.get(tenant, ()) or self._states.get(key) == state:
            return []
        return [self._change(key, state, now_ms)]

    def follow(self, fact: Fact) -> None:
        if isinstance(fact, TrunkStateChanged):
            key = (fact.tenant, fact.trunk_id)
            if fact.state == "unwatched":
                self._states.pop(key, None)
            else:
                self._states[key] = fact.state

    def of(self, state: TrunkState) -> list[TrunkId]:
        return sorted(key for key, found in self._states.items() if found == state)

    def _change(self, key: TrunkId, state: TrunkState, now_ms: int) -> Fact:
        fact = TrunkStateChanged(tenant=key[0], at_ms=now_ms, trunk_id=key[1], state=state)
        self.follow(fact)
        return fact
