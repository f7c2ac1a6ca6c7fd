"""What the values of indicators over a time hide: medians, worst hours, half hours on target."""

from fastapi import APIRouter

from callfloor.api.described import Answer, described
from callfloor.api.details_shown import EXAMPLES, DetailShown, detail_shown
from callfloor.api.figures_asked import FiguresAsked
from callfloor.api.parts import PartsDep
from callfloor.metrics.details import details

router = APIRouter(prefix="/indicators", tags=["indicators"])


class Details(Answer):
    items: list[DetailShown]


@router.get(
    "/details",
    **described(
        "What the values of a time hide: medians, worst hours, half hours on target",
        needs=("indicators.view",),
        answer={"items": EXAMPLES},
    ),
)
async def read(asked: FiguresAsked, parts: PartsDep) -> Details:
    return Details(items=[detail_shown(one) for one in await details(parts.database, asked)])
