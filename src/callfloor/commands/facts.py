"""`facts import`, `rebuild`, `status`, `generate`, `query`: what the figures are made of."""

import asyncio
import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import asdict

from callfloor.commands.asking import moment_ms, opened, show
from callfloor.commands.imports import import_
from callfloor.kit.clock import now_ms

app = typer.Typer(help="The facts behind the figures.", no_args_is_help=True)
app.command("import")(import_)
if TYPE_CHECKING:
    from callfloor.facts.store import Rebuilt
    from callfloor.kit.db import Database
    from callfloor.metrics.rules import FigureRules

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
    from callfloor.facts.rebuild import rebuild as make_anew
    from callfloor.facts.store import Rebuilt, Store
    from callfloor.kit.settings import Settings
    from callfloor.metrics.columnar.filing import add_up
    from callfloor.metrics.columnar.outside import SOURCES

    async def work() -> Rebuilt:
        async with opened(tenant) as (base, owner, zone):
            folder, at_ms = Settings().facts_folder, now_ms()
            done = await make_anew(
                Store(folder, owner),
                base,
                owner,
                SOURCES,
                from_ms=moment_ms(from_, zone, "--from"),
                to_ms=moment_ms(to, zone, "--to") or at_ms,
                now_ms=at_ms,
                progress=_progress,
            )
            await add_up(folder, owner, await _rules(base, owner), at_ms, progress=_progress)
            return done

    _show(asyncio.run(work()), as_json)


@app.command()
def status(
    tenant: Annotated[str, TENANT] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """How far the files reach, which days are out of date, and how much there is.

    Example: callfloor facts status --json
    """
    from callfloor.kit.settings import Settings
    from callfloor.metrics.columnar import filing

    async def work() -> filing.Status:
        async with opened(tenant) as (base, owner, _):
            rules, folder = await _rules(base, owner), Settings().facts_folder
            return await filing.status(base, folder, owner, rules, now_ms())

    found = asyncio.run(work())
    if as_json:
        sys.stdout.write(json.dumps(asdict(found)) + "\n")
        return
    typer.echo(filing.told(found))
    rows = ", ".join(f"{count} {name}" for name, count in found.rows.items())
    typer.echo(f"{found.files} files, {found.size_bytes / 1e6:.1f} MB: {rows or 'no rows'}")
    if found.out_of_date:
        typer.echo(f"Out of date: {', '.join(found.out_of_date)}")


async def _rules(base: "Database", owner: str) -> "FigureRules":
    from callfloor.centre import service
    from callfloor.metrics.rules import rules_of

    async with base.session(owner) as session:
        return rules_of(await service.load(session, owner))


@app.command()
def generate(
    out: Annotated[Path, typer.Argument(help="A folder; the tables are made below it.")],
    contacts: Annotated[int, typer.Option("--contacts", min=1_000, help="How many, in a year.")],
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed, the same rows.")] = 1,
    tenant: Annotated[str, typer.Option("--tenant", help="The company's id.")] = "generated",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Draw the flat tables of a plausible year, for measuring; what there was of it is replaced.

    Example: callfloor facts generate --contacts 1000000 --seed 7 /tmp/year
    """
    from callfloor.facts.generate import generate as draw
    from callfloor.identity.tenants import is_tenant_id
    from callfloor.kit.errors import InvalidError

    if not is_tenant_id(tenant):
        msg = f"{tenant!r} is no company's id; it has small letters, digits and hyphens."
        raise InvalidError(msg)
    _show(draw(out, tenant, contacts=contacts, seed=seed, progress=_progress), as_json)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(help="One select over the tables of docs/facts.md.")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000, help="Rows.")] = 1_000,
    timeout: Annotated[float, typer.Option("--timeout", min=1, max=3_600, help="Seconds.")] = 30,
    tenant: Annotated[str, TENANT] = "",
    as_json: Annotated[bool, JSON] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
) -> None:
    """Ask the files by SQL, as DuckDB understands it. It only reads, and only this company's facts.

    Example: callfloor facts query "select queue_id, count(*) from legs group by all"
    """
    from callfloor.facts.door import ask
    from callfloor.facts.store import Store
    from callfloor.kit.settings import Settings

    async def owner() -> str:
        async with opened(tenant) as (_, found, _zone):
            return found

    store = Store(Settings().facts_folder, asyncio.run(owner()))
    answer = ask(store, sql, rows_max=limit, limit_s=timeout)
    if as_json:
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        sys.stdout.write(json.dumps({"rows": rows, "is_cut": answer.is_cut}, default=str) + "\n")
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(answer.columns)
        writer.writerows(answer.rows)
    else:
        show(
            answer.columns,
            [["" if one is None else str(one) for one in row] for row in answer.rows],
        )
    if answer.is_cut:
        sys.stderr.write(f"Only the first {limit} rows are shown; --limit asks for more.\n")


def _progress(day: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{day}  {done} of {of} days" + ("\n" if done == of else ""))


def _show(found: "Rebuilt", as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(asdict(found)) + "\n")
        return
    rows = ", ".join(f"{count} {name}" for name, count in found.rows.items())
    typer.echo(f"{found.days} days written: {rows}")


def register(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(app, name="facts")
