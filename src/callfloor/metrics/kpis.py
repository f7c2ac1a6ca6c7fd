"""The 23 indicators as data: what each is called, which formula is *the* value, what it should be.

Definitions are those of `indicators.md`. Those that need facts from outside (`needs`) are never
shown with an invented value: without such facts their value is null, and flagged so.
"""

from typing import Literal

import msgspec

from callfloor.metrics.components import Grain
from callfloor.metrics.formulas import FORMULAS, Unit, is_listed

Direction = Literal["higher", "lower", "band", "none"]
Source = Literal["", "schedules", "attendance", "costs", "evaluations", "employment"]
Cadence = Literal["half_hour", "hour", "day", "week", "month", "quarter", "year"]


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """`low` and `high` bound what is wanted. `sample` names the components that say how much of it
    there was. `variants` maps a grain to the standard variant there; a grain left out has none.
    """

    key: str
    names: dict[str, str]
    unit: Unit
    direction: Direction = "none"
    low: float | None = None
    high: float | None = None
    cadence: tuple[Cadence, ...]
    audience: tuple[str, ...]
    variants: dict[Grain, str] = {}
    classic: dict[Grain, str] = {}
    """What the classic profile shows, at the grains where it differs."""
    needs: Source = ""
    """The facts from outside without which there is no value."""
    sample: tuple[str, ...] = ()

    def at(self, grain: Grain) -> str:
        """The standard variant at the grain; empty where the grain has none."""
        return self.variants.get(grain, "")

    def standard(self, grain: Grain) -> str:
        """The variant that is *the* value where the grain has none of its own."""
        return self.variants.get(grain) or self.variants.get("centre", "")

    @property
    def all_variants(self) -> list[str]:
        """Every formula of it, the standard one first."""
        standard = next(iter(self.variants.values()))
        known = [
            name.split(".")[1]
            for name in FORMULAS
            if name.split(".")[0] == self.key and is_listed(name)
        ]
        return sorted(known, key=lambda variant: variant != standard)


def _names(en: str, es: str, zh: str) -> dict[str, str]:
    return {"en": en, "es": es, "zh": zh}


def _on(variant: str, *grains: Grain) -> dict[Grain, str]:
    return dict.fromkeys(grains, variant)


_WHOLE: tuple[Grain, ...] = ("centre", "call_type", "dnis", "channel", "trunk_group")
_CALLS: tuple[Grain, ...] = ("centre", "queue", *_WHOLE[1:])
_PEOPLE: tuple[Grain, ...] = ("centre", "team", "agent")
_HANDLING: tuple[Grain, ...] = ("centre", "queue", "team", "agent", *_WHOLE[1:])
_BASE = ("answered", "abandoned", "flow_out")

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        key="schedule_adherence",
        names=_names("Schedule adherence", "Adherencia al horario", "实际工作率"),
        unit="percent",
        direction="higher",
        low=92,
        cadence=("day", "week", "month"),
        audience=("supervisor", "agent"),
        variants=_on("overlap", *_PEOPLE),
        classic=_on("conformance", *_PEOPLE),
        needs="schedules",
        sample=("scheduled_agents",),
    ),
    Indicator(
        key="avg_after_call_work",
        names=_names("Average after-call work", "Tiempo medio de posprocesamiento", "事后处理时间"),
        unit="seconds",
        direction="band",
        low=30,
        high=60,
        cadence=("day", "week", "month"),
        audience=("supervisor",),
        variants=_on("per_handled", *_HANDLING),
        sample=("segments",),
    ),
    Indicator(
        key="avg_abandon_time",
        names=_names("Average time to abandon", "Tiempo medio de abandono", "平均放弃时间"),
        unit="seconds",
        direction="band",
        low=20,
        high=60,
        cadence=("day", "week"),
        audience=("manager",),
        variants=_on("exclude_short", *_CALLS),
        sample=("abandoned",),
    ),
    Indicator(
        key="cost_per_contact",
        names=_names("Cost per contact", "Coste medio por llamada", "平均单呼成本"),
        unit="money",
        direction="band",
        low=2,
        high=5,
        cadence=("week",),
        audience=("manager",),
        variants=_on("agent_or_system", "centre", "call_type"),
        needs="costs",
        sample=("contacts_handled",),
    ),
    Indicator(
        key="avg_handle_time",
        names=_names("Average handle time", "Tiempo medio de operación (TMO)", "平均处理时长"),
        unit="seconds",
        cadence=("day", "week", "month"),
        audience=("agent", "supervisor", "manager"),
        variants={**_on("segment", *_HANDLING), **_on("contact", *_WHOLE)},
        classic={**_on("talk_acw", *_HANDLING), **_on("contact_talk_acw", *_WHOLE)},
        sample=("segments",),
    ),
    Indicator(
        key="avg_hold_time",
        names=_names("Average hold time", "Tiempo medio de retención", "平均持线时间"),
        unit="seconds",
        cadence=("day", "week", "month"),
        audience=("supervisor", "manager"),
        variants=_on("per_handled", *_HANDLING),
        sample=("segments",),
    ),
    Indicator(
        key="avg_rings",
        names=_names("Average rings", "Número medio de timbres", "平均振铃次数"),
        unit="count",
        direction="lower",
        high=3,
        cadence=("day",),
        audience=("supervisor",),
        variants=_on("rings", *_WHOLE),
        sample=("ring_contacts",),
    ),
    Indicator(
        key="avg_queue_time",
        names=_names("Average queue time", "Tiempo medio en cola", "平均排队时间"),
        unit="seconds",
        direction="lower",
        cadence=("day", "week", "month"),
        audience=("agent", "supervisor", "manager"),
        variants=_on("queued_all_outcomes", *_CALLS),
        sample=("queued_closed",),
    ),
    Indicator(
        key="avg_speed_of_answer",
        names=_names("Average speed of answer", "Velocidad media de respuesta", "平均应答速度"),
        unit="seconds",
        direction="lower",
        cadence=("half_hour",),
        audience=("supervisor", "planner"),
        variants=_on("answered_waits", *_CALLS, "agent"),
        classic=_on("all_waits_over_answered", *_CALLS),
        sample=("answered",),
    ),
    Indicator(
        key="avg_talk_time",
        names=_names("Average talk time", "Tiempo medio de conversación", "平均交谈时间"),
        unit="seconds",
        cadence=("week", "month"),
        audience=("supervisor", "agent"),
        variants=_on("talk", *_HANDLING),
        sample=("segments",),
    ),
    Indicator(
        key="contacts_per_hour",
        names=_names("Contacts per hour", "Llamadas por hora", "每小时呼叫次数"),
        unit="per_hour",
        cadence=("day",),
        audience=("supervisor", "agent"),
        variants=_on("logged_in", "team", "agent"),
        sample=("segments_answered",),
    ),
    Indicator(
        key="quality_score",
        names=_names("Quality monitoring score", "Puntuación de monitoreo", "质检得分"),
        unit="count",
        direction="higher",
        low=85,
        cadence=("month",),
        audience=("quality", "agent"),
        variants=_on("score", *_PEOPLE, "evaluator"),
        needs="evaluations",
        sample=("evaluations",),
    ),
    Indicator(
        key="occupancy",
        names=_names("Occupancy", "Tasa de ocupación", "占线率"),
        unit="percent",
        direction="band",
        low=75,
        high=88,
        cadence=("half_hour", "day", "week"),
        audience=("supervisor", "planner"),
        variants=_on("handle", *_PEOPLE),
        classic=_on("talk_hold", *_PEOPLE),
        sample=("segments",),
    ),
    Indicator(
        key="abandonment_rate",
        names=_names("Abandonment rate", "Tasa de abandono", "呼叫放弃率"),
        unit="percent",
        direction="lower",
        cadence=("day", "week", "month"),
        audience=("manager", "supervisor"),
        variants=_on("offered_net_short", *_CALLS),
        classic=_on("connected_net_short", *_CALLS),
        sample=_BASE,
    ),
    Indicator(
        key="attendance_rate",
        names=_names("Attendance rate", "Tasa de asistencia", "出勤率"),
        unit="percent",
        direction="higher",
        low=95,
        cadence=("day", "week", "month"),
        audience=("supervisor", "hr"),
        variants=_on("persons", *_PEOPLE, "shift"),
        needs="attendance",
        sample=("shifts_scheduled",),
    ),
    Indicator(
        key="blocked_rate",
        names=_names("Blocked rate", "Tasa de tono de ocupado", "忙音率"),
        unit="percent",
        direction="lower",
        high=1,
        cadence=("hour",),
        audience=("manager", "integrator"),
        variants=_on("attempts", "centre", "dnis", "trunk_group"),
        sample=("blocked", "received"),
    ),
    Indicator(
        key="fcr",
        names=_names("First-contact resolution", "Resolución en la primera llamada", "首次解决率"),
        unit="percent",
        direction="higher",
        cadence=("day",),
        audience=("agent", "manager"),
        variants=_on("combined", *_HANDLING),
        classic=_on("agent_coded", *_HANDLING),
        sample=("resolution_coded",),
    ),
    Indicator(
        key="queued_rate",
        names=_names("Queue placement rate", "Tasa de colocación en cola", "队列放置率"),
        unit="percent",
        direction="lower",
        cadence=("week",),
        audience=("planner", "manager"),
        variants=_on("received", *_CALLS),
        sample=("received",),
    ),
    Indicator(
        key="transfer_rate",
        names=_names("Transfer rate", "Tasa de transferencia", "转接呼叫率"),
        unit="percent",
        direction="lower",
        high=2,
        cadence=("day", "week", "month"),
        audience=("supervisor",),
        variants={**_on("segment", *_HANDLING), **_on("contact", *_WHOLE)},
        sample=("segments",),
    ),
    Indicator(
        key="answer_rate",
        names=_names("Answer rate", "Porcentaje de llamadas contestadas", "接通率"),
        unit="percent",
        direction="higher",
        cadence=("day",),
        audience=("supervisor",),
        variants=_on("offered", *_CALLS),
        classic=_on("received", *_CALLS),
        sample=_BASE,
    ),
    Indicator(
        key="service_level",
        names=_names("Service level", "Nivel de servicio", "服务水平"),
        unit="percent",
        direction="higher",
        low=80,
        cadence=("half_hour",),
        audience=("agent", "supervisor", "manager"),
        variants=_on("offered", *_CALLS),
        sample=_BASE,
    ),
    Indicator(
        key="total_contacts",
        names=_names("Total calls", "Número total de llamadas", "总呼叫数"),
        unit="count",
        cadence=("hour", "day", "week", "month"),
        audience=("planner",),
        variants=_on("incl_blocked", *_CALLS),
        sample=("received", "blocked"),
    ),
    Indicator(
        key="agent_turnover",
        names=_names("Agent turnover", "Tasa de rotación de agentes", "座席人员流动率"),
        unit="percent",
        direction="band",
        low=15,
        high=30,
        cadence=("month", "quarter", "year"),
        audience=("hr", "manager"),
        variants=_on("daily_annualised", "centre", "team"),
        classic=_on("closing", "centre", "team"),
        needs="employment",
        sample=("headcount_closing",),
    ),
)

BY_KEY: dict[str, Indicator] = {indicator.key: indicator for indicator in INDICATORS}
