"""Every error is a problem that a person can read and a program can tell."""

from collections.abc import AsyncIterator
from types import SimpleNamespace

import httpx
import pytest
from fastapi import FastAPI
from tests.api.conftest import LogIn
from tests.api.house import House

from callfloor.api import errors
from callfloor.api.frame import BODY_BYTES_MAX, Frame, Metrics
from callfloor.api.limits import RateLimit
from callfloor.kit.errors import LimitedError


async def test_bad_bodies_name_the_fields_and_repeat_no_value(log_in: LogIn) -> None:
    client = await log_in()
    response = await client.post("/api/session", json={"login": "x", "pasword": "s3cret"})
    problem = response.json()
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert {error["field"] for error in problem["errors"]} == {"password", "pasword"}
    assert "s3cret" not in response.text
    assert problem["id"] == response.headers["x-request-id"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff\xfe", b'{"login": 1, "password": []}', b"null", b'"x"']
)
async def test_a_body_of_any_kind_is_answered(log_in: LogIn, body: bytes) -> None:
    client = await log_in()
    response = await client.post(
        "/api/session", content=body, headers={"content-type": "application/json"}
    )
    assert response.status_code == 422
    assert response.json()["code"] == "invalid"


async def test_what_the_floor_refuses_keeps_its_code_and_sentence(
    house: House, log_in: LogIn
) -> None:
    agent = await log_in("agent")
    house.floor.refusal = {
        "code": "no_call",
        "message": "There is no call to put on hold.",
        "status": 409,
        "params": {"agent_id": "maria"},
    }
    response = await agent.post("/api/desk/hold", json={})
    problem = response.json()
    assert (response.status_code, problem["code"]) == (409, "no_call")
    assert problem["detail"] == "There is no call to put on hold."
    assert problem["params"] == {"agent_id": "maria"}


async def test_a_floor_that_is_away_is_said_to_be_so(house: House, log_in: LogIn) -> None:
    agent = await log_in("agent")
    await house.floor.stop()
    response = await agent.post("/api/desk/ready", json={})
    problem = response.json()
    assert (response.status_code, problem["code"]) == (503, "unavailable")
    assert problem["params"] == {"part": "floor"}


async def test_an_unexpected_error_tells_only_an_id(capsys: pytest.CaptureFixture[str]) -> None:
    app = FastAPI()
    errors.install(app)
    app.state.parts = SimpleNamespace(metrics=Metrics(), is_https=True)
    app.add_middleware(Frame)

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("the inside")

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://callfloor.test") as client:
        response = await client.get("/broken")
    assert response.status_code == 500
    assert "the inside" not in response.text
    assert "strict-transport-security" in response.headers
    said = capsys.readouterr()
    assert response.json()["id"] in said.out + said.err


async def test_a_body_too_large_is_refused(log_in: LogIn) -> None:
    client = await log_in()

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(BODY_BYTES_MAX // 65_536 + 2):
            yield b"x" * 65_536

    response = await client.post("/api/session", content=endless())
    assert (response.status_code, response.json()["code"]) == (413, "too_large")


async def test_a_method_that_is_not_taken(log_in: LogIn) -> None:
    response = await (await log_in()).put("/api/demo")
    assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")


async def test_nothing_is_put_in_a_frame_but_the_page_of_web_calls(log_in: LogIn) -> None:
    client = await log_in()
    for path, ancestors in (("/", "'none'"), ("/api/demo", "'none'"), ("/call/demo/100", "*")):
        policy = (await client.get(path)).headers["content-security-policy"]
        assert policy.endswith(f"frame-ancestors {ancestors}")
        assert "script-src 'self';" in policy


def test_a_rate_limit_refills() -> None:
    limit = RateLimit(burst=2, refill_ms=1_000, what="calls")
    limit.take("a", 0)
    limit.take("a", 0)
    with pytest.raises(LimitedError) as refused:
        limit.take("a", 0)
    assert refused.value.params["retry_after_s"] == 1
    limit.take("b", 0)
    limit.take("a", 1_000)


def test_parameters_that_json_does_not_know_become_text() -> None:
    response = errors.problem(409, "conflict", "No.", params={"at": object(), "n": 1})
    assert b'"n":1' in bytes(response.body)
    assert b'"at":"<object' in bytes(response.body)
