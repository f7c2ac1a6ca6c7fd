"""`up`, `migrate`, `doctor`: the commands about this machine."""

import asyncio
import json
import sys
from typing import Annotated

import typer

from callfloor.kit import log
from callfloor.kit.errors import SetupError, UnavailableError
from callfloor.kit.settings import Settings


def up(
    setup_only: Annotated[
        bool, typer.Option("--setup-only", help="Prepare everything and exit.")
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Delete this centre's data first, after asking.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before deleting.")] = False,
) -> None:
    """Start everything on this machine and keep it running until Ctrl-C.

    Example: CALLFLOOR_PORT=9000 callfloor up
    """
    from callfloor.machine import preflight
    from callfloor.machine import up as machine
    from callfloor.machine.screen import Screen

    settings = Settings()
    log.configure("up", form=settings.log_format, level=settings.log_level)
    screen = Screen()
    preflight.check_home(settings)
    with preflight.only_one(settings):
        if fresh:
            machine.remove_data(settings, screen, confirmed=yes)
        if not setup_only:
            preflight.await_release(settings)
        prepared = machine.prepare(settings, screen)
        if setup_only:
            screen.say("Everything is prepared. ./run starts it; .venv/bin/callfloor --help.")
            return
        asyncio.run(machine.run(settings, screen, prepared))


def migrate(
    demo: Annotated[
        bool, typer.Option("--demo", help="Seed the demo centre where there is none yet.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing when all is well.")] = False,
) -> None:
    """Bring the database's tables to this version. Repeated, it changes nothing.

    Example: CALLFLOOR_DATABASE_URL=postgresql://me:secret@db/callfloor callfloor migrate
    """
    from callfloor.bootstrap import tables
    from callfloor.machine.doctor import database_answers
    from callfloor.machine.postgres import connected

    settings = connected(Settings())
    log.configure("migrate", form=settings.log_format, level=settings.log_level)

    async def work() -> None:
        if not await database_answers(settings):
            msg = (
                "PostgreSQL does not answer. Start Callfloor with ./run, "
                "or set CALLFLOOR_DATABASE_URL to a server that runs."
            )
            raise UnavailableError(msg)
        await tables.migrate(settings)
        if demo:
            await tables.seed_demo(settings)

    asyncio.run(work())
    if not quiet:
        typer.echo("The database is up to date.")


def asterisk() -> None:
    """Run only Asterisk, in the foreground, as a container does. `callfloor up` does it for you.

    Example: CALLFLOOR_SIP_HOST=0.0.0.0 callfloor asterisk
    """
    from callfloor.machine.up import become_asterisk

    settings = Settings()
    log.configure("asterisk", form=settings.log_format, level=settings.log_level)
    become_asterisk(settings)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the checks as JSON.")] = False,
) -> None:
    """Say in one screen what is installed, reachable and healthy. Exit code 3 if a check fails.

    Example: callfloor doctor --json
    """
    from callfloor.machine.doctor import diagnose, show

    checks = asyncio.run(diagnose(Settings()))
    if as_json:
        sys.stdout.write(json.dumps([check.as_json() for check in checks], indent=2) + "\n")
    else:
        show(checks)
    if any(check.state == "fail" for check in checks):
        msg = "At least one check failed; the list above says what to do."
        raise SetupError(msg)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (up, migrate, asterisk, doctor):
        app.command()(command)
