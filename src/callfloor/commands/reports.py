"""`reports list`, `reports make`: the centre's reports on the command line."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from callfloor.commands.asking import opened, show
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import InvalidError

app = typer.Typer(help="Reports: figures of a time, drawn and written.", no_args_is_help=True)
TENANT = typer.Option("--tenant", help="The company; needed where there are several.")


@app.command("list")
def list_(
    tenant: Annotated[str, TENANT] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """The reports that are set up, with their time and their cadence.

    Example: callfloor reports list --json
    """
    asyncio.run(_list(tenant, as_json))


async def _list(tenant: str, as_json: bool) -> None:
    from callfloor.centre import service
    from callfloor.centre.reports import Report

    async with opened(tenant) as (base, owner, _), base.session(owner) as session:
        found = (await service.load(session, owner)).of(Report)
    if as_json:
        items = [{"id": key, **one.model_dump(mode="json")} for key, one in found.items()]
        sys.stdout.write(json.dumps(items, ensure_ascii=False) + "\n")
        return
    rows = [[key, one.name, one.period, one.cadence or "–"] for key, one in found.items()]
    show(["report", "name", "about", "issued by"], rows)


@app.command()
def make(
    report: Annotated[str, typer.Argument(help="One of `reports list`.")],
    out: Annotated[Path, typer.Argument(help="A new file that ends in .html, .pdf, .xlsx, .csv.")],
    tenant: Annotated[str, TENANT] = "",
) -> None:
    """Make a report now and write it to a file; nothing is kept or sent.

    Example: callfloor reports make queues-daily queues.pdf
    """
    from callfloor.reports.files import WRITERS

    format_ = out.suffix.removeprefix(".")
    if format_ not in WRITERS:
        raise InvalidError(f"{out} must end in one of .{', .'.join(WRITERS)}.")
    if out.exists():
        raise InvalidError(f"{out} is there already; name a new file.")
    try:
        out.write_bytes(asyncio.run(_make(tenant, report, format_)))
    except OSError as error:
        raise InvalidError(f"{out} cannot be written: {error.strerror}.") from error
    sys.stdout.write(f"{out}\n")


async def _make(tenant: str, report_id: str, format_: str) -> bytes:
    from callfloor.centre import service
    from callfloor.kit.settings import Settings
    from callfloor.reports.content import Maker
    from callfloor.reports.files import WRITERS
    from callfloor.reports.issuing import report_of

    async with opened(tenant) as (base, owner, _):
        async with base.session(owner) as session:
            centre = await service.load(session, owner)
        report, at_ms = report_of(centre, report_id), now_ms()
        content = await Maker(base, centre, report_id, report, at_ms).make(at_ms)
    return WRITERS[format_][1](content, Settings().public_url)


def register(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(app, name="reports")
