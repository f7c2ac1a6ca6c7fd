"""Facts of trunks: whether the peer behind one answers when it is asked, and lets us register."""

from typing import Literal

from callfloor.events.fact import Fact

TrunkState = Literal["reachable", "away", "refused", "unwatched"]


class TrunkStateChanged(Fact, frozen=True, kw_only=True, tag="trunk_state_changed"):
    """`refused`: it does not accept our registration. `unwatched`: nobody asks it any more, so that
    nothing is known of it.
    """

    trunk_id: str
    state: TrunkState
