"""Web services asked for flows: what is sent, what is taken, and what is refused."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from callfloor.floor.asking import Ask, WebService
from callfloor.floor.web import SIZE_MAX, Web, is_public
from callfloor.ivr.actions import AskCustomer, AskHttp, CustomerKnown, HttpAnswered

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


OWN = frozenset({"127.0.0.1", "localhost"})


async def nobody(_tenant: str, _number: str) -> dict[str, str]:
    return {}


@pytest.fixture
async def serve() -> AsyncIterator[Callable[[Handler], Awaitable[str]]]:
    runners: list[web.AppRunner] = []

    async def start(handler: Handler) -> str:
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", handler)
        runner = web.AppRunner(app, shutdown_timeout=0)
        await runner.setup()
        runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield start
    for runner in runners:
        await runner.cleanup()


async def ask(
    url: str,
    *,
    path: str = "/x",
    timeout_ms: int = 5_000,
    method: str = "GET",
    hosts: frozenset[str] = OWN,
    **service: Any,
) -> HttpAnswered:
    asker = Web(nobody, hosts)
    what = AskHttp(
        node="a",
        service="crm",
        method=method,
        path=path,
        body={"who": "Ana"},
        timeout_ms=timeout_ms,
    )
    given = {"allow_private": True, **service}
    crm = WebService(service_id="crm", url=url, **given)
    try:
        answer = await asker.answer(
            Ask(tenant="t", contact_id="C", ask_id="1", what=what, service=crm)
        )
    finally:
        await asker.close()
    assert isinstance(answer, HttpAnswered)
    return answer


async def test_an_answer_is_taken_and_secrets_go_into_the_headers_only(
    serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, str] = {}

    async def handler(request: web.Request) -> web.Response:
        seen.update(key=request.headers["X-Key"], path=request.raw_path, body=await request.text())
        return web.json_response({"state": "sent"})

    url = await serve(handler)
    headers = {"X-Key": "k {secret:CRM}"}
    assert await ask(url, headers=headers) == HttpAnswered(failure="no_secret")
    monkeypatch.setenv("CALLFLOOR_SECRET_OTHER__CRM", "another company's")
    assert await ask(url, headers=headers) == HttpAnswered(failure="no_secret")
    monkeypatch.setenv("CALLFLOOR_SECRET_T__CRM", "s3cret")
    path = "/a/..%2Fb%3Fc"
    answer = await ask(f"{url}/api/", path=path, method="POST", headers=headers)
    assert answer == HttpAnswered(200, {"state": "sent"})
    assert seen == {"key": "k s3cret", "path": "/api/a/..%2Fb%3Fc", "body": '{"who": "Ana"}'}


async def test_a_slow_service_is_given_up(serve: Any) -> None:
    over = asyncio.Event()

    async def handler(_request: web.Request) -> web.Response:
        await over.wait()
        return web.Response()

    answer = await ask(await serve(handler), timeout_ms=100)
    over.set()
    assert answer == HttpAnswered(failure="timeout")


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (web.Response, HttpAnswered(200, None)),
        (lambda: web.Response(text="<html>"), HttpAnswered(200, failure="not_json")),
        (lambda: web.Response(text="[" * 50_000), HttpAnswered(200, failure="not_json")),
        (lambda: web.Response(status=404, text="no"), HttpAnswered(404)),
        (lambda: web.Response(text="1" * (SIZE_MAX + 1)), HttpAnswered(200, failure="too_large")),
        (
            lambda: web.Response(status=302, headers={"Location": "http://127.0.0.1/"}),
            HttpAnswered(302),
        ),
    ],
)
async def test_what_cannot_be_used_is_a_failure(
    serve: Any, response: Callable[[], web.Response], expected: HttpAnswered
) -> None:
    async def handler(_request: web.Request) -> web.Response:
        return response()

    assert await ask(await serve(handler)) == expected


async def test_private_addresses_are_refused_by_number_and_by_name(serve: Any) -> None:
    async def handler(_request: web.Request) -> web.Response:
        raise AssertionError

    url = await serve(handler)
    assert await ask(url, allow_private=False) == HttpAnswered(failure="refused")
    assert await ask(url, hosts=frozenset()) == HttpAnswered(failure="refused")
    name = url.replace("127.0.0.1", "localhost")
    assert await ask(name, allow_private=False) == HttpAnswered(failure="refused")


async def test_a_path_cannot_change_the_host() -> None:
    for path in (".evil.example/x", "@evil.example/x", ":99/x"):
        answer = await ask("http://203.0.113.1", path=path, timeout_ms=200)
        assert answer.failure in ("refused", "unreachable")


async def test_a_service_that_is_not_there_or_was_removed() -> None:
    assert await ask("http://127.0.0.1:9") == HttpAnswered(failure="unreachable")
    what = AskHttp(node="a", service="gone", method="GET", path="", body={}, timeout_ms=100)
    answer = await Web(nobody).answer(Ask(tenant="t", contact_id="C", ask_id="1", what=what))
    assert answer == HttpAnswered(failure="unknown_service")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:10.0.0.1",
     "0.0.0.0", "fd00::1", "224.0.0.1", "100.64.0.1"],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)
    assert is_public("93.184.216.34")


async def test_a_lookup_that_fails_knows_nobody() -> None:
    async def broken(_tenant: str, _number: str) -> dict[str, str]:
        raise RuntimeError

    what = AskCustomer(node="a", number="+34", timeout_ms=1_000)
    given = Ask(tenant="t", contact_id="C", ask_id="1", what=what)
    assert await Web(broken).answer(given) == CustomerKnown()
