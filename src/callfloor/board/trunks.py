"""The trunks that are watched, as a fold of their facts. Pure, and the same however often a fact comes."""

import msgspec

from callfloor.events.trunks import TrunkStateChanged


class LiveTrunk(msgspec.Struct, kw_only=True):
    """`reachable` False: the peer has not answered since `since_ms`."""

    id: str
    reachable: bool
    since_ms: int


def fold_trunk(trunks: dict[str, LiveTrunk], fact: TrunkStateChanged) -> None:
    if fact.state == "unwatched":
        trunks.pop(fact.trunk_id, None)
        return
    known, reachable = trunks.get(fact.trunk_id), fact.state == "reachable"
    if known is None or known.reachable != reachable:
        trunks[fact.trunk_id] = LiveTrunk(
            id=fact.trunk_id, reachable=reachable, since_ms=fact.at_ms
        )
