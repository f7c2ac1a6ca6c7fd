"""A house to ask questions in: fresh database, fake floor, sample facts, one user for every role."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from tests.api.house import PASSWORD, TENANTS, House, quick_passwords, running
from tests.api.sample import day, now_living

from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database

LogIn = Callable[..., Awaitable[httpx.AsyncClient]]


def until(limit_s: float = 10) -> Callable[[], bool]:
    """`while not ready: assert still()`, so that waiting has an end."""
    end = time.monotonic() + limit_s
    return lambda: time.monotonic() < end


@pytest.fixture
async def house(database: Database, tmp_path: Path) -> AsyncIterator[House]:
    house = House(tmp_path, database)
    await house.seed(quick_passwords())
    for number, tenant in enumerate(TENANTS):
        story = day(tenant, now_ms(), hours=1, seed=number + 1)
        house.living[tenant] = now_living(story, now_ms())
        await house.journal.append(story.entries())
    for projection in house.parts.projections:
        await projection.catch_up()
    async with running(house):
        await house.parts.live.is_ready.wait()
        yield house


@pytest.fixture
async def log_in(house: House) -> AsyncIterator[LogIn]:
    """`await log_in("supervisor")` gives a browser of that role, its CSRF token set."""
    opened: list[httpx.AsyncClient] = []

    async def open_one(role: str = "", tenant: str = "demo") -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(house.app), base_url="http://callfloor.test"
        )
        opened.append(client)
        if role:
            body = {"tenant": tenant, "login": role, "password": PASSWORD}
            response = await client.post("/api/session", json=body)
            assert response.status_code == 200, response.text
            client.headers["X-CSRF-Token"] = response.json()["csrf_token"]
        return client

    yield open_one
    for client in opened:
        await client.aclose()
