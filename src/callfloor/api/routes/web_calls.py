"""A call from a web page: a short-lived phone account that may ring one number of one company.

Public and rate limited; any site may ask, since the page is made to be put on the company's own.
"""

import re

from fastapi import APIRouter, Request, Response
from pydantic import Field

from callfloor.api.described import PUBLIC, Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.security import address_of
from callfloor.identity.tenants import is_tenant_id
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import NotFoundError

router = APIRouter(prefix="/web_calls", tags=["web_calls"])

_NUMBER = re.compile(r"\+?[0-9A-Za-z*#._-]{1,40}")


class WebCall(Shape):
    tenant: str = Field(min_length=1, max_length=31)
    number: str = Field(min_length=1, max_length=40)
    name: str = Field("", max_length=60)
    language: str = Field("", max_length=5, pattern="^[A-Za-z-]*$")


class WebCallAccount(Answer):
    """Register at `ws_path` of this address as `user` and call `target`."""

    user: str
    secret: str
    sip_uri: str
    target: str
    ws_path: str
    realm: str


@router.options("", include_in_schema=False)
async def preflight() -> Response:
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": "POST",
            "Access-Control-Allow-Headers": "content-type",
            "Access-Control-Max-Age": "86400",
        },
    )


@router.post(
    "",
    **described(
        "An account for one web call",
        needs=PUBLIC,
        body={"tenant": "demo", "number": "100", "name": "Ana", "language": "es"},
        answer={
            "user": "web.01KA9Q0V3M",
            "secret": "k3…",
            "sip_uri": "sip:web.01KA9Q0V3M@callfloor",
            "target": "sip:100@callfloor",
            "ws_path": "/ws",
            "realm": "callfloor",
        },
    ),
)
async def create(
    body: WebCall, request: Request, response: Response, parts: PartsDep
) -> WebCallAccount:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-store"
    at_ms = now_ms()
    parts.web_call_limit.take(address_of(request), at_ms)
    parts.web_call_limit_all.take(body.tenant, at_ms)
    if not is_tenant_id(body.tenant) or not _NUMBER.fullmatch(body.number):
        msg = "There is no such number to call."
        raise NotFoundError(msg)
    given = await parts.given.floor.web_call(
        body.tenant,
        {"number": body.number, "name": body.name, "language": body.language},
    )
    return WebCallAccount(
        user=str(given.get("user", "")),
        secret=str(given.get("secret", "")),
        sip_uri=str(given.get("sip_uri", "")),
        target=str(given.get("target", "")),
        ws_path=str(given.get("ws_path", "/ws")),
        realm=str(given.get("realm", "")),
    )
