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
    from callfloor.imports.columns import Locale
    from callfloor.imports.kinds import Kind
    from callfloor.imports.service import Given, Outcome


def import_(
    kind: Annotated[str, typer.Argument(help="costs, shifts, punches, schedules …")] = "",
    file: Annotated[Path | None, typer.Argument(help="CSV, XLSX or JSON.")] = None,
    queue_log: Annotated[
        list[Path] | None,
        typer.Option("--queue-log", help="Asterisk's log; repeated, in the order of their times."),
    ] = None,
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
    rename: Annotated[
        list[str] | None,
        typer.Option("--rename", help="A queue or agent of the log: 600=sales; repeatable."),
    ] = None,
    callback_key: Annotated[
        str, typer.Option("--callback-key", help="By which callers left to be called back.")
    ] = "",
    tenant: Annotated[
        str, typer.Option("--tenant", help="The company; needed where there are several.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Bring in a file of facts from outside, all of it or nothing. The same again changes nothing.

    Example: callfloor facts import costs march.csv --dry-run
    Example: callfloor facts import --queue-log /var/log/asterisk/queue_log --dry-run
    """
    import msgspec

    from callfloor.imports.service import Given, refuse_wrong, renames

    wanted, files = _wanted(kind, file, queue_log or [])
    given = Given(
        kind=wanted,
        content=b"\n".join(one.read_bytes() for one in files),
        file_name=files[-1].name,
        source=source,
        zone=zone,
        locale=_locale(locale),
        renamed=renames(rename or []),
        callback_key=callback_key,
    )

    outcome = asyncio.run(_bring(tenant, given, "preview" if dry_run else "import"))
    if as_json:
        sys.stdout.write(json.dumps(msgspec.to_builtins(outcome), ensure_ascii=False) + "\n")
    else:
        _show(outcome)
    refuse_wrong(outcome)


def _wanted(kind: str, file: Path | None, logs: list[Path]) -> tuple["Kind", list[Path]]:
    """A kind and its file, or logs alone."""
    from callfloor.imports.kinds import KINDS

    if logs:
        if kind:
            raise typer.BadParameter("give a kind and a file, or logs", param_hint="--queue-log")
        kind, files = "queue_log", logs
    else:
        files = [file] if file is not None else []
    wanted = KINDS.get(kind)
    if wanted is None or not files:
        tables = ", ".join(name for name, one in KINDS.items() if one.form == "table")
        raise typer.BadParameter(f"choose one of {tables}, and a file", param_hint="KIND")
    for one in files:
        if not one.is_file():
            raise InvalidError(f"There is no file {one}; give the path of a file.")
    return wanted, files


def _locale(given: str) -> "Locale":
    from callfloor.imports.columns import LOCALES

    style = next((one for one in LOCALES if one == given), None)
    if style is None:
        raise typer.BadParameter(f"choose one of {', '.join(LOCALES)}", param_hint="--locale")
    return style


async def _bring(tenant: str, given: "Given", mode: Literal["preview", "import"]) -> "Outcome":
    from callfloor.centre import service as settings
    from callfloor.imports.places import place_of
    from callfloor.imports.service import bring

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
