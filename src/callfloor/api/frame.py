"""What stands around every request: headers that protect the browser, limits, metrics, last errors.

Plain ASGI, so that streams and WebSockets pass through untouched.
"""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram

from callfloor.api.errors import of_unexpected, problem

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_BYTES_MAX = 4 * 1024 * 1024
"""A centre's file of thousands of agents is smaller; uploads have addresses of their own."""

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
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
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


class _TooLarge(Exception):  # noqa: N818 - it is a signal between two functions here
    pass


class Frame:
    def __init__(self, app: App, *, metrics: Metrics, is_https: bool) -> None:
        self._app, self._metrics = app, metrics
        self._headers = dict(_HEADERS)
        if is_https:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500
        extra = self._encoded(str(scope["path"]))

        async def send_framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                present = {name.lower() for name, _ in message["headers"]}
                more = [(name, value) for name, value in extra if name.lower() not in present]
                message["headers"] = [*message["headers"], *more]
            await send(message)

        try:
            await self._answer(scope, _limited(receive), send_framed)
        finally:
            route = getattr(scope.get("route"), "path", "") or "other"
            self._metrics.requests.labels(scope["method"], route, str(status)).inc()
            self._metrics.seconds.labels(route).observe(time.perf_counter() - begun)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except _TooLarge:
            megabytes = BODY_BYTES_MAX // 1024 // 1024
            detail = f"The body is larger than {megabytes} MB; send less at once."
            answer = problem(413, "too_large", detail)
            if not started:
                await answer(scope, receive, send)
        except Exception as error:
            answer = of_unexpected(error, str(scope["path"]))
            if started:
                raise
            await answer(scope, receive, send)

    def _encoded(self, path: str) -> list[tuple[bytes, bytes]]:
        # The page of a web call is made to be put on other sites; nothing else may be framed.
        ancestors = "*" if path.startswith("/call/") else "'none'"
        headers = {**self._headers, "Content-Security-Policy": _CSP + ancestors}
        return [(name.encode(), value.encode()) for name, value in headers.items()]


def _limited(receive: Receive) -> Receive:
    received = 0

    async def receive_limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > BODY_BYTES_MAX:
            raise _TooLarge
        return message

    return receive_limited
