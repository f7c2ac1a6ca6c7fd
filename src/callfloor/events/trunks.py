"""Facts of trunks: whether the peer behind one answers when it is asked."""

from typing import Literal

from callfloor.events.fact import Fact

TrunkState = Literal["reachable", "away", "unwatched"]


class TrunkStateChanged(Fact, frozen=True, kw_only=True, tag="trunk_state_changed"):
    """`unwatched`: nobody asks it any more, so that nothing is known of it."""

    trunk_id: str
    state: TrunkState
