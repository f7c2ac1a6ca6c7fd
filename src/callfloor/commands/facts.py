"""`facts import`, `facts rebuild`, `facts generate`: what the figures are made of."""

import asyncio
import json
import sys
from typing import Annotated

import typer

from callfloor.commands.asking import moment_ms, opened
from callfloor.commands.imports import import_
from callfloor.kit.clock import now_ms

app = typer.Typer(help="The facts behind the figures.", no_args_is_help=True)
app.command("import")(import_)
TENANT = typer.Option("--tenant", help="The company; needed where there are several.")
JSON = typer.Option("--json", help="Print as JSON.")


@app.command()
def rebuild(
    from_: Annotated[
        str, typer.Option("--from", help="From this day on (whole UTC days); else from the first.")
    ] = "",
    to: Annotated[str, typer.Option("--to", help="Before this day or moment; `now`.")] = "now",
    tenant: Annotated[str, TENANT] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Make the files anew from the database. Repeated it gives the same; broken off, nothing changes.

    Example: callfloor facts rebuild --from 2026-11-01 --json
    """
    import msgspec

    from callfloor.facts.rebuild import Rebuilt
    from callfloor.facts.rebuild import rebuild as make_anew
    from callfloor.facts.store import Store
    from callfloor.kit.settings import Settings
    from callfloor.metrics import presence

    def progress(day: str, done: int, of: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{day}  {done} of {of} days" + ("\n" if done == of else ""))

    async def work() -> Rebuilt:
        async with opened(tenant) as (base, owner, zone):
            return await make_anew(
                Store(Settings().facts_folder, owner),
                base,
                owner,
                lambda session, begin, end: presence.within(session, from_ms=begin, to_ms=end),
                from_ms=moment_ms(from_, zone, "--from"),
                to_ms=moment_ms(to, zone, "--to") or now_ms(),
                now_ms=now_ms(),
                progress=progress,
            )

    found = asyncio.run(work())
    if as_json:
        sys.stdout.write(json.dumps(msgspec.to_builtins(found)) + "\n")
        return
    rows = ", ".join(f"{count} {name}" for name, count in found.rows.items())
    typer.echo(f"{found.days} days written: {rows}")


def register(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(app, name="facts")
