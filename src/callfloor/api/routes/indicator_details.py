"""What the values of indicators over a time hide: medians, worst hours, half hours on target."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from msgspec.structs import asdict

from callfloor.api.described import Answer, described
from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text_or_none, ms_of
from callfloor.kit.clock import now_ms
from callfloor.metrics.days import day_start_ms
from callfloor.metrics.details import details
from callfloor.metrics.query import Question
from callfloor.metrics.rules import rules_of
from callfloor.metrics.view import Grain

router = APIRouter(prefix="/indicators", tags=["indicators"])


class DetailShown(Answer):
    """Times are seconds, rates percent; what an indicator does not have is null.

    `median` and `p90` (nine in ten lasted no longer) are of `count` waits, segments or contacts. `peak` is
    the value of the worst hour, which began at `peak_at`. Of `periods` half hours with a value `met` were
    on target. `callers` counts blocked attempts of one caller within a minute as one.
    """

    grain_key: str
    indicator: str
    count: int | None
    median: float | None
    p90: float | None
    longest: float | None
    peak: float | None
    peak_at: str | None
    periods: int | None
    met: int | None
    callers: int | None


class Details(Answer):
    items: list[DetailShown]


_EMPTY: dict[str, Any] = dict.fromkeys(DetailShown.model_fields)
_EXAMPLE: dict[str, Any] = {
    "items": [
        {
            **_EMPTY,
            "grain_key": "sales",
            "indicator": "avg_handle_time",
            "count": 212,
            "median": 184.0,
            "p90": 421.5,
            "longest": 1290.0,
        },
        {
            **_EMPTY,
            "grain_key": "sales",
            "indicator": "service_level",
            "periods": 22,
            "met": 19,
        },
    ]
}


@router.get(
    "/details",
    **described(
        "What the values of a time hide: medians, worst hours, half hours on target",
        needs=("indicators.view",),
        answer=_EXAMPLE,
    ),
)
async def read(
    principal: Asking,
    parts: PartsDep,
    from_: Annotated[datetime | None, Query(alias="from", description="Default: midnight")] = None,
    to: Annotated[datetime | None, Query(description="Default: now")] = None,
    grain: Annotated[Grain, Query()] = "centre",
    key: Annotated[str, Query(max_length=100, description="One of the grain alone")] = "",
    indicator: Annotated[list[str] | None, Query(max_length=30)] = None,
) -> Details:
    centre = await parts.given.centre(principal.tenant)
    at_ms = now_ms()
    from_ms, to_ms = ms_of(from_, "from"), ms_of(to, "to")
    question = Question(
        tenant=principal.tenant,
        zone=centre.zone,
        from_ms=day_start_ms(at_ms, centre.zone) if from_ms is None else from_ms,
        to_ms=at_ms + 1 if to_ms is None else to_ms,
        now_ms=at_ms,
        grain=grain,
        keys=tuple(indicator or ()),
        entity="" if grain == "centre" else key,
        rules=rules_of(centre),
    )
    found = await details(parts.database, question)
    return Details(items=[_shown(asdict(one)) for one in found])


def _shown(values: dict[str, Any]) -> DetailShown:
    peak_ms = values.pop("peak_ms")
    return DetailShown(**values, peak_at=at_text_or_none(peak_ms))
