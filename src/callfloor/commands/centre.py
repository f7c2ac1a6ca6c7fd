"""`apply`, `export`: a whole centre as one file, in and out."""

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from callfloor.kit import log
from callfloor.kit.errors import InvalidError, UnavailableError
from callfloor.kit.settings import Settings

if TYPE_CHECKING:
    from callfloor.centre.file import Plan

_SIGNS = {"create": "+", "update": "~", "delete": "-"}
_VALUE_MAX = 60


def apply(
    path: Annotated[
        Path, typer.Argument(metavar="CENTRE.yaml", help="The file; - reads the input.")
    ],
    tenant: Annotated[
        str, typer.Option(help="Refuse the file unless it is for this company.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the difference and change nothing.")
    ] = False,
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Remove what is missing from a section that the file has."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the difference as JSON.")] = False,
) -> None:
    """Create and update queues, agents, hours, flows and lines from a file; show the difference.

    Example: callfloor apply examples/first-centre.yaml --dry-run
    """
    from callfloor.centre import file

    text = _read(path)
    owner = _checked(tenant) or file.tenant_of(text)
    planned = asyncio.run(_apply(text, owner, dry_run=dry_run, prune=prune))
    if as_json:
        sys.stdout.write(json.dumps(_as_json(planned), ensure_ascii=False, indent=2) + "\n")
    else:
        _show(planned, dry_run=dry_run)
    if planned.errors:
        count = len(planned.errors)
        errors = "1 error" if count == 1 else f"{count} errors"
        msg = f"{errors} in {path}; nothing was changed."
        raise InvalidError(msg)


def export(
    tenant: Annotated[
        str, typer.Option(help="Whose centre; may be left out where there is one company.")
    ] = "",
) -> None:
    """Print the whole centre as the file that `apply` takes back.

    Example: callfloor export --tenant demo > centre.yaml
    """
    sys.stdout.write(asyncio.run(_export(tenant)))


async def _apply(text: str, tenant: str, *, dry_run: bool, prune: bool) -> "Plan":
    from callfloor.api.floor_client import FloorClient
    from callfloor.centre import file
    from callfloor.kit.db import Database

    settings = _prepared()
    database = Database(_address(settings), part="callfloor apply")
    try:
        async with database.session(tenant) as session:
            planned = await file.plan(session, text, tenant_id=tenant, prune=prune)
        if dry_run or planned.errors or not planned.changes:
            return planned
        async with database.session(tenant) as session:
            planned = await file.apply(session, text, tenant_id=tenant, prune=prune)
    finally:
        await database.close()
    floor = FloorClient(settings)
    try:
        await floor.centre_changed(tenant, actor="system")
    except UnavailableError:
        # It does not run now; it reads the settings when it starts.
        return planned
    finally:
        await floor.close()
    return planned


async def _export(tenant: str) -> str:
    from callfloor.centre import file, service
    from callfloor.identity.login import Door
    from callfloor.kit.db import Database

    database = Database(_address(_prepared()), part="callfloor export")
    try:
        owner = _checked(tenant) or await Door(database).sole_tenant()
        if not owner:
            msg = "There is not exactly one company here; name it with --tenant."
            raise InvalidError(msg)
        async with database.session(owner) as session:
            return file.export(await service.load(session, owner))
    finally:
        await database.close()


def _checked(tenant: str) -> str:
    from callfloor.identity.tenants import is_tenant_id

    if tenant and not is_tenant_id(tenant):
        msg = f"{tenant!r} is no company's id; it has small letters, digits and hyphens."
        raise InvalidError(msg)
    return tenant


def _prepared() -> Settings:
    from callfloor.machine.postgres import connected

    settings = connected(Settings())
    log.configure("centre", form=settings.log_format, level=settings.log_level)
    return settings


def _address(settings: Settings) -> str:
    assert settings.database_url is not None
    return settings.database_url.get_secret_value()


def _read(path: Path) -> str:
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror}."
        raise InvalidError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{path} is not UTF-8 text."
        raise InvalidError(msg) from error


def _as_json(planned: "Plan") -> dict[str, Any]:
    return {
        "changes": [
            {
                "action": change.action,
                "kind": change.kind,
                "id": change.id,
                "before": change.before,
                "after": change.after,
            }
            for change in planned.changes
        ],
        "errors": [
            {"line": error.line, "column": error.column, "message": error.message}
            for error in planned.errors
        ],
    }


def _show(planned: "Plan", *, dry_run: bool) -> None:
    for error in planned.errors:
        typer.echo(f"line {error.line}, column {error.column}: {error.message}", err=True)
    for change in planned.changes:
        typer.echo(f"{_SIGNS[change.action]} {change.kind} {change.id}")
        if change.before is not None and change.after is not None:
            for key in change.after:
                before, after = change.before.get(key), change.after[key]
                if before != after:
                    typer.echo(f"    {key}: {_short(before)} → {_short(after)}")
    if not planned.errors:
        count = len(planned.changes)
        changes = "1 change" if count == 1 else f"{count} changes"
        done = "Nothing differs." if not count else f"{changes} made."
        typer.echo(f"{changes} would be made." if dry_run and count else done)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _VALUE_MAX else f"{text[:_VALUE_MAX]}…"


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(apply)
    app.command()(export)
