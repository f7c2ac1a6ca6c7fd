"""How far the estimated waits of a past period lay from what then happened."""

from datetime import datetime
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query

from callfloor.api.described import Answer, described
from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import ms_of
from callfloor.kit.clock import now_ms
from callfloor.metrics import estimates
from callfloor.metrics.days import day_start_ms

router = APIRouter(prefix="/indicators", tags=["indicators"])


class QueueEstimates(Answer):
    """`near`: off by at most 30 s or half of the real wait. Times are of the distance between both.

    `bias_ms` is the mean of estimated less real wait: above 0 callers were told too long a wait.
    """

    queue_id: str
    estimates: int
    near: int
    mean_ms: int
    median_ms: int
    p90_ms: int
    bias_ms: int


class WaitEstimates(Answer):
    queues: list[QueueEstimates]


_EXAMPLE = {
    "queues": [
        {
            "queue_id": "sales",
            "estimates": 412,
            "near": 371,
            "mean_ms": 21_400,
            "median_ms": 14_000,
            "p90_ms": 52_000,
            "bias_ms": 3_100,
        }
    ]
}


@router.get(
    "/wait_estimates",
    **described(
        "Error of the estimated waits, by queue", needs=("indicators.view",), answer=_EXAMPLE
    ),
)
async def read(
    principal: Asking,
    parts: PartsDep,
    from_: Annotated[datetime | None, Query(alias="from", description="Default: midnight")] = None,
    to: Annotated[datetime | None, Query(description="Default: now")] = None,
) -> WaitEstimates:
    """Of those who entered a queue in this time, had to wait, and were answered."""
    centre = await parts.given.centre(principal.tenant)
    at_ms = now_ms()
    from_ms, to_ms = ms_of(from_, "from"), ms_of(to, "to")
    found = await estimates.ask(
        parts.database,
        principal.tenant,
        day_start_ms(at_ms, centre.zone) if from_ms is None else from_ms,
        at_ms + 1 if to_ms is None else to_ms,
    )
    return WaitEstimates(queues=[QueueEstimates(**msgspec.structs.asdict(one)) for one in found])
