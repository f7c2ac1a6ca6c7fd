"""What stands around every request: headers that protect the browser, limits, metrics, last errors.

Plain ASGI, so that streams and WebSockets pass through untouched.
"""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol

from prometheus_client import CollectorRegistry, Counter, Histogram

from callfloor.api.errors import of_unexpected, problem

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_BYTES_MAX = 4 * 1024 * 1024
"""A centre's file of thousands of agents is smaller; uploads have addresses of their own."""
LARGER_BYTES_MAX = {"/api/imports/": 32 * 1024 * 1024}
"""By the beginning of an address, where files of hundreds of thousands of rows come in."""

_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:;"
    " connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self';"
    " form-action 'self'; frame-ancestors "
)
"""Inline styles are how Ant Design writes its theme; scripts are never inline."""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(self), geolocation=(), microphone=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Metrics:
    """Figures of this process for Prometheus; a registry of its own, so that tests do not collide."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "callfloor_api_requests_total",
            "Requests answered",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "callfloor_api_request_seconds",
            "Time to the last byte of an answer",
            ["route"],
            registry=self.registry,
            buckets=(0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
        )


class _Body:
    """Counts what comes in. FastAPI turns an error of reading into one of its own, so the fact that
    the body was too large is kept here for whoever answers.
    """

    def __init__(self, receive: Receive, path: str) -> None:
        self._receive = receive
        self._bytes = 0
        larger = (most for start, most in LARGER_BYTES_MAX.items() if path.startswith(start))
        self.bytes_max = next(larger, BODY_BYTES_MAX)
        self.is_too_large = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        if self._bytes > self.bytes_max:
            self.is_too_large = True
            msg = "the body is too large"
            raise ValueError(msg)
        return message


class Parts(Protocol):
    """What the frame needs of the application's parts."""

    @property
    def metrics(self) -> Metrics: ...

    @property
    def is_https(self) -> bool: ...


class Frame:
    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500
        parts: Parts = scope["app"].state.parts
        extra = _encoded(str(scope["path"]), is_https=parts.is_https)

        async def send_framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                present = {name.lower() for name, _ in message["headers"]}
                more = [(name, value) for name, value in extra if name.lower() not in present]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        try:
            await self._answer(scope, _Body(receive, str(scope["path"])), send_framed)
        finally:
            route = getattr(scope.get("route"), "path", "") or "other"
            parts.metrics.requests.labels(scope["method"], route, str(status)).inc()
            parts.metrics.seconds.labels(route).observe(time.perf_counter() - begun)

    async def _answer(self, scope: Scope, body: _Body, send: Send) -> None:
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            if body.is_too_large and not started:
                return
            started = True
            await send(message)

        try:
            await self._app(scope, body.receive, send_noting)
        except Exception as error:
            if started:
                raise
            if not body.is_too_large:
                await of_unexpected(error, str(scope["path"]))(scope, body.receive, send)
        if body.is_too_large and not started:
            megabytes = body.bytes_max // 1024 // 1024
            detail = f"The body is larger than {megabytes} MB; send less at once."
            await problem(413, "too_large", detail)(scope, body.receive, send)


def _encoded(path: str, *, is_https: bool) -> list[tuple[bytes, bytes]]:
    # The page of a web call is made to be put on other sites; nothing else may be framed.
    ancestors = "*" if path.startswith("/call/") else "'none'"
    headers = {**_HEADERS, "Content-Security-Policy": _CSP + ancestors}
    if is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return [(name.encode(), value.encode()) for name, value in headers.items()]
