"""What every command that reads the database shares: the way in, the company, times, tables."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from callfloor.kit import log
from callfloor.kit.clock import now_ms, to_ms
from callfloor.kit.db import Database
from callfloor.kit.errors import InvalidError
from callfloor.kit.settings import Settings


@asynccontextmanager
async def opened(tenant: str) -> AsyncIterator[tuple[Database, str, str]]:
    """The database, the company (the only one where none is named) and its zone."""
    from callfloor.bootstrap.tenants import database
    from callfloor.identity.login import Door
    from callfloor.identity.tenants import get_tenant, is_tenant_id
    from callfloor.machine.postgres import connected

    settings = connected(Settings())
    log.configure("callfloor", form=settings.log_format, level="WARNING")
    if tenant and not is_tenant_id(tenant):
        msg = f"{tenant!r} is no company's id; it has small letters, digits and hyphens."
        raise InvalidError(msg)
    base = database(settings, "command")
    try:
        owner = tenant or await Door(base).sole_tenant()
        if not owner:
            msg = "There is not exactly one company here; name it with --tenant."
            raise InvalidError(msg)
        async with base.session(owner) as session:
            zone = (await get_tenant(session, owner)).zone
        yield base, owner, zone
    finally:
        await base.close()


def moment_ms(text: str, zone: str, option: str) -> int | None:
    """A day or a moment as a person writes it, in the company's zone; None for an empty text."""
    if not text:
        return None
    if text == "now":
        return now_ms()
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"{option} {text!r} is no time; write 2026-11-22 or 2026-11-22T09:00."
        raise InvalidError(msg) from error
    return to_ms(at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone)))


def show(columns: list[str], rows: list[list[str]]) -> None:
    """A table for people."""
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*row)
    console = Console()
    if not console.is_terminal:
        console.width = 200  # a file or a pipe has no edge to break lines at
    console.print(table)
