"""Of which figures, of whom and over which time a request asks: declared once for all such routes."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query

from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import ms_of
from callfloor.kit.clock import now_ms
from callfloor.metrics.days import day_start_ms
from callfloor.metrics.names import named
from callfloor.metrics.query import Question
from callfloor.metrics.rules import rules_of
from callfloor.metrics.view import Grain


async def figures_asked(
    principal: Asking,
    parts: PartsDep,
    from_: Annotated[datetime | None, Query(alias="from", description="Default: midnight")] = None,
    to: Annotated[datetime | None, Query(description="Default: now")] = None,
    grain: Annotated[Grain, Query()] = "centre",
    key: Annotated[str, Query(max_length=100, description="One of the grain alone")] = "",
    indicator: Annotated[list[str] | None, Query(max_length=30)] = None,
) -> Question:
    """By the settings and with the names that hold now; in total."""
    centre = await parts.given.centre(principal.tenant)
    at_ms = now_ms()
    from_ms, to_ms = ms_of(from_, "from"), ms_of(to, "to")
    who = await named(parts.database, centre, grain, centre.language)
    return Question(
        tenant=principal.tenant,
        zone=centre.zone,
        from_ms=day_start_ms(at_ms, centre.zone) if from_ms is None else from_ms,
        to_ms=at_ms + 1 if to_ms is None else to_ms,
        now_ms=at_ms,
        grain=grain,
        keys=tuple(indicator or ()),
        entity="" if grain == "centre" else key,
        names=who.names,
        others=who.others,
        rules=rules_of(centre),
    )


FiguresAsked = Annotated[Question, Depends(figures_asked)]
