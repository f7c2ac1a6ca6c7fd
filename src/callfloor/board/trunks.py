"""The trunks that are watched, as a fold of their facts. Pure, and the same however often a fact comes."""

import msgspec

from callfloor.events.trunks import TrunkState, TrunkStateChanged


class LiveTrunk(msgspec.Struct, kw_only=True):
    """`reachable` False: it does not answer (`away`) or does not accept our registration (`refused`)
    since `since_ms`.
    """

    id: str
    state: TrunkState
    reachable: bool
    since_ms: int


def fold_trunk(trunks: dict[str, LiveTrunk], fact: TrunkStateChanged) -> None:
    if fact.state == "unwatched":
        trunks.pop(fact.trunk_id, None)
        return
    known = trunks.get(fact.trunk_id)
    if known is None or known.state != fact.state:
        trunks[fact.trunk_id] = LiveTrunk(
            id=fact.trunk_id,
            state=fact.state,
            reachable=fact.state == "reachable",
            since_ms=fact.at_ms,
        )
