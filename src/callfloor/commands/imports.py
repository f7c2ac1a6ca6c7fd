"""`facts import`: facts from outside, brought in from a file."""

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from callfloor.commands.asking import opened, show
from callfloor.kit.errors import InvalidError

if TYPE_CHECKING:
    from callfloor.imports.service import Given, Outcome


def import_(
    kind: Annotated[str, typer.Argument(help="costs, shifts, punches, schedules …")],
    file: Annotated[Path, typer.Argument(help="CSV, XLSX or JSON.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what it would change.")
    ] = False,
    source: Annotated[
        str, typer.Option("--source", help="The system whose ids these are, as `sap`.")
    ] = "",
    zone: Annotated[
        str, typer.Option("--zone", help="Of local times; else the site's, or the centre's.")
    ] = "",
    locale: Annotated[str, typer.Option("--locale", help="How numbers are written.")] = "en",
    tenant: Annotated[
        str, typer.Option("--tenant", help="The company; needed where there are several.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Bring in a file of facts from outside, all of it or nothing. The same again changes nothing.

    Example: callfloor facts import costs march.csv --dry-run
    """
    import msgspec

    from callfloor.imports.columns import LOCALES
    from callfloor.imports.kinds import KINDS
    from callfloor.imports.service import Given, refuse_wrong

    wanted = KINDS.get(kind)
    if wanted is None:
        raise typer.BadParameter(f"choose one of {', '.join(KINDS)}", param_hint="KIND")
    style = next((one for one in LOCALES if one == locale), None)
    if style is None:
        raise typer.BadParameter(f"choose one of {', '.join(LOCALES)}", param_hint="--locale")
    if not file.is_file():
        raise InvalidError(f"There is no file {file}; give the path of a CSV, XLSX or JSON file.")
    given = Given(
        kind=wanted,
        content=file.read_bytes(),
        file_name=file.name,
        source=source,
        zone=zone,
        locale=style,
    )

    outcome = asyncio.run(_bring(tenant, given, "preview" if dry_run else "import"))
    if as_json:
        sys.stdout.write(json.dumps(msgspec.to_builtins(outcome), ensure_ascii=False) + "\n")
    else:
        _show(outcome)
    refuse_wrong(outcome)


async def _bring(tenant: str, given: "Given", mode: Literal["preview", "import"]) -> "Outcome":
    from callfloor.centre import service as settings
    from callfloor.imports.service import bring, place_of

    async with opened(tenant) as (base, owner, _zone):
        async with base.session(owner) as session:
            centre = await settings.load(session, owner)
        return await bring(base, owner, place_of(centre), given, None, mode=mode)


def _show(outcome: "Outcome") -> None:
    lines = [("wrong", one) for one in outcome.wrong] + [("look", one) for one in outcome.warnings]
    if lines:
        show(
            ["", "line", "column", "what"],
            [[word, str(one.line), one.column, one.message] for word, one in lines],
        )
    counts = f"{outcome.new} new, {outcome.changed} changed, {outcome.same} the same"
    typer.echo(f"{outcome.rows} rows: {counts}, {outcome.wrong_count} wrong")
