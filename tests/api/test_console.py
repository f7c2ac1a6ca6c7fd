"""The console's files: pages for addresses of pages, assets kept, nothing from outside the folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from callfloor.api import console, errors


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    (tmp_path / "secret.txt").write_text("secret")
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<html>console</html>")
    (dist / "assets" / "index-abc.js").write_text("js")
    (dist / "mark.svg").write_text("<svg/>")
    app = FastAPI()
    errors.install(app)
    app.include_router(console.router(dist))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://callfloor.test") as client:
        yield client


async def test_an_address_of_a_page_is_the_console(browser: httpx.AsyncClient) -> None:
    for path in ("/", "/floor", "/contacts/01ABC", "/call/demo/100"):
        response = await browser.get(path)
        assert response.text == "<html>console</html>"
        assert response.headers["cache-control"] == "no-cache"


async def test_assets_are_kept_and_missing_ones_are_missing(browser: httpx.AsyncClient) -> None:
    asset = await browser.get("/assets/index-abc.js")
    assert "immutable" in asset.headers["cache-control"]
    assert (await browser.get("/mark.svg")).headers["cache-control"] == "no-cache"
    for path in ("/assets/index-old.js", "/favicon.ico", "/api/nothing", "/health/other"):
        assert (await browser.get(path)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%00"]
)
async def test_nothing_beside_the_folder_is_read(browser: httpx.AsyncClient, path: str) -> None:
    assert "secret" not in (await browser.get(path)).text


async def test_without_a_built_console_it_says_so() -> None:
    app = FastAPI()
    app.include_router(console.router(None))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://callfloor.test") as client:
        response = await client.get("/")
    assert response.status_code == 503
    assert "not built" in response.text
