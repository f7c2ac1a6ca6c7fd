"""Alerts as the API shows them: the figure, whose it is, the diagnosis in words, what was done."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts import effect, service, values
from callfloor.alerts.checks import CHECKS
from callfloor.alerts.effect import Effect
from callfloor.alerts.measuring import Key
from callfloor.alerts.models import Alert, Line, Value
from callfloor.api.deliveries_shown import DeliveryShown, delivery_shown
from callfloor.api.described import Answer
from callfloor.api.times import at_text, at_text_or_none
from callfloor.deliveries.kept import deliveries_of
from callfloor.deliveries.models import Delivery
from callfloor.kit.clock import now_ms
from callfloor.metrics.behind import NOT_OF_CONTACTS
from callfloor.metrics.formulas import FORMULAS
from callfloor.metrics.kpis import BY_KEY


class AlertPoint(Answer):
    """`verdict`: good, bad or silent, as it was judged against `low` and `high` then."""

    start: str
    value: float | None
    low: float | None
    high: float | None
    verdict: str


class AlertShown(Answer):
    """`state`: open; well (good figures, no action told); closed. Values are in `unit`.

    `basis` tells whether `low` and `high` are a target or a baseline of comparable periods.
    """

    id: str
    state: str
    indicator: str
    name: dict[str, str]
    variant: str
    unit: str
    grain: str
    scope_id: str
    scope_name: str
    cadence: str
    start: str
    end: str
    value: float
    numerator: float
    denominator: float | None
    sample_size: int
    low: float | None
    high: float | None
    basis: str
    before_value: float | None
    owner_role: str
    owner_id: str
    owner_name: str
    opened_at: str
    due_at: str
    is_overdue: bool
    well_since: str | None
    acted_at: str | None
    closed_at: str | None
    close_reason: str
    trend: list[AlertPoint]


class AlertPage(Answer):
    items: list[AlertShown]
    next_cursor: str | None


class Bar(Answer):
    """One part of what was looked up; `sample` is how many cases it rests on."""

    key: str
    value: float
    sample: int
    before: float | None = None


class EvidenceShown(Answer):
    """A figure has `value` and `before`, the others `bars`. `missing` says what does not exist yet."""

    kind: str
    what: str = ""
    finding: str = "unknown"
    unit: str = ""
    grain: str = ""
    value: float | None = None
    before: float | None = None
    low: float | None = None
    high: float | None = None
    bars: list[Bar] = []
    missing: str = ""


class CheckShown(Answer):
    """`finding`: yes speaks for it, no against it, unknown says nothing. Texts by language."""

    id: str
    question: dict[str, str]
    measure: dict[str, str]
    finding: str
    evidence: list[EvidenceShown]


class AlertLine(Answer):
    at: str
    kind: str
    by: str
    text: str
    check: str
    due_at: str | None


class EffectShown(Answer):
    """Four weeks before the first action and those after it; `days` of these are over."""

    before: float | None
    after: float | None
    sample_before: int
    sample_after: int
    days: int
    is_complete: bool
    has_helped: bool | None


class ContactsBehind(Answer):
    """Filters of the contact list that show the contacts behind the figure.

    `figure` names it where it is made of contacts: the list then has those that it counts.
    """

    start: str
    end: str
    figure: str
    queue_id: str
    agent_id: str
    outcome: str


class AlertWhole(AlertShown):
    """`is_gathered` false: the diagnosis is being filled in."""

    is_gathered: bool
    checks: list[CheckShown]
    history: list[AlertLine]
    effect: EffectShown | None
    contacts: ContactsBehind
    deliveries: list[DeliveryShown]


TREND = 60
"""So many periods of it are shown."""
_ABANDONED = frozenset({"abandonment_rate", "avg_abandon_time", "answer_rate"})


def shown(alert: Alert, trend: Sequence[Value], at_ms: int) -> AlertShown:
    return AlertShown(**_values(alert, trend, at_ms))


async def whole_of(session: AsyncSession, alert: Alert) -> AlertWhole:
    """All of it as it is now."""
    at_ms, tenant = now_ms(), alert.tenant_id
    key = Key(alert.indicator, alert.grain, alert.scope_id)
    return _whole(
        alert,
        await values.trend(session, tenant, key, alert.cadence, at_ms, TREND),
        await service.history(session, tenant, alert.id),
        await effect.of(session, alert, at_ms),
        (await deliveries_of(session, tenant, "alert", [alert.id]))[alert.id],
        at_ms,
    )


def _whole(
    alert: Alert,
    trend: Sequence[Value],
    history: Sequence[Line],
    helped: Effect | None,
    deliveries: Sequence[Delivery],
    at_ms: int,
) -> AlertWhole:
    return AlertWhole(
        **_values(alert, trend, at_ms),
        is_gathered=alert.evidence is not None,
        checks=[_check(one) for one in alert.evidence or []],
        history=[
            AlertLine(
                at=at_text(line.at_ms),
                kind=line.kind,
                by=line.by_name,
                text=line.text,
                check=line.check,
                due_at=at_text_or_none(line.due_ms),
            )
            for line in history
        ],
        effect=None if helped is None else EffectShown.model_validate(helped, from_attributes=True),
        contacts=ContactsBehind(
            start=at_text(alert.start_ms),
            end=at_text(alert.end_ms),
            figure="" if alert.indicator in NOT_OF_CONTACTS else alert.indicator,
            queue_id=alert.scope_id if alert.grain == "queue" else "",
            agent_id=alert.scope_id if alert.grain == "agent" else "",
            outcome="abandoned" if alert.indicator in _ABANDONED else "",
        ),
        deliveries=[delivery_shown(one) for one in deliveries],
    )


def _values(alert: Alert, trend: Sequence[Value], at_ms: int) -> dict[str, Any]:
    is_open = alert.closed_at_ms is None
    state = ("open" if alert.well_since_ms is None else "well") if is_open else "closed"
    alike = (
        "id", "indicator", "variant", "grain", "scope_id", "scope_name", "cadence", "value",
        "numerator", "denominator", "sample_size", "low", "high", "basis", "before_value",
        "owner_role", "owner_id", "owner_name", "close_reason",
    )  # fmt: skip
    return {
        **{name: getattr(alert, name) for name in alike},
        "state": state,
        "name": BY_KEY[alert.indicator].names,
        "unit": FORMULAS[f"{alert.indicator}.{alert.variant}"].unit,
        "start": at_text(alert.start_ms),
        "end": at_text(alert.end_ms),
        "opened_at": at_text(alert.opened_at_ms),
        "due_at": at_text(alert.due_ms),
        "is_overdue": is_open and alert.acted_at_ms is None and alert.due_ms < at_ms,
        "well_since": at_text_or_none(alert.well_since_ms),
        "acted_at": at_text_or_none(alert.acted_at_ms),
        "closed_at": at_text_or_none(alert.closed_at_ms),
        "trend": [
            AlertPoint(
                start=at_text(one.start_ms),
                value=one.value,
                low=one.low,
                high=one.high,
                verdict=one.verdict,
            )
            for one in trend
        ],
    }


def _check(kept: dict[str, Any]) -> CheckShown:
    check = CHECKS[kept["check"]]
    return CheckShown(
        id=check.id,
        question=check.question,
        measure=check.measure,
        finding=kept["finding"],
        evidence=[EvidenceShown(**one) for one in kept["evidence"]],
    )
