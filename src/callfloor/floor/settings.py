"""What the floor needs to know of one tenant, as one immutable value. `centre` makes it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from callfloor.acd.centre import Centre
from callfloor.centre.indicators import IndicatorRules
from callfloor.floor.asking import WebService
from callfloor.ivr.flow import Flow
from callfloor.recording.rules import Policy


@dataclass(frozen=True, kw_only=True)
class TenantSettings:
    """`flows` holds the current version of each; running calls keep the version they began with.

    `is_open(calendar_id, at_ms)` raises KeyError for an unknown calendar.
    """

    tenant: str
    zone: str
    centre: Centre
    flows: dict[str, Flow]
    numbers: dict[str, str]
    """Called number → flow id."""
    is_open: Callable[[str, int], bool]
    recording: Policy = field(default_factory=Policy)
    country: str = ""
    names: dict[str, str] = field(default_factory=dict)
    trunk_numbers: dict[str, str] = field(default_factory=dict)
    """Trunk id → the number shown on calls out."""
    watched_trunks: frozenset[str] = frozenset()
    """Trunks that are asked whether they are there."""
    prompts: dict[str, dict[str, str]] = field(default_factory=dict)
    """The centre's own prompts: name → language → file below the prompts' folder."""
    web_services: dict[str, WebService] = field(default_factory=dict)
    """What flows may ask."""
    indicators: IndicatorRules = field(default_factory=IndicatorRules)
    """How figures are counted, for those that are shown live."""
