"""Whether this process lives, whether it can do its work, and its figures for Prometheus."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from callfloor.api.described import PUBLIC, Answer, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.kit.clock import now_ms

router = APIRouter(tags=["health"])


class Alive(Answer):
    status: str


class Ready(Answer):
    """`status` is `up` when every part is, and the answer 200 then only."""

    status: str
    parts: dict[str, str]


JOURNAL_LATE_MS = 60_000
"""So long may the floor's facts wait before somebody should look; shorter is a restart's length."""


@router.get(
    "/health/live", **described("Does the process run", needs=PUBLIC, answer={"status": "up"})
)
async def alive() -> Alive:
    return Alive(status="up")


@router.get(
    "/health/ready",
    **described(
        "Is the whole centre at work, for monitors",
        needs=PUBLIC,
        answer={
            "status": "up",
            "parts": {
                "postgres": "up", "live": "up", "floor": "up", "telephony": "up", "journal": "up",
                "clerk": "up",
            },
        },
    ),
)  # fmt: skip
async def ready(parts: PartsDep, response: Response) -> Ready:
    """503 where any part is down: calls may go on, but somebody should look."""
    live = parts.live
    away_since_ms = live.journal_away_since_ms
    is_late = away_since_ms is not None and now_ms() - away_since_ms > JOURNAL_LATE_MS
    return _told(
        response,
        {
            **await _own(parts),
            "floor": live.floor,
            "telephony": live.telephony,
            "journal": "down" if is_late else "up",
            "clerk": "down" if await parts.clerk.is_missing(now_ms()) else "up",
            **{name: "down" if said else "up" for name, said in parts.projection_errors().items()},
        },
    )


@router.get(
    "/health/serving",
    **described(
        "Can this process answer, for load balancers",
        needs=PUBLIC,
        answer={"status": "up", "parts": {"postgres": "up", "live": "up"}},
    ),
)
async def serving(parts: PartsDep, response: Response) -> Ready:
    """503 where PostgreSQL is away or the live floor is not built.

    A floor that is away is away for each API process alike: to take all of them out of service
    would only take away the pages that say so.
    """
    return _told(response, await _own(parts))


async def _own(parts: Parts) -> dict[str, str]:
    return {
        "postgres": "up" if await parts.database.is_up() else "down",
        "live": "up" if parts.live.is_ready.is_set() else "down",
    }


def _told(response: Response, state: dict[str, str]) -> Ready:
    is_up = all(part == "up" for part in state.values())
    if not is_up:
        response.status_code = 503
    response.headers["Cache-Control"] = "no-store"
    return Ready(status="up" if is_up else "down", parts=state)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request, parts: PartsDep) -> Response:
    return Response(_figures(parts), media_type=CONTENT_TYPE_LATEST)


def _figures(parts: Parts) -> bytes:
    own = generate_latest(parts.metrics.registry)
    live = parts.live
    gauges = {
        "callfloor_live_pages": live.page_count,
        "callfloor_live_position": live.position,
        "callfloor_browser_phones": parts.phone_proxy.sockets,
        "callfloor_floor_up": int(live.floor == "up"),
        "callfloor_telephony_up": int(live.telephony == "up"),
    }
    lines = [f"# TYPE {name} gauge\n{name} {value}\n" for name, value in gauges.items()]
    return own + "".join(lines).encode()
