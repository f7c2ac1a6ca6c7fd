"""Facts of alarms: a figure went beyond its limit, somebody has seen it, it is over."""

from typing import Literal

from callfloor.events.fact import Fact

EndReason = Literal["limit", "hours", "removed"]


class AlarmFact(Fact, frozen=True, kw_only=True):
    """Something that happened to one alarm."""

    alarm_id: str


class AlarmRaised(AlarmFact, frozen=True, kw_only=True, tag="alarm_raised"):
    """The rule as it was then. `scope_id` is the queue or team, empty for the whole centre.

    `value` and `limit` are in the unit of the figure: contacts, agents, seconds or percent.
    `agents` are those whom `agents_in_state` has counted, at most a few.
    """

    rule_id: str
    name: str
    figure: str
    scope: str
    scope_id: str = ""
    value: float
    limit: float
    severity: str = "warning"
    sound: bool = False
    agents: list[str] = []


class AlarmAcknowledged(AlarmFact, frozen=True, kw_only=True, tag="alarm_acknowledged"):
    """`by` is `user:<id>` or `token:<id>`, `by_name` what people call it."""

    by: str
    by_name: str
    note: str = ""


class AlarmEnded(AlarmFact, frozen=True, kw_only=True, tag="alarm_ended"):
    """`limit`: the figure is back; `hours`: its calendar closed; `removed`: so was its rule."""

    reason: EndReason
