"""What is told about an alert: an e-mail to its owner in the centre's language, the body of a webhook."""

from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Final

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts.checks import CHECKS
from callfloor.alerts.models import Alert
from callfloor.centre.loaded import CentreSettings
from callfloor.deliveries.models import Delivery
from callfloor.metrics.formulas import FORMULAS
from callfloor.metrics.rules import rules_of
from callfloor.metrics.written import figure, local, name_of, span

_SUBJECTS: Final = {
    "opened": {"en": "Alert: {what}", "es": "Alerta: {what}", "zh": "预警：{what}"},
    "handed": {
        "en": "Alert handed to you: {what}",
        "es": "Alerta a su cargo: {what}",
        "zh": "预警已转交给您：{what}",
    },
}
_WORDS: Final = {
    "en": {
        "whole": "the whole centre", "value": "{value} (wanted: {wanted})", "before": "Before: {value}",
        "in": "In: {span} ({cadence})", "sample": "Sample: {count}",
        "due": "An action is due by {at} ({zone}).", "causes": "What speaks for a cause:",
        "low": "at least {low}", "high": "at most {high}", "both": "{low} to {high}",
    },
    "es": {
        "whole": "todo el centro", "value": "{value} (objetivo: {wanted})", "before": "Antes: {value}",
        "in": "En: {span} ({cadence})", "sample": "Muestra: {count}",
        "due": "Debe actuarse antes del {at} ({zone}).", "causes": "Lo que apunta a una causa:",
        "low": "al menos {low}", "high": "como máximo {high}", "both": "de {low} a {high}",
    },
    "zh": {
        "whole": "整个中心", "value": "{value}（目标：{wanted}）", "before": "上期：{value}",
        "in": "时段：{span}（{cadence}）", "sample": "样本：{count}",
        "due": "请在 {at}（{zone}）之前采取措施。", "causes": "有迹象的原因：",
        "low": "不低于 {low}", "high": "不高于 {high}", "both": "{low} 至 {high}",
    },
}  # fmt: skip
_CADENCES: Final = {
    "en": {
        "half_hour": "half hour", "hour": "hour", "day": "day", "week": "week", "month": "month",
        "quarter": "quarter", "year": "year",
    },
    "es": {
        "half_hour": "media hora", "hour": "hora", "day": "día", "week": "semana", "month": "mes",
        "quarter": "trimestre", "year": "año",
    },
    "zh": {
        "half_hour": "半小时", "hour": "小时", "day": "日", "week": "周", "month": "月",
        "quarter": "季度", "year": "年",
    },
}  # fmt: skip
_CAUSES_MAX = 3
_SHORT = frozenset({"half_hour", "hour"})


async def find(session: AsyncSession, alert_id: str) -> "AlertLetter | None":
    alert = await session.get(Alert, alert_id)
    return AlertLetter(alert) if alert is not None else None


class AlertLetter:
    def __init__(self, alert: Alert) -> None:
        self._alert = alert

    def email(self, centre: CentreSettings, delivery: Delivery, url: str) -> EmailMessage:
        alert, language = self._alert, centre.language if centre.language in _WORDS else "en"
        words = _WORDS[language]
        where = " ".join(alert.scope_name.split()) or words["whole"]
        what = f"{name_of(alert.indicator, language)} – {where}"
        message = EmailMessage()
        message["Subject"] = _SUBJECTS[delivery.event][language].format(what=what)
        lines = [what, "", *self._lines(centre, language), *self._causes(language)]
        if url:
            lines += ["", f"{url}/alerts/{alert.id}"]
        message.set_content("\n".join(lines) + "\n")
        return message

    def _lines(self, centre: CentreSettings, language: str) -> list[str]:
        alert, words = self._alert, _WORDS[language]
        unit = FORMULAS[f"{alert.indicator}.{alert.variant}"].unit
        currency = rules_of(centre).currency

        def said(value: float | None) -> str:
            return figure(value, unit, language, currency)

        side = "both" if alert.low is not None and alert.high is not None else "high"
        side = "low" if alert.high is None else side
        wanted = words[side].format(low=said(alert.low), high=said(alert.high))
        when = span(alert.start_ms, alert.end_ms, centre.zone)
        if alert.cadence in _SHORT:
            when = f"{local(alert.start_ms, centre.zone)} – {local(alert.end_ms, centre.zone)[-5:]}"
        lines = [
            words["value"].format(value=said(alert.value), wanted=wanted),
            words["in"].format(span=when, cadence=_CADENCES[language][alert.cadence]),
            words["sample"].format(count=alert.sample_size),
        ]
        if alert.before_value is not None:
            lines.append(words["before"].format(value=said(alert.before_value)))
        due = local(alert.due_ms, centre.zone)
        return [*lines, words["due"].format(at=due, zone=centre.zone)]

    def _causes(self, language: str) -> list[str]:
        """The first checks that something speaks for, with the measure of each."""
        found = [
            CHECKS[one["check"]] for one in self._alert.evidence or [] if one["finding"] == "yes"
        ]
        if not found:
            return []
        told = [
            f"- {one.question[language]} {one.measure[language]}" for one in found[:_CAUSES_MAX]
        ]
        return ["", _WORDS[language]["causes"], *told]

    def body(self, _centre: CentreSettings, delivery: Delivery) -> bytes:
        alert = self._alert
        alike = (
            "indicator", "variant", "grain", "scope_id", "scope_name", "cadence", "value",
            "sample_size", "low", "high", "basis", "before_value", "owner_role", "owner_name",
            "close_reason",
        )  # fmt: skip
        times = {
            "start": alert.start_ms, "end": alert.end_ms, "due": alert.due_ms,
            "closed": alert.closed_at_ms,
        }  # fmt: skip
        return msgspec.json.encode(
            {
                "id": delivery.id,
                "event": f"alert_{delivery.event}",
                "tenant": alert.tenant_id,
                "alert_id": alert.id,
                **{name: getattr(alert, name) for name in alike},
                **{name: _utc(at_ms) for name, at_ms in times.items()},
            }
        )


def _utc(at_ms: int | None) -> str | None:
    if at_ms is None:
        return None
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="seconds")
