"""Who is asking, and whether they may: session cookies, CSRF, API tokens, permissions, origins.

A route says what it needs by `Depends(requires(...))`; the test over all routes reads the same list
from the OpenAPI (`x-permissions`). What belongs to another tenant is simply not found.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from starlette.requests import HTTPConnection

from callfloor.api.parts import Parts, parts_of
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.kit.errors import ForbiddenError, UnauthenticatedError

COOKIE = "callfloor_session"
CSRF_HEADER = "x-csrf-token"
SCREEN_PATH = "/api/screen"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

_cookie_scheme = APIKeyCookie(
    name=COOKIE, auto_error=False, description="Set by POST /api/session."
)
_token_scheme = HTTPBearer(auto_error=False, description="An API token.")


def address_of(connection: HTTPConnection) -> str:
    """The asker's address, as the server (behind a trusted proxy, too) has found it."""
    return connection.client.host if connection.client else ""


async def principal_of(connection: HTTPConnection, parts: Parts) -> Principal | None:
    """Whom the request's token or cookie proves; None for neither or for one that is over."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return await parts.door.resolve_token(token.strip())
    secret = connection.cookies.get(COOKIE, "")
    return await parts.door.resolve(secret) if secret else None


async def asking(
    request: Request,
    _cookie: Annotated[object, Depends(_cookie_scheme)] = None,
    _token: Annotated[object, Depends(_token_scheme)] = None,
) -> Principal:
    """The logged-in asker of this request; unsafe methods of a session need its CSRF token."""
    principal = await principal_of(request, parts_of(request))
    if principal is None:
        msg = "Log in first: there is no session here, or it has ended."
        raise UnauthenticatedError(msg)
    if principal.via == "screen" and not request.url.path.startswith(SCREEN_PATH):
        msg = "The link of a screen shows its wallboard and does nothing else."
        raise ForbiddenError(msg)
    if principal.via == "session" and request.method not in _SAFE:
        sent = request.headers.get(CSRF_HEADER, "")
        if not sent or sent != principal.csrf_token:
            msg = "The header X-CSRF-Token is missing or old; load the page again."
            error = ForbiddenError(msg)
            error.code = "csrf"
            raise error
    return principal


Asking = Annotated[Principal, Depends(asking)]


def requires(*permissions: Permission) -> Callable[[Principal], Awaitable[Principal]]:
    """A dependency that lets through whoever holds one of the permissions."""

    async def allowed(principal: Asking) -> Principal:
        principal.require(*permissions)
        return principal

    return allowed


def is_same_origin(connection: HTTPConnection) -> bool:
    """Whether a WebSocket comes from a page of this very host; programs send no Origin."""
    origin = connection.headers.get("origin")
    if origin is None:
        return True
    host = connection.headers.get("x-forwarded-host") or connection.headers.get("host", "")
    return urlsplit(origin).netloc.lower() == host.lower()
