"""Asks web services for flows: bounded in time, size and number, and only where a tenant may ask.

The host comes from the centre's settings and never from a caller. Its addresses are looked at after
they are resolved, so that a name cannot lead into this machine's own network; redirects are not
followed. Secrets are read from the environment when a request is made, and are never logged.
"""

import asyncio
import ipaddress
import os
import re
import socket
from collections.abc import Mapping
from typing import Any

import aiohttp
import msgspec
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from callfloor.floor.asking import Ask, FindCustomer, WebService
from callfloor.ivr.actions import AskCustomer, AskHttp, CustomerKnown, HttpAnswered
from callfloor.kit import log

_log = log.get("floor.web")
SIZE_MAX = 64 * 1024
AT_ONCE_MAX = 100
SECRET_ENV = "CALLFLOOR_SECRET_{tenant}__{name}"  # noqa: S105 - a variable's name, not what it holds
_SECRET = re.compile(r"\{secret:((?!\w*__)[A-Z0-9_]{1,60})\}")


_NO_HEADERS: Mapping[str, str] = {}


class _NoSecret(Exception):  # noqa: N818 - not an error of the program
    pass


class _Refused(OSError):  # noqa: N818 - it refuses, nothing has gone wrong
    """The address is one that this tenant may not reach."""


def is_public(address: str) -> bool:
    """Whether an address is of the open internet; also looks into IPv4 written as IPv6."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


class _PublicOnly(AbstractResolver):
    """Names that lead to a private address lead nowhere."""

    def __init__(self) -> None:
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if not all(is_public(one["host"]) for one in found):
            msg = f"{host} leads to an address that is not public"
            raise _Refused(msg)
        return found

    async def close(self) -> None:
        await self._resolver.close()


class Web:
    """Answers everything that flows ask. `find_customer` looks a caller's number up.

    `private_hosts` are those of the own network that whoever runs the installation lets be asked; a
    tenant's own word is not enough, for it may be one of many.
    """

    def __init__(
        self, find_customer: FindCustomer, private_hosts: frozenset[str] = frozenset()
    ) -> None:
        self._find_customer = find_customer
        self._private_hosts = private_hosts
        self._sessions: dict[bool, aiohttp.ClientSession] = {}
        self._places = asyncio.Semaphore(AT_ONCE_MAX)

    async def answer(self, ask: Ask) -> HttpAnswered | CustomerKnown:
        if isinstance(ask.what, AskHttp):
            return await self._ask(ask, ask.what)
        if not isinstance(ask.what, AskCustomer):
            return CustomerKnown()
        try:
            async with asyncio.timeout(ask.what.timeout_ms / 1000):
                return CustomerKnown(await self._find_customer(ask.tenant, ask.what.number))
        except Exception as error:
            _log.warning("a caller could not be looked up", error=type(error).__name__)
            return CustomerKnown()

    async def close(self) -> None:
        for session in self._sessions.values():
            await session.close()

    async def _ask(self, ask: Ask, what: AskHttp) -> HttpAnswered:
        if ask.service is None:
            return HttpAnswered(failure="unknown_service")
        body: dict[str, Any] = {} if what.method == "GET" else {"json": what.body}
        return await self._bounded(ask.tenant, ask.service, what, body)

    async def post(
        self,
        tenant: str,
        service: WebService,
        raw: bytes,
        headers: Mapping[str, str],
        timeout_ms: int,
    ) -> HttpAnswered:
        """Send bytes as they are (they may be signed) under the same rules as a flow's question."""
        what = AskHttp(
            node="", service=service.service_id, method="POST", path="", body={},
            timeout_ms=timeout_ms,
        )  # fmt: skip
        return await self._bounded(tenant, service, what, {"data": raw}, headers)

    async def _bounded(
        self,
        tenant: str,
        service: WebService,
        what: AskHttp,
        body: dict[str, Any],
        more: Mapping[str, str] = _NO_HEADERS,
    ) -> HttpAnswered:
        try:
            async with asyncio.timeout(what.timeout_ms / 1000), self._places:
                return await self._request(tenant, service, what, body, more)
        except TimeoutError:
            return HttpAnswered(failure="timeout")
        except _NoSecret as error:
            _log.warning("a secret of a web service is not set", variable=str(error))
            return HttpAnswered(failure="no_secret")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            is_refused = isinstance(error, _Refused) or isinstance(error.__cause__, _Refused)
            about = {"service": service.service_id, "error": type(error).__name__}
            _log.warning("a web service could not be asked", refused=is_refused, **about)
            return HttpAnswered(failure="refused" if is_refused else "unreachable")

    async def _request(
        self,
        tenant: str,
        service: WebService,
        what: AskHttp,
        body: dict[str, Any],
        more: Mapping[str, str],
    ) -> HttpAnswered:
        url = URL(service.url.rstrip("/") + what.path, encoded=True)
        may_be_private = service.allow_private and URL(service.url).host in self._private_hosts
        _check_host(url, service, may_be_private=may_be_private)
        headers = {name: _with_secrets(tenant, text) for name, text in service.headers.items()}
        headers |= more
        session = self._session(is_private_allowed=may_be_private)
        async with session.request(
            what.method, url, headers=headers, allow_redirects=False, **body
        ) as response:
            raw = await response.content.read(SIZE_MAX + 1)
            while len(raw) <= SIZE_MAX and not response.content.at_eof():
                raw += await response.content.read(SIZE_MAX + 1 - len(raw))
            status = response.status
        if len(raw) > SIZE_MAX:
            return HttpAnswered(status=status, failure="too_large")
        try:
            return HttpAnswered(status=status, body=msgspec.json.decode(raw) if raw else None)
        except (msgspec.DecodeError, RecursionError):
            return HttpAnswered(status=status, failure="" if status >= 300 else "not_json")

    def _session(self, *, is_private_allowed: bool) -> aiohttp.ClientSession:
        if is_private_allowed not in self._sessions:
            resolver = None if is_private_allowed else _PublicOnly()
            self._sessions[is_private_allowed] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"Accept": "application/json", "User-Agent": "Callfloor"},
            )
        return self._sessions[is_private_allowed]


def _check_host(url: URL, service: WebService, *, may_be_private: bool) -> None:
    """The path must not have changed the host, nor may the host be a private address."""
    if url.host != URL(service.url).host or url.port != URL(service.url).port:
        raise _Refused
    try:
        is_open = may_be_private or is_public(url.host or "")
    except ValueError:
        return  # a name: the resolver looks at where it leads
    if not is_open:
        raise _Refused


def secret_of(tenant: str, name: str) -> tuple[str, str]:
    """The variable that holds a tenant's secret, and the secret; empty where it is not set."""
    variable = SECRET_ENV.format(tenant=tenant.upper().replace("-", "_"), name=name)
    return variable, os.environ.get(variable, "")


def _with_secrets(tenant: str, text: str) -> str:
    """A tenant reaches the variables that bear its name, and no other's."""

    def value(found: re.Match[str]) -> str:
        name, secret = secret_of(tenant, found[1])
        if not secret:
            raise _NoSecret(name)
        return secret

    return _SECRET.sub(value, text)
