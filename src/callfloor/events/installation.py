"""Facts of the installation itself: the floor process and the telephony coming and going."""

from callfloor.events.fact import Fact


class FloorStarted(Fact, frozen=True, kw_only=True, tag="floor_started"):
    """A floor became the active one. `epoch` fences commands of an earlier one."""

    epoch: int


class FloorStopped(Fact, frozen=True, kw_only=True, tag="floor_stopped"):
    epoch: int


class TelephonyLost(Fact, frozen=True, kw_only=True, tag="telephony_lost"):
    detail: str = ""


class TelephonyRestored(Fact, frozen=True, kw_only=True, tag="telephony_restored"):
    """`restarted` where the telephony began anew, so that no earlier call can be alive."""

    restarted: bool


class CentreChanged(Fact, frozen=True, kw_only=True, tag="centre_changed"):
    """Settings of the tenant took effect; `version` counts up by one."""

    version: int
