"""The indicators with their definitions, for a time, a grain and a step."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from msgspec.structs import replace

from callfloor.api.described import Answer, described
from callfloor.api.figures_asked import FiguresAsked
from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text
from callfloor.metrics import rules
from callfloor.metrics.kpis import BY_KEY, INDICATORS, Indicator
from callfloor.metrics.query import Flag, Row, Step, answer
from callfloor.metrics.rules import FigureRules, rules_of
from callfloor.metrics.texts import HELP
from callfloor.metrics.view import Attribution, Grain

router = APIRouter(prefix="/indicators", tags=["indicators"])


class Target(Answer):
    low: float | None
    high: float | None


class Definition(Answer):
    """`variant` is the one that is *the* value at this grain; None where it has none there.

    `needs` names the facts from outside without which its value is null.
    """

    id: str
    name: dict[str, str]
    help: dict[str, str]
    unit: str
    variant: str | None
    variants: list[str]
    direction: str
    target: Target | None
    cadence: list[str]
    audience: list[str]
    needs: str


class IndicatorRow(Answer):
    """`value` is None where there was nothing to divide by. Times are seconds, rates percent."""

    grain_key: str
    name: str
    bucket: str
    indicator: str
    variant: str
    value: float | None
    numerator: float
    denominator: float | None
    sample_size: int
    open_count: int
    status: Literal["provisional", "final"]
    flags: list[Flag]
    unit: str
    target: Target | None
    definition_version: str
    computed_at: str


class Definitions(Answer):
    """`currency` is that of all money; `definition_version` goes with every value made so."""

    profile: Literal["standard", "classic"]
    currency: str
    definition_version: str
    definitions: list[Definition]


class FigureSource(Answer):
    """`files`: from the sums of days that are over. `contacts`: folded from the contacts themselves."""

    begin: str
    end: str
    of: Literal["files", "contacts"]


class Indicators(Definitions):
    """`sources` tells of each part of the time where its figures come from; they are the same."""

    rows: list[IndicatorRow]
    sources: list[FigureSource]


_TARGET = {"low": 80.0, "high": None}
_DEFINITIONS: dict[str, Any] = {
    "profile": "standard",
    "currency": "EUR",
    "definition_version": "2.17",
    "definitions": [
        {
            "id": "service_level",
            "name": BY_KEY["service_level"].names,
            "help": HELP["service_level"],
            "unit": "percent",
            "variant": "offered",
            "variants": ["offered", "answered_only"],
            "direction": "higher",
            "target": _TARGET,
            "cadence": ["half_hour"],
            "audience": ["agent", "supervisor", "manager"],
            "needs": "",
        }
    ],
}
_EXAMPLE: dict[str, Any] = {
    **_DEFINITIONS,
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
            "flags": [],
            "unit": "percent",
            "target": _TARGET,
            "definition_version": "2.17",
            "computed_at": "2026-11-22T10:00:00.000Z",
        }
    ],
    "sources": [
        {
            "begin": "2026-11-21T23:00:00.000Z",
            "end": "2026-11-22T10:00:00.000Z",
            "of": "contacts",
        }
    ],
}


@router.get(
    "", **described("Values of the indicators", needs=("indicators.view",), answer=_EXAMPLE)
)
async def read(
    asked: FiguresAsked,
    parts: PartsDep,
    step: Annotated[Step, Query()] = "total",
    variant: Annotated[
        str, Query(max_length=100, description="This one in the place of the one shown")
    ] = "",
    variants: Annotated[bool, Query(description="Every variant")] = False,
    attribution: Annotated[
        Attribution, Query(description="When a fact counts; default: each indicator's own way")
    ] = "default",
) -> Indicators:
    question = replace(
        asked, step=step, variant=variant, variants=variants, attribution=attribution
    )
    grain, counted = question.grain, question.rules
    found = await answer(parts.database, question)
    return Indicators(
        **_definitions(grain, counted),
        rows=[_row(row, grain, counted) for row in found.rows],
        sources=[
            FigureSource(
                begin=at_text(one.from_ms),
                end=at_text(one.to_ms),
                of="files" if one.is_filed else "contacts",
            )
            for one in found.sources
        ],
    )


@router.get(
    "/definitions",
    **described(
        "The indicators as they are counted now", needs=("indicators.view",), answer=_DEFINITIONS
    ),
)
async def definitions(
    principal: Asking, parts: PartsDep, grain: Annotated[Grain, Query()] = "centre"
) -> Definitions:
    return Definitions(**_definitions(grain, rules_of(await parts.given.centre(principal.tenant))))


def _definitions(grain: Grain, counted: FigureRules) -> dict[str, Any]:
    return {
        "profile": counted.profile,
        "currency": counted.currency,
        "definition_version": counted.version,
        "definitions": [_definition(one, grain, counted) for one in INDICATORS],
    }


def _band(target: rules.Target) -> Target | None:
    if target.low is None and target.high is None:
        return None
    return Target(low=target.low, high=target.high)


def _definition(indicator: Indicator, grain: Grain, counted: FigureRules) -> Definition:
    return Definition(
        id=indicator.key,
        name=indicator.names,
        help=HELP[indicator.key],
        unit=indicator.unit,
        variant=counted.variant(indicator, grain) or None,
        variants=indicator.all_variants,
        direction=indicator.direction,
        target=_band(counted.target(indicator.key)),
        cadence=list(indicator.cadence),
        audience=list(indicator.audience),
        needs=indicator.needs,
    )


def _row(row: Row, grain: Grain, counted: FigureRules) -> IndicatorRow:
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
        flags=list(row.flags),
        unit=indicator.unit,
        target=_band(counted.target_at(row.indicator, grain, row.grain_key)),
        definition_version=row.definition_version,
        computed_at=at_text(row.computed_ms),
    )
