"""Schemathesis over the whole OpenAPI: whatever comes in, no answer is a crash or off its schema."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.result import Ok
from tests.api.house import PASSWORD, House, quick_passwords, running
from tests.api.serving import served

from callfloor.identity.permissions import ROLES
from callfloor.identity.service import UserDraft, create_user
from callfloor.kit.db import Database


class _Server(threading.Thread):
    """A house with a loop of its own, since schemathesis asks from outside."""

    def __init__(self, url: str, home: Path) -> None:
        super().__init__(daemon=True)
        self._url, self._home = url, home
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self.ready = threading.Event()
        self.address = ""

    def run(self) -> None:
        self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        database = Database(self._url)
        house = House(self._home, database)
        await house.seed(quick_passwords())
        async with database.session("demo") as session:
            draft = UserDraft(
                login="everyone", name="All roles", roles=ROLES, password=PASSWORD, agent_id="maria"
            )
            await create_user(session, "demo", draft, quick_passwords(), None)
        async with running(house), served(house) as self.address:
            await house.parts.live.is_ready.wait()
            self.ready.set()
            await self._over.wait()
        await database.close()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self.join(30)


@pytest.fixture
def server(database_url: str, tmp_path: Path) -> Iterator[_Server]:
    server = _Server(database_url, tmp_path)
    server.start()
    assert server.ready.wait(60)
    yield server
    server.stop()


_MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
_CHECKS: Any = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
_UNASKED = "^/api/(session|web_calls)$"
"""Logging out would end the test, and rate limits would answer the rest."""


@pytest.mark.timeout(900)
def test_nothing_that_comes_in_breaks_the_api(server: _Server) -> None:
    body = {"tenant": "demo", "login": "everyone", "password": PASSWORD}
    session = httpx.post(f"{server.address}/api/session", json=body)
    headers = {
        "X-CSRF-Token": session.json()["csrf_token"],
        "Cookie": f"callfloor_session={session.cookies['callfloor_session']}",
    }
    schema = schemathesis.openapi.from_url(f"{server.address}/api/openapi.json")
    checked = 0
    for found in schema.exclude(path_regex=_UNASKED).get_all_operations():
        assert isinstance(found, Ok), "the description is not valid"
        operation = found.ok()
        asked = st.one_of([operation.as_strategy(mode) for mode in _MODES])
        _try(asked, headers, server.address)
        checked += 1
    assert checked > 40


def _try(asked: st.SearchStrategy[Any], headers: dict[str, str], address: str) -> None:
    @given(asked)
    @settings(
        max_examples=6,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Any) -> None:
        response = case.call(base_url=address, headers=headers)
        case.validate_response(response, checks=_CHECKS)

    ask()
