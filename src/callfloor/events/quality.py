"""What the phones themselves measured of a call's way over the network."""

from callfloor.events.fact import ContactFact


class CallQualityMeasured(ContactFact, frozen=True, kw_only=True, tag="call_quality_measured"):
    """What an agent's browser measured of the own leg, during the `over_ms` before it was told.

    Each stretch of a call is told once, so that they add up. Jitter and round trip are means of the
    stretch; the round trip is None where the far end reported nothing. `mos` is the estimated mean
    opinion score (1.0 to 4.5, ITU-T G.107) of the worse direction.
    """

    agent_id: str
    segment_id: str = ""
    """Empty where the agent was only consulted."""
    over_ms: int
    received: int
    """Packets of the customer's side that came, and those that got `lost` on the way here."""
    lost: int
    jitter_ms: float
    sent: int
    """Packets of the agent's voice, and those that the centre reports as lost."""
    sent_lost: int
    sent_jitter_ms: float
    round_trip_ms: float | None = None
    mos: float
