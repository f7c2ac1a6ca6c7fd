"""What goes wrong on the way: events that are lost or come twice, phones and exchanges that go."""

from random import Random

import msgspec

from callfloor.telephony import port
from callfloor.telephony.simulated.scene import HOUR_MS

_MAY_BE_LOST = (
    port.RingProgressed, port.RingAnswered, port.RingFailed, port.Connected, port.AgentLegEnded,
    port.PlayEnded, port.DigitPressed, port.CallEnded, port.CustomerProgressed,
    port.CustomerAnswered, port.CustomerFailed,
)  # fmt: skip
"""An arrival that is lost is a call nobody ever knew of; phones and the exchange repeat themselves."""


class FaultRates(msgspec.Struct, frozen=True, kw_only=True):
    """Shares are of all events; the others are how often in an hour."""

    lost_share: float = 0.0
    doubled_share: float = 0.0
    phones_lost_per_hour: float = 0.0
    outages_per_hour: float = 0.0
    restarts_per_hour: float = 0.0


class Faults:
    """Passes events on, most of the time once."""

    def __init__(self, rng: Random, rates: FaultRates | None = None) -> None:
        self.rates = rates or FaultRates()
        self._rng = rng
        self.lost = 0
        self.doubled = 0

    def passed(self, event: port.TelephonyEvent) -> list[port.TelephonyEvent]:
        rates = self.rates
        if not rates.lost_share and not rates.doubled_share:
            return [event]
        chance = self._rng.random()
        if chance < rates.lost_share and isinstance(event, _MAY_BE_LOST):
            self.lost += 1
            return []
        if chance > 1 - rates.doubled_share:
            self.doubled += 1
            return [event, event]
        return [event]

    def times(self, per_hour: float, from_ms: int, to_ms: int) -> list[int]:
        """When something that happens so often does happen."""
        found: list[int] = []
        at_ms = float(from_ms)
        while per_hour > 0:
            at_ms += self._rng.expovariate(per_hour / HOUR_MS)
            if at_ms >= to_ms:
                break
            found.append(int(at_ms))
        return found
