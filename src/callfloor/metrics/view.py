"""How contacts are looked at: in which bucket an event belongs, and at which grains it counts.

The attribution modes are those of section 1.4 of the specification. Without one, each indicator is
counted in its own: rates and waits by cohort, handle times by close, agents' time by clip.
"""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, get_args

import msgspec

from callfloor.metrics.configuration import STANDARD, Configuration

Grain = Literal[
    "centre", "queue", "agent", "team", "call_type", "dnis", "channel", "trunk_group", "shift",
    "evaluator",
]  # fmt: skip
Attribution = Literal["default", "cohort", "event", "close", "clip"]
ATTRIBUTIONS: tuple[Attribution, ...] = get_args(Attribution)
ALL = "*"
"""The one key at the grain of the centre."""

CONTACT_GRAINS: tuple[Grain, ...] = ("centre", "call_type", "dnis", "channel", "trunk_group")
"""Where a contact counts once, whatever the number of its queues and agents."""
GRAINS: tuple[Grain, ...] = ("centre", "queue", "team", "agent", *CONTACT_GRAINS[1:])
"""Where contacts and agents' time count."""
EVERY_GRAIN: tuple[Grain, ...] = (*GRAINS, "shift", "evaluator")
"""With those at which only facts from outside count: attendance, and reviews."""


class Contribution(NamedTuple):
    """At this moment, for this grain and key, add this much to this component."""

    at_ms: int
    grain: Grain
    key: str
    component: str
    value: int


class Thresholds(msgspec.Struct, frozen=True):
    """Of one queue: T of the service level and S of the short abandon, both inclusive."""

    service_level_ms: int = 20_000
    short_abandon_ms: int = 20_000


Rules = Mapping[str, Thresholds]
ANY_QUEUE = ""
"""The key in `Rules` of the thresholds for a queue that has none of its own."""
_DEFAULT = Thresholds()


class View(msgspec.Struct, frozen=True, kw_only=True):
    """`next_bucket` cuts durations in `clip`; `now_ms` is where what still runs is cut there."""

    attribution: Attribution = "default"
    grains: frozenset[Grain] = frozenset({"centre", "queue", "agent", "team"})
    configuration: Configuration = STANDARD
    next_bucket: Callable[[int], int] | None = None
    now_ms: int | None = None
    repeated: Mapping[str, bool] | None = None
    """Contact → whether its customer came again about it; None where nobody has looked."""


LIVE = View()
"""As the board and the alarms count."""


def thresholds_of(rules: Rules, queue_id: str) -> Thresholds:
    return rules.get(queue_id) or rules.get(ANY_QUEUE, _DEFAULT)
