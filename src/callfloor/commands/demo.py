"""`demo call`, `demo traffic`: calls for trying the centre."""

import asyncio
import contextlib
import json
import signal
import sys
from typing import Annotated

import typer

from callfloor.kit import log
from callfloor.kit.settings import Settings

app = typer.Typer(help="Calls for trying the demo centre.", no_args_is_help=True)
NUMBER = typer.Option("--number", help="The number to call; 1000 is the demo's main line.")


@app.command()
def call(
    number: Annotated[str, NUMBER] = "1000",
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Ring once: one simulated customer calls, chooses English and sales, and talks.

    Example: callfloor demo call
    """
    from callfloor.bootstrap import demo as bootstrap
    from callfloor.demo.traffic import place_one

    settings = Settings()
    log.configure("demo", form=settings.log_format, level="WARNING")

    async def work() -> str:
        async with bootstrap.demo_calls(settings) as calls:
            return await place_one(calls, number)

    name = asyncio.run(work())
    if as_json:
        sys.stdout.write(json.dumps({"number": number, "caller_name": name}) + "\n")
    else:
        typer.echo(f"{name} is calling {number}. An agent who is ready hears it in a few seconds.")


@app.command()
def traffic(
    calls_per_minute: Annotated[
        float, typer.Option("--calls-per-minute", min=0.1, max=600, help="How many, on average.")
    ] = 6.0,
    minutes: Annotated[
        float, typer.Option("--minutes", min=0, help="How long; 0 until Ctrl-C.")
    ] = 0,
    number: Annotated[str, NUMBER] = "1000",
    agents: Annotated[
        bool, typer.Option("--agents/--no-agents", help="Let simulated agents work beside you.")
    ] = True,
) -> None:
    """Put live calls through the real Asterisk, with simulated agents beside the real ones.

    Example: callfloor demo traffic --calls-per-minute 6
    """
    from callfloor.bootstrap import demo as bootstrap

    settings = Settings()
    log.configure("demo", form=settings.log_format, level="WARNING")

    async def work() -> None:
        stop = asyncio.Event()
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
        running = asyncio.create_task(
            bootstrap.run_demo_traffic(
                settings, number, calls_per_minute, with_agents=agents, said=typer.echo
            )
        )
        stopping = asyncio.create_task(stop.wait())
        limit_s = minutes * 60 or None
        await asyncio.wait(
            {running, stopping}, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED
        )
        if running.done():
            running.result()
        for task in (running, stopping):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    asyncio.run(work())


def register(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(app, name="demo")
