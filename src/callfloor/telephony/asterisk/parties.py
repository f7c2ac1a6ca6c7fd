"""Several legs in one call: who is in the call's own bridge, and who waits with music.

The agent's leg stays in that bridge. A party joins it there, and the customer is in it too unless on
hold; so whoever must not hear the other is in another bridge, never only muted.
"""

from callfloor.telephony import port
from callfloor.telephony.asterisk.bridges import MUSIC_ROLE, is_holding
from callfloor.telephony.asterisk.calls import Call, Leg
from callfloor.telephony.asterisk.client import path_of
from callfloor.telephony.asterisk.switch import Switch


class Parties:
    """Moves legs in the call's own lane, so that customer and party never pass each other."""

    def __init__(self, switch: Switch) -> None:
        self._switch = switch

    def send(self, call: Call, command: port.JoinLeg | port.HoldLeg) -> None:
        if isinstance(command, port.JoinLeg):
            call.lane.put(lambda: self._join(call, command.ring_id))
        else:
            call.lane.put(lambda: self._hold(call, command.ring_id))

    async def _join(self, call: Call, leg_id: str) -> None:
        leg = _answered(call, leg_id)
        if leg is None:
            return
        if not call.bridge:
            call.bridge = await self._switch.bridges.take()
        if leg.bridge != call.bridge:
            await self._move(leg, call.bridge)

    async def _hold(self, call: Call, leg_id: str) -> None:
        leg = _answered(call, leg_id)
        if leg is not None and not is_holding(leg.bridge):
            await self._move(leg, self._switch.bridges.holding(), role=MUSIC_ROLE)

    async def _move(self, leg: Leg, bridge_id: str, **more: str) -> None:
        path = path_of("bridges", bridge_id, "addChannel")
        answer = await self._switch.client.post(path, channel=leg.id, **more)
        if answer.ok:
            leg.bridge = bridge_id
        else:
            self._switch.note("join", leg.id, answer)


def _answered(call: Call, leg_id: str) -> Leg | None:
    leg = call.legs.get(leg_id)
    if call.gone or leg is None or leg.state != "answered":
        return None
    leg.is_party = True
    return leg
