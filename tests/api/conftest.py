"""A house to ask questions in: fresh database, fake floor, sample facts, one user for every role."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from tests.api.house import PASSWORD, TENANTS, House, quick_passwords, running, the_application
from tests.api.sample import TENANT, day, now_living
from tests.conftest import PostgresProcess
from tests.effort import IS_QUICK

from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.ids import new_id

LogIn = Callable[..., Awaitable[httpx.AsyncClient]]


collect_ignore = ["test_fuzz.py"] if IS_QUICK else []
"""Bringing its library into each process takes longer than the few cases it could try there."""

_TEMPLATE = "house"
_living: dict[int, dict[str, dict[str, str]]] = {}
"""By the server that has the furnished template: what lives in it."""


async def _furnish(url: str, home: Path) -> dict[str, dict[str, str]]:
    """Fill a database with users, settings and facts; it is then copied for each test."""
    database = Database(url)
    house = House(home, database)
    await house.seed(quick_passwords())
    for number, tenant in enumerate(TENANTS):
        # Each house reads all of it again; of the other company hardly more than the living is asked.
        story = day(tenant, now_ms(), hours=1 if tenant == TENANT else 0.2, seed=number + 1)
        house.living[tenant] = now_living(story, now_ms())
        await house.journal.append(story.entries())
    for projection in house.parts.projections:
        await projection.catch_up()
    await database.close()
    return house.living


@pytest.fixture
async def house(migrated: str, postgres: PostgresProcess, tmp_path: Path) -> AsyncIterator[House]:
    if id(postgres) not in _living:
        url = await postgres.create_database(_TEMPLATE, migrated)
        _living[id(postgres)] = await _furnish(url, tmp_path)
    name = f"h{new_id().lower()}"
    database = Database(await postgres.create_database(name, _TEMPLATE), connections_max=5)
    house = House(tmp_path, database, app=the_application())
    house.living = _living[id(postgres)]
    async with running(house):
        await house.parts.live.is_ready.wait()
        yield house
    await database.close()
    await postgres.drop_database(name)


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
