"""`floor`, `api`, `clerk`: the processes of our own, each started and watched by `up`."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

import typer

from callfloor.kit import log
from callfloor.kit.settings import Settings


def _prepared(part: str) -> Settings:
    from callfloor.machine.postgres import connected

    settings = connected(Settings())
    log.configure(part, form=settings.log_format, level=settings.log_level)
    return settings


def _until_stopped(
    run: Callable[[Settings, asyncio.Event], Awaitable[None]], settings: Settings
) -> None:
    import uvloop

    async def work() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await run(settings, stop)

    uvloop.run(work())


def floor() -> None:
    """Run the floor: the one live loop that answers and routes calls. `callfloor up` starts it.

    Example: CALLFLOOR_ASTERISK_URL=http://ari:secret@pbx:8088 callfloor floor
    """
    from callfloor.bootstrap.floor import run_floor

    _until_stopped(run_floor, _prepared("floor"))


def api() -> None:
    """Run the API with the console. `callfloor up` starts it.

    Example: CALLFLOOR_PORT=9000 callfloor api
    """
    from callfloor.bootstrap.api import run_api

    run_api(_prepared("api"))


def clerk() -> None:
    """Run the clerk: judges periods, issues reports, sends messages. `callfloor up` starts it.

    Example: CALLFLOOR_SMTP_URL=smtp://mail.example.org callfloor clerk
    """
    from callfloor.bootstrap.clerk import run_clerk

    _until_stopped(run_clerk, _prepared("clerk"))


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(floor)
    app.command()(api)
    app.command()(clerk)
