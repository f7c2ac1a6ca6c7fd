"""Whether this process lives, whether it can do its work, and its figures for Prometheus."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from callfloor.api.described import PUBLIC, Answer, described
from callfloor.api.parts import Parts, PartsDep

router = APIRouter(tags=["health"])


class Alive(Answer):
    status: str


class Ready(Answer):
    """`status` is `up` when every part is; the API serves what it can where one is down."""

    status: str
    parts: dict[str, str]


@router.get(
    "/health/live", **described("Does the process run", needs=PUBLIC, answer={"status": "up"})
)
async def alive() -> Alive:
    return Alive(status="up")


@router.get(
    "/health/ready",
    **described(
        "Can it do its work",
        needs=PUBLIC,
        answer={
            "status": "up",
            "parts": {"postgres": "up", "floor": "up", "telephony": "up", "live": "up"},
        },
    ),
)
async def ready(parts: PartsDep, response: Response) -> Ready:
    """503 where PostgreSQL is away or the live floor is not built; the rest is only reported."""
    state = {
        "postgres": "up" if await parts.database.is_up() else "down",
        "floor": parts.live.floor,
        "telephony": parts.live.telephony,
        "live": "up" if parts.live.is_ready.is_set() else "down",
        **{name: "down" if error else "up" for name, error in parts.projection_errors().items()},
    }
    if "down" in (state["postgres"], state["live"]):
        response.status_code = 503
    response.headers["Cache-Control"] = "no-store"
    status = "up" if all(part == "up" for part in state.values()) else "down"
    return Ready(status=status, parts=state)


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
