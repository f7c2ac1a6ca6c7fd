"""What a value over a long time hides, as the API shows it."""

from typing import Any

from msgspec.structs import asdict

from callfloor.api.described import Answer
from callfloor.api.times import at_text_or_none
from callfloor.metrics.details import Detail


class DetailShown(Answer):
    """Times are seconds, rates percent; what an indicator does not have is null.

    `median` and `p90` (nine in ten lasted no longer) are of `count` waits, segments or contacts. `peak` is
    the value of the worst hour, which began at `peak_at`. Of `periods` half hours with a value `met` were
    on target. `callers` counts blocked attempts of one caller within a minute as one.
    """

    grain_key: str
    name: str
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


def detail_shown(one: Detail) -> DetailShown:
    values = asdict(one)
    peak_ms = values.pop("peak_ms")
    return DetailShown(**values, peak_at=at_text_or_none(peak_ms))


_EMPTY: dict[str, Any] = dict.fromkeys(DetailShown.model_fields)
_OF_SALES: dict[str, Any] = {**_EMPTY, "grain_key": "sales", "name": "Sales"}
EXAMPLES: list[dict[str, Any]] = [
    {
        **_OF_SALES,
        "indicator": "avg_handle_time",
        "count": 212,
        "median": 184.0,
        "p90": 421.5,
        "longest": 1290.0,
    },
    {**_OF_SALES, "indicator": "service_level", "periods": 22, "met": 19},
]
