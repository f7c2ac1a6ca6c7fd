"""A house behind a real server on a free port, for what needs a socket: live pages, phones."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import uvicorn
from tests.api.house import PASSWORD, House
from tests.running.ports import free_tcp_port


@contextlib.asynccontextmanager
async def served(house: House) -> AsyncIterator[str]:
    """The address; the application's own work runs already (`running`)."""
    port = free_tcp_port()
    config = uvicorn.Config(
        house.app, host="127.0.0.1", port=port, log_level="error", lifespan="off"
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        assert not task.done()
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


@contextlib.asynccontextmanager
async def browser(
    address: str, role: str = "", tenant: str = "demo"
) -> AsyncIterator[aiohttp.ClientSession]:
    """Logged in as the role's user, cookies kept."""
    async with aiohttp.ClientSession(address, cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        if role:
            body = {"tenant": tenant, "login": role, "password": PASSWORD}
            async with session.post("/api/session", json=body) as response:
                assert response.status == 200
                token = (await response.json())["csrf_token"]
            session.headers["X-CSRF-Token"] = token
        yield session
