"""The application of one API process: routes, the frame around them, and the work beside them.

`bootstrap` calls `create_app` with what it has chosen; tests do the same with a fake floor, and keep
the application, which takes a second to describe itself, for the parts of the next test.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

from fastapi import FastAPI

from callfloor import __version__
from callfloor.api import console, errors, phone_proxy
from callfloor.api.described import with_nulls
from callfloor.api.frame import Frame
from callfloor.api.parts import Given, Parts, build, parts_of
from callfloor.api.routes import api_router, root_router
from callfloor.kit import log
from callfloor.kit.tasks import end

_logger = log.get("api")


def create_app(given: Given) -> FastAPI:
    app = application(given.console)
    app.state.parts = build(given)
    return app


def application(console_folder: Path | None) -> FastAPI:
    """The routes and the frame; it answers by `app.state.parts`, which the caller sets."""
    app = FastAPI(
        title="Callfloor",
        version=__version__,
        summary="Contacts, the live floor, figures and settings of a contact centre.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    errors.install(app)
    app.include_router(api_router(), prefix="/api")
    app.include_router(root_router())
    app.include_router(phone_proxy.router(lambda socket: parts_of(socket).phone_proxy))
    app.include_router(console.router(console_folder))
    described = app.openapi
    app.openapi = cache(lambda: with_nulls(described()))  # type: ignore[method-assign]
    app.add_middleware(Frame)
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """The live floor and the projections run as long as the application serves."""
    parts: Parts = app.state.parts
    work = [asyncio.create_task(parts.live.run(), name="live")]
    work += [asyncio.create_task(one.run(), name=one.name) for one in parts.projections]
    work.append(asyncio.create_task(parts.keeper.run(), name="keeper"))
    work.append(asyncio.create_task(parts.binder.run(), name="screens"))
    work.append(asyncio.create_task(parts.alarms.run(), name="alarms"))
    for task in work:
        task.add_done_callback(_say_if_it_failed)
    try:
        yield
    finally:
        await end(work)
        await parts.phone_proxy.close()
        await parts.given.floor.close()


def _say_if_it_failed(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        _logger.error(
            "work beside the requests has ended",
            part=task.get_name(),
            exc_info=task.exception(),
        )
