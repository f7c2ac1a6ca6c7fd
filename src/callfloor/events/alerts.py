"""Facts of alerts: a figure missed what is wanted for long enough, what people did, and its end."""

from typing import Literal

from callfloor.events.fact import Fact

Note = Literal[
    "lengthened", "recovered", "relapsed", "taken", "commented", "acted", "due_moved", "reopened"
]  # fmt: skip
CloseReason = Literal["figures", "by_hand", "removed"]


class AlertFact(Fact, frozen=True, kw_only=True):
    """Something that happened to one alert."""

    alert_id: str


class AlertOpened(AlertFact, frozen=True, kw_only=True, tag="alert_opened"):
    """The period whose figure opened it. `scope_id` is a queue, team or agent, empty for the centre.

    `value`, `low` and `high` are in the indicator's unit; `basis` says where the bounds come from.
    """

    indicator: str
    variant: str
    grain: str
    scope_id: str = ""
    cadence: str
    start_ms: int
    end_ms: int
    value: float
    low: float | None = None
    high: float | None = None
    basis: Literal["target", "baseline"] = "target"
    sample_size: int = 0


class AlertNoted(AlertFact, frozen=True, kw_only=True, tag="alert_noted"):
    """One line of its history. `by` is `user:<id>` or `token:<id>`, empty where the figures spoke.

    `check` names the check of the diagnosis that an action follows from, if one was named.
    """

    kind: Note
    by: str = ""
    by_name: str = ""
    text: str = ""
    check: str = ""
    due_ms: int | None = None
    owner: str = ""


class AlertClosed(AlertFact, frozen=True, kw_only=True, tag="alert_closed"):
    """`figures`: good for long enough, with an action recorded; `removed`: what it watched is gone."""

    reason: CloseReason
    by: str = ""
    by_name: str = ""
