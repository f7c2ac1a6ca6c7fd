"""The indicators with their definitions, for a time, a grain and a step."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from callfloor.api.described import Answer, described
from callfloor.api.names import Names, names_of
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text, ms_of
from callfloor.kit.clock import now_ms
from callfloor.metrics.components import ALL, Grain, Thresholds
from callfloor.metrics.days import day_start_ms
from callfloor.metrics.kpis import BY_KEY, INDICATORS, Indicator
from callfloor.metrics.query import Question, Row, Step, ask

router = APIRouter(prefix="/indicators", tags=["indicators"])


class Target(Answer):
    low: float | None
    high: float | None


class Definition(Answer):
    """`variant` is the one that is *the* value at this grain; None where it is not computed yet."""

    id: str
    name: dict[str, str]
    unit: str
    variant: str | None
    variants: list[str]
    direction: str
    target: Target | None
    cadence: list[str]
    audience: list[str]
    computed: bool


class IndicatorRow(Answer):
    """`value` is None where there was nothing to divide by. Times are seconds, rates percent."""

    grain_key: str
    name: str
    bucket: str
    indicator: str
    variant: str
    value: float | None
    numerator: int
    denominator: int | None
    sample_size: int
    open_count: int
    status: Literal["provisional", "final"]
    unit: str
    target: Target | None


class Indicators(Answer):
    definitions: list[Definition]
    rows: list[IndicatorRow]


_TARGET = {"low": 80.0, "high": None}
_EXAMPLE: dict[str, Any] = {
    "definitions": [
        {
            "id": "service_level",
            "name": BY_KEY["service_level"].names,
            "unit": "percent",
            "variant": "offered",
            "variants": ["offered", "answered_only"],
            "direction": "higher",
            "target": _TARGET,
            "cadence": ["half_hour"],
            "audience": ["agent", "supervisor", "manager"],
            "computed": True,
        }
    ],
    "rows": [
        {
            "grain_key": "sales",
            "name": "Sales",
            "bucket": "2026-11-22T08:00:00.000Z",
            "indicator": "service_level",
            "variant": "offered",
            "value": 82.5,
            "numerator": 33,
            "denominator": 40,
            "sample_size": 40,
            "open_count": 0,
            "status": "final",
            "unit": "percent",
            "target": _TARGET,
        }
    ],
}


@router.get(
    "", **described("Values of the indicators", needs=("indicators.view",), answer=_EXAMPLE)
)
async def read(
    principal: Asking,
    parts: PartsDep,
    from_: Annotated[datetime | None, Query(alias="from", description="Default: midnight")] = None,
    to: Annotated[datetime | None, Query(description="Default: now")] = None,
    grain: Annotated[Literal["centre", "queue", "agent", "team"], Query()] = "centre",
    key: Annotated[str, Query(max_length=100, description="One queue, agent or team")] = "",
    indicator: Annotated[list[str] | None, Query(max_length=30)] = None,
    step: Annotated[Step, Query()] = "total",
    variants: Annotated[
        bool, Query(description="Every variant, not the standard one only")
    ] = False,
) -> Indicators:
    board = parts.live.board(principal.tenant)
    at_ms = now_ms()
    from_ms, to_ms = ms_of(from_, "from"), ms_of(to, "to")
    question = Question(
        tenant=principal.tenant,
        zone=board.zone,
        from_ms=day_start_ms(at_ms, board.zone) if from_ms is None else from_ms,
        to_ms=at_ms + 1 if to_ms is None else to_ms,
        now_ms=at_ms,
        grain=grain,
        step=step,
        keys=tuple(indicator or ()),
        entity="" if grain == "centre" else key,
        variants=variants,
        names=await _names(parts, principal.tenant, grain),
        rules={
            queue_id: Thresholds(queue.service_level_ms, queue.short_abandon_ms)
            for queue_id, queue in board.centre.queues.items()
        },
    )
    rows = await ask(parts.database, question)
    return Indicators(
        definitions=[_definition(one, grain) for one in INDICATORS],
        rows=[_row(row) for row in rows],
    )


async def _names(parts: Parts, tenant: str, grain: Grain) -> dict[str, str]:
    centre = names_of(parts, tenant).centre
    if grain == "queue":
        return {one.queue_id: one.name for one in centre.queues.values()}
    if grain == "agent":
        return {one.agent_id: one.name for one in centre.agents.values()}
    if grain == "team":
        return await team_names(parts, Names(centre), tenant)
    return {ALL: ""}


async def team_names(parts: Parts, names: Names, tenant: str) -> dict[str, str]:
    """Teams have their names in the settings, which the live floor does not hold."""
    teams = sorted({agent.team_id for agent in names.centre.agents.values() if agent.team_id})
    (loaded,) = await parts.given.load_settings(tenant)
    return {team: loaded.names.get(f"teams.{team}", team) for team in teams}


def _target(indicator: Indicator) -> Target | None:
    if indicator.low is None and indicator.high is None:
        return None
    return Target(low=indicator.low, high=indicator.high)


def _definition(indicator: Indicator, grain: Grain) -> Definition:
    return Definition(
        id=indicator.key,
        name=indicator.names,
        unit=indicator.unit,
        variant=indicator.variants.get(grain),
        variants=indicator.all_variants,
        direction=indicator.direction,
        target=_target(indicator),
        cadence=list(indicator.cadence),
        audience=list(indicator.audience),
        computed=indicator.is_computed,
    )


def _row(row: Row) -> IndicatorRow:
    indicator = BY_KEY[row.indicator]
    return IndicatorRow(
        grain_key=row.grain_key,
        name=row.name,
        bucket=at_text(row.bucket_ms),
        indicator=row.indicator,
        variant=row.variant,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        sample_size=row.sample_size,
        open_count=row.open_count,
        status=row.status,
        unit=indicator.unit,
        target=_target(indicator),
    )
