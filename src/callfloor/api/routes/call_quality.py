"""How well the network carried a call: told by the agent's browser, shown with the contact."""

from fastapi import APIRouter
from pydantic import Field

from callfloor.api.described import Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.routes.desk import EXAMPLE_AGENT, Done, act, own_agent
from callfloor.api.security import Asking

router = APIRouter(prefix="/desk", tags=["desk"])


class CallMeasured(Shape):
    """One stretch of the own leg, told once. `mos`: the estimate (ITU-T G.107), 1.0 to 4.5.

    `received` and `lost` are packets of this stretch that came here, `sent` and `sent_lost` those
    of the agent's own voice. `round_trip_ms` is null where the far end reported nothing.
    """

    contact_id: str = Field(min_length=1, max_length=40)
    over_ms: int = Field(ge=1_000, le=120_000)
    received: int = Field(ge=0, le=100_000)
    lost: int = Field(ge=0, le=100_000)
    jitter_ms: float = Field(ge=0, le=60_000, allow_inf_nan=False)
    sent: int = Field(ge=0, le=100_000)
    sent_lost: int = Field(ge=0, le=100_000)
    sent_jitter_ms: float = Field(ge=0, le=60_000, allow_inf_nan=False)
    round_trip_ms: float | None = Field(None, ge=0, le=60_000, allow_inf_nan=False)
    mos: float = Field(ge=1.0, le=4.5, allow_inf_nan=False)


_EXAMPLE = {
    "contact_id": "01KA9Q0V3M8K6Z2X4C5B7N8M9P",
    "over_ms": 30_000,
    "received": 1_498,
    "lost": 2,
    "jitter_ms": 3.1,
    "sent": 1_500,
    "sent_lost": 0,
    "sent_jitter_ms": 1.4,
    "round_trip_ms": 24.0,
    "mos": 4.3,
}


@router.post(
    "/call_quality",
    **described(
        "Tell how well the network carried the own call",
        needs=("desk.use",),
        body=_EXAMPLE,
        answer={"agent": EXAMPLE_AGENT},
    ),
)
async def measure(body: CallMeasured, principal: Asking, parts: PartsDep) -> Done:
    """Every half minute of a call and at its end; the floor refuses another's call."""
    return await act(parts, principal, own_agent(principal), "measure_call", body.model_dump())
